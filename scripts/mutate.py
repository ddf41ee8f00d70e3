"""Finds faults that no test notices: `scripts/mutate [--again] [--sample N] [MODULE ...]`.

MODULE can be a package (`ledger`). Mutmut makes small changes ("mutants") to each function, one at a time, and runs the
tests that reach the function, in a process of its own with a time limit. A mutant survives if all tests pass: either a
test is missing, or the change makes no difference. Known harmless survivors are listed in tests/mutants.md, each with
the reason. All others are shown, and the exit status is then 1.

All files are in .mutants/, which can be deleted at any time. Without a MODULE, it takes hours; `--sample 150` runs only
150 mutants of each module, drawn by lot, and always the same ones as long as the module stays the same.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "scripts/briefsite"
MUTMUT: Final = Path(sys.executable).with_name("mutmut")
FOLDER: Final = ROOT / ".mutants"
LISTED: Final = ROOT / "tests/mutants.md"

#: The tests of each package, or of a module of it, which take seconds in one process and need no browser. `problems/A`
#: are the golden cases of problems whose code begins with A.
TESTS: Final = {
    "ledger": ("numbering", "matching", "permalinks", "ledger_file", "problems/A"),
    "source": ("passage", "reading", "notes", "problems/M", "problems/N", "problems/P", "problems/S"),
    "paragraphs": ("reading", "layout", "texts", "note_forms", "problems/O"),
    "proof": ("reading", "proof", "notes", "problems/A", "problems/B", "problems/R", "problems/W"),
    "versions": ("versions",),
    "writing": ("writing", "words"),
    "works": ("bibliography", "names", "kinds_in_styles", "words"),
    "exports": ("cited", "exports", "metadata"),
    "reading": ("reading", "timeline", "finding", "problems/N", "problems/R0"),
    "ledger/address.py": ("grammar", "citation", "words"),
    "ledger/continuity.py": ("continuity",),
    "ledger/former.py": ("former", "version_links", "listed"),
    "ledger/listed.py": ("listed",),
    "ledger/marks.py": ("marks",),
    "ledger/matching.py": ("matching",),
    "ledger/merge.py": ("ledger_merge",),
    "ledger/note_matching.py": ("note_addresses",),
    "ledger/page_ids.py": ("grammar",),
    "ledger/sentences.py": ("ledger_file",),
    "ledger/version.py": ("version_links", "listed", "ledger_file"),
    "ledger/version_links.py": ("version_links", "citation"),
    "ledger/wordings.py": ("wordings",),
    "ledger/work_matching.py": ("permalinks", "words"),
    "proof/part.py": ("proof", "parts", "problems/B", "problems/R08", "problems/W01", "problems/W02"),
    "proof/verify.py": ("parts", "problems/R01-template"),
    "reading/passage_following.py": ("quotations", "problems/Q"),
    "words.py": ("words", "writing"),
}

#: Tests that take ten seconds or more for each mutant that survives. What only they notice deserves a smaller test.
SLOW: Final = (
    "permalinks.py::TestEditor",
    "note_addresses.py::TestNotesEditor",
    "versions.py::test_twenty_versions_with_an_edited_paragraph_each_grow_with_what_has_changed",
    "versions.py::test_a_whole_book_is_the_same_again",
    "quotations.py::test_what_is_found_after_each_edit",
    "quotations.py::test_an_edit_of_the_text_needs_none_of_the_edition",
)

#: The settings of Mutmut. It looks for code only in src/, so its folder has a link of that name to scripts/.
SETTINGS: Final = """
[tool.mutmut]
source_paths = ["src/briefsite"]
only_mutate = [{modules}]
also_copy = ["docs", "sources", "mkdocs.yml"]
pytest_add_cli_args_test_selection = [{tests}]
pytest_add_cli_args = [
    "-p", "no:cacheprovider", "-m", "not long and not alone and not browser", {slow}
]
# A mutant may take these times these seconds and those that its tests took without it: the machine may be busy.
timeout_multiplier = 2.0
timeout_constant = 5.0
track_dependencies = false
use_git_change_detection = false
"""

#: A `zip` that checks the program on itself, and what mutmut makes of it: no caller can make the check fail. And the
#: type in a `cast`, which does nothing when the program runs.
STRICT: Final = re.compile(r", (?:strict=\w+)?(?=\))|(?<=\bcast\()(?:\w+|\"[^\"]*\"), ")


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed: its name for Mutmut, and its change in the form of tests/mutants.md."""

    name: str
    change: str

    def is_listed(self, listed: str) -> bool:
        """Whether tests/mutants.md has the change, or "(any)" for its function, or the rule about `zip` and `cast`."""
        lines = [STRICT.sub("", line) for line in self.change.splitlines()]
        before, after = ([line[1:] for line in lines if line[0] == sign] for sign in "-+")
        place = self.change.partition("\n")[0]
        return before == after or any(f"\n{one}\n" in listed for one in (self.change, f"{place}\n(any)"))


def main() -> int:
    """Run the chosen packages one after the other. Return the exit status: 1 if a survivor is not listed."""
    parser = argparse.ArgumentParser(description="Put faults into the code, and show those that no test notices.")
    parser.add_argument(
        "modules", nargs="*", metavar="MODULE", help="such as ledger/matching.py, or ledger for all of it"
    )
    parser.add_argument(
        "--again", action="store_true", help="only what survived the last time, after a change of the tests"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="only so many mutants of each module, drawn by lot")
    arguments = parser.parse_args()
    listed = LISTED.read_text(encoding="utf-8") if LISTED.exists() else ""
    unknown = 0
    for part, modules in chosen(parser, arguments.modules).items():
        folder = FOLDER / part.replace("/", ".").removesuffix(".py")
        FOLDER.mkdir(exist_ok=True)
        with folder.with_name(f"{folder.name}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                sys.exit(f"mutmut still runs in {folder.relative_to(ROOT)}: wait for it, or end it")
            run(folder, part, modules, lock.fileno(), again=arguments.again, sample=arguments.sample)
            unknown += report(folder, listed)
    return 1 if unknown else 0


def run(folder: Path, part: str, modules: list[str], lock: int, *, again: bool, sample: int | None) -> None:
    """Run mutmut in `folder`. It holds the file `lock` open: should this program be ended, mutmut runs on."""
    names = surviving(folder) if again and folder.exists() else []
    if not names:
        prepare(folder, part, modules)
        names = [name for module in modules for name in drawn(folder, module, sample)] if sample else []
    print(f"* {part}: {', '.join(modules)}", flush=True)
    with (folder / "log").open("w") as log:
        ended = subprocess.run(
            [str(MUTMUT), "run", "--max-children", "1", *names],
            cwd=folder,
            check=False,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=[lock],
            env={**os.environ, "HYPOTHESIS_PROFILE": "unshrunk"},
        )
    if ended.returncode:
        said = (folder / "log").read_text(encoding="utf-8", errors="replace").splitlines()
        sys.exit("\n".join([*said[-20:], f"mutmut has failed: see {folder.relative_to(ROOT)}/log"]))


def chosen(parser: argparse.ArgumentParser, asked: list[str]) -> dict[str, list[str]]:
    """Return the chosen modules by the entry of `TESTS` that has their tests; all modules if none is chosen."""
    found: dict[str, list[str]] = {}
    lacking = {*asked}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        package, _, name = module.rpartition("/")
        part = module if module in TESTS else package
        names = {module, module.removesuffix(".py"), package}
        if part in TESTS and name != "__init__.py" and (not asked or names & {*asked}):
            found.setdefault(part, []).append(module)
            lacking -= names
    if lacking:
        parser.error(f"no module of {', '.join(TESTS)}: {', '.join(sorted(lacking))}")
    return found


def prepare(folder: Path, part: str, modules: list[str]) -> None:
    """Make the folder in which mutmut works, with the settings for this entry of `TESTS`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, to in {"src": "scripts", **{name: name for name in ("tests", "docs", "sources", "mkdocs.yml")}}.items():
        (folder / name).symlink_to(os.path.relpath(ROOT / to, folder))
    settings = SETTINGS.format(
        modules=", ".join(f'"src/briefsite/{module}"' for module in modules),
        tests=", ".join(f'"{test}"' for name in TESTS[part] for test in tests_called(name)),
        slow=", ".join(f'"--deselect", "tests/test_{test}"' for test in SLOW),
    )
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8") + settings)


def drawn(folder: Path, module: str, number: int) -> list[str]:
    """Return mutmut's names of so many mutants of a module, drawn by lot; all of them if it has no more."""
    path = Path("src/briefsite", module)
    with contextlib.chdir(folder):  # whose settings mutmut reads
        names = mutate_file_contents(str(path), path.read_text(encoding="utf-8")).mutant_names
    lot = random.Random(module)  # noqa: S311 - a sample, no secret
    return sorted(get_mutant_name(path, name) for name in lot.sample([*names], min(number, len(names))))


def tests_called(name: str) -> list[str]:
    """Return the pytest ids of an entry of `TESTS`."""
    file, _, code = name.partition("/")
    cases = sorted(path.name for path in (ROOT / "tests/golden" / file).glob(f"{code}*")) if code else []
    return [f"tests/test_{file}.py::test_problem[{case}]" for case in cases] or [f"tests/test_{file}.py"]


def outcomes(folder: Path) -> dict[str, str]:
    """Return the outcome of each mutant ("killed", "survived" …) by its name."""
    said = subprocess.run(
        [str(MUTMUT), "results", "--all", "true"], cwd=folder, check=False, capture_output=True, text=True
    )
    if said.returncode:  # mutmut doesn't write its files at once
        sys.exit(f"{folder.relative_to(ROOT)} can't be read, as when mutmut was ended: start again without --again")
    return dict(re.findall(r"^ +(\S+): (.+)$", said.stdout, re.MULTILINE))


def surviving(folder: Path) -> list[str]:
    """Return mutmut's names of the mutants that no test noticed, or that no test reaches."""
    return [name for name, outcome in outcomes(folder).items() if outcome in {"survived", "no tests"}]


def change_of(folder: Path, name: str) -> str:
    """Return the change of a mutant: its module and function, and the lines before and after."""
    module, _, function = re.sub(r"__mutmut_\d+$", "", name).removeprefix("briefsite.").rpartition(".")
    file = f"{module.replace('.', '/')}.py"
    with contextlib.chdir(folder):
        shown = get_diff_for_mutant(name, path=Path("src/briefsite", file))
    place = f"{file} {function.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"
    lines = [line for line in shown.splitlines() if re.match(r"[-+](?![-+]{2} )", line)]
    return "\n".join([place, *(f"{line[0]} {line[1:].strip()}" for line in lines)])


def report(folder: Path, listed: str) -> int:
    """Print the number of mutants by outcome, and the survivors that are not listed. Return the number of these."""
    ended = list(outcomes(folder).values())
    left = [Survivor(name, change_of(folder, name)) for name in surviving(folder)]
    unknown = [survivor for survivor in left if not survivor.is_listed(listed)]
    counted = ", ".join(f"{ended.count(outcome)} {outcome}" for outcome in sorted({*ended}))
    print(
        f"{len(ended)} mutants: {counted}; of {len(left)} survivors {len(left) - len(unknown)} are listed with a reason"
    )
    for survivor in unknown:
        print(f"\n{survivor.change}")
    return len(unknown)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)

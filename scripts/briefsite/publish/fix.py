"""`check --fix`: writes into each edition.yml what needs no judgment.

That is emendations, quotations that have changed, and taking out emendations that have nothing left to emend.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefsite.edition.emendation_file import amended
from briefsite.file_names import EDITION_FILE
from briefsite.problems.problem import Fix, Problem
from briefsite.reading.read import read_edition
from briefsite.site.inputs import Inputs
from briefsite.storage.project import exclusive, write_file
from briefsite.words import squeezed
from briefsite.yaml_files.rewritten import rewritten


def fix_editions(inputs: Inputs) -> Iterator[str]:
    """Adds sure emendations, quotes the words that the text has now, and takes out emendations without a use.

    Gives a line for each. A file is written in one step or not at all. Emendations are left out if they would cause
    new problems.
    """
    for folder, files in inputs.sources.items():
        problems = read_edition(folder, files, None).problems
        emended, said = _emended(folder, files, problems)
        if emended != files:
            problems = read_edition(folder, emended, None).problems
        made, more = _written(emended, problems)
        if made != files:
            with exclusive(inputs.root) as scratch:
                write_file(inputs.root / folder / EDITION_FILE, made[EDITION_FILE], scratch)
        yield from (f"{folder}/{EDITION_FILE}: {line}" for line in (*said, *more))


def _emended(
    folder: str, files: Mapping[str, bytes], problems: Sequence[Problem]
) -> tuple[Mapping[str, bytes], list[str]]:
    fixes = _sure(problems)
    if not fixes:
        return files, []
    made = amended(files[EDITION_FILE].decode("utf-8"), fixes)
    if made is None:
        return files, ["not changed: its emendations are laid out in a way that only a person should edit"]
    amended_files = {**files, EDITION_FILE: made.encode()}
    after = read_edition(folder, amended_files, None).problems
    new = {(problem.code, problem.subject) for problem in after} - {(p.code, p.subject) for p in problems}
    if any(code in {"M01", "M02", "M03", "E01", "E02"} for code, _ in new):
        return files, ["not changed: the emendations would conflict with existing ones"]
    return amended_files, [f'emended "{fix.find}" to "{fix.read}" ({fix.because})' for fix in fixes]


def _written(files: Mapping[str, bytes], problems: Sequence[Problem]) -> tuple[Mapping[str, bytes], list[str]]:
    changed = [problem for problem in problems if problem.requotation]
    idle = [problem for problem in problems if problem.removal and problem.removal.sure]
    if not (changed or idle):
        return files, []
    values = {problem.requotation.path: problem.requotation.words for problem in changed if problem.requotation}
    without = [path for problem in idle if problem.removal for path in problem.removal.paths]
    made = rewritten(files[EDITION_FILE].decode("utf-8"), values, without)
    if made is None:
        return files, ["its quotations were not changed: they are laid out in a way that only a person should edit"]
    said = [
        f'quoted "{problem.requotation.words}" instead of "{squeezed(problem.subject)}"{_warned(problem)}'
        for problem in changed
        if problem.requotation
    ]
    said += [_taken_out(problem, why) for problem in idle if problem.removal for why in problem.removal.says]
    return {**files, EDITION_FILE: made.encode()}, said


def _taken_out(problem: Problem, why: str) -> str:
    is_emendation = problem.removal is not None and problem.removal.paths[0][0] == "emendations"
    return f'removed the emendation of "{squeezed(problem.subject)}": {why}' if is_emendation else f"removed {why}"


def _warned(problem: Problem) -> str:
    """What the help of a problem says besides the words to quote."""
    _, _, *more = problem.help.splitlines()
    return "".join(f". {line}" for line in more)


def _sure(problems: Sequence[Problem]) -> list[Fix]:
    found = (problem.fix for problem in problems)
    return list(dict.fromkeys(fix for fix in found if fix is not None and fix.sure))

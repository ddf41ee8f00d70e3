"""`merge-ledger`: unites the ledgers of two branches, or makes one right again that lost something of an earlier one.

As git's merge driver it gets three files, and leaves the united ledger in the second. By hand it finds out by itself
what there is to unite: the sides of the merge that is in progress, or else each commit whose ledger lacks something of
the commits before it. It writes ledgers and version files, and says what has another address now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from briefsite.file_names import EDITION_FILE, LEDGER, SOURCES
from briefsite.ledger.address import plain_label
from briefsite.ledger.continuity import shown
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.merge import MergedLedger, Renumbered, merge_ledgers
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.writer import write_ledger
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, Problem
from briefsite.publish.mentions import stale_mentions
from briefsite.publish.unwritten import report_unwritten
from briefsite.publish.version_files import files_of_sides, lost_files
from briefsite.site.branches import Sides, ancestry, beginning, revision, sides_of
from briefsite.site.committed import git_refusal, merge_base, objects
from briefsite.site.history import read_history
from briefsite.site.inputs import relative
from briefsite.storage.project import exclusive, write_file
from briefsite.storage.replacement import replace_together
from briefsite.storage.replacement_plan import Replacement

Branch = Literal["ours", "theirs"]


@dataclass(frozen=True)
class United:
    """What was united: lines for a person, the files to write by their paths from the root, and problems.

    `decided`: a text has another address than on its branch, so a person should look before it is public.
    """

    says: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    decided: bool = False


def unite_files(base: Path, ours: Path, theirs: Path, *, name: str) -> United:
    """As a merge driver: unites three files, of which `ours` gets the result. `name` is the ledger's path.

    Where a file can't be read or written, it is problem S01 or S03, and `ours` is as it was.
    """
    problems = Problems(name.rpartition("/")[0])
    try:
        known, one, other = (_read(path.read_bytes(), problems) for path in (base, ours, theirs))
    except OSError as error:
        return _unread(error, Path())
    if problems:
        return United(problems=problems.in_order())
    merged = merge_ledgers(known, one, other)
    try:
        with TemporaryDirectory(dir=ours.parent, prefix=".merge-ledger-") as scratch:
            write_file(ours, write_ledger(merged.ledger).encode(), Path(scratch))
    except OSError as error:
        return _unwritten(error, Path())
    return _united(merged.ledger, name, {}, _told(merged))


def unite(root: Path, keep: Branch = "ours", further: str = "") -> United:
    """By hand: unites all ledgers that need it, and writes them. `keep`: whose text keeps an address that both gave.

    With `further`, the name of a commit, the ledgers of that commit are united with the present ones, and keep their
    addresses. Where a file can't be read or written, it is problem S01 or S03, and all files are as they were.
    """
    try:
        with exclusive(root) as scratch:
            if refusal := git_refusal(root):
                return _refused_by_git(refusal)
            if further and not revision(root, further):
                return United((f"Unknown commit {further}.",))
            united = _united_all(root, keep, further)
            files = Replacement({root / name: data for name, data in united.files.items()})
            replace_together(root, files, scratch, "merge of the ledgers")
            return united
    except OSError as error:
        return _unwritten(error, root)


def _united_all(root: Path, keep: Branch, further: str) -> United:
    """What was united of all ledgers; no files if there are problems."""
    one = _with_commit if further else _unite_one
    try:
        found = [one(root, folders, further or keep) for folders in _editions(root)]
    except OSError as error:
        return _unread(error, root)
    problems = tuple(problem for one in found for problem in one.problems)
    files = {} if problems else {name: data for one in found for name, data in one.files.items()}
    says = tuple(line for one in found for line in one.says)
    return United(says, files, problems, any(one.decided for one in found))


def _unread(error: OSError, root: Path) -> United:
    problems = Problems()
    file = relative(error, root)
    help_ = "check its permissions, then run the command again"
    problems.error(Place(file), "S01", f"cannot be read: {error.strerror}", help_, subject=file)
    return United(problems=problems.in_order())


def _unwritten(error: OSError, root: Path) -> United:
    problems = Problems()
    report_unwritten(error, root, "nothing was changed", problems)
    return United(problems=problems.in_order())


def _refused_by_git(refusal: str) -> United:
    problems = Problems()
    message = f"git cannot read the commits: {refusal}"
    problems.error(Place(SOURCES), "A11", message, "fix this, then run the command again", subject=SOURCES)
    return United(problems=problems.in_order())


def _editions(root: Path) -> Iterator[Sequence[str]]:
    """The folders of each edition that is here or was: the one that it has, and those that it had before."""
    here = {path.relative_to(root).as_posix(): path for path in sorted(root.glob(f"{SOURCES}/*/{LEDGER}"))}
    history = read_history(root)
    heirs = history.heirs({name: path.read_text(encoding="utf-8", errors="replace") for name, path in here.items()})
    for name in dict.fromkeys([*here, *history.ends]):
        if name not in heirs:
            names = [name, *(old for old, new in heirs.items() if new == name)]
            yield [one.removesuffix(f"/{LEDGER}") for one in names]


def _unite_one(root: Path, folders: Sequence[str], keep: str) -> United:
    if sides := sides_of(root, folders):
        return _unite_sides(root, folders, sides, keep)
    return _united_again(root, folders, keep)


def _with_commit(root: Path, folders: Sequence[str], commit: str) -> United:
    """The present ledger with that of a commit, whose texts keep their addresses."""
    folder = folders[0]
    file = f"{folder}/{LEDGER}"
    problems = Problems(folder)
    path = root / file
    start = beginning(root, merge_base(root, "HEAD", commit), folders)
    sides = Sides(start, beginning(root, commit, folders), beginning(root, "HEAD", folders))
    data, known = objects(root, [f"{sides.ours}{LEDGER}", f"{sides.base}{LEDGER}"])
    ledger, present = _read(data or b"", problems), _read(path.read_bytes() if path.is_file() else b"", problems)
    if problems:
        return United(problems=problems.in_order())
    merged = merge_ledgers(Ledger((), _read(known or b"", Problems()).versions), ledger, present)
    if merged.ledger == present:
        return United()
    files = {file: write_ledger(merged.ledger).encode()}
    files |= files_of_sides(root, folder, merged, sides, ledger, present)
    files |= lost_files(root, folders, merged.ledger, files, commit)
    told = [*_told(merged), *_mentioned(root, folder, merged.renumbered, sides)]
    return _united(merged.ledger, file, files, told)


def _unite_sides(root: Path, folders: Sequence[str], branches: Sequence[Sides], keep: str) -> United:
    """The ledger of a merge in progress: that of ours with each of the others."""
    folder = folders[0]
    problems = Problems(folder)
    united: Ledger | None = None
    files: dict[str, bytes] = {}
    told: list[str] = []
    for branch in branches:
        names = (f"{side}{LEDGER}" for side in (branch.base, branch.ours, branch.theirs))
        base, own, theirs = (_read(data or b"", problems) for data in objects(root, [*names]))
        ours = own if united is None else united
        sides = branch if keep == "ours" else branch.swapped
        if keep == "theirs":
            ours, theirs = theirs, ours
        merged = merge_ledgers(base, ours, theirs)
        files |= files_of_sides(root, folder, merged, sides, ours, theirs)
        told += [*_told(merged), *_mentioned(root, folder, merged.renumbered, sides)]
        united = merged.ledger
    if problems:
        return United(problems=problems.in_order())
    if united is None or not united.records:
        return United()
    file = f"{folder}/{LEDGER}"
    files |= {file: write_ledger(united).encode(), **lost_files(root, folders, united, files)}
    return _united(united, file, files, told)


def _mentioned(root: Path, folder: str, renumbered: Sequence[Renumbered], sides: Sides) -> Iterator[str]:
    """What edition.yml says of addresses that other texts have now."""
    name = f"{folder}/{EDITION_FILE}"
    path = root / name
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    found = objects(root, [f"{side}{EDITION_FILE}" for side in (sides.ours, sides.theirs)])
    ours, theirs = ((data or b"").decode("utf-8", "replace") for data in found)
    for branch, own in ((ours, False), (theirs, True)):
        yield from stale_mentions(name, text, branch, [one for one in renumbered if one.ours == own])


def _united_again(root: Path, folders: Sequence[str], keep: str) -> United:
    """The ledger that is right again: for each commit that lost something, what it lost, from the last to the first."""
    folder = folders[0]
    file = f"{folder}/{LEDGER}"
    path = root / file
    commits = ancestry(root, folders)
    data = path.read_bytes() if path.is_file() else b""
    ledger = read_ledger(data.decode("utf-8", "replace"), Problems()).ledger
    before = ledger
    files: dict[str, bytes] = {}
    told: list[str] = []
    mentioned: list[str] = []
    if commits.parents:
        # The working copy follows the last commit as that follows those before it.
        ledger = merge_ledgers(ledger, commits.ledger(next(iter(commits.parents))), ledger).ledger
    for commit in commits.faults:
        parents = commits.parents[commit]
        if not any(commits.lacks(ledger, parent) for parent in parents):
            continue  # a later commit has put it right, perhaps the other way round
        first, *others = parents if keep == "ours" else parents[::-1]
        right = commits.ledger(first)
        for other, merged in commits.merges(first, others):
            sides = Sides("", beginning(root, first, folders), beginning(root, other, folders))
            files |= files_of_sides(root, folder, merged, sides, right, commits.ledger(other))
            mentioned += _mentioned(root, folder, merged.renumbered, sides)
            told += _told(merged)
            right = merged.ledger
        again = merge_ledgers(commits.ledger(commit), right, ledger)
        told += _told(again)
        ledger = again.ledger
    lost = lost_files(root, folders, ledger, files)
    if ledger == before and data:
        return United(tuple(f"{name} is restored to the released version." for name in lost), lost)
    files |= {file: write_ledger(ledger).encode(), **lost}
    return _united(ledger, file, files, [*told, *mentioned])


def _read(data: bytes, problems: Problems) -> Ledger:
    """The ledger of a branch, empty if it has none."""
    if not data:
        return Ledger()
    found = Problems()
    ledger = read_ledger(data.decode("utf-8", "replace"), found).ledger
    help_ = "correct the ledger on its own branch first, and commit it"
    problems.add(replace(problem, help=help_) for problem in found)
    return ledger


def _united(ledger: Ledger, file: str, files: Mapping[str, bytes], told: Iterable[str]) -> United:
    """A ledger that was united, with the lines that tell what is decided."""
    addresses, versions = len(ledger.records), len(ledger.versions)
    says = f"{file}: the releases of both branches are in one ledger, {versions} versions and {addresses} permalinks."
    lines = tuple(dict.fromkeys(told))
    return United((says, *lines), files, decided=bool(lines))


def _told(merged: MergedLedger) -> Iterator[str]:
    """What has another address or version now, as lines."""
    for one in merged.renumbered:
        branch = "this branch" if one.ours else "the other branch"
        yield f"{plain_label(one.was)} of {branch} is {plain_label(one.now)} now: {_quoted(one.wording)}"
        if one.kept:
            yield f"  {plain_label(one.was)} stays {_quoted(one.kept)}"
    branch = "this branch" if merged.swapped else "the other branch"
    yield from (f"The version {was} of {branch} is {now} now." for was, now in merged.versions.items())


def _quoted(wording: str) -> str:
    return f'"{shown(wording)}"'

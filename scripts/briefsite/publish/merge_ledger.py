"""`merge-ledger`: unites the ledgers of two branches, or makes one right again that lost something of an earlier one.

As git's merge driver it gets three files, and leaves the united ledger in the second. By hand it finds out by itself
what there is to unite: the sides of the merge that is in progress, or else each commit whose ledger lacks something of
the commits before it. It writes ledgers and version files, and says what has another address now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from briefsite.files import exclusive, write_file, write_files
from briefsite.ledger.address import plain_label
from briefsite.ledger.continuity import shown
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.merge import MergedLedger, Renumbered, merge_ledgers
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.writer import write_ledger
from briefsite.problem import Place, Problem
from briefsite.problems import Problems
from briefsite.publish.mentions import stale_mentions
from briefsite.reading.read import LEDGER
from briefsite.site.branches import Sides, ancestry, last_commit_with, revision, sides_of
from briefsite.site.committed import git_says, objects
from briefsite.site.history import read_history
from briefsite.site.inputs import relative
from briefsite.versions.store import renamed_version, version_file

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
    return _united(merged, name, {})


def unite(root: Path, keep: Branch = "ours", further: str = "") -> United:
    """By hand: unites all ledgers that need it, and writes them. `keep`: whose text keeps an address that both gave.

    With `further`, the name of a commit, the ledgers of that commit are united with the present ones, and keep their
    addresses. Where a file can't be read or written, it is problem S01 or S03, and all files are as they were.
    """
    try:
        with exclusive(root) as scratch:
            if further and not revision(root, further):
                return United((f"There is no commit {further}.",))
            united = _united_all(root, keep, further)
            write_files({root / name: data for name, data in united.files.items()}, scratch)
            return united
    except OSError as error:
        return _unwritten(error, root)


def _united_all(root: Path, keep: Branch, further: str) -> United:
    """What was united of all ledgers; no files if there are problems."""
    one = _with_commit if further else _unite_one
    try:
        found = [one(root, file, further or keep) for file in _ledgers(root)]
    except OSError as error:
        return _unread(error, root)
    problems = tuple(problem for one in found for problem in one.problems)
    files = {} if problems else {name: data for one in found for name, data in one.files.items()}
    says = tuple(line for one in found for line in one.says)
    return United(says, files, problems, any(one.decided for one in found))


def _unread(error: OSError, root: Path) -> United:
    return _refused(error, root, "S01", "read", "see to its permissions, and run it again")


def _unwritten(error: OSError, root: Path) -> United:
    help_ = "make room, or see to the permissions, and run it again; all files are as they were"
    return _refused(error, root, "S03", "written", help_)


def _refused(error: OSError, root: Path, code: str, what: str, help_: str) -> United:
    """What is said where the disk refused something."""
    problems = Problems()
    file = relative(error, root)
    problems.error(Place(file), code, f"cannot be {what}: {error.strerror}", help_, subject=file)
    return United(problems=problems.in_order())


def _ledgers(root: Path) -> list[str]:
    """The files of all ledgers that are here or were."""
    here = (path.relative_to(root).as_posix() for path in sorted(root.glob(f"sources/*/{LEDGER}")))
    return [*dict.fromkeys([*here, *read_history(root).ends])]


def _unite_one(root: Path, file: str, keep: str) -> United:
    sides = sides_of(root, file)
    if sides is not None:
        return _unite_sides(root, file, sides if keep == "ours" else sides.swapped)
    return _united_again(root, file, keep)


def _with_commit(root: Path, file: str, commit: str) -> United:
    """The present ledger with that of a commit, whose texts keep their addresses."""
    problems = Problems(file.rpartition("/")[0])
    path = root / file
    base = (git_says(root, "merge-base", "HEAD", commit) or b"").decode().strip()
    data, known = objects(root, [f"{commit}:{file}", f"{base}:{file}"])
    ledger, present = _read(data or b"", problems), _read(path.read_bytes() if path.is_file() else b"", problems)
    if problems:
        return United(problems=problems.in_order())
    merged = merge_ledgers(Ledger((), _read(known or b"", Problems()).versions), ledger, present)
    if merged.ledger == present:
        return United()
    folder = file.rpartition("/")[0]
    files = {file: write_ledger(merged.ledger).encode()}
    files |= _version_files(root, folder, merged, Sides("", f"{commit}:", "HEAD:"), ledger, present)
    files |= _lost_files(root, folder, merged.ledger, files, commit)
    return _united(merged, file, files, _mentioned(root, folder, merged.renumbered, f"{commit}:", "HEAD:"))


def _unite_sides(root: Path, file: str, sides: Sides) -> United:
    folder = file.rpartition("/")[0]
    problems = Problems(folder)
    found = objects(root, [f"{side}{file}" for side in (sides.base, sides.ours, sides.theirs)])
    base, ours, theirs = (_read(data or b"", problems) for data in found)
    if problems:
        return United(problems=problems.in_order())
    if not ours.records and not theirs.records:
        return United()
    merged = merge_ledgers(base, ours, theirs)
    files = {file: write_ledger(merged.ledger).encode(), **_version_files(root, folder, merged, sides, ours, theirs)}
    return _united(merged, file, files, _mentioned(root, folder, merged.renumbered, sides.ours, sides.theirs))


def _mentioned(root: Path, folder: str, renumbered: Sequence[Renumbered], ours: str, theirs: str) -> Iterator[str]:
    """What edition.yml says of addresses that other texts have now; the sides are named as in `Sides`."""
    name = f"{folder}/edition.yml"
    path = root / name
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    sides = [(data or b"").decode("utf-8", "replace") for data in objects(root, [f"{ours}{name}", f"{theirs}{name}"])]
    for branch, own in ((sides[0], False), (sides[1], True)):
        yield from stale_mentions(name, text, branch, [one for one in renumbered if one.ours == own])


def _version_files(
    root: Path, folder: str, merged: MergedLedger, sides: Sides, ours: Ledger, theirs: Ledger
) -> Mapping[str, bytes]:
    """The files of the versions that were renamed, and of those whose names they had or have."""
    if not merged.versions:
        return {}
    if merged.swapped:
        sides, ours, theirs = sides.swapped, theirs, ours
    names = {version.id: merged.versions.get(version.id, version.id) for version in theirs.versions if version.words}
    own = {version.id for version in ours.versions if version.words}
    new = {now: f"{sides.theirs}{folder}/{version_file(was)}" for was, now in names.items() if now not in own}
    kept = {version: f"{sides.ours}{folder}/{version_file(version)}" for version in own & {*names, *names.values()}}
    found = dict(zip([*new, *kept], objects(root, [*new.values(), *kept.values()]), strict=True))
    return {
        f"{folder}/{version_file(version)}": renamed_version(data, merged.versions) if version in new else data
        for version, data in found.items()
        if data is not None
    }


def _united_again(root: Path, file: str, keep: str) -> United:
    """The ledger that is right again: for each commit that lost something, what it lost, from the last to the first."""
    path = root / file
    commits = ancestry(root, file)
    data = path.read_bytes() if path.is_file() else b""
    ledger = read_ledger(data.decode("utf-8", "replace"), Problems()).ledger
    before = ledger
    folder = file.rpartition("/")[0]
    files: dict[str, bytes] = {}
    told: list[Renumbered] = []
    mentioned: list[str] = []
    if commits.parents:
        # The working copy follows the last commit as that follows those before it.
        ledger = merge_ledgers(ledger, commits.ledger(next(iter(commits.parents))), ledger).ledger
    for commit in commits.faults:
        parents = commits.parents[commit]
        if not any(commits.lacks(ledger, parent) for parent in parents):
            continue  # a later commit has put it right, perhaps the other way round
        right = commits.merged(parents if keep == "ours" else parents[::-1])
        for first, other in pairwise(parents if keep == "ours" else parents[::-1]):
            known = Sides("", f"{first}:", f"{other}:")
            files |= _version_files(root, folder, right, known, commits.ledger(first), commits.ledger(other))
            mentioned += _mentioned(root, folder, right.renumbered, f"{first}:", f"{other}:")
        again = merge_ledgers(commits.ledger(commit), right.ledger, ledger)
        told += [*right.renumbered, *again.renumbered]
        ledger = again.ledger
    if ledger == before and data:
        return United()
    files |= {file: write_ledger(ledger).encode(), **_lost_files(root, folder, ledger, files, "HEAD")}
    return _united(MergedLedger(ledger, tuple(dict.fromkeys(told))), file, files, dict.fromkeys(mentioned))


def _lost_files(root: Path, folder: str, ledger: Ledger, known: Collection[str], end: str) -> Mapping[str, bytes]:
    """The version files that are neither here nor `known`, as the last commit up to `end` that had them has them."""
    names = [f"{folder}/{version_file(version.id)}" for version in ledger.versions if version.words]
    lost = [name for name in names if name not in known and not (root / name).is_file()]
    found = dict(
        zip(lost, objects(root, [f"{last_commit_with(root, name, end)}:{name}" for name in lost]), strict=True)
    )
    return {name: data for name, data in found.items() if data is not None}


def _read(data: bytes, problems: Problems) -> Ledger:
    """The ledger of a branch, empty if it has none."""
    if not data:
        return Ledger()
    found = Problems()
    ledger = read_ledger(data.decode("utf-8", "replace"), found).ledger
    help_ = "put the ledger right on its own branch first, and commit it"
    problems.add(replace(problem, help=help_) for problem in found)
    return ledger


def _united(merged: MergedLedger, file: str, files: Mapping[str, bytes], mentioned: Iterable[str] = ()) -> United:
    addresses, versions = len(merged.ledger.records), len(merged.ledger.versions)
    says = [f"{file}: the releases of both branches are in one ledger, {versions} versions and {addresses} addresses."]
    for one in merged.renumbered:
        branch = "this branch" if one.ours else "the other branch"
        says.append(f"{plain_label(one.was)} of {branch} is {plain_label(one.now)} now: {_quoted(one.wording)}")
        if one.kept:
            says.append(f"  {plain_label(one.was)} stays {_quoted(one.kept)}")
    branch = "this branch" if merged.swapped else "the other branch"
    says += [f"The version {was} of {branch} is {now} now." for was, now in merged.versions.items()]
    says += mentioned
    return United(tuple(says), files, decided=bool(merged.renumbered or merged.versions))


def _quoted(wording: str) -> str:
    return f'"{shown(wording)}"'

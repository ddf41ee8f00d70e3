"""A replacement: files and folders of a project that change together, or not at all.

docs/, the ledgers, the versions and site/ are in different folders, so no single operation of the disk can replace all
of them. Therefore a replacement is written down before it is made:

1. All that is new is written to a folder in `.briefsite/scratch`, with what it will replace and the list of steps.
2. The folder is renamed to `.briefsite/unfinished`. From here on the replacement counts as made.
3. The steps are done: each is one rename, or removes one name.
4. The folder is renamed back to where it will be deleted.

Whatever ends the program, `.briefsite/unfinished` is either there or not. If it is, the next command of any kind
completes the steps (`settle`). It undoes them instead if the disk refuses one, or if something was changed by somebody
else since: then completing would overwrite that, or release a text that nobody has before them any more.

Why this is safe if the power fails. A disk may make names durable in another order than they were changed, and content
after its name, except where the program waits for it (fsync). It waits four times:

- After 1, for the content of each file, then for the names in its folder. So the list of steps, and everything that
  completing or undoing needs, is durable before the name `unfinished` can be.
- After 2, for `.briefsite`. So no name outside of it changes before the list is durable: if any of the steps has
  survived, so has the list.
- After 3, for each folder in which a name was changed. So the list is not lost while a step may be. Until then any of
  the steps may have survived, not only the first ones; each looks for itself whether it is done.
- After 4, for `.briefsite`. So a replacement that the program has called complete isn't found again later, and undone
  for what was edited after it.

A file system must rename in one step and keep what was made durable; ext4, XFS, Btrfs, APFS and NTFS do.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from briefsite.storage import disk
from briefsite.storage.checksum import checksum
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.steps import FileStep, FolderStep, MoveStep, Step

#: The folder of an unfinished replacement, and in it: the list of steps, and the mark that says which way to go.
UNFINISHED: Final = f"{WORK_FOLDER}/unfinished"
_LIST: Final = "steps.json"
_COMPLETE: Final = "complete"
_UNDO: Final = "undo"


@dataclass(frozen=True, slots=True)
class NewFolder:
    """A folder that is to take the place of another, and its checksum (`checksum_of_folder`)."""

    path: Path
    checksum: str


@dataclass(frozen=True)
class Replacement:
    """What is to be replaced, by full paths below the root of the project, in this order.

    `files` have their new content, or None to be removed. `folders` are replaced by other folders, which are moved
    from where they are, on the same disk. `moves` are folders that get other names. `made_from` are files that the
    replacement depends on: if one has another content when it is found unfinished, it is undone.
    """

    files: Mapping[Path, bytes | None] = field(default_factory=dict)
    folders: Mapping[Path, NewFolder] = field(default_factory=dict)
    moves: Mapping[Path, Path] = field(default_factory=dict)
    made_from: Mapping[Path, bytes] = field(default_factory=dict)


class UnfinishedError(OSError):
    """The disk refused to complete a replacement, and to undo it: the next command tries both again."""


class _Plan(msgspec.Struct, frozen=True):
    """The list of steps as it is written down. `act` says what makes the replacement, `made_from` has checksums."""

    act: str
    steps: tuple[Step, ...]
    made_from: dict[str, str]


def replace_together(root: Path, replacement: Replacement, scratch: Path, act: str) -> None:
    """Replaces files and folders of the project in `root`: all or none. What is as it should be stays untouched.

    `scratch` is an empty folder in `.briefsite`; `act` names for a person what is done: "release". Call it only while
    the project is locked. OSError if the disk refuses: everything is as it was, unless it is an UnfinishedError.
    """
    bench = scratch / "replacement"
    disk.make_folder(bench)
    plan = _staged(root, replacement, bench, act)
    if not plan.steps:
        return
    disk.rename(bench, root / UNFINISHED, of=root / UNFINISHED)
    try:
        disk.sync(root / WORK_FOLDER)
        _do(root, plan, first=True)
    except BaseException:  # an interruption from the keyboard, too, leaves nothing half-done
        _undo(root, plan)
        _forget(root, scratch)
        raise
    _forget(root, scratch)


def settle(root: Path, scratch: Path) -> str:
    """Completes or undoes a replacement that was interrupted, and says so in a line; empty if there was none.

    Call it only while the project is locked. UnfinishedError if the disk allows neither.
    """
    bench = root / UNFINISHED
    if not bench.is_dir():
        return ""
    plan = _read(root)
    if plan is None:
        _forget(root, scratch)
        return f"Ignored {UNFINISHED}, which briefsite did not write so. Run   briefsite build"
    if not (bench / _UNDO).exists():
        changed = next(_changed_since(root, plan), "")
        if not changed:
            try:
                _do(root, plan, first=False)
            except OSError as error:
                changed = f"{_relative(root, error)}: {error.strerror}"
            else:
                _forget(root, scratch)
                return f"Completed the {plan.act} that was interrupted."
        why = f" ({changed})"
    else:
        why = ""
    _undo(root, plan)
    _forget(root, scratch)
    return f"Undid the {plan.act} that was interrupted{why}."


def _read(root: Path) -> _Plan | None:
    """The list of steps; None if this program can't have written it, which makes it durable first.

    The folder may come with a stranger's project: no step may lead out of the project, by its path or by a link.
    """
    file = root / UNFINISHED / _LIST
    try:
        if file.is_symlink() or not file.is_file():
            return None
        plan = msgspec.json.decode(file.read_bytes(), type=_Plan)
        for path in (root / name for step in plan.steps for name in step.paths):
            if not path.is_relative_to(root) or ".." in path.parts or path == root:
                return None
            _check_folders(root, path, {root})
    except (msgspec.DecodeError, OSError, ValueError):
        return None
    return plan


def _do(root: Path, plan: _Plan, *, first: bool) -> None:
    for number, step in enumerate(plan.steps):
        step.do(root, root / UNFINISHED, number, first=first)
    _sync_names(root, plan)


def _undo(root: Path, plan: _Plan) -> None:
    bench = root / UNFINISHED
    try:
        # What is undone can't be completed any more: its new content is gone.
        if (bench / _COMPLETE).exists():
            disk.rename(bench / _COMPLETE, bench / _UNDO, of=bench)
            disk.sync(bench)
        for number, step in reversed([*enumerate(plan.steps)]):
            step.undo(root, bench, number)
        _sync_names(root, plan)
    except OSError as error:
        raise UnfinishedError(error.errno, error.strerror, error.filename) from error


def _forget(root: Path, scratch: Path) -> None:
    """Gives the folder of a replacement a name under which it counts as finished, and deletes it."""
    finished = scratch / "finished"
    try:
        disk.rename(root / UNFINISHED, finished, of=root / UNFINISHED)
    except OSError as error:
        raise UnfinishedError(error.errno, error.strerror, error.filename) from error
    with suppress(OSError):  # all is in place: only if the power fails now, too, will it be gone through once more
        disk.sync(root / WORK_FOLDER)
    shutil.rmtree(finished, ignore_errors=True)  # the next one may need the name


def _sync_names(root: Path, plan: _Plan) -> None:
    touched = {(root / name).parent for step in plan.steps for name in step.paths}
    disk.sync_all(folder for folder in sorted(touched) if folder.is_dir())


def _changed_since(root: Path, plan: _Plan) -> Iterator[str]:
    """What somebody else has changed since the plan was made, as lines."""
    for name, known in plan.made_from.items():
        path = root / name
        if not path.is_file() or checksum(path.read_bytes()) != known:
            yield f"{name} has changed since"
    for number, step in enumerate(plan.steps):
        if step.stage(root, root / UNFINISHED, number) == "other":
            yield f"{step.target} has changed since"


#: How many new files are in memory at once.
_AT_ONCE: Final = 1000


def _staged(root: Path, replacement: Replacement, bench: Path, act: str) -> _Plan:
    """The plan of a replacement, with all that it needs in the folder `bench`, durable."""
    steps: list[Step] = []
    new: dict[Path, tuple[bytes, Path]] = {}
    real = {root}
    for source, target in replacement.moves.items():
        _check_folders(root, target, real)
        steps.append(MoveStep(_name(root, source), _name(root, target), _missing(root, target)))
    for path, data in replacement.files.items():
        _check_folders(root, path, real)
        old = _content(path)
        if data == old:
            continue
        number = len(steps)
        steps.append(FileStep(_name(root, path), _checksum(old), _checksum(data), _missing(root, path)))
        if data is not None:
            new[bench / f"{number}.new"] = data, path
        if old is not None:
            disk.keep(path, bench / f"{number}.old")
        if len(new) == _AT_ONCE:
            disk.write_all(new)
            new = {}
    disk.write_all(new)
    for target, folder in replacement.folders.items():
        _check_folders(root, target / "inside", real)
        existed = target.is_dir()
        disk.sync_all(_fresh(folder.path, target))
        step = FolderStep(_name(root, target), folder.checksum, existed)
        disk.rename(folder.path, bench / f"{len(steps)}.new", of=target)
        steps.append(step)
    made_from = {_name(root, path): checksum(data) for path, data in replacement.made_from.items()}
    plan = _Plan(act, tuple(steps), made_from)
    if steps:
        disk.write(bench / _LIST, msgspec.json.encode(plan), of=root / UNFINISHED)
        disk.write(bench / _COMPLETE, b"", of=root / UNFINISHED)
        disk.sync(bench)
    return plan


def _fresh(folder: Path, before: Path) -> Iterator[Path]:
    """The files in a folder that aren't links to those of the folder `before`, and all folders."""
    for place, _, names in os.walk(folder):
        known = before / Path(place).relative_to(folder)
        for name in names:
            path, old = Path(place, name), known / name
            if not (old.exists() and old.samefile(path)):
                yield path
        yield Path(place)


def _content(path: Path) -> bytes | None:
    """What is in the place of a file; None for nothing. OSError for a folder or a link."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a symbolic link", str(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder is in its place", str(path))
    return path.read_bytes() if path.exists() else None


def _checksum(data: bytes | None) -> str:
    return "" if data is None else checksum(data)


def _check_folders(root: Path, path: Path, real: set[Path]) -> None:
    """OSError if a folder above `path`, below the root, is a link or a file. `real` are those known to be neither."""
    for folder in reversed([*_above(root, path)]):
        if folder not in real:
            if folder.is_symlink():
                raise OSError(errno.ELOOP, "it is a symbolic link", str(folder))
            if folder.exists() and not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder", str(folder))
            real.add(folder)


def _missing(root: Path, path: Path) -> tuple[str, ...]:
    """The folders that have to be made for a file, the outermost first."""
    return tuple(_name(root, folder) for folder in reversed([*_above(root, path)]) if not folder.exists())


def _above(root: Path, path: Path) -> Iterable[Path]:
    return path.parents[: len(path.relative_to(root).parts) - 1]


def _relative(root: Path, error: OSError) -> str:
    path = Path(str(error.filename))
    return _name(root, path) if path.is_relative_to(root) else str(path)


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()

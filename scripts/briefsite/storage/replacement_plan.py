"""The plan of a replacement: what is to change, and all that the change needs, written down before it is made."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
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
STEP_LIST: Final = "steps.json"
COMPLETE_MARK: Final = "complete"
UNDO_MARK: Final = "undo"


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


class ReplacementPlan(msgspec.Struct, frozen=True):
    """The list of steps as it is written down. `act` says what makes the replacement, `made_from` has checksums."""

    act: str
    steps: tuple[Step, ...]
    made_from: dict[str, str]


#: How many new files are in memory at once.
_AT_ONCE: Final = 1000


def stage(root: Path, replacement: Replacement, plan_folder: Path, act: str) -> ReplacementPlan:
    """The plan of a replacement, with all that it needs in the folder `plan_folder`, durable."""
    steps: list[Step] = []
    new: dict[Path, tuple[bytes, Path]] = {}
    real = {root}
    for source, target in replacement.moves.items():
        check_folders(root, target, real)
        steps.append(MoveStep(_name(root, source), _name(root, target), _missing(root, target)))
    for path, data in replacement.files.items():
        check_folders(root, path, real)
        old = _content(path)
        if data == old:
            continue
        number = len(steps)
        steps.append(FileStep(_name(root, path), _checksum(old), _checksum(data), _missing(root, path)))
        if data is not None:
            new[plan_folder / f"{number}.new"] = data, path
        if old is not None:
            disk.keep(path, plan_folder / f"{number}.old")
        if len(new) == _AT_ONCE:
            disk.write_all(new)
            new = {}
    disk.write_all(new)
    for target, folder in replacement.folders.items():
        check_folders(root, target / "inside", real)
        existed = target.is_dir()
        disk.sync_all(_fresh(folder.path, target))
        step = FolderStep(_name(root, target), folder.checksum, existed)
        disk.rename(folder.path, plan_folder / f"{len(steps)}.new", of=target)
        steps.append(step)
    made_from = {_name(root, path): checksum(data) for path, data in replacement.made_from.items()}
    plan = ReplacementPlan(act, tuple(steps), made_from)
    if steps:
        disk.write(plan_folder / STEP_LIST, msgspec.json.encode(plan), of=root / UNFINISHED)
        disk.write(plan_folder / COMPLETE_MARK, b"", of=root / UNFINISHED)
        disk.sync(plan_folder)
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


def check_folders(root: Path, path: Path, real: set[Path]) -> None:
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


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()

"""The steps of a replacement: one file, folder or name each, which can be done, undone, and recognized as either.

Each finds out by itself how far it got, so all can be repeated after the process, or the machine, was stopped.
`plan_folder` is the folder of the replacement; in it the step of the `number` 3 has its new content as `3.new`, and
what was there before as `3.old`. Paths are relative to the project, so that it can be moved in the meantime.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Literal

import msgspec

from briefsite.storage import disk
from briefsite.storage.checksum import checksum, checksum_of_folder

#: "before" or "after" the step; "other" if somebody else has changed it since.
Stage = Literal["before", "after", "other"]


class FileStep(msgspec.Struct, frozen=True, tag="file"):
    """Replaces a file, or removes it. `old` and `new` are checksums, empty for no file.

    `folders` are those that have to be made for it, the outermost first.
    """

    target: str
    old: str
    new: str
    folders: tuple[str, ...] = ()

    def stage(self, root: Path, plan_folder: Path, number: int) -> Stage:  # noqa: ARG002 - as other steps have it
        """How far the step is."""
        path = root / self.target
        if path.is_symlink() or path.is_dir():
            return "other"
        found = checksum(path.read_bytes()) if path.exists() else ""
        return "after" if found == self.new else "before" if found == self.old else "other"

    def do(self, root: Path, plan_folder: Path, number: int, *, first: bool) -> None:
        """Puts the new content in place. OSError if the disk refuses, or somebody has changed the file meanwhile."""
        match self.stage(root, plan_folder, number):
            case "other":
                raise _changed(root / self.target)
            case "before" if self.new:
                new = _new(plan_folder, number)
                if not first and not _has(new, self.new):
                    raise OSError(errno.EIO, "its new content is not there", str(root / self.target))
                for folder in self.folders:
                    disk.make_folder(root / folder)
                disk.rename(new, root / self.target, of=root / self.target)
            case "before":
                disk.remove_file(root / self.target)

    def undo(self, root: Path, plan_folder: Path, number: int) -> None:
        """Puts the old content back, unless somebody else has changed the file."""
        if self.stage(root, plan_folder, number) == "after":
            if self.old:
                if not _has(_old(plan_folder, number), self.old):
                    raise OSError(errno.EIO, "its old content is not there", str(root / self.target))
                disk.rename(_old(plan_folder, number), root / self.target, of=root / self.target)
            else:
                disk.remove_file(root / self.target)
        for folder in reversed(self.folders):
            disk.remove_folder(root / folder)

    @property
    def paths(self) -> tuple[str, ...]:
        """All that it changes."""
        return (self.target, *self.folders)


class FolderStep(msgspec.Struct, frozen=True, tag="folder"):
    """Replaces a folder as a whole. `new` is its checksum; `existed`: there was one before."""

    target: str
    new: str
    existed: bool

    def stage(self, root: Path, plan_folder: Path, number: int) -> Stage:
        """How far the step is."""
        new = _new(plan_folder, number)
        if new.is_dir() and checksum_of_folder(new) == self.new:
            return "before"
        return "after" if checksum_of_folder(root / self.target) == self.new else "other"

    def do(self, root: Path, plan_folder: Path, number: int, *, first: bool) -> None:
        """Puts the new folder in place. OSError if the disk refuses, or one of the two is no longer what it was.

        The `first` time, that isn't asked: it would take a second look at every file.
        """
        target, new = root / self.target, _new(plan_folder, number)
        match "before" if first else self.stage(root, plan_folder, number):
            case "other":
                raise _changed(target)
            case "before":
                swap(new, target, _old(plan_folder, number))

    def undo(self, root: Path, plan_folder: Path, number: int) -> None:
        """Puts the old folder back, and the new one aside."""
        target, new, old = root / self.target, _new(plan_folder, number), _old(plan_folder, number)
        if old.is_dir():
            if target.exists():
                disk.rename(target, new, of=target)
            disk.rename(old, target, of=target)
        elif self.stage(root, plan_folder, number) == "before":
            return
        elif new.is_dir():
            swap(new, target, old)
        elif not self.existed and target.is_dir():
            disk.rename(target, new, of=target)

    @property
    def paths(self) -> tuple[str, ...]:
        """All that it changes."""
        return (self.target,)


class MoveStep(msgspec.Struct, frozen=True, tag="move"):
    """Gives a folder another name. `folders` are those that have to be made for it, the outermost first."""

    source: str
    target: str
    folders: tuple[str, ...] = ()

    def stage(self, root: Path, plan_folder: Path, number: int) -> Stage:  # noqa: ARG002 - as other steps have it
        """How far the step is."""
        there = (root / self.source).exists(), (root / self.target).exists()
        return "before" if there == (True, False) else "after" if there == (False, True) else "other"

    def do(self, root: Path, plan_folder: Path, number: int, *, first: bool) -> None:  # noqa: ARG002
        """Renames the folder. OSError if the disk refuses, or the names are not as they were."""
        match self.stage(root, plan_folder, number):
            case "other":
                raise _changed(root / self.source)
            case "before":
                for folder in self.folders:
                    disk.make_folder(root / folder)
                disk.rename(root / self.source, root / self.target, of=root / self.source)

    def undo(self, root: Path, plan_folder: Path, number: int) -> None:
        """Renames the folder back."""
        if self.stage(root, plan_folder, number) == "after":
            disk.rename(root / self.target, root / self.source, of=root / self.source)
        for folder in reversed(self.folders):
            disk.remove_folder(root / folder)

    @property
    def paths(self) -> tuple[str, ...]:
        """All that it changes."""
        return (self.source, self.target, *self.folders)


Step = FileStep | FolderStep | MoveStep


def swap(new: Path, old: Path, aside: Path) -> None:
    """Puts the folder `new` in the place of `old`, which takes the name `new`; without an `old`, renames `new`.

    Linux and macOS exchange two names in one step. Elsewhere there is a moment without `old`, which then has the name
    `aside`, and keeps it. OSError if that fails: `old` is as it was, unless what is said of `aside` fails, too.
    """
    if not old.exists():
        disk.rename(new, old, of=old)
    elif not disk.exchange(new, old):
        disk.rename(old, aside, of=old)
        disk.rename(new, old, of=old)


def _new(plan_folder: Path, number: int) -> Path:
    return plan_folder / f"{number}.new"


def _old(plan_folder: Path, number: int) -> Path:
    return plan_folder / f"{number}.old"


def _changed(path: Path) -> OSError:
    return OSError(errno.EBUSY, "it was changed by another program in the meantime", str(path))


def _has(path: Path, content: str) -> bool:
    """Whether a file, and no link to one, has the content of this checksum."""
    return path.is_file() and not path.is_symlink() and checksum(path.read_bytes()) == content

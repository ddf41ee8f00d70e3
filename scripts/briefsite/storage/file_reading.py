"""Files, read so that nothing but a file is ever opened: no link is followed, and nothing waits for a pipe or a device.

A build runs on what strangers propose. A symbolic link in it could publish any file of the machine, a pipe or a device
could hold the build forever. So links are refused wherever they lead, also to a file of the same project: on other
systems and in archives they become copies or text files, and a project looks the same everywhere without them.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, MutableSequence
from pathlib import Path
from typing import Final

from briefsite.limits import limits, raising
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place

#: Nothing is followed, nothing waited for; 0 where a system has no such option.
_OPTIONS: Final = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)
_KINDS: Final = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class RefusedFileError(OSError):
    """What is at a path is `kind` ("a symbolic link"), and not a file or a folder as expected."""

    def __init__(self, path: str | Path, kind: str, expected: str = "a file") -> None:
        super().__init__(errno.EINVAL, f"it is {kind}, not {expected}", os.fspath(path))
        self.kind, self.expected = kind, expected


class LargeFileError(OSError):
    """A file has `size` bytes, which is more than the limit `name` allows."""

    def __init__(self, path: str | Path, name: str, size: int) -> None:
        super().__init__(errno.EFBIG, f"it has {size:,} bytes", os.fspath(path))
        self.limit, self.size = name, size


def read_file(path: str | Path, limit: str = "file") -> bytes:
    """The content of a file, which has at most as many bytes as the limit of the name `limit`.

    RefusedFileError for what is no file, LargeFileError for a larger one, any other OSError as usual.
    """
    about = os.lstat(path)
    if not stat.S_ISREG(about.st_mode):
        raise RefusedFileError(path, _kind(about.st_mode))
    most: int = getattr(limits(), limit)
    with open(os.open(path, _OPTIONS), "rb", buffering=0) as file:  # noqa: PTH123 - with options that pathlib lacks
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):  # exchanged since
            raise RefusedFileError(path, _kind(about.st_mode))
        if about.st_size > most:
            raise LargeFileError(path, limit, about.st_size)
        # Of some files in /proc the size is 0, whatever they hold.
        return file.readall() if about.st_size else (file.read(most) or b"")


def refused_at(path: str | Path) -> RefusedFileError:
    """The error for what is at a path, where neither a file nor a folder is."""
    return RefusedFileError(path, _kind(os.lstat(path).st_mode), "a file or folder")


def _kind(mode: int) -> str:
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), "something else")


def check_folder(path: Path) -> None:
    """RefusedFileError if a path leads to anything but a folder; other errors where nothing is there."""
    mode = os.lstat(path).st_mode
    if not stat.S_ISDIR(mode):
        raise RefusedFileError(path, _kind(mode), "a folder")


def check_way(root: Path, name: str) -> None:
    """RefusedFileError if a folder on the way from `root` to the file `name` is a link."""
    parts = Path(name).parts[:-1]
    for count in range(1, len(parts) + 1):
        if (folder := root.joinpath(*parts[:count])).is_symlink():
            raise RefusedFileError(folder, "a symbolic link", "a folder")


def read_project_folder(folder: Path, refused: MutableSequence[OSError]) -> dict[str, bytes]:
    """The files directly in `folder` by name, without hidden ones and the backups of editors (`~`, `.swp`).

    What is neither a file nor a folder, or is too large, is added to `refused`.
    """
    with os.scandir(folder) as entries:
        found = sorted((entry for entry in entries if not _is_beside(entry.name)), key=lambda entry: entry.name)
    paths = [entry.path for entry in found if not entry.is_dir(follow_symlinks=False)]
    start = len(os.fspath(folder)) + 1
    return {path[start:]: data for path, data in _contents(paths, "file", refused)}


def _is_beside(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(("~", ".swp"))


def project_paths(folder: Path) -> list[str]:
    """The paths of all that is in `folder`, however deep, sorted; none if there is no such folder.

    Hidden things that are neither a file nor a folder are passed over, such as the links with which editors lock a
    file. RefusedFileError if `folder` is something else.
    """
    try:
        check_folder(folder)
    except FileNotFoundError:
        return []
    return sorted(_paths_below(os.fspath(folder)))


def _paths_below(folder: str) -> Iterator[str]:
    # With the functions of os, as this takes a quarter of the time that pathlib does, on every build.
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _paths_below(entry.path)
            elif entry.is_file(follow_symlinks=False) or not entry.name.startswith("."):
                yield entry.path


def refused_below(folder: Path) -> Iterator[RefusedFileError]:
    """An error for each link, device or pipe in `folder`, however deep; none if there is no such folder."""
    if folder.is_symlink():
        yield RefusedFileError(folder, "a symbolic link", "a folder")
    elif folder.is_dir():
        for path in sorted(_paths_below(os.fspath(folder))):
            if not stat.S_ISREG(mode := os.lstat(path).st_mode):
                yield RefusedFileError(path, _kind(mode))


def _contents(paths: list[str], limit: str, refused: MutableSequence[OSError]) -> Iterator[tuple[str, bytes]]:
    total, most = 0, limits().folder
    for path in paths:
        try:
            data = read_file(path, limit)
        except (RefusedFileError, LargeFileError) as error:
            refused.append(error)
            continue
        total += len(data)
        if total > most:
            refused.append(LargeFileError(path, "folder", total))
            return
        yield path, data


def report_unread(error: OSError, file: str, help_: str, problems: Problems) -> None:
    """The problem of a file that could not be read: L02 if it is not a file, L01 if it is too large, otherwise S01.

    `help_` is what to do in the last case.
    """
    if isinstance(error, RefusedFileError):
        message = f"this is {error.kind}, not {error.expected}: it is neither read nor published"
        help_ = f"put {error.expected} in its place, or delete it"
        problems.error(Place(file), "L02", message, help_, subject=file)
    elif isinstance(error, LargeFileError):
        most = getattr(limits(), error.limit)
        which = "with the files before it in its folder, this" if error.limit == "folder" else "the file"
        message = f"{which} has {error.size:,} bytes, and at most {most:,} are read"
        help_ = f"divide it or make it smaller, or {raising(error.limit, error.size)}"
        problems.error(Place(file), "L01", message, help_, subject=error.limit)
    else:
        problems.error(Place(file), "S01", f"cannot be read: {error.strerror}", help_, subject=file)

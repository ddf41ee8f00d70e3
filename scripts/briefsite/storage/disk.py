"""The operations on the disk that others build on: each changes one name, or makes content durable.

Nothing else in the program changes names outside of `.briefsite/`, so a test can wrap the functions named in
`OPERATIONS` and stop the program before each of them. An error names the file that was to be written, not a temporary
one.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

_T = TypeVar("_T")

#: The functions of this module that change the disk.
OPERATIONS: Final = (
    "write",
    "keep",
    "sync",
    "rename",
    "exchange",
    "remove_file",
    "make_folder",
    "remove_folder",
)
#: From this many files on, writing them in parallel saves time.
_MANY: Final = 32
#: From this many on, waiting for the whole disk takes less time than for each of them.
_VERY_MANY: Final = 500


def write(path: Path, data: bytes, *, of: Path) -> None:
    """Writes the file `path`, which is to become `of`, and waits until its content is durable. OSError names `of`."""
    with _named(of), path.open("wb") as file:
        file.write(data)
        file.flush()
        _wait(file.fileno())


def write_all(files: Mapping[Path, tuple[bytes, Path]]) -> None:
    """Writes many files, each given with its content and the file that it is to become, as `write`."""
    each = [(path, data, of) for path, (data, of) in files.items()]
    _in_parallel(each, lambda one: write(one[0], one[1], of=one[2]))


def keep(path: Path, aside: Path) -> None:
    """Gives a file a second name, or where the disk has no such names, makes a durable copy."""
    try:
        os.link(path, aside)
    except OSError:
        with _named(path):
            data = path.read_bytes()
        write(aside, data, of=path)
        with _named(path):
            shutil.copymode(path, aside)


def sync(path: Path) -> None:
    """Waits until the content of a file, or the names in a folder, are durable."""
    if os.name == "nt" and path.is_dir():  # Windows has no way to do this, and makes names durable in their order
        return
    with _named(path):
        opened = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
        try:
            _wait(opened)
        finally:
            os.close(opened)


def sync_all(paths: Iterable[Path]) -> None:
    """Waits for files and folders, all on the same disk, as `sync`."""
    each = list(paths)
    if len(each) < _VERY_MANY or not _disk_synced(each[0]):
        _in_parallel(each, sync)


def rename(path: Path, to: Path, *, of: Path) -> None:
    """Renames a file or folder in one step, which replaces a file `to`. OSError names `of`."""
    with _named(of):
        path.replace(to)


def exchange(one: Path, other: Path) -> bool:
    """Exchanges two names in one step. False if the system or the file system can't; OSError names `other`."""
    import ctypes

    names = (os.fsencode(one), os.fsencode(other))
    library = ctypes.CDLL(None, use_errno=True) if os.name != "nt" else None
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, ctypes.c_uint(2))  # RENAME_SWAP
    elif library is not None and hasattr(library, "renameat2"):
        here = ctypes.c_int(-100)  # AT_FDCWD; 2 is RENAME_EXCHANGE
        failed = library.renameat2(here, names[0], here, names[1], ctypes.c_uint(2))
    else:
        return False
    if failed and ctypes.get_errno() not in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed


def remove_file(path: Path) -> None:
    """Removes a file, if it is there."""
    with _named(path):
        path.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Makes a folder, if it isn't there, in one that is."""
    with _named(path):
        path.mkdir(exist_ok=True)


def remove_folder(path: Path) -> None:
    """Removes a folder, if it is there and empty."""
    try:
        path.rmdir()
    except FileNotFoundError:
        pass
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
            raise


def _wait(opened: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(opened, fcntl.F_FULLFSYNC)  # fsync alone leaves the data in the cache of the drive
        except OSError:
            os.fsync(opened)  # a file system without it
    else:
        os.fsync(opened)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """An error in this block is about `path`, whatever temporary file it occurred at."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def _disk_synced(path: Path) -> bool:
    """Waits for all that was ever written to the disk with this file on it. False if the system can't."""
    import ctypes

    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        return False
    with _named(path):
        opened = os.open(path, os.O_RDONLY)
        try:
            return bool(library.syncfs(opened) == 0)
        finally:
            os.close(opened)


def _in_parallel(each: list[_T], act: Callable[[_T], None]) -> None:
    if len(each) <= _MANY:
        for one in each:
            act(one)
        return
    # Most of the time goes into waiting for the disk, which takes as long for many files as for one.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_MANY) as pool:
        list(pool.map(act, each))

"""Files and folders, written so that nobody ever sees half of them.

Everything is written to `.briefsite/` first, on the same disk as what it will replace, and then takes its place in one
step. A build that fails or is killed leaves what was published as it was; the next build deletes its leftovers.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

#: The folder of caches, the lock and unfinished work. It can be deleted at any time; only what is in its folder
#: `edited` (`site.generated`) may be missed by a person.
WORK_FOLDER: Final = ".briefsite"
#: From this many files on, writing them in parallel saves time.
_MANY: Final = 32


@contextmanager
def exclusive(root: Path) -> Iterator[Path]:
    """Locks the project in `root`, so that one process at a time writes to it. Gives an empty scratch folder.

    Other processes wait. The lock is the operating system's: it is released when its holder ends, however that
    happens. The scratch folder is deleted at the end.
    """
    import fcntl

    folder = root / WORK_FOLDER
    if folder.is_symlink():
        raise OSError(errno.ELOOP, "it is a symbolic link", str(folder))
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        scratch = folder / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def read_tree(folder: Path, *, without: str = "") -> dict[str, bytes]:
    """All files in `folder`, however deep, by their paths in it (`a/b.md`), sorted. A missing folder has none.

    Folders with the name `without` are left out. Links to files are followed: this is for the files of the program.
    Those of a project are read by `file_reading`.
    """
    paths = sorted(_paths_below(os.fspath(folder), without)) if folder.is_dir() else ()
    start = len(os.fspath(folder)) + 1
    return {path[start:].replace(os.sep, "/"): _content(path) for path in paths}


def _paths_below(folder: str, without: str) -> Iterator[str]:
    # With the functions of os, as this takes a quarter of the time that pathlib does, on every build.
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _paths_below(entry.path, without) if entry.name != without else ()
            elif entry.is_file():
                yield entry.path


def _content(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as above
        return file.read()


def write_file(path: Path, data: bytes, scratch: Path) -> bool:
    """Writes `data` to `path` in one step, unless that is its content already. Says whether it was written.

    `scratch` is an empty folder on the same disk.
    """
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    new = scratch / "new"
    _written(new, data)
    new.replace(path)
    return True


def replace_files(files: Mapping[Path, bytes | None], site: Path, new_site: Path, scratch: Path) -> None:
    """Replaces files (None: deletes them) and the folder `site` by `new_site`: all of them or none.

    Everything is written to the folder `scratch` first, so that a full disk is noticed before anything is touched;
    then files are only renamed. OSError if that fails: what was there is put back.
    """
    with _replaced(files, scratch):
        swap(new_site, site)


def write_files(files: Mapping[Path, bytes], scratch: Path) -> None:
    """Writes files: all of them or none, as `replace_files`. OSError if that fails."""
    with _replaced(files, scratch):
        pass


@contextmanager
def _replaced(files: Mapping[Path, bytes | None], scratch: Path) -> Iterator[None]:
    """Replaces files, and puts back what was there if that, or what is done with them in place, raises OSError."""
    changes = _staged(files, scratch)
    undo: list[tuple[Path, Path]] = []
    try:
        for number, (path, staged) in enumerate(changes):
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = scratch / f"old-{number}"
            if path.exists():
                os.link(path, aside)
            undo.append((path, aside))
            if staged is None:
                path.unlink(missing_ok=True)
            else:
                staged.replace(path)
        yield
    except OSError:
        for path, aside in reversed(undo):
            if aside.exists():
                aside.replace(path)
            else:
                path.unlink(missing_ok=True)
        raise


def _staged(files: Mapping[Path, bytes | None], scratch: Path) -> list[tuple[Path, Path | None]]:
    """The files that have to change, each with its new content as a file in `scratch`; None if it is to be deleted."""
    changes: list[tuple[Path, Path | None]] = []
    new: dict[Path, bytes] = {}
    for number, (path, data) in enumerate(files.items()):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder is in its place", str(path))
        if data is None:
            changes.append((path, None))
        elif not path.is_file() or path.read_bytes() != data:
            new[scratch / f"new-{number}"] = data
            changes.append((path, scratch / f"new-{number}"))
    _all_written(new)
    return changes


def _all_written(files: Mapping[Path, bytes]) -> None:
    if len(files) <= _MANY:
        for path, data in files.items():
            _written(path, data)
        return
    # Most of the time goes into waiting for the disk (fsync), which takes as long for many files as for one.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_MANY) as pool:
        list(pool.map(_written, files.keys(), files.values()))


def _written(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def swap(new: Path, old: Path) -> None:
    """Exchanges two folders: `new` takes the place of `old`. Where there is no `old`, `new` is only renamed.

    Linux and macOS exchange two names in one step. Elsewhere there is a moment without `old`.
    OSError if that fails: `old` is as it was.
    """
    if not old.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        new.rename(old)
        return
    if not _swapped(new, old):
        aside = new.with_name(f"{new.name}-old")
        old.rename(aside)
        try:
            new.rename(old)
        except OSError:
            aside.rename(old)
            raise
        with suppress(OSError):  # the new folder is in place: a failure here must not undo what else was published
            aside.rename(new)


def _swapped(one: Path, other: Path) -> bool:
    """Exchanges two names in one step; False where the system or the file system can't."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    names = (os.fsencode(one), os.fsencode(other))
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, ctypes.c_uint(2))  # RENAME_SWAP
    elif hasattr(library, "renameat2"):
        here = ctypes.c_int(-100)  # AT_FDCWD; 2 is RENAME_EXCHANGE
        failed = library.renameat2(here, names[0], here, names[1], ctypes.c_uint(2))
    else:
        return False
    if failed and ctypes.get_errno() not in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed

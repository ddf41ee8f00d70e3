"""The workshop: where files are read at one end and written at the other, so that nothing is ever half-written.

Everything is made in `.briefsite/` first, on the same disk as what it will replace, and takes its place in one step.
A build that fails or is killed leaves what was published as it was, and its scraps are swept away by the next one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

#: The folder of caches, locks and unfinished work. It can be deleted at any time.
WORK_FOLDER = ".briefsite"


@contextmanager
def exclusive(root: Path) -> Iterator[Path]:
    """Holds the workshop of `root` for one build at a time; others wait. Gives a new empty folder to work in.

    The lock is the operating system's: it is free again when its holder dies, however that happens.
    """
    import fcntl

    workshop = root / WORK_FOLDER
    workshop.mkdir(exist_ok=True)
    with (workshop / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        bench = workshop / "bench"
        shutil.rmtree(bench, ignore_errors=True)
        bench.mkdir()
        try:
            yield bench
        finally:
            shutil.rmtree(bench, ignore_errors=True)


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files directly in `folder` by name; hidden ones and what editors leave behind (`~`, `.swp`) are left out."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith((".", "#")) and not path.name.endswith(("~", ".swp"))
    }


def write_file(path: Path, data: bytes, bench: Path) -> bool:
    """Puts `data` at `path` in one step, if it isn't there already. Says whether anything was written."""
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    new = bench / "new"
    _written(new, data)
    new.replace(path)
    return True


def replace_files(files: Mapping[Path, bytes | None], site: Path, new_site: Path, bench: Path) -> None:
    """Puts files (None: no file) and the site in place, all of them or none.

    Everything is written on the bench first, so that a full disk is found before anything is touched; then only names
    change. OSError if one of them can't: what was there is put back.
    """
    changes = _staged(files, bench)
    undo: list[tuple[Path, Path]] = []
    try:
        for number, (path, staged) in enumerate(changes):
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = bench / f"old-{number}"
            if path.exists():
                os.link(path, aside)
            undo.append((path, aside))
            if staged is None:
                path.unlink(missing_ok=True)
            else:
                staged.replace(path)
        swap(new_site, site)
    except OSError:
        for path, aside in reversed(undo):
            if aside.exists():
                aside.replace(path)
            else:
                path.unlink(missing_ok=True)
        raise


def _staged(files: Mapping[Path, bytes | None], bench: Path) -> list[tuple[Path, Path | None]]:
    """What has to change, each with its new file on the bench; None where the file has to go."""
    changes: list[tuple[Path, Path | None]] = []
    new: dict[Path, bytes] = {}
    for number, (path, data) in enumerate(files.items()):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder is in its place", str(path))
        if data is None:
            changes.append((path, None))
        elif not path.is_file() or path.read_bytes() != data:
            new[bench / f"new-{number}"] = data
            changes.append((path, bench / f"new-{number}"))
    _all_written(new)
    return changes


def _all_written(files: Mapping[Path, bytes]) -> None:
    if len(files) <= _MANY:
        for path, data in files.items():
            _written(path, data)
        return
    # A disk takes as long for many files at once as for one.
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_MANY) as pool:
        list(pool.map(_written, files.keys(), files.values()))


#: From so many files on it is worth while to write them side by side.
_MANY = 32


def _written(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def swap(new: Path, old: Path) -> None:
    """Puts the folder `new` where `old` is; what was there is at `new` then (and gone if there was nothing).

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

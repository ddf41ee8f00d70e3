"""A project that one process at a time changes, and in which no replacement is left half-made."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from briefsite.storage import disk
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.lock import locked
from briefsite.storage.replacement import UnfinishedError, settle
from briefsite.storage.replacement_plan import UNFINISHED

_T = TypeVar("_T")
#: How often files are read again that another process replaces meanwhile.
_TRIES: Final = 5
#: The seconds that git has to answer.
_PATIENCE: Final = 10


class CommittedError(OSError):
    """The work folder is in the git repository. What is kept there is believed, so nobody else may write it.

    On a stranger's pull request it could hold pages that no source has, or a change for the next command to complete.
    """


@contextmanager
def exclusive(root: Path) -> Iterator[Path]:
    """Locks the project in `root`, so that one process at a time writes to it. Gives an empty scratch folder.

    Other processes wait. What an earlier one has left unfinished is completed or undone first. The scratch folder is
    deleted at the end. OSError if the disk refuses.
    """
    with _alone(root) as (scratch, _):
        yield scratch


def finish_interrupted(root: Path) -> str:
    """Completes or undoes what an earlier process has left unfinished, and says so in a line; empty if nothing was.

    UnfinishedError if the disk allows neither.
    """
    if not (root / UNFINISHED).is_dir():
        return ""
    try:
        with _alone(root) as (_, said):
            return said
    except CommittedError:
        raise
    except OSError as error:
        raise UnfinishedError(error.errno, error.strerror, error.filename) from error


def read_whole(root: Path, read: Callable[[], _T]) -> _T:
    """What `read` gives of the files of a project, none of them of another state than the others.

    While another process replaces files, it waits; if files were replaced while it read, it reads again.
    """
    for _ in range(_TRIES - 1):
        finish_interrupted(root)
        before = _look(root)
        found = read()
        if _look(root) == before and not (root / UNFINISHED).exists():
            return found
    return read()


def write_file(path: Path, data: bytes, scratch: Path) -> bool:
    """Writes `data` to `path` in one step, unless that is its content already. Says whether it was written.

    `scratch` is an empty folder on the same disk. OSError, which names `path`, if the disk refuses.
    """
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    new = scratch / "new"
    disk.write(new, data, of=path)
    disk.rename(new, path, of=path)
    with suppress(OSError):  # it is in place
        disk.sync(path.parent)
    return True


@contextmanager
def _alone(root: Path) -> Iterator[tuple[Path, str]]:
    folder = root / WORK_FOLDER
    if folder.is_symlink():
        raise OSError(errno.ELOOP, "it is a symbolic link", str(folder))
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder", str(folder))
    if folder.exists() and _is_committed(root):
        said = "it is in the git repository, where others can change what a build relies on"
        raise CommittedError(errno.EPERM, said, str(folder))
    disk.make_folder(folder)
    for path in folder.iterdir():
        if path.is_symlink():  # it would lead what is written or deleted there out of the project
            raise OSError(errno.ELOOP, "it is a symbolic link", str(path))
    with locked(folder / "lock"):
        scratch = folder / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(exist_ok=True)
        try:
            yield scratch, settle(root, scratch)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _is_committed(root: Path) -> bool:
    """Whether git has a file of the work folder, or is about to have one."""
    repository = next((one / ".git" for one in (root, *root.resolve().parents) if (one / ".git").exists()), None)
    if repository is None:
        return False
    index = repository / "index"
    return _is_in_index(root, index, index.stat().st_mtime_ns if index.is_file() else 0)


@lru_cache(maxsize=1)
def _is_in_index(root: Path, index: Path, _changed: int) -> bool:
    """The answer for an index that was `_changed` at a time: a command asks several times, and git takes a while."""
    with suppress(OSError, subprocess.TimeoutExpired):
        command = ["git", "-C", str(root), "ls-files", "--", WORK_FOLDER]
        ran = subprocess.run(command, capture_output=True, check=False, timeout=_PATIENCE)
        if ran.returncode == 0:
            return bool(ran.stdout)
    try:  # git refuses the folder of another user, and may not be installed
        return f"{WORK_FOLDER}/".encode() in index.read_bytes()
    except OSError:
        return False


def _look(root: Path) -> int:
    """What is another number after every replacement: the time of the last new name in the work folder."""
    try:
        return os.stat(root / WORK_FOLDER).st_mtime_ns  # noqa: PTH116 - as fast as can be, on every command
    except OSError:
        return 0

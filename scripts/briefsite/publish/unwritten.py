"""What is said where the disk refuses a write: the file at fault, and what is true of the rest."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from briefsite.file_names import VERSION_FILES
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, Problem
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.project import CommittedError
from briefsite.storage.replacement import UnfinishedError

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_OTHER_KIND: Final = frozenset({errno.ELOOP, errno.ENOTDIR, errno.EISDIR})
#: What of the work folder a person knows by its name: all else there is temporary, or a cache.
_NAMED: Final = frozenset({"lock", "edited", "removed", "state.json"})
_SCRATCH: Final = ("scratch", "docs"), ("scratch", "site")


def report_unwritten(error: OSError, root: Path, unchanged: str, problems: Problems) -> None:
    """Problem S03, or S12 for a change that could be neither completed nor undone.

    `unchanged` says after S03 what is as it was: "docs/ and site/ are unchanged".
    """
    file = file_at_fault(error, root)
    said = f"cannot be written: {error.strerror}"
    if isinstance(error, UnfinishedError):
        help_ = f"{_remedy(error, file)}, then run any command: it completes what was begun, or undoes it.\n"
        help_ += "Until then docs/, site/ and the ledger may not match: commit and publish nothing"
        problems.error(Place(file), "S12", said, help_, subject=file)
    else:
        problems.error(Place(file), "S03", said, f"{_remedy(error, file)}, then try again; {unchanged}", subject=file)


def is_unfinished(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems is a change that could be neither completed nor undone."""
    return any(problem.code == "S12" for problem in problems)


def file_at_fault(error: OSError, root: Path) -> str:
    """The file that could not be written, as a path from `root` where it is below that; never a temporary one.

    What is rendered is named as it would be published. An error of a library that names no file is about the site.
    """
    if not error.filename:
        return "site"
    path = Path(str(error.filename))
    if not path.is_relative_to(root):
        return str(path)
    parts = path.relative_to(root).parts
    if parts[:1] != (WORK_FOLDER,):
        return "/".join(parts) or str(root)
    if parts[1:3] in _SCRATCH:
        return "/".join(parts[2:])
    return "/".join(parts) if len(parts) > 1 and parts[1] in _NAMED else WORK_FOLDER


def check_targets(root: Path, editions: Iterable[str], problems: Problems) -> None:
    """Problem S03 for each folder that is written to, if a link or a file is in its place.

    That is docs/, site/ and the versions of the `editions`. A link would lead the program out of the project, or be
    lost when the folder is replaced.
    """
    for name in ("docs", "site", *(f"{folder}/{VERSION_FILES}" for folder in editions)):
        path = root / name
        if path.is_symlink():
            what = "it is a symbolic link"
        elif path.exists() and not path.is_dir():
            what = "it is not a folder"
        else:
            continue
        help_ = "move it away; a build makes the folder. To publish elsewhere, copy site/ after the build"
        problems.error(Place(name), "S03", f"cannot be written: {what}", help_, subject=name)


def _remedy(error: OSError, file: str) -> str:
    if isinstance(error, CommittedError):
        return f"remove it from the repository (`git rm -r --cached {file}`), add {file}/ to .gitignore"
    if error.errno in _FULL:
        return "free some space"
    if error.errno in _FORBIDDEN:
        folder = file.rpartition("/")[0]
        return f"check the permissions of {folder}/ and the file" if folder else "check the permissions"
    if error.errno in _OTHER_KIND:
        return "move it away"
    return "free some space or check the permissions"

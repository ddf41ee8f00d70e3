"""Reading the files of a folder, as values."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

#: The folder of caches, the lock and unfinished work (`storage`). It can be deleted at any time; only what is in its
#: folder `edited` (`site.generated`) may be missed by a person, and a change that was interrupted can't be completed.
WORK_FOLDER: Final = ".briefsite"


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

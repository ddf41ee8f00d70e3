"""Watching files: their times and sizes, and waiting until these change.

Files are polled, because the notifications of operating systems don't work on network drives and in some containers. An
edition has so few files that polling costs next to nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

#: The state of files: path, modification time (ns), size (bytes) and inode of each. Equal states mean equal files.
Look = frozenset[tuple[str, int, int, int]]

#: The least seconds between two polls. A pause is also at least SHARE times as long as a poll takes.
PAUSE: Final = 0.05
SHARE: Final = 10
#: The most seconds to wait for a program that is still writing. After that, the half-written file is read.
PATIENCE: Final = 0.5


def look(paths: Iterable[Path]) -> Look:
    """The state of the files at `paths` and in folders there. Files that can't be accessed are left out."""
    return frozenset(entry for path in paths for entry in _below(path))


def _below(path: Path) -> Iterator[tuple[str, int, int, int]]:
    try:
        found = path.stat()
        if path.is_dir():
            with os.scandir(path) as entries:
                for entry in entries:
                    yield from _below(Path(entry.path))
        else:
            yield str(path), found.st_mtime_ns, found.st_size, found.st_ino
    except OSError:
        return


def changed(paths: Iterable[Path], seen: Look, sleep: Callable[[float], None] = time.sleep) -> Look:
    """Wait until the state of `paths` differs from `seen` and no longer changes, and return it."""
    paths = tuple(paths)
    while (now := _rested(paths, sleep)) == seen:
        pass
    deadline = time.monotonic() + PATIENCE
    while (later := _rested(paths, sleep)) != now and time.monotonic() < deadline:
        now = later
    return later


def _rested(paths: tuple[Path, ...], sleep: Callable[[float], None]) -> Look:
    began = time.perf_counter()
    found = look(paths)
    sleep(max(PAUSE, SHARE * (time.perf_counter() - began)))
    return found

"""Watching files: what they look like from outside, and waiting until that changes.

Files are looked at again and again rather than reported by the system: that works on every disk, also on one in a
network or in a container, and a brief has so few files that it costs next to nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

#: Every file by its path, with its time, size and inode: equal looks, equal files.
Look = frozenset[tuple[str, int, int, int]]

#: Seconds between two looks; where one takes long, the pauses are so many times as long as it took.
PAUSE: Final = 0.05
SHARE: Final = 10
#: An editor that is still writing is waited for, up to so many seconds. After that the half-written file is read.
PATIENCE: Final = 0.5


def look(paths: Iterable[Path]) -> Look:
    """What is at `paths` and below. What can't be looked at isn't there."""
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
    """Waits until `paths` look otherwise than `seen`, and until whoever writes there has come to rest."""
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

"""The lock that lets one process at a time write to a project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Locks `file`, which is made if it isn't there. Other processes wait.

    The lock is the operating system's: it is released when its holder ends, however that happens.
    """
    import fcntl

    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

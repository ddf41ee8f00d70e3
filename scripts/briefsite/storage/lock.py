"""The lock that lets one process at a time write to a project."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

#: Seconds between two tries for a lock, where the system can't wait for it by itself.
_PAUSE: Final = 0.05


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Locks `file`, which is made if it isn't there. Other processes wait.

    The lock is the operating system's: it is released when its holder ends, however that happens.
    """
    with file.open("a") as lock:
        wait_for_lock(lock)
        yield


def wait_for_lock(file: IO[str]) -> None:
    """Locks an open file, until it is closed or the process ends. Waits while another process has it locked."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except PermissionError:  # another process has it; LK_LOCK would give up after ten seconds
                time.sleep(_PAUSE)
            else:
                return
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)

"""Workers: who does tasks that don't depend on one another. What comes out is the same whoever does them.

A task and its result are values that can be sent to another process, and the function is one of a module.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_Common = TypeVar("_Common")
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

#: For fewer tasks than this it takes longer to start processes than to do them.
WORTH_STARTING: Final = 8


class Workers(Protocol):
    """Does tasks."""

    #: Whether they see the files of the project.
    share_files: bool

    def do(
        self, function: Callable[[_Common, _Task], _Result], common: _Common, tasks: Sequence[_Task]
    ) -> Iterator[_Result]:
        """The results of the tasks, in their order. `common` is what all of them have in common."""

    def close(self) -> None:
        """Ends what was started."""


class OneWorker:
    """Does one task after the other, in this process."""

    share_files = True

    def do(
        self, function: Callable[[_Common, _Task], _Result], common: _Common, tasks: Sequence[_Task]
    ) -> Iterator[_Result]:
        """The results of the tasks, in their order."""
        return (function(common, task) for task in tasks)

    def close(self) -> None:
        """Nothing was started."""


class Processes:
    """Does tasks in `count` processes, which are started when there are enough tasks."""

    share_files = True

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._commons = 0

    def do(
        self, function: Callable[[_Common, _Task], _Result], common: _Common, tasks: Sequence[_Task]
    ) -> Iterator[_Result]:
        """The results of the tasks, in their order. Where a process ends by itself, this one does the rest."""
        from concurrent.futures.process import BrokenProcessPool

        done = 0
        if self.count > 1 and len(tasks) >= WORTH_STARTING:
            self._folder = self._folder or TemporaryDirectory(prefix="briefsite-")
            self._commons += 1
            file = Path(self._folder.name, str(self._commons))
            file.write_bytes(pickle.dumps((function, common)))
            try:
                for result in self._started().map(_done, [str(file)] * len(tasks), tasks):
                    yield result
                    done += 1
            except BrokenProcessPool:
                self._pool = None
        yield from (function(common, task) for task in tasks[done:])

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            # A new interpreter each: a copy of this process would have its locks, but not the threads that hold them.
            self._pool = ProcessPoolExecutor(self.count, get_context("spawn"), _begin, (os.getpid(),))
        return self._pool

    def close(self) -> None:
        """Ends the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        if self._folder is not None:
            self._folder.cleanup()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(parent: int) -> None:
    """What a process does first: it leaves it to its parent to be interrupted, and ends when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _done(file: str, task: object) -> Any:
    function, common = _loaded(file)
    return function(common, task)


@lru_cache(maxsize=1)
def _loaded(file: str) -> tuple[Callable[[Any, Any], Any], object]:
    function, common = pickle.loads(Path(file).read_bytes())  # noqa: S301 - our own process wrote it
    return function, common

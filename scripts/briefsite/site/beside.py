"""A copy of this process that works beside it, on another core: a fork, where the system has safe ones.

A copy begins with everything that this process has loaded and read, and costs some milliseconds. It has no threads of
the other one, so there is none while this process has threads. Nothing depends on a copy: whoever started one does the
work itself if there is none, or if it came to an end.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, BinaryIO, Final

from briefsite.site.workers import begin_copy, cores

#: What a copy runs. It gets the tasks that are sent to it, and what it calls to send its messages.
Act = Callable[[Iterator[Any], Callable[[object], None]], None]
_QUIET: Final = (0, 1, 2)


class Copy:
    """A copy of this process, to which values are sent, and which sends others, as `pickle` has them."""

    def __init__(self, process: int, tasks: BinaryIO, messages: BinaryIO) -> None:
        self._process, self._tasks, self._messages = process, tasks, messages

    def send(self, task: object) -> None:
        """Sends a task. A copy that has ended gets none."""
        with suppress(OSError):
            pickle.dump(task, self._tasks)
            self._tasks.flush()

    def messages(self) -> Iterator[Any]:
        """What the copy sends, until it ends."""
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                yield pickle.load(self._messages)  # noqa: S301 - our own process wrote it

    def end(self) -> None:
        """Ends the copy, whatever it is doing."""
        if self._process:
            with suppress(OSError):
                os.kill(self._process, signal.SIGKILL)
            self._reap()

    def wait(self) -> None:
        """Waits until the copy has ended by itself."""
        for _ in self.messages():
            pass
        self._reap()

    def _reap(self) -> None:
        process, self._process = self._process, 0
        for pipe in (self._tasks, self._messages):
            with suppress(OSError):
                pipe.close()
        if process:
            with suppress(OSError):
                os.waitpid(process, 0)


def copied(act: Act) -> Copy | None:
    """A copy of this process that runs `act`; None where there is none.

    That is where the system can't make one, or has only one core for this process, or where other threads are running.
    """
    if sys.platform != "linux" or cores() == 1 or threading.active_count() > 1:
        return None
    tasks, messages = os.pipe(), os.pipe()
    parent = os.getpid()
    try:
        process = os.fork()
    except OSError:  # there are too many processes
        for end in (*tasks, *messages):
            os.close(end)
        return None
    if process:
        os.close(tasks[0])
        os.close(messages[1])
        return Copy(process, os.fdopen(tasks[1], "wb"), os.fdopen(messages[0], "rb"))
    status = 1
    try:
        os.close(tasks[1])
        os.close(messages[0])
        begin_copy(parent)
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in _QUIET:
            os.dup2(quiet, stream)
        _run(act, os.fdopen(tasks[0], "rb"), os.fdopen(messages[1], "wb"))
        status = 0
    finally:
        os._exit(status)  # nothing of the other process is written, or cleaned up, twice


def _run(act: Act, tasks: BinaryIO, messages: BinaryIO) -> None:
    def received() -> Iterator[Any]:
        with suppress(EOFError):
            while True:
                yield pickle.load(tasks)  # noqa: S301 - our own process wrote it

    def send(message: object) -> None:
        pickle.dump(message, messages)
        messages.flush()

    act(received(), send)

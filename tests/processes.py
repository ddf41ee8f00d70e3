"""Processes that are stopped at a chosen operation on the disk, or run under limits: forks of the test's own."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from briefsite.storage import disk

#: The status of a process that was killed.
KILLED = -signal.SIGKILL
#: What lets root write where the permissions forbid it: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capabilities(7)).
_OVERRIDES = 0b110
_VERSION_3 = 0x20080522


class Ended(NamedTuple):
    """How a process ended, and what its act returned."""

    status: int
    said: str


def forked(act: Callable[[], str | None], kill_after: float | None = None) -> Ended:
    """Runs `act` in a fork of this process, with all that is loaded, and waits for its end.

    `kill_after` are seconds after which it is killed.
    """
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads: none of ours is at work here
        child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reader)
            said = act() or ""
            with open(writer, "w", encoding="utf-8") as pipe:  # noqa: PTH123
                pipe.write(said)
            status = 0
        except BaseException as error:  # noqa: BLE001 - nothing of pytest's may run in the fork
            sys.__stderr__.write(f"in a fork: {error!r}\n") if sys.__stderr__ else None
        finally:
            os._exit(status)
    os.close(writer)
    timer = threading.Timer(kill_after or 0, os.kill, (child, signal.SIGKILL))
    if kill_after is not None:
        timer.start()
    with open(reader, encoding="utf-8") as pipe:  # noqa: PTH123
        said = pipe.read()
    timer.cancel()
    return Ended(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said)


@contextlib.contextmanager
def counted(before: Callable[[int, str, tuple[Any, ...]], None]) -> Iterator[list[str]]:
    """Calls `before` with the number, name and arguments of each operation on the disk, before it. Gives the names."""
    made: list[str] = []

    def wrapped(name: str, operation: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            made.append(name)
            before(len(made), name, arguments)
            return operation(*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in disk.OPERATIONS:
            patch.setattr(disk, name, wrapped(name, getattr(disk, name)))
        yield made


def killed_before(number: int, act: Callable[[], object]) -> int:
    """Runs `act` in a process that is killed before its operation of this number. 0 if there are fewer."""

    def kill(made: int, _name: str, _arguments: tuple[Any, ...]) -> None:
        if made == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def run() -> None:
        with counted(kill):
            act()

    return forked(run).status


@contextlib.contextmanager
def refused(numbers: range, error: Callable[[], BaseException]) -> Iterator[list[str]]:
    """Raises an error in the place of the operations of these numbers. Gives the names of all."""

    def refuse(made: int, _name: str, _arguments: tuple[Any, ...]) -> None:
        if made in numbers:
            raise error()

    with counted(refuse) as made:
        yield made


def obey_permissions() -> None:
    """Takes from this process, even if it is root's, the right to write where the permissions forbid it."""
    if os.geteuid() == 0:
        header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
        data = (ctypes.c_uint32 * 6)()
        library = ctypes.CDLL(None, use_errno=True)
        assert library.capget(header, data) == 0
        data[0] &= ~_OVERRIDES
        assert library.capset(header, data) == 0

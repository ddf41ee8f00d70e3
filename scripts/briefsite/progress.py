"""Progress: where the time of a command goes, for whoever waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import click

#: Hears what is being done, how much of it is done, and how much there is.
Listener = Callable[[str, int, int], None]


class Clock:
    """The stages of a command, as they end, and the steps within one, as they begin."""

    def __init__(self, listener: Listener | None = None) -> None:
        self.began = self.last = time.perf_counter()
        self.stages: list[tuple[str, float]] = []
        self.listener = listener

    def stage(self, name: str) -> None:
        """Ends the stage that is called so."""
        now = time.perf_counter()
        self.stages.append((name, now - self.last))
        self.last = now

    def step(self, what: str, done: int, total: int) -> None:
        """Tells that `done` of `total` steps of something are done."""
        if self.listener is not None:
            self.listener(what, done, total)


class ProgressReporter:
    """Tells a person of the steps, once the work has taken longer than a moment.

    On a terminal a bar for each kind of step, which is gone when it is done; elsewhere, as in a log, a line every few
    seconds.
    """

    #: Seconds of work of which nothing is said, and from one line to the next.
    PATIENCE = 1.0
    PAUSE = 2.0

    def __init__(self, stream: TextIO, now: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.now = stream, now
        self.began = self.told = now()
        self.what = ""
        self.bar: Any = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Hears of a step."""
        now = self.now()
        if now - self.began < self.PATIENCE or total <= 1:
            return
        if self.stream.isatty():
            self._drawn(what, done, total)
        elif what != self.what or now - self.told >= self.PAUSE:
            click.echo(f"{what}: {done:,} of {total:,}", file=self.stream)
            self.told = now
        self.what = what

    def _drawn(self, what: str, done: int, total: int) -> None:
        if what != self.what or self.bar is None:
            self.close()
            self.bar = click.progressbar(length=total, label=what, file=self.stream)
        self.bar.update(done - self.bar.pos)

    def close(self) -> None:
        """Takes the bar away, where there is one."""
        if self.bar is not None:
            # Back to the line's beginning, and everything behind it gone.
            click.echo("\r\033[K\033[?25h", nl=False, file=self.stream)
            self.bar = None


@contextmanager
def reporting(stream: TextIO) -> Iterator[Clock]:
    """A clock that tells `stream` of what takes its time, and leaves nothing of it behind."""
    teller = ProgressReporter(stream)
    try:
        yield Clock(teller)
    finally:
        teller.close()

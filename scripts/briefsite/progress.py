"""Progress: what a command is doing, for the person who waits for it, and where its time went (`--profile`)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import click

#: Called with what is being done, the number of steps done, and the number of all steps.
Listener = Callable[[str, int, int], None]


class Clock:
    """Measures the stages of a command, in seconds, and passes its steps on to a listener."""

    def __init__(self, listener: Listener | None = None) -> None:
        self.began = self.last = time.perf_counter()
        self.stages: list[tuple[str, float]] = []
        self.listener = listener

    def stage(self, name: str) -> None:
        """Ends the current stage, and gives it a name."""
        now = time.perf_counter()
        self.stages.append((name, now - self.last))
        self.last = now

    def step(self, what: str, done: int, total: int) -> None:
        """Says that `done` of `total` steps of `what` are done."""
        if self.listener is not None:
            self.listener(what, done, total)


class ProgressReporter:
    """A listener that shows the steps of a command that takes longer than a moment.

    A terminal gets a progress bar, which is removed at the end; anything else, such as a log, a line every few seconds.
    """

    #: Seconds before anything is shown.
    PATIENCE = 1.0
    #: Seconds between two lines of a log.
    PAUSE = 2.0

    def __init__(self, stream: TextIO, now: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.now = stream, now
        self.began = self.shown = now()
        self.what = ""
        self.bar: Any = None

    def __call__(self, what: str, done: int, total: int) -> None:
        """Shows a step, if it is time to."""
        now = self.now()
        if now - self.began < self.PATIENCE or total <= 1:
            return
        if self.stream.isatty():
            self._draw(what, done, total)
        elif what != self.what or now - self.shown >= self.PAUSE:
            click.echo(f"{what}: {done:,} of {total:,}", file=self.stream)
            self.shown = now
        self.what = what

    def _draw(self, what: str, done: int, total: int) -> None:
        if what != self.what or self.bar is None:
            self.close()
            self.bar = click.progressbar(length=total, label=what, file=self.stream)
        self.bar.update(done - self.bar.pos)

    def close(self) -> None:
        """Removes the bar, if there is one."""
        if self.bar is not None:
            # To the beginning of the line, erase it, show the cursor again.
            click.echo("\r\033[K\033[?25h", nl=False, file=self.stream)
            self.bar = None


@contextmanager
def reporting(stream: TextIO) -> Iterator[Clock]:
    """Gives a clock whose steps are shown on `stream`; no progress bar is left behind."""
    reporter = ProgressReporter(stream)
    try:
        yield Clock(reporter)
    finally:
        reporter.close()

"""Progress: where the time of a command goes, for whoever waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable

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

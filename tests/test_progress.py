"""What is told of work that takes its time: nothing at first, then a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefsite.progress import ProgressReporter

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def work(stream: io.StringIO, seconds: float, monkeypatch: pytest.MonkeyPatch) -> str:
    """Reading ten editions and rendering a hundred pages, so many seconds for each."""
    monkeypatch.setattr(ProgressReporter, "PATIENCE", 1.0)
    times: Iterator[float] = iter(seconds * step for step in range(1_000))
    teller = ProgressReporter(stream, lambda: next(times))
    for what, total in (("reading", 10), ("rendering", 100)):
        for done in range(total):
            teller(what, done, total)
    teller.close()
    return stream.getvalue()


def test_nothing_is_said_of_what_takes_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert work(io.StringIO(), 0.005, monkeypatch) == ""
    assert work(Terminal(), 0.005, monkeypatch) == ""


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = work(io.StringIO(), 0.2, monkeypatch).splitlines()
    assert lines[:3] == ["reading: 4 of 10", "rendering: 0 of 100", "rendering: 10 of 100"]
    assert len(lines) == 11


def test_a_terminal_gets_a_bar_that_is_gone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = work(Terminal(), 0.2, monkeypatch)
    assert "reading" in shown
    assert "rendering" in shown
    assert "[#" in shown
    assert shown.endswith("\r\033[K\033[?25h")

"""SourcePositions: where in a passage a place of the source is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from briefsite.source.passage import Passage


class SourcePositions:
    """The positions in the text of a passage at which places of the source (offsets) are read."""

    def __init__(self, passage: Passage) -> None:
        self._runs = passage.runs
        self._ends = [run.end for run in passage.runs]
        self._begins = [0, *accumulate(len(run.text) for run in passage.runs)]

    def begin(self, offset: int) -> int:
        """Where what the source has from `offset` on begins; in a changed reading, where that begins."""
        number = bisect_right(self._ends, offset)
        if number == len(self._runs):
            return self._begins[-1]
        run, begin = self._runs[number], self._begins[number]
        return begin + offset - run.start if run.start < offset and run.is_verbatim else begin

    def end(self, offset: int) -> int:
        """Where what the source has up to `offset` ends; in a changed reading, where that ends."""
        number = bisect_left(self._ends, offset)
        if number == len(self._runs):
            return self._begins[-1]
        run, begin = self._runs[number], self._begins[number]
        if run.start >= offset:
            return begin
        if run.is_verbatim:
            return begin + offset - run.start
        # Parts of a changed reading have the same place: it ends with the last of them.
        while number + 1 < len(self._runs) and self._place(number + 1) == self._place(number):
            number += 1
        return self._begins[number + 1]

    def _place(self, number: int) -> tuple[int, int, int | None]:
        run = self._runs[number]
        return run.start, run.end, run.emendation

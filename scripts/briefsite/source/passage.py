"""A passage: text in which every character knows its place in the source.

A passage is a sequence of runs. A run says "these characters are read where the source has the characters from `start`
to `end`". For text taken over unchanged, both are equal; where an editor emends, or where a line end is read as a
blank, they differ. So nothing that happens to the text on its way to the page can lose its place, and "no character is
lost" is a statement about numbers: the runs of a whole text, put side by side, tile the source.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final, Literal, get_args

import msgspec

#: How characters are set: italics, bold, small capitals, raised, lowered.
Face = Literal["em", "strong", "sc", "sup", "sub"]
FACES: Final[tuple[Face, ...]] = get_args(Face)


class Run(msgspec.Struct, frozen=True, gc=False):
    """`text` is read where the source has the characters `start` up to `end` (offsets, end exclusive).

    `emendation` is the position in edition.yml of the emendation that changed the reading, or None. `style` is "mark"
    for the mark of a note that is not a number in brackets (a star, a dagger, a letter), "plain" for a number in
    brackets that marks no note. `label` has the labels of the notes that a mark is for, with blanks between them, where
    that isn't the text without its brackets. `faces` says how the characters are set, in the order of `FACES`; `link`
    is the address on the web to which the author's text links them.
    """

    text: str
    start: int
    end: int
    emendation: int | None = None
    style: Literal["", "mark", "plain"] = ""
    label: str = ""
    faces: tuple[Face, ...] = ()
    link: str = ""

    def cut(self, low: int, high: int) -> Run:
        """The part of the run from `low` to `high`, counted in its own text.

        Text taken over unchanged can be cut anywhere; a part of a changed reading keeps the whole place in the source,
        since it corresponds to no part of the source's reading.
        """
        start, end = (self.start + low, self.start + high) if self.is_verbatim else (self.start, self.end)
        text = self.text[low:high]
        return Run(text, start, end, self.emendation, self.style, self.label, self.faces, self.link)

    @property
    def is_verbatim(self) -> bool:
        """Whether each character of the run corresponds to one of the source."""
        return self.emendation is None and self.end - self.start == len(self.text)


@dataclass(frozen=True)
class Passage:
    """Runs in the order of the source. `text` is what a reader reads."""

    runs: tuple[Run, ...] = ()

    @cached_property
    def text(self) -> str:
        """What a reader reads, without any of the places."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(run.text) for run in self.runs))

    def __len__(self) -> int:
        return self._ends[-1] if self.runs else 0

    def __bool__(self) -> bool:
        return bool(self.runs)

    def __add__(self, other: Passage) -> Passage:
        return Passage(self.runs + other.runs)

    def __getitem__(self, part: slice) -> Passage:
        """The passage between two positions of `text`.

        A run without text (something taken out) at a cut belongs to the part after it, at the very end to the last
        part: cutting a passage anywhere neither drops it nor doubles it. ValueError for a step other than 1.
        """
        low, high, step = part.indices(len(self))
        if step != 1:
            raise ValueError("a passage is read forwards, one character after the other")
        index = bisect_right(self._ends, low - 1) if low else 0
        begin = self._ends[index - 1] if index else 0
        # Mostly it is a part of one run.
        if begin < low < high < self._ends[index]:
            return Passage((self.runs[index].cut(low - begin, high - begin),))
        return Passage(tuple(self._between(index, begin, low, high)))

    def _between(self, index: int, begin: int, low: int, high: int) -> Iterator[Run]:
        for at in range(index, len(self.runs)):
            run = self.runs[at]
            if begin > high:
                return
            end = begin + len(run.text)
            if run.text:
                if max(low, begin) < min(high, end):
                    yield run.cut(max(low, begin) - begin, min(high, end) - begin)
            elif low <= begin < high or (begin == high == len(self) and (low < high or not high)):
                yield run
            begin = end

    def place(self, position: int) -> int:
        """The offset in the source of the character at `position` of `text`; after the last, the end of the passage."""
        if position >= len(self):
            return self.runs[-1].end if self.runs else 0
        index = bisect_right(self._ends, position)
        run = self.runs[index]
        begin = self._ends[index - 1] if index else 0
        return run.start + (position - begin if run.is_verbatim else 0)

    @property
    def extent(self) -> tuple[int, int]:
        """The offsets in the source of the first character that is read, and after the last one.

        Runs without text count only if there are no others. An empty passage gives (0, 0).
        """
        runs = [run for run in self.runs if run.text] or list(self.runs)
        if not runs:
            return (0, 0)
        return (min(run.start for run in runs), max(run.end for run in runs))


def gap(text: str, between: Passage) -> Passage:
    """What is read (`text`: a blank, a line end, or nothing) for the white space `between`; what it dropped is kept.

    Line ends and blanks of the source are not text, yet their places must be in some run for the runs to tile the
    source: they become one run, or several with the dropped pieces between them.
    """
    if len(between.runs) == 1 and between.runs[0].emendation is None:
        return Passage((Run(text, between.runs[0].start, between.runs[0].end),))
    runs: list[Run] = []
    for run in between.runs:
        if run.emendation is not None:
            runs.append(Run("", run.start, run.end, run.emendation))
        elif runs and runs[-1].emendation is None and runs[-1].end == run.start:
            runs[-1] = Run("", runs[-1].start, run.end)
        else:
            runs.append(Run("", run.start, run.end))
    if not text:
        return Passage(tuple(runs))
    # The last of the white space becomes the blank, so that what was dropped stays with the word before it.
    for index in reversed(range(len(runs))):
        if runs[index].emendation is None:
            runs[index] = Run(text, runs[index].start, runs[index].end)
            return Passage(tuple(runs))
    end = runs[-1].end if runs else 0
    return Passage((*runs, Run(text, end, end)))

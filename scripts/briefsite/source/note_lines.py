"""Note lines: the lines of a text in which notes are looked for, and the notes that are found in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note in the emended text: `low`..`begin` is its label, up to `end` its words, up to `high` what closes it.

    `form` is the form of its label. `marks`: it is where a marker would be. `continues`: it is more of the one before.
    """

    label: str
    low: int
    begin: int
    end: int
    high: int
    form: str = ""
    marks: bool = False
    continues: bool = False


class Row(msgspec.Struct, frozen=True, gc=False):
    """A line that isn't empty, with its line end, and the number of empty ones before it.

    `fed`: a form feed is in those.
    """

    text: str
    low: int
    blanks: int
    fed: bool = False

    @property
    def indent(self) -> int:
        """The column at which its words begin."""
        expanded = self.text.lstrip("\f").expandtabs()
        return len(expanded) - len(expanded.lstrip())

    @property
    def first(self) -> int:
        """The position in the text at which its words begin."""
        return self.low + len(self.text) - len(self.text.lstrip())

    @property
    def begins_page(self) -> bool:
        """Whether a form feed comes before its words: there a page of the print ended."""
        return self.fed or "\f" in self.text[: len(self.text) - len(self.text.lstrip())]


class NoteLine(msgspec.Struct, frozen=True, gc=False):
    """A row as the search reads it: its position among all, and where it ends.

    At `end` it ends, or there a note between brackets begins (`cut`).
    """

    row: Row
    index: int
    end: int
    between_brackets: bool
    cut: bool


def rows(text: str) -> Iterator[Row]:
    """The lines of a text that aren't empty."""
    end = 0
    for match in _LINE.finditer(text):
        if match[0].strip():
            blanks = text.count("\n", end, match.start()) if end else 1
            yield Row(match[0], match.start(), blanks, fed="\f" in text[end : match.start()])
            end = match.end()


def lines_beside(inline: Sequence[FoundNote], among: Sequence[Row]) -> Iterator[NoteLine]:
    """The rows, held against the notes between brackets."""
    lows = [note.low for note in inline]
    for index, row in enumerate(among):
        high = row.low + len(row.text)
        within = bisect_right(lows, row.first) - 1
        # A note between brackets is not part of the note around it.
        end = min([high, *lows[within + 1 : within + 2]])
        between = within >= 0 and row.first < inline[within].high
        yield NoteLine(row, index, end, between, cut=end < high)

"""Page lines: the lines of a text in which page furniture is looked for, and what is around each of them.

A line is named by its position, counted from 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from briefsite.source.furniture_forms import LONGEST, is_counted, is_no_wrap_mark, is_separator, line_form
from briefsite.source.sentence import ends_sentence
from briefsite.writing.script import is_small

#: Lines from a page to the next, at least and at most.
SHORTEST_PAGE: Final = 12
_LONGEST_PAGE: Final = 130
_TIMES: Final = 3


class PageLines:
    """The lines of a text, and which of them are page furniture (`taken`): at first the marks of proofreaders."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.texts = [line.strip() for line in lines]
        lengths = sorted(len(text) for text in self.texts if text)
        self.width = lengths[9 * len(lengths) // 10] if lengths else 0
        self.counts = Counter(line_form(text) for text in self.texts if 0 < len(text) <= LONGEST)
        self.feeds = {index for index, line in enumerate(lines) if "\f" in line}
        self.taken = {index for index, text in enumerate(self.texts) if is_separator(text)}
        marks = [index for index, text in enumerate(self.texts) if is_no_wrap_mark(text)]
        if len(marks) % 2 == 0:  # one without its partner is the author's
            self.taken |= set(marks)

    def beside(self, index: int, step: int) -> int | None:
        """The nearest line in a direction that is text; None at the end of the text."""
        at = index + step
        while 0 <= at < len(self.texts) and (not self.texts[at] or at in self.taken):
            at += step
        return at if 0 <= at < len(self.texts) else None

    def interrupts(self, index: int, *, strictly: bool = False) -> bool:
        """Whether a sentence runs on over a line. `strictly`: it says so by a small letter, not only by its length."""
        before, after = self.beside(index, -1), self.beside(index, +1)
        # The head of the same page may come between.
        while before is not None and self._recurs(before) and (index - before) <= _TIMES:
            before = self.beside(before, -1)
        while after is not None and self._recurs(after) and (after - index) <= _TIMES:
            after = self.beside(after, +1)
        if before is None or after is None:
            return False
        begins = self.texts[after].lstrip("\"'“‘«([_")[:1]
        if is_small(begins) and (self._below_notes(before) or not ends_sentence(self.texts[before])):
            return len(self.texts[before]) >= 3 * self.width // 5 or self._below_notes(before)
        full = len(self.texts[before]) >= 3 * self.width // 4
        return not strictly and full and not self.texts[before].isupper() and not ends_sentence(self.texts[before])

    def breaks_off(self, index: int) -> bool:
        """Whether the line before one is a long line of the text that ends no sentence."""
        before = self.beside(index, -1)
        text = self.texts[before] if before is not None else ""
        return len(text) >= 3 * self.width // 5 and not (text.isupper() or ends_sentence(text))

    def _recurs(self, index: int) -> bool:
        text = self.texts[index]
        return len(text) <= LONGEST and self.counts[line_form(text)] >= _TIMES and not ends_sentence(text)

    def _below_notes(self, index: int) -> bool:
        """Whether a line is the last of a page's notes: a rule or a label begins them."""
        while index >= 0 and self.texts[index]:
            if re.match(r"_{3,}|-{5,}|\[?[\d*†‡a-z]{1,3}[\].)]\s|\d{1,3}\s|[*†‡]", self.texts[index]):
                return True
            index -= 1
        return False

    def is_tight(self, index: int) -> bool:
        """Whether a line is not set apart by empty lines, as a heading would be."""
        around = (self.texts[at] if 0 <= at < len(self.texts) else "" for at in (index - 1, index + 1))
        return any(around)

    def is_at_feed(self, index: int) -> bool:
        """Whether nothing but empty lines is between a line and a form feed."""
        if not self.feeds:
            return False
        after = next((at for at in range(index + 1, len(self.texts)) if self.texts[at]), len(self.texts))
        before = next((at for at in range(index - 1, -1, -1) if self.texts[at]), -1)
        return any(at in self.feeds for at in range(before + 1, min(after + 1, len(self.texts))))

    def alone(self) -> Iterator[int]:
        """The short lines in blocks of at most two lines, or at a form feed."""
        for index, text in enumerate(self.texts):
            if not text or len(text) > LONGEST:
                continue
            around = [self.texts[at] if 0 <= at < len(self.texts) else "" for at in range(index - 2, index + 3)]
            first, last = not around[1], not around[3]
            apart = (first and (last or not around[4])) or (last and not around[0])
            if (apart or self.is_at_feed(index)) and not is_counted(text):
                yield index

    def at_page_distance(self, indexes: Sequence[int]) -> bool:
        """Whether lines come again as pages do."""
        gaps = [after - before for before, after in pairwise(indexes)]
        middle = median(gaps)
        return SHORTEST_PAGE <= middle <= _LONGEST_PAGE and sum(gap > 3 * middle for gap in gaps) <= len(gaps) // _TIMES

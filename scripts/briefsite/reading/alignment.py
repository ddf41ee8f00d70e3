"""Alignment: which words of a text are which words of a later wording of it.

Words are compared without case, punctuation and markers of notes, so that a comma put in changes no word. What is
between two stretches of equal words has taken the place of what was between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from briefsite.ledger.similarity import ANYWHERE, IN_ORDER, alike, normalized
from briefsite.source.marker import MARKER
from briefsite.writing.segmentation import word_list, word_spans
from briefsite.writing.sentence_end import LATIN, OTHER

#: A part of a text, as offsets of its first character and after its last one.
Span = tuple[int, int]

#: A share of the letters of quoted words that others may have in common with them by chance.
_CHANCE: Final = 0.25
#: So many equal words in a row are the same words.
_SOLID: Final = 3
_ENDING: Final = re.compile(rf"(?:{MARKER.pattern}|[,;:…{LATIN}{OTHER}、，；：،؛·])+$")


def still_alike(words: str, now: str) -> bool:
    """Whether the words in the place of others are an edited form of them.

    Where less than half is the same, it must be more than an article or the like.
    """
    likeness, old, new = alike(words, now), word_list(words), set(word_list(now))
    kept = sum(len(word) for word in old if word in new)
    return likeness >= (IN_ORDER if kept > _CHANCE * sum(map(len, old)) else ANYWHERE)


def nearest_stretch(text: str, words: str) -> Span | None:
    """The stretch of a text, as many words long as `words` are, that is most like them, as offsets; the first of such.

    None if none is as alike as a passage must be to be known again anywhere in a text.
    """
    spans, count = word_spans(text), len(word_spans(words))
    ends = spans[count - 1 :] or spans[-1:]
    stretches = [(low, high) for (low, _), (_, high) in zip(spans, ends, strict=False)]
    scored = [(alike(words, text[low:high]), -low, (low, high)) for low, high in stretches]
    likeness, _, span = max(scored, default=(0.0, 0, (0, 0)))
    ending = None if _ENDING.search(words) else _ENDING.search(text[slice(*span)])
    return (span[0], span[1] - len(ending[0] if ending else "")) if likeness >= ANYWHERE else None


@dataclass(frozen=True)
class Border:
    """Where a passage may begin in a later wording, as positions of words: from `low` to `high`, best at `best`.

    These differ only where words were put in or replaced just there.
    """

    low: int
    best: int
    high: int

    def nearest(self, among: Sequence[int]) -> int | None:
        """The nearest to the best of the positions `among` those that are allowed; None if none is."""
        allowed = [at for at in among if self.low <= at <= self.high]
        return min(allowed, key=lambda at: (abs(at - self.best), at), default=None)


@dataclass(frozen=True)
class Alignment:
    """The words of `old` beside those of `new`."""

    old: str
    new: str

    @cached_property
    def old_words(self) -> tuple[Span, ...]:
        """The words of the old text."""
        return word_spans(self.old)

    @cached_property
    def new_words(self) -> tuple[Span, ...]:
        """The words of the new text."""
        return word_spans(self.new)

    @cached_property
    def _changes(self) -> Sequence[tuple[str, int, int, int, int]]:
        def keys(text: str, words: Sequence[Span]) -> list[str]:
            return [normalized(MARKER.sub("", text[low:high])) for low, high in words]

        old, new = keys(self.old, self.old_words), keys(self.new, self.new_words)
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()

    def span(self, low: int, high: int) -> Span | None:
        """The words of `new` that are where `old` has the characters from `low` to `high`, as offsets in `new`.

        None if nothing is left of them. Of words replaced together with others, they get their share.
        """
        first, last = self._covered(low, high)
        found = list(self._present(first, last))
        if not found:
            return None
        begin, end = min(begin for begin, _ in found), max(end for _, end in found)
        if begin >= end:
            return None
        words = self.new_words[begin:end]
        return words[0][0], self._without_rest(high, self.old_words[last - 1], words[-1])

    def _covered(self, low: int, high: int) -> Span:
        """The positions of the old words that have characters from `low` to `high`."""
        covered = [at for at, (begin, end) in enumerate(self.old_words) if begin < high and end > low]
        return (covered[0], covered[-1] + 1) if covered else (0, 0)

    def _present(self, first: int, last: int) -> Iterator[Span]:
        for tag, i1, i2, j1, j2 in self._changes:
            low, high = max(first, i1), min(last, i2)
            if low < high and tag == "equal":
                yield j1 + low - i1, j1 + high - i1
            elif low < high and tag == "replace":
                share = (j2 - j1) / (i2 - i1)
                # A share of a word is the word.
                yield j1 + int((low - i1) * share), j2 - int((i2 - high) * share)

    def _without_rest(self, high: int, old: Span, new: Span) -> int:
        """The end of a quotation: the punctuation that it left out of its last word is left out again."""
        rest = self.old[high : old[1]]
        word = self.new[new[0] : new[1]]
        if rest and word.endswith(rest):
            return new[1] - len(rest)
        match = _ENDING.search(word) if rest else None
        return new[0] + match.start() if match and match.start() else new[1]

    def border(self, at: int) -> Border:
        """Where in `new` the words begin that begin in `old` at the offset `at`.

        Words put in there may belong to either side, and one or two equal words among others are chance.
        """
        first, _ = self._covered(at, at + 1)
        best = low = high = len(self.new_words) if first else 0
        for tag, i1, i2, j1, j2 in self._changes:
            if i1 <= first < i2:
                best = low = high = j1 + (first - i1 if tag == "equal" else round((first - i1) * (j2 - j1) / (i2 - i1)))
        solid = [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in self._changes if tag == "equal" and i2 - i1 >= _SOLID]
        if not any(i1 < first < i2 for i1, i2, _, _ in solid):
            low = max((j2 for _, i2, _, j2 in solid if i2 <= first), default=0)
            high = min((j1 for i1, _, j1, _ in solid if i1 >= first), default=len(self.new_words))
            put_in = any(tag == "insert" and i1 == first for tag, i1, _, _, _ in self._changes)
            best = low if put_in else best
        return Border(low, best, high)

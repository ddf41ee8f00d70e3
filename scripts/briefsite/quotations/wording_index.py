"""The index of many wordings: one row of letters to look for a quotation word for word, and words to look for others.

Finding letters in a row of them takes a few milliseconds for two hundred editions. For a quotation that is nowhere word
for word, the index of words and pairs of words names the few wordings that are compared with it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import chain, pairwise
from math import log
from typing import Final

from briefsite.quotations.letters import SpelledWord, letters, spelled_words
from briefsite.quotations.wordings import SearchedWording, WordingBlock

#: Between blocks: no letter.
_BORDER: Final = "\n"
#: At most so many entries of the index of words are read for a quotation: the rarest words first.
MOST_ENTRIES: Final = 12_000
WEIGHT: Final = 1000


@dataclass(frozen=True)
class WordingIndex:
    """The `letters` of all `wordings` in a row; `starts[i]` is where those of the wording i begin.

    `block_starts` are the numbers of the wordings with which a block begins.
    """

    wordings: tuple[SearchedWording, ...]
    letters: str
    starts: Sequence[int]
    block_starts: Sequence[int]

    def at(self, place: int) -> int:
        """The number of the wording to which the letter at a place of the row belongs."""
        return bisect_right(self.starts, place) - 1

    def block(self, number: int) -> tuple[int, int]:
        """The numbers of the first wording of a block, and after its last, for one of its wordings."""
        at = bisect_right(self.block_starts, number)
        return self.block_starts[at - 1], self.block_starts[at] if at < len(self.block_starts) else len(self.wordings)

    def extent(self, number: int) -> tuple[int, int]:
        """The places in the row of the first letter of a block, and after its last, for one of its wordings."""
        first, end = self.block(number)
        after = self.starts[end] if end < len(self.wordings) else len(self.letters)
        return self.starts[first], after - len(_BORDER)

    def occurrences(self, spelling: str, most: int) -> Iterator[int]:
        """The places of the row where a spelling is, at most so many."""
        at = self.letters.find(spelling)
        while at >= 0 and most:
            yield at
            at, most = self.letters.find(spelling, at + 1), most - 1

    @cached_property
    def _entries(self) -> dict[str, array[int]]:
        """For each word, and each two words on end, the wordings that have them."""
        found: dict[str, array[int]] = {}
        for number, wording in enumerate(self.wordings):
            if not wording.again:
                for key in _keys(spelled_words(wording.text)):
                    if key in found:
                        found[key].append(number)
                    else:
                        found[key] = array("I", (number,))
        return found

    def alike(self, words: Sequence[SpelledWord], most: int) -> list[int]:
        """The wordings that have most of the `words`, rare ones counting more; the best first."""
        entries = sorted((self._entries[key] for key in _keys(words) if key in self._entries), key=len)
        scores: dict[int, int] = {}
        left = MOST_ENTRIES
        for entry in entries:
            left -= len(entry)
            if left < 0 and scores:
                break
            # In whole numbers, the sum is the same in any order, and in any language.
            weight = int(WEIGHT * log(1 + len(self.wordings) / len(entry)))
            for number in entry:
                scores[number] = scores.get(number, 0) + weight
        return nsmallest(most, scores, key=lambda number: (-scores[number], number))

    def load(self) -> None:
        """Make the index of words, which else the first quotation waits for that is nowhere word for word."""
        _ = self._entries


def _keys(words: Sequence[SpelledWord]) -> dict[str, None]:
    """The words, and each two on end."""
    forms = [word.form for word in words]
    return dict.fromkeys(chain(forms, (f"{one} {two}" for one, two in pairwise(forms))))


def wording_index(blocks: Iterable[WordingBlock]) -> WordingIndex:
    """The index of the wordings of any number of editions."""
    wordings: list[SearchedWording] = []
    row: list[str] = []
    starts, block_starts = array("L"), array("L")
    end = 0
    for block in blocks:
        if not block:
            continue
        block_starts.append(len(wordings))
        for wording in block:
            spelling = letters(wording.text)
            starts.append(end)
            wordings.append(wording)
            row.append(spelling)
            end += len(spelling)
        row.append(_BORDER)
        end += 1
    return WordingIndex(tuple(wordings), "".join(row), starts, block_starts)

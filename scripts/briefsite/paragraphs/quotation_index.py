"""Where words are quoted from, found without going through the whole text for each quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefsite.words import squeezed

#: A paragraph by its position, and an item of its list, or None for its body.
Spot = tuple[int, int | None]


@dataclass(frozen=True)
class QuotationIndex:
    """The text of all passages in a row, with single blanks for white space, and where each of them begins in it."""

    text: str
    starts: tuple[int, ...]
    spots: tuple[Spot, ...]
    openings: tuple[tuple[str, int], ...]

    def places(self, words: str) -> tuple[Spot, ...]:
        """Every place that has `words`, in the order of the text; white space in them stands for any."""
        return tuple(self.spots[bisect_right(self.starts, at) - 1] for at in self._found(squeezed(words)))

    def _found(self, words: str) -> Iterator[int]:
        at = self.text.find(words) if words else -1
        while at >= 0:
            yield at
            at = self.text.find(words, at + len(words))

    def begun_by(self, words: str) -> tuple[int, ...]:
        """The paragraphs whose bodies begin with `words`, in the order of the text.

        Where they are many: those that are nothing but the words, or else those that go on with another word.
        "CHAPTER I" is not the beginning of "CHAPTER II". Where there is none: those that do so together with the
        paragraphs behind them, which tells headings apart that say the same.
        """
        words = squeezed(words)
        first = bisect_left(self.openings, (words, -1))
        found = []
        for text, paragraph in self.openings[first:]:
            if not text.startswith(words):
                break
            found.append((text.removesuffix("\n")[len(words) :], paragraph))
        alone = [paragraph for rest, paragraph in found if not rest]
        apart = [paragraph for rest, paragraph in found if not rest[:1].isalnum()]
        return tuple(sorted(alone or apart or [paragraph for _, paragraph in found])) or self._run_over(words)

    def _run_over(self, words: str) -> tuple[int, ...]:
        found = []
        at = 0
        flat = self.text.replace("\n", " ")
        bodies = {
            start: paragraph for start, (paragraph, item) in zip(self.starts, self.spots, strict=True) if item is None
        }
        while words and (at := flat.find(words, at)) >= 0:
            if at in bodies:
                found.append(bodies[at])
            at += 1
        return tuple(found)


def quotation_index(passages: Iterable[tuple[Spot, str]]) -> QuotationIndex:
    """The index of a text: of its passages, each with its place, in their order."""
    texts, spots, starts, openings = [], [], [], []
    end = 0
    for spot, passage in passages:
        # No quotation has a line end: none runs over two passages.
        text = f"{squeezed(passage)}\n"
        paragraph, item = spot
        if item is None:
            openings.append((text, paragraph))
        texts.append(text)
        spots.append(spot)
        starts.append(end)
        end += len(text)
    return QuotationIndex("".join(texts), tuple(starts), tuple(spots), tuple(sorted(openings)))

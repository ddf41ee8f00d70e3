"""The index of a text that finds the passages from which words are quoted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefsite.words import squeezed

#: The position of a paragraph, and that of an item of its list, or None for its body.
Spot = tuple[int, int | None]


@dataclass(frozen=True)
class QuotationIndex:
    """The `text` of all passages in a row, with single blanks for white space; each ends with a line end.

    The passage at `spots[i]` begins at `starts[i]`. `openings` are the bodies as (text, position of the paragraph),
    sorted.
    """

    text: str
    starts: tuple[int, ...]
    spots: tuple[Spot, ...]
    openings: tuple[tuple[str, int], ...]
    _known: dict[str, tuple[Spot, ...]] = field(default_factory=dict, repr=False, compare=False)

    def places(self, words: str) -> tuple[Spot, ...]:
        """The spot of each occurrence of `words`, in the order of the text; white space in them matches any."""
        # Checks, addresses and pages ask for the same words.
        if words not in self._known:
            found = self._found(squeezed(words))
            self._known[words] = tuple(self.spots[bisect_right(self.starts, at) - 1] for at in found)
        return self._known[words]

    def _found(self, words: str) -> Iterator[int]:
        at = self.text.find(words) if words else -1
        while at >= 0:
            yield at
            at = self.text.find(words, at + len(words))

    def begun_by(self, words: str) -> tuple[int, ...]:
        """The positions of the paragraphs whose bodies begin with `words`, in the order of the text.

        Of several, only those that are nothing but the words, or else those in which a word ends there: "CHAPTER I" is
        not the beginning of "CHAPTER II". If there are none, those that begin with the words together with the
        paragraphs after them, which tells identical headings apart.
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
    """The index of a text from its passages in order, each with its spot."""
    texts, spots, starts, openings = [], [], [], []
    end = 0
    for spot, passage in passages:
        # Quotations are squeezed, so that none matches across this line end, in two passages.
        text = f"{squeezed(passage)}\n"
        paragraph, item = spot
        if item is None:
            openings.append((text, paragraph))
        texts.append(text)
        spots.append(spot)
        starts.append(end)
        end += len(text)
    return QuotationIndex("".join(texts), tuple(starts), tuple(spots), tuple(sorted(openings)))

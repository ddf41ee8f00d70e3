"""The state of a matching: which known passages and texts are paired, and which pairs are worth comparing.

Comparing all with all takes time that grows with the square of the text. So that is done only where few are open;
where many are, only pairs with rare word triples in common are compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from briefsite.ledger.similarity import triples

_Old = TypeVar("_Old", int, str)

#: Up to this number of pairs, all are compared (some 10 µs each).
_ALL_PAIRS: Final = 10_000
#: A triple found in more passages than this doesn't tell which of them is meant.
_RARE: Final = 8
#: Candidates compared for each passage: those with the most rare triples in common.
_BEST: Final = 5


@dataclass(frozen=True, slots=True)
class KnownPassage:
    """A passage that has an address: its text, its earlier texts, whether it is still in the text.

    `is_item` tells a list item from a paragraph.
    """

    text: str
    earlier: tuple[str, ...] = ()
    live: bool = True
    is_item: bool = False


@dataclass(slots=True)
class Pairing:
    """Texts (`new`) and known passages (`old`), by index. Each is open until it is paired."""

    known: Sequence[KnownPassage]
    texts: Sequence[str]
    #: The texts that are list items.
    items: frozenset[int]
    #: Pairs (new, old) that are never made.
    barred: frozenset[tuple[int, int]]
    #: Texts whose pair later evidence may not undo.
    sure: set[int]
    same: dict[int, int] = field(default_factory=dict)
    #: `same` the other way round.
    now: dict[int, int] = field(default_factory=dict)
    #: Whether list items may be paired with paragraphs.
    crossing: bool = False

    def pair(self, new: int, old: int) -> None:
        """Pair the two, and undo the earlier pair of either."""
        self.now.pop(self.same.pop(new, -1), None)
        self.same.pop(self.now.pop(old, -1), None)
        self.same[new], self.now[old] = old, new

    def may(self, new: int, old: int) -> bool:
        """Whether both are open and the pair is allowed."""
        return new not in self.same and old not in self.now and self.fits(new, old)

    def fits(self, new: int, old: int) -> bool:
        """Whether nothing forbids the pair."""
        crosses = (new in self.items) != self.known[old].is_item
        return (new, old) not in self.barred and (self.crossing or not crosses)

    def open_texts(self) -> list[int]:
        """The texts that are not paired yet, in order."""
        return [new for new in range(len(self.texts)) if new not in self.same]

    def open_known(self, *, live: bool) -> list[int]:
        """The known passages, those in the text or those that were withdrawn, that are not paired yet, in order."""
        return [old for old, passage in enumerate(self.known) if passage.live == live and old not in self.now]

    def candidates(self, news: Iterable[int], olds: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The pairs (new, old) of these that are worth comparing."""
        pairs = candidate_pairs({new: self.texts[new] for new in news}, {old: self.known[old].text for old in olds})
        return (pair for pair in pairs if self.fits(*pair))


def candidate_pairs(news: Mapping[int, str], olds: Mapping[_Old, str]) -> Iterator[tuple[int, _Old]]:
    """The pairs (new, old) of texts that are worth comparing."""
    if len(news) * len(olds) <= _ALL_PAIRS:
        yield from ((new, old) for new in news for old in olds)
        return
    index: defaultdict[tuple[str, ...], list[_Old]] = defaultdict(list)
    for old, text in olds.items():
        for triple in triples(text):
            index[triple].append(old)
    for new, text in news.items():
        places = (index[triple] for triple in triples(text) if triple in index)
        shared = Counter(chain.from_iterable(at for at in places if len(at) <= _RARE))
        yield from ((new, old) for old in sorted(shared, key=lambda old: (-shared[old], old))[:_BEST])


class _Chain(NamedTuple):
    """Pairs that don't cross, linked from the last to the first, with their total weight."""

    old: int
    weight: float
    new: int
    previous: _Chain | None


def non_crossing(scored: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Of scored pairs (new, old, likeness), the pairs (new, old) that don't cross and weigh most together.

    The weight of a pair is the third power of its likeness, so that a good one outweighs two poor ones.
    """
    # The best chains so far, and where each ends in the old text; each weighs more than all that end before it.
    chains: list[_Chain] = []
    ends: list[int] = []
    for new, old, likeness in sorted(scored, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(ends, old)
        previous = chains[at - 1] if at else None
        weight = likeness**3 + (previous.weight if previous else 0.0)
        beaten = at
        while beaten < len(chains) and chains[beaten].weight <= weight:
            beaten += 1
        chains[at:beaten] = [_Chain(old, weight, new, previous)]
        ends[at:beaten] = [old]
    pairs = []
    last = chains[-1] if chains else None
    while last:
        pairs.append((last.new, last.old))
        last = last.previous
    return pairs[::-1]

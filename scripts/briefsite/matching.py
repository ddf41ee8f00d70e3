"""Which passage of the new text is which passage of the old one.

Positions and hashes change with every edit, so identity is read from the words, surest evidence first: the same words;
words that once stood under an address; similar words in the same place; similar words anywhere; and for what is left,
whether a passage was split off from another or has gone into one. What was paired by one kind of evidence is a fixed
point for the next. The same input always gives the same answer, in time that grows with the length of the text: pairs
are tried one by one only where few are open, and elsewhere only those that share a rare sequence of words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Final, NamedTuple

from briefsite.likeness import (
    ANYWHERE,
    IN_ORDER,
    LEFT_BEHIND,
    PART,
    RETURNED,
    alike,
    begins,
    contained,
    normal,
    triples,
)

#: So many pairs are compared one by one (some 10 µs each); where more are open, those with a rare triple in common.
_ALL_PAIRS: Final = 10_000
#: A triple that stands in more passages than this says nothing about which of them is meant.
_RARE: Final = 8
#: So many candidates for each passage, those with the most rare triples in common, are compared.
_BEST: Final = 5


@dataclass(frozen=True, slots=True)
class Known:
    """A passage that has an address: what it says, what it said earlier, and whether it still stands in the text."""

    text: str
    earlier: tuple[str, ...] = ()
    live: bool = True


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of the known passages. Texts and known passages are meant by their index."""

    #: A text is this known passage.
    same: Mapping[int, int]
    #: A text that is none of the known passages was part of this one, which goes on without it.
    split: Mapping[int, int]
    #: A known passage that is no more stands inside this text.
    inside: Mapping[int, int]


def match(
    known: Sequence[Known],
    texts: Sequence[str],
    *,
    items: Collection[int] = (),
    ruled: Mapping[int, int] | None = None,
    barred: Collection[tuple[int, int]] = (),
) -> Matching:
    """Find the `known` passages, in the order of their addresses, among the `texts`, in the order of reading.

    `items` are those of the texts that are list items: two paragraphs with a list between them are still neighbours.
    `ruled` pairs (text to known passage) are given beforehand, `barred` ones (the same way round) are never made.
    """
    search = _Search(known, texts, frozenset(items), ruled or {}, frozenset(barred))
    search.same_words()
    search.words_of_old()
    search.similar_in_order()
    search.similar_anywhere()
    search.split_off()
    search.gone_inside()
    return Matching(search.same, search.split, search.inside)


class _Search:
    """The state of one `match`. A text is `new`, a known passage `old`; each is open until it is paired."""

    def __init__(
        self,
        known: Sequence[Known],
        texts: Sequence[str],
        items: frozenset[int],
        ruled: Mapping[int, int],
        barred: frozenset[tuple[int, int]],
    ) -> None:
        self.known, self.texts, self.items, self.ruled, self.barred = known, texts, items, ruled, barred
        self.same: dict[int, int] = {}
        self.now: dict[int, int] = {}  # `same` the other way round
        self.split: dict[int, int] = {}
        self.inside: dict[int, int] = {}
        for new, old in ruled.items():
            self.pair(new, old)

    def pair(self, new: int, old: int) -> None:
        self.same[new], self.now[old] = old, new

    def may(self, new: int, old: int) -> bool:
        return new not in self.same and old not in self.now and (new, old) not in self.barred

    def open_texts(self) -> list[int]:
        return [new for new in range(len(self.texts)) if new not in self.same]

    def open_known(self, *, live: bool) -> list[int]:
        return [old for old, passage in enumerate(self.known) if passage.live == live and old not in self.now]

    # ---- the same words

    def same_words(self) -> None:
        """Words that are unique on both sides; then repeated ones next to those; then the rest of them in order."""
        old_words = {old: normal(self.known[old].text) for old in self.open_known(live=True)}
        new_words = {new: normal(self.texts[new]) for new in self.open_texts()}
        olds, news = _places(old_words.items()), _places(new_words.items())
        for words, at in news.items():
            if len(at) == len(olds.get(words, ())) == 1 and self.may(at[0], olds[words][0]):
                self.pair(at[0], olds[words][0])
        repeated = [new for new, words in new_words.items() if new not in self.same and words in olds]
        for step, order in ((1, repeated), (-1, repeated[::-1])):
            for new in order:
                old = self.same.get(new - step, -2) + step
                if old_words.get(old) == new_words[new] and self.may(new, old):
                    self.pair(new, old)
        self.pair_in_turn(((new, new_words[new]) for new in repeated), olds)

    def words_of_old(self) -> None:
        """Words that were withdrawn, or stood under an address once, come back to it: an edit was undone."""
        if not self.open_texts():
            return
        gone, live = self.open_known(live=False), self.open_known(live=True)
        for olds in (
            _places((old, normal(self.known[old].text)) for old in gone),
            _places((old, normal(text)) for old in live for text in self.known[old].earlier),
            _places((old, normal(text)) for old in gone for text in self.known[old].earlier),
        ):
            self.pair_in_turn(((new, normal(self.texts[new])) for new in self.open_texts()), olds)

    def pair_in_turn(self, news: Iterable[tuple[int, str]], olds: Mapping[str, Sequence[int]]) -> None:
        """Each text with the first open passage of the same words."""
        turns = {words: iter(at) for words, at in olds.items()}
        for new, words in news:
            if new not in self.same:
                for old in turns.get(words, iter(())):
                    if self.may(new, old):
                        self.pair(new, old)
                        break

    # ---- similar words

    def similar_in_order(self) -> None:
        """First where the fixed points on both sides are neighbours in the old text too, then beside the others."""
        for agreed in (True, False):
            for run in self.runs():
                after = self.stretch(self.same.get(run[0] - 1, -1), 1)
                before = self.stretch(self.same.get(run[-1] + 1, len(self.known)), -1)[::-1]
                if (after == before) is agreed:
                    for new, old in _heaviest(self.scored_in_place(run, sorted({*after, *before}))):
                        self.pair(new, old)

    def runs(self) -> list[list[int]]:
        """The open texts, those that follow on one another together."""
        grouped = groupby(enumerate(self.open_texts()), key=lambda pair: pair[1] - pair[0])
        return [[new for _, new in run] for _, run in grouped]

    def stretch(self, old: int, step: int) -> list[int]:
        """The open live passages beside a known one, up to the next that is paired."""
        found = []
        while 0 <= (old := old + step) < len(self.known) and old not in self.now:
            if self.known[old].live:
                found.append(old)
        return found

    def scored_in_place(self, news: Sequence[int], olds: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        for new, old in self.candidates(news, olds):
            text, known = self.texts[new], self.known[old].text
            score = alike(text, known)
            if score < IN_ORDER and max(contained(text, known), contained(known, text)) >= PART:
                score = IN_ORDER  # it was cut down to a part of itself, or much was put in around it
            if score >= IN_ORDER:
                yield new, old, score

    def similar_anywhere(self) -> None:
        for live, least in ((True, ANYWHERE), (False, RETURNED)):
            scored = (
                (-alike(self.texts[new], self.known[old].text), old, new)
                for new, old in self.candidates(self.open_texts(), self.open_known(live=live))
            )
            for likeness, old, new in sorted(scored):
                if -likeness >= least and self.may(new, old):
                    self.pair(new, old)

    def candidates(self, news: Sequence[int], olds: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The pairs that are worth comparing."""
        if len(news) * len(olds) <= _ALL_PAIRS:
            yield from ((new, old) for new in news for old in olds if (new, old) not in self.barred)
            return
        index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for old in olds:
            for triple in triples(self.known[old].text):
                index[triple].append(old)
        for new in news:
            places = (index[triple] for triple in triples(self.texts[new]) if triple in index)
            shared = Counter(chain.from_iterable(at for at in places if len(at) <= _RARE))
            for old in sorted(shared, key=lambda old: (-shared[old], old))[:_BEST]:
                if (new, old) not in self.barred:
                    yield new, old

    # ---- splits and merges

    def split_off(self) -> None:
        """An open text beside a passage that lost just these words was part of it; the first part keeps the address."""
        for new in self.open_texts():
            if (rest := self.rest_of(new)) is not None:
                self.split[new] = self.same[rest]
        for new, old in sorted(self.split.items()):
            if new < (kept := self.now[old]) and kept not in self.ruled:
                del self.same[kept], self.split[new]
                self.pair(new, old)
                self.split[kept] = old

    def rest_of(self, part: int) -> int | None:
        """The paired text beside it, or beside other open ones, whose passage once held `part` and holds it no more."""
        scored = [
            (contained(self.texts[part], self.known[self.same[rest]].text), -rest)
            for rest in (self.beside(part, -1), self.beside(part, 1))
            if rest in self.same
            and (part, self.same[rest]) not in self.barred
            and contained(self.texts[part], self.texts[rest]) < LEFT_BEHIND
        ]
        score, rest = max(scored, default=(0.0, 0))
        return -rest if score >= PART else None

    def beside(self, new: int, step: int) -> int:
        at = new + step
        while 0 <= at < len(self.texts) and (
            (at in self.items) > (new in self.items)  # a list between two paragraphs
            or ((at in self.items) == (new in self.items) and at not in self.same)
        ):
            at += step
        return at

    def gone_inside(self) -> None:
        """A passage that is gone may stand inside a text that grew by it; of neighbours the first keeps its address."""
        gone = self.open_known(live=True)
        grown = [new for new, old in self.same.items() if self.texts[new] != self.known[old].text] if gone else []
        best: dict[int, tuple[float, int]] = {}
        for new, old in self.candidates(sorted({*grown, *self.open_texts()} - self.split.keys()), gone):
            score = contained(self.known[old].text, self.texts[new])
            had = contained(self.known[old].text, self.known[self.same[new]].text) if new in self.same else 0.0
            if score >= PART and had < LEFT_BEHIND:
                best[old] = max(best.get(old, (0.0, 0)), (score, -new))
        for old, (_, new) in sorted(best.items()):
            self.put_inside(old, -new)

    def put_inside(self, old: int, new: int) -> None:
        kept = self.same.get(new)
        if kept is None:
            self.pair(new, old)  # it was moved, and much was put in around it
        elif new not in self.ruled and self.neighbours(old, kept) and self.begins(new, old) < self.begins(new, kept):
            del self.now[kept]
            self.pair(new, old)
            self.inside[kept] = new
        else:
            self.inside[old] = new

    def neighbours(self, one: int, other: int) -> bool:
        return not any(old in self.now for old in range(min(one, other) + 1, max(one, other)))

    def begins(self, new: int, old: int) -> int:
        return begins(self.known[old].text, self.texts[new])


def _places(worded: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Where each text stands."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in worded:
        places[words].append(at)
    return places


class _Chain(NamedTuple):
    """Pairs that cross no other, from the last back to the first, with their total likeness."""

    old: int
    total: float
    new: int
    previous: _Chain | None


def _heaviest(scored: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Of scored pairs (new, old, likeness) those that cross no other and have the greatest total together.

    Likeness counts by its third power, so that one good pair outweighs two poor ones.
    """
    # The best chains so far by where they end in the old text, each better than all that end before it.
    ends: list[_Chain] = []
    for new, old, likeness in sorted(scored, key=lambda pair: (pair[0], -pair[1])):
        at = bisect_left(ends, old, key=lambda chain: chain.old)
        previous = ends[at - 1] if at else None
        total = likeness**3 + (previous.total if previous else 0.0)
        if at < len(ends) and ends[at].old == old and ends[at].total >= total:
            continue
        beaten = at
        while beaten < len(ends) and ends[beaten].total <= total:
            beaten += 1
        ends[at:beaten] = [_Chain(old, total, new, previous)]
    pairs = []
    last = ends[-1] if ends else None
    while last:
        pairs.append((last.new, last.old))
        last = last.previous
    return pairs[::-1]

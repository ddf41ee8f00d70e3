"""Which passage of the new text is which passage of the old one.

Positions and hashes change with every edit, so identity is read from the words, surest evidence first: the same words;
words that once stood under an address; similar words in the same place; similar words anywhere; and for what is left,
whether a passage was split off from another or has gone into one. What was paired by one kind of evidence is a fixed
point for the next. The same input always gives the same answer, in time that grows with the length of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefsite.likeness import ANYWHERE, IN_ORDER, LEFT_BEHIND, PART, RETURNED, alike, begins, contained, normal
from briefsite.pairing import candidates, in_order


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
    search.same_text(str)
    search.same_text(normal)
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
        self.known, self.texts, self.items, self.barred = known, texts, items, barred
        self.sure = {*ruled}  # texts whose pair nothing that is found later may undo
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

    # ---- the same text

    def same_text(self, form: Callable[[str], str]) -> None:
        """Texts of the same form: those that are unique on both sides, repeated ones next to them, then the rest."""
        old_words = {old: form(self.known[old].text) for old in self.open_known(live=True)}
        new_words = {new: form(self.texts[new]) for new in self.open_texts()}
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
            self.sure.update(self.pair_in_turn(((new, normal(self.texts[new])) for new in self.open_texts()), olds))

    def pair_in_turn(self, news: Iterable[tuple[int, str]], olds: Mapping[str, Sequence[int]]) -> list[int]:
        """Each text with the first open passage of the same words; the texts that were paired."""
        paired = []
        turns = {words: iter(at) for words, at in olds.items()}
        for new, words in news:
            if new not in self.same:
                for old in turns.get(words, iter(())):
                    if self.may(new, old):
                        self.pair(new, old)
                        paired.append(new)
                        break
        return paired

    # ---- similar words

    def similar_in_order(self) -> None:
        """First where the fixed points on both sides are neighbours in the old text too, then beside the others."""
        for agreed in (True, False):
            for run in self.runs():
                after = self.stretch(self.same.get(run[0] - 1, -1), 1)
                before = self.stretch(self.same.get(run[-1] + 1, len(self.known)), -1)[::-1]
                if (after == before) is agreed:
                    for new, old in in_order(self.scored(run, sorted({*after, *before}), IN_ORDER)):
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

    def similar_anywhere(self) -> None:
        for live, least in ((True, ANYWHERE), (False, RETURNED)):
            scored = self.scored(self.open_texts(), self.open_known(live=live), least)
            for new, old, _ in sorted(scored, key=lambda pair: (-pair[2], pair[1], pair[0])):
                if self.may(new, old):
                    self.pair(new, old)

    def scored(self, news: Sequence[int], olds: Sequence[int], least: float) -> Iterator[tuple[int, int, float]]:
        """The pairs that are alike enough to be one passage, with how much they are."""
        for new, old in self.candidates(news, olds):
            text, known = self.texts[new], self.known[old]
            if (likeness := alike(text, known.text)) >= least:
                yield new, old, likeness
            elif known.live and max(contained(text, known.text), contained(known.text, text)) >= PART:
                yield new, old, least  # it was cut down to a part of itself, or much was put in around it

    def candidates(self, news: Iterable[int], olds: Iterable[int]) -> Iterator[tuple[int, int]]:
        pairs = candidates({new: self.texts[new] for new in news}, {old: self.known[old].text for old in olds})
        return (pair for pair in pairs if pair not in self.barred)

    # ---- splits and merges

    def split_off(self) -> None:
        """An open text beside a passage that lost just these words was part of it; the first part keeps the address."""
        left, right = self.nearest(1), self.nearest(-1)
        for new in self.open_texts():
            if (rest := self.rest_of(new, [beside[new] for beside in (left, right) if new in beside])) is not None:
                self.split[new] = self.same[rest]
        for new, old in sorted(self.split.items()):
            if new < (kept := self.now[old]) and kept not in self.sure:
                del self.same[kept], self.split[new]
                self.pair(new, old)
                self.split[kept] = old

    def nearest(self, step: int) -> dict[int, int]:
        """For each open text the last paired one before it, in the direction of `step`; of items in the same list."""
        found: dict[int, int] = {}
        last: dict[bool, int] = {}
        for new in range(len(self.texts))[::step]:
            is_item = new in self.items
            if not is_item:
                last.pop(True, None)
            if new in self.same:
                last[is_item] = new
            elif is_item in last:
                found[new] = last[is_item]
        return found

    def rest_of(self, part: int, beside: Sequence[int]) -> int | None:
        """The text among those `beside` it whose passage once held `part` and holds it no more."""
        scored = [
            (contained(self.texts[part], self.known[self.same[rest]].text), -rest)
            for rest in beside
            if (part, self.same[rest]) not in self.barred
            and contained(self.texts[part], self.texts[rest]) < LEFT_BEHIND
        ]
        score, rest = max(scored, default=(0.0, 0))
        return -rest if score >= PART else None

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
        elif new not in self.sure and self.comes_first(old, kept, self.texts[new]):
            del self.now[kept]
            self.pair(new, old)
            self.inside[kept] = new
        else:
            self.inside[old] = new

    def comes_first(self, one: int, other: int, text: str) -> bool:
        """Whether of two passages that stood side by side the one begins the text that holds both."""
        between = range(min(one, other) + 1, max(one, other))
        if any(old in self.now for old in between):
            return False
        return begins(self.known[one].text, text) < begins(self.known[other].text, text)


def _places(worded: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Where each text stands."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in worded:
        places[words].append(at)
    return places

"""Which passage of the new text is which passage of the old one.

Positions and hashes change with every edit, so passages are identified by their words, surest evidence first: the same
words; words that an address once had; similar words in the same place; similar words anywhere; and for the rest,
whether a passage was split off from another or merged into one. Pairs made by one kind of evidence are fixed points for
the next. The same input always gives the same answer, in time that grows with the length of the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefsite.ledger.pairing import KnownPassage, Pairing, non_crossing
from briefsite.ledger.similarity import ANYWHERE, IN_ORDER, PART, RETURNED, alike, contained, normalized
from briefsite.ledger.split_merge import gone_inside, split_off

__all__ = ["KnownPassage", "Matching", "match"]

#: What texts are compared by: their words; in a tuple for a list item, as long as that matters.
_Key = str | tuple[str]


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of the known passages. Texts and known passages are given by index."""

    #: Text -> the known passage that it is.
    same: Mapping[int, int]
    #: Text that is no known passage -> the one that it was split off from.
    split: Mapping[int, int]
    #: Known passage that is gone -> the text that contains it now.
    inside: Mapping[int, int]


def match(
    known: Sequence[KnownPassage],
    texts: Sequence[str],
    *,
    items: Collection[int] = (),
    ruled: Mapping[int, int] | None = None,
    barred: Collection[tuple[int, int]] = (),
) -> Matching:
    """Find the `known` passages among the `texts`, both in reading order.

    `items` are those of the texts that are list items. A text may have been made a list item, or have been one.
    `ruled` pairs (text, known passage) are made beforehand, `barred` ones (in the same order) never.
    """
    pairing = Pairing(known, texts, frozenset(items), frozenset(barred), set(ruled or ()))
    for new, old in (ruled or {}).items():
        pairing.pair(new, old)
    _same_text(pairing, str)
    _same_text(pairing, normalized)
    _words_of_old(pairing)
    _similar_in_order(pairing)
    _similar_anywhere(pairing, ANYWHERE, live=True)
    _similar_anywhere(pairing, RETURNED, live=False)
    pairing.crossing = True
    _same_text(pairing, normalized)
    _similar_anywhere(pairing, ANYWHERE, live=True)
    split = split_off(pairing)
    inside = gone_inside(pairing, split.keys())
    return Matching(pairing.same, split, inside)


def _same_text(pairing: Pairing, form: Callable[[str], str]) -> None:
    """Pair texts of the same form: those that are unique on both sides, repeated ones next to them, then the rest."""
    old_keys = {old: _old_key(pairing, old, form(pairing.known[old].text)) for old in pairing.open_known(live=True)}
    new_keys = {new: _new_key(pairing, new, form) for new in pairing.open_texts()}
    # Counted, not collected: in a long text nearly every key is unique, and a list for each would take much memory.
    old_times, new_times = Counter(old_keys.values()), Counter(new_keys.values())
    only = {key: old for old, key in old_keys.items() if old_times[key] == 1}
    for new, key in new_keys.items():
        if new_times[key] == 1 and key in only and pairing.may(new, only[key]):
            pairing.pair(new, only[key])
    repeated = [new for new, key in new_keys.items() if new not in pairing.same and key in old_times]
    for step, order in ((1, repeated), (-1, repeated[::-1])):
        for new in order:
            old = pairing.same.get(new - step, -2) + step
            if old_keys.get(old) == new_keys[new] and pairing.may(new, old):
                pairing.pair(new, old)
    rest = _places((old, key) for old, key in old_keys.items() if old not in pairing.now)
    _pair_in_turn(pairing, ((new, new_keys[new]) for new in repeated), rest)


def _words_of_old(pairing: Pairing) -> None:
    """Pair words that were withdrawn, or that an address once had, with that address: an edit was undone."""
    news = [(new, _new_key(pairing, new, normalized)) for new in pairing.open_texts()]
    if not news:
        return
    gone, live = pairing.open_known(live=False), pairing.open_known(live=True)
    wordings = (
        ((old, pairing.known[old].text) for old in gone),
        ((old, text) for old in live for text in pairing.known[old].earlier),
        ((old, text) for old in gone for text in pairing.known[old].earlier),
    )
    for worded in wordings:
        olds = _places((old, _old_key(pairing, old, normalized(text))) for old, text in worded)
        pairing.sure.update(_pair_in_turn(pairing, news, olds))


def _old_key(pairing: Pairing, old: int, words: str) -> _Key:
    return (words,) if pairing.known[old].is_item and not pairing.crossing else words


def _new_key(pairing: Pairing, new: int, form: Callable[[str], str]) -> _Key:
    words = form(pairing.texts[new])
    return (words,) if new in pairing.items and not pairing.crossing else words


def _places(keyed: Iterable[tuple[int, _Key]]) -> dict[_Key, list[int]]:
    """The positions of each key."""
    places: defaultdict[_Key, list[int]] = defaultdict(list)
    for at, key in keyed:
        places[key].append(at)
    return places


def _pair_in_turn(pairing: Pairing, news: Iterable[tuple[int, _Key]], olds: Mapping[_Key, Sequence[int]]) -> list[int]:
    """Pair each text with the first open passage of the same key. Returns the texts that were paired."""
    paired = []
    turns: dict[_Key, Iterator[int]] = {}
    for new, key in news:
        if new in pairing.same:
            continue
        for old in turns.setdefault(key, iter(olds.get(key, ()))):
            if pairing.may(new, old):
                pairing.pair(new, old)
                paired.append(new)
                break
    return paired


def _similar_in_order(pairing: Pairing) -> None:
    """Pair first between fixed points that are neighbours in the old text too, then beside the others."""
    for agreed in (True, False):
        for run in _runs(pairing):
            after = _stretch(pairing, pairing.same.get(run[0] - 1, -1), 1)
            before = _stretch(pairing, pairing.same.get(run[-1] + 1, len(pairing.known)), -1)[::-1]
            if (after == before) is agreed:
                for new, old in non_crossing(_scored(pairing, run, sorted({*after, *before}), IN_ORDER)):
                    pairing.pair(new, old)


def _runs(pairing: Pairing) -> list[list[int]]:
    """The open texts, in runs of consecutive ones."""
    grouped = groupby(enumerate(pairing.open_texts()), key=lambda pair: pair[1] - pair[0])
    return [[new for _, new in run] for _, run in grouped]


def _stretch(pairing: Pairing, old: int, step: int) -> list[int]:
    """The open live passages beside a known one, up to the next that is paired."""
    found = []
    while 0 <= (old := old + step) < len(pairing.known) and old not in pairing.now:
        if pairing.known[old].live:
            found.append(old)
    return found


def _similar_anywhere(pairing: Pairing, least: float, *, live: bool) -> None:
    """Pair passages that were moved and edited, or withdrawn and put back with a change; the most alike first."""
    scored = _scored(pairing, pairing.open_texts(), pairing.open_known(live=live), least)
    for new, old, _ in sorted(scored, key=lambda pair: (-pair[2], pair[1], pair[0])):
        if pairing.may(new, old):
            pairing.pair(new, old)


def _scored(
    pairing: Pairing, news: Sequence[int], olds: Sequence[int], least: float
) -> Iterator[tuple[int, int, float]]:
    """The pairs (text, known passage, likeness) that are alike enough to be one passage."""
    for new, old in pairing.candidates(news, olds):
        text, known = pairing.texts[new], pairing.known[old]
        if (likeness := alike(text, known.text)) >= least:
            yield new, old, likeness
        elif known.live and max(contained(text, known.text), contained(known.text, text)) >= PART:
            yield new, old, least  # it was cut down to a part of itself, or much was added around it

"""Finding a quotation with words that differ: the wordings that have most of its words in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefsite.quotations.facts import STATE_ORDER, QuotationFact, WordDifference, best_facts
from briefsite.quotations.letters import SpelledWord, spelled_words
from briefsite.quotations.quoted_words import QuotedWords
from briefsite.quotations.wording_index import WordingIndex
from briefsite.quotations.wordings import SearchedWording
from briefsite.words import squeezed
from briefsite.writing.common_order import (
    ChangedWords,
    common_runs,
    drawn_together,
    longest_run,
    words_between,
)

#: So many wordings are compared word by word.
MOST_COMPARED: Final = 12
#: Share of words in the same order from which a quotation is found with others. None of 200 sentences made of the words
#: of a passage in another order has as many, and each quotation of eight words or more with one changed or dropped.
LEAST_ALIKE: Final = 0.66
#: Share of the words that a text must have, in any order, to be compared with the quotation: what is found has half.
LEAST_SHARED: Final = 0.45
#: Places that are as good as the best one are all facts.
AS_GOOD: Final = 0.001


class _Compared(NamedTuple):
    """The share of words in the same order, the offsets of the words in the text, and what differs."""

    likeness: float
    low: int
    high: int
    changes: tuple[ChangedWords, ...]


def find_differing(quotation: QuotedWords, index: WordingIndex, near: Sequence[int]) -> list[QuotationFact]:
    """The places that have most of the words in their order; all that are as good as the best one.

    `near` are wordings that have the letters of the quotation, divided into other words.
    """
    own = spelled_words(quotation.plain)
    if not own:
        return []
    found: list[tuple[float, int, QuotationFact]] = []
    numbers = dict.fromkeys([*near[:MOST_COMPARED], *index.alike(own, MOST_COMPARED)])
    pairs = [
        (number, number + 1) for number in numbers if number + 1 in numbers and index.block(number)[1] > number + 1
    ]
    for first, last in [*((number, number) for number in numbers), *pairs]:
        wordings = index.wordings[first : last + 1]
        text = "\n".join(wording.text for wording in wordings)
        there = spelled_words(text)
        compared = _compared(own, there) if _shared(own, there) >= LEAST_SHARED else None
        if compared and _touched(wordings, compared.low, compared.high) == len(wordings):
            said = tuple(_said(quotation.plain, text, own, there, compared.changes))
            range_ = compared.low, compared.high
            fact = QuotationFact("differing", wordings, squeezed(text[slice(*range_)]), (), said, range_)
            found.append((compared.likeness, STATE_ORDER.index(fact.state), fact))
    best = max((likeness for likeness, _, _ in found), default=0.0)
    good = [(state, fact) for likeness, state, fact in found if likeness >= max(LEAST_ALIKE, best - AS_GOOD)]
    first_state = min((state for state, _ in good), default=0)
    return best_facts(fact for state, fact in good if state == first_state)


def _shared(own: Sequence[SpelledWord], there: Sequence[SpelledWord]) -> float:
    """The share of words that a text has, in any order."""
    forms = {word.form for word in there}
    return sum(word.form in forms for word in own) / len(own)


def _touched(wordings: Sequence[SearchedWording], low: int, high: int) -> int:
    """How many of the wordings have part of the words `low`..`high` of their text."""
    found, begin = 0, 0
    for wording in wordings:
        end = begin + len(wording.text)
        found += low < end and begin < high
        begin = end + 1
    return found


def _compared(own: Sequence[SpelledWord], there: Sequence[SpelledWord]) -> _Compared | None:
    """A quotation and the part of a text that is most like it; None if too little is the same."""
    mine, other = [word.form for word in own], [word.form for word in there]
    at, begin, size = longest_run(mine, other)
    if not size:
        return None
    slack = 3 + len(mine) // 4
    low, high = max(0, begin - at - slack), min(len(other), begin + len(mine) - at + slack)
    for _ in range(2):  # the second time without the words that only surround the place
        runs = drawn_together(common_runs(mine, other[low:high]), mine, other[low:high])
        if not runs:
            return None
        (first, there_first, _), (last, there_last, _) = runs[0], runs[-1]
        low, high = max(low, low + there_first - first), min(high, low + there_last + len(mine) - last)
    runs = drawn_together(common_runs(mine, other[low:high]), mine, other[low:high])
    likeness = 2 * sum(size for _, _, size in runs) / (len(mine) + high - low)
    if likeness < LEAST_ALIKE:
        return None
    changes = words_between(runs, (len(mine), high - low))
    moved = tuple(ChangedWords(a, b, low + begin, low + end) for a, b, begin, end in changes)
    return _Compared(likeness, there[low].low, there[high - 1].high, moved)


def _said(
    quoted: str,
    text: str,
    own: Sequence[SpelledWord],
    there: Sequence[SpelledWord],
    changes: Sequence[ChangedWords],
) -> Iterator[WordDifference]:
    for low, high, begin, end in changes:
        mine = quoted[own[low].low : own[high - 1].high] if high > low else ""
        others = text[there[begin].low : there[end - 1].high] if end > begin else ""
        yield WordDifference(squeezed(mine), squeezed(others))

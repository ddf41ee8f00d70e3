"""Finding a quotation: in which wordings its words are, and how they differ there. Pure functions.

What is looked for, in this order: the words as they are; with something left out or in brackets; with words that
differ. In each, the text of today comes before that received, and that before earlier versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from briefsite.quotations.letters import Spelled, SpelledWord, agree, letters, spelled, spelled_words
from briefsite.quotations.quoted_words import Gap, QuotedPiece, QuotedWords
from briefsite.quotations.wording_index import WordingIndex
from briefsite.quotations.wordings import SearchedWording, WordingState
from briefsite.words import squeezed
from briefsite.writing.segmentation import word_list

#: How words are found: as they are, with words left out or replaced as the quotation itself says, or otherwise.
FoundHow = Literal["word for word", "with gaps", "differing"]
#: At most so many places of the row are looked at: a rare case, such as a line of verse that comes back.
_MOST_PLACES: Final = 400
#: So many wordings are compared word by word.
_MOST_COMPARED: Final = 12
#: Letters that brackets may stand for, and an ellipsis.
_BRACKETED: Final = 120
_LEFT_OUT: Final = 6_000
#: Share of words in the same order from which a quotation is found with others. None of 200 sentences made of the words
#: of a passage in another order has as many, and each quotation of eight words or more with one changed or dropped.
LEAST_ALIKE: Final = 0.66
#: Share of the words that a text must have, in any order, to be compared with the quotation: what is found has half.
_LEAST_SHARED: Final = 0.45
#: Places that are as good as the best one are all facts.
_AS_GOOD: Final = 0.001
_STATES: Final[tuple[WordingState, ...]] = ("now", "received", "earlier")


@dataclass(frozen=True, slots=True)
class WordDifference:
    """Words in which a quotation differs from a text; either may be empty."""

    quoted: str
    text: str


@dataclass(frozen=True, slots=True)
class QuotationFact:
    """A place where the words of a quotation are, in one wording or in several on end.

    `text` are the words there. `gaps` are what the quotation says it left out or replaced, `differences` what it
    doesn't say. `range_` are the offsets of the words in the texts of the wordings, with a line end between them.
    """

    how: FoundHow
    wordings: tuple[SearchedWording, ...]
    text: str
    gaps: tuple[WordDifference, ...] = ()
    differences: tuple[WordDifference, ...] = ()
    range_: tuple[int, int] = (0, 0)

    @property
    def state(self) -> WordingState:
        """That of the wordings, which are all of one."""
        return self.wordings[0].state


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation and the facts about it; `refused` is why it wasn't looked for."""

    quotation: QuotedWords
    facts: tuple[QuotationFact, ...] = ()
    refused: str = ""

    @property
    def status(self) -> int:
        """0: word for word in the text of today, but for what the quotation says; 1: found otherwise; 2: not found."""
        if not self.facts:
            return 2
        first = self.facts[0]
        return 0 if first.state == "now" and first.how != "differing" else 1


def check_quotation(quotation: QuotedWords, index: WordingIndex) -> CheckedQuotation:
    """Where the words of a quotation are."""
    if refused := quotation.refused:
        return CheckedQuotation(quotation, (), refused)
    near: list[int] = []
    found = _sorted(_whole(quotation, index, near)) or _sorted(_with_gaps(quotation, index))
    return CheckedQuotation(quotation, tuple(found or _differing(quotation, index, near)))


def _sorted(facts: Iterator[QuotationFact]) -> list[QuotationFact]:
    """The facts of the best state, each place once, in the order of the index."""
    found: dict[object, QuotationFact] = {}
    for fact in facts:
        places = tuple((each.edition, each.address, each.until) for each in fact.wordings)
        found.setdefault((fact.state, places), fact)
    now = [fact for fact in found.values() if fact.state == "now"]
    within = [fact for fact in now if len(fact.wordings) == 1]
    return within or now or sorted(found.values(), key=lambda fact: _STATES.index(fact.state))


# -- word for word --------------------------------------------------------------------------------------------------


def _whole(quotation: QuotedWords, index: WordingIndex, near: list[int]) -> Iterator[QuotationFact]:
    """The places with the same words. Wordings that have the same letters in other words are put into `near`."""
    for own in map(spelled, quotation.readings):
        for place in index.occurrences(own.letters, _MOST_PLACES):
            first, last = index.at(place), index.at(place + len(own.letters) - 1)
            text = _joined(index, first, last)
            at = place - index.starts[first]
            if _same_joints(own, text, at):
                yield _fact("word for word", index, (first, last), text, (at, at + len(own.letters)))
            else:
                near.append(first)


def _joined(index: WordingIndex, first: int, last: int) -> Spelled:
    """The text of wordings on end."""
    return spelled("\n".join(index.wordings[number].text for number in range(first, last + 1)))


def _same_joints(own: Spelled, text: Spelled, at: int) -> bool:
    """Whether the words of a quotation are divided as those of a text from its letter `at` on."""
    return all(agree(own.joint(i), text.joint(at + i)) for i in range(len(own.letters) - 1))


def _fact(
    how: FoundHow,
    index: WordingIndex,
    numbers: tuple[int, int],
    text: Spelled,
    range_: tuple[int, int],
    gaps: Sequence[WordDifference] = (),
) -> QuotationFact:
    low, high = text.offsets[range_[0]], text.offsets[range_[1] - 1] + 1
    wordings = index.wordings[numbers[0] : numbers[1] + 1]
    return QuotationFact(how, wordings, squeezed(text.text[low:high]), tuple(gaps), (), (low, high))


# -- with gaps ------------------------------------------------------------------------------------------------------


def _with_gaps(quotation: QuotedWords, index: WordingIndex) -> Iterator[QuotationFact]:
    """The places with all pieces of a quotation in their order, near one another."""
    pieces, gaps = quotation.parts
    if not pieces or letters(pieces[0].text) in map(letters, quotation.readings):
        return  # there is no gap
    anchor = max(range(len(pieces)), key=lambda at: len(pieces[at].letters))
    for place in index.occurrences(pieces[anchor].letters, _MOST_PLACES):
        spans = _spans(pieces, gaps, anchor, place, index)
        if not spans:
            continue
        numbers = index.at(spans[0][0]), index.at(spans[-1][1] - 1)
        text, shift = _joined(index, *numbers), index.starts[numbers[0]]
        local = [(low - shift, high - shift) for low, high in spans]
        if all(_whole_words(piece, text, span) for piece, span in zip(pieces, local, strict=True)):
            yield _fact("with gaps", index, numbers, text, (local[0][0], local[-1][1]), [*_gaps(gaps, text, local)])


def _spans(
    pieces: Sequence[QuotedPiece], gaps: Sequence[Gap], anchor: int, place: int, index: WordingIndex
) -> list[tuple[int, int]]:
    """The span of each piece in the row, from the `anchor`, which is at a `place`; nothing if one is missing."""
    row, (least, most) = index.letters, index.extent(index.at(place))
    spans = [(place, place + len(pieces[anchor].letters))]
    for piece, gap in zip(pieces[anchor + 1 :], gaps[anchor:], strict=True):
        own, end = piece.letters, spans[-1][1]
        found = row.find(own, end, min(most, end + _reach(gap) + len(own)))
        if found < 0:
            return []
        spans.append((found, found + len(own)))
    for piece, gap in zip(reversed(pieces[:anchor]), reversed(gaps[:anchor]), strict=True):
        own, begin = piece.letters, spans[0][0]
        found = row.rfind(own, max(least, begin - _reach(gap) - len(own)), begin)
        if found < 0:
            return []
        spans.insert(0, (found, found + len(own)))
    return spans


def _reach(gap: Gap) -> int:
    return _LEFT_OUT if gap.inserted is None else _BRACKETED


def _whole_words(piece: QuotedPiece, text: Spelled, span: tuple[int, int]) -> bool:
    """Whether a piece has the same words there, and begins and ends with whole ones where it has to."""
    low, high = span
    if (piece.starts and not text.begins_word(low)) or (piece.ends and not text.ends_word(high)):
        return False
    return _same_joints(spelled(piece.text), text, low)


def _gaps(gaps: Sequence[Gap], text: Spelled, spans: Sequence[tuple[int, int]]) -> Iterator[WordDifference]:
    """What the gaps stand for, but for brackets with the very words of the text."""
    for gap, ((_, low), (high, _)) in zip(gaps, pairwise(spans), strict=True):
        left = squeezed(text.text[text.offsets[low] : text.offsets[high - 1] + 1]) if high > low else ""
        if letters(left) != letters(gap.inserted or ""):
            yield WordDifference("…" if gap.inserted is None else f"[{gap.inserted}]", left)


# -- with words differing -------------------------------------------------------------------------------------------


def _differing(quotation: QuotedWords, index: WordingIndex, near: Sequence[int]) -> list[QuotationFact]:
    """The places that have most of the words in their order; all that are as good as the best one."""
    own = spelled_words(quotation.plain)
    if not own:
        return []
    words = word_list(quotation.plain)
    found: list[tuple[float, int, QuotationFact]] = []
    numbers = dict.fromkeys([*near[:_MOST_COMPARED], *index.alike(quotation.plain, _MOST_COMPARED)])
    pairs = [
        (number, number + 1) for number in numbers if number + 1 in numbers and index.block(number)[1] > number + 1
    ]
    for first, last in [*((number, number) for number in numbers), *pairs]:
        text = "\n".join(index.wordings[number].text for number in range(first, last + 1))
        if _shared(words, text) < _LEAST_SHARED:
            continue
        if compared := _compared(own, spelled_words(text)):
            likeness, low, high, differences = compared
            wordings = index.wordings[first : last + 1]
            within = _touched(wordings, low, high)
            if len(within) == len(wordings):
                said = tuple(_said(quotation.plain, text, own, spelled_words(text), differences))
                fact = QuotationFact("differing", wordings, squeezed(text[low:high]), (), said, (low, high))
                found.append((likeness, _STATES.index(fact.state), fact))
    best = max((likeness for likeness, _, _ in found), default=0.0)
    good = [(state, fact) for likeness, state, fact in found if likeness >= max(LEAST_ALIKE, best - _AS_GOOD)]
    first_state = min((state for state, _ in good), default=0)
    return _sorted(fact for state, fact in good if state == first_state)


def _shared(words: Sequence[str], text: str) -> float:
    """The share of words that a text has, in any order."""
    there = {*word_list(text)}
    return sum(word in there for word in words) / max(1, len(words))


def _touched(wordings: Sequence[SearchedWording], low: int, high: int) -> list[SearchedWording]:
    found, begin = [], 0
    for wording in wordings:
        end = begin + len(wording.text)
        if low < end and begin < high:
            found.append(wording)
        begin = end + 1
    return found


#: The words of the quotation and those of the text that differ, as numbers: quoted from..to, text from..to.
_Opcode = tuple[int, int, int, int]


def _compared(own: Sequence[SpelledWord], there: Sequence[SpelledWord]) -> tuple[float, int, int, list[_Opcode]] | None:
    """How much is the same, the offsets of the words in the text, and the differences; None if it is too little."""
    from difflib import SequenceMatcher

    from rapidfuzz.distance import Levenshtein

    mine, other = [word.form for word in own], [word.form for word in there]
    run = SequenceMatcher(None, mine, other, autojunk=False).find_longest_match()
    if not run.size:
        return None
    slack = 3 + len(mine) // 4
    low, high = max(0, run.b - run.a - slack), min(len(other), run.b + len(mine) - run.a + slack)
    for _ in range(2):  # the second time without the words that only surround the place
        codes = Levenshtein.opcodes(mine, other[low:high])
        same = [code for code in codes if code.tag == "equal"]
        if not same:
            return None
        low, high = (
            max(low, low + same[0].dest_start - same[0].src_start),
            min(high, low + same[-1].dest_end + len(mine) - same[-1].src_end),
        )
    codes = Levenshtein.opcodes(mine, other[low:high])
    equal = sum(code.src_end - code.src_start for code in codes if code.tag == "equal")
    likeness = 2 * equal / (len(mine) + high - low)
    if likeness < LEAST_ALIKE:
        return None
    differences = [
        (code.src_start, code.src_end, low + code.dest_start, low + code.dest_end)
        for code in codes
        if code.tag != "equal"
    ]
    return likeness, there[low].low, there[high - 1].high, differences


def _said(
    quoted: str,
    text: str,
    own: Sequence[SpelledWord],
    there: Sequence[SpelledWord],
    differences: Sequence[_Opcode],
) -> Iterator[WordDifference]:
    for low, high, begin, end in differences:
        mine = quoted[own[low].low : own[high - 1].high] if high > low else ""
        others = text[there[begin].low : there[end - 1].high] if end > begin else ""
        yield WordDifference(squeezed(mine), squeezed(others))

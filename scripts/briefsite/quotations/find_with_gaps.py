"""Finding a quotation that says itself where it left words out or put others in: its pieces, near one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from briefsite.quotations.facts import QuotationFact, WordDifference
from briefsite.quotations.letters import Spelled, letters, spelled
from briefsite.quotations.places import MOST_PLACES, fact_at, joined_wordings, same_joints
from briefsite.quotations.quoted_words import Gap, QuotedPiece, QuotedWords
from briefsite.quotations.wording_index import WordingIndex
from briefsite.words import squeezed

#: Letters that brackets may stand for, and an ellipsis.
MOST_INSERTED: Final = 120
MOST_LEFT_OUT: Final = 6_000


def find_with_gaps(quotation: QuotedWords, index: WordingIndex) -> Iterator[QuotationFact]:
    """The places with all pieces of a quotation in their order, near one another."""
    pieces, gaps = quotation.parts
    if not pieces or letters(pieces[0].text) in map(letters, quotation.readings):
        return  # there is no gap
    anchor = max(range(len(pieces)), key=lambda at: len(pieces[at].letters))
    for place in index.occurrences(pieces[anchor].letters, MOST_PLACES):
        spans = _spans(pieces, gaps, anchor, place, index)
        if not spans or not all(_whole_words(piece, index, span) for piece, span in zip(pieces, spans, strict=True)):
            continue
        numbers = index.at(spans[0][0]), index.at(spans[-1][1] - 1)
        text, shift = joined_wordings(index, *numbers), index.starts[numbers[0]]
        local = [(low - shift, high - shift) for low, high in spans]
        yield fact_at("with gaps", index, numbers, text, (local[0][0], local[-1][1]), [*_gaps(gaps, text, local)])


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
    return MOST_LEFT_OUT if gap.inserted is None else MOST_INSERTED


def _whole_words(piece: QuotedPiece, index: WordingIndex, span: tuple[int, int]) -> bool:
    """Whether a piece has the same words there, and begins and ends with whole ones where it has to.

    A word ends with a wording, so that those between two pieces needn't be looked at.
    """
    first, last = index.at(span[0]), index.at(span[1] - 1)
    text = joined_wordings(index, first, last)
    low, high = (place - index.starts[first] for place in span)
    if (piece.starts and not text.begins_word(low)) or (piece.ends and not text.ends_word(high)):
        return False
    return same_joints(spelled(piece.text), text, low)


def _gaps(gaps: Sequence[Gap], text: Spelled, spans: Sequence[tuple[int, int]]) -> Iterator[WordDifference]:
    """What the gaps stand for, but for brackets with the very words of the text."""
    for gap, ((_, low), (high, _)) in zip(gaps, pairwise(spans), strict=True):
        left = squeezed(text.text[text.offsets[low] : text.offsets[high - 1] + 1]) if high > low else ""
        if letters(left) != letters(gap.inserted or ""):
            yield WordDifference("…" if gap.inserted is None else f"[{gap.inserted}]", left)

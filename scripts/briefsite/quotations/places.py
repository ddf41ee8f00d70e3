"""Places in the index of wordings: the text there, and whether it has the words of a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from briefsite.quotations.facts import FoundHow, QuotationFact, WordDifference
from briefsite.quotations.letters import Spelled, agree, spelled
from briefsite.quotations.wording_index import WordingIndex
from briefsite.words import squeezed

#: At most so many places of the row are looked at: a rare case, such as a line of verse that comes back.
MOST_PLACES: Final = 150


def joined_wordings(index: WordingIndex, first: int, last: int) -> Spelled:
    """The text of wordings on end."""
    return spelled("\n".join(index.wordings[number].text for number in range(first, last + 1)))


def same_joints(own: Spelled, text: Spelled, at: int) -> bool:
    """Whether the words of a quotation are divided as those of a text from its letter `at` on."""
    return all(agree(own.joint(i), text.joint(at + i)) for i in range(len(own.offsets) - 1))


def fact_at(
    how: FoundHow,
    index: WordingIndex,
    numbers: tuple[int, int],
    text: Spelled,
    range_: tuple[int, int],
    gaps: Sequence[WordDifference] = (),
) -> QuotationFact:
    """The fact that letters `range_` of the `text` of some wordings are those of a quotation."""
    low, high = text.offsets[range_[0]], text.offsets[range_[1] - 1] + 1
    wordings = index.wordings[numbers[0] : numbers[1] + 1]
    return QuotationFact(how, wordings, squeezed(text.text[low:high]), tuple(gaps), (), (low, high))

"""Finding a quotation: in which wordings its words are, and how they differ there. Pure functions.

What is looked for, in this order: the words as they are; with something left out or in brackets; with words that
differ. In each, the text of today comes before that received, and that before earlier versions.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefsite.quotations.facts import CheckedQuotation, QuotationFact, best_facts
from briefsite.quotations.find_differing import find_differing
from briefsite.quotations.find_with_gaps import find_with_gaps
from briefsite.quotations.letters import spelled
from briefsite.quotations.places import MOST_PLACES, fact_at, joined_wordings, same_joints
from briefsite.quotations.quoted_words import QuotedWords
from briefsite.quotations.wording_index import WordingIndex


def check_quotation(quotation: QuotedWords, index: WordingIndex) -> CheckedQuotation:
    """Where the words of a quotation are. The script of the page (theme/assets/quotation.js) finds the same."""
    if refused := quotation.refused:
        return CheckedQuotation(quotation, (), refused)
    near: list[int] = []
    found = best_facts(_find_whole(quotation, index, near)) or best_facts(find_with_gaps(quotation, index))
    return CheckedQuotation(quotation, tuple(found or find_differing(quotation, index, near)))


def _find_whole(quotation: QuotedWords, index: WordingIndex, near: list[int]) -> Iterator[QuotationFact]:
    """The places with the same words. Wordings that have the same letters in other words are put into `near`."""
    for own in map(spelled, quotation.readings):
        for place in index.occurrences(own.letters, MOST_PLACES):
            first, last = index.at(place), index.at(place + len(own.offsets) - 1)
            text = joined_wordings(index, first, last)
            at = place - index.starts[first]
            if same_joints(own, text, at):
                yield fact_at("word for word", index, (first, last), text, (at, at + len(own.offsets)))
            else:
                near.append(first)

"""What is said of a quotation: the places where its words are, and how they are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from briefsite.quotations.quoted_words import QuotedWords
from briefsite.quotations.wordings import SearchedWording, WordingState

#: How words are found: as they are, with words left out or replaced as the quotation itself says, or otherwise.
FoundHow = Literal["word for word", "with gaps", "differing"]
#: The states in the order in which they are facts: the text of today hides those before it.
STATE_ORDER: Final[tuple[WordingState, ...]] = ("now", "received", "earlier")


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


def best_facts(facts: Iterable[QuotationFact]) -> list[QuotationFact]:
    """The facts of today within one wording, or else all of today, or else all; each place once, by their states."""
    found: dict[object, QuotationFact] = {}
    for fact in facts:
        places = tuple((each.edition, each.address, each.until) for each in fact.wordings)
        found.setdefault((fact.state, places), fact)
    now = [fact for fact in found.values() if fact.state == "now"]
    within = [fact for fact in now if len(fact.wordings) == 1]
    return within or now or sorted(found.values(), key=lambda fact: STATE_ORDER.index(fact.state))

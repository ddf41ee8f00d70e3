"""Paragraphs: what the reading of a text comes to, and how it came about. The rules are in `assembly`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.quotation_index import QuotationIndex, quotation_index
from briefsite.problem import Place
from briefsite.source.passage import Passage


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as read: its body, and the items of the list that it introduces.

    Verse and tables have line ends in the text of their body, each followed by the blanks that indent the next line;
    `indent` are those of the first line.
    """

    body: Passage
    items: tuple[Passage, ...] = ()
    kind: BlockKind = "prose"
    indent: int = 0

    def passages(self) -> Iterator[tuple[int | None, Passage]]:
        """The body (None), then the items by their positions: everything that has an address of its own."""
        yield None, self.body
        yield from enumerate(self.items)

    def passage(self, item: int | None) -> Passage:
        """The body for None, else the item at this position."""
        return self.body if item is None else self.items[item]

    @property
    def whole(self) -> Passage:
        """Body and items as one passage, for places and line numbers."""
        passage = self.body
        for item in self.items:
            passage += item
        return passage


@dataclass(frozen=True, slots=True)
class Decision:
    """One use of a rule: where it was used, and what was decided, in a line."""

    place: Place
    says: str


@dataclass(frozen=True)
class Assembly:
    """All paragraphs in the order of the source, those of each note, and how they came about."""

    paragraphs: tuple[Paragraph, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[tuple[Paragraph, ...], ...] = ()

    @cached_property
    def quotations(self) -> QuotationIndex:
        """Where words are quoted from."""
        return quotation_index(
            ((number, item), passage.text)
            for number, paragraph in enumerate(self.paragraphs)
            for item, passage in paragraph.passages()
        )

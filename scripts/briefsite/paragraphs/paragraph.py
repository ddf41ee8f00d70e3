"""The paragraphs of a text, and the decisions that led to them. The rules are in `assembly`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.grid import GridRow
from briefsite.paragraphs.quotation_index import QuotationIndex, quotation_index
from briefsite.problems.problem import Place
from briefsite.source.passage import Passage


@dataclass(frozen=True, slots=True)
class ItemForm:
    """An item of a list in a document: its depth from 1, its number as printed if it has one, whether a list begins."""

    level: int = 1
    number: str = ""
    begins: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as read: its body, and the items of the list that it introduces.

    The body of verse and tables has line ends, each followed by the blanks that indent the next line; `indent` is the
    number of blanks before the first line. Headings and breaks are not `numbered`; in versions of an earlier program
    they are. The body of a list without an introduction (kind "list") is its first item.

    A document says more: the `level` of a heading from 1, the `forms` of the items (of the body, too, if that is one),
    the rows and cells of a table (`grid`, with positions in the body), the file of an `image` in received/ whose
    caption the body is, and its text for people who don't see it (`alt`).
    """

    body: Passage
    items: tuple[Passage, ...] = ()
    kind: BlockKind = "prose"
    indent: int = 0
    numbered: bool = True
    level: int = 0
    forms: tuple[ItemForm, ...] = ()
    grid: tuple[GridRow, ...] = ()
    image: str = ""
    alt: str = ""

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
    """One use of a rule: its place, and the decision in one line for a person."""

    place: Place
    says: str


@dataclass(frozen=True)
class Assembly:
    """All paragraphs in the order of the source, the decisions that led to them, and the paragraphs of each note."""

    paragraphs: tuple[Paragraph, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[tuple[Paragraph, ...], ...] = ()

    @cached_property
    def quotations(self) -> QuotationIndex:
        """The index that finds where words are quoted from."""
        return quotation_index(
            ((number, item), passage.text)
            for number, paragraph in enumerate(self.paragraphs)
            for item, passage in paragraph.passages()
        )

"""The blocks of a Word file: paragraphs with their numbers in the margin, headings, lists, verse, tables, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.flow import FlowBlock, FlowPassage
from briefsite.documents.flow_parts import FlowCorrection, FlowMark, FlowPart, FlowWords
from briefsite.documents.word_images import WordImages
from briefsite.documents.word_lists import WordNumbering
from briefsite.documents.word_runs import WordRuns
from briefsite.documents.word_xml import paragraph_of, run_of, w_node
from briefsite.paragraphs.block import LINED
from briefsite.paragraphs.grid import Cell, GridRow
from briefsite.paragraphs.paragraph import ItemForm
from briefsite.reading.publication import Publication
from briefsite.source.structure import BlockRole

#: The styles of blocks by what a document has there.
_STYLES: Final[dict[BlockRole, str]] = {
    "title": "Title",
    "front": "Author",
    "quotation": "Quote",
    "verse": "Verse",
    "lines": "HTMLPreformatted",
    "caption": "Caption",
    "figure": "Caption",
    "break": "HorizontalLine",
}
_MOST_HEADINGS: Final = 9
_NUMBER: Final = w_node("rStyle", val="EditionNumber")


class WordBlocks:
    """Makes the blocks of the text, in order."""

    def __init__(self, publication: Publication) -> None:
        self.runs = WordRuns(publication)
        self.lists = WordNumbering()
        self.images = WordImages(publication, self.runs.in_text)

    def block(self, block: FlowBlock) -> Iterator[Element]:
        """The paragraphs or the table of a block, and the items that it introduces."""
        forms: list[ItemForm | None] = [*block.paragraph.forms]
        if block.kind == "list":
            form = forms.pop(0) if forms else None
            yield self._item(block.body, form)
        elif block.kind == "table" and block.paragraph.grid:
            if block.body.number:
                yield paragraph_of("BodyText", *self._head(block.body, "\t"))
            yield self._table(block.body, block.paragraph.grid)
            yield paragraph_of("")  # two tables without a paragraph between them are one
        else:
            yield from self._paragraph(block)
        for at, item in enumerate(block.items):
            yield self._item(item, forms[at] if at < len(forms) else None)

    def _head(self, passage: FlowPassage, behind: str) -> list[Element]:
        """The bookmark for the address of a passage, and its number."""
        number = [run_of(f"{passage.number.replace(chr(160), ' ')}{behind}", _NUMBER)] if passage.number else []
        return self.runs.bookmarked(self.runs.name_of(passage.id), number)

    def _item(self, passage: FlowPassage, form: ItemForm | None) -> Element:
        content = [*self._head(passage, " "), *self.runs.runs(passage.parts)]
        return paragraph_of("ListParagraph", *content, properties=[self.lists.place(form)])

    def _paragraph(self, block: FlowBlock) -> Iterator[Element]:
        parts = block.body.parts
        head = self._head(block.body, "\t")
        if block.paragraph.image:
            yield paragraph_of("", *self.images.drawing(block.paragraph))
            if not any(sign.isalnum() for sign in block.body.text):
                yield paragraph_of("BodyText", *head)
                return
        if block.indent and block.kind in LINED:
            parts = (FlowWords(" " * block.indent), *parts)
        yield paragraph_of(_style(block), *head, *self.runs.runs(parts))

    def _table(self, passage: FlowPassage, grid: Sequence[GridRow]) -> Element:
        columns = max((cell.column + cell.span for row in grid for cell in row.cells), default=1)
        reaching: dict[int, tuple[int, int]] = {}  # by column: rows that a cell still covers, and its columns
        rows = []
        for row in grid:
            cells: list[Element] = []
            own = {cell.column: cell for cell in row.cells}
            column = 0
            while column < columns:
                left, across = reaching.get(column, (0, 1))
                cell = own.get(column)
                if left:
                    cells.append(_cell(across, "continue", []))
                    reaching[column] = (left - 1, across)
                elif cell is not None:
                    across = cell.span
                    runs = [*self.runs.runs(_between(passage.parts, cell))]
                    cells.append(_cell(across, "restart" if cell.down > 1 else "", runs))
                    reaching[column] = (cell.down - 1, across)
                else:
                    across = 1
                    cells.append(_cell(1, "", []))
                column += across
            head = w_node("trPr", w_node("tblHeader")) if row.head else None
            rows.append(w_node("tr", head, *cells))
        properties = w_node("tblPr", w_node("tblStyle", val="TableGrid"), w_node("tblW", w=5000, type="pct"))
        widths = w_node("tblGrid", *(w_node("gridCol", w=9000 // columns) for _ in range(columns)))
        return w_node("tbl", properties, widths, *rows)


def _style(block: FlowBlock) -> str:
    if block.kind == "heading" and block.role != "title":
        return f"Heading{min(block.paragraph.level or 1, _MOST_HEADINGS)}"
    if block.role in _STYLES:
        return _STYLES[block.role]
    kind = "lines" if block.kind == "table" else block.kind
    own = next((style for role, style in _STYLES.items() if role == kind), "") if block.role is None else ""
    return own or "BodyText"


def _cell(across: int, merged: str, runs: Sequence[Element]) -> Element:
    properties = [
        *([w_node("gridSpan", val=across)] if across > 1 else []),
        *([w_node("vMerge", val=merged)] if merged else []),
    ]
    return w_node("tc", w_node("tcPr", *properties), paragraph_of("", *runs))


def _between(parts: Sequence[FlowPart], cell: Cell) -> Iterator[FlowPart]:
    """The parts of a passage in a cell, cut where it begins and ends."""
    at = 0
    for part in parts:
        if not isinstance(part, FlowWords | FlowCorrection | FlowMark):
            continue
        low, high = max(cell.low, at), min(cell.high, at + len(part.text))
        begin, at = at, at + len(part.text)
        if isinstance(part, FlowMark):
            if cell.low <= begin < cell.high:
                yield part
        elif low < high or (not part.text and cell.low <= begin < cell.high):
            text = part.text[low - begin : high - begin] if part.text else ""
            if isinstance(part, FlowCorrection):
                yield replace(part, text=text, first=part.first and low == begin)
            else:
                yield replace(part, text=text)

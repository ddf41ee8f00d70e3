"""The blocks of a Word file: paragraphs with their numbers in the margin, headings, lists, verse, tables, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.flow import FlowBlock, FlowPassage
from briefsite.documents.flow_parts import FlowWords
from briefsite.documents.flow_table import FlowRow, table_rows
from briefsite.documents.word_images import WordImages
from briefsite.documents.word_lists import WordNumbering
from briefsite.documents.word_runs import WordRuns
from briefsite.documents.word_xml import paragraph_of, run_of, w_node
from briefsite.paragraphs.block import LINED
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
        elif block.paragraph.grid and (rows := table_rows(block)):
            if block.body.number:
                yield paragraph_of("BodyText", *self._head(block.body, "\t"))
            yield self._table(rows)
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

    def _table(self, rows: Sequence[FlowRow]) -> Element:
        columns = sum(cell.span for cell in rows[0].cells)
        reaching: dict[int, tuple[int, int]] = {}  # by column: rows that a cell still covers, and its columns
        shown = []
        for row in rows:
            cells: list[Element] = []
            own = iter(row.cells)
            column = 0
            while column < columns:
                left, across = reaching.get(column, (0, 1))
                if left:
                    cells.append(_cell(across, "continue", []))
                    reaching[column] = (left - 1, across)
                else:
                    cell = next(own)
                    across = cell.span
                    runs = [*self.runs.runs(cell.parts)]
                    cells.append(_cell(across, "restart" if cell.down > 1 else "", runs))
                    reaching[column] = (cell.down - 1, across)
                column += across
            head = w_node("trPr", w_node("tblHeader")) if row.head else None
            shown.append(w_node("tr", head, *cells))
        heads = {
            "firstRow": int(rows[0].head),
            "lastRow": 0,
            "firstColumn": int(_has_heads_of_rows(rows)),
            "lastColumn": 0,
            "noHBand": 1,
            "noVBand": 1,
        }
        properties = w_node(
            "tblPr",
            w_node("tblStyle", val="TableGrid"),
            w_node("tblW", w=5000, type="pct"),
            w_node("tblLook", **heads),
        )
        widths = w_node("tblGrid", *(w_node("gridCol", w=9000 // columns) for _ in range(columns)))
        return w_node("tbl", properties, widths, *shown)


def _has_heads_of_rows(rows: Sequence[FlowRow]) -> bool:
    """Whether the first cell of each row below the head heads it."""
    first = [row.cells[0] for row in rows if not row.head and row.cells]
    return any(cell.head for cell in first) and all(cell.head or not cell.parts for cell in first)


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

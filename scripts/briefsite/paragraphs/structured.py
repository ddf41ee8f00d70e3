"""Structured: the blocks of a text that was derived from a document, as its structure file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.grid import Cell, GridRow
from briefsite.paragraphs.paragraph import ItemForm, Paragraph
from briefsite.paragraphs.table_grid import with_numbers
from briefsite.source.passage import Passage
from briefsite.source.positions import SourcePositions
from briefsite.source.source import Source
from briefsite.source.structure import BlockRole, Structure, StructureBlock

#: What the assembler makes of each kind of block.
BLOCK_KINDS: Final[Mapping[BlockRole, BlockKind]] = {
    "title": "heading",
    "front": "lines",
    "heading": "heading",
    "prose": "prose",
    "item": "list",
    "quotation": "quotation",
    "verse": "verse",
    "lines": "lines",
    "table": "table",
    "caption": "prose",
    "figure": "prose",
    "break": "break",
}


def with_structure(paragraphs: Sequence[Paragraph], source: Source, structure: Structure) -> tuple[Paragraph, ...]:
    """The paragraphs with what the structure says of them beyond their kind."""
    return tuple(_with_structure(paragraph, source, structure) for paragraph in paragraphs)


def _with_structure(paragraph: Paragraph, source: Source, structure: Structure) -> Paragraph:
    block = block_of(paragraph.body, source, structure)
    if block is None:
        return paragraph
    if block.kind == "front":
        paragraph = replace(paragraph, numbered=False)
    if block.kind == "figure":
        paragraph = replace(paragraph, image=block.image, alt=block.alt)
    if paragraph.kind == "heading":
        return replace(paragraph, level=block.level)
    if paragraph.kind == "table" and block.rows:
        return replace(paragraph, grid=_grid(paragraph.body, block, source))
    listed = [passage for item, passage in paragraph.passages() if item is not None or paragraph.kind == "list"]
    return replace(paragraph, forms=tuple(_forms(listed, source, structure)))


def block_of(passage: Passage, source: Source, structure: Structure) -> StructureBlock | None:
    """The block from which a passage was read."""
    return structure.block_at(source.line(passage.extent[0])) if passage else None


def _forms(items: Sequence[Passage], source: Source, structure: Structure) -> Iterator[ItemForm]:
    for item in items:
        block = block_of(item, source, structure)
        yield ItemForm(max(1, block.level), block.number, block.begins) if block else ItemForm()


def _grid(body: Passage, block: StructureBlock, source: Source) -> tuple[GridRow, ...]:
    """The rows of a table, their cells at their positions in its body."""
    at, start = SourcePositions(body), source.offset(block.lines[0], 1)
    rows = []
    end = 0
    for row in block.rows:
        cells = []
        for cell in row:
            low = max(end, at.begin(start + cell.low))
            end = max(low, at.end(start + cell.high))
            cells.append(Cell(low, end, column=cell.column, span=cell.across, down=cell.down, head=cell.head))
        rows.append(GridRow(tuple(cells), bool(cells) and all(cell.head for cell in cells)))
    return with_numbers(rows, body.text)

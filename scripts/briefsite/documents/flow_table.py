"""The cells of a table in the flow of an edition: every document builds its tables of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefsite.documents.flow import FlowBlock
from briefsite.documents.flow_parts import FlowCorrection, FlowLineEnd, FlowMark, FlowPart, FlowWords
from briefsite.paragraphs.grid import Cell


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell: its parts, over how many columns (`span`) and rows (`down`) it reaches, and whether it has a number.

    `head`: it heads its row, or in a row that heads columns, its columns. An empty cell heads nothing.
    """

    parts: tuple[FlowPart, ...] = ()
    span: int = 1
    down: int = 1
    number: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A row of a table; `head`: its cells head the columns below them."""

    cells: tuple[FlowCell, ...]
    head: bool


def table_rows(block: FlowBlock) -> tuple[FlowRow, ...]:
    """The rows of a table with all of their cells, the empty ones too; nothing for a block without a grid.

    The bars and rules between cells are left out; line ends between two cells are in the second. Nothing either if
    words are between two cells: they would be lost.
    """
    if _says_more(block):
        return ()
    rows: list[FlowRow] = []
    width = max((cell.column + cell.span for row in block.grid for cell in row.cells), default=0)
    end = 0
    reached = [0] * width  # how many more rows a cell above reaches down, by column
    for row in block.grid:
        cells: list[FlowCell] = []
        column = 0
        for cell in row.cells:
            cells += [FlowCell() for left in reached[column : cell.column] if not left]
            column = cell.column + cell.span
            own = tuple(_parts_in(block.body.parts, end, cell))
            words = "".join(part.text for part in own if not isinstance(part, FlowLineEnd))
            cells.append(FlowCell(own, cell.span, cell.down, cell.number, row.heads(cell, words)))
            end = cell.high
        cells += [FlowCell() for left in reached[column:] if not left]
        reached = [max(left - 1, 0) for left in reached]
        for cell in row.cells:
            reached[cell.column : cell.column + cell.span] = [cell.down - 1] * cell.span
        rows.append(FlowRow(tuple(cells), row.head))
    return tuple(rows)


def _says_more(block: FlowBlock) -> bool:
    """Whether there are words, or the marks of notes, outside of the cells."""
    text = "".join(part.text for part in block.body.parts if not isinstance(part, FlowLineEnd))
    edges = [0, *(edge for row in block.grid for cell in row.cells for edge in (cell.low, cell.high)), len(text)]
    return any(any(map(str.isalnum, text[low:high])) for low, high in zip(edges[::2], edges[1::2], strict=True))


def _parts_in(parts: Sequence[FlowPart], after: int, cell: Cell) -> Iterator[FlowPart]:
    """The parts of a cell, with the line ends behind the cell before it, which ends at `after`."""
    at = 0
    for part in parts:
        if isinstance(part, FlowLineEnd):
            if after < at <= cell.high or at == after == 0:
                yield part
            continue
        low, high = max(at, cell.low), min(at + len(part.text), cell.high)
        text = part.text[low - at : high - at] if low < high else ""
        if isinstance(part, FlowWords) and text:
            yield replace(part, text=text)
        elif isinstance(part, FlowMark) and text:
            yield part
        elif isinstance(part, FlowCorrection) and (text or (not part.text and after <= at <= cell.high)):
            yield FlowCorrection(text, part.index, part.first and low <= at)
        at += len(part.text)

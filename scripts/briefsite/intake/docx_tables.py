"""The tables of a Word file: rows, cells that reach over columns and rows, and heads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.intake.cells import paragraphs_of
from briefsite.intake.document import DocumentBlock, DocumentCell
from briefsite.intake.docx_parts import is_on, value, w

_MOST_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class _Placed:
    column: int
    cell: DocumentCell
    goes_on: bool  # it is the cell above


def word_table(
    table: Element, blocks_in: Callable[[Element], Sequence[DocumentBlock]], at: str, *, accepts: bool = True
) -> Iterator[DocumentBlock]:
    """A table as a block; one of a single cell is a frame around blocks. `blocks_in` reads the blocks of a cell."""
    rows = [row for row in _rows(table) if not _is_gone(row, "del" if accepts else "ins")]
    cells = [[*_within(row, "tc")] for row in rows]
    if len(cells) == 1 and len(cells[0]) == 1:
        yield from blocks_in(cells[0][0])
        return
    placed = [[*_placed(row, own, blocks_in)] for row, own in zip(rows, cells, strict=True)]
    yield DocumentBlock("table", at=at, rows=tuple(tuple(row) for row in _joined(placed)))


def _rows(table: Element) -> Iterator[Element]:
    yield from _within(table, "tr")


def _within(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag in {w("sdt"), w("sdtContent"), w("customXml"), w("ins")}:
            yield from _within(child, name)


def _is_gone(row: Element, change: str) -> bool:
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w(change)) is not None


def _placed(
    row: Element, cells: Sequence[Element], blocks_in: Callable[[Element], Sequence[DocumentBlock]]
) -> Iterator[_Placed]:
    properties = row.find(w("trPr"))
    head = bool(is_on(properties, "tblHeader"))
    column = _count(value(properties, "gridBefore"), 0)
    if column:
        yield _Placed(0, DocumentCell((), column), goes_on=False)
    for cell in cells:
        own = cell.find(w("tcPr"))
        across = _count(value(own, "gridSpan"), 1)
        merged = value(own, "vMerge")
        goes_on = merged is not None and merged != "restart"
        paragraphs = paragraphs_of(blocks_in(cell))
        yield _Placed(column, DocumentCell(paragraphs, across, 1, head), goes_on)
        column += across


def _count(stated: str | None, otherwise: int) -> int:
    return min(int(stated), _MOST_COLUMNS) if stated and stated.isdecimal() and int(stated) else otherwise


def _joined(rows: Sequence[Sequence[_Placed]]) -> Iterator[list[DocumentCell]]:
    """The rows with each cell that reaches down over others once, where it begins."""
    out: list[list[DocumentCell]] = []
    begun: dict[int, tuple[int, int]] = {}  # by column: the row and the position of the cell that may reach down
    for row in rows:
        out.append([])
        for one in row:
            above = begun.get(one.column)
            if one.goes_on and above is not None:
                r, p = above
                cell = out[r][p]
                more = tuple(chain(cell.paragraphs, one.cell.paragraphs))
                out[r][p] = replace(cell, down=len(out) - r, paragraphs=more)
            else:
                begun[one.column] = (len(out) - 1, len(out[-1]))
                out[-1].append(one.cell)
    yield from out

"""Tables that go on with the next page: one table, whose head is there once.

A table goes on if nothing is between its two parts but furniture and notes, and they have the same columns: the same
head, or the same edges. A head that is printed again is furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from briefsite.intake.pdf.end_notes import LayoutBlock
from briefsite.intake.pdf.ruled_tables import PdfTable, TableCellLines
from briefsite.intake.pdf.text_line import PageLine

_SAME: Final = 2.0


@dataclass
class JoinedTables:
    """The blocks with each table once, and the rows of heads that are printed again: the lines of each."""

    blocks: list[LayoutBlock] = field(default_factory=list)
    repeated: list[list[PageLine]] = field(default_factory=list)


def with_joined_tables(blocks: Sequence[LayoutBlock]) -> JoinedTables:
    """The blocks of a document, with the tables that go on with the next page as one each."""
    found = JoinedTables()
    page = 0
    for block in blocks:
        before = found.blocks[-1] if found.blocks else None
        if isinstance(block, PdfTable) and isinstance(before, PdfTable) and block.page == page + 1:
            heads = _heads_again(before, block)
            if block.tag == before.tag and (heads or block.tag >= 0 or _has_same_edges(before, block)):
                found.repeated += [[line for cell in row for line in cell.lines] for row in block.rows[:heads]]
                rows = block.rows[heads:]
                # What is no head on the first page is none on the others.
                plain = tuple(
                    tuple(replace(cell, head=_is_head_of_row(row, at)) for at, cell in enumerate(row)) for row in rows
                )
                found.blocks[-1] = replace(before, rows=(*before.rows, *plain), ruled=before.ruled and block.ruled)
                page = block.page
                continue
        found.blocks.append(block)
        page = block.page if isinstance(block, PdfTable) else 0
    return found


def _is_head_of_row(row: Sequence[TableCellLines], at: int) -> bool:
    return row[at].head and not all(cell.head for cell in row)


def _heads_again(before: PdfTable, table: PdfTable) -> int:
    """How many rows at the beginning of a table are the head of the one before."""
    if _width(before) != _width(table):
        return 0
    heads = next((at for at, row in enumerate(before.rows) if not all(cell.head for cell in row)), 0)
    same = len(table.rows) > heads and all(
        _words(own) == _words(other) and any(_words(own))
        for own, other in zip(before.rows[:heads], table.rows[:heads], strict=True)
    )
    return heads if same else 0


def _has_same_edges(before: PdfTable, table: PdfTable) -> bool:
    edges = [(before.box[0], table.box[0]), (before.box[2], table.box[2])]
    near = all(abs(one - other) <= _SAME for one, other in edges)
    return before.ruled and table.ruled and near and _width(before) == _width(table)


def _width(table: PdfTable) -> int:
    return max(sum(cell.across for cell in row) for row in table.rows)


def _words(row: Sequence[TableCellLines]) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in row]

"""The grid of a table as a value: its rows, and in which columns their cells are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a table: `low`..`high` in its text, the `column` in which they are, and over how many they reach.

    `left` and `right` are the columns of the print between which they are, where there is one. `number`: its column has
    only numbers. `down` is over how many rows they reach, `head`: they head their row or column.
    """

    low: int
    high: int
    left: int = 0
    right: int = 0
    column: int = 0
    span: int = 1
    number: bool = False
    down: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table; `head`: its cells head the columns below them."""

    cells: tuple[Cell, ...]
    head: bool

    def heads(self, cell: Cell, words: str) -> bool:
        """Whether a cell of the row with these words heads the row, or its columns. An empty cell heads nothing."""
        return (self.head or cell.head) and bool(words.strip())

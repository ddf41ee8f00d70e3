"""Tables that are drawn with rules: their cells, from the rules and from the white bands between words."""

from __future__ import annotations

from dataclasses import dataclass

from briefsite.intake.pdf.text_line import TextLine


@dataclass(frozen=True)
class TableCellLines:
    """A cell: its lines, and how many columns and rows it has; whether it heads a column."""

    lines: tuple[TextLine, ...]
    across: int = 1
    down: int = 1
    head: bool = False


@dataclass(frozen=True)
class PdfTable:
    """A table: where it is, and its rows of cells. `ruled`: its cells have been read off its rules."""

    page: int
    box: tuple[float, float, float, float]
    rows: tuple[tuple[TableCellLines, ...], ...]
    ruled: bool

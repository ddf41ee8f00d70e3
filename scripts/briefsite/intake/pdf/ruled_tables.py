"""Tables that are drawn with rules: their cells, from the rules and from the white bands between words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefsite.intake.pdf.contents import PageBox, PdfPage, Rule
from briefsite.intake.pdf.text_line import PageLine, PlacedGlyph, page_lines

#: The gap between the words of two cells, in sizes of the letters.
_APART: Final = 0.9
_NEAR: Final = 3.0
_MOST_CELLS: Final = 20_000


@dataclass(frozen=True)
class TableCellLines:
    """A cell: its lines, and how many columns and rows it has; whether it heads a column."""

    lines: tuple[PageLine, ...]
    across: int = 1
    down: int = 1
    head: bool = False


@dataclass(frozen=True)
class PdfTable:
    """A table: where it is, and its rows of cells. `ruled`: its cells have been read off its rules.

    `tag` is the number of its element among the tags, -1 without one.
    """

    page: int
    box: PageBox
    rows: tuple[tuple[TableCellLines, ...], ...]
    ruled: bool
    tag: int = -1


def segments_of(line: PageLine) -> list[tuple[PlacedGlyph, ...]]:
    """The parts of a line with wide gaps between them."""
    parts: list[list[PlacedGlyph]] = [[line.signs[0]]]
    for before, sign in pairwise(line.signs):
        if sign.glyph.left - before.glyph.right > _APART * line.size:
            parts.append([])
        parts[-1].append(sign)
    return [tuple(part) for part in parts]


def bands_of(lines: Sequence[PageLine]) -> list[tuple[float, float]]:
    """The bands from left to right in which the words of some lines are; those with most parts decide."""
    parts = [segments_of(line) for line in lines]
    most = max(len(own) for own in parts)
    spans = sorted(
        (own[0].glyph.left, own[-1].glyph.right) for row in parts if len(row) >= most - (most > 3) for own in row
    )
    bands: list[tuple[float, float]] = []
    for left, right in spans:
        if bands and left < bands[-1][1] + 2:
            bands[-1] = bands[-1][0], max(right, bands[-1][1])
        else:
            bands.append((left, right))
    return bands


def banded_table(
    page: int, box: PageBox, lines: Sequence[PageLine], rules: Sequence[Rule], *, ruled: bool = True
) -> PdfTable | None:
    """A table whose columns are bands: each line is a row, unless it only goes on in some cells. None if it is none."""
    if len(lines) < 2:
        return None
    bands = bands_of(lines)
    if len(bands) < 2:
        return None
    inner = [rule for rule in rules if lines[-1].base < rule.low < lines[0].base]
    first = max((rule.low for rule in inner), default=None)
    grouped: list[list[list[PageLine]]] = []
    heads: list[bool] = []
    spans: list[list[int]] = []
    before: PageLine | None = None
    for line in lines:
        cells, across = _in_bands(line, bands)
        divided = before is not None and any(line.base < rule.low < before.base for rule in inner)
        goes_on = (
            before is not None
            and not divided
            and not cells[0]
            and before.base - line.base < 1.5 * line.size
            and all(not own or above for own, above in zip(cells, grouped[-1], strict=True))
        )
        if goes_on:
            grouped[-1] = [[*above, *own] for own, above in zip(cells, grouped[-1], strict=True)]
        else:
            grouped.append(cells)
            spans.append(across)
            heads.append(first is not None and line.base > first)
        before = line
    if first is None:
        heads[0] = all(line.bold for cell in grouped[0] for line in cell)
    made = []
    for cells, across, head in zip(grouped, spans, heads, strict=True):
        row = []
        at = 0
        while at < len(cells):
            width = 1
            while width < across[at] and not cells[at + width]:
                width += 1
            row.append(TableCellLines(tuple(cells[at]), width, 1, head))
            at += width
        made.append(tuple(row))
    return PdfTable(page, box, tuple(made), ruled)


def _in_bands(line: PageLine, bands: Sequence[tuple[float, float]]) -> tuple[list[list[PageLine]], list[int]]:
    """The parts of a line by the bands in which they begin, and over how many bands each is."""
    cells: list[list[PageLine]] = [[] for _ in bands]
    across = [1] * len(bands)
    for part in segments_of(line):
        left, right = part[0].glyph.left, part[-1].glyph.right
        own = [at for at, band in enumerate(bands) if min(band[1], right) - max(band[0], left) > 0]
        if not own:
            centre = (left + right) / 2
            own = [min(range(len(bands)), key=lambda at: abs(sum(bands[at]) / 2 - centre))]
        cells[own[0]].append(PageLine(part, line.left, line.right))
        if not any(cells[at] for at in own[1:]):
            across[own[0]] = max(across[own[0]], len(own))
    return cells, across


def gridded_table(
    page: PdfPage, box: PageBox, levels: Sequence[Rule], uprights: Sequence[Rule], signs: Sequence[PlacedGlyph]
) -> PdfTable | None:
    """A table with a rule around each cell. None if there are too few cells, or no words in them."""
    xs = _places([edge for rule in uprights for edge in (rule.left, rule.right)] + [box[0], box[2]])
    ys = _places([edge for rule in levels for edge in (rule.low, rule.high)] + [box[1], box[3]])[::-1]
    across, down = len(xs) - 1, len(ys) - 1
    if across < 1 or down < 1 or across * down < 2 or across * down > _MOST_CELLS or not signs:
        return None
    owner = _owners(xs, ys, levels, uprights)
    cells: dict[tuple[int, int], list[PlacedGlyph]] = {}
    for sign in signs:
        x, y = (sign.glyph.left + sign.glyph.right) / 2, sign.glyph.base + 0.25 * sign.style.size
        column = max((at for at in range(across) if xs[at] <= x), default=0)
        row = max((at for at in range(down) if ys[at] >= y), default=0)
        cells.setdefault(owner[row][column], []).append(sign)
    if len(cells) < 2:
        return None
    rows = []
    for row in range(down):
        made = []
        for column in range(across):
            if owner[row][column] != (row, column):
                continue
            width = sum(owner[row][at] == (row, column) for at in range(column, across))
            height = sum(owner[at][column] == (row, column) for at in range(row, down))
            own = cells.get((row, column), [])
            lines = page_lines([PageLine((sign,)) for sign in own])
            edge = xs[column], xs[column + width]
            made.append(TableCellLines(tuple(line.within(*edge) for line in lines), width, height))
        rows.append(made)
    kept = [row for row in rows if row]
    heads = _heads(page, box, kept, ys)
    made_rows = tuple(
        tuple(TableCellLines(cell.lines, cell.across, cell.down, at < heads) for cell in row)
        for at, row in enumerate(kept)
    )
    return PdfTable(page.number, box, made_rows, ruled=True)


def _places(values: Sequence[float]) -> list[float]:
    """Values that are near to one another as one each, in order."""
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][-1] <= _NEAR:
            out[-1].append(value)
        else:
            out.append([value])
    return [sum(own) / len(own) for own in out]


def _owners(
    xs: Sequence[float], ys: Sequence[float], levels: Sequence[Rule], uprights: Sequence[Rule]
) -> list[list[tuple[int, int]]]:
    """For each place of the grid the first one of its cell: without a rule between two places they are one cell."""
    across, down = len(xs) - 1, len(ys) - 1
    owner = [[(row, column) for column in range(across)] for row in range(down)]
    for row in range(down):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(across):
            if column and not any(
                abs(rule.left - xs[column]) <= _NEAR and rule.low <= middle <= rule.high for rule in uprights
            ):
                owner[row][column] = owner[row][column - 1]
                continue
            centre = (xs[column] + xs[column + 1]) / 2
            if row and not any(
                abs(rule.low - ys[row]) <= _NEAR and rule.left <= centre <= rule.right for rule in levels
            ):
                above = owner[row - 1][column]
                if above[1] == column:
                    owner[row][column] = above
    return owner


def _heads(page: PdfPage, box: PageBox, rows: Sequence[Sequence[TableCellLines]], ys: Sequence[float]) -> int:
    """How many rows at the beginning are heads: bold or shaded ones, else the first if it has words in all cells."""
    count = 0
    for at, row in enumerate(rows):
        lines = [line for cell in row for line in cell.lines]
        shaded = any(
            shade[3] - shade[1] < 3 * (ys[at] - ys[at + 1]) and shade[1] <= (ys[at] + ys[at + 1]) / 2 <= shade[3]
            for shade in page.shades
            if shade[0] >= box[0] - 5 and shade[2] <= box[2] + 5
        )
        if at != count or not lines or not (all(line.bold for line in lines) or shaded):
            break
        count += 1
    if count == len(rows):
        return min(1, len(rows) - 1)
    return count or int(len(rows) > 1 and all(cell.lines for cell in rows[0]))

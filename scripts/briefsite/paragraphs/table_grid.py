"""The grid of a table: which words of its lines are a cell, in which column, and which rows are its head.

Cells are between bars, between tabs, or between gaps of three blanks or more. Those between gaps are in one column if
they are below one another. A table of which this can't be told for certain has no grid: it is shown as its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from briefsite.paragraphs.block import is_rule
from briefsite.paragraphs.grid import Cell, GridRow

_BETWEEN: Final = {"|": re.compile(r"\|"), "\t": re.compile(r"\t+"), " ": re.compile(r" {3,}")}
#: A bar that belongs to a word: without it, that would be another.
_GLUED: Final = re.compile(r"[^\s|]\||\|[^\s|]")
_NUMBER: Final = re.compile(r"[^\w]*[\d][\d.,'’ %]*[^\w]*|[—–-]+|…|\.{2,}")
#: The marker of a note behind a number.
_MARK: Final = re.compile(r"\s?(?:\[\w{1,3}\]|[*†‡¹²³⁴-⁹]+)$")
_YEAR: Final = re.compile(r"(?:1[0-9]|20|21)\d\d(?:\s?[-–/]\s?\d{2,4})?")
#: The most rows of a head, and the fewest rows and columns of a table.
_HEAD: Final = 3
_LEAST: Final = 2


def table_grid(text: str, indent: int) -> tuple[GridRow, ...] | None:
    """The rows of the table in `text`, whose first line is indented by `indent` blanks; None if they are uncertain.

    Bars and rules are in no cell.
    """
    lines = [(match.start(), match[0]) for match in re.finditer(r"[^\n]+", text)]
    rules = [number for number, (_, line) in enumerate(lines) if is_rule(line)]
    written = [number for number in range(len(lines)) if number not in rules]
    if any(_GLUED.search(lines[number][1]) for number in written):
        return None
    sign = next((sign for sign in "|\t" if sum(sign in lines[number][1] for number in written) >= _LEAST), " ")
    rows = [[*_cells(*lines[number], sign, 0 if number else indent)] for number in written]
    placed = _in_bands(rows) if sign == " " else _in_order(rows)
    if placed is None or len(placed) < _LEAST:
        return None
    head = _head(placed, text, [sum(number < rule for number in written) for rule in rules])
    return with_numbers([GridRow(tuple(row), number < head) for number, row in enumerate(placed)], text)


def with_numbers(rows: Sequence[GridRow], text: str) -> tuple[GridRow, ...]:
    """The rows of a table with the cells marked whose columns have only numbers below the head."""
    numbers = _number_columns([row.cells for row in rows if not row.head], text)
    return tuple(
        replace(row, cells=tuple(replace(cell, number=cell.span == 1 and cell.column in numbers) for cell in row.cells))
        for row in rows
    )


def _cells(start: int, line: str, sign: str, indent: int) -> Iterator[Cell]:
    stripped = line.strip().strip("|") if sign == "|" else line.strip()
    begin = line.index(stripped) if stripped else 0
    cuts = [match.span() for match in _BETWEEN[sign].finditer(line, begin, begin + len(stripped))]
    borders = [begin, *(at for cut in cuts for at in cut), begin + len(stripped)]
    for low, high in zip(borders[::2], borders[1::2], strict=True):
        words = line[low:high].strip()
        left = low + len(line[low:high]) - len(line[low:high].lstrip())
        yield Cell(start + left, start + left + len(words), indent + left, indent + left + len(words))


def _number_columns(rows: Sequence[Sequence[Cell]], text: str) -> set[int]:
    """The columns whose cells below the head are numbers, or empty."""
    written = [cell for row in rows for cell in row if cell.high > cell.low and cell.span == 1]
    words = {cell.column for cell in written if not _NUMBER.fullmatch(_MARK.sub("", text[cell.low : cell.high]))}
    return {cell.column for cell in written if any(map(str.isdigit, text[cell.low : cell.high]))} - words


def _in_order(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]] | None:
    """The cells between bars or tabs: each row has all columns, but the last may be empty."""
    count = max(map(len, rows))
    if count < _LEAST or any(len(row) < count - 1 for row in rows):
        return None
    return [[replace(cell, column=column) for column, cell in enumerate(row)] for row in rows]


def _in_bands(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]] | None:
    """The cells between gaps. The rows with the most cells say where the columns are."""
    count = max(map(len, rows))
    bands: list[tuple[int, int]] = []
    for row in rows:
        if len(row) == count:
            own = [(cell.left, cell.right) for cell in row]
            bands = [(min(a, c), max(b, d)) for (a, b), (c, d) in zip(bands or own, own, strict=True)]
    if count < _LEAST or any(after[0] <= before[1] for before, after in pairwise(bands)):
        return None
    placed = []
    for row in rows:
        found = []
        for cell in row:
            over = [at for at, (left, right) in enumerate(bands) if cell.left < right and left < cell.right]
            if not over:
                return None
            found.append(replace(cell, column=over[0], span=len(over)))
        if any(after.column < before.column + before.span for before, after in pairwise(found)):
            return None
        placed.append(found)
    return placed


def _head(rows: Sequence[Sequence[Cell]], text: str, rules: Sequence[int]) -> int:
    """How many rows are the head: those above a rule, those without a first cell, else one without a number.

    Years in the first row are headings, not numbers, if the rows below have other numbers.
    """
    ruled = next((rule for rule in rules if 0 < rule < len(rows)), 0)
    if ruled <= _HEAD and ruled:
        return ruled
    open_ = next((number for number, row in enumerate(rows) if row and row[0].column == 0 and row[0].span == 1), 0)
    if 0 < open_ <= _HEAD:
        return open_

    def is_number(cell: Cell) -> bool:
        return bool(_NUMBER.fullmatch(text[cell.low : cell.high]))

    def is_year(cell: Cell) -> bool:
        return bool(_YEAR.fullmatch(text[cell.low : cell.high]))

    numbers = [sum(map(is_number, row)) for row in rows]
    if any(is_number(cell) and not is_year(cell) for row in rows[1:] for cell in row):
        numbers[0] -= sum(is_number(cell) and is_year(cell) for cell in rows[0][1:])
    return int(not numbers[0] and 2 * sum(map(bool, numbers[1:])) > len(rows) - 1)

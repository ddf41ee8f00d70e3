"""Tables whose cells are tagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsite.intake.pdf.ruled_tables import PdfTable, TableCellLines
from briefsite.intake.pdf.tag_places import TagPlace, TagPlaces
from briefsite.intake.pdf.text_line import PageLine, PlacedGlyph, page_lines


def tagged_tables(page: int, signs: Sequence[PlacedGlyph], tags: TagPlaces) -> tuple[list[PdfTable], list[PlacedGlyph]]:
    """The tagged tables of a page, and the characters that are in none of them."""
    tables: dict[int, dict[int, dict[TagPlace, list[PlacedGlyph]]]] = {}
    rest: list[PlacedGlyph] = []
    for sign in signs:
        place = tags.of(sign)
        if place is None or place.table < 0 or place.cell < 0:
            rest.append(sign)
        else:
            tables.setdefault(place.table, {}).setdefault(place.row, {}).setdefault(place, []).append(sign)
    made = [replace(_table(page, rows, tags), tag=number) for number, rows in tables.items()]
    return made, rest


def _table(page: int, rows: dict[int, dict[TagPlace, list[PlacedGlyph]]], tags: TagPlaces) -> PdfTable:
    signs = [sign for row in rows.values() for own in row.values() for sign in own]
    box = (
        min(sign.glyph.left for sign in signs),
        min(sign.glyph.low for sign in signs),
        max(sign.glyph.right for sign in signs),
        max(sign.glyph.high for sign in signs),
    )
    return PdfTable(page, box, tuple(_row(page, number, row, tags) for number, row in rows.items()), ruled=True)


def _row(page: int, number: int, row: dict[TagPlace, list[PlacedGlyph]], tags: TagPlaces) -> tuple[TableCellLines, ...]:
    """The cells of a row, those without words included."""
    by_cell: dict[int, list[PlacedGlyph]] = {}
    for place, own in row.items():
        by_cell.setdefault(place.cell, []).extend(own)
    made = []
    for place in tags.cells.get((page, number), ()):
        signs = by_cell.get(place.cell, [])
        lines = page_lines([PageLine((sign,)) for sign in signs])
        made.append(TableCellLines(tuple(lines), place.across, place.down, place.role == "TH"))
    return tuple(made)

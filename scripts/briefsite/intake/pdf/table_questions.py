"""What to ask about tables without rules in a PDF: only the gaps between words tell their cells.

Where lines have their words in the same bands, a table is read, and its cells are to be checked. Where they have gaps
but no bands, as those of a table of two columns whose cells go over several lines, they are text, and a person should
see whether that is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from briefsite.intake.pdf.end_notes import LayoutBlock
from briefsite.intake.pdf.line_blocks import LineBlock
from briefsite.intake.pdf.ruled_tables import PdfTable, segments_of
from briefsite.intake.pdf.text_line import PageLine

#: With so many lines that have gaps, a page may have a table.
_LEAST: Final = 3
_LONGEST: Final = 40
#: How many places are named.
_SHOWN: Final = 10


def table_remarks(blocks: Sequence[LayoutBlock]) -> Iterator[str]:
    """The questions about the blocks of a PDF, a line each."""
    unruled = [one for one in blocks if isinstance(one, PdfTable) and not one.ruled]
    if unruled:
        firsts = (next((line for row in one.rows for cell in row for line in cell.lines), None) for one in unruled)
        yield f"tables without rules: {len(unruled)}; check their cells: {_named([one for one in firsts if one])}"
    gapped: dict[int, list[PageLine]] = {}
    for line in chain.from_iterable(one.lines for one in blocks if isinstance(one, LineBlock)):
        if len(line.signs) > 1 and len(segments_of(line)) > 1:
            gapped.setdefault(line.page, []).append(line)
    firsts_of_pages = [own[0] for own in gapped.values() if len(own) >= _LEAST]
    if firsts_of_pages:
        yield f"lines with gaps, perhaps of tables, read as text; check their order: {_named(firsts_of_pages)}"


def _named(lines: Sequence[PageLine]) -> str:
    """The places of some lines: page 3 ("Station")."""
    shown = [f'page {one.page} ("{" ".join(one.text.split())[:_LONGEST]}")' for one in lines[:_SHOWN]]
    return ", ".join(shown) + (" …" if len(lines) > _SHOWN else "")

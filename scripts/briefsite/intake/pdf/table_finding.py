"""Finding tables on a page."""

from __future__ import annotations

from collections.abc import Sequence

from briefsite.intake.pdf.contents import PdfPage
from briefsite.intake.pdf.ruled_tables import PdfTable
from briefsite.intake.pdf.text_line import TextLine


def page_tables(page: PdfPage, strings: Sequence[TextLine]) -> tuple[list[PdfTable], list[TextLine]]:
    """The tables of a page, and the strings that are in none."""
    return [], [*strings]

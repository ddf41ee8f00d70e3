"""Tables among the paragraphs: the rows of one, and the paragraph beside it that is its caption."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Final

from briefsite.paragraphs.grid import GridRow
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.paragraphs.table_grid import table_grid

#: What a caption begins with: "Table 3: Boats and men".
_CAPTION: Final = re.compile(
    r"(?:table|tabelle|tab\.|tableau|tabla|tabella|tabela|tabel|tablo|çizelge|таблица|tabell|taulukko)\s+"
    r"[\dIVXLCA-Z][\w.-]*\b.{0,200}",
    re.IGNORECASE,
)


def grid_of(paragraph: Paragraph) -> tuple[GridRow, ...]:
    """The rows of a table; empty for what is no table, and for one whose cells are uncertain."""
    if paragraph.kind != "table":
        return ()
    return paragraph.grid or table_grid(paragraph.body.text, paragraph.indent) or ()


def caption_of(paragraphs: Sequence[Paragraph], table: int, among: Container[int] | None = None) -> int | None:
    """The paragraph above or below a table that is its caption; None if there is none `among` those given."""
    beside = [at for at in (table - 1, table + 1) if at in (range(len(paragraphs)) if among is None else among)]
    return next((at for at in beside if _is_caption(paragraphs[at])), None)


def _is_caption(paragraph: Paragraph) -> bool:
    """Whether a paragraph says what a table beside it shows."""
    return paragraph.kind in {"prose", "heading"} and bool(_CAPTION.fullmatch(paragraph.body.text))

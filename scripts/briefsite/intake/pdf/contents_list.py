"""Tables of contents: lines that end with the number of a page, each with the words of a heading further on.

They are left out, since the site has its own, if every entry is a heading of the text; else they are text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from briefsite.intake.pdf.page_columns import Column
from briefsite.intake.pdf.text_line import PageLine

_ENTRY: Final = re.compile(r"(.*?\w.*?)[\s.·…]*\s(\d{1,4}|[ivxlc]{1,7})")
_NAMES: Final = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|sommaire|table des mati[èe]res|içindekiler|содержание|оглавление",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"^[\dIVXLC]+(?:\.\d+)*\.?\s+")
_LEAST: Final = 2


def without_contents(columns: Sequence[Column], headings: Collection[str]) -> tuple[list[Column], list[PageLine]]:
    """The columns without a table of contents, and its lines. `headings` are lines that may be headings."""
    known = {compared_words(one) for one in headings} | {compared_words(_NUMBER.sub("", one)) for one in headings}
    kept: list[Column] = []
    gone: list[PageLine] = []
    for column in columns:
        out: list[PageLine] = []
        own: list[PageLine] = []
        for line in (*column.lines, None):
            if line is not None and _is_entry(line, known):
                own.append(line)
                continue
            gone_on = bool(gone) and not out
            if len(own) >= _LEAST or (own and gone_on):
                if out and _NAMES.fullmatch(out[-1].text.strip(" .:")):
                    gone.append(out.pop())
                gone += own
            else:
                out += own
            own = []
            if line is not None:
                out.append(line)
        kept.append(replace(column, lines=tuple(out)))
    return kept, gone


def compared_words(text: str) -> str:
    """Words without blanks and case, to be compared."""
    return "".join(text.casefold().split())


def _is_entry(line: PageLine, known: Collection[str]) -> bool:
    match = _ENTRY.fullmatch(line.text)
    if match is None:
        return False
    words = match[1].rstrip(" .·…")
    return compared_words(words) in known or compared_words(_NUMBER.sub("", words)) in known

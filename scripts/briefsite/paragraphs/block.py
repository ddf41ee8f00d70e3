"""Blocks: the kind of a block of lines, told from its layout.

The rules, in the order in which they apply to a block (lines between empty lines):

1. At least three stars, dashes or dots, and nothing else: a *break* between two parts of a text.
2. At least two lines with three or more blanks, a tab or a bar (|) between words: a *table*, kept line by line.
3. Up to three short lines in capitals, or beginning with "Chapter", "Part" or "Book" and a number, or only a Roman
   number: a *heading*, except in notes. It runs on into nothing, and nothing into it. In scripts without capitals a
   short line is one (`writing.headings`).
4. At least two lines, all indented by two blanks or more: a *quotation* if they fill their measure (all but the last
   reach three quarters of the longest, and the block reaches four fifths of the text's measure), else *verse*, kept
   line by line.
5. One line beside verse, indented by four blanks or more, is verse.
6. Everything else is *prose*.

`blocks` of edition.yml overrides them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.writing.headings import is_chapter_heading, is_heading_without_capitals

#: The kinds whose lines are the author's: they are kept as lines.
LINED: Final[frozenset[BlockKind]] = frozenset({"verse", "table"})

#: A line: the column at which it begins, counted from 0, and its text without the blanks around it.
Line = tuple[int, str]

_BREAK: Final = re.compile(r"(?:[*•·#~_=—–-]\s*){3,}")
_COLUMNS: Final = re.compile(r"\S(?: {3,}|[ ]*\t\s*|\s*\|\s*)\S")
_NUMBERED: Final = re.compile(r"(?:chapter|part|book|volume|appendix)\s+(?:[IVXLC]+|\d+|[A-Z])\b.{0,60}", re.IGNORECASE)
_ROMAN: Final = re.compile(r"[IVXLC]+\.?")
_INDENT = 2
_LEAST = 50
_SHORT = 60
_MOST_LINES = 3


def measure(blocks: Sequence[Sequence[Line]]) -> int:
    """The measure of a text, in characters: nine of ten lines at its margin are no longer. At least 50."""
    ends = sorted(len(text) for block in blocks for column, text in block[:-1] if column < _INDENT)
    return max(_LEAST, ends[9 * len(ends) // 10] if ends else 0)


def block_kinds(blocks: Sequence[Sequence[Line]], width: int, *, headings: bool) -> list[BlockKind]:
    """The kind of each block. `width` is the text's measure; `headings`: whether a block can be one."""
    found = [block_kind(block, width) for block in blocks]
    found = [here if here != "heading" or headings else "prose" for here in found]
    if headings:
        _find_headings_without_capitals(blocks, found)
    for index, block in enumerate(blocks):
        if found[index] == "prose" and len(block) == 1 and block[0][0] >= 2 * _INDENT:
            beside = {found[other] for other in (index - 1, index + 1) if 0 <= other < len(blocks)}
            if "verse" in beside:
                found[index] = "verse"
    return found


def _find_headings_without_capitals(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    longest = max((len(text) for block in blocks for _, text in block), default=0)
    for index, block in enumerate(blocks):
        if found[index] == "prose" and len(block) == 1:
            before = blocks[index - 1][-1][1] if index and found[index - 1] != "heading" else ""
            if is_heading_without_capitals(block[0][1], before, longest):
                found[index] = "heading"


def block_kind(block: Sequence[Line], width: int) -> BlockKind:
    """The kind of a block, regardless of those beside it, in a text of the measure `width`."""
    texts = [text for _, text in block]
    if len(block) == 1 and _BREAK.fullmatch(texts[0]):
        return "break"
    if sum(bool(_COLUMNS.search(text)) for text in texts) > 1:
        return "table"
    if _is_heading(texts):
        return "heading"
    if len(block) > 1 and all(column >= _INDENT for column, _ in block):
        longest = max(map(len, texts))
        reach = max(column + len(text) for column, text in block)
        filled = 5 * reach >= 4 * width and all(4 * len(text) >= 3 * longest for text in texts[:-1])
        return "quotation" if filled else "verse"
    return "prose"


def _is_heading(texts: Sequence[str]) -> bool:
    if len(texts) > _MOST_LINES or max(map(len, texts)) > _SHORT:
        return False
    text = " ".join(texts)
    if _NUMBERED.fullmatch(text) and (text[0].isupper() and not re.search(r"[a-z][.!?]$", text)):
        return True
    if _ROMAN.fullmatch(text) or is_chapter_heading(text):
        return True
    letters = [sign for sign in text if sign.isalpha()]
    capital = sum(map(str.isupper, letters))
    return capital > 2 and capital == len(letters) and not text.endswith((",", ";", ":", "!", "?", "…"))  # noqa: PLR2004 - "U.S." is no heading


def is_break(text: str) -> bool:
    """Whether a line is nothing but a break between two parts of a text."""
    return bool(_BREAK.fullmatch(text))


def is_numbered_heading(text: str) -> bool:
    """Whether a line is the heading of a numbered chapter, or its number alone."""
    return bool(_NUMBERED.fullmatch(text) or _ROMAN.fullmatch(text) or is_chapter_heading(text))

"""Layout: what a block of lines is, from how it stands on the page.

The rules, in the order in which they apply to a block (lines between empty lines):

1. Only stars, dashes or dots, three at least: a *break* between two parts of a text.
2. Two lines at least with blanks of three or more (or a tab) between words: a *table*, kept line by line.
3. Up to three short lines in capitals, or beginning with "Chapter", "Part" or "Book" and a number, or no more than a
   Roman number: a *heading*. It runs on into nothing, and nothing into it.
4. Two lines at least, all of them indented by two blanks or more: a *quotation* if they fill their measure (all but
   the last reach three quarters of the longest, and that has 40 characters), else *verse*, kept line by line.
5. One indented line beside verse is verse.
6. Everything else is *prose*.

`blocks` of edition.yml overrules them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, get_args

Kind = Literal["prose", "heading", "verse", "quotation", "table", "break"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
#: The kinds whose lines are the author's: they are kept as lines.
LINED: Final[frozenset[Kind]] = frozenset({"verse", "table"})

#: A line: the column at which it begins, counted from 0, and its text without the blanks around it.
Line = tuple[int, str]

_BREAK: Final = re.compile(r"(?:[*•·#~_=—–-]\s*){3,}")
_COLUMNS: Final = re.compile(r"\S(?: {3,}|[ ]*\t\s*)\S")
_NUMBERED: Final = re.compile(r"(?:chapter|part|book|volume|appendix)\s+(?:[IVXLC]+|\d+|[A-Z])\b.{0,60}", re.IGNORECASE)
_ROMAN: Final = re.compile(r"[IVXLC]+\.?")
_INDENT = 2
_MEASURE = 40
_SHORT = 60
_MOST_LINES = 3


def kinds(blocks: Sequence[Sequence[Line]]) -> list[Kind]:
    """The kind of each block."""
    found = [kind(block) for block in blocks]
    for index, block in enumerate(blocks):
        if found[index] == "prose" and len(block) == 1 and block[0][0] >= 2 * _INDENT:
            beside = {found[other] for other in (index - 1, index + 1) if 0 <= other < len(blocks)}
            if "verse" in beside:
                found[index] = "verse"
    return found


def kind(block: Sequence[Line]) -> Kind:
    """What a block is, seen by itself."""
    texts = [text for _, text in block]
    if len(block) == 1 and _BREAK.fullmatch(texts[0]):
        return "break"
    if sum(bool(_COLUMNS.search(text)) for text in texts) > 1:
        return "table"
    if _is_heading(texts):
        return "heading"
    # The first line of a note stands behind its number, so it may have no column of its own.
    if len(block) > 1 and all(column >= _INDENT for column, _ in block):
        longest = max(map(len, texts))
        filled = longest >= _MEASURE and all(4 * len(text) >= 3 * longest for text in texts[:-1])
        return "quotation" if filled else "verse"
    return "prose"


def _is_heading(texts: Sequence[str]) -> bool:
    if len(texts) > _MOST_LINES or max(map(len, texts)) > _SHORT:
        return False
    text = " ".join(texts)
    if _NUMBERED.fullmatch(text) and (text[0].isupper() and not re.search(r"[a-z][.!?]$", text)):
        return True
    if _ROMAN.fullmatch(text):
        return True
    letters = [sign for sign in text if sign.isalpha()]
    capital = sum(map(str.isupper, letters))
    return capital > 2 and capital == len(letters) and not text.endswith((",", ";", ":", "!", "?", "…"))  # noqa: PLR2004 - "U.S." is no heading

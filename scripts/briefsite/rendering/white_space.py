"""White space that says nothing: templates leave a kilobyte of it in each page, after compression."""

from __future__ import annotations

import re
from typing import Final

#: What keeps its white space or is a program. Apart from white space, so that a search can skip from "<" to "<".
_KEPT: Final = re.compile(
    r"<(?P<tag>pre|code|textarea|style|script(?![^>]*\bjson\b))\b.*?</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE
)


def without_indentation(page: str) -> str:
    """The HTML of a page with the beginnings and ends of its lines trimmed, and no empty lines.

    Browsers take any white space between words as one blank. Of scripts only those of JSON are changed, in which no
    string has a line end.
    """
    parts, end = [], 0
    for kept in _KEPT.finditer(page):
        parts += [_trimmed(page[end : kept.start()]), kept[0]]
        end = kept.end()
    return "".join([*parts, _trimmed(page[end:])])


def _trimmed(text: str) -> str:
    """A text with each line end, and all white space around it, as one line end."""
    first, *lines = text.split("\n")
    if not lines:
        return text
    lines = [first, *filter(None, map(str.lstrip, lines[:-1])), lines[-1].lstrip()]
    return "\n".join([*(line.rstrip(" \t\r") for line in lines[:-1]), lines[-1]])

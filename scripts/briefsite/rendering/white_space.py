"""White space that says nothing: templates leave a kilobyte of it in each page, after compression."""

from __future__ import annotations

import re
from typing import Final

#: What keeps its white space or is a program; or white space with the end of a line in it.
_KEPT_OR_SPACE: Final = re.compile(
    r"(<(?P<tag>pre|code|textarea|style|script(?![^>]*\bjson\b))\b.*?</(?P=tag)\s*>)|[ \t\r]*\n\s*",
    re.DOTALL | re.IGNORECASE,
)


def without_indentation(page: str) -> str:
    """The HTML of a page with the beginnings and ends of its lines trimmed, and no empty lines.

    Browsers take any white space between words as one blank. Of scripts only those of JSON are changed, in which no
    string has a line end.
    """
    return _KEPT_OR_SPACE.sub(lambda found: found[1] or "\n", page)

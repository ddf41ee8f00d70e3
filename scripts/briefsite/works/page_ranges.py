"""Page numbers in the field `pages`."""

from __future__ import annotations

import re
from typing import Final

from briefsite.works.latex import plain_text

#: A word for "pages" before their numbers.
_PAGES: Final = re.compile(r"^(?:(?:pp?|pages?|pgs?|págs?|seiten?)[.\s]|ss?\.)\s*(?=\d)", re.IGNORECASE)


def page_range(value: str) -> str:
    """`value` as page numbers, with en dashes in ranges: "753--763" and "753-763" are "753–763".

    A hyphen is part of a page's name if there is a dash besides ("A-12--A-15"), or another hyphen. What some databases
    write for pages that they don't know ("n/a") is nothing.
    """
    bare = _PAGES.sub("", plain_text(value))
    return ", ".join(filter(None, (_range(part.strip()) for part in bare.split(","))))


def _range(pages: str) -> str:
    if re.fullmatch(r"(?:n/?a|\?|0|[-–—]|\s)+", pages, re.IGNORECASE):
        return ""
    dashes = r"[–—]|--" if re.search(r"[–—]|--", pages) else "-"
    parts = [part.strip() for part in re.split(dashes, pages)]
    return "–".join(parts) if len(parts) == len(("first", "last")) and parts[0] else pages

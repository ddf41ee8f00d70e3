"""Document places: where a block is in the document that came in, as people are told it; where the site has that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

#: The last step of a path in a document, as people call it.
_NAMES: Final[Mapping[str, str]] = {
    "p": "paragraph",
    "h": "heading",
    "tbl": "table",
    "table": "table",
    "footnote": "footnote",
    "endnote": "endnote",
    "note": "note",
    "page": "page",
    "txbx": "text_box",
}
#: Files that a browser saves, or shows as what they are, without running anything in them.
_SAFE: Final = frozenset({"docx", "odt", "epub", "pdf", "tex", "txt"})
_STEP: Final = re.compile(r"(?:body|footnotes|endnotes|text|page)/(\w+)\[(\d+)\](?:/.*)?")


def kind_of_place(at: str) -> tuple[str, int] | None:
    """What a place is ("paragraph", "footnote" …) and which of its kind; None for one that has no such name."""
    match = _STEP.fullmatch(at)
    if match and match[1] in _NAMES:
        return _NAMES[match[1]], int(match[2])
    return None


def published_name(document: str) -> str:
    """Under which path the site has a document in received/ ("received/report.docx").

    A web page or a file of Markdown is published as text, so that neither a browser nor a renderer takes it for a page.
    """
    return document if document.rpartition(".")[2].lower() in _SAFE else f"{document}.txt"

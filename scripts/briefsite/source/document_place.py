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
_PDF_PAGE: Final = re.compile(r"pdf/page\[(\d+)\](?:/.*)?")
_STEP: Final = re.compile(r"(?:body|footnotes|endnotes|text|page)/(\w+)\[(\d+)\](?:/.*)?")


def kind_of_place(at: str) -> tuple[str, int] | None:
    """What a place is ("paragraph", "footnote" …) and which of its kind; None for one that has no such name."""
    if page := pdf_page(at):
        return "pdf_page", page
    match = _STEP.fullmatch(at)
    if match and match[1] in _NAMES:
        return _NAMES[match[1]], int(match[2])
    return None


def pdf_page(at: str) -> int:
    """The number of the page of a PDF on which a place is ("pdf/page[12]/box[70,650,520,700]"); 0 if it is in none."""
    match = _PDF_PAGE.fullmatch(at)
    return int(match[1]) if match else 0


def page_link(document: str, at: str) -> str:
    """Where the site shows a place in a PDF: "received/report.pdf#page=12"; empty for places in other documents."""
    page = pdf_page(at)
    return f"{published_name(document)}#page={page}" if page else ""


def published_name(document: str) -> str:
    """Under which path the site has a document in received/ ("received/report.docx").

    A web page or a file of Markdown is published as text, so that neither a browser nor a renderer takes it for a page.
    """
    return document if document.rpartition(".")[2].lower() in _SAFE else f"{document}.txt"

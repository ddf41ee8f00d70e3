"""The kinds of documents: a row for each. The command line, pages and tests read them from here.

To add one, write a function from a publication and the URL of its site to bytes, and add a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from briefsite.documents.markdown_twin import markdown_file
from briefsite.documents.model_file import model_file
from briefsite.documents.plain_text import text_file
from briefsite.documents.tei import tei
from briefsite.reading.publication import Publication


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its `name` for `briefsite export`, the `ending` of its files, its `label` for readers."""

    name: str
    ending: str
    label: str
    media_type: str
    write: Callable[[Publication, str], bytes]


DOCUMENT_KINDS: Final = (
    DocumentKind("tei", "tei.xml", "TEI", "application/tei+xml", tei),
    DocumentKind("txt", "txt", "Text", "text/plain", text_file),
    DocumentKind("md", "md", "Markdown", "text/markdown", markdown_file),
    DocumentKind("json", "json", "JSON", "application/json", model_file),
)

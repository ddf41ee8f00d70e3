"""The kinds of documents: a row for each. The command line, pages and tests read them from here.

To add one, write a function from a publication and the URL of its site to bytes, and add a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from briefsite.documents.epub import epub
from briefsite.documents.jats import jats
from briefsite.documents.markdown_twin import markdown_file
from briefsite.documents.model_file import model_file
from briefsite.documents.pdf import pdf
from briefsite.documents.plain_text import text_file
from briefsite.documents.tei import tei
from briefsite.documents.word_file import DOCX_TYPE, docx
from briefsite.exports.downloads import works_in_order
from briefsite.exports.formats import FORMATS, Format
from briefsite.reading.publication import Publication


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its `name` for `briefsite export`, the `ending` of its files, its `label` for readers.

    `of_works`: whether it has only the bibliography. The others have the whole edition, and the site offers them.
    """

    name: str
    ending: str
    label: str
    media_type: str
    write: Callable[[Publication, str], bytes]
    of_works: bool = False


def _of_works(form: Format) -> DocumentKind:
    """The bibliography in a download format."""

    def write(publication: Publication, site_url: str) -> bytes:  # noqa: ARG001 - works have URLs of their own
        return form.write(works_in_order(publication)).encode()

    name = {"bibtex": "bib", "csl-json": "csl"}.get(form.cli, form.cli)
    # The model of the edition is the JSON file of this name.
    ending = f"csl.{form.ending}" if form.ending == "json" else form.ending
    return DocumentKind(name, ending, f"{form.label}, the bibliography", form.media_type, write, of_works=True)


DOCUMENT_KINDS: Final = (
    DocumentKind("pdf", "pdf", "PDF", "application/pdf", pdf),
    DocumentKind("epub", "epub", "EPUB", "application/epub+zip", epub),
    DocumentKind("docx", "docx", "Word", DOCX_TYPE, docx),
    DocumentKind("tei", "tei.xml", "TEI", "application/tei+xml", tei),
    DocumentKind("jats", "jats.xml", "JATS", "application/xml", jats),
    DocumentKind("txt", "txt", "Text", "text/plain", text_file),
    DocumentKind("md", "md", "Markdown", "text/markdown", markdown_file),
    DocumentKind("json", "json", "JSON", "application/json", model_file),
    *(_of_works(form) for form in FORMATS),
)

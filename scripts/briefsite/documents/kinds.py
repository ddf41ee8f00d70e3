"""The kinds of documents: a row for each. The command line, pages and tests read them from here.

To add one, write a function from a publication and the URL of its site to bytes, and add a row with its name. Modules
that write are imported when they are needed: pages only name the kinds, and a build that takes over its documents
writes none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Final

from briefsite.exports.document_links import DOWNLOADS
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


def document_path(publication: Publication, name: str, kind: DocumentKind) -> str:
    """The path of a document in the edition, or in the version. `name` is that of the edition's folder."""
    version = f"-{publication.version}" if publication.frozen else ""
    return f"{DOWNLOADS}/{name}{version}.{kind.ending}"


def _of_works(form: Format) -> DocumentKind:
    """The bibliography in a download format."""

    def write(publication: Publication, site_url: str) -> bytes:  # noqa: ARG001 - works have URLs of their own
        return form.write(works_in_order(publication)).encode()

    name = {"bibtex": "bib", "csl-json": "csl"}.get(form.cli, form.cli)
    # The model of the edition is the JSON file of this name.
    ending = f"csl.{form.ending}" if form.ending == "json" else form.ending
    return DocumentKind(name, ending, f"{form.label}, the bibliography", form.media_type, write, of_works=True)


def _when_used(name: str) -> Callable[[Publication, str], bytes]:
    """The function with a name such as "briefsite.documents.pdf:pdf", whose module is imported at its first call."""

    def write(publication: Publication, site_url: str) -> bytes:
        made: bytes = resolve_name(name)(publication, site_url)
        return made

    return write


DOCUMENT_KINDS: Final = (
    DocumentKind("pdf", "pdf", "PDF", "application/pdf", _when_used("briefsite.documents.pdf:pdf")),
    DocumentKind("epub", "epub", "EPUB", "application/epub+zip", _when_used("briefsite.documents.epub:epub")),
    DocumentKind(
        "docx",
        "docx",
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _when_used("briefsite.documents.word_file:docx"),
    ),
    DocumentKind("tei", "tei.xml", "TEI", "application/tei+xml", _when_used("briefsite.documents.tei:tei")),
    DocumentKind("jats", "jats.xml", "JATS", "application/xml", _when_used("briefsite.documents.jats:jats")),
    DocumentKind("txt", "txt", "Text", "text/plain", _when_used("briefsite.documents.plain_text:text_file")),
    DocumentKind(
        "md", "md", "Markdown", "text/markdown", _when_used("briefsite.documents.markdown_twin:markdown_file")
    ),
    DocumentKind("json", "json", "JSON", "application/json", _when_used("briefsite.documents.model_file:model_file")),
    *(_of_works(form) for form in FORMATS),
)

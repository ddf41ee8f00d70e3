"""The kinds of documents: a row for each. The command line, pages and tests read them from here.

To add one, write a function from a publication and the URL of its site to bytes, and add a row. Modules that write are
imported when they are needed: pages only name the kinds, and a build that takes over its documents writes none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


def _pdf(publication: Publication, site_url: str) -> bytes:
    from briefsite.documents.pdf import pdf

    return pdf(publication, site_url)


def _epub(publication: Publication, site_url: str) -> bytes:
    from briefsite.documents.epub import epub

    return epub(publication, site_url)


def _docx(publication: Publication, site_url: str) -> bytes:
    from briefsite.documents.word_file import docx

    return docx(publication, site_url)


def _tei(publication: Publication, site_url: str) -> bytes:
    from briefsite.documents.tei import tei

    return tei(publication, site_url)


def _jats(publication: Publication, site_url: str) -> bytes:
    from briefsite.documents.jats import jats

    return jats(publication, site_url)


def _txt(publication: Publication, site_url: str) -> bytes:
    from briefsite.documents.plain_text import text_file

    return text_file(publication, site_url)


def _md(publication: Publication, site_url: str) -> bytes:
    from briefsite.documents.markdown_twin import markdown_file

    return markdown_file(publication, site_url)


def _json(publication: Publication, site_url: str) -> bytes:
    from briefsite.documents.model_file import model_file

    return model_file(publication, site_url)


DOCUMENT_KINDS: Final = (
    DocumentKind("pdf", "pdf", "PDF", "application/pdf", _pdf),
    DocumentKind("epub", "epub", "EPUB", "application/epub+zip", _epub),
    DocumentKind(
        "docx", "docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx
    ),
    DocumentKind("tei", "tei.xml", "TEI", "application/tei+xml", _tei),
    DocumentKind("jats", "jats.xml", "JATS", "application/xml", _jats),
    DocumentKind("txt", "txt", "Text", "text/plain", _txt),
    DocumentKind("md", "md", "Markdown", "text/markdown", _md),
    DocumentKind("json", "json", "JSON", "application/json", _json),
    *(_of_works(form) for form in FORMATS),
)

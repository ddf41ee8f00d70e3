"""Readers: which one reads a file, by its first bytes and the ending of its name. Each is loaded when it is used."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import Final
from xml.etree import ElementTree as ET

from briefsite.intake.document import IntakeError, ReceivedDocument
from briefsite.storage.nearby_files import NearbyFiles

#: Makes a document of the bytes of a file.
Reader = Callable[[bytes], ReceivedDocument]

_ZIP: Final = b"PK\x03\x04"
#: A PDF begins with this, whatever its name; some programs put white space or a mark of UTF-8 before it.
_PDF: Final = b"%PDF-"
_BEFORE_PDF: Final = b"\xef\xbb\xbf\0\t\n\f\r "
_HEAD_OF_PDF: Final = 1024
_OLE: Final = b"\xd0\xcf\x11\xe0"
#: In a file of that kind, the name of the part that has an encrypted document (MS-OFFCRYPTO 2.3.4.4).
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OFFICE: Final = {"xl/": "a spreadsheet", "ppt/": "a presentation"}
_WEB_PAGES: Final = frozenset({"html", "htm", "xhtml", "shtml"})
_MARKDOWN: Final = frozenset({"md", "markdown", "mkd", "mdown"})
_LATEX: Final = frozenset({"tex", "latex", "ltx"})
_PLAIN: Final = frozenset({"txt", "text", "md", "markdown", "tex"})
_WEB_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!DOCTYPE\s+html|html\b)",
    re.IGNORECASE | re.DOTALL,
)
#: What damaged files make the readers of zip files and XML raise.
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ET.ParseError,
    EOFError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    struct.error,
    ValueError,
    LookupError,
    OSError,
)
_DAMAGED: Final = "open it in the program that made it, and save it again"


def read_document(
    name: str, data: bytes, *, accepts: bool = True, nearby: NearbyFiles | None = None
) -> tuple[ReceivedDocument, str] | None:
    """The document in the file `name` with the bytes `data`, and the name of its reader; None for plain text.

    `accepts`: tracked changes are accepted, where the format has them. `nearby` are the files that it may put in.
    IntakeError if it can't be taken in, with what to supply instead.
    """
    found = _reader_of(name.rpartition(".")[2].lower(), data, nearby or NearbyFiles())
    if found is None:
        return None
    load, reader = found
    try:
        if not accepts and (rejecting := _rejecting(reader)) is not None:
            return rejecting(data), f"{reader}, tracked changes rejected"
        return load(data), reader
    except IntakeError:
        raise
    except _DAMAGE as error:
        if isinstance(error, UnicodeDecodeError) and reader.startswith(("markdown", "latex")):
            raise IntakeError("is not in UTF-8", "save the document as UTF-8 and try again") from error
        said = " ".join(str(error).split())[:80] or type(error).__name__
        raise IntakeError(f"is damaged and cannot be read ({said})", _DAMAGED) from error


def _rejecting(reader: str) -> Reader | None:
    """What reads a file without its tracked changes; None where the format has none."""
    if reader.startswith("docx"):
        from briefsite.intake.docx_reader import read_docx

        return partial(read_docx, accepts=False)
    if reader.startswith("odt"):
        from briefsite.intake.odt_reader import read_odt

        return partial(read_odt, accepts=False)
    return None


def _reader_of(ending: str, data: bytes, nearby: NearbyFiles) -> tuple[Reader, str] | None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise IntakeError("is protected by a password", "save the document without a password and try again")
        raise IntakeError("is a file of Office before 2007 (.doc)", "save the document as .docx and try again")
    if data.startswith(_ZIP):
        return _of_archive(data)
    if ending == "pdf" or data[:_HEAD_OF_PDF].lstrip(_BEFORE_PDF).startswith(_PDF):
        from briefsite.intake.pdf import pdf_reader

        return pdf_reader.read_pdf, "pdf 1"
    if ending in _WEB_PAGES or (ending not in _PLAIN and _WEB_PAGE.match(data[:4000])):
        from briefsite.intake import html_reader

        return html_reader.read_html, "html 1"
    if ending in _MARKDOWN:
        from briefsite.intake import markdown_reader

        return markdown_reader.read_markdown, "markdown 1"
    if ending in _LATEX:
        from briefsite.intake import latex_reader

        return partial(latex_reader.read_latex, nearby=nearby), "latex 1"
    return None


def _of_archive(data: bytes) -> tuple[Reader, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80].decode("ascii", "replace") if "mimetype" in names else ""
    except _DAMAGE as error:
        raise IntakeError("is damaged: it is no whole zip file", _DAMAGED) from error
    if re.search(r"(?:^|\n)word/", "\n".join(names)):
        from briefsite.intake import docx_reader

        return docx_reader.read_docx, "docx 1"
    if kind.strip() == "application/epub+zip" or "META-INF/container.xml" in names:
        from briefsite.intake import epub_reader

        return epub_reader.read_epub, "epub 1"
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        from briefsite.intake import odt_reader

        return odt_reader.read_odt, "odt 1"
    said = next((what for folder, what in _OFFICE.items() if any(one.startswith(folder) for one in names)), "")
    message = f"is {said or kind or 'a zip file'}, not a text"
    raise IntakeError(message, "choose a document: .docx, .odt, .epub, .html, .md or .txt")

"""PDF files: from their bytes to a document, by tags or by geometry; refused with what to supply instead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from briefsite.intake.document import IntakeError, ReceivedDocument, words_of_parts
from briefsite.intake.pdf.contents import PdfContents
from briefsite.intake.pdf.geometry_reader import read_by_geometry
from briefsite.intake.pdf.isolation import pdf_contents
from briefsite.intake.pdf.site_words import site_remarks
from briefsite.intake.tidy import tidy

#: What browsers say of themselves in the PDF that they print.
_BROWSERS: Final = re.compile(r"Mozilla/|Chrome|Chromium|Firefox|Safari|\bEdg|Opera|wkhtmltopdf", re.IGNORECASE)
_PROGRAMS: Final = re.compile(
    r"\W*(?:anonymous|unknown|user|author|admin\w*|microsoft.*|windows.*|root|owner)\W*", re.IGNORECASE
)
_NO_TITLE: Final = re.compile(
    r"\W*(?:anonymous|untitled|unnamed|unbenannt|document\d*)\W*|microsoft word\b.*|"
    r".*\.(?:docx?|odt|rtf|tex|dvi|indd|qxd|pdf|html?)",
    re.IGNORECASE,
)
#: How many characters without a meaning are too many, per cent.
_UNREAD: Final = 10
#: A page with more numbers in its margins has the numbers of its lines there.
_FEW: Final = 3


def read_pdf(data: bytes) -> ReceivedDocument:
    """The document in a PDF. IntakeError for one that can't be taken in."""
    return document_of_pdf(pdf_contents(data))


def document_of_pdf(contents: PdfContents) -> ReceivedDocument:
    """The document that the contents of a PDF are. IntakeError."""
    _refuse(contents)
    found = read_by_geometry(contents)
    title = next((words_of_parts(block.pieces) for block in found.blocks if block.kind == "title"), _stated(contents))
    authors = tuple(name for one in re.split(r"[;,]| and ", contents.author) if (name := one.strip()))
    return ReceivedDocument(
        tuple(tidy(found.blocks)),
        found.notes,
        title,
        tuple(name for name in authors if not _PROGRAMS.fullmatch(name)),
        "",
        contents.language,
        {},
        (*_remarks(contents, found.furniture, found.remarks), *site_remarks(found.blocks, contents.producer)),
        found.images,
    )


def _stated(contents: PdfContents) -> str:
    """The title that the file states; empty if it is the name of a file, or a program has put something there."""
    title = contents.title.strip()
    return "" if _NO_TITLE.fullmatch(title) else title


def _refuse(contents: PdfContents) -> None:
    """IntakeError for a scan, a page printed from a browser, and fonts that don't say which letters they have."""
    if _BROWSERS.search(contents.creator):
        message = "was printed from a browser, which leaves out what belongs together"
        raise IntakeError(message, "supply the page itself, saved from the browser as .html")
    seen = sum(len(page.seen) for page in contents.pages)
    if not seen and contents.scanned:
        help_ = "run text recognition (OCR) on it, correct the text, and supply that as .docx or .txt"
        raise IntakeError("has no text layer: its pages are scanned images", help_)
    if not seen:
        raise IntakeError("contains no visible text", "choose a document that has text")
    if 100 * contents.unread > _UNREAD * (seen + contents.unread):
        message = "has fonts that do not say which letters they show"
        raise IntakeError(
            message, "save it as PDF again with another program, or supply the document from which it was made"
        )


def _remarks(contents: PdfContents, furniture: tuple[tuple[int, str], ...], remarks: tuple[str, ...]) -> Iterator[str]:
    yield f"pages: {len(contents.pages)}"
    if furniture:
        told = f"{len(furniture)} {'line' if len(furniture) == 1 else 'lines'}"
        yield f"running heads and page numbers: {told}, left out:"
        by_text: dict[str, list[int]] = {}
        numbers: list[tuple[int, str]] = []
        for page, text in furniture:
            if text.strip("-–— .").isdecimal():
                numbers.append((page, text))
            else:
                by_text.setdefault(text, []).append(page)
        for text, pages in by_text.items():
            yield f'  "{text}" on {_ranges(pages)}'
        on_page = Counter(page for page, _ in numbers)
        if lined := [(page, text) for page, text in numbers if on_page[page] > _FEW]:
            pages = sorted({page for page, _ in lined})
            yield f"  numbers of lines: {len(lined)} on {_ranges(pages)}"
        numbers = [one for one in numbers if one not in lined]
        if numbers:
            shown = ", ".join(text for _, text in numbers)
            yield f"  page numbers: {shown} on {_ranges([page for page, _ in numbers])}"
    hidden = Counter(
        page.styles[glyph.style].hidden
        for page in contents.pages
        for glyph in page.glyphs
        if page.styles[glyph.style].hidden
    )
    for why, count in sorted(hidden.items()):
        yield f"hidden text ({why}): {count} characters, left out: show them in the document if they should be read"
    if contents.unread:
        yield f"characters of which no font says what they are: {contents.unread}; compare the text with the file"
    yield from remarks


def _ranges(pages: list[int]) -> str:
    """Pages by their numbers: "page 3", "pages 1–4, 6"."""
    out: list[str] = []
    begin = before = pages[0]
    for page in [*pages[1:], -1]:
        if page != before + 1:
            out.append(str(begin) if begin == before else f"{begin}–{before}")
            begin = page
        before = page
    return f"{'page' if len(pages) == 1 else 'pages'} {', '.join(out)}"

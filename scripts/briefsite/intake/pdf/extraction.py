"""Extraction: the contents of a PDF, by PDFium. Nothing else in the program calls that library."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator
from typing import Final

import pypdfium2
from pypdfium2 import raw as pdfium

from briefsite.intake.document import IntakeError
from briefsite.intake.pdf.contents import PageBox, PageLink, PdfBookmark, PdfContents, PdfPage
from briefsite.intake.pdf.drawing_extraction import Drawings
from briefsite.intake.pdf.glyph_extraction import GlyphFinder
from briefsite.intake.pdf.library_text import narrow_text, wide_text
from briefsite.intake.pdf.path_regions import drawn_strings
from briefsite.intake.pdf.tag_extraction import page_tags
from briefsite.intake.pdf.upright import Upright, turn_of_text
from briefsite.limits import limits, raising

_DAMAGED: Final = "open it in the program that made it, and save it as PDF again"
#: How much of a page an image has that is a scan of it, per cent.
_WHOLE_PAGE: Final = 60
_MOST_LINKS: Final = 5_000
_MOST_BOOKMARKS: Final = 5_000
_LEVELS: Final = 10


def extracted(data: bytes) -> Iterator[PdfPage | PdfContents]:
    """What is in a PDF: its pages one by one, then what it says of itself, without pages.

    IntakeError for one with a password, with too many pages, or that is damaged.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == pdfium.FPDF_ERR_PASSWORD:
            help_ = "save the document without a password and try again"
            raise IntakeError("is protected by a password", help_) from error
        raise IntakeError("is damaged and cannot be read as PDF", _DAMAGED) from error
    try:
        yield from _parts(document)
    except pypdfium2.PdfiumError as error:
        raise IntakeError("is damaged: a page cannot be read", _DAMAGED) from error
    finally:
        document.close()


def _parts(document: pypdfium2.PdfDocument) -> Iterator[PdfPage | PdfContents]:
    count = len(document)
    if not count:
        raise IntakeError("has no pages", _DAMAGED)
    if count > limits().pages:
        message = f"has {count:,} pages, and at most {limits().pages:,} are read"
        raise IntakeError(message, f"divide it, or {raising('pages', count)}")
    unread = scanned = 0
    for number in range(count):
        page, bad, scan = _page(document, number)
        yield page
        unread, scanned = unread + bad, scanned + scan
    said = document.get_metadata_dict()
    yield PdfContents(
        (),
        said.get("Title", ""),
        said.get("Author", ""),
        _language(document),
        said.get("Creator", ""),
        said.get("Producer", ""),
        tuple(_bookmarks(document)),
        unread,
        scanned,
    )


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[PdfPage, int, bool]:
    """A page, how many of its characters have no meaning, and whether it is a scan."""
    page = document[number]
    text = page.get_textpage()
    try:
        place = Upright(page, turn_of_text(text))
        drawings = Drawings(document, page, place)
        finder = GlyphFinder(text, place, drawings)
        glyphs = tuple(finder.glyphs())
        area = place.width * place.height
        largest = max((_area(box) for box in drawings.image_boxes), default=0.0)
        scan = 100 * largest > _WHOLE_PAGE * area and not any(not finder.styles[one.style].hidden for one in glyphs)
        found = PdfPage(
            number + 1,
            document.get_page_label(number),
            place.width,
            place.height,
            tuple(finder.styles),
            glyphs,
            tuple(drawings.rules),
            tuple(drawings.shades),
            () if scan else (*drawings.pictures(number + 1), *drawings.drawings(number + 1, drawn_strings(glyphs))),
            tuple(_links(document, page, place)),
            page_tags(page),
        )
        return found, finder.unread, scan
    finally:
        text.close()
        page.close()


def _area(box: PageBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, place: Upright) -> Iterator[PageLink]:
    at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    box = pdfium.FS_RECTF()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, at, link):
            return
        if not pdfium.FPDFLink_GetAnnotRect(link, box):
            continue
        action = pdfium.FPDFLink_GetAction(link)
        address = ""
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            address = narrow_text(lambda room, size: pdfium.FPDFAction_GetURIPath(document.raw, action, room, size))  # noqa: B023
            if not address:
                continue
        yield PageLink(place.box(box.left, box.bottom, box.right, box.top), address)


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[PdfBookmark]:
    for number, one in enumerate(document.get_toc(max_depth=_LEVELS)):
        if number >= _MOST_BOOKMARKS:
            return
        destination = one.get_dest()
        page = destination.get_index() if destination else None
        with contextlib.suppress(UnicodeDecodeError):
            yield PdfBookmark(one.get_title(), one.level + 1, 0 if page is None else page + 1)


def _language(document: pypdfium2.PdfDocument) -> str:
    wide = ctypes.POINTER(ctypes.c_ushort)
    return wide_text(
        lambda room, size: pdfium.FPDFCatalog_GetLanguage(document.raw, room and ctypes.cast(room, wide), size)
    )

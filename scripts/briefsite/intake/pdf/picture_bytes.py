"""The bytes of an image of a PDF, as a file that browsers show."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw as pdfium

from briefsite.intake.pdf.contents import PageBox
from briefsite.storage.png_file import png_of_rows

#: The most points of an image that is made a PNG; larger ones are made smaller.
_MOST_POINTS: Final = 4_000_000
_LARGEST: Final = 200_000_000
_LARGEST_JPEG: Final = 50_000_000
_CHANNELS: Final = 4
#: How many points a part of a page gets for each of its own.
_SCALE: Final = 2.0


def picture_bytes(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, image: Any) -> bytes:
    """An image as a JPEG if it is stored as one, else as a PNG; empty if it can't be drawn."""
    jpeg = _stored_jpeg(page, image)
    return jpeg or _drawn(document, page, image)


def region_bytes(page: pypdfium2.PdfPage, box: PageBox) -> bytes:
    """A part of a page as people see it, as a PNG of two points for each of the page; empty if it can't be drawn."""
    left, low, right, high = box
    width, height = page.get_size()
    scale = min(_SCALE, (_MOST_POINTS / max(1.0, (right - left) * (high - low))) ** 0.5)
    crop = (left, low, max(0.0, width - right), max(0.0, height - high))
    try:
        bitmap = page.render(scale=scale, crop=crop, may_draw_forms=False, draw_annots=False, prefer_bgrx=True)
    except (ValueError, pypdfium2.PdfiumError):
        return b""
    try:
        return _as_png(bitmap.raw)
    finally:
        bitmap.close()


def _stored_jpeg(page: pypdfium2.PdfPage, image: Any) -> bytes:
    if pdfium.FPDFImageObj_GetImageFilterCount(image) != 1:
        return b""
    name = ctypes.create_string_buffer(32)
    pdfium.FPDFImageObj_GetImageFilter(image, 0, name, 32)
    about = pdfium.FPDF_IMAGEOBJ_METADATA()
    plain = (pdfium.FPDF_COLORSPACE_DEVICEGRAY, pdfium.FPDF_COLORSPACE_DEVICERGB, pdfium.FPDF_COLORSPACE_ICCBASED)
    pdfium.FPDFImageObj_GetImageMetadata(image, page.raw, about)
    if name.value != b"DCTDecode" or about.colorspace not in plain or about.bits_per_pixel not in {8, 24}:
        return b""
    if pdfium.FPDFPageObj_HasTransparency(image):
        return b""
    size = pdfium.FPDFImageObj_GetImageDataRaw(image, None, 0)
    if not 0 < size <= _LARGEST_JPEG:
        return b""
    room = (ctypes.c_ubyte * size)()
    pdfium.FPDFImageObj_GetImageDataRaw(image, room, size)
    found = bytes(room)
    return found if found.startswith(b"\xff\xd8\xff") else b""


def _drawn(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, image: Any) -> bytes:
    across, up = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(image, across, up):
        return b""
    width, height = across.value, up.value
    if not 0 < width * height <= _LARGEST:
        return b""
    before = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(image, before)
    scale = min(1.0, (_MOST_POINTS / (width * height)) ** 0.5)
    # The image is drawn in the size that its matrix says: as large as it is stored, and upright.
    width, height = max(1, round(width * scale)), max(1, round(height * scale))
    if not pdfium.FPDFPageObj_SetMatrix(image, pdfium.FS_MATRIX(width, 0, 0, height, 0, 0)):
        return b""
    bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(document.raw, page.raw, image)
    pdfium.FPDFPageObj_SetMatrix(image, before)
    if not bitmap:
        return b""
    try:
        return _as_png(bitmap)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _as_png(bitmap: Any) -> bytes:
    """A bitmap of blue, green, red and how opaque each point is, on white, as a PNG of 8 bits a channel."""
    width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    if pdfium.FPDFBitmap_GetFormat(bitmap) not in {pdfium.FPDFBitmap_BGRA, pdfium.FPDFBitmap_BGRx}:
        return b""
    opaque = pdfium.FPDFBitmap_GetFormat(bitmap) == pdfium.FPDFBitmap_BGRx
    data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    return png_of_rows(
        width, [_row(data[at : at + width * _CHANNELS], opaque=opaque) for at in range(0, stride * height, stride)]
    )


def _row(row: bytes, *, opaque: bool) -> bytes:
    """A row as red, green, blue and opacity."""
    made = bytearray(row)
    made[0::_CHANNELS], made[2::_CHANNELS] = row[2::_CHANNELS], row[0::_CHANNELS]
    if opaque:
        made[3::_CHANNELS] = b"\xff" * (len(row) // _CHANNELS)
    return bytes(made)

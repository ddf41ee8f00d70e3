"""Drawings on a page: lines, filled areas and images, and what covers what."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw as pdfium

from briefsite.intake.pdf.contents import PageBox, PagePicture, Rule
from briefsite.intake.pdf.path_regions import DrawnPath, outline_of, path_regions, with_labels
from briefsite.intake.pdf.picture_bytes import picture_bytes, region_bytes
from briefsite.intake.pdf.upright import Upright

Matrix = tuple[float, float, float, float, float, float]

_PLAIN: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: Up to this height, in points, a filled box is a line; a line is as long as this at least.
_THIN, _LONG = 3.0, 8.0
_MOST_OBJECTS: Final = 100_000
_MOST_SEGMENTS: Final = 2_000
_MOST_RULES: Final = 20_000
_MOST_PATHS: Final = 20_000
#: The most drawings on a page that are made images.
_MOST_DRAWINGS: Final = 10
_DEEPEST: Final = 8
#: The smallest side of an image that is a figure, in points, and the most figures on a page.
_SMALLEST: Final = 24.0
_MOST_PICTURES: Final = 50
_WHITE: Final = 250


@dataclass(frozen=True, slots=True)
class Area:
    """A filled box: in which order it is drawn, and whether its color is white."""

    order: int
    box: PageBox
    white: bool


class Drawings:
    """What is drawn on a page. `order` says when each object is drawn, by its address."""

    def __init__(self, document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, place: Upright) -> None:
        self.document, self.page, self.place = document, page, place
        self.rules: list[Rule] = []
        self.areas: list[Area] = []
        self.order: dict[int, int] = {}
        self.image_boxes: list[PageBox] = []
        self.paths: list[DrawnPath] = []
        self._images: list[tuple[Any, PageBox]] = []
        self._count = 0
        count = pdfium.FPDFPage_CountObjects(page.raw)
        for number in range(min(count, _MOST_OBJECTS)):
            self._object(pdfium.FPDFPage_GetObject(page.raw, number), _PLAIN, 0)

    @property
    def shades(self) -> list[PageBox]:
        """Areas of a color, where something else can be on them."""
        return [area.box for area in self.areas if not area.white][:_MOST_RULES]

    def pictures(self, number: int) -> Iterator[PagePicture]:
        """The images that are large enough to be figures, on the page with this number, in the order of drawing."""
        found = 0
        for image, box in self._images:
            if min(box[2] - box[0], box[3] - box[1]) < _SMALLEST or found >= _MOST_PICTURES:
                continue
            data = picture_bytes(self.document, self.page, image)
            if data:
                found += 1
                yield PagePicture(number, box, data, pdfium.FPDFPageObj_GetMarkedContentID(image))

    def drawings(self, number: int, strings: Sequence[tuple[PageBox, str]]) -> Iterator[PagePicture]:
        """The drawings of the page with this number as images, with those of the `strings` that belong to each.

        None on a page that is turned: what is drawn there would have to be turned along.
        """
        if self.place.turn or pdfium.FPDFPage_GetRotation(self.page.raw):
            return
        regions = path_regions(self.paths, self.place.width, self.place.height)
        for (box, tag), _ in zip(regions, range(_MOST_DRAWINGS), strict=False):
            whole = with_labels(box, strings)
            if data := region_bytes(self.page, whole):
                yield PagePicture(number, whole, data, tag, drawn=True)

    def _object(self, one: Any, matrix: Matrix, depth: int) -> None:
        if not one or self._count >= _MOST_OBJECTS:
            return
        self._count += 1
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _times(_matrix(one), matrix)
            for number in range(min(max(0, pdfium.FPDFFormObj_CountObjects(one)), _MOST_OBJECTS)):
                self._object(pdfium.FPDFFormObj_GetObject(one, number), inner, depth + 1)
            return
        self.order[ctypes.addressof(one.contents)] = self._count
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(one, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = self._bounds(one, matrix)
            self.image_boxes.append(box)
            self._images.append((one, box))
            if not pdfium.FPDFPageObj_HasTransparency(one):
                self.areas.append(Area(self._count, box, white=False))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            self.areas.append(Area(self._count, self._bounds(one, matrix), white=False))

    def _bounds(self, one: Any, matrix: Matrix) -> PageBox:
        left, low, right, high = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(one, left, low, right, high):
            return 0.0, 0.0, 0.0, 0.0
        corners = [(x.value, y.value) for x in (left, right) for y in (low, high)]
        placed = [_at(matrix, *corner) for corner in corners]
        xs, ys = [x for x, _ in placed], [y for _, y in placed]
        return self.place.box(min(xs), min(ys), max(xs), max(ys))

    def _path(self, one: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(one, fill, stroke) or not (fill.value or stroke.value):
            return
        count = pdfium.FPDFPath_CountSegments(one)
        self._drawn(one, matrix, filled=bool(fill.value), stroked=bool(stroke.value))
        if stroke.value and 0 < count <= _MOST_SEGMENTS and _is_seen(one, stroke=True):
            self._strokes(one, _times(_matrix(one), matrix), count)
        if fill.value and _is_seen(one, stroke=False):
            box = self._bounds(one, matrix)
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                self._rule(box)
            elif count <= 6 and not pdfium.FPDFPageObj_HasTransparency(one):
                self.areas.append(Area(self._count, box, white=is_white(one)))

    def _drawn(self, one: Any, matrix: Matrix, *, filled: bool, stroked: bool) -> None:
        """Remembers a path that people see; white areas are what others are drawn on."""
        seen = stroked and _is_seen(one, stroke=True)
        covers = filled and _is_seen(one, stroke=False) and not is_white(one)
        if len(self.paths) < _MOST_PATHS and (seen or covers):
            points, slants = outline_of(one)
            whole = _times(_matrix(one), matrix)
            placed = [_at(whole, *point) for point in points]
            box = self._bounds(one, matrix)
            if placed:
                xs, ys = [x for x, _ in placed], [y for _, y in placed]
                box = self.place.box(min(xs), min(ys), max(xs), max(ys))
            self.paths.append(DrawnPath(box, slants, covers, pdfium.FPDFPageObj_GetMarkedContentID(one)))

    def _strokes(self, one: Any, matrix: Matrix, count: int) -> None:
        """The straight lines of a path that are level or upright."""
        x, y = ctypes.c_float(), ctypes.c_float()
        first = before = (0.0, 0.0)
        for number in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(one, number)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            here = _at(matrix, x.value, y.value)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                first = here
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                self._stroke(before, here)
            before = here
            if pdfium.FPDFPathSegment_GetClose(segment):
                self._stroke(here, first)
                before = first

    def _stroke(self, begin: tuple[float, float], end: tuple[float, float]) -> None:
        if min(abs(begin[0] - end[0]), abs(begin[1] - end[1])) <= 1:
            self._rule(self.place.box(*begin, *end))

    def _rule(self, box: PageBox) -> None:
        if max(box[2] - box[0], box[3] - box[1]) >= _LONG and len(self.rules) < _MOST_RULES:
            self.rules.append(Rule(*box))


def is_white(one: Any) -> bool:
    """Whether an object is filled with white."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(one, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE


def is_clear(one: Any) -> bool:
    """Whether an object is filled with nothing."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return bool(pdfium.FPDFPageObj_GetFillColor(one, red, green, blue, alpha)) and alpha.value == 0


def _is_seen(one: Any, *, stroke: bool) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    ask = pdfium.FPDFPageObj_GetStrokeColor if stroke else pdfium.FPDFPageObj_GetFillColor
    return not ask(one, red, green, blue, alpha) or alpha.value > 0


def _matrix(one: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """The matrix that does what `one` does, and then what `other` does."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f

"""Path regions: where a page has a drawing made of lines and areas, a diagram or a chart, rather than an image.

Paths that are near to one another are one region. Rules, the grids of tables and boxes around words are none: a region
has curves or slanting lines, or bars of different lengths that begin on one line.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pypdfium2 import raw as pdfium

from briefsite.intake.pdf.contents import Glyph, PageBox
from briefsite.intake.pdf.line_blocks import CAPTION

#: How near paths of one drawing are, in points; the smallest side of a drawing.
_NEAR: Final = 14.0
_SMALLEST: Final = 36.0
#: The most that a drawing has of a page.
_MOST_OF_PAGE: Final = 0.75
_MOST_PATHS: Final = 20_000
_MOST_SEGMENTS: Final = 200
_BARS: Final = 3
_SLANT: Final = 1.5
#: What is added around a drawing, since lines have a width.
_EDGE: Final = 2.0
#: How far a label is from the lines of a drawing, or from another label, at most: beside it, and above or below.
_BESIDE: Final = 8.0
_ABOVE: Final = 6.0
_ROUNDS: Final = 2


@dataclass(frozen=True, slots=True)
class DrawnPath:
    """A path: its place, whether it has curves or slanting lines, whether it is a filled area, its tag."""

    box: PageBox
    slants: bool
    filled: bool
    tag: int = -1


def outline_of(path: Any) -> tuple[list[tuple[float, float]], bool]:
    """Points on a path, in its own measure, and whether it has curves, or lines neither level nor upright.

    PDFium's own bounds have the points in them by which a curve is drawn, which may be far from it. No points for a
    path with very many.
    """
    count = pdfium.FPDFPath_CountSegments(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    handles: list[tuple[float, float]] = []
    slants = False
    for number in range(min(count, _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = (x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        before = points[-1] if points else here
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            slants = True
            handles.append(here)
            if len(handles) == 3:
                points += _on_curve(before, *handles)
                handles = []
            continue
        slants |= kind == pdfium.FPDF_SEGMENT_LINETO and _slants(before, here)
        points.append(here)
    return (points if count <= _MOST_SEGMENTS else []), slants


def _slants(before: tuple[float, float], here: tuple[float, float]) -> bool:
    return min(abs(here[0] - before[0]), abs(here[1] - before[1])) > _SLANT


def _on_curve(
    begin: tuple[float, float], one: tuple[float, float], other: tuple[float, float], end: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """Points on a cubic curve, its end the last."""
    for part in (0.25, 0.5, 0.75, 1.0):
        left = 1 - part
        weights = (left**3, 3 * left**2 * part, 3 * left * part**2, part**3)
        x, y = (
            sum(weight * point[axis] for weight, point in zip(weights, (begin, one, other, end), strict=True))
            for axis in (0, 1)
        )
        yield x, y


def path_regions(paths: Sequence[DrawnPath], width: float, height: float) -> Iterator[tuple[PageBox, int]]:
    """The regions of drawings on a page of this size, from top to bottom, each with the tag of its first path."""
    own = [
        one
        for one in paths[:_MOST_PATHS]
        if (one.box[2] - one.box[0]) * (one.box[3] - one.box[1]) <= _MOST_OF_PAGE * width * height
    ]
    groups = [*_groups(own)]
    for group in sorted(groups, key=lambda group: -_box(group)[3]):
        left, low, right, high = _box(group)
        if min(right - left, high - low) >= _SMALLEST and _is_drawing(group):
            edges = left - _EDGE, low - _EDGE, right + _EDGE, high + _EDGE
            yield (max(0.0, edges[0]), max(0.0, edges[1]), min(width, edges[2]), min(height, edges[3])), group[0].tag


def with_labels(box: PageBox, strings: Sequence[tuple[PageBox, str]]) -> PageBox:
    """A region with the words beside its lines: short strings that touch it, or those that do. Captions are none."""
    for _ in range(_ROUNDS):
        left, low, right, high = box
        beside = [
            own
            for own, words in strings
            if max(left - own[2], own[0] - right) <= _BESIDE
            and max(low - own[3], own[1] - high) <= _ABOVE
            and own[2] - own[0] <= (right - left) / 2
            and not CAPTION.match(words)
        ]
        box = _around([box, *beside])
    return box


def drawn_strings(glyphs: Sequence[Glyph]) -> list[tuple[PageBox, str]]:
    """Characters, in the order of the file, as strings of one line each, with their places."""
    out: list[list[Glyph]] = []
    for one in glyphs:
        before = out[-1][-1] if out else None
        if before is not None and abs(before.base - one.base) < 1 and -1 <= one.left - before.right <= _BESIDE:
            out[-1].append(one)
        else:
            out.append([one])
    return [(_around([(g.left, g.low, g.right, g.high) for g in own]), _words(own)) for own in out]


def _words(glyphs: Sequence[Glyph]) -> str:
    return "".join(f"{' ' * one.blank}{one.text}" for one in glyphs).strip()


def _is_drawing(group: Sequence[DrawnPath]) -> bool:
    if any(one.slants for one in group):
        return True
    bars = [
        one.box for one in group if one.filled and min(one.box[2] - one.box[0], one.box[3] - one.box[1]) > _NEAR / 4
    ]
    return any(
        len({round(box[far] - box[edge]) for box in bars if abs(box[edge] - bar[edge]) < 1}) >= _BARS
        for edge, far in ((0, 2), (1, 3))
        for bar in bars[:_MOST_SEGMENTS]
    )


def _groups(paths: Sequence[DrawnPath]) -> Iterator[list[DrawnPath]]:
    """Paths that are near to one another, by the squares of the page that their edges meet."""
    owner: dict[tuple[int, int], int] = {}
    parents = [*range(len(paths))]

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    for at, path in enumerate(paths):
        for square in _squares(path.box):
            parents[root(at)] = root(owner.setdefault(square, at))
    groups: dict[int, list[DrawnPath]] = {}
    for at, path in enumerate(paths):
        groups.setdefault(root(at), []).append(path)
    found: list[list[DrawnPath]] = []
    for group in sorted(groups.values(), key=lambda group: -_size(_box(group))):
        inside = next((other for other in found if _meet(_box(other), _box(group))), None)
        if inside is None:
            found.append(group)
        else:
            inside += group
    yield from found


def _squares(box: PageBox) -> Iterable[tuple[int, int]]:
    """The squares that the edges of a box meet, and those beside them."""
    left, low, right, high = (int(edge // _NEAR) for edge in box)
    across, up = range(left - 1, min(right + 2, left + 400)), range(low - 1, min(high + 2, low + 400))
    if len(across) * len(up) <= 9:
        return [(x, y) for x in across for y in up]
    edges = {(x, y) for x in across for y in (up[0], up[1], up[-2], up[-1])}
    return edges | {(x, y) for x in (across[0], across[1], across[-2], across[-1]) for y in up}


def _around(boxes: Sequence[PageBox]) -> PageBox:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _box(group: Sequence[DrawnPath]) -> PageBox:
    return _around([one.box for one in group])


def _size(box: PageBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _meet(one: PageBox, other: PageBox) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]

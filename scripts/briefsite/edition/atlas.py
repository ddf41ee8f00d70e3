"""The atlas: outlines of countries in degrees, and their projection onto a flat page. Pure geometry, no drawing.

The outlines are a data file of the package (`data/outlines.json`, made by scripts/make_outlines.py). Neighbors share
their borders in it, point for point, so that no gap shows between two of them at any scale.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

#: The size of a piece of a country that the map must show, as a share of the largest.
_ISLAND = 0.05

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """A flat map seen from `center` (longitude, latitude), north up, in an azimuthal projection.

    Every straight line through the center is a shortest way from it. Lambert's equal-area projection keeps areas, the
    `equidistant` one the lengths of those lines (Snyder, Map Projections, 1987, chapters 24 and 25). `left`, `top`,
    `width` and `height` are the frame in units of the earth's radius, with the center at 0, 0 and y downwards;
    `scale` is the number of units of the drawing in one of those.
    """

    center: Point
    left: float
    top: float
    width: float
    height: float
    scale: float
    equidistant: bool = False

    @property
    def size(self) -> Point:
        """Width and height of the drawing."""
        return self.width * self.scale, self.height * self.scale

    def project(self, point: Point) -> Point:
        """The point (x, y) in the drawing of a place (longitude, latitude, in degrees)."""
        (lon, lat), (lon0, lat0) = ((math.radians(p[0]), math.radians(p[1])) for p in (point, self.center))
        turn = lon - lon0
        nearness = math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(turn)
        # The place opposite to the center is a whole circle on this map; any of its points will do.
        k = math.sqrt(2 / max(1 + nearness, 1e-9))
        if self.equidistant:
            angle = math.acos(max(-1.0, min(1.0, nearness)))
            k = angle / max(math.sin(angle), 1e-5) if angle > 1e-5 else 1.0  # noqa: PLR2004 - where both are the same
        x = k * math.cos(lat) * math.sin(turn)
        y = k * (math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(turn))
        return (x - self.left) * self.scale, (-y - self.top) * self.scale

    def reach(self, angle: float) -> float:
        """How far from the center places at an angle (in radians) are drawn, in units of the drawing."""
        return (angle if self.equidistant else 2 * math.sin(angle / 2)) * self.scale


def middle_of(countries: Iterable[str]) -> Point | None:
    """The middle of outlines (longitude, latitude): of the points of their largest pieces, as seen from all of them.

    None if there is no such outline, or no such middle, as of points on both sides of the earth.
    """
    shapes = [outlines()[name] for name in countries if name in outlines()]
    points = [point for rings in shapes for point in max(rings, key=lambda ring: abs(area(ring)))]
    x = sum(math.cos(math.radians(lat)) * math.cos(math.radians(lon)) for lon, lat in points)
    y = sum(math.cos(math.radians(lat)) * math.sin(math.radians(lon)) for lon, lat in points)
    z = sum(math.sin(math.radians(lat)) for _, lat in points)
    if math.hypot(x, y, z) < 1e-6 * max(len(points), 1):
        return None
    return round(math.degrees(math.atan2(y, x)), 1), round(math.degrees(math.atan2(z, math.hypot(x, y))), 1)


def frame_around(
    center: Point, countries: Iterable[str], places: Iterable[Point], *, equidistant: bool = False
) -> tuple[float, float, float, float]:
    """The frame (left, top, width, height, as in `MapView`) around outlines by their names, and places in degrees.

    A twelfth is left free on each side. Countries without an outline and small islands don't count; around nothing it
    is the hemisphere.
    """
    view = MapView(center, 0, 0, 1, 1, 1, equidistant)
    points = [view.project(place) for place in places]
    for shape in (outlines().get(name, ()) for name in countries):
        rings = [tuple(view.project(point) for point in ring) for ring in shape]
        sizes = [abs(area(ring)) for ring in rings]
        points += [p for ring, size in zip(rings, sizes, strict=True) if size > _ISLAND * max(sizes) for p in ring]
    if not points:
        half = view.reach(math.pi / 2)
        return -half, -half, 2 * half, 2 * half
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    # One place alone has no size of its own.
    free = max((right - left) / 12, (bottom - top) / 12, 0.01)
    return left - free, top - free, right - left + 2 * free, bottom - top + 2 * free


@cache
def outlines_data() -> bytes:
    """The data file of the outlines (JSON)."""
    return files("briefsite").joinpath("data/outlines.json").read_bytes()


@cache
def outlines() -> Mapping[str, tuple[Ring, ...]]:
    """The rings of every outline, in degrees, by its key in the data file. A ring doesn't repeat its first point."""
    data = json.loads(outlines_data())
    arcs = [_arc(steps, data["unit"]) for steps in data["arcs"]]
    return {name: tuple(_ring(rings, arcs) for rings in shape) for name, shape in data["outlines"].items()}


def _arc(steps: Sequence[int], unit: float) -> Ring:
    lons, lats = accumulate(steps[::2]), accumulate(steps[1::2])
    return tuple((lon * unit, lat * unit) for lon, lat in zip(lons, lats, strict=True))


def _ring(numbers: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """The arcs end to end; a negative number `n` is arc `~n` read backwards. Each begins where the last one ended."""
    return tuple(point for number in numbers for point in (arcs[number] if number >= 0 else arcs[~number][::-1])[:-1])


def clipped(ring: Ring, width: float, height: float, margin: float = 2.0) -> Ring:
    """The part of a projected ring that is inside the frame (Sutherland and Hodgman, one edge after the other).

    `width`, `height` and `margin` are in units of the drawing; the margin keeps the lines of the cut out of sight.
    """
    edges = (
        (0, 1.0, -margin),
        (0, -1.0, -width - margin),
        (1, 1.0, -margin),
        (1, -1.0, -height - margin),
    )
    points = list(ring)
    for axis, sign, limit in edges:
        inside = [sign * point[axis] >= limit for point in points]
        cut: list[Point] = []
        for index, (point, here) in enumerate(zip(points, inside, strict=True)):
            before, there = points[index - 1], inside[index - 1]
            if here != there:
                part = (limit * sign - before[axis]) / (point[axis] - before[axis])
                cut.append((before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])))
            if here:
                cut.append(point)
        points = cut
    return tuple(points)


def path(rings: Iterable[Ring], *, closed: bool = True, decimals: int = 1) -> str:
    """Projected rings or lines as the `d` of an SVG path: relative steps, the shortest way to write them."""
    unit = 10**decimals
    out: list[str] = []
    for ring in rings:
        whole = [(round(x * unit), round(y * unit)) for x, y in ring]
        steps = [here for here, before in zip(whole[1:], whole, strict=False) if here != before]
        if len(steps) < (2 if closed else 1):
            continue
        x, y = whole[0]
        out.append(f"M{_number(x, unit)}{_signed(y, unit)}l")
        parts = []
        for to_x, to_y in steps:
            parts += [_number(to_x - x, unit), _number(to_y - y, unit)]
            x, y = to_x, to_y
        out.append(_run(parts) + ("z" if closed else ""))
    return "".join(out)


def _run(numbers: Sequence[str]) -> str:
    """Numbers in a row; before a minus sign no blank is needed."""
    return "".join(n if n.startswith("-") or not index else f" {n}" for index, n in enumerate(numbers))


def _signed(value: int, unit: int) -> str:
    number = _number(value, unit)
    return number if number.startswith("-") else f" {number}"


def _number(value: int, unit: int) -> str:
    if value % unit == 0:
        return str(value // unit)
    text = f"{value / unit:.{len(str(unit)) - 1}f}".rstrip("0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def area(ring: Ring) -> float:
    """The signed area of a ring: positive if it runs counterclockwise with y pointing up."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip((ring[-1], *ring), ring, strict=False)) / 2

"""Places for the names of countries on a map: in the country where there is room, or else beside it, with a line.

Imhof's rules (*Positioning Names on Maps*, 1975) as a count of faults: a name lies on its country, on no other one that
is named, on no other name, and as near to the middle as it can. Names are set in the order of the room they have.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, Literal
from unicodedata import east_asian_width

from briefsite.edition.atlas import Point, Ring, area
from briefsite.pages.map_view import is_in_rings

#: The height of a name over its base line and below it, and the width of a letter, in units of the drawing: of bold
#: letters of 14 units. They may be smaller on a page, but not larger (theme/assets/reading.css).
OVER: Final = 10.5
UNDER: Final = 3.3
_LETTER: Final = 7.6
#: How far a line goes into its country, and at a cape; and how far from its country a name may be.
_GAP: Final = 5.0
_IN: Final = 2.5
_FAR: Final = (7.0, 13.0, 22.0, 36.0)
#: What is free at the edge of the map, and around a name.
_EDGE: Final = 4.0
_FREE: Final = 3.0
#: How many points of an outline are tried, and in how many directions from each.
_POINTS: Final = 20
_DIRECTIONS: Final = 8
#: From which share of its distance on a name is beside a point, rather than over or under it.
_ACROSS: Final = 0.3
#: The size of a cell of the grid on which is known which country is where.
_CELL: Final = 2.0
#: The share of a name on its country from which on it counts as on it; on dark countries, as all of it.
_MOSTLY: Final = 0.75
_ALL: Final = 0.97
#: The share that sums of shares may be off.
_SLIGHT: Final = 1e-6
#: The size of a piece, as a share of the largest, from which on a name may be at it.
_ISLAND: Final = 0.2
#: Faults of a name: on another named country or its own border (at all, and all of it), on other land.
_TOUCHES, _OTHER = 4.0, 100.0
_CUTS, _BORDER, _LAND = 1.5, 7.0, 3.0
#: Faults of a line: a unit of its length, and of the way from its end to the middle of the country; what it crosses.
_LENGTH, _OFF_MIDDLE, _CROSSING = 0.25, 0.05, 5.0

Box = tuple[float, float, float, float]
Side = Literal["start", "middle", "end"]
_SIDES: Final[tuple[Side, ...]] = ("middle", "start", "end")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that wants a place: the rings of its country, and whether that is dark.

    `given` is where an editor put the name (the point and its side).
    """

    name: str
    rings: Sequence[Ring]
    dark: bool = False
    given: tuple[Point, Side] | None = None


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A name in its place: where its base line begins or ends (`side`), and whether all of it is on dark countries.

    `leader` is the line that leads from a name that isn't on its country to it (from, to).
    """

    name: str
    at: Point
    side: Side
    on_dark: bool
    leader: tuple[Point, Point] | None


def place_labels(
    wanted: Sequence[Wanted], land: Iterable[Ring], taken: Iterable[Box], size: Point
) -> tuple[PlacedLabel, ...]:
    """Names in their places, in the order given. `land` is all other land, `taken` are boxes that must stay free.

    A box is left, top, right, bottom. A country that is not on the map has no label, unless an editor gave its place.
    """
    grid = _Grid(size)
    grid.fill(land, _Grid.LAND)
    for index, one in enumerate(wanted):
        grid.fill(one.rings, index)
    wanted = [replace(one, rings=_main(one.rings)) for one in wanted]
    dark = {index for index, one in enumerate(wanted) if one.dark}
    free = list(taken)
    found: dict[int, PlacedLabel] = {}
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index].given is None, -_size(wanted[index].rings)))
    for index in order:
        if not wanted[index].rings and wanted[index].given is None:
            continue
        one = wanted[index]
        at, side = one.given or _best(one, index, grid, free)
        box = text_box(one.name, at, side)
        on_own = grid.share(box, index) > 0
        leader = None if not one.rings or on_own else _line(box, one.rings, _heart(one.rings))
        place = PlacedLabel(one.name, at, side, sum(grid.share(box, other) for other in dark) > _ALL, leader)
        found[index] = place
        free.append(box)
    return tuple(found[index] for index in sorted(found))


def label_width(text: str) -> float:
    """The width of a text in units of the drawing. Wide letters, as of Chinese, have twice the width."""
    return _LETTER * sum(2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in text)


def text_box(text: str, at: Point, side: Side) -> Box:
    """The box around a text whose base line begins, ends or has its middle at a point."""
    width = label_width(text)
    left = at[0] - {"start": 0.0, "middle": width / 2, "end": width}[side]
    return left, at[1] - OVER, left + width, at[1] + UNDER


def _size(rings: Sequence[Ring]) -> float:
    return sum(abs(area(ring)) for ring in rings)


def _main(rings: Sequence[Ring]) -> Sequence[Ring]:
    """The large pieces of a country: a name at a small island would be taken for the island's."""
    sizes = [abs(area(ring)) for ring in rings]
    return [ring for ring, size in zip(rings, sizes, strict=True) if size >= _ISLAND * max(sizes)]


class _Grid:
    """Which country is where on the map, by cells."""

    SEA: Final = -1
    LAND: Final = -2

    def __init__(self, size: Point) -> None:
        self.size = size
        self._wide, self._high = (math.ceil(length / _CELL) for length in size)
        self._cells = [[_Grid.SEA] * self._wide for _ in range(self._high)]
        #: For each owner: how many of the cells above and to the left of a corner are its own.
        self._sums: dict[int, list[list[int]]] = {}

    def fill(self, rings: Iterable[Ring], owner: int) -> None:
        edges = [
            edge for ring in rings for edge in zip((ring[-1], *ring), ring, strict=False) if edge[0][1] != edge[1][1]
        ]
        for row, cells in enumerate(self._cells):
            y = (row + 0.5) * _CELL
            cuts = sorted(x0 + (y - y0) / (y1 - y0) * (x1 - x0) for (x0, y0), (x1, y1) in edges if (y0 > y) != (y1 > y))
            for left, right in zip(cuts[::2], cuts[1::2], strict=False):
                first = max(0, round(left / _CELL))
                last = max(first, min(self._wide, round(right / _CELL)))
                cells[first:last] = [owner] * (last - first)

    def at(self, x: float, y: float) -> int:
        column, row = int(x / _CELL), int(y / _CELL)
        return self._cells[row][column] if 0 <= column < self._wide and 0 <= row < self._high else _Grid.SEA

    def share(self, box: Box, owner: int) -> float:
        """How much of a box is on the country `owner`, or on LAND or SEA: from 0 to 1."""
        if owner not in self._sums:
            rows: list[list[int]] = [[0] * (self._wide + 1)]
            for cells in self._cells:
                sums = accumulate((cell == owner for cell in cells), initial=0)
                rows.append([above + here for above, here in zip(rows[-1], sums, strict=True)])
            self._sums[owner] = rows
        left, right = (min(self._wide, max(0, round(x / _CELL))) for x in (box[0], box[2]))
        top, bottom = (min(self._high, max(0, round(y / _CELL))) for y in (box[1], box[3]))
        rows, size = self._sums[owner], (right - left) * (bottom - top)
        return (rows[bottom][right] - rows[top][right] - rows[bottom][left] + rows[top][left]) / size if size else 0.0


def _best(one: Wanted, owner: int, grid: _Grid, taken: Sequence[Box]) -> tuple[Point, Side]:
    heart = _heart(one.rings)
    best, faults_of_best = None, math.inf
    candidates = [*_inside(one, heart), *_beside(one, heart)]
    # The place alone is quickly judged; the line to it only where the place may still be the best.
    judged = sorted(
        (_faults_of_place(one, at, side, heart, owner, grid, taken), index)
        for index, (at, side) in enumerate(candidates)
    )
    for of_place, index in judged:
        faults = of_place
        if faults >= faults_of_best:
            break
        at, side = candidates[index]
        box = text_box(one.name, at, side)
        if grid.share(box, owner) < _MOSTLY:
            faults += _faults_of_line(_line(box, one.rings, heart), heart, owner, grid, taken)
        if faults < faults_of_best:
            best, faults_of_best = (at, side), faults
    return best or candidates[0]


def _inside(one: Wanted, heart: Point) -> Iterator[tuple[Point, Side]]:
    """Places on the country, the middle of the name at the points of a grid around its middle."""
    xs, ys = zip(*(point for ring in one.rings for point in ring), strict=True)
    down = (OVER - UNDER) / 2
    yield (heart[0], heart[1] + down), "middle"
    for row in range(1, 12):
        for column in range(1, 12):
            x = min(xs) + (max(xs) - min(xs)) * column / 12
            y = min(ys) + (max(ys) - min(ys)) * row / 12
            if is_in_rings((x, y), one.rings):
                yield (x, y + down), "middle"


def _beside(one: Wanted, heart: Point) -> Iterator[tuple[Point, Side]]:
    """Places around points of the outline and its middle, at several distances."""
    outline = [point for ring in one.rings for point in ring]
    for x, y in [heart, *outline[:: max(1, len(outline) // _POINTS)]]:
        for far in _FAR:
            for turn in range(_DIRECTIONS):
                angle = 2 * math.pi * turn / _DIRECTIONS
                to_x, to_y = x + far * math.cos(angle), y + far * math.sin(angle)
                across = math.cos(angle)
                sides: tuple[Side, ...] = ("start",) if across > _ACROSS else ("end",) if across < -_ACROSS else _SIDES
                # Beside the point, the middle of the letters is at its height; over or under it, their edge is.
                down = (OVER - UNDER) / 2 + math.sin(angle) * (OVER + UNDER) / 2
                yield from (((to_x, to_y + down), side) for side in sides)


def _faults_of_place(  # noqa: PLR0917 - private, and called once
    one: Wanted, at: Point, side: Side, heart: Point, owner: int, grid: _Grid, taken: Sequence[Box]
) -> float:
    left, top, right, bottom = box = text_box(one.name, at, side)
    wide, high = grid.size
    if left < _EDGE or top < _EDGE or right > wide - _EDGE or bottom > high - _EDGE:
        return math.inf
    around = (left - _FREE, top - _FREE / 2, right + _FREE, bottom + _FREE / 2)
    if any(around[0] < b[2] and b[0] < around[2] and around[1] < b[3] and b[1] < around[3] for b in taken):
        return math.inf
    own, land, sea = (grid.share(box, one) for one in (owner, _Grid.LAND, _Grid.SEA))
    if own >= _MOSTLY:
        off_middle = math.dist(((left + right) / 2, (top + bottom) / 2), heart)
        return 0.02 * off_middle + 10 * (1 - own) * (3 if one.dark and sea else 1)
    other = 1 - sum(grid.share(around, one) for one in (owner, _Grid.LAND, _Grid.SEA))
    faults = 1 + _LAND * land + (_CUTS + _BORDER * min(own, 1 - own) if own else 0)
    return faults + (_TOUCHES + _OTHER * other if other > _SLIGHT else 0)


def _faults_of_line(line: tuple[Point, Point], heart: Point, owner: int, grid: _Grid, taken: Sequence[Box]) -> float:
    start, end = line
    length = math.dist(start, end)
    steps = max(2, round(length / _CELL))
    way = [
        (start[0] + (end[0] - start[0]) * i / steps, start[1] + (end[1] - start[1]) * i / steps) for i in range(steps)
    ]
    crossed = sum(grid.at(*point) >= 0 and grid.at(*point) != owner for point in way)
    crossed += sum(b[0] < x < b[2] and b[1] < y < b[3] for b in taken for x, y in way)
    return _LENGTH * length + _CROSSING * crossed + _OFF_MIDDLE * math.dist(end, heart)


def _line(box: Box, rings: Sequence[Ring], heart: Point) -> tuple[Point, Point]:
    """The line from a name to its country: from the edge of its box to a point a little inside of the outline."""
    left, top, right, bottom = box

    def edge(point: Point) -> Point:
        x, y = min(max(point[0], left), right), (top + bottom) / 2
        if left < point[0] < right:
            y = top if point[1] < top else bottom
        return x, y

    near = min((point for ring in rings for point in ring), key=lambda point: math.dist(point, edge(point)))
    length = math.dist(near, heart)
    into = min(1.0, _GAP / length) if length else 0.0
    end = (near[0] + (heart[0] - near[0]) * into, near[1] + (heart[1] - near[1]) * into)
    if not is_in_rings(end, rings):
        around = [(near[0] + _IN * math.cos(turn), near[1] + _IN * math.sin(turn)) for turn in range(6)]
        inside = [point for point in around if is_in_rings(point, rings)]
        end = min(inside, key=lambda point: math.dist(point, heart)) if inside else heart if length < 4 * _GAP else near
    return edge(end), end


def _heart(rings: Sequence[Ring]) -> Point:
    """The point of a country that is farthest from its border, on a grid of its largest ring."""
    ring = max(rings, key=lambda ring: abs(area(ring)))
    xs, ys = zip(*ring, strict=True)
    points = [
        (min(xs) + (max(xs) - min(xs)) * column / 12, min(ys) + (max(ys) - min(ys)) * row / 12)
        for row in range(1, 12)
        for column in range(1, 12)
    ]
    inside = [point for point in points if is_in_rings(point, rings)] or [(sum(xs) / len(xs), sum(ys) / len(ys))]
    return max(inside, key=lambda point: min(math.dist(point, other) for other in ring))

"""Makes scripts/briefsite/data/outlines.json from Natural Earth. Run by hand, never by a build.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/make_outlines.py package/countries-110m.json

Natural Earth is in the public domain; the npm package `world-atlas` has its countries at 1:110 million as TopoJSON.
Countries that a map shows as one (the European Union, all other land) are joined, and every border that two outlines
share is simplified once, for both of them.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from briefsite.edition.atlas import MapView, Point, Ring, area

ORIGIN = (
    "Natural Earth, Admin 0 countries, 1:110,000,000, by way of the npm package world-atlas 2.0.2; joined, simplified "
    "and cut to what one map shows by scripts/make_outlines.py"
)
LICENCE = "Public domain (Natural Earth: naturalearthdata.com/about/terms-of-use)"
#: The members in August 2020. Malta is too small for this scale, Cyprus would be a dot.
UNION = (
    *("Austria", "Belgium", "Bulgaria", "Croatia", "Czechia", "Denmark", "Estonia", "Finland", "France", "Germany"),
    *("Greece", "Hungary", "Ireland", "Italy", "Latvia", "Lithuania", "Luxembourg", "Netherlands", "Poland"),
    *("Portugal", "Romania", "Slovakia", "Slovenia", "Spain", "Sweden"),
)
OUTLINES = {
    "mongolia": ("Mongolia",),
    "russia": ("Russia",),
    "china": ("China",),
    "japan": ("Japan",),
    "south-korea": ("South Korea",),
    "india": ("India",),
    "turkey": ("Turkey",),
    "european-union": UNION,
    "united-states": ("United States of America",),
}
#: The map's projection, and an area a little larger than the frame that is drawn.
VIEW = MapView(center=(103.8, 46.9), left=-1.42, top=-1.7, width=2.5, height=2.75, scale=170)
UNIT = 0.1  # degrees; a third of a pixel on the map
DETAIL = 1.8  # square pixels: smaller bends are removed
SMALLEST = 8.0  # square pixels: smaller islands are removed
COARSER = 2.2  # both limits are multiplied by this for land that is only background


def main(file: str) -> None:
    """Read the TopoJSON in `file` and write the data file of the package."""
    shapes = {name: joined(polygons) for name, polygons in _sorted_out(json.loads(Path(file).read_text()))}
    shapes = {name: [ring for ring in rings if _wanted(ring, _coarseness(name))] for name, rings in shapes.items()}
    arcs, outlines = shared(shapes)
    shown = {max(n, ~n) for name, rings in outlines.items() if name in OUTLINES for ring in rings for n in ring}
    short = [simplified(arc, DETAIL * (1 if number in shown else COARSER)) for number, arc in enumerate(arcs)]
    text = _as_json([_steps(arc) for arc in short], outlines)
    target = Path(__file__).parent / "briefsite" / "data" / "outlines.json"
    target.write_text(text, encoding="utf-8")
    print(f"{target.name}: {len(text):,} bytes, {len(short)} arcs, {sum(map(len, short)):,} points")


def _as_json(arcs: Sequence[Sequence[int]], shapes: Mapping[str, Any]) -> str:
    """The text of the data file, one arc or outline a line, so that its diffs can be read."""
    lines = [json.dumps({"origin": ORIGIN, "licence": LICENCE, "unit": UNIT}, ensure_ascii=False)[:-1] + ","]
    lines.append('"arcs": [')
    lines.append(",\n".join(json.dumps(arc, separators=(",", ":")) for arc in arcs))
    lines.append('],\n"outlines": {')
    lines.append(",\n".join(f'"{name}": {json.dumps(shape, separators=(",", ":"))}' for name, shape in shapes.items()))
    return "\n".join([*lines, "}}", ""])


def _sorted_out(topology: Mapping[str, Any]) -> Iterable[tuple[str, list[Ring]]]:
    countries: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [_decoded(topology, ring) for polygon in polygons for ring in polygon]
        countries[geometry["properties"]["name"]] = rings
    # Natural Earth draws de facto control. The text doesn't mention Crimea, so the map keeps the recognized border.
    crimea = [ring for ring in countries["Russia"] if all(32 < x < 37 and 44 < y < 47 for x, y in ring)]  # noqa: PLR2004
    countries["Russia"] = [ring for ring in countries["Russia"] if ring not in crimea]
    countries["Ukraine"] += crimea
    for name, members in OUTLINES.items():
        yield name, [ring for member in members for ring in countries.pop(member)]
    yield "land", [ring for rings in countries.values() for ring in rings]


def _decoded(topology: Mapping[str, Any], numbers: Iterable[int]) -> Ring:
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    points: list[Point] = []
    for number in numbers:
        x = y = 0
        arc: list[Point] = []
        for step_x, step_y in topology["arcs"][number if number >= 0 else ~number]:
            x, y = x + step_x, y + step_y
            lon = round(x * scale_x + shift_x, 4)
            arc.append((180.0 if lon == -180 else lon, round(y * scale_y + shift_y, 4)))  # noqa: PLR2004
        points += (arc if number >= 0 else arc[::-1])[:-1]
    return tuple(points)


def joined(rings: Iterable[Ring]) -> list[Ring]:
    """The outer borders of the area that the rings cover together, without the edges that two of them share.

    The edges along the 180th meridian, where flat maps cut the land, are also left out.
    """
    after: dict[Point, list[Point]] = defaultdict(list)
    for ring in rings:
        for here, there in zip(ring, (*ring[1:], ring[0]), strict=True):
            if here[0] == there[0] == 180:  # noqa: PLR2004
                continue
            if here in after.get(there, ()):
                after[there].remove(here)
            elif here != there:
                after[here].append(there)
    found: list[Ring] = []
    while any(after.values()):
        begin = next(point for point, others in after.items() if others)
        line = [begin]
        while after[line[-1]]:
            line.append(after[line[-1]].pop())
            if line[-1] == begin:
                break
        found.append(tuple(line[:-1] if line[-1] == begin else line))
    return found


def _coarseness(name: str) -> float:
    return 1 if name in OUTLINES else COARSER


def _wanted(ring: Ring, coarseness: float) -> bool:
    """Whether a ring is large enough to be seen, and at least partly inside the map."""
    flat = [VIEW.project(point) for point in ring]
    width, height = VIEW.size
    seen = any(0 < x < width and 0 < y < height for x, y in flat)
    return seen and abs(area(tuple(flat))) > SMALLEST * coarseness


def shared(shapes: Mapping[str, Sequence[Ring]]) -> tuple[list[Ring], dict[str, list[list[int]]]]:
    """The arcs of all rings, and each shape's rings as lists of arc numbers, as in TopoJSON.

    Rings are cut where more than two lines meet. Each arc is listed once; `~n` is the arc `n` reversed.
    """
    near: dict[Point, set[Point]] = defaultdict(set)
    for rings in shapes.values():
        for ring in rings:
            for here, there in zip(ring, (*ring[1:], ring[0]), strict=True):
                near[here].add(there)
                near[there].add(here)
    arcs: dict[Ring, int] = {}
    outlines: dict[str, list[list[int]]] = {}
    for name, rings in shapes.items():
        outlines[name] = []
        for ring in rings:
            cuts = [index for index, point in enumerate(ring) if len(near[point]) > 2] or [0]  # noqa: PLR2004
            turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
            borders = [cut - cuts[0] for cut in cuts] + [len(ring)]
            numbers = []
            for low, high in pairwise(borders):
                piece = turned[low : high + 1]
                if piece[::-1] in arcs:
                    numbers.append(~arcs[piece[::-1]])
                else:
                    numbers.append(arcs.setdefault(piece, len(arcs)))
            outlines[name].append(numbers)
    return list(arcs), outlines


def simplified(arc: Ring, detail: float) -> Ring:
    """The arc without bends smaller than `detail` square pixels (Visvalingam and Whyatt's algorithm)."""
    points = list(arc)
    flat = [VIEW.project(point) for point in points]
    while len(points) > (4 if points[0] == points[-1] else 2):
        spans = [abs(area((flat[i - 1], flat[i], flat[i + 1]))) for i in range(1, len(flat) - 1)]
        least = min(range(len(spans)), key=spans.__getitem__)
        if spans[least] >= detail:
            break
        del points[least + 1], flat[least + 1]
    return tuple(points)


def _steps(arc: Ring) -> list[int]:
    whole = [(round(lon / UNIT), round(lat / UNIT)) for lon, lat in arc]
    steps = [*whole[0]]
    for (x0, y0), (x1, y1) in pairwise(whole):
        steps += [x1 - x0, y1 - y0]
    return steps


if __name__ == "__main__":
    main(sys.argv[1])

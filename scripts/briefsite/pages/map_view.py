"""What a map shows: its projection and window, from edition.yml or from the countries, and what follows from them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from briefsite.edition.atlas import MapView, Point, Ring, area, clipped, frame_around, middle_of, outlines
from briefsite.edition.extras import Map, MapCountry
from briefsite.language.strings import Strings

#: The width of the drawing.
MAP_WIDTH: Final = 358.0
EARTH: Final = 6371.0  # its radius in kilometers
#: What is left of an island at the frame's edge, in square units, and not worth drawing.
SPECK: Final = 1.0
#: The distances that circles are drawn for, in kilometers: the largest that the map has room for, and half of it.
_DISTANCES: Final = (10_000, 5_000, 2_000, 1_000, 500, 200, 100)


def countries_of(drawn: Map) -> Sequence[MapCountry]:
    """All countries that a map names."""
    return [country for group in drawn.groups for country in group.countries]


def center_of(drawn: Map) -> Point:
    """What the map is centered on: as the edition says, or else the subject, or all countries."""
    subject = [country.outline for group in drawn.groups if group.style == "subject" for country in group.countries]
    every = [country.outline for country in countries_of(drawn)]
    return drawn.center or middle_of(subject) or middle_of(every) or (0.0, 0.0)


def view_of(drawn: Map) -> MapView:
    """The projection and the window: as the edition says, or else so that all countries are whole."""
    center, equidistant = center_of(drawn), drawn.projection == "equidistant"
    countries = countries_of(drawn)
    names = (country.outline for country in countries)
    labels = (country.label for country in countries if country.label)
    left, top, width, height = drawn.frame or frame_around(center, names, labels, equidistant=equidistant)
    return MapView(center, left, top, width, height, MAP_WIDTH / width, equidistant)


@lru_cache(maxsize=1024)
def rings_in(view: MapView, name: str, speck: float = SPECK) -> tuple[Ring, ...]:
    """What of an outline is in the window, as rings in units of the drawing."""
    found = (clipped(tuple(view.project(point) for point in ring), *view.size) for ring in outlines().get(name, ()))
    return tuple(ring for ring in found if ring and abs(area(ring)) > speck)


def distances(view: MapView) -> tuple[int, ...]:
    """The distances from the center, in kilometers, that circles on the map show."""
    (x, y), (wide, high) = view.project(view.center), view.size
    room = max(x, wide - x, y, high - y)
    largest = next((each for each in _DISTANCES if view.reach(each / EARTH) < room), 0)
    return (largest // 2, largest) if largest else ()


def pole_of(view: MapView, say: Strings) -> tuple[str, Point] | None:
    """The pole nearer to the center (of the equator the North Pole), if it is on the map: its name and place."""
    key, latitude = ("map.north_pole", 90) if view.center[1] >= 0 else ("map.south_pole", -90)
    x, y = view.project((0, latitude))
    wide, high = view.size
    return (say[key], (x, y)) if 0 < x < wide and 0 < y < high else None


def centered_on(drawn: Map) -> str:
    """The name of the subject that the center is in; "" if there is no such country."""
    subject = [country for group in drawn.groups if group.style == "subject" for country in group.countries]
    center = center_of(drawn)
    whole = MapView(center, -math.pi, -math.pi, 2 * math.pi, 2 * math.pi, 1)
    spot = whole.project(center)
    here = (country.name for country in subject if is_in_rings(spot, rings_in(whole, country.outline, 0)))
    return next(here, "")


def is_in_rings(point: Point, rings: Sequence[Ring]) -> bool:
    """Whether a point is in the area of rings, those within others being holes."""
    x, y = point
    inside = False
    for ring in rings:
        for (x0, y0), (x1, y1) in zip((ring[-1], *ring), ring, strict=False):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                inside = not inside
    return inside

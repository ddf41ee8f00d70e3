"""The map: where the countries are that the text is about, seen from the one in the middle.

The projection is centered on the subject, so that the map shows what the text argues: who surrounds it, and how far
away all others are. Outlines come from the package's data file and are projected by every build; which of them are
shown, and as what, is `map` in edition.yml.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.edition.atlas import MapView, Ring, area, clipped, frame_around, outlines, path
from briefsite.edition.extras import IndexName, Map
from briefsite.edition.standing_pages import NAMES_PAGE
from briefsite.exports.template import printed
from briefsite.html import Markdown, PageBlock, inline_element
from briefsite.markup import editorial, heading, inner, joined, link, phrase, table, typeset
from briefsite.pages.classes import Css
from briefsite.pages.evidence import source_links
from briefsite.pages.page import Part, part_place
from briefsite.pages.svg import add_shape, add_words, canvas, figure, svg_lines
from briefsite.reading.publication import Publication

#: How far outside of the frame lines are still drawn.
MARGIN: Final = 40
#: What is left of an island at the frame's edge, in square half units, and not worth drawing.
SPECK: Final = 4
MAP_WIDTH: Final = 358.0
RADIUS: Final = 6371.0  # kilometers
RINGS: Final = (5_000, 10_000)


def map_blocks(publication: Publication, drawn: Map) -> Iterator[PageBlock]:
    """The map as blocks of a page: the place of its drawing, and what it shows as a table."""
    said = [inline_element("strong", editorial(drawn.title)), *([editorial(drawn.note)] if drawn.note else [])]
    yield heading(2, phrase("On the map"), id="on-the-map")
    by_name = {name.name: name for name in publication.edition.names}
    head = [phrase("On the map"), phrase("Countries"), phrase("Named in")]
    body = [table(head, _rows(publication, drawn, by_name))]
    yield figure(drawn.id, Css.LOCATOR, part_place(_part_name(drawn)), joined(*said, by=" "), body)


def map_part(drawn: Map) -> Part:
    """The drawing as a part of the first page."""
    return Part(_part_name(drawn), printed(svg_lines(map_drawing(drawn))))


def _part_name(drawn: Map) -> str:
    return f"index/{drawn.id}"


def _rows(publication: Publication, drawn: Map, by_name: Mapping[str, IndexName]) -> Iterator[Sequence[Markdown]]:
    """The rows of the table: a color of the map, the countries that have it, where the text names them."""
    ids = publication.name_ids
    for group in drawn.groups:
        countries = []
        for country in group.countries:
            known = by_name.get(country.name)
            countries.append(
                link(editorial(country.name), f"{NAMES_PAGE.markdown}#{ids[known]}")
                if known
                else editorial(country.name)
            )
        where = source_links(publication, group.words) if group.words else inner("–")
        yield _legend(group.style, editorial(group.legend)), joined(*countries, by=", "), where
    rings = " and ".join(f"{kilometers:,}" for kilometers in RINGS)
    yield _legend(Css.RING, phrase("dotted rings")), inner(f"{rings} km from the middle"), inner("–")


def _legend(css: str, said: Markdown) -> Markdown:
    return joined(inline_element("span", classes=(Css.SWATCH, css)), said, by=" ")


def map_drawing(drawn: Map) -> Element:
    """The map itself."""
    left, top, width, height = drawn.frame or _frame(drawn)
    view = MapView(drawn.center, left, top, width, height, MAP_WIDTH / width)
    wide, high = view.size
    canvas_ = canvas(drawn.id, wide, high, drawn.title, map_description(drawn))
    add_shape(canvas_, "rect", Css.SEA, x=0, y=0, width=wide, height=high)
    # Outlines to half a unit: twice the size in whole numbers, a third less to send.
    fine = replace(view, scale=2 * view.scale)
    lines = add_shape(canvas_, "g", "", transform="scale(.5)")
    add_shape(lines, "path", Css.GRATICULE, d=graticule(fine, south=not northern(drawn)))
    styles: dict[str, str] = {country.outline: group.style for group in drawn.groups for country in group.countries}
    for name in sorted(outlines(), key=lambda name: _ORDER[styles.get(name, Css.LAND)]):
        add_shape(lines, "path", styles.get(name, Css.LAND), d=path(_rings(fine, name), decimals=0))
    middle = view.project(drawn.center)
    for kilometers in RINGS:
        # A shortest way of so many kilometers, and how long it is on this projection.
        radius = 2 * math.sin(kilometers / RADIUS / 2) * view.scale
        add_shape(canvas_, "circle", Css.RING, cx=middle[0], cy=middle[1], r=radius)
    x, y = view.project((0, 90 if northern(drawn) else -90))
    if 0 < x < wide and 0 < y < high:
        add_words(canvas_, f"{Css.POLE} middle", x, y, "North Pole" if northern(drawn) else "South Pole")
    for group in drawn.groups:
        for country in group.countries:
            x, y = view.project(country.label)
            add_words(canvas_, f"{group.style} {country.side}", x, y, typeset(country.name))
    add_shape(canvas_, "rect", Css.FRAME, x=0.5, y=0.5, width=wide - 1, height=high - 1)
    return canvas_


def northern(drawn: Map) -> bool:
    """Whether the middle of the map is on the northern hemisphere (the equator is)."""
    return drawn.center[1] >= 0


def _frame(drawn: Map) -> tuple[float, float, float, float]:
    countries = [country for group in drawn.groups for country in group.countries]
    names = (country.outline for country in countries)
    return frame_around(drawn.center, names, (country.label for country in countries))


_ORDER: Final[Mapping[str, int]] = {Css.LAND: 0, "far": 1, "near": 2, "subject": 3}


def _rings(view: MapView, name: str) -> Iterator[Ring]:
    for ring in outlines()[name]:
        inside = clipped(tuple(view.project(point) for point in ring), *view.size)
        if inside and abs(area(inside)) > SPECK:
            yield inside


def graticule(view: MapView, *, south: bool = False) -> str:
    """Meridians every 30 degrees and parallels every 20 of a hemisphere, as far as they are in the frame.

    As the `d` of a path. `south`: of the southern one.
    """
    wide, high = view.size
    sign = -1 if south else 1
    lines = [[(lon, sign * lat) for lat in range(0, 81, 8)] for lon in range(-180, 180, 30)]
    lines += [[(lon, sign * lat) for lon in range(-180, 181, 10)] for lat in range(0, 81, 20)]
    found: list[Ring] = []
    for line in lines:
        piece: list[tuple[float, float]] = []
        for point in (view.project(place) for place in line):
            if -MARGIN < point[0] < wide + MARGIN and -MARGIN < point[1] < high + MARGIN:
                piece.append(point)
            else:
                found.append(tuple(piece))
                piece = []
        found.append(tuple(piece))
    return path((piece for piece in found if len(piece) > 1), closed=False, decimals=0)


def map_description(drawn: Map) -> str:
    """The map in sentences."""
    half = "northern" if northern(drawn) else "southern"
    says = [f"A map of the {half} hemisphere, equal in areas, north at the top."]
    for group in drawn.groups:
        names = [country.name for country in group.countries]
        said = ", ".join(names[:-1]) + (" and " if names[:-1] else "") + names[-1]
        says.append(f"{group.legend[:1].upper()}{group.legend[1:]}: {said}.")
    return " ".join(says)

"""The map: where the countries are that the text is about, seen from the one in the middle.

The projection is centered on the subject, so that the map shows what the text argues: who surrounds it, and how far
away all others are. Outlines come from the package's data file and are projected by every build; which of them are
shown, as what, and in which window, is `map` in edition.yml (`map_view`). The names find their places themselves
(`map_labels`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

import msgspec

from briefsite.edition.atlas import MapView, Point, Ring, outlines, outlines_data, path
from briefsite.edition.extras import IndexName, Map
from briefsite.edition.standing_pages import NAMES_PAGE
from briefsite.exports.template import printed
from briefsite.html import Markdown, PageBlock, inline_element
from briefsite.language.strings import ENGLISH, Strings
from briefsite.markup import editorial, heading, inner, joined, link, phrase, table, typeset
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.evidence import source_links
from briefsite.pages.map_labels import OVER, UNDER, PlacedLabel, Wanted, label_width, place_labels, text_box
from briefsite.pages.map_view import EARTH, SPECK, centered_on, countries_of, distances, pole_of, rings_in, view_of
from briefsite.pages.page import Part, part_place
from briefsite.pages.picture import picture_links, picture_part
from briefsite.pages.svg import add_shape, add_words, canvas, coordinate, figure, svg_lines
from briefsite.reading.publication import Publication
from briefsite.storage.cache import code_checksum, read_cache, write_cache
from briefsite.storage.checksum import checksum

#: How far outside of the frame lines are still drawn.
MARGIN: Final = 40
#: The share of the map's height that counts as near the top, or the bottom.
_UPPER: Final = 0.4
#: The page with the map.
_PAGE: Final = PagePath()


def map_blocks(publication: Publication, drawn: Map) -> Iterator[PageBlock]:
    """The map as blocks of a page: the place of its drawing, and what it shows as a table."""
    said = [inline_element("strong", editorial(drawn.title)), *([editorial(drawn.note)] if drawn.note else [])]
    yield heading(2, phrase(publication.strings["map.title"]), id="on-the-map")
    by_name = {name.name: name for name in publication.edition.names}
    head = [phrase(publication.strings[f"map.{name}"]) for name in ("key", "countries", "mentioned")]
    body = [table(head, _rows(publication, drawn, by_name))]
    yield figure(drawn.id, Css.LOCATOR, part_place(picture_part(_PAGE, drawn.id)), joined(*said, by=" "), body)


def map_part(publication: Publication, drawn: Map, cache: Path | None = None) -> Part:
    """The drawing as a part of the first page, with the ways to its files. `cache` is as in `map_drawing`."""
    links = picture_links(publication, _PAGE, drawn.id)
    lines = svg_lines(map_drawing(drawn, publication.strings, cache))
    return Part(picture_part(_PAGE, drawn.id), printed(lines, links))


def _rows(publication: Publication, drawn: Map, by_name: Mapping[str, IndexName]) -> Iterator[Sequence[Markdown]]:
    """The rows of the table: a color of the map, the countries that have it, where the text names them."""
    ids, say = publication.name_ids, publication.strings
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
        yield _legend(group.style, editorial(group.legend)), joined(*countries, by=say["list.between"]), where
    if circles := ring_words(drawn, say):
        yield _legend(Css.RING, phrase(say["map.circles"])), inner(circles), inner("–")


def ring_words(drawn: Map, say: Strings = ENGLISH) -> str:
    """What the dotted circles show: "5,000 and 10,000 km from Mongolia’s center"; "" if there are none."""
    shown = say.sequence([say.number(kilometers) for kilometers in distances(view_of(drawn))])
    if not shown:
        return ""
    name = centered_on(drawn)
    if name:
        return say.text("map.from_country", distances=shown, country=name)
    return say.text("map.from_center", distances=shown)


def _legend(css: str, said: Markdown) -> Markdown:
    return joined(inline_element("span", classes=(Css.SWATCH, css)), said, by=" ")


def map_drawing(drawn: Map, say: Strings = ENGLISH, cache: Path | None = None) -> Element:
    """The map itself. `cache` is the folder of a cache for the places of its names, or None for no cache."""
    view = view_of(drawn)
    wide, high = view.size
    canvas_ = canvas(drawn.id, wide, high, drawn.title, map_description(drawn, say))
    add_shape(canvas_, "rect", Css.SEA, x=0, y=0, width=wide, height=high)
    # Outlines to half a unit: twice the size in whole numbers, a third less to send.
    fine = replace(view, scale=2 * view.scale)
    lines = add_shape(canvas_, "g", "", transform="scale(.5)")
    add_shape(lines, "path", Css.GRATICULE, d=graticule(fine, south=view.center[1] < 0))
    styles: dict[str, str] = {country.outline: group.style for group in drawn.groups for country in group.countries}
    for name in sorted(outlines(), key=lambda name: _ORDER[styles.get(name, Css.LAND)]):
        add_shape(lines, "path", styles.get(name, Css.LAND), d=path(rings_in(fine, name, 4 * SPECK), decimals=0))
    middle = view.project(view.center)
    for kilometers in distances(view):
        add_shape(canvas_, "circle", Css.RING, cx=middle[0], cy=middle[1], r=view.reach(kilometers / EARTH))
    if pole := pole_of(view, say):
        add_words(canvas_, f"{Css.POLE} middle", *pole_label(pole, view), pole[0])
    _add_labels(canvas_, drawn, say, cache)
    add_shape(canvas_, "rect", Css.FRAME, x=0.5, y=0.5, width=wide - 1, height=high - 1)
    return canvas_


def _add_labels(canvas_: Element, drawn: Map, say: Strings, cache: Path | None) -> None:
    """The names of the countries, with their lines. A name that isn't on dark countries only is dark itself."""
    styles = {typeset(country.name): group.style for group in drawn.groups for country in group.countries}
    labels = labels_of(drawn, say, cache)
    for label in labels:
        if label.leader:
            (x, y), (to_x, to_y) = label.leader
            line = f"M{coordinate(x)} {coordinate(y)}L{coordinate(to_x)} {coordinate(to_y)}"
            add_shape(canvas_, "path", Css.LEADER, d=line)
            add_shape(canvas_, "circle", Css.TIP, cx=to_x, cy=to_y, r=1.4)
    for label in labels:
        css = styles[label.name] if label.on_dark else "far"
        add_words(canvas_, f"{css} {label.side}", *label.at, label.name)


def pole_label(pole: tuple[str, Point], view: MapView) -> Point:
    """Where the name of a pole is: at the pole, but not cut off by the frame."""
    (name, (x, y)), (wide, high) = pole, view.size
    half = label_width(name) / 2 + 4
    return min(max(x, half), wide - half), min(max(y, OVER + 4), high - UNDER - 4)


@lru_cache(maxsize=32)
def labels_of(drawn: Map, say: Strings = ENGLISH, cache: Path | None = None) -> tuple[PlacedLabel, ...]:
    """The names of a map's countries in their places. Kept: the page and the picture have the same map.

    `cache` is the folder of a cache, or None for no cache: to find the places takes as long as to make all pages of the
    brief.
    """
    file = None if cache is None else cache / "labels.json"
    kept, pole = read_cache(file), pole_of(view_of(drawn), say)
    key = checksum(code_checksum(_PLACING, ()), outlines_data(), msgspec.json.encode([drawn, pole]))
    with suppress(KeyError, msgspec.DecodeError):
        return msgspec.json.decode(kept[key], type=tuple[PlacedLabel, ...])
    found = _placed(drawn, pole)
    if file is not None:
        write_cache(file, dict([*kept.items(), (key, msgspec.json.encode(found).decode())][-_KEPT:]))
    return found


#: How many maps the cache holds: those of the last versions, which are seldom made again, and may have other ones.
_KEPT: Final = 8
#: The modules that the places of names depend on.
_PLACING: Final = tuple(
    f"briefsite.{module}"
    for module in ("pages.map", "pages.map_labels", "pages.map_view", "edition.atlas", "edition.extras", "markup")
)


def _placed(drawn: Map, pole: tuple[str, Point] | None) -> tuple[PlacedLabel, ...]:
    view = view_of(drawn)
    wanted = [
        Wanted(
            typeset(country.name),
            rings_in(view, country.outline),
            dark=group.style != "far",
            given=(view.project(country.label), country.side) if country.label else None,
        )
        for group in drawn.groups
        for country in group.countries
    ]
    named = {country.outline for country in countries_of(drawn)}
    land = [ring for name in outlines() if name not in named for ring in rings_in(view, name)]
    taken = [text_box(pole[0], pole_label(pole, view), "middle")] if pole else []
    return place_labels(wanted, land, taken, view.size)


_ORDER: Final[Mapping[str, int]] = {Css.LAND: 0, "far": 1, "near": 2, "subject": 3}


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


def map_description(drawn: Map, say: Strings = ENGLISH) -> str:
    """The map in sentences."""
    view = view_of(drawn)
    middle = centered_on(drawn) or _place(view.center, say)
    kind = say.text("map.equidistant" if view.equidistant else "map.equal_area", place=middle)
    pole = _where_pole(view, say)
    says = [say.text("map.described_with_pole", map=kind, pole=pole) if pole else say.text("map.described", map=kind)]
    for group in drawn.groups:
        countries = say.sequence([country.name for country in group.countries])
        legend = f"{group.legend[:1].upper()}{group.legend[1:]}"
        says.append(say.text("map.group", legend=legend, countries=countries))
    return " ".join(says)


def _where_pole(view: MapView, say: Strings) -> str:
    """Where on the map the pole is, as the end of a sentence; "" if it isn't there."""
    pole = pole_of(view, say)
    if pole is None:
        return ""
    name, (_, y) = pole
    height = y / view.size[1]
    where = "top" if height < _UPPER else "bottom" if height > 1 - _UPPER else "middle"
    return say.text(f"map.pole_at_{where}", pole=name)


def _place(point: tuple[float, float], say: Strings) -> str:
    """A place by its coordinates: "25° S, 134° E"."""
    lon, lat = point
    return say.text(
        "map.coordinates",
        latitude=f"{abs(lat):g}",
        north_or_south=say["map.south" if lat < 0 else "map.north"],
        longitude=f"{abs(lon):g}",
        east_or_west=say["map.west" if lon < 0 else "map.east"],
    )

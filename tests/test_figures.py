"""Figures and the map: true to their numbers, whole after Markdown, legible, and nothing in them but classes."""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
import re
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import markdown
import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from briefsite.edition.atlas import MapView, area, clipped, frame_around, outlines, path
from briefsite.edition.extras import Chart, Figure, Quantity
from briefsite.language.strings import ENGLISH
from briefsite.markup import inner, table, typeset
from briefsite.pages.charts import FULL, bar, chart_description, chart_parts, charts
from briefsite.pages.classes import Css
from briefsite.pages.map import labels_of, map_blocks, map_description, map_drawing, map_part, ring_words
from briefsite.pages.map_labels import text_box
from briefsite.pages.map_view import MAP_WIDTH, center_of, is_in_rings, rings_in, view_of
from briefsite.pages.overview import overview_page
from briefsite.pages.page import part_place
from briefsite.pages.svg import figure, svg_lines
from briefsite.reading.publication import Publication
from briefsite.reading.whose_figure import whose_figure

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]


def test_the_line_above_the_key_figures_owns_up_to_what_the_editors_calculated(publication: Publication) -> None:
    def line_of(figures: list[Figure]) -> str:
        edition = msgspec.structs.replace(publication.edition, figures=figures)
        shown = overview_page(dataclasses.replace(publication, edition=edition), publication.outline.leaves[0])
        (found,) = re.findall(r">(Figures from the brief[^<]*)<", "\n".join(shown.blocks))
        return str(found)

    figures = list(publication.edition.figures)
    assert line_of(figures) == "Figures from the brief and calculations by the editors"
    assert line_of([figure for figure in figures if whose_figure(figure) == "text"]) == "Figures from the brief"


def parts(drawn: Chart) -> dict[str, ET.Element]:
    return {(node.get("class") or "").split(" ")[0]: node for node in bar(drawn)}


def test_the_bars_are_as_long_as_their_numbers(publication: Publication) -> None:
    exports, investment = (parts(drawn) for drawn in publication.edition.charts)
    wide = [float(re.findall(r"h([\d.]+)", node["part"].get("d") or "")[0]) for node in (exports, investment)]
    assert wide == pytest.approx([FULL * 6.3 / 7, FULL / 2], abs=0.1)
    # What the text leaves open is drawn open: "approximately" broken, "more than" with an arrow.
    assert exports["whole"].get("class") == "whole about"
    assert "l9 " in (investment["part"].get("d") or "")
    assert "l9 " not in (exports["part"].get("d") or "")


def test_each_number_stands_in_the_table_with_its_paragraph_and_note(publication: Publication) -> None:
    (leaf,) = [leaf for leaf in publication.outline.leaves if leaf.page.slug == "china-dependence"]
    blocks = "\n\n".join(charts(publication, leaf))
    tree = LexborHTMLParser(markdown.markdown(blocks, extensions=EXTENSIONS))
    rows = [[cell.text() for cell in row.css("td")] for row in tree.css("figure tbody tr")]
    assert [row[1:] for row in rows] == [
        ["6.3 billion dollars", "¶\u00a08 · note 8"],
        ["about 0.7 billion dollars", "calculated by the editors"],
        ["approximately 7 billion dollars", "¶\u00a08 · note 8"],
        ["more than fifty percent", "¶\u00a08 · note 7"],
        ["100 percent", "calculated by the editors"],
    ]
    assert [cell.text() for cell in tree.css("#investment-share thead th")] == ["Item", "Amount", "Source"]
    targets = [link.attributes["href"] for link in tree.css("#investment-share tbody a")]
    assert targets == ["china-dependence.md#p8", "china-dependence.md#n7"]
    assert [part.name for part in chart_parts(publication, leaf)] == [
        "china-dependence/exports-2018", "china-dependence/investment-share"
    ]  # fmt: skip
    others = [other for other in publication.outline.leaves if other is not leaf]
    assert not [block for other in others for block in charts(publication, other)]


def share(value: float, label: str = "a share", of: str = "") -> Quantity:
    return Quantity(value=value, shown=f"{value:g} percent", label=label, of=of)


def test_a_bar_has_no_limit_of_another_whole() -> None:
    whole = share(100, label="foreign investments")
    drawn = Chart(id="x", title="Shares", whole=whole, part=share(50), limit=share(33, of="Foreign  Investments"))
    at = float(re.findall(r"M([\d.]+)", parts(drawn)["limit"].get("d") or "")[0])
    assert at == pytest.approx(1 + FULL * 0.33, abs=0.1)
    assert chart_description(drawn).endswith("Line across the bar: a share, 33 percent.")
    for basis in ("", "all investments"):
        other = msgspec.structs.replace(drawn, limit=share(33, of=basis))
        assert "limit" not in parts(other)
        assert "Line" not in chart_description(other)


def test_text_alternatives_say_what_is_drawn(publication: Publication) -> None:
    exports, investment = map(chart_description, publication.edition.charts)
    assert exports == (
        "Bar: total exports, approximately 7 billion dollars. 90 percent of the bar is filled: to China, 6.3 billion "
        "dollars. Remainder: to all others, about 0.7 billion dollars."
    )
    assert "50 percent of the bar is filled, with an arrow for more than that: held by China, more than" in investment


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=80),
    st.sampled_from(["<b>&amp;", "a\n\nb", "*x* [7](y) {: #z}", "`x`", "</div></figure>", "klzzwxh:0000", "--> x"]),
)
NUMBERS = st.floats(1e-3, 1e6, allow_nan=False)


@given(TEXTS, TEXTS, NUMBERS, NUMBERS, st.booleans())
@example("a\n\nb", "c\n\nd", 1.0, 2.0, True)
def test_property_a_drawing_passes_through_markdown_as_it_is(
    title: str, label: str, whole: float, part: float, limited: bool
) -> None:
    some = Quantity(value=part, shown=label, label=title, bound="more-than")
    drawn = Chart(
        id="x", title=title, whole=Quantity(value=whole, shown=title, label=label), part=some,
        rest=some, limit=msgspec.structs.replace(some, of=label) if limited else None,
    )  # fmt: skip
    svg = svg_lines(bar(drawn))
    assert " style=" not in re.sub(r">[^<]*<", "><", svg)
    assert "" not in svg.split("\n")  # Markdown ends HTML at an empty line
    block = figure(
        "x", Css.BAR, svg, inner("A caption."), [table([inner("a"), inner("b")], [[inner("c"), inner("d")]])]
    )
    rendered = markdown.markdown(f"Before.\n\n{block}\n\nAfter.", extensions=EXTENSIONS)
    assert svg in rendered
    tree = LexborHTMLParser(rendered)
    assert [node.tag for node in tree.css("body > *")] == ["p", "figure", "p"]
    assert [" ".join(node.text().split()) for node in tree.css("title")] == [" ".join(typeset(title).split())]
    assert len(tree.css("figure > div.plot > svg")) == len(tree.css("figure > table")) == 1


# Square kilometers, in thousands: what the outlines must come to if data, projection and scale are right.
AREAS = {
    "mongolia": 1_564,
    "russia": 16_900,
    "china": 9_600,
    "india": 3_150,
    "turkey": 783,
    "japan": 378,
    "south-korea": 100,
    "united-states": 9_370,
    "european-union": 4_130,
}


@pytest.mark.parametrize("name", AREAS)
def test_outlines_enclose_the_areas_of_their_countries(name: str) -> None:
    view = MapView((103.8, 46.9), 0, 0, 1, 1, scale=6371)
    enclosed = sum(abs(area(tuple(view.project(point) for point in ring))) for ring in outlines()[name])
    assert enclosed / 1000 == pytest.approx(AREAS[name], rel=0.08)


def test_no_gap_shows_between_a_country_and_its_neighbors() -> None:
    (mongolia,) = outlines()["mongolia"]
    around = {point for name in ("russia", "china") for ring in outlines()[name] for point in ring}
    assert len(mongolia) > 30
    assert set(mongolia) <= around


def test_the_data_say_where_they_are_from_and_stay_small(root: Path) -> None:
    data = (root / "scripts/briefsite/data/outlines.json").read_bytes()
    assert len(data) < 25_000
    assert "Natural Earth" in json.loads(data)["origin"]
    assert "Public domain" in json.loads(data)["licence"]


def test_without_a_frame_the_map_shows_its_countries_whole(publication: Publication) -> None:
    drawn = publication.edition.map
    assert drawn is not None
    near = tuple(group for group in drawn.groups if group.style != "far")
    own = msgspec.structs.replace(drawn, frame=None, groups=near)
    center = center_of(own)
    left, top, width, height = frame_around(center, ["mongolia", "russia", "china"], [])
    view = MapView(center, left, top, width, height, 1)
    for point in (view.project(point) for name in ("mongolia", "russia", "china") for point in outlines()[name][0]):
        assert 0 < point[0] < width
        assert 0 < point[1] < height
    canvas = map_drawing(own)
    (_, _, wide, high) = map(float, (canvas.get("viewBox") or "").split())
    assert wide == MAP_WIDTH
    assert high / wide == pytest.approx(height / width, rel=0.01)
    assert frame_around(center, ["no outline"], []) == pytest.approx((-1.414, -1.414, 2.828, 2.828), abs=0.001)
    assert frame_around((0, 0), [], [(0, 0)]) == pytest.approx((-0.01, -0.01, 0.02, 0.02))


def test_a_map_in_the_south_is_one_of_the_south(publication: Publication) -> None:
    drawn = publication.edition.map
    assert drawn is not None
    south = msgspec.structs.replace(drawn, center=(134.0, -25.0), frame=(-1.2, -1.2, 2.4, 2.4))
    assert map_description(south).startswith(
        "Equal-area map centered on 25° S, 134° E; the South Pole is near the bottom."
    )
    said = {node.text for node in map_drawing(south).iter("text")}
    assert "South Pole" in said
    assert "North Pole" not in said
    narrow = msgspec.structs.replace(south, frame=(-0.2, -0.2, 0.4, 0.4))
    assert "South Pole" not in {node.text for node in map_drawing(narrow).iter("text")}
    assert map_description(narrow).startswith("Equal-area map centered on 25° S, 134° E. ")


def test_what_the_edition_doesnt_say_of_the_map_follows_from_its_countries(publication: Publication) -> None:
    drawn = publication.edition.map
    assert drawn is not None
    assert map_description(drawn).startswith("Equal-area map centered on Mongolia; the North Pole is near the top. ")
    assert ring_words(drawn) == "5,000 and 10,000 km from Mongolia’s center"
    bare = msgspec.structs.replace(drawn, center=None, frame=None, projection="equidistant")
    view = view_of(bare)
    assert view.center == pytest.approx((103, 47), abs=2)
    assert map_description(bare).startswith("Map centered on Mongolia, with true distances from there; the North Pole")
    # The equidistant projection is true to the way to the pole: 90 degrees less the latitude of the center.
    way = math.dist(view.project(view.center), view.project((0, 90)))
    assert way / view.scale == pytest.approx(math.radians(90 - view.center[1]))
    # Without a subject it is the middle of all; close by, the circles are smaller.
    far = msgspec.structs.replace(bare, groups=bare.groups[2:])
    assert not any(group.style == "subject" for group in far.groups)
    assert "the center of the map" in ring_words(far)
    near = msgspec.structs.replace(bare, groups=bare.groups[:1])
    assert ring_words(near) == "500 and 1,000 km from Mongolia’s center"


def test_the_map_is_small_and_its_labels_are_apart(publication: Publication) -> None:
    drawn = publication.edition.map
    assert drawn is not None
    canvas = map_drawing(drawn)
    svg = ET.tostring(canvas, encoding="unicode")
    assert len(svg) < 15_000
    assert " style=" not in svg
    (_, _, wide, high) = map(float, (canvas.get("viewBox") or "").split())
    assert wide == MAP_WIDTH
    boxes = []
    for node in canvas.iter("text"):
        says, css = node.text or "", (node.get("class") or "").split()
        width = len(says) * 6.9  # 12.5 px in a bold sans serif
        left = float(node.get("x") or 0) - {"start": 0, "middle": width / 2, "end": width}[css[-1]]
        boxes.append((says, left, float(node.get("y") or 0) - 10, left + width, float(node.get("y") or 0) + 3))
    assert {says for says, *_ in boxes} == {
        "North Pole", *(country.name for group in drawn.groups for country in group.countries)
    }  # fmt: skip
    for says, left, top, right, bottom in boxes:
        assert 0 < left < right < wide, says
        assert 0 < top < bottom < high, says
    named = {country.name: country.outline for group in drawn.groups for country in group.countries}
    view = view_of(drawn)
    for label in labels_of(drawn):
        left, top, right, bottom = text_box(label.name, label.at, label.side)
        rings = rings_in(view, named[label.name])
        middle = ((left + right) / 2, (top + bottom) / 2)
        if label.leader:
            start, end = label.leader
            assert left <= start[0] <= right, label.name
            assert top <= start[1] <= bottom, label.name
            assert is_in_rings(end, rings), label.name
            assert math.dist(start, end) < 30, label.name
        else:
            assert is_in_rings(middle, rings), f"{label.name} is neither on its country nor has it a line"
        for other in set(named.values()) - {named[label.name]} if label.leader else ():
            points = [(x, y) for x in (left, middle[0], right) for y in (top, middle[1], bottom)]
            assert not any(is_in_rings(point, rings_in(view, other)) for point in points), f"{label.name} is on {other}"
    for (one, *a), (other, *b) in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], f"{one} stands on {other}"


def test_the_maps_table_names_every_country_and_the_words_that_do(publication: Publication) -> None:
    drawn = publication.edition.map
    assert drawn is not None
    tree = LexborHTMLParser(markdown.markdown("\n\n".join(map_blocks(publication, drawn)), extensions=EXTENSIONS))
    rows = {row.css("td")[0].text().strip(): row for row in tree.css("figure tbody tr")}
    for group in drawn.groups:
        row = rows[typeset(group.legend)]
        assert row.css("td")[1].text() == ", ".join(country.name for country in group.countries)
        (where,) = [link.attributes["href"] for link in row.css("td")[2].css("a[aria-label^=paragraph]")]
        assert group.words
        assert where == publication.target(*publication.quoted_at(group.words))
    assert part_place(map_part(publication, drawn).name) in "".join(map_blocks(publication, drawn))
    (told,) = LexborHTMLParser(map_part(publication, drawn).markup).css("svg desc")
    assert "Its two neighbors: Russia and China." in told.text()


def test_a_label_that_an_editor_puts_elsewhere_has_a_line_to_its_country(publication: Publication) -> None:
    drawn = publication.edition.map
    assert drawn is not None
    at = {"japan": (150.0, 25.0), "turkey": (35.0, 39.0)}
    groups = tuple(
        msgspec.structs.replace(
            group,
            countries=tuple(
                msgspec.structs.replace(country, label=at.get(country.outline)) for country in group.countries
            ),
        )
        for group in drawn.groups
    )
    labels = {label.name: label for label in labels_of(msgspec.structs.replace(drawn, groups=groups))}
    japan, view = labels["Japan"], view_of(drawn)
    assert japan.at == view.project(at["japan"])
    assert japan.leader
    assert is_in_rings(japan.leader[1], rings_in(view, "japan"))
    assert labels["Turkey"].leader is None


def test_the_cache_gives_the_labels_of_the_same_map_and_of_no_other(publication: Publication, tmp_path: Path) -> None:
    drawn = publication.edition.map
    assert drawn is not None
    found = labels_of(drawn, ENGLISH, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefsite.pages.map.place_labels", lambda *_: ())
        labels_of.cache_clear()
        assert labels_of(drawn, ENGLISH, tmp_path) == found
        wider = msgspec.structs.replace(drawn, frame=(-1.5, -1.5, 3.0, 3.0))
        assert labels_of(wider, ENGLISH, tmp_path) == ()
        (tmp_path / "labels.json").write_text("damaged", encoding="utf-8")
        labels_of.cache_clear()
        assert labels_of(drawn, ENGLISH, tmp_path) == ()


SQUARE = ((-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0))


def test_what_is_outside_of_the_frame_is_cut_off() -> None:
    assert set(clipped(SQUARE, 10, 10, 0)) == {(0, 0), (5, 0), (5, 5), (0, 5)}
    assert clipped(SQUARE, 10, 10, 20) == SQUARE
    assert clipped(tuple((x + 100, y) for x, y in SQUARE), 10, 10, 0) == ()


def test_paths_are_short_and_exact() -> None:
    assert path([((0, 0), (10, 0.25), (10, -0.25), (-0.5, 0.04))]) == "M0 0l10 .2 0-.4-10.5 .2z"
    assert path([((1, 1), (1, 1.01)), ((0, 0), (3, 4))], closed=False, decimals=0) == "M0 0l3 4"


@pytest.mark.parametrize(
    ("value", "words", "by", "whose"),
    [
        ("more than 50 percent", "More than fifty percent of foreign investments", None, "text"),
        ("one third", "should exceed one third of the total", None, "text"),
        ("1,234", "in all 1234 ships", None, "text"),
        ("about 90 percent", "6.3 billion of approximately 7 billion", None, None),
        ("about 90 percent", "6.3 billion of approximately 7 billion", "editors", "editors"),
        ("most", "the greater part", None, "text"),
        ("2 of 3", "two of them", None, None),
    ],
)
def test_a_figure_is_the_texts_if_its_number_is_there(
    value: str, words: str, by: Literal["text", "editors"] | None, whose: str | None
) -> None:
    assert whose_figure(Figure(value=value, label="of it", words=words, by=by)) == whose


def test_each_key_figure_says_whose_number_it_is(publication: Publication) -> None:
    (leaf,) = [leaf for leaf in publication.outline.leaves if leaf.page.slug == "/"]
    tree = LexborHTMLParser(
        markdown.markdown("\n\n".join(overview_page(publication, leaf).blocks), extensions=EXTENSIONS)
    )
    assert [node.text() for node in tree.css(".figure .by")] == [
        "Calculated by the editors.", "Stated by the brief.", "Stated by the brief."
    ]  # fmt: skip

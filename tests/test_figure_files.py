"""The files of charts and maps: their data as a table, and pictures that need nothing else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from briefsite.edition.extras import Chart, Map
from briefsite.exports.pictures import png_pictures
from briefsite.pages.figure_files import figure_files
from briefsite.pages.map import map_part
from briefsite.pages.picture import FILES, picture_file
from briefsite.reading.publication import Publication
from briefsite.site.generated import generated_files
from briefsite.site.seen_files import FileSet

SITE = "https://press.test/brief/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def files(publication: Publication) -> Mapping[str, bytes]:
    return figure_files(publication, SITE, None)


def rows(data: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(data.decode()))]


def test_every_figure_has_its_data_and_its_pictures(publication: Publication, files: Mapping[str, bytes]) -> None:
    figures = ["china-dependence-exports-2018", "china-dependence-investment-share", "index-map"]
    assert sorted(files) == sorted(f"figures/{name}.{ending}" for name in figures for ending in FILES)
    drawn = publication.edition.map
    assert drawn is not None
    (leaf,) = [leaf for leaf in publication.outline.leaves if leaf.page.slug == "/"]
    for ending in FILES:
        assert f"'{picture_file(leaf.at, drawn.id, ending)}' | url" in map_part(publication, drawn).markup


def test_the_data_say_what_the_text_says_and_where(files: Mapping[str, bytes]) -> None:
    assert rows(files["figures/china-dependence-exports-2018.csv"]) == [
        ["item", "amount", "value", "precision", "source", "link"],
        ["to China", "6.3 billion dollars", "6.3", "exact", "¶ 8, note 8", f"{SITE}china-dependence/#p8"],
        ["to all others", "about 0.7 billion dollars", "0.7", "about", "calculated by the editors", ""],
        [
            "total exports",
            "approximately 7 billion dollars",
            "7",
            "about",
            "¶ 8, note 8",
            f"{SITE}china-dependence/#p8",
        ],
    ]
    head, mongolia, *_, turkey = rows(files["figures/index-map.csv"])
    assert head == ["country", "key", "source", "link"]
    assert mongolia == ["Mongolia", "subject of the brief", "¶ 1", f"{SITE}#p1"]
    assert turkey[0] == "Turkey"


def test_no_cell_is_a_formula(publication: Publication) -> None:
    (chart, *_) = publication.edition.charts
    part = msgspec.structs.replace(chart.part, label='=HYPERLINK("https://a.test")', shown="-5")
    edition = msgspec.structs.replace(
        publication.edition, map=None, charts=(msgspec.structs.replace(chart, part=part),)
    )
    (table,) = (
        data for name, data in figure_files(replace(publication, edition=edition), SITE, None).items() if "csv" in name
    )
    assert rows(table)[1][:2] == ['\'=HYPERLINK("https://a.test")', "'-5"]


def test_a_picture_needs_nothing_else_and_says_what_it_is(publication: Publication, files: Mapping[str, bytes]) -> None:
    drawn: list[tuple[str, Chart | Map]] = [
        (f"china-dependence-{chart.id}", chart) for chart in publication.edition.charts
    ]
    assert publication.edition.map
    for name, figure in [*drawn, ("index-map", publication.edition.map)]:
        data = files[f"figures/{name}.svg"]
        assert not re.search(rb"href|url\(|@import|var\(|<script|@font-face", data)
        root = ET.fromstring(data)  # noqa: S314 - our own
        assert (root.tag, root.findtext(f"{SVG}desc")) == (f"{SVG}svg", root.findtext(f"{SVG}desc") or "none")
        said = " ".join(node.text or "" for node in root.iter(f"{SVG}text"))
        assert (root.findtext(f"{SVG}title") or "no title") in said
        assert "the editors of this edition" in said
        assert "28 August 2020" in said
        assert f"#{figure.id}" in said.replace(" ", "")
        # Each class that it has is in its own style sheet, unless it only marks what is plain text.
        styled = set(re.findall(r"\.([a-z-]+)", root.findtext(f"{SVG}style") or ""))
        carried = {css for node in root.iter() for css in (node.get("class") or "").split()}
        assert carried - styled <= {"bar", "exact", "more-than", "start", "legend"}


def test_a_png_is_the_same_with_and_without_a_cache(files: Mapping[str, bytes], tmp_path: Path) -> None:
    name = "figures/china-dependence-exports-2018"
    drawing = {"x": files[f"{name}.svg"].decode()}
    first, again = (png_pictures(drawing, tmp_path)["x"] for _ in range(2))
    assert first == again == files[f"{name}.png"]
    assert first.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(first[at : at + 4]) for at in (16, 20))
    size = ET.fromstring(drawing["x"])  # noqa: S314 - our own
    assert (wide, high) == pytest.approx((2 * float(size.get("width") or 0), 2 * float(size.get("height") or 0)), abs=1)
    (tmp_path / "pictures.json").write_text("damaged")
    assert png_pictures(drawing, tmp_path)["x"] == first


def test_the_files_of_a_generated_page_are_generated() -> None:
    page = b"---\ntitle: A\n---\n<!-- Generated by `briefsite build` from sources/x/. -->\n"
    docs = {
        "a-b.md": page,
        "x/index.md": page,
        "mine.md": b"# Mine\n",
        "figures/a-b-chart.csv": b"a\n",
        "x/figures/index-map.png": b"",
        "figures/a-b.svg": b"",
        "figures/a-b-chart.pdf": b"",
        "figures/mine-chart.svg": b"",
        "other/a-b-chart.csv": b"",
    }
    found = generated_files(FileSet(docs), {})
    assert sorted(found) == ["a-b.md", "figures/a-b-chart.csv", "x/figures/index-map.png", "x/index.md"]

"""The files of charts and maps: their data (CSV), and the drawing as a picture (SVG and PNG).

They are in docs/figures/, each with the name of its page before its own: `figures/china-dependence-exports-2018.csv`.
The tables have the columns of those in the page, and a link to the words that each row rests on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from briefsite.edition.extras import Chart, Map
from briefsite.exports.pictures import png_pictures
from briefsite.exports.placeholder import is_placeholder
from briefsite.ledger.address import plain_label
from briefsite.page_path import PagePath
from briefsite.pages.charts import bar, charts_of
from briefsite.pages.classes import Css
from briefsite.pages.evidence import note_after
from briefsite.pages.map import map_drawing, ring_words
from briefsite.pages.picture import Picture, picture_file, svg_file
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.summary import imprint_line


def figure_files(publication: Publication, site_url: str, cache: Path | None) -> Mapping[str, bytes]:
    """The contents of every file by its path in docs/, in its edition. `cache` is the folder of the pictures' cache."""
    tables: dict[str, str] = {}
    drawings: dict[str, str] = {}
    for leaf in publication.outline.leaves:
        for name, data, picture in figures_of_page(publication, leaf, site_url, cache):
            tables[picture_file(leaf.at, name, "csv")] = data
            drawings[picture_file(leaf.at, name, "svg")] = svg_file(picture)
    pictures = png_pictures({name.removesuffix("svg") + "png": drawing for name, drawing in drawings.items()}, cache)
    texts = {**tables, **drawings}
    return dict(sorted({**{name: text.encode() for name, text in texts.items()}, **pictures}.items()))


def figures_of_page(
    publication: Publication, leaf: Leaf, site_url: str, cache: Path | None = None
) -> Iterator[tuple[str, str, Picture]]:
    """The id, data (CSV) and picture of each figure of a page. `cache` is as in `map.map_drawing`."""
    drawn = publication.edition.map
    if leaf.page.slug == "/":
        if drawn is not None:
            picture = _map_picture(publication, leaf, drawn, site_url, cache)
            yield drawn.id, _map_data(publication, drawn, site_url), picture
        return
    for one in charts_of(publication, leaf):
        yield one.id, _chart_data(publication, one, site_url), _chart_picture(publication, leaf, one, site_url)


def _chart_data(publication: Publication, drawn: Chart, site_url: str) -> str:
    calculated = (publication.strings["chart.calculated"], "")
    head = ("item", "amount", "value", "precision", "source", "link")
    rows = (
        (
            quantity.label,
            quantity.shown,
            f"{quantity.value:g}",
            quantity.bound,
            *(_evidence(publication, quantity.words, site_url) if quantity.words else calculated),
        )
        for _, quantity in drawn.parts
    )
    return _table(head, rows)


def _map_data(publication: Publication, drawn: Map, site_url: str) -> str:
    rows = (
        (country.name, group.legend, *(_evidence(publication, group.words, site_url) if group.words else ("", "")))
        for group in drawn.groups
        for country in group.countries
    )
    return _table(("country", "key", "source", "link"), rows)


def _evidence(publication: Publication, words: str, site_url: str) -> tuple[str, str]:
    """Where quoted words are ("¶ 8, note 8"), and the link to them."""
    index, item = publication.quoted_at(words)
    address = publication.addresses.of(index, item)
    cited = note_after(publication, words)
    said = plain_label(address)
    if cited:
        note = publication.strings.text("common.note", number=cited.shown)
        said = publication.strings.text("common.place_and_note", place=said, note=note)
    return said, f"{_page_url(publication.leaf(index).at, site_url)}#{address}"


def _page_url(at: PagePath, site_url: str) -> str:
    return at.url("" if is_placeholder(site_url) else site_url)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _chart_picture(publication: Publication, leaf: Leaf, drawn: Chart, site_url: str) -> Picture:
    source = _source(publication, leaf, drawn, site_url, "chart.of_editors")
    return Picture(bar(drawn, publication.strings), Css.BAR, drawn.title, source)


def _map_picture(publication: Publication, leaf: Leaf, drawn: Map, site_url: str, cache: Path | None) -> Picture:
    say = publication.strings
    legend: list[tuple[str, str]] = [(group.style, group.legend) for group in drawn.groups]
    legend += [(Css.RING, circles)] if (circles := ring_words(drawn, say)) else []
    source = _source(publication, leaf, drawn, site_url, "map.of_editors")
    return Picture(map_drawing(drawn, say, cache), Css.LOCATOR, drawn.title, source, legend)


def _source(publication: Publication, leaf: Leaf, drawn: Chart | Map, site_url: str, key: str) -> list[str]:
    say = publication.strings
    work = say.text("common.quoted", words=publication.edition.work.title)
    address = "" if is_placeholder(site_url) else f"{leaf.at.url(site_url)}#{drawn.id}"
    cited = say.text(key, work=", ".join(filter(None, (work, imprint_line(publication.edition)))))
    return [*([drawn.note] if drawn.note else []), cited, *([address] if address else [])]

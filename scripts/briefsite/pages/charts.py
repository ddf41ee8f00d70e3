"""Figures from the text's own numbers: a bar that is a whole, with the part of it that the text names.

Each is drawn to scale from `charts` of edition.yml, with its numbers in a table beneath, and each number leads to the
words that it is taken from. What the text leaves open stays open: "more than" ends in an arrow, "approximately" in a
broken line.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.edition.extras import Chart, Quantity
from briefsite.exports.template import printed
from briefsite.html import Markdown, PageBlock, inline_element
from briefsite.language.strings import ENGLISH, Strings
from briefsite.markup import editorial, joined, phrase, table, typeset
from briefsite.pages.classes import Css
from briefsite.pages.evidence import source_links, whose
from briefsite.pages.fold import folded
from briefsite.pages.page import Part, part_place
from briefsite.pages.picture import picture_links, picture_part
from briefsite.pages.svg import add_shape, add_words, canvas, coordinate, figure, svg_lines
from briefsite.reading.listings import drawn_on
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication

#: The drawing's width, the bar's, its upper and lower edge; from one line of text to the next; letters of a line.
CHART_WIDTH: Final = 360.0
FULL: Final = CHART_WIDTH - 2
TOP: Final = 20.0
BOTTOM: Final = 46.0
LINE: Final = 16.0
LETTERS: Final = 48


def charts(publication: Publication, leaf: Leaf) -> Iterator[PageBlock]:
    """The figures whose part is quoted from a page, as its blocks, under a heading."""
    if own := charts_of(publication, leaf):
        say = publication.strings
        yield folded(
            phrase(say["chart.title"]),
            whose(say.text("chart.whose", text=publication.edition.work.noun)),
            *(chart(publication, leaf, entry) for entry in own),
            id="drawn-to-scale",
            classes=Css.CHARTS,
        )


def chart(publication: Publication, leaf: Leaf, drawn: Chart) -> Markdown:
    """One figure: the bar, its title, the table of its numbers."""
    say = publication.strings
    said = [inline_element("strong", editorial(drawn.title)), *([editorial(drawn.note)] if drawn.note else [])]
    rows = [
        (
            editorial(quantity.label),
            editorial(quantity.shown),
            source_links(publication, quantity.words) if quantity.words else phrase(say["chart.calculated"]),
        )
        for _, quantity in drawn.parts
    ]
    body = [table([phrase(say[f"chart.{name}"]) for name in ("item", "amount", "source")], rows)]
    return figure(drawn.id, Css.BAR, part_place(picture_part(leaf.at, drawn.id)), joined(*said, by=" "), body)


def chart_parts(publication: Publication, leaf: Leaf) -> tuple[Part, ...]:
    """The drawings of a page as its parts, each with the ways to its files."""
    return tuple(
        Part(
            picture_part(leaf.at, drawn.id),
            printed(svg_lines(bar(drawn, publication.strings)), picture_links(publication, leaf.at, drawn.id)),
        )
        for drawn in charts_of(publication, leaf)
    )


def charts_of(publication: Publication, leaf: Leaf) -> tuple[Chart, ...]:
    """The charts of a page."""
    found = drawn_on(leaf, publication.edition, publication.assembly, publication.outline)
    return tuple(drawn for _, drawn in found)


def bar(drawn: Chart, say: Strings = ENGLISH) -> Element:
    """The drawing: what the part is over the bar; the limit, the rest and the whole under it."""
    over, whole, limit = _lines(drawn.part), _lines(drawn.whole), shown_limit(drawn)
    below: list[tuple[str, str]] = [(Css.LIMIT_TEXT, line) for line in _lines(limit)]
    below += [("end", line) for line in _lines(drawn.rest)]
    foot = BOTTOM + LINE * len(below) + 12
    lift = LINE * (len(over) - 1)
    drawing = canvas(
        drawn.id, CHART_WIDTH, foot + LINE * len(whole) + 5, drawn.title, chart_description(drawn, say), top=-lift
    )
    for index, line in enumerate(over):
        add_words(drawing, Css.PART_TEXT, 1, 13 - lift + LINE * index, line)
    add_shape(drawing, "rect", f"{Css.BAR_WHOLE} {drawn.whole.bound}", x=1, y=TOP, width=FULL, height=BOTTOM - TOP)
    arrow = drawn.part.bound == "more-than"
    add_shape(drawing, "path", Css.BAR_PART, d=_filled(FULL * _share(drawn, drawn.part), arrow=arrow))
    at = 1 + FULL * _share(drawn, limit) if limit else 0
    for css in (Css.LIMIT_HALO, Css.LIMIT) if limit else ():
        add_shape(drawing, "path", css, d=f"M{coordinate(at)} {coordinate(TOP - 5)}V{coordinate(BOTTOM + 5)}")
    for index, (words, line) in enumerate(below, start=1):
        beside = words == "end" or at > CHART_WIDTH / 2
        x = CHART_WIDTH - 1 if words == "end" else at
        add_words(drawing, f"{words} end" if beside and words != "end" else words, x, BOTTOM + LINE * index + 1, line)
    add_shape(drawing, "path", Css.SPAN, d=f"M1 {coordinate(foot - 4)}v8m0-4H{coordinate(CHART_WIDTH - 1)}m0-4v8")
    for index, line in enumerate(whole, start=1):
        add_words(drawing, "middle", CHART_WIDTH / 2, foot + LINE * index + 1, line)
    return drawing


def chart_description(drawn: Chart, say: Strings = ENGLISH) -> str:
    """The drawing in sentences."""
    percent = round(100 * _share(drawn, drawn.part))
    part = drawn.part
    says = [
        say.text("chart.bar", label=drawn.whole.label, amount=drawn.whole.shown),
        say.text(f"chart.{part.bound}", percent=percent, label=part.label, amount=part.shown),
    ]
    if drawn.rest is not None:
        says.append(say.text("chart.remainder", label=drawn.rest.label, amount=drawn.rest.shown))
    if (limit := shown_limit(drawn)) is not None:
        says.append(say.text("chart.limit", label=limit.label, amount=limit.shown))
    return " ".join(says)


def shown_limit(drawn: Chart) -> Quantity | None:
    """The limit, if it is a share of what the bar shows. A share of anything else would mislead beside the part."""
    return drawn.limit if drawn.limit is not None and drawn.is_of_whole(drawn.limit) else None


def _share(drawn: Chart, quantity: Quantity | None) -> float:
    """How much of the whole a quantity is, from 0 to 1."""
    return min(quantity.value / drawn.whole.value, 1.0) if quantity is not None else 0.0


def _filled(width: float, *, arrow: bool) -> str:
    """The filled part of the bar, with an arrow at its end where the text says "more than"."""
    high = coordinate(BOTTOM - TOP)
    half = coordinate((BOTTOM - TOP) / 2)
    end = f"l9 {half}l-9 {half}" if arrow else f"v{high}"
    return f"M1 {coordinate(TOP)}h{coordinate(width)}{end}H1z"


def _lines(quantity: Quantity | None) -> list[str]:
    return wrap(typeset(f"{quantity.label}: {quantity.shown}"), LETTERS) if quantity is not None else []

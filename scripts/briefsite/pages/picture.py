"""Pictures to take away: a drawing of a page as an SVG file that needs nothing from the page.

It has its own colors and letters, its title above and its source below. Its letters are of a font that the engine of
the PNG files brings along (`exports.pictures`); its style sheet uses only selectors that this engine knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from briefsite.exports.template import address_in_site
from briefsite.html import Html, element, html_text, joined_html
from briefsite.markup import typeset
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.svg import add_shape, add_words
from briefsite.reading.publication import Publication
from briefsite.words import squeezed

#: The folder in docs/ that has the files of figures.
PICTURES: Final = "figures"
#: The endings of the files of a figure. The first has the figure's data.
FILES: Final = ("csv", "svg", "png")
#: The free edge, and the height and the letters of a line: of the title, of a legend, of the source.
_EDGE: Final = 14.0
_TITLE: Final = (20.0, 48)
_LEGEND: Final = (17.0, 60)
_SOURCE: Final = (13.5, 72)
#: The colors are those of the light scheme of theme/assets/style.css.
_STYLES: Final = """
text { fill: #211e19; font: 13px "Libertinus Serif", Georgia, "Times New Roman", serif }
.head { font-size: 16px; font-weight: 700 }
.source { fill: #635b4e; font-size: 10.5px }
.ground, .sea { fill: #fcfbf7 }
.end { text-anchor: end }
.middle { text-anchor: middle }
.part-text { font-weight: 700; fill: #98291b }
.limit-text { font-weight: 700 }
.whole { fill: #f4f1e9; stroke: #8a8172 }
.about { stroke-dasharray: 3 2 }
.part { fill: #98291b }
.limit { stroke: #211e19; stroke-width: 2px }
.limit-halo { stroke: #fcfbf7; stroke-width: 5px }
.span { fill: none; stroke: #8a8172 }
path { fill-rule: evenodd }
.graticule { fill: none; stroke: #d8d1c3; stroke-width: 1px }
.land { fill: #d8d1c3; fill-opacity: .75; stroke: #fcfbf7; stroke-width: .8px }
path.far, rect.far { fill: #f6ead6; stroke: #98291b; stroke-width: 1.6px }
rect.far { stroke-width: .8px }
path.near, rect.near { fill: #6e665a; stroke: #fcfbf7; stroke-width: 1.4px }
path.subject, rect.subject { fill: #98291b; stroke: #fcfbf7; stroke-width: 1.4px }
.ring { fill: none; stroke: #8a8172; stroke-width: .7px; stroke-dasharray: 1 2.5; stroke-linecap: round }
.frame { fill: none; stroke: #8a8172 }
.leader { fill: none; stroke: #211e19; stroke-width: .8px }
.tip { fill: #211e19 }
.locator text { font-size: 12.5px; font-weight: 700 }
.locator text { paint-order: stroke; stroke: #fcfbf7; stroke-width: 2.5px; stroke-linejoin: round }
.locator text.subject, .locator text.near { fill: #fcfbf7; stroke: none }
.locator text.pole { fill: #635b4e; font-weight: 400 }
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """What an SVG file shows: a drawing under its title, the legend (class and words of each row), lines on its source.

    `css` is the class of the figure (`drawing` in theme/assets/reading.css has the same).
    """

    drawing: Element
    css: Css
    title: str
    source: Sequence[str]
    legend: Sequence[tuple[str, str]] = ()


def picture_part(at: PagePath, name: str) -> str:
    """The name of the part of a page that has a drawing."""
    return f"{at.stem}/{name}"


def picture_file(at: PagePath, name: str, ending: str) -> str:
    """The path in docs/ of a file of a figure, in its edition: `figures/china-dependence-exports-2018.svg`."""
    return f"{PICTURES}/{at.name}-{name}.{ending}"


def picture_links(publication: Publication, at: PagePath, name: str) -> Html:
    """The ways to the files of a figure, as part of a template."""
    path = publication.edition.site.path
    below = f"{path}/" if path else ""
    links = (
        element(
            "a",
            html_text(publication.strings[f"picture.{ending}"]),
            href=address_in_site(below + picture_file(at, name, ending)),
            download=True,
        )
        for ending in FILES
    )
    return element("p", joined_html(*links, by=" · "), classes=Css.PICTURES)


def svg_file(picture: Picture) -> str:
    """The picture as an SVG file."""
    left, top, wide, high = map(float, (picture.drawing.get("viewBox") or "").split())
    lines = [*_wrapped(picture.title, _TITLE)]
    drawn_at = _EDGE + _TITLE[0] * len(lines) + 6
    legend_at = drawn_at + high + 6
    source_at = legend_at + _LEGEND[0] * len(picture.legend) + 6
    source = [line for said in picture.source for line in _wrapped(said, _SOURCE)]
    width, height = wide + 2 * _EDGE, source_at + _SOURCE[0] * len(source) + _EDGE - 4
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width:g} {height:g}",
            "width": f"{width:g}",
            "height": f"{height:g}",
            "role": "img",
            "aria-labelledby": "title desc",
        },
    )
    for tag in ("title", "desc"):
        SubElement(root, tag, {"id": tag}).text = picture.drawing.findtext(tag)
    SubElement(root, "style").text = _STYLES
    add_shape(root, "rect", "ground", x=0, y=0, width=width, height=height)
    _add_lines(root, "head", lines, _EDGE + 13, _TITLE[0])
    window = add_shape(root, "svg", picture.css, x=_EDGE, y=drawn_at, width=wide, height=high)
    window.set("viewBox", f"{left:g} {top:g} {wide:g} {high:g}")
    window.extend(part for part in picture.drawing if part.tag not in {"title", "desc"})
    for index, (css, said) in enumerate(picture.legend):
        y = legend_at + _LEGEND[0] * index
        if css == Css.RING:
            add_shape(root, "circle", css, cx=_EDGE + 6.5, cy=y + 8.5, r=5.5)
        else:
            add_shape(root, "rect", css, x=_EDGE + 1, y=y + 3, width=11, height=11)
        add_words(root, "legend", _EDGE + 19, y + 13, squeezed(typeset(said)))
    _add_lines(root, "source", source, source_at + 10, _SOURCE[0])
    return tostring(root, encoding="unicode").replace("><", ">\n<") + "\n"


def _wrapped(said: str, measure: tuple[float, int]) -> Iterable[str]:
    return wrap(squeezed(typeset(said)), measure[1])


def _add_lines(root: Element, css: str, lines: Sequence[str], y: float, height: float) -> None:
    for index, line in enumerate(lines):
        add_words(root, css, _EDGE, y + height * index, line)

"""Drawings: SVG in a page, with its title and description, in a figure with a caption.

Elements are those of the standard library's XML, which escapes all that they hold. A drawing has no styles of its
own: its parts have classes, and theme/assets/reading.css colors them in both schemes.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from briefsite.html import Html, Markdown, PageBlock, block_element, element, xml_html
from briefsite.ledger.page_ids import drawing_ids
from briefsite.markup import typeset
from briefsite.pages.classes import Css
from briefsite.words import squeezed


def canvas(name: str, width: float, height: float, title: str, description: str, *, top: float = 0) -> Element:
    """An empty drawing of so many units, from `top` down to `height`.

    Screen readers say title and description instead of its parts. A telephone shows it about 358 pixels wide: with a
    width of 360, a unit is a pixel there.
    """
    _, titled, described = drawing_ids(name)
    drawing = Element(
        "svg",
        {
            "viewBox": f"0 {coordinate(top)} {coordinate(width)} {coordinate(height - top)}",
            "role": "img",
            "aria-labelledby": f"{titled} {described}",
        },
    )
    SubElement(drawing, "title", {"id": titled}).text = squeezed(typeset(title))
    SubElement(drawing, "desc", {"id": described}).text = squeezed(typeset(description))
    return drawing


def add_shape(parent: Element, tag: str, css: str, **values: float | str) -> Element:
    """A part of a drawing: `css` its class, numbers rounded to a tenth."""
    attributes = {"class": css} if css else {}
    attributes |= {key.replace("_", "-"): v if isinstance(v, str) else coordinate(v) for key, v in values.items()}
    return SubElement(parent, tag, attributes)


def add_words(parent: Element, css: str, x: float, y: float, text: str) -> None:
    """A line of text in a drawing."""
    add_shape(parent, "text", css, x=x, y=y).text = text


def coordinate(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{round(value, 1):g}"


def svg_lines(drawing: Element) -> Html:
    """A drawing as HTML, each of its parts in a line. No line is empty: that would end it in Markdown."""
    return xml_html(drawing, gap="\n")


def figure(name: str, css: Css, drawing: Html, caption: Markdown, body: Sequence[PageBlock]) -> Markdown:
    """A drawing with its caption and what is beneath it, as a block of a page.

    The drawing is kept out of the search, which finds the table beneath.
    """
    return block_element(
        "figure",
        block_element("figcaption", caption, markdown="span"),
        element("div", drawing, classes=Css.PLOT, data_search_exclude=""),
        *body,
        id=name,
        classes=(Css.DRAWING, css),
    )

"""Drawings: SVG in a page, with its title and description, in a figure that says whose it is.

Elements are those of the standard library's XML, which escapes all that they hold. No style stands in a drawing: its
parts have classes, and assets/reading.css colors them in both schemes.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from briefsite.ledger.address import drawing_ids
from briefsite.markup import typeset
from briefsite.words import squeezed


def canvas(name: str, width: float, height: float, title: str, description: str, *, top: float = 0) -> Element:
    """An empty drawing of so many units, from `top` down to `height`.

    Whoever can't see it gets title and description instead of its parts.

    On a telephone it is shown about as wide as 358 pixels: with a width of 360, a unit is a pixel there.
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


def svg_lines(drawing: Element) -> str:
    """A drawing as HTML, each of its parts in a line. No line is empty: that would end it in Markdown."""
    # `>` is in no text and no attribute: it is written as a reference.
    return tostring(drawing, encoding="unicode").replace("><", ">\n<")


def figure(name: str, css: str, drawing: str, caption: str, body: Sequence[str]) -> str:
    """A drawing (HTML) with its caption and what stands beneath it, which are Markdown, as a block of a page.

    The drawing is kept out of the search, which finds the table beneath.
    """
    return "\n\n".join(
        [
            f'<figure id="{name}" class="drawing {css}" markdown="1">',
            f'<figcaption markdown="span">{caption}</figcaption>',
            f'<div class="plot" data-search-exclude="">{drawing}</div>',
            *body,
            "</figure>",
        ]
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; its cells are Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)

"""Contents: what is on the pages of a PDF, as values. Lengths are in points, y grows upwards, pages are upright."""

from __future__ import annotations

from functools import cached_property

import msgspec

PageBox = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class GlyphStyle(msgspec.Struct, frozen=True, array_like=True):
    """How characters are set: the `font` by its name, and whether it is italic, bold, or has small capitals.

    `size` is that of the letters on the page. `turned`: the text doesn't run from left to right. `hidden` says why
    nobody sees it, "" if it is seen. `tag` is the number of its marked content, -1 without one; `artifact`: the file
    says that it isn't part of the text.
    """

    font: str
    size: float
    italic: bool = False
    bold: bool = False
    caps: bool = False
    turned: bool = False
    hidden: str = ""
    tag: int = -1
    artifact: bool = False


class Glyph(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A character: its text, from where to where it goes on the line, and the height of the line on which it is.

    `low` and `high` are the ends of what is drawn. `style` is its number in the list of the page, `at` its own number
    on the page. `blank`: there is white space before it.
    """

    text: str
    left: float
    right: float
    base: float
    low: float
    high: float
    style: int
    at: int
    blank: bool = False


class Rule(msgspec.Struct, frozen=True, array_like=True):
    """A drawn line. It is level if it is wider than high."""

    left: float
    low: float
    right: float
    high: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.right - self.left >= self.high - self.low


class PagePicture(msgspec.Struct, frozen=True, array_like=True):
    """An image: its page, where it is there, and its bytes as PNG or JPEG; `tag` as in `GlyphStyle`.

    `drawn`: it is a part of the page that has lines and areas, with the words among them.
    """

    page: int
    box: PageBox
    data: bytes
    tag: int = -1
    drawn: bool = False


class PageLink(msgspec.Struct, frozen=True, array_like=True):
    """A link: its place, and the address on the web; "" for one that stays in the file."""

    box: PageBox
    address: str


class TagElement(msgspec.Struct, frozen=True, array_like=True):
    """An element of the tree of tags, as far as it is on one page.

    `kids` are numbers of marked content, or elements. `marks` are the numbers of all its marked content on all pages:
    the same element on the next page has the same.
    """

    role: str
    kids: tuple[int | TagElement, ...] = ()
    marks: tuple[int, ...] = ()
    alt: str = ""
    across: int = 1
    down: int = 1


class PdfPage(msgspec.Struct, frozen=True, dict=True):
    """A page: its number from 1, the number that is printed on it if the file says so, its size, what is on it."""

    number: int
    label: str
    width: float
    height: float
    styles: tuple[GlyphStyle, ...]
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...] = ()
    shades: tuple[PageBox, ...] = ()
    pictures: tuple[PagePicture, ...] = ()
    links: tuple[PageLink, ...] = ()
    tags: tuple[TagElement, ...] = ()

    @cached_property
    def seen(self) -> tuple[Glyph, ...]:
        """The characters that people see."""
        return tuple(glyph for glyph in self.glyphs if not self.styles[glyph.style].hidden)


class PdfBookmark(msgspec.Struct, frozen=True, array_like=True):
    """An entry of the outline: its title, its level from 1, its page from 1 (0 if it names none)."""

    title: str
    level: int
    page: int


class PdfContents(msgspec.Struct, frozen=True):
    """The pages of a PDF, and what it says of itself.

    `unread` counts characters of which no font says what they are, `scanned` pages that are images.
    """

    pages: tuple[PdfPage, ...]
    title: str = ""
    author: str = ""
    language: str = ""
    creator: str = ""
    producer: str = ""
    bookmarks: tuple[PdfBookmark, ...] = ()
    unread: int = 0
    scanned: int = 0

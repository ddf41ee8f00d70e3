"""Drawings on pages: those that are figures, and the words among their lines.

A drawing is a figure if a caption is below or above it, or its tags say so. Its words are taken out of the columns,
where they would be in the middle of sentences, and come behind the figure, line by line: the image shows them too, but
whoever can't see it, or looks for them, needs the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from briefsite.intake.pdf.contents import PageBox, PagePicture, PdfPage
from briefsite.intake.pdf.line_blocks import CAPTION
from briefsite.intake.pdf.tag_places import TagPlaces
from briefsite.intake.pdf.text_line import PageLine, glyph_strings, page_lines, page_signs
from briefsite.intake.tidy import begins_table_caption

#: How far a caption is from its figure at most, in points: below it, and above.
_BELOW: Final = 45.0
_ABOVE: Final = 30.0
#: How many of the characters of a page a drawing has at most, per cent: a box around a text is none.
_MOST_WORDS: Final = 40
#: How many characters a line of its words has at most, on average: longer ones are a text with a box around it.
_LONGEST: Final = 40


@dataclass
class PageDrawings:
    """The images of a page, drawings that are figures included; the words of these by their places."""

    pictures: list[PagePicture] = field(default_factory=list)
    words: dict[PageBox, list[PageLine]] = field(default_factory=dict)


def page_drawings(page: PdfPage, strings: Sequence[PageLine], tags: TagPlaces) -> tuple[PageDrawings, list[PageLine]]:
    """The images of a page, and the strings that are not in a drawing."""
    found = PageDrawings()
    left = [*strings]
    lines = page_lines(strings)
    total = sum(len(one.signs) for one in strings)
    for picture in page.pictures:
        if not picture.drawn:
            continue
        inside = [one for one in left if _is_in(one, picture.box) and not CAPTION.match(one.text)]
        count = sum(len(one.signs) for one in inside)
        few = 100 * count <= _MOST_WORDS * total and count <= _LONGEST * len(page_lines(inside))
        if few and (tags.is_figure(picture) or any(_is_caption(one, picture.box) for one in lines)):
            found.pictures.append(picture)
            turned = [one for one in glyph_strings(page_signs(page, turned=True)) if _is_in(one, picture.box)]
            found.words[picture.box] = page_lines([*inside, *turned])
            left = [one for one in left if one not in inside]
    for picture in page.pictures:
        if not picture.drawn and not any(_holds(one.box, picture.box) for one in found.pictures):
            found.pictures.append(picture)
    return found, left


def words_of_drawings(drawings: Mapping[int, PageDrawings], picture: PagePicture) -> Sequence[PageLine]:
    """The lines of words in a drawing, from top to bottom; none in an image."""
    return drawings[picture.page].words.get(picture.box, ()) if picture.drawn else ()


def _is_caption(line: PageLine, box: PageBox) -> bool:
    if not CAPTION.match(line.text) or begins_table_caption(line.text):
        return False
    beside = line.begin <= box[2] and box[0] <= line.end
    return beside and (-line.size <= box[1] - line.top <= _BELOW or -line.size <= line.base - box[3] <= _ABOVE)


def _is_in(line: PageLine, box: PageBox) -> bool:
    x, y = (line.begin + line.end) / 2, line.base + 0.3 * line.size
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _holds(outer: PageBox, inner: PageBox) -> bool:
    return all(a <= b + 1 for a, b in zip(outer[:2], inner[:2], strict=True)) and all(
        a >= b - 1 for a, b in zip(outer[2:], inner[2:], strict=True)
    )

"""The title page of a PDF: which block is the title, and which ones behind it are the author, a date, a subtitle."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from briefsite.intake.pdf.body_style import BodyStyle
from briefsite.intake.pdf.contents import PdfContents
from briefsite.intake.pdf.contents_list import compared_words
from briefsite.intake.pdf.line_blocks import LineBlock

#: The number of a first chapter.
_FIRST: Final = re.compile(r"1(?:\.\d{1,3})*\.?\s+\S")
StyleKey = tuple[float, bool, bool]


def style_key(block: LineBlock) -> StyleKey:
    """By which headings of one level are known: size, weight, capitals."""
    line = max(block.lines, key=lambda one: len(one.signs))
    return round(line.size * 2) / 2, line.bold, line.caps


def title_block(
    own: Mapping[int, LineBlock],
    headings: set[int],
    marked: Mapping[int, int],
    style: BodyStyle,
    contents: PdfContents,
) -> int | None:
    """The block that is the title: on the first page, larger than all others or as the file says."""
    early = [at for at in sorted(headings) if own[at].lines[0].page == 1][:6]
    said = compared_words(contents.title)
    for at in early:
        if said and compared_words(own[at].text) in {said, said.split(":")[0]} and (at not in marked or at == min(own)):
            return at
    counts = Counter(style_key(own[at]) for at in headings)
    largest = max((style_key(block)[0] for block in own.values()), default=0.0)
    for at in early:
        key = style_key(own[at])
        if (
            at not in marked
            and not _FIRST.match(own[at].text)
            and counts[key] == 1
            and key[0] == largest
            and key[0] > 1.25 * style.size
            and own[at].lines[0].page == 1
        ):
            return at
    return None


def front_lines(
    title: int, headings: set[int], marked: Mapping[int, int], own: Mapping[int, LineBlock], contents: PdfContents
) -> set[int]:
    """Large lines behind the title that are no headings: the author's name, a date, what is alone on a title page."""
    found: set[int] = set()
    at = title + 1
    while at in own and own[at].lines[0].page == 1 and at in headings and at not in marked:
        text = compared_words(own[at].text)
        named = text in compared_words(contents.author) or re.search(r"(?:1[4-9]|20)\d\d$", own[at].text.strip())
        if not (marked or named):
            break
        found.add(at)
        at += 1
    return found

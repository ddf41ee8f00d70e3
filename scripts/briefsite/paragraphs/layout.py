"""Layout: where blocks begin in lines that no empty line sets apart.

1. Items of a list begin blocks wherever they are.
2. In text copied from a PDF all lines of a page follow one another. A line that ends a sentence before the measure,
   where the next word would have had room, ends a paragraph. A short line between two such ends, if it ends no
   sentence, is a block of its own: a heading.
3. A file with a line for each paragraph has hardly any line of the usual length: each line is a block.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from briefsite.paragraphs.block import Line, has_room
from briefsite.paragraphs.heading import begins_upper, is_heading, may_be_heading
from briefsite.paragraphs.list_item import follows, item_label
from briefsite.source.sentence import ends_sentence

#: The fewest lines of a block that can be a page of a PDF, and of one that is for certain.
_PAGE: Final = 8
_LONG_PAGE: Final = 20
#: The fewest characters of a line that is a whole paragraph.
_PARAGRAPH: Final = 160


def block_starts(blocks: Sequence[Sequence[Line]], *, headings: bool) -> list[list[int]]:
    """For each block, the positions of its lines that begin a block, the first (0) among them."""
    lines = sum(map(len, blocks))
    width = text_width(blocks)
    dense = lines >= _PAGE * len(blocks)
    long = sum(len(text) >= _PARAGRAPH for block in blocks for _, text in block)
    found = []
    for block in blocks:
        texts = [text for _, text in block]
        starts = {0, *_items(texts)}
        if 3 * long >= lines > 1:
            starts |= {*range(len(block))}
        elif len(block) >= _LONG_PAGE or (dense and len(block) >= _PAGE):
            starts |= _paragraphs(texts, width, headings=headings)
        found.append(sorted(starts))
    return found


def text_width(blocks: Sequence[Sequence[Line]]) -> int:
    """The length that nine of ten lines don't exceed, last lines of blocks left out."""
    lengths = sorted(len(text) for block in blocks for _, text in block[:-1])
    return lengths[9 * (len(lengths) - 1) // 10] if lengths else 0


def _items(texts: Sequence[str]) -> set[int]:
    labels = [(at, item_label(text)) for at, text in enumerate(texts)]
    labelled = [(at, label) for at, label in labels if label]
    found: set[int] = set()
    for (at, label), (then, other) in pairwise(labelled):
        if follows(label, other):
            found |= {at, then}
    return found


def _paragraphs(texts: Sequence[str], width: int, *, headings: bool) -> set[int]:
    found: set[int] = set()
    for at in range(1, len(texts)):
        before, here = texts[at - 1], texts[at]
        if not begins_upper(here):
            continue
        ended = ends_sentence(before) and has_room(before, here, width)
        if (
            ended
            or (headings and at - 1 in found | {0} and _is_heading(texts, at - 1, width))
            or (headings and ends_sentence(before) and _is_heading(texts, at, width))
        ):
            found.add(at)
    return found


def _is_heading(texts: Sequence[str], at: int, width: int) -> bool:
    """Whether a line among others is a heading: a short one, with a sentence below it that begins."""
    if at + 1 >= len(texts) or not begins_upper(texts[at + 1]) or not has_room(texts[at], texts[at + 1], width):
        return False
    if is_heading([texts[at]]):
        return True
    after = texts[at + 1]
    return may_be_heading(texts[at], width) and (ends_sentence(after) or not has_room(after, "", width))

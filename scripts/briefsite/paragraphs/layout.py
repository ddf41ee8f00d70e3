"""Layout: where blocks begin in lines that no empty line sets apart.

1. Items of a list begin blocks wherever they are, and so does a sentence below the last of them.
2. A heading may be above the text that it heads without an empty line: one that says itself that it is a heading, or
   one with a number if others begin in the same way. A table may be in the middle of a paragraph.
3. In text copied from a PDF all lines of a page follow one another. A line that ends a sentence before the measure,
   where the next word would have had room, ends a paragraph. A short line between two such ends, if it ends no
   sentence, is a block of its own: a heading.
4. A file with a line for each paragraph has hardly any line of the usual length: each line is a block.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from briefsite.paragraphs.block import INDENT, SHORT_LINE, Line, has_room, measure, table_within
from briefsite.paragraphs.contents import is_entry
from briefsite.paragraphs.heading import (
    begins_upper,
    is_heading,
    is_label_title,
    may_be_heading,
)
from briefsite.paragraphs.list_item import item_label, item_positions
from briefsite.source.sentence import ends_sentence
from briefsite.writing.headings import is_numbered_heading, is_titled

#: The fewest lines of a block that can be a page of a PDF, and of one that is for certain.
_PAGE: Final = 8
_LONG_PAGE: Final = 20
#: The fewest lines if they are the whole text, and most of them are full.
_SHORT_PAGE: Final = 4
#: The fewest characters of a line that is a whole paragraph.
_PARAGRAPH: Final = 160
#: The most lines of a heading. So often a line in capitals is a name: that of a speaker, or of the person who signs.
_FEW: Final = 3


def block_starts(blocks: Sequence[Sequence[Line]], *, headings: bool) -> list[list[int]]:
    """For each block, the positions of its lines that begin a block, the first (0) among them."""
    lines = sum(map(len, blocks))
    width = text_width(blocks)
    least = _SHORT_PAGE if len(blocks) == 1 and _is_filled(blocks[0], width) else _PAGE
    dense = lines >= least * len(blocks)
    long = sum(len(text) >= _PARAGRAPH for block in blocks for _, text in block)
    own = max(width, measure(blocks))
    heads = _Heads(blocks, own) if headings else None
    found = []
    for block in blocks:
        texts = [text for _, text in block]
        starts = {0, *_items(block, own), *table_within(block)}
        if 3 * long >= lines > 1:
            starts |= {*range(len(block))}
        elif len(block) >= _LONG_PAGE or (dense and len(block) >= least):
            starts |= _paragraphs(texts, width, headings=headings)
        elif heads is not None and not any(map(is_entry, texts)):
            starts |= heads.within(texts, inset=all(column - block[0][0] >= INDENT for column, _ in block[1:]))
        found.append(sorted(starts))
    return found


def _is_filled(block: Sequence[Line], width: int) -> bool:
    """Whether most lines of a block fill the measure."""
    full = sum(not has_room(text, after, width) for (_, text), (_, after) in pairwise(block))
    return len(block) >= _SHORT_PAGE and 2 * full >= len(block)


def text_width(blocks: Sequence[Sequence[Line]]) -> int:
    """The length that nine of ten lines don't exceed, last lines of blocks left out."""
    lengths = sorted(len(text) for block in blocks for _, text in block[:-1])
    return lengths[9 * (len(lengths) - 1) // 10] if lengths else 0


def _items(block: Sequence[Line], width: int) -> set[int]:
    found = item_positions(block)
    last = max(found, default=len(block))
    for at in range(last + 1, len(block)):
        before, (column, here) = block[at - 1][1], block[at]
        ended = ends_sentence(before) and has_room(before, here, width)
        if ended and begins_upper(here) and column <= block[last][0]:
            return {*found, at}
    return found


class _Heads:
    """The headings directly above the text that they head, in the blocks of a text with the measure `width`."""

    def __init__(self, blocks: Sequence[Sequence[Line]], width: int) -> None:
        self.width = width
        firsts = Counter(block[0][1] for block in blocks)
        #: In a play, the lines in capitals are names.
        self.names = any(count >= _FEW and text.isupper() and len(text) > _FEW for text, count in firsts.items())
        labels = [item_label(block[0][1]) or block[0][1].split()[0] for block in blocks if is_label_title(block[0][1])]
        self.labelled = len({*labels}) > 1

    def within(self, texts: Sequence[str], *, inset: bool) -> set[int]:
        """The positions in a block at which a heading begins, and at which the text below one does.

        `inset`: all lines but the first are indented. That may be the name of a speaker, or the first line of a verse.
        """
        found: set[int] = set()
        if inset and not is_numbered_heading(texts[0]):
            return found
        at = 0
        while at < len(texts) - 1:
            end = self._end(texts, at) if at == 0 or at in found or ends_sentence(texts[at - 1]) else at
            if end > at:
                found |= {at, end}
                at = end
            else:
                at += 1
        return found

    def _end(self, texts: Sequence[str], at: int) -> int:
        """The position after a heading that begins at one; the same position if none does."""
        if not self._says_so(texts[at], at):
            return at
        end = at + 1
        alone = is_numbered_heading(texts[at]) and not is_titled(texts[at])
        while end < min(at + _FEW, len(texts) - 1) and (
            (texts[end].isupper() and is_heading([texts[end]]))
            or (alone and end == at + 1 and may_be_heading(texts[end], self.width) and begins_upper(texts[end + 1]))
        ):
            end += 1
        if not all(has_room(texts[line], texts[line + 1], self.width) for line in range(at, end)):
            return at
        rest = texts[end:]
        below = ends_sentence(" ".join(rest)) or 10 * len(rest[0]) >= 6 * self.width
        return end if begins_upper(rest[0]) and below else at

    def _says_so(self, text: str, at: int) -> bool:
        if is_label_title(text):
            return self.labelled and at == 0 and may_be_heading(text, self.width)
        return is_heading([text]) and not (self.names and text.isupper() and not is_numbered_heading(text))


def _paragraphs(texts: Sequence[str], width: int, *, headings: bool) -> set[int]:
    found = _listed(texts, width)
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


def _listed(texts: Sequence[str], width: int) -> set[int]:
    """Where at least three very short lines begin that end no sentence, as a table without columns has, and end."""
    found: set[int] = set()
    begin = 0
    for at in range(len(texts) + 1):
        if at < len(texts) and 2 * len(texts[at]) <= min(width, 2 * SHORT_LINE) and not ends_sentence(texts[at]):
            continue
        if at - begin >= _FEW:
            found |= {begin, at} - {0, len(texts)}
        begin = at + 1
    return found


def _is_heading(texts: Sequence[str], at: int, width: int) -> bool:
    """Whether a line among others is a heading: a short one, with a sentence below it that begins."""
    if at + 1 >= len(texts) or not begins_upper(texts[at + 1]) or not has_room(texts[at], texts[at + 1], width):
        return False
    if is_heading([texts[at]]):
        return True
    after = texts[at + 1]
    return may_be_heading(texts[at], width) and (ends_sentence(after) or not has_room(after, "", width))

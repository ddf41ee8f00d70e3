"""Kinds of blocks: the kind of each block of lines, told from its layout (`block`) and from the blocks around it.

The rules, in the order in which they apply to a block (lines between empty lines):

1. At least three stars, dashes or dots, and nothing else: a *break* between two parts of a text.
2. Columns on at least two lines, and on half of all: a *table*, kept line by line. A row beside it belongs to it.
3. A bullet, number or letter before the first word, if the next or the last item has one, too: a *list* item.
4. What says itself that it is a *heading* (`heading`), except in notes. It runs on into nothing, and nothing into it.
   A line in capitals that the text has three times heads nothing: it is the speaker of a play, or signs a letter.
5. At least two lines, all indented by two blanks or more: a *quotation* if they fill their measure (all but the last
   reach three quarters of the longest, and the block reaches four fifths of the text's measure), else *verse*, kept
   line by line.
6. Lines that all end before the measure, where the next word would have had room: *verse* as well. So are the speeches
   of a play.
7. One line beside verse, indented by four blanks or more, is verse.
8. After the heading "Contents", lines until the first chapter comes again: the *contents*. After "Index": its lines.
9. Address, salutation, closing and signature of a letter: *lines* that run on into nothing.
10. A short line between sentences that doesn't end one itself: a *heading*.
11. Everything else is *prose*.

`blocks` of edition.yml overrides them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.block import INDENT, Line, block_kind, gaps_in, has_room
from briefsite.paragraphs.contents import find_lists_of_pages
from briefsite.paragraphs.heading import (
    begins_upper,
    is_contents,
    is_index,
    is_number_alone,
    is_numbered_heading,
    may_be_heading,
)
from briefsite.paragraphs.letter import is_closing, is_salutation
from briefsite.paragraphs.list_item import follows, item_label
from briefsite.source.sentence import ends_sentence
from briefsite.words import squeezed
from briefsite.writing.headings import is_heading_without_capitals
from briefsite.writing.roman import is_numeral

_SPEAKER: Final = re.compile(r"([^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ .'’-]{1,30})[.:](?:\s|$)")
_TIMES: Final = 3
_SIGNED: Final = 40


def block_kinds(blocks: Sequence[Sequence[Line]], width: int, *, headings: bool) -> list[BlockKind]:
    """The kind of each block. `width` is the text's measure; `headings`: whether a block can be one."""
    found = [block_kind(block, width) for block in blocks]
    found = [here if here != "heading" or headings else "prose" for here in found]
    _with_lists(blocks, found)
    if headings:
        _with_recurring_names(blocks, found)
    _with_kept_lines(blocks, found, width)
    _with_rows(blocks, found)
    if headings:
        find_lists_of_pages(blocks, found)
        _with_letters(blocks, found)
    _with_lines_beside_verse(blocks, found)
    if headings:
        _find_headings_without_capitals(blocks, found)
        _with_headings_by_place(blocks, found, width)
    return found


def _with_lists(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Rule 3. Items of several lines that are whole paragraphs with numbers stay prose."""
    labels = [item_label(block[0][1]) for block in blocks]
    begin = 0
    for index in range(1, len(blocks) + 1):
        if index < len(blocks) and labels[index - 1] and follows(labels[index - 1], labels[index]):
            continue
        run = range(begin, index)
        if len(run) > 1 and all(len(blocks[at]) <= _TIMES and found[at] in {"prose", "heading"} for at in run):
            found[begin:index] = ["list"] * len(run)
        begin = index


def _with_recurring_names(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """The second sentence of rule 4, and speeches."""
    counts = Counter(
        squeezed(block[0][1])
        for block, kind in zip(blocks, found, strict=True)
        if kind == "heading" and len(block) == 1
    )
    for index, block in enumerate(blocks):
        text = squeezed(block[0][1])
        if (
            found[index] == "heading"
            and len(block) == 1
            and counts[text] >= _TIMES
            and not (is_numbered_heading(text) or is_contents(text) or is_index(text))
            and text.isupper()
            and len(text) > _TIMES
        ):
            found[index] = "lines"
    speakers = Counter(match[1] for block in blocks for _, text in block if (match := _SPEAKER.match(text)))
    for index, block in enumerate(blocks):
        match = _SPEAKER.match(block[0][1])
        if match and speakers[match[1]] >= _TIMES and _is_name(match[1]) and found[index] in {"prose", "heading"}:
            found[index] = "lines" if len(block) == 1 and match[0].strip() == block[0][1] else "verse"


def _is_name(speaker: str) -> bool:
    return bool(re.search(r"[^\W\d_]{3}", speaker)) and not is_numeral(speaker)


def _with_kept_lines(blocks: Sequence[Sequence[Line]], found: list[BlockKind], width: int) -> None:
    """Rule 6, in a text whose measure is known from enough full lines."""
    full = sum(10 * len(text) >= 9 * width for block in blocks for _, text in block[:-1])
    for index, block in enumerate(blocks):
        if found[index] != "prose" or len(block) < 2:  # noqa: PLR2004
            continue
        texts = [text for _, text in block]
        if any(text.isdigit() for text in texts):
            continue
        capitals = sum(begins_upper(text) for text in texts)
        short = full >= _TIMES and all(has_room(text, after, width) for text, after in pairwise(texts))
        ragged = min(map(len, texts[:-1])) < 4 * max(map(len, texts)) // 5
        if (short and capitals > len(texts) // 2) or (capitals == len(texts) > _TIMES and ragged and _is_cased(texts)):
            found[index] = "verse"


def _is_cased(texts: Sequence[str]) -> bool:
    return any(sign.islower() for text in texts for sign in text)


def _with_rows(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Single rows beside a table: its header, its sum."""
    for step in (+1, -1):
        for index in range(len(blocks))[::-step]:
            other = index + step
            if found[index] == "prose" and 0 <= other < len(blocks) and found[other] == "table":
                block = blocks[index]
                gaps = [gaps_in(text) for _, text in block]
                cells = gaps[-1] >= 2 or block[-1][0] >= INDENT or re.search(r"\d$", block[-1][1])  # noqa: PLR2004
                if len(block) == 1 and gaps[-1] and cells:
                    found[index] = "table"


def _with_letters(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Rule 9."""
    signed = 0
    for index, block in enumerate(blocks):
        texts = [text for _, text in block]
        short = all(len(text) <= _SIGNED for text in texts) and len(block) <= 2 * _TIMES
        if found[index] in {"prose", "heading", "verse", "lines"} and short:
            if is_salutation(texts[-1]):
                found[index] = "lines"
                before = index - 1
                # Place and date above it, or the addressee, if it says what it is neither by a number nor by a name.
                while before >= 0 and found[before] == "prose" and _is_short(blocks[before]):
                    found[before] = "lines"
                    before -= 1
                continue
            if any(map(is_closing, texts)):
                found[index] = "lines"
                signed = 2
                continue
            if signed and not is_numbered_heading(texts[0]) and not is_number_alone(texts):
                found[index] = "lines"
                signed -= 1
                continue
        signed = 0


def _with_lines_beside_verse(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Rule 7."""
    for index, block in enumerate(blocks):
        if found[index] == "prose" and len(block) == 1 and block[0][0] >= 2 * INDENT:
            beside = {found[other] for other in (index - 1, index + 1) if 0 <= other < len(blocks)}
            if "verse" in beside:
                found[index] = "verse"


def _is_short(block: Sequence[Line]) -> bool:
    return len(block) <= _TIMES and all(len(text) <= _SIGNED for _, text in block)


def _with_headings_by_place(blocks: Sequence[Sequence[Line]], found: list[BlockKind], width: int) -> None:
    """Rule 10."""
    for index in reversed(range(len(blocks) - 1)):
        block, after = blocks[index], blocks[index + 1]
        if found[index] != "prose" or len(block) > 1:
            continue
        text = block[0][1]
        if index and found[index - 1] == "verse":
            continue
        ended = index == 0 or found[index - 1] != "prose" or ends_sentence(blocks[index - 1][-1][1])
        head = is_number_alone([text]) or may_be_heading(text, width)
        below = found[index + 1] == "heading" or (
            found[index + 1] in {"prose", "lines", "quotation"}
            and begins_upper(after[0][1])
            and (len(after) > 1 or ends_sentence(after[0][1]) or found[index + 1] == "lines")
        )
        if ended and head and below and (index or len(blocks) > 1):
            found[index] = "heading"


def _find_headings_without_capitals(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    longest = max((len(text) for block in blocks for _, text in block), default=0)
    for index, block in enumerate(blocks):
        if found[index] == "prose" and len(block) == 1:
            before = blocks[index - 1][-1][1] if index and found[index - 1] != "heading" else ""
            if is_heading_without_capitals(block[0][1], before, longest):
                found[index] = "heading"

"""Kinds of blocks: the kind of each block of lines, told from its layout (`block`) and from the blocks around it.

The rules, in the order in which they apply to a block (lines between empty lines):

1. At least three stars, dashes or dots, and nothing else: a *break* between two parts of a text.
2. Columns on at least two lines, and on half of all: a *table*, kept line by line. A row beside it belongs to it.
3. A bullet, number or letter before the first word, if the next or the last item has one, too: a *list* item.
4. What says itself that it is a *heading* (`heading`), except in notes. It runs on into nothing, and nothing into it.
   A line in capitals that the text has three times heads nothing: it is the speaker of a play, or signs a letter.
   So is what names a speaker (`speeches`).
5. At least two lines, all indented by two blanks or more: a *quotation* if they fill their measure (all but the last
   reach three quarters of the longest, and the block reaches four fifths of the text's measure), else *verse*, kept
   line by line.
6. Lines that all end before the measure, where the next word would have had room: *verse* as well. So are the speeches
   of a play, and the stanzas beside others.
7. One line beside verse, indented by four blanks or more, is verse.
8. After the heading "Contents", lines until the first chapter comes again: the *contents*. After "Index": its lines.
9. Address, salutation, closing and signature of a letter (`letter`): *lines* that run on into nothing. So are several
   short lines before the first sentence of a text, as on a title page.
10. A short line between sentences that doesn't end one itself: a *heading*.
11. A line is no heading if the sentence before it goes on behind it in small letters. Nor are lines in capitals that
   the text quotes: telegrams, inscriptions, signs (`inscriptions`).
12. Everything else is *prose*.

`blocks` of edition.yml overrides them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.block import INDENT, SHORT_LINE, Line, block_kind, cells_of, gaps_in, has_room, is_row
from briefsite.paragraphs.contents import find_lists_of_pages
from briefsite.paragraphs.heading import begins_upper, is_label_title, is_number_alone, may_be_heading
from briefsite.paragraphs.inscriptions import without_inscriptions
from briefsite.paragraphs.letter import find_letters
from briefsite.paragraphs.list_item import item_label, item_positions
from briefsite.paragraphs.speeches import find_speeches
from briefsite.paragraphs.title_lines import find_title_lines, is_keywords
from briefsite.source.sentence import ends_sentence
from briefsite.writing.headings import is_heading_without_capitals
from briefsite.writing.script import is_small

_TIMES: Final = 3
_LINE_ENDS: Final = frozenset(",;.:!?—")


def block_kinds(blocks: Sequence[Sequence[Line]], width: int, *, headings: bool) -> list[BlockKind]:
    """The kind of each block. `width` is the text's measure; `headings`: whether a block can be one."""
    found = [block_kind(block, width) for block in blocks]
    found = [here if here != "heading" or headings else "prose" for here in found]
    _with_lists(blocks, found)
    if headings:
        find_speeches(blocks, found)
    _with_kept_lines(blocks, found, width)
    _with_stanzas(blocks, found)
    _with_rows(blocks, found)
    if headings:
        find_lists_of_pages(blocks, found)
        find_letters(blocks, found)
        find_title_lines(blocks, found, width)
    _with_lines_beside_verse(blocks, found)
    if headings:
        _find_headings_without_capitals(blocks, found)
        _with_headings_by_place(blocks, found, width)
        _without_headings_in_sentences(blocks, found, width)
        without_inscriptions(blocks, found)
    return found


def _with_lists(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Rule 3. Items of several lines that are whole paragraphs with numbers stay prose."""
    firsts = [block[0] for block in blocks]
    begin = 0
    while begin < len(blocks):
        end = begin
        while end < len(blocks) and item_label(firsts[end][1]):
            end += 1
        run = [begin + at for at in sorted(item_positions(firsts[begin:end]))]
        items = {"prose", "heading", "verse", "quotation"}
        if len(run) > 1 and all(len(blocks[at]) <= _TIMES and found[at] in items for at in run):
            for at in run:
                found[at] = "list"
        begin = max(end, begin + 1)


def _with_kept_lines(blocks: Sequence[Sequence[Line]], found: list[BlockKind], width: int) -> None:
    """Rule 6, in a text whose measure is known from enough full lines."""
    longest = max((len(text) for block in blocks for _, text in block), default=0)
    full = sum(10 * len(text) >= 9 * width for block in blocks for _, text in block[:-1])
    for index, block in enumerate(blocks):
        if found[index] != "prose" or len(block) < 2:  # noqa: PLR2004
            continue
        texts = [text for _, text in block]
        if any(text.isdigit() for text in texts):
            continue
        if _is_listed(texts, longest):
            found[index] = "lines"
            continue
        capitals = sum(begins_upper(text) for text in texts)
        short = full >= _TIMES and all(has_room(text, after, width) for text, after in pairwise(texts))
        ragged = min(map(len, texts[:-1])) < 4 * max(map(len, texts)) // 5
        marks = [text.rstrip("\"'”’)")[-1:] for text in texts]
        ends = {*marks} <= _LINE_ENDS and 2 * sum(mark in ",;:—" for mark in marks) >= len(marks)
        each = capitals == len(texts) and _is_cased(texts)
        if (short and capitals > len(texts) // 2) or (each and len(texts) > _TIMES - ends and (ragged or ends)):
            found[index] = "verse"


def _is_listed(texts: Sequence[str], longest: int) -> bool:
    """Whether lines list things: at least three very short ones that end no sentence, in a text with longer ones."""
    most = max(map(len, texts))
    short = most <= SHORT_LINE and 2 * most <= longest
    return short and len(texts) >= _TIMES and not any(ends_sentence(t) or t.endswith((",", ";", "-")) for t in texts)


def _with_stanzas(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """The end of rule 6: a stanza may be too short to be known without the others."""
    for step in (+1, -1):
        for index in range(len(blocks))[::step]:
            texts = [text for _, text in blocks[index]]
            other = index - step
            while 0 <= other < len(blocks) and found[other] in {"heading", "break"}:
                other -= step
            if found[index] != "prose" or not 0 <= other < len(blocks) or found[other] != "verse":
                continue
            longest = max(len(text) for _, text in blocks[other])
            capitals = all(map(begins_upper, texts)) and _is_cased(texts)
            if len(texts) > 1 and capitals and 4 * max(map(len, texts)) <= 5 * longest:
                found[index] = "verse"


def _is_cased(texts: Sequence[str]) -> bool:
    return any(sign.islower() for text in texts for sign in text)


def _with_rows(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Rows set apart by empty lines, and single rows beside a table: its header, its sum."""
    rows = [is_row(block) and found[index] in {"prose", "verse", "quotation"} for index, block in enumerate(blocks)]
    begin = 0
    while begin < len(blocks):
        end = begin + 1
        shared = cells_of(blocks[begin][0]) if rows[begin] else set()
        while end < len(blocks) and rows[end] and shared & cells_of(blocks[end][0]):
            shared &= cells_of(blocks[end][0])
            end += 1
        if end - begin >= _TIMES:
            found[begin:end] = ["table"] * (end - begin)
        begin = end
    for step in (+1, -1):
        for index in range(len(blocks))[::-step]:
            other = index + step
            apart = found[index] in {"prose", "quotation", "verse"}
            if apart and 0 <= other < len(blocks) and found[other] == "table":
                block = blocks[index]
                gaps = [gaps_in(text) for _, text in block]
                cells = gaps[-1] >= 2 or block[-1][0] >= INDENT or re.search(r"\d$", block[-1][1])  # noqa: PLR2004
                if len(block) <= _TIMES and all(gaps) and cells:
                    found[index] = "table"


def _with_lines_beside_verse(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Rule 7."""
    for index, block in enumerate(blocks):
        if found[index] == "prose" and len(block) == 1 and block[0][0] >= 2 * INDENT:
            beside = {found[other] for other in (index - 1, index + 1) if 0 <= other < len(blocks)}
            if "verse" in beside:
                found[index] = "verse"


def _with_headings_by_place(blocks: Sequence[Sequence[Line]], found: list[BlockKind], width: int) -> None:
    """Rule 10."""
    numbers = [index for index, block in enumerate(blocks) if len(block) == 1 and block[0][1].isdecimal()]
    counted = [int(blocks[index][0][1]) for index in numbers] == [*range(1, len(numbers) + 1)] and len(numbers) > 1
    for index in reversed(range(len(blocks) - 1)):
        block, after = blocks[index], blocks[index + 1]
        if found[index] != "prose" or len(block) > 1:
            continue
        text = block[0][1]
        if (index and found[index - 1] == "verse") or is_keywords(text):
            continue
        head = is_number_alone([text]) or may_be_heading(text, width) or (counted and index in numbers)
        # The items of a list may have small letters below a heading with a number; below words, these may lead to them.
        labelled = found[index + 1] == "list" and is_label_title(text)
        below = (
            found[index + 1] == "heading"
            or labelled
            or (
                found[index + 1] in {"prose", "lines", "quotation", "list"}
                and begins_upper(after[0][1])
                and (len(after) > 1 or ends_sentence(after[0][1]) or found[index + 1] in {"lines", "list"})
            )
        )
        if head and below and len(blocks) > 1 and _ends(blocks, found, index, width):
            found[index] = "heading"


def _without_headings_in_sentences(blocks: Sequence[Sequence[Line]], found: list[BlockKind], width: int) -> None:
    """Rule 11: a sentence that runs on over a line has no heading in it, but the head of a page or a number."""
    for index in range(1, len(blocks) - 1):
        before, after = blocks[index - 1][-1][1], blocks[index + 1][0][1]
        if (
            found[index] != "heading"
            or len(blocks[index]) > 1
            or found[index - 1] != "prose"
            or found[index + 1] != "prose"
        ):
            continue
        long = 5 * len(before) >= 3 * width and not ends_sentence(before)
        if found[index] == "heading" and long and is_small(after.lstrip("\"'“‘«„([_")[:1]):
            found[index] = "prose"


def _ends(blocks: Sequence[Sequence[Line]], found: Sequence[BlockKind], index: int, width: int) -> bool:
    """Whether the text before the line of a heading has ended: with a sentence, or in a line that heads it as well."""
    last = blocks[index - 1][-1][1]
    if index == 0 or found[index - 1] != "prose" or ends_sentence(last):
        return True
    title = index == 1 or found[index - 2] == "heading" or ends_sentence(blocks[index - 2][-1][1])
    return len(blocks[index - 1]) == 1 and may_be_heading(last, width) and title


def _find_headings_without_capitals(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    longest = max((len(text) for block in blocks for _, text in block), default=0)
    for index, block in enumerate(blocks):
        if found[index] == "prose" and len(block) == 1:
            before = blocks[index - 1][-1][1] if index and found[index - 1] != "heading" else ""
            if is_heading_without_capitals(block[0][1], before, longest):
                found[index] = "heading"

"""Blocks: the kind of a block of lines, told from its layout and from the blocks around it.

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
from briefsite.paragraphs.heading import (
    begins_upper,
    is_contents,
    is_heading,
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

#: The kinds whose lines are the author's: they are kept as lines.
LINED: Final[frozenset[BlockKind]] = frozenset({"verse", "table", "contents", "index", "lines"})
#: The kinds that are shown without a number.
UNNUMBERED: Final[frozenset[BlockKind]] = frozenset({"heading", "break"})

#: A line: the column at which it begins, counted from 0, and its text without the blanks around it.
Line = tuple[int, str]

_BREAK: Final = re.compile(r"(?:[*•·#~_=—–-]\s*){3,}")
_COLUMNS: Final = re.compile(r"\S(?: {3,}|[ ]*\t\s*|\s*\|\s*)(?=\S)")
_LEADER: Final = re.compile(r"(?:[.·…]\s?){3,}\s*[\divxlcIVXLC]+$|(?:\s{2,}|\t)[\divxlcIVXLC]+$")
_INDEXED: Final = re.compile(r",\s*\d+(?:[-–,;\s]+\d+)*\.?$|\b(?:see|s\.|siehe|voir|véase|vedi|zie|см\.|bkz\.)\s+\S")
_SPEAKER: Final = re.compile(r"([^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ .'’-]{1,30})[.:](?:\s|$)")
_INDENT = 2
_LEAST = 50
_TIMES = 3
_SIGNED = 40
_ROOM = 0.88


def measure(blocks: Sequence[Sequence[Line]]) -> int:
    """The measure of a text, in characters: nine of ten lines at its margin are no longer. At least 50."""
    ends = sorted(len(text) for block in blocks for column, text in block[:-1] if column < _INDENT)
    return max(_LEAST, ends[9 * len(ends) // 10] if ends else 0)


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
        _with_lists_of_pages(blocks, found)
        _with_letters(blocks, found)
    _with_lines_beside_verse(blocks, found)
    if headings:
        _find_headings_without_capitals(blocks, found)
        _with_headings_by_place(blocks, found, width)
    return found


def _find_headings_without_capitals(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    longest = max((len(text) for block in blocks for _, text in block), default=0)
    for index, block in enumerate(blocks):
        if found[index] == "prose" and len(block) == 1:
            before = blocks[index - 1][-1][1] if index and found[index - 1] != "heading" else ""
            if is_heading_without_capitals(block[0][1], before, longest):
                found[index] = "heading"


def block_kind(block: Sequence[Line], width: int) -> BlockKind:
    """The kind of a block, regardless of those beside it, in a text of the measure `width`."""
    texts = [text for _, text in block]
    if len(block) == 1 and _BREAK.fullmatch(texts[0]):
        return "break"
    if _is_table(block):
        return "table"
    if is_heading(texts):
        return "heading"
    if len(block) > 1 and all(column >= _INDENT for column, _ in block):
        longest = max(map(len, texts))
        reach = max(column + len(text) for column, text in block)
        filled = 5 * reach >= 4 * width and all(4 * len(text) >= 3 * longest for text in texts[:-1])
        return "quotation" if filled else "verse"
    return "prose"


def is_break(text: str) -> bool:
    """Whether a line is nothing but a break between two parts of a text."""
    return bool(_BREAK.fullmatch(text))


def _is_table(block: Sequence[Line]) -> bool:
    rows = [(column, text) for column, text in block if _COLUMNS.search(text)]
    if len(rows) < 2 or 2 * len(rows) < len(block):  # noqa: PLR2004
        return False
    if any("\t" in text or "|" in text for _, text in rows):
        return True
    gaps = Counter(len(_COLUMNS.findall(text)) for _, text in rows)
    if 3 * max(gaps.values()) < 2 * len(rows) and not any(re.search(r"\d", text) for _, text in rows):
        return False
    # Cells begin or end below one another. The gaps of a line that was justified don't.
    edges: Counter[tuple[str, int]] = Counter()
    for column, text in rows:
        own = {("end", column + match.start() + 1) for match in _COLUMNS.finditer(text)}
        own |= {("begin", column + match.end()) for match in _COLUMNS.finditer(text)}
        own |= {("end", column + len(text))} if text[-1:].isdigit() else set()
        edges.update(own)
    shared = {edge for edge, count in edges.items() if count > 1}
    return bool(shared) and (len(block) <= _TIMES or max(edges[edge] for edge in shared) * 2 >= len(rows))


def joins_line(block: Sequence[Line], number: int) -> bool:
    """Whether an entry of a table of contents runs on from the line at `number` of a block into the next."""
    paged = [bool(_LEADER.search(text)) for _, text in block]
    return any(paged[number + 1 :]) and not paged[number]


# -- the blocks around a block ----------------------------------------------------------------------------------------


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
    return bool(re.search(r"[^\W\d_]{3}", speaker)) and not re.fullmatch(r"[IVXLC]+", speaker)


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


def has_room(line: str, following: str, width: int) -> bool:
    """Whether the first word of the `following` line would have had room on a line: it was ended on purpose."""
    return len(line) + 1 + len((following.split() or [""])[0]) <= _ROOM * width


def _with_rows(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Single rows beside a table: its header, its sum."""
    for step in (+1, -1):
        for index in range(len(blocks))[::-step]:
            other = index + step
            if found[index] == "prose" and 0 <= other < len(blocks) and found[other] == "table":
                block = blocks[index]
                gaps = [len(_COLUMNS.findall(text)) for _, text in block]
                cells = gaps[-1] >= 2 or block[-1][0] >= _INDENT or re.search(r"\d$", block[-1][1])  # noqa: PLR2004
                if len(block) == 1 and gaps[-1] and cells:
                    found[index] = "table"


def _with_lists_of_pages(blocks: Sequence[Sequence[Line]], found: list[BlockKind]) -> None:
    """Rule 8."""
    in_index, end = False, 0
    for index, block in enumerate(blocks):
        text = squeezed(" ".join(line for _, line in block))
        if index < end:
            found[index] = "contents"
        elif found[index] == "heading" and is_contents(text):
            end = _end_of_contents(blocks, found, index + 1)
        elif found[index] == "heading" and is_index(text):
            in_index = True
        elif in_index:
            lines = [line for _, line in block]
            listed = 2 * sum(bool(_INDEXED.search(line)) for line in lines) >= len(lines)
            if found[index] != "heading" and (listed or len(text) < _SIGNED or found[index] in {"verse", "table"}):
                found[index] = "index"
            elif found[index] == "heading" or ends_sentence(text):
                in_index = False


def _end_of_contents(blocks: Sequence[Sequence[Line]], found: Sequence[BlockKind], begin: int) -> int:
    """The position after the last block of a table of contents that begins at one."""
    end = begin
    entries: list[str] = []
    for index in range(begin, len(blocks)):
        lines = [line for _, line in blocks[index]]
        text = squeezed(" ".join(lines))
        again = any(len(_letters(text)) > _TIMES and _letters(text) in entry for entry in entries)
        if again or found[index] == "break" or any(len(line) > 2 * _SIGNED for line in lines):
            break
        entries += [_letters(line) for line in lines]
        if any(_LEADER.search(line) for line in lines):
            end = index + 1
        elif ends_sentence(text) and found[index] == "prose":
            break
    else:
        index = len(blocks)
    if end > begin or not entries:
        return end
    # Without page numbers, they are all in one block, or end where the first of them comes again.
    return begin + 1 if len(blocks[begin]) > 1 else index


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


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
        if found[index] == "prose" and len(block) == 1 and block[0][0] >= 2 * _INDENT:
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

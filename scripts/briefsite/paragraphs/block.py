"""Block: what a block of lines is by its own layout, and the measure of a text.

`block_kinds` holds the rules for all blocks together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.heading import is_heading
from briefsite.writing.script import has_square

#: The kinds whose lines are the author's: they are kept as lines.
LINED: Final[frozenset[BlockKind]] = frozenset({"verse", "table", "contents", "index", "lines"})
#: The kinds that are shown without a number.
UNNUMBERED: Final[frozenset[BlockKind]] = frozenset({"heading", "break"})

#: A line: the column at which it begins, counted from 0, and its text without the blanks around it.
Line = tuple[int, str]

#: Columns by which a line that is indented begins behind the margin, at least.
INDENT: Final = 2
#: The longest line of things that are listed without bullets, in characters.
SHORT_LINE: Final = 24
_BREAK: Final = re.compile(r"(?:[*•·#~_=—–-]\s*){3,}|[⁂❦☙❧※✻✽]|#")
#: A line of a table that has no cells: "-----|-----", "+====+====+".
_RULE: Final = re.compile(r"[|+:=\s─━┼-]*(?:[-=─━]{3,}|[|+])[|+:=\s─━┼-]*")
_COLUMNS: Final = re.compile(r"\S(?: {3,}|[ ]*\t\s*|\s*\|\s*)(?=\S)")
#: The number of a page of the print, between the rules of no table: "the men |12| went".
_PAGE_MARK: Final = re.compile(r"(?<=\s)\|\d{1,4}[rv]?\|(?=\s)")
_LEAST: Final = 50
_FEW: Final = 3
_ROOM: Final = 0.88


def measure(blocks: Sequence[Sequence[Line]]) -> int:
    """The measure of a text, in characters: nine of ten lines at its margin are no longer. At least 50."""
    ends = sorted(len(text) for block in blocks for column, text in block[:-1] if column < INDENT)
    return max(_LEAST, ends[9 * len(ends) // 10] if ends else 0)


def block_kind(block: Sequence[Line], width: int) -> BlockKind:
    """The kind of a block, regardless of those beside it, in a text of the measure `width`."""
    texts = [text for _, text in block]
    if len(block) == 1 and is_break(texts[0]):
        return "break"
    if _is_table(block):
        return "table"
    if is_heading(texts):
        return "heading"
    if len(block) > 1 and all(column >= INDENT for column, _ in block):
        longest = max(map(len, texts))
        reach = max(column + len(text) for column, text in block)
        filled = 5 * reach >= 4 * width and all(4 * len(text) >= 3 * longest for text in texts[:-1])
        return "quotation" if filled else "verse"
    return "prose"


def is_break(text: str) -> bool:
    """Whether a line is nothing but a break between two parts of a text."""
    return bool(_BREAK.fullmatch(text))


def has_room(line: str, following: str, width: int) -> bool:
    """Whether the first word of the `following` line would have had room on a line: it was ended on purpose.

    In a script without blanks a line may end behind any character.
    """
    first = (following.split() or [""])[0]
    return len(line) + 1 + (1 if has_square(first[:1]) else len(first)) <= _ROOM * width


def _has_columns(line: str) -> bool:
    return ("   " in line or "\t" in line or "|" in line) and next(_gaps(line), None) is not None


def gaps_in(line: str) -> int:
    """The number of gaps between columns in a line."""
    return len(list(_gaps(line)))


def _gaps(line: str) -> Iterator[re.Match[str]]:
    """The gaps between columns in a line."""
    return _COLUMNS.finditer(_PAGE_MARK.sub(lambda match: "0" * len(match[0]), line) if "|" in line else line)


def is_rule(line: str) -> bool:
    """Whether a line is a rule of a table, or below a heading: it has no words."""
    return bool(_RULE.fullmatch(line))


def table_within(block: Sequence[Line]) -> set[int]:
    """The positions at which a table in the middle of a block begins and at which the text below it does."""
    rows = [at for at, (_, text) in enumerate(block) if _has_columns(text)]
    if not rows or len(rows) == len(block) or rows != [*range(rows[0], rows[-1] + 1)]:
        return set()
    first, end = rows[0], rows[-1] + 1
    while end < len(block) and is_rule(block[end][1]):
        end += 1
    while first and is_rule(block[first - 1][1]):
        first -= 1
    table = block[first:end]
    apart = all(_is_sentence(block[at][1]) for at in range(len(block)) if not first <= at < end)
    if not apart or not _is_table(table):
        return set()
    return {first, end} - {0, len(block)}


def _is_sentence(line: str) -> bool:
    """Whether a line beside a table is one of text: it has several words, or it announces the table."""
    words = line.split()
    return len(words) > _FEW or (len(words) > 1 and line.endswith(":"))


def _is_table(block: Sequence[Line]) -> bool:
    rows = [(column, text) for column, text in block if _has_columns(text)]
    if len(rows) < 2:  # noqa: PLR2004
        return False
    rules = sum(is_rule(text) for _, text in block)
    if 2 * (len(rows) + _carried(block)) < len(block) - rules:
        return False
    if any("\t" in text or "|" in text for _, text in rows):
        return True
    gaps = Counter(gaps_in(text) for _, text in rows)
    if 3 * max(gaps.values()) < 2 * len(rows) and not any(re.search(r"\d", text) for _, text in rows):
        return False
    # Cells begin or end below one another. The gaps of a line that was justified don't.
    edges: Counter[tuple[str, int]] = Counter()
    for column, text in rows:
        own = {("end", column + match.start() + 1) for match in _gaps(text)}
        own |= {("begin", column + match.end()) for match in _gaps(text)}
        own |= {("end", column + len(text))} if text[-1:].isdigit() else set()
        edges.update(own)
    shared = {edge for edge, count in edges.items() if count > 1}
    # Few gaps of prose are below one another, and that by chance.
    if 4 * sum(edges[edge] for edge in shared) < 3 * sum(count * many for count, many in gaps.items()):
        return False
    return bool(shared) and (len(block) <= _FEW or max(edges[edge] for edge in shared) * 2 >= len(rows))


def cells_of(line: Line) -> set[int]:
    """The columns at which the cells of a row begin, without the first."""
    column, text = line
    return {column + match.end() for match in _gaps(text)}


def is_row(block: Sequence[Line]) -> bool:
    """Whether a block is one row of a table, the lines below its first one going on with one of its cells."""
    return bool(cells_of(block[0])) and _carried(block) == len(block) - 1


def _carried(block: Sequence[Line]) -> int:
    """How many lines go on with a cell of the row above: they begin where that cell does."""
    count = 0
    cells: set[int] = set()
    for column, text in block:
        found = cells_of((column, text))
        count += not found and column > INDENT and column in cells
        cells = found or cells
    return count

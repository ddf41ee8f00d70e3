"""Block: what a block of lines is by its own layout, and the measure of a text.

`block_kinds` holds the rules for all blocks together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.heading import is_heading

#: The kinds whose lines are the author's: they are kept as lines.
LINED: Final[frozenset[BlockKind]] = frozenset({"verse", "table", "contents", "index", "lines"})
#: The kinds that are shown without a number.
UNNUMBERED: Final[frozenset[BlockKind]] = frozenset({"heading", "break"})

#: A line: the column at which it begins, counted from 0, and its text without the blanks around it.
Line = tuple[int, str]

#: Columns by which a line that is indented begins behind the margin, at least.
INDENT: Final = 2
_BREAK: Final = re.compile(r"(?:[*•·#~_=—–-]\s*){3,}")
_COLUMNS: Final = re.compile(r"\S(?: {3,}|[ ]*\t\s*|\s*\|\s*)(?=\S)")
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
    """Whether the first word of the `following` line would have had room on a line: it was ended on purpose."""
    return len(line) + 1 + len((following.split() or [""])[0]) <= _ROOM * width


def gaps_in(line: str) -> int:
    """The number of gaps between columns in a line."""
    return len(_COLUMNS.findall(line))


def _is_table(block: Sequence[Line]) -> bool:
    rows = [(column, text) for column, text in block if _COLUMNS.search(text)]
    if len(rows) < 2 or 2 * len(rows) < len(block):  # noqa: PLR2004
        return False
    if any("\t" in text or "|" in text for _, text in rows):
        return True
    gaps = Counter(gaps_in(text) for _, text in rows)
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
    return bool(shared) and (len(block) <= _FEW or max(edges[edge] for edge in shared) * 2 >= len(rows))

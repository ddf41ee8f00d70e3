"""The margins of a page: notes beside the text, and the numbers of its lines.

What is wholly beside the lines of the text would come into the middle of them. Words in the margin are a paragraph of
their own, behind the one beside which they are; numbers that count the lines are furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Final

from briefsite.intake.pdf.contents import PageBox
from briefsite.intake.pdf.text_line import PageLine, page_lines

#: How many characters a line of the text has at least, and how many such lines a page.
_LONG, _LINES = 30, 4
#: How far beside the text a margin begins, in points.
_APART: Final = 3.0
_NUMBER: Final = re.compile(r"\d{1,4}")
_LETTERS: Final = 3
_SMALLER: Final = 0.96
#: The gap between the lines of one note, in sizes of the letters.
_GAP: Final = 1.8
#: How many of the numbers count the lines, and how many of the characters of a page margins have, per cent.
_COUNTED, _MOST = 80, 30


@dataclass(frozen=True)
class MarginText:
    """Words in the margin: their page, where they are, their lines."""

    page: int
    box: PageBox
    lines: tuple[PageLine, ...]


@dataclass(frozen=True)
class PageMargins:
    """What is in the margins: words, and numbers of lines; and the strings that are in neither."""

    texts: tuple[MarginText, ...]
    numbers: tuple[PageLine, ...]
    left: tuple[PageLine, ...]


def page_margins(page: int, strings: Sequence[PageLine]) -> PageMargins:
    """The margins of a page with these strings; empty where the lines of the text are too few or too short to tell."""
    long = [one for one in strings if len(one.signs) >= _LONG]
    nothing = PageMargins((), (), tuple(strings))
    if len(long) < _LINES:
        return nothing
    size = median_low([one.size for one in long])
    core = [one for one in long if abs(one.size - size) < 0.1 * size]
    left, right = min(one.begin for one in core), max(one.end for one in core)
    numbers: list[PageLine] = []
    texts: list[MarginText] = []
    for own in (
        [one for one in strings if one.end <= left - _APART],
        [one for one in strings if one.begin >= right + _APART],
    ):
        counted = _counted(own)
        numbers += counted
        words = [one for one in own if one not in counted and _is_beside(one, strings, core)]
        if 100 * sum(len(one.signs) for one in words) <= _MOST * sum(len(one.signs) for one in strings):
            texts += _texts(page, words)
    taken = {sign.key for one in (*numbers, *(line for text in texts for line in text.lines)) for sign in one.signs}
    return PageMargins(tuple(texts), tuple(numbers), tuple(one for one in strings if one.signs[0].key not in taken))


def _counted(strings: Sequence[PageLine]) -> list[PageLine]:
    """The numbers that count lines: from the top of the page down, each as much higher as the others."""
    numbers = sorted((one for one in strings if _NUMBER.fullmatch(one.text.strip())), key=lambda one: -one.base)
    values = [int(one.text) for one in numbers]
    steps = [after - before for before, after in pairwise(values)]
    usual = median_low(steps) if steps else 0
    even = usual > 0 and 100 * steps.count(usual) >= _COUNTED * len(steps)
    return numbers if even and len(numbers) >= _LINES else []


def _is_beside(one: PageLine, strings: Sequence[PageLine], core: Sequence[PageLine]) -> bool:
    """Whether a string is words beside lines of the text, set unlike these.

    It may be the number of a heading, be in a wide table, or in a column that has no more lines.
    """
    if (
        not (one.italic or one.size < _SMALLER * core[0].size)
        or sum(sign.glyph.text.isalpha() for sign in one.signs) < _LETTERS
    ):
        return False
    size = core[0].size
    level = [other for other in strings if other is not one and abs(other.base - one.base) < 1]
    if any((other.bold or other.size > 1.06 * size) and not one.bold for other in level):
        return False
    return any(abs(other.base - one.base) < 1.5 * size for other in core)


def _texts(page: int, words: Sequence[PageLine]) -> Iterator[MarginText]:
    """The notes that lines in a margin are: those near to one another are one."""
    group: list[PageLine] = []
    for line in [*(page_lines(words) if words else ())]:
        if group and group[-1].base - line.base > _GAP * line.size:
            yield _text(page, group)
            group = []
        group.append(line)
    if group:
        yield _text(page, group)


def _text(page: int, lines: Sequence[PageLine]) -> MarginText:
    left, right = min(one.begin for one in lines), max(one.end for one in lines)
    box = (left, lines[-1].base, right, lines[0].top)
    return MarginText(page, box, tuple(one.within(left, right) for one in lines))

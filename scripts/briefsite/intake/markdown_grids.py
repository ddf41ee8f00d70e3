"""Tables drawn in Markdown with signs: Pandoc's grid tables, with cells over several columns and rows.

Source: Pandoc User's Guide, "grid_tables". A cell is found from its upper left corner: along its border to the right,
down, and back. What is no whole grid is no table, and stays text.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_BORDER: Final = re.compile(r"\+(?:[-=:]+\+)+")
_WIDE: Final = frozenset("WF")
#: The most steps along borders that are made to find the cells of a table.
_MOST_STEPS: Final = 3_000_000
_LEVEL: Final = frozenset("-=:+")
_UPRIGHT: Final = frozenset("|+")


@dataclass(frozen=True, slots=True)
class TextCell:
    """A cell: its Markdown, how many columns and rows it has, whether it is one of the head."""

    text: str
    across: int = 1
    down: int = 1
    head: bool = False


#: The rows of a table.
TextRows = tuple[tuple[TextCell, ...], ...]


@dataclass(frozen=True, slots=True)
class _Area:
    """A cell: the lines and columns of its borders."""

    top: int
    left: int
    bottom: int
    right: int


def is_border(line: str) -> bool:
    """Whether a line can be the upper border of a grid."""
    return bool(_BORDER.fullmatch(line.strip()))


def grid_rows(lines: Sequence[str]) -> TextRows | None:
    """The rows of a grid table in these lines; None if they are no whole grid."""
    signs = [_columns(line.rstrip()) for line in lines]
    width = len(signs[0])
    if len(lines) < 3 or any(len(one) != width for one in signs):  # noqa: PLR2004 - a border, a line, a border
        return None
    areas = _Scan(signs).areas()
    if sum((one.bottom - one.top) * (one.right - one.left) for one in areas) != (len(lines) - 1) * (width - 1):
        return None
    tops = sorted({one.top for one in areas} | {len(lines) - 1})
    lefts = sorted({one.left for one in areas} | {width - 1})
    head_end = next((at for at in tops[1:-1] if "=" in signs[at] and set(signs[at]) <= {"=", "+", ":"}), 0)
    rows: dict[int, list[TextCell]] = {top: [] for top in tops[:-1]}
    for one in sorted(areas, key=lambda area: (area.top, area.left)):
        inner = ["".join(line[one.left + 1 : one.right]).rstrip() for line in signs[one.top + 1 : one.bottom]]
        across = lefts.index(one.right) - lefts.index(one.left)
        down = tops.index(one.bottom) - tops.index(one.top)
        text = textwrap.dedent("\n".join(inner)).strip("\n")
        rows[one.top].append(TextCell(text, across, down, one.top < head_end))
    return tuple(tuple(row) for row in rows.values())


class _Scan:
    """Looks for the cells of a grid."""

    def __init__(self, signs: Sequence[Sequence[str]]) -> None:
        self.signs = signs
        self.steps = 0

    def areas(self) -> list[_Area]:
        """The cells that are found from the upper left corner on; none if that takes too long."""
        waiting, seen = [(0, 0)], {(0, 0)}
        found: list[_Area] = []
        while waiting:
            top, left = waiting.pop()
            area = next(self._from(top, left), None)
            if self.steps > _MOST_STEPS:
                return []
            if area is None:
                continue
            found.append(area)
            for corner in ((top, area.right), (area.bottom, left)):
                if corner not in seen:
                    seen.add(corner)
                    waiting.append(corner)
        return found

    def _from(self, top: int, left: int) -> Iterator[_Area]:
        """The cells with this upper left corner, the smallest first."""
        border = self.signs[top]
        for right in range(left + 1, len(border)):
            if border[right] not in _LEVEL or self.steps > _MOST_STEPS:
                return
            if border[right] != "+":
                continue
            for bottom in range(top + 1, len(self.signs)):
                self.steps += 1
                if self.signs[bottom][right] not in _UPRIGHT:
                    break
                if self.signs[bottom][right] == "+" and self._closes(top, left, bottom, right):
                    yield _Area(top, left, bottom, right)

    def _closes(self, top: int, left: int, bottom: int, right: int) -> bool:
        self.steps += bottom - top + right - left
        below = self.signs[bottom][left : right + 1]
        beside = [line[left] for line in self.signs[top : bottom + 1]]
        return _LEVEL.issuperset(below) and below[0] == "+" and _UPRIGHT.issuperset(beside)


def _columns(line: str) -> list[str]:
    """A line by the columns in which a terminal shows it: wide signs have two, combining ones none."""
    out: list[str] = []
    for sign in line:
        if out and unicodedata.combining(sign):
            out[-1] += sign
        else:
            out += [sign, ""] if unicodedata.east_asian_width(sign) in _WIDE else [sign]
    return out

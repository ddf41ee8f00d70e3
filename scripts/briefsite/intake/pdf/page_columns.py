"""Columns: the order in which the parts of a page are read, found by white bands that go through many lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Final

from briefsite.intake.pdf.text_line import PageLine, page_lines

#: How wide the white band between two columns is at least, in sizes of the letters.
_BAND: Final = 0.55
#: How many lines a column has on each side of it, at least, and how many characters.
_LINES, _CHARACTERS = 4, 100
#: How much of the page a column has at least, how much of it its lines fill.
_WIDTH, _FILL = 0.15, 0.5
#: Strings of so few characters may be in the band: the number of a page.
_FEW: Final = 3
_CANDIDATES: Final = 12
_MOST_COLUMNS: Final = 4


@dataclass(frozen=True)
class Column:
    """Lines from top to bottom. `number` counts the columns of a page in the order in which they are read."""

    page: int
    number: int
    left: float
    right: float
    lines: tuple[PageLine, ...]


def columns_of(page: int, width: float, strings: Sequence[PageLine], known: Sequence[float] = ()) -> list[Column]:
    """The columns of a page in the order in which they are read: side by side, or one above another.

    `known` are places between columns of other pages: there a column may have a single line.
    """
    found = []
    for number, zone in enumerate(_zones(strings, width, known, _MOST_COLUMNS)):
        lines = page_lines(zone)
        left, right = _edges(lines)
        found.append(Column(page, number, left, right, tuple(line.within(left, right) for line in lines)))
    return found


def column_bands(strings: Sequence[PageLine], width: float) -> list[float]:
    """The place between the columns of a page; empty if it has one column."""
    best = _best(strings, width, ())
    return [] if best is None else [best[1]]


def _zones(strings: Sequence[PageLine], width: float, known: Sequence[float], most: int) -> list[list[PageLine]]:
    """The strings in groups, each of which is a column."""
    best = _best(strings, width, known) if most > 1 else None
    if best is None:
        return [list(strings)] if strings else []
    out: list[list[PageLine]] = []
    for part, split in best[0]:
        if split:
            out += _zones([one for one in part if one.end <= best[1] + 1], width, (), most - 1)
            out += _zones([one for one in part if one.end > best[1] + 1], width, (), most - 1)
        else:
            out.append(list(part))
    return out


def _best(
    strings: Sequence[PageLine], width: float, known: Sequence[float]
) -> tuple[list[tuple[list[PageLine], bool]], float] | None:
    """The parts with the highest columns, and the place between these; None if there are none."""
    best: tuple[float, list[tuple[list[PageLine], bool]], float] | None = None
    for x, sure in (*((x, False) for x in _candidates(strings)), *((x, True) for x in known)):
        parts = _parts(strings, x, width, sure=sure)
        height = sum(_height(part) for part, split in parts if split)
        if height and (best is None or height > best[0]):
            best = height, parts, x
    return None if best is None else best[1:]


def _height(part: Sequence[PageLine]) -> float:
    return max(one.base for one in part) - min(one.base for one in part) + 1


def _candidates(strings: Sequence[PageLine]) -> list[float]:
    """Places that may be between two columns: where strings begin, and nothing is on their left."""
    found: Counter[float] = Counter()
    ordered = sorted(strings, key=lambda one: (round(one.base), one.begin))
    for one in ordered:
        gap = _BAND * one.size
        if len(one.signs) > 3:
            found[round((one.begin - gap / 2) / 2) * 2] += len(one.signs)
    return [x for x, _ in found.most_common(_CANDIDATES)]


def _parts(strings: Sequence[PageLine], x: float, width: float, *, sure: bool) -> list[tuple[list[PageLine], bool]]:
    """The strings from top to bottom, in parts that have columns on both sides of `x` or have none."""
    out: list[tuple[list[PageLine], bool]] = []
    free: list[PageLine] = []
    for one in sorted(strings, key=lambda one: -one.base):
        if one.begin < x - 1 and one.end > x + 1:
            _close(out, free, x, width, sure=sure)
            free = []
            _put(out, [one], split=False)
        else:
            free.append(one)
    _close(out, free, x, width, sure=sure)
    return out


def _close(
    out: list[tuple[list[PageLine], bool]], free: Sequence[PageLine], x: float, width: float, *, sure: bool
) -> None:
    if free:
        _put(out, free, split=_are_columns(free, x, width, sure=sure))


def _put(out: list[tuple[list[PageLine], bool]], strings: Iterable[PageLine], *, split: bool) -> None:
    if out and not out[-1][1] and not split:
        out[-1][0].extend(strings)
    else:
        out.append(([*strings], split))


def _are_columns(free: Sequence[PageLine], x: float, width: float, *, sure: bool) -> bool:
    sides = [[one for one in free if one.end <= x + 1], [one for one in free if one.end > x + 1]]
    if sure:
        return all(sides) and sum(len(one.signs) for one in sides[0]) > _CHARACTERS
    for side in sides:
        lines = page_lines(side)
        if len(lines) < _LINES or sum(len(line.signs) for line in lines) < _CHARACTERS:
            return False
        own = max(line.end for line in lines) - min(line.begin for line in lines)
        filled = sum(line.end - line.begin for line in lines) / len(lines)
        if own < _WIDTH * width or filled < _FILL * own:
            return False
    begins = Counter(round(line.begin) for line in page_lines(sides[1]))
    count = sum(begins.values())
    near = max(begins[at] + begins[at + 1] for at in begins)
    band = min(one.begin for one in sides[1]) - max(one.end for one in sides[0] if len(one.signs) > _FEW)
    size = median_low([one.size for side in sides for one in side if len(one.signs) > _FEW])
    return near >= 0.4 * count and band > _BAND * size


def _edges(lines: Sequence[PageLine]) -> tuple[float, float]:
    """The left and the right edge of a column: where many lines begin, and where the longest end."""
    begins = Counter(round(line.begin) for line in lines)
    most = max(begins.values())
    edge = min(at for at, count in begins.items() if count + begins[at + 1] + begins[at - 1] >= max(0.25 * most, 1))
    left = min(line.begin for line in lines if round(line.begin) >= edge - 1)
    ends = sorted((line.end for line in lines), reverse=True)
    return left, ends[1] if len(ends) > 8 and ends[0] - ends[1] > 6 else ends[0]

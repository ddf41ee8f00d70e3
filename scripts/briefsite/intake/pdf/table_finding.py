"""Finding tables: by a grid of rules, by level rules of one width, or by lines whose words are in the same bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from briefsite.intake.pdf.contents import PageBox, PdfPage, Rule
from briefsite.intake.pdf.line_blocks import FlowItem
from briefsite.intake.pdf.rule_lines import level_rules, upright_rules
from briefsite.intake.pdf.ruled_tables import PdfTable, banded_table, bands_of, gridded_table, segments_of
from briefsite.intake.pdf.text_line import PageLine, PlacedGlyph, page_lines

_SAME: Final = 5.0
_TOUCH: Final = 3.0
#: How long the words of a cell are on average, at most, in characters: columns of text have longer lines.
_LONGEST: Final = 30
_MOST_ROWS: Final = 200
_LEAST_ROWS: Final = 3


def page_tables(page: PdfPage, strings: Sequence[PageLine]) -> tuple[list[PdfTable], list[PageLine]]:
    """The tables of a page that are drawn with rules, and the strings that are in none."""
    levels, uprights = level_rules(page.rules, strings), upright_rules(page.rules)
    tables: list[PdfTable] = []
    left = [*strings]
    for box, own_levels, own_uprights in _grids(levels, uprights):
        signs, rest = _inside(left, box)
        table = gridded_table(page, box, own_levels, own_uprights, signs)
        if table is not None:
            tables.append(table)
            left = rest
    for group in _groups(levels, [table.box for table in tables]):
        box = (min(one.left for one in group), group[-1].low - 1, max(one.right for one in group), group[0].high + 1)
        signs, rest = _inside(left, box)
        lines = page_lines([PageLine((sign,)) for sign in signs]) if signs else []
        table = banded_table(page.number, box, lines, group)
        if table is not None and _is_short(lines):
            tables.append(table)
            left = rest
    return tables, left


def with_aligned_tables(lines: Sequence[PageLine], rules: Sequence[Rule]) -> Iterator[FlowItem]:
    """The lines of a column, with tables in the place of those whose words are in the same bands.

    Three lines with words in three bands are a table, or two lines with a rule between them.
    """
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and end - at < _MOST_ROWS and _fits(lines[at : end + 1]):
            end += 1
        own = lines[at:end]
        between = [
            rule for rule in rules if len(own) > 1 and own[-1].base < rule.low < own[0].base and _meets(rule, own)
        ]
        bands = bands_of(own) if len(own) > 1 else []
        if len(bands) > 1 and ((len(own) >= _LEAST_ROWS and len(bands) > 2) or between):
            box = (min(one.begin for one in own), own[-1].base, max(one.end for one in own), own[0].top)
            table = banded_table(own[0].page, box, own, between, ruled=bool(between))
            if table is not None:
                yield table
                at = end
                continue
        yield lines[at]
        at += 1


def _fits(lines: Sequence[PageLine]) -> bool:
    """Whether some lines have words in the same bands, more than one of them each."""
    last = lines[-1]
    if len(segments_of(last)) < 2 or len(last.text) > 120:
        return False
    if len(lines) > 1 and lines[-2].base - last.base > 3 * last.size:
        return False
    if (
        abs(last.size - lines[0].size) > 0.05 * last.size
        or last.bold != lines[-min(2, len(lines))].bold != lines[0].bold
    ):
        return False
    bands = bands_of(lines)
    counts = [len(segments_of(line)) for line in lines]
    return len(bands) > 1 and len(bands) >= max(counts) and min(counts) * 2 >= len(bands)


def _meets(rule: Rule, lines: Sequence[PageLine]) -> bool:
    left, right = min(one.begin for one in lines), max(one.end for one in lines)
    return rule.level and min(rule.right, right) - max(rule.left, left) > 0.5 * (right - left)


def _is_short(lines: Sequence[PageLine]) -> bool:
    cells = [segment for line in lines for segment in segments_of(line)]
    return bool(cells) and sum(len(own) for own in cells) / len(cells) <= _LONGEST


def _inside(strings: Sequence[PageLine], box: PageBox) -> tuple[list[PlacedGlyph], list[PageLine]]:
    """The characters in a box, and the strings that are outside."""
    signs: list[PlacedGlyph] = []
    rest: list[PageLine] = []
    for string in strings:
        x, y = (string.begin + string.end) / 2, string.base + 0.3 * string.size
        if box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1:
            signs += string.signs
        else:
            rest.append(string)
    return signs, rest


def _grids(levels: Sequence[Rule], uprights: Sequence[Rule]) -> Iterator[tuple[PageBox, list[Rule], list[Rule]]]:
    """Groups of rules that touch: at least two of each direction, with more than one cell."""
    left = [*levels, *uprights]
    while left:
        group = [left.pop()]
        for one in group:
            near = [other for other in left if _touch(one, other)]
            left = [other for other in left if other not in near]
            group += near
        own_levels = sorted((one for one in group if one.level), key=lambda one: -one.low)
        own_uprights = sorted((one for one in group if not one.level), key=lambda one: one.left)
        if len(own_levels) > 1 and len(own_uprights) > 1 and len(own_levels) + len(own_uprights) > 4:
            box = (
                min(one.left for one in group),
                min(one.low for one in group),
                max(one.right for one in group),
                max(one.high for one in group),
            )
            yield box, own_levels, own_uprights


def _touch(one: Rule, other: Rule) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) >= -_TOUCH
        and min(one.high, other.high) - max(one.low, other.low) >= -_TOUCH
    )


def _groups(levels: Sequence[Rule], taken: Sequence[PageBox]) -> Iterator[list[Rule]]:
    """Level rules below one another from the same left to the same right edge; shorter ones between them go along."""
    free = [one for one in levels if not any(box[1] - 3 <= one.low <= box[3] + 3 for box in taken)]
    used: set[int] = set()
    for at, first in enumerate(free):
        if at in used:
            continue
        same = [
            number
            for number, other in enumerate(free[at:], start=at)
            if abs(other.left - first.left) <= _SAME and abs(other.right - first.right) <= _SAME
        ]
        if len(same) < 2:
            continue
        group = [
            one
            for one in free[at : same[-1] + 1]
            if one.left >= first.left - _SAME and one.right <= first.right + _SAME
        ]
        for begin, end in _stretches(group, first):
            used.update(number for number, one in enumerate(free) if one in group[begin:end])
            yield group[begin:end]


def _stretches(group: Sequence[Rule], first: Rule) -> Iterator[tuple[int, int]]:
    """The parts of a group that can be one table each: no gap of more than some twenty lines in it."""
    begin = 0
    for at, (upper, lower) in enumerate(pairwise(group), start=1):
        if upper.low - lower.high > 350:
            yield begin, at
            begin = at
    if len(group) - begin > 1 and first is not None:
        yield begin, len(group)

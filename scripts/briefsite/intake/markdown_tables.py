"""Pandoc's simple tables in Markdown: columns under lines of hyphens. Each is rewritten as a table with bars.

The lines of colons around its divisions are taken out: they only say how what is in them is set.

No line is added or taken away, so that places stay what they are. Source: Pandoc User's Guide, "simple_tables",
"fenced_divs".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

_RULE: Final = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *")
_DIVISION: Final = re.compile(r" {0,3}:{3,}(?: *\{[^{}]*\}| *[\w.-]+)? *:* *")
_FENCE: Final = re.compile(r" {0,3}(?:```|~~~)")


def with_barred_tables(lines: Sequence[str]) -> list[str]:
    """The lines with simple tables as tables that CommonMark's extension knows."""
    out = [*lines]
    fenced = False
    for at, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        if not fenced and _DIVISION.fullmatch(line):
            out[at] = ""
        if fenced or not at or not _RULE.fullmatch(line) or not lines[at - 1].strip():
            continue
        if at > 1 and lines[at - 2].strip():
            continue  # the head of a table has one line, and an empty line is before it
        end = next((n for n in range(at + 1, len(lines)) if not lines[n].strip()), len(lines))
        cells = [_cells(line, row) for row in (lines[at - 1], *lines[at + 1 : end])]
        if end > at + 1 and all(row is not None for row in cells):
            rows = [f"|{'|'.join(row or ())}|" for row in cells]
            bars = f"|{'|'.join('---' for _ in cells[0] or ())}|"
            out[at - 1 : end] = [rows[0], bars, *rows[1:]]
    return out


def _cells(rule: str, row: str) -> list[str] | None:
    """The cells of a row, between the columns of the rule; None if words are across a border."""
    starts = [match.start() for match in re.finditer(r"-+", rule)]
    if "|" in row or "\t" in row:
        return None
    bounds = [0, *starts[1:], max(len(row), len(rule))]
    if any(low and row[low - 1 : low].strip() for low in bounds[1:-1]):
        return None
    return [f" {row[low:high].strip()} " for low, high in pairwise(bounds)]

"""Tables in Markdown that CommonMark's extension does not know, each taken out of the text before that is parsed.

They are Pandoc's grid tables, its simple and multiline tables (columns under lines of hyphens), and MultiMarkdown's
tables with bars where a cell is over several columns ("||") or the head has several lines. In the place of each is a
line with its sign; no line is added or taken away, so that places stay what they are. The lines of colons around
divisions are taken out too: they only say how what is in them is set. Pandoc's verses, lines with a bar before each,
are taken out as the tables are.

Sources: Pandoc User's Guide, "tables", "fenced_divs", "line_blocks"; MultiMarkdown User's Guide, "tables".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefsite.intake.markdown_grids import TextCell, TextRows, grid_rows, is_border

_RULE: Final = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *")
_WHOLE: Final = re.compile(r" {0,3}-{3,} *")
_DIVISION: Final = re.compile(r" {0,3}:{3,}(?: *\{[^{}]*\}| *[\w.-]+)? *:* *")
_FENCE: Final = re.compile(r" {0,3}(?:```|~~~)")
_BARS: Final = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|+)+(?:\s*:?-+:?\s*)?")
_UNCUT: Final = re.compile(r"\\\||`[^`]*`|[^|\\`]|[\\`]")
_MOST_LINES: Final = 5_000
_VERSE: Final = re.compile(r"\|(?: |$)")
_GOES_ON: Final = re.compile(r" +\S")


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows of a table, and its lines in the file, counted from 0, the last one not included."""

    rows: TextRows
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TextVerse:
    """The lines of a block in which lines end where the author ended them, and its lines in the file."""

    words: tuple[str, ...]
    lines: tuple[int, int]


def without_tables(lines: Sequence[str]) -> tuple[list[str], Mapping[str, TextTable | TextVerse]]:
    """The lines with a sign in the place of each of those tables and verses, and these by their signs."""
    out = [*lines]
    tables: dict[str, TextTable | TextVerse] = {}
    text = "\n".join(lines)
    fenced, at = False, 0
    while at < len(lines):
        fenced ^= bool(_FENCE.match(lines[at]))
        table = None if fenced else _table_at(lines, at)
        verse = None if fenced or table else _verse_at(lines, at)
        found = TextTable(table[2], table[:2]) if table else verse
        if found is not None:
            begin, end = found.lines
            sign = _sign(len(tables), text)
            tables[sign] = found
            out[begin:end] = [f"{_before(lines[begin])}{sign}", *[""] * (end - begin - 1)]
            at = end
            continue
        if not fenced and _DIVISION.fullmatch(lines[at]):
            out[at] = ""
        at += 1
    return out, tables


def _verse_at(lines: Sequence[str], at: int) -> TextVerse | None:
    """A block of lines with a bar before each, Pandoc's "line block"; lines that begin with a blank go on."""
    if not _VERSE.match(lines[at]) or (at and lines[at - 1].strip()):
        return None
    end = next(
        (n for n in range(at, len(lines)) if not _VERSE.match(lines[n]) and not _GOES_ON.match(lines[n])), len(lines)
    )
    if any(line.rstrip().endswith("|") and len(line) > 1 for line in lines[at:end]):
        return None  # rows of a table
    words: list[str] = []
    for line in lines[at:end]:
        if _VERSE.match(line):
            words.append(line[1:].strip())
        else:
            words[-1] += f" {line.strip()}"
    return TextVerse(tuple(words), (at, end))


def _before(line: str) -> str:
    """What is before the words of a line: blanks, and the signs of a quotation."""
    return line[: len(line) - len(line.lstrip(" >"))]


def _sign(number: int, text: str) -> str:
    """A word that is nowhere in a text."""
    sign = f"table{number}table"
    while sign in text:
        sign += "x"
    return sign


def _table_at(lines: Sequence[str], at: int) -> tuple[int, int, TextRows] | None:
    """The table that begins with a line, or whose rule is that line: its first line, the end, its rows."""
    line = lines[at]
    before = _before(line)
    if is_border(line.removeprefix(before)):
        borders = (f"{before}+", f"{before}|")
        end = next((n for n in range(at, len(lines)) if not lines[n].startswith(borders)), len(lines))
        grid = grid_rows([one.removeprefix(before) for one in lines[at:end]]) if end - at <= _MOST_LINES else None
        return (at, end, grid) if grid else None
    begins = at == 0 or not lines[at - 1].strip()
    if begins and (_WHOLE.fullmatch(line) or _RULE.fullmatch(line)):
        return _ruled(lines, at)
    if _RULE.fullmatch(line) and not begins and (at == 1 or not lines[at - 2].strip()):
        return _simple(lines, at)
    if (begins and "||" in line.replace(" ", "")) or "|" in line:
        return _barred(lines, at) if begins else None
    return None


def _simple(lines: Sequence[str], at: int) -> tuple[int, int, TextRows] | None:
    """A simple table, whose head is the line above the rule, below an empty one."""
    end = next((n for n in range(at + 1, len(lines)) if not lines[n].strip()), len(lines))
    rows = [_cells(lines[at], row) for row in (lines[at - 1], *lines[at + 1 : end])]
    if end == at + 1 or any(row is None for row in rows):
        return None
    cells = [tuple(TextCell(text, head=not number) for text in row or ()) for number, row in enumerate(rows)]
    return at - 1, end, tuple(cells)


def _ruled(lines: Sequence[str], at: int) -> tuple[int, int, TextRows] | None:
    """A table between two rules: a multiline one, or one without a head."""
    headed = bool(_WHOLE.fullmatch(lines[at]))
    last = min(len(lines), at + _MOST_LINES)
    closing = _WHOLE if headed else _RULE
    ends = (n for n in range(at + 2, last) if closing.fullmatch(lines[n]) and not "".join(lines[n + 1 : n + 2]).strip())
    end = next(ends, None)
    if end is None:
        return None
    inner = [n for n in range(at + 1, end) if _RULE.fullmatch(lines[n])]
    if (headed and len(inner) > 1) or (not headed and inner):
        return None
    rule = lines[inner[0]] if inner else lines[at]
    if not _RULE.fullmatch(rule):
        return None
    below = inner[0] + 1 if inner else at + 1
    head = lines[at + 1 : inner[0]] if inner else []
    body = lines[below:end]
    several = any(not line.strip() for line in body)
    groups = [*([head] if head else []), *(_groups(body) if several else ([line] for line in body))]
    rows: list[tuple[TextCell, ...]] = []
    for number, group in enumerate(groups):
        cells = [_cells(rule, line) for line in group]
        if any(one is None for one in cells):
            return None
        columns = zip(*(one or [] for one in cells), strict=True)
        rows.append(tuple(TextCell("\n".join(filter(None, one)), head=bool(head) and not number) for one in columns))
    return (at, end + 1, tuple(rows)) if rows else None


def _groups(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """The lines between empty ones."""
    group: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


def _cells(rule: str, row: str) -> list[str] | None:
    """The cells of a row, between the columns of the rule; None if words are across a border."""
    starts = [match.start() for match in re.finditer(r"-+", rule)]
    if "|" in row or "\t" in row:
        return None
    bounds = [0, *starts[1:], max(len(row), len(rule))]
    if any(low and row[low - 1 : low].strip() for low in bounds[1:-1]):
        return None
    return [row[low:high].strip() for low, high in pairwise(bounds)]


def _barred(lines: Sequence[str], at: int) -> tuple[int, int, TextRows] | None:
    """A table with bars that has cells over several columns, or a head of several lines; None for any other."""
    end = next((n for n in range(at, min(len(lines), at + _MOST_LINES)) if "|" not in lines[n]), len(lines))
    rule = next((n for n in range(at + 1, end) if _BARS.fullmatch(lines[n])), None)
    own = [line.strip() for line in lines[at:end]]
    if rule is None or not (rule > at + 1 or any(re.search(r"(?<!\\)\|\|", line) for line in own)):
        return None
    rows = [(n, [*_pieces(lines[n])]) for n in range(at, end) if n != rule]
    width = max(sum(across for _, across in row) for _, row in rows)
    made = tuple(tuple(TextCell(text, across, head=n < rule) for text, across in row) for n, row in rows)
    return (at, end, made) if width == sum(across for _, across in _pieces(lines[rule])) else None


def _pieces(line: str) -> Iterator[tuple[str, int]]:
    """The cells of a line with bars: the words, and over how many columns, which is how many bars close it."""
    line = line.strip()
    at = 1 if line.startswith("|") else 0
    while at < len(line):
        begin = at
        while at < len(line) and (match := _UNCUT.match(line, at)):
            at = match.end()
        words = line[begin:at].strip().replace("\\|", "|")
        bars = 0
        while line[at : at + 1] == "|":
            bars, at = bars + 1, at + 1
        yield words, max(1, bars)

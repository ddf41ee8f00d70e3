"""Page furniture: running heads, running feet and page numbers. They are taken out on proof only.

Only the outermost lines of a page can be furniture, if they are set apart from the text and begin with no mark of a
note. The proof of it: the file says so, a line is there on other pages too at the same height, or its number counts the
pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from briefsite.intake.pdf.contents import PdfPage
from briefsite.intake.pdf.text_line import PageLine, page_lines
from briefsite.writing.roman import as_roman

#: How many lines at the upper and at the lower edge can be furniture.
_MOST: Final = 3
#: How far apart the heights of the same line are on two pages, in points.
_NEAR: Final = 3.0
#: The gap between furniture and text, in sizes of the letters.
_APART: Final = 1.55
_WIDE: Final = 1.6
#: Larger letters than so many times the usual ones are those of headings.
_LARGEST: Final = 1.4
_NUMBER: Final = re.compile(
    r"[^\w]*(?:(?:p|page|seite|s|стр|с|sayfa)\b[.\s]*)?(\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|sur|из)\s*\d{1,4})?[^\w]*",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+")


def furniture_lines(
    pages: Sequence[PdfPage], strings: Mapping[int, Sequence[PageLine]], known: Iterable[str]
) -> dict[int, list[PageLine]]:
    """The lines of each page that are furniture. `known` are words that running heads repeat: the title, headings."""
    rows = {page.number: page_lines(strings[page.number]) for page in pages}
    labels = {page.number: page.label for page in pages}
    names = {_folded(one) for one in known if len(one) > 2}
    sizes = sorted(one.size for own in strings.values() for one in own for _ in one.signs)
    largest = _LARGEST * sizes[len(sizes) // 2] if sizes else 0.0
    found: dict[int, list[PageLine]] = defaultdict(list)
    for upper in (True, False):
        left = {*rows}
        for depth in range(_MOST):
            outer = {
                number: row
                for number in left
                if (row := _outermost(rows[number], depth, upper=upper)) is not None and row.size <= largest
            }
            left = _proven(outer, labels, names, len(pages))
            for number in sorted(left):
                if outer[number] not in found[number]:
                    found[number].append(outer[number])
    return {number: own for number, own in found.items() if own}


def _outermost(rows: Sequence[PageLine], depth: int, *, upper: bool) -> PageLine | None:
    """The row at an edge, if it is set apart from the next one and begins with no mark of a note."""
    ordered = rows if upper else rows[::-1]
    if depth >= len(ordered):
        return None
    row = ordered[depth]
    if row.label[2]:
        return None
    inner = ordered[depth + 1] if depth + 1 < len(ordered) else None
    if inner is not None and abs(row.base - inner.base) < _APART * max(row.size, min(inner.size, 1.3 * row.size)):
        following = ordered[depth + 2] if depth + 2 < len(ordered) else None
        if following is None or abs(row.base - inner.base) <= abs(inner.base - following.base) + 1:
            return row if _NUMBER.fullmatch(row.text) else None
    return row


def _proven(outer: Mapping[int, PageLine], labels: Mapping[int, str], names: set[str], pages: int) -> set[int]:
    """The pages whose row is proven to be furniture."""
    segments = {number: _segments(row) for number, row in outer.items()}
    seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, own in segments.items():
        for text in own:
            seen[_key(text)].append((number, outer[number].base))
    steps = Counter(step for number, own in segments.items() for text in own for step in _steps(text, number))
    proven: set[int] = set()
    certain: list[float] = []
    for number, own in segments.items():
        base = outer[number].base
        counts = [_counts(text, number, labels, steps, pages) for text in own]
        again = [
            any(other != number and abs(height - base) <= _NEAR for other, height in seen[_key(text)]) for text in own
        ]
        named = [_folded(text) in names for text in own]
        if (all(map(any, zip(counts, again, named, strict=True))) and (any(counts) or any(again))) or (
            any(counts) and len(own) > 1
        ):
            proven.add(number)
            certain.append(base)
    if len(certain) > 1:
        for number, own in segments.items():
            same = sum(abs(outer[number].base - base) <= 1 for base in certain)
            if (number not in proven and same > 1 and 2 * same >= len(outer) - 1) or (
                number not in proven and same and all(_folded(text) in names for text in own)
            ):
                proven.add(number)
    return proven


def _segments(row: PageLine) -> list[str]:
    """The parts of a row with wide gaps between them."""
    parts: list[list[int]] = [[0]]
    for at, (before, sign) in enumerate(zip(row.signs, row.signs[1:], strict=False), start=1):
        if sign.glyph.left - before.glyph.right > _WIDE * row.size:
            parts.append([])
        parts[-1].append(at)
    return [PageLine(tuple(row.signs[at] for at in part)).text.strip() for part in parts]


def _key(text: str) -> str:
    return _DIGITS.sub("#", _folded(text))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _steps(text: str, page: int) -> list[int]:
    """How far the numbers in a text are from the number of the page."""
    match = _NUMBER.fullmatch(text)
    numbers = [match[1]] if match else _DIGITS.findall(text)
    return [int(one) - page for one in numbers if one.isdecimal() and len(one) < 5]


def _counts(text: str, page: int, labels: Mapping[int, str], steps: Mapping[int, int], pages: int) -> bool:
    """Whether a text is the number of its page."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return False
    shown = match[1]
    if shown.lower() == labels[page].lower():
        return True
    if not shown.isdecimal():
        return shown.lower() == as_roman(page).lower() or pages > 2
    return int(shown) == page or steps.get(int(shown) - page, 0) > 1

"""Lines: the characters of a page put together, first into strings that touch, then into lines."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from briefsite.intake.pdf.contents import Glyph, GlyphStyle, PdfPage

#: How far apart characters of a string are at most, how far two strings of one line, in sizes of the letters.
_WITHIN, _STRINGS = 0.6, 0.5
#: The gap that is a blank: where the file has one, and where it has none.
_BLANK, _SURE_BLANK = 0.08, 0.2
_RAISED: Final = 0.12
_LABEL: Final = re.compile(r"[\[(]?(\d{1,3}|[*†‡§¶‖#]{1,4}|[ivxlc]{2,7}|[a-z])[\])]?")
_SIGNS: Final = "*†‡§¶‖"


@dataclass(frozen=True, slots=True)
class PlacedGlyph:
    """A character with its style and its page."""

    glyph: Glyph
    style: GlyphStyle
    page: int

    @property
    def key(self) -> tuple[int, int]:
        """By which it is known: the page and its number there."""
        return self.page, self.glyph.at


@dataclass(frozen=True)
class PageLine:
    """Characters on one line, from left to right. `left` and `right` are the edges of the column that it is in."""

    signs: tuple[PlacedGlyph, ...]
    left: float = 0.0
    right: float = 0.0

    @cached_property
    def page(self) -> int:
        """The number of the page."""
        return self.signs[0].page

    @cached_property
    def size(self) -> float:
        """The size of most letters."""
        sizes = Counter[float]()
        for sign in self.signs:
            sizes[sign.style.size] += len(sign.glyph.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def base(self) -> float:
        """The height on the page at which most letters are."""
        own = [sign.glyph.base for sign in self.signs if sign.style.size >= self.size - 0.05]
        return statistics.median_low(own)

    @cached_property
    def begin(self) -> float:
        """Where the first character begins."""
        return self.signs[0].glyph.left

    @cached_property
    def end(self) -> float:
        """Where the last character ends."""
        return max(sign.glyph.right for sign in self.signs[-3:])

    @cached_property
    def top(self) -> float:
        """The upper edge."""
        return max(self.base + 0.7 * self.size, *(sign.glyph.high for sign in self.signs))

    @cached_property
    def text(self) -> str:
        """The words."""
        out = [self.signs[0].glyph.text]
        for before, sign in zip(self.signs, self.signs[1:], strict=False):
            out += [" " * has_blank(before, sign), sign.glyph.text]
        return "".join(out)

    @cached_property
    def bold(self) -> bool:
        """Whether all letters are bold."""
        return all(sign.style.bold for sign in self.signs if sign.glyph.text.isalpha()) and any(
            sign.style.bold for sign in self.signs
        )

    @cached_property
    def caps(self) -> bool:
        """Whether there are no small letters, or only small capitals."""
        letters = [sign for sign in self.signs if sign.glyph.text[:1].isalpha()]
        return len(letters) > 2 and all(sign.style.caps or sign.glyph.text.isupper() for sign in letters)

    @cached_property
    def italic(self) -> bool:
        """Whether all letters are italic."""
        letters = [sign for sign in self.signs if sign.glyph.text[:1].isalpha()]
        return bool(letters) and all(sign.style.italic for sign in letters)

    def is_raised(self, sign: PlacedGlyph) -> bool:
        """Whether a character is above the line: smaller ones by their place, others by what is drawn."""
        if sign.glyph.base - self.base > _RAISED * self.size and sign.style.size <= self.size + 0.05:
            return True
        stands = sign.glyph.text.isdigit() or (sign.glyph.text.isalpha() and sign.glyph.text not in "fgjpqyQ")
        return stands and sign.glyph.low - self.base > 0.2 * self.size and sign.glyph.high > sign.glyph.low

    def is_lowered(self, sign: PlacedGlyph) -> bool:
        """Whether a character is below the line: smaller ones by their place, figures by what is drawn."""
        glyph = sign.glyph
        if glyph.text.isdigit() and glyph.low < glyph.high and glyph.low < self.base - 0.08 * self.size:
            return glyph.high < self.base + 0.5 * self.size
        return self.base - glyph.base > 0.08 * self.size and sign.style.size < 0.9 * self.size

    @cached_property
    def label(self) -> tuple[str, int, bool]:
        """The label of a note at the beginning, how many characters it has, whether it is raised; "" without one."""
        raised = 0
        while raised < min(len(self.signs), 6) and self.is_raised(self.signs[raised]):
            raised += 1
        first = "".join(sign.glyph.text for sign in self.signs[:raised])
        if raised and raised < len(self.signs) and (match := _LABEL.fullmatch(first)):
            return match[1], raised, True
        word = 1
        while word < len(self.signs) and not has_blank(self.signs[word - 1], self.signs[word]):
            word += 1
        first = "".join(sign.glyph.text for sign in self.signs[:word])
        if word < len(self.signs) and (match := re.fullmatch(r"\[(\d{1,3})\]|(\d{1,3})[.):]?|([*†‡§¶‖]{1,4})", first)):
            return match[1] or match[2] or match[3], word, False
        count = next((at for at, sign in enumerate(self.signs) if sign.glyph.text not in _SIGNS), 0)
        if 0 < count <= 4:
            return "".join(sign.glyph.text for sign in self.signs[:count]), count, False
        return "", 0, False

    def within(self, left: float, right: float) -> PageLine:
        """The line in a column with these edges."""
        return PageLine(self.signs, left, right)


def has_blank(before: PlacedGlyph, sign: PlacedGlyph) -> bool:
    """Whether there is white space between two characters of a line."""
    gap = sign.glyph.left - before.glyph.right
    size = min(before.style.size, sign.style.size)
    return gap > (_BLANK if sign.glyph.blank else _SURE_BLANK) * size or (sign.glyph.blank and gap > -0.3 * size)


def glyph_strings(signs: Sequence[PlacedGlyph]) -> list[PageLine]:
    """Characters, in the order of the file, as strings: those that follow one another without a wide gap."""
    out: list[list[PlacedGlyph]] = []
    for sign in signs:
        before = out[-1][-1] if out else None
        if before is not None and _follows(out[-1], before, sign):
            out[-1].append(sign)
        else:
            out.append([sign])
    return _joined([PageLine(tuple(sorted(own, key=lambda one: (one.glyph.left, one.glyph.at)))) for own in out])


def _follows(string: Sequence[PlacedGlyph], before: PlacedGlyph, sign: PlacedGlyph) -> bool:
    size = max(one.style.size for one in (sign, *string[-4:]))
    if abs(sign.glyph.base - before.glyph.base) > 0.6 * size:
        return False
    if sign.style.size > 0.9 * before.style.size and abs(sign.glyph.base - before.glyph.base) > 0.45 * size:
        return False
    gap = sign.glyph.left - before.glyph.right
    return -0.6 * size <= gap <= _WITHIN * size


def _joined(strings: Sequence[PageLine]) -> list[PageLine]:
    """Small strings above or below a line are put to it: the file may have them elsewhere."""
    main = [*strings]
    out: list[PageLine] = []
    gone: set[int] = set()
    extra: dict[int, list[PageLine]] = {}
    for number, small in enumerate(main):
        if len(small.signs) > 4:
            continue
        for other, line in enumerate(main):
            if other == number or other in gone or line.size <= small.size * 1.1 or len(line.signs) < 2:
                continue
            rise = small.base - line.base
            near = min(abs(small.begin - line.end), abs(small.end - line.begin))
            if -0.35 * line.size < rise < 0.65 * line.size and abs(rise) > 0.05 * line.size and near < 0.3 * line.size:
                extra.setdefault(other, []).append(small)
                gone.add(number)
                break
    for number, line in enumerate(main):
        if number in gone:
            continue
        signs = [*line.signs, *(sign for one in extra.get(number, ()) for sign in one.signs)]
        out.append(PageLine(tuple(sorted(signs, key=lambda one: (one.glyph.left, one.glyph.at)))))
    return out


def page_lines(strings: Iterable[PageLine]) -> list[PageLine]:
    """Strings of one column as its lines, from top to bottom."""
    rows: list[list[PageLine]] = []
    for one in sorted(strings, key=lambda one: -one.base):
        for row in rows[-4:]:
            first = row[0]
            if abs(first.base - one.base) <= 0.3 * max(min(first.size, one.size), 1) and not _overlap(row, one):
                row.append(one)
                break
        else:
            rows.append([one])
    made = [
        PageLine(tuple(sorted((s for one in row for s in one.signs), key=lambda s: (s.glyph.left, s.glyph.at))))
        for row in rows
    ]
    return sorted(made, key=lambda line: -line.base)


def _overlap(row: Sequence[PageLine], one: PageLine) -> bool:
    return any(min(other.end, one.end) - max(other.begin, one.begin) > 0.5 * one.size for other in row)


def page_signs(page: PdfPage, *, turned: bool = False) -> list[PlacedGlyph]:
    """The visible characters of a page that run from left to right, or those that don't."""
    return [
        PlacedGlyph(glyph, page.styles[glyph.style], page.number)
        for glyph in page.seen
        if page.styles[glyph.style].turned == turned
    ]

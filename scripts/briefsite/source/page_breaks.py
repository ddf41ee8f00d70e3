"""Page breaks: the lines that a printed page adds to a text, found only where something proves that a page ends.

A line that recurs is not yet page furniture: signatures, refrains, addressees and the last lines of paragraphs recur,
too. The proofs, in the order in which they apply:

1. A separator of proofreaders (`-----File: 002.png-----`) is a page break by itself.
2. *Page numbers* are lines that are nothing but a number, or that begin or end with one, whose numbers rise as pages
   do. They prove page breaks if they interrupt sentences, if form feeds are beside them, or if they are at regular
   distances and not set apart from the text by empty lines, as the number of a chapter would be.
3. A line that recurs as it is beside proven page breaks, and hardly anywhere else, is a *running head*.
4. Without page numbers, a line that recurs at page distance is one if every third of them interrupts a sentence.

What only recurs stays in the text (`recurring`): a question for an editor.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import Final

from briefsite.source.page_numbers import PageNumber, longest_chain, value_of
from briefsite.source.sentence import ends_sentence
from briefsite.words import squeezed

_SEPARATOR: Final = re.compile(r"-{3,}\s*File:\s*\S.*")
_SEPARATOR_FORM: Final = "-----File: #-----"
#: Marks of proofreaders around lines that are not to be wrapped. They hold no words.
_NO_WRAP: Final = re.compile(r"/[*#$](?:\[[\d.,]+\])?|[*#$]/")
_NAME: Final = r"(?:page|pag\.?|p\.|seite|s\.|página|pagina|sayfa|с\.|стр\.|страница|blz\.)"
_BARE: Final = re.compile(
    rf"[-–—~*|<\s]*(?:{_NAME}\s*)?(?P<number>\d{{1,4}}|[ivxlc]{{1,7}})(?:\s*(?:of|von|de|di|/|из|van)\s*\d+)?[-–—~*|>\s]*",
    re.IGNORECASE,
)
_EDGE: Final = re.compile(r"(?P<first>\d{1,4})\s+(?P<rest>\D.*)|(?P<head>.*\D)\s+(?P<last>\d{1,4})")
#: Words that a number follows because it counts chapters, letters or tables, not pages.
_COUNTED: Final = re.compile(
    r"(?:chapter|part|book|volume|vol|section|act|scene|letter|no|nr|article|art|table|tab|figure|fig|plate|appendix|"
    r"note|lecture|canto|psalm|kapitel|teil|buch|band|abschnitt|brief|tabelle|abbildung|abb|chapitre|partie|livre|tome|"
    r"acte|scène|lettre|tableau|capítulo|parte|libro|capitolo|capítulo|hoofdstuk|deel|глава|часть|том|письмо|bölüm|"
    r"kısım|mektup|№|§)\W*",
    re.IGNORECASE,
)
_LONGEST = 80
#: Lines from a page to the next: of any print, and of one whose numbers prove themselves.
_PAGE = (12, 130)
_TIMES = 3
_REGULAR = 0.75


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that print adds to a page: the form that they share (# for a number), and the lines, counted from 1."""

    form: str
    lines: tuple[int, ...]


def line_form(line: str) -> str:
    """The form of a line: without its digits, so that the heads of different pages have the same."""
    text = squeezed(line)
    if _SEPARATOR.fullmatch(text):
        return _SEPARATOR_FORM
    bare = _BARE.fullmatch(text)
    if bare and not bare["number"].isdigit():
        text = text.replace(bare["number"], "#")
    return re.sub(r"\d+", "#", text)


def page_furniture(lines: Sequence[str]) -> tuple[Furniture, ...]:
    """The lines of a text that are proven page furniture, by form, in the order in which the forms first come."""
    return _by_form(lines, sorted(_finder(tuple(lines)).taken))


def recurring(lines: Sequence[str]) -> tuple[Furniture, ...]:
    """The lines of a text that recur at page distance and may interrupt a sentence, without a proof that they do."""
    finder = _finder(tuple(lines))
    left = [index for index in finder.alone() if index not in finder.taken]
    found = _by_form(lines, left)
    return tuple(
        one
        for one in found
        if len(one.lines) >= _TIMES
        and finder.at_page_distance([line - 1 for line in one.lines])
        and not ends_sentence(lines[one.lines[0] - 1])
        and any(finder.interrupts(line - 1, strictly=True) for line in one.lines)
    )


@lru_cache(maxsize=4)
def _finder(lines: tuple[str, ...]) -> _Finder:
    """A first edition asks several times about the same text."""
    return _Finder(lines)


def _by_form(lines: Sequence[str], indexes: Sequence[int]) -> tuple[Furniture, ...]:
    forms: dict[str, list[int]] = {}
    for index in indexes:
        forms.setdefault(line_form(lines[index]), []).append(index + 1)
    return tuple(Furniture(form, tuple(numbers)) for form, numbers in forms.items())


class _Finder:
    """The page furniture of a text, by the positions of its lines (`taken`)."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.texts = [line.strip() for line in lines]
        lengths = sorted(len(text) for text in self.texts if text)
        self.width = lengths[9 * len(lengths) // 10] if lengths else 0
        self.counts = Counter(line_form(text) for text in self.texts if 0 < len(text) <= _LONGEST)
        self.feeds = {index for index, line in enumerate(lines) if "\f" in line}
        self.taken = {index for index, text in enumerate(self.texts) if _SEPARATOR.fullmatch(text)}
        marks = [index for index, text in enumerate(self.texts) if _NO_WRAP.fullmatch(text)]
        if len(marks) % 2 == 0:  # one without its partner is the author's
            self.taken |= set(marks)
        self._take_numbers()
        self._take_heads()
        self._take_heads_without_numbers()

    # -- the text around a line ---------------------------------------------------------------------------------------

    def _beside(self, index: int, step: int) -> int | None:
        """The nearest line in a direction that is text; None at the end of the text."""
        at = index + step
        while 0 <= at < len(self.texts) and (not self.texts[at] or at in self.taken):
            at += step
        return at if 0 <= at < len(self.texts) else None

    def interrupts(self, index: int, *, strictly: bool = False) -> bool:
        """Whether a sentence runs on over a line. `strictly`: it says so by a small letter, not only by its length."""
        before, after = self._beside(index, -1), self._beside(index, +1)
        # The head of the same page may come between.
        while before is not None and self._recurs(before) and (index - before) <= _TIMES:
            before = self._beside(before, -1)
        while after is not None and self._recurs(after) and (after - index) <= _TIMES:
            after = self._beside(after, +1)
        if before is None or after is None:
            return False
        begins = self.texts[after].lstrip("\"'“‘«([_")[:1]
        if begins.islower() and (self._below_notes(before) or not ends_sentence(self.texts[before])):
            return len(self.texts[before]) >= 3 * self.width // 5 or self._below_notes(before)
        full = len(self.texts[before]) >= 3 * self.width // 4
        return not strictly and full and not self.texts[before].isupper() and not ends_sentence(self.texts[before])

    def _recurs(self, index: int) -> bool:
        text = self.texts[index]
        return len(text) <= _LONGEST and self.counts[line_form(text)] >= _TIMES and not ends_sentence(text)

    def _below_notes(self, index: int) -> bool:
        """Whether a line is the last of a page's notes: a rule or a label begins them."""
        while index >= 0 and self.texts[index]:
            if re.match(r"_{3,}|-{5,}|\[?[\d*†‡a-z]{1,3}[\].)]\s|\d{1,3}\s|[*†‡]", self.texts[index]):
                return True
            index -= 1
        return False

    def _is_tight(self, index: int) -> bool:
        """Whether a line is not set apart by empty lines, as a heading would be."""
        around = (self.texts[at] if 0 <= at < len(self.texts) else "" for at in (index - 1, index + 1))
        return any(around)

    def _is_at_feed(self, index: int) -> bool:
        if not self.feeds:
            return False
        after = next((at for at in range(index + 1, len(self.texts)) if self.texts[at]), len(self.texts))
        before = next((at for at in range(index - 1, -1, -1) if self.texts[at]), -1)
        return any(at in self.feeds for at in range(before + 1, min(after + 1, len(self.texts))))

    def alone(self) -> Iterator[int]:
        """The short lines in blocks of at most two lines, or at a form feed."""
        for index, text in enumerate(self.texts):
            if not text or len(text) > _LONGEST:
                continue
            around = [self.texts[at] if 0 <= at < len(self.texts) else "" for at in range(index - 2, index + 3)]
            first, last = not around[1], not around[3]
            apart = (first and (last or not around[4])) or (last and not around[0])
            if (apart or self._is_at_feed(index)) and not _is_counted(text):
                yield index

    def at_page_distance(self, indexes: Sequence[int]) -> bool:
        """Whether lines come again as pages do."""
        gaps = [after - before for before, after in pairwise(indexes)]
        middle = median(gaps)
        return _PAGE[0] <= middle <= _PAGE[1] and sum(gap > 3 * middle for gap in gaps) <= len(gaps) // _TIMES

    # -- page numbers -------------------------------------------------------------------------------------------------

    def _take_numbers(self) -> None:
        left = [*self._numbers()]
        for _ in range(2 * _TIMES):  # front matter and chapters may begin to count again
            chain = longest_chain(left)
            if len(chain) < 2:  # noqa: PLR2004
                return
            if self._proves(chain):
                self.taken |= {one.line for one in chain if not one.single or self.interrupts(one.line)}
            left = [one for one in left if one not in chain]

    def _numbers(self) -> Iterator[PageNumber]:
        for index, text in enumerate(self.texts):
            if not text or len(text) > _LONGEST or index in self.taken:
                continue
            bare, edge = _BARE.fullmatch(text), _EDGE.fullmatch(text)
            if bare:
                value = value_of(bare["number"])
                if value:
                    yield PageNumber(index, value, bare=True, single=False)
            elif edge and not _is_counted(text) and not ends_sentence(text):
                rest = edge["rest"] or edge["head"]
                single = self.counts[line_form(text)] == 1
                row = "\t" in text or (single and re.search(r" {3,}\d", text))  # of a table, or of contents
                if sum(map(str.isalpha, rest)) > 2 and not row:  # noqa: PLR2004 - a name
                    yield PageNumber(index, int(edge["first"] or edge["last"]), bare=False, single=single)

    def _proves(self, chain: Sequence[PageNumber]) -> bool:
        some = [one for one in chain if not one.single]
        pace = [(b.line - a.line) / (b.value - a.value) for a, b in pairwise(chain)]
        short = median(pace) < _PAGE[0] - 2
        broken = sum(self.interrupts(one.line, strictly=short) for one in some)
        if broken >= max(1, len(some) / 4):
            named = all(not one.bare for one in some)
            apart = all(one.bare and not self._is_tight(one.line) for one in some)
            if not apart or self._is_punctuated():  # the stanzas of some poets end no sentence either
                return len(some) >= _TIMES or (len(some) == _TIMES - 1 and named)
        if 2 * sum(self._is_at_feed(one.line) for one in some) >= len(some):
            return len(some) > 1
        regular = 1 - median(abs(one - median(pace)) / median(pace) for one in pace)
        tight = all(self._is_tight(one.line) and self._is_no_date(one) for one in some)
        return tight and len(some) >= _TIMES and regular >= _REGULAR and not short

    def _is_punctuated(self) -> bool:
        return 20 * sum(bool(re.search(r"[.!?。؟।](?:\s|$)", text)) for text in self.texts) >= sum(
            map(bool, self.texts)
        )

    def _is_no_date(self, one: PageNumber) -> bool:
        """Whether a number is alone, or with a title of some words: "3 May" and "Question 3" head a part of a text."""
        return one.bare or len(self.texts[one.line].split()) > _TIMES

    # -- running heads ------------------------------------------------------------------------------------------------

    def _take_heads(self) -> None:
        breaks = [*sorted(self.taken), *sorted(self.feeds)]
        if not breaks:
            return
        sides = [(index, step) for index in sorted({*breaks}) for step in (-1, +1)] + [(-1, +1)]
        for _ in range(_TIMES):
            beside: Mapping[str, set[int]] = defaultdict(set)
            for index, step in sides:
                at = (
                    index if index in self.feeds and step > 0 and index not in self.taken else self._beside(index, step)
                )
                if at is not None and self.texts[at] and self._may_head(at) and self._touches(index, at):
                    beside[line_form(self.texts[at])].add(at)
            pages = len({*breaks})
            least = 2 if pages <= _TIMES else max(_TIMES, pages // 10)
            heads = {
                index
                for form, indexes in beside.items()
                if len(indexes) >= least and 5 * len(indexes) >= 4 * self.counts[form]
                for index in indexes
                # At the head of the text, set apart, it is the title.
                if any(self.texts[:index]) or (index + 1 < len(self.texts) and self.texts[index + 1])
            }
            if not heads:
                return
            self.taken |= heads

    def _may_head(self, index: int) -> bool:
        text = self.texts[index]
        return len(text) <= min(_LONGEST, max(self.width, 1) * 4 // 5) and not (
            ends_sentence(text) or text.endswith((",", ";")) or _is_counted(text) or _BARE.fullmatch(text)
        )

    def _touches(self, index: int, at: int) -> bool:
        """Whether nothing but empty lines and other furniture is between a page break and a line."""
        low, high = sorted((max(index, 0), at))
        return all(not self.texts[n] or n in self.taken for n in range(low + (index >= 0), high)) and high - low < 12  # noqa: PLR2004

    def _take_heads_without_numbers(self) -> None:
        alone: dict[str, list[int]] = {}
        for index in self.alone():
            if index not in self.taken and self._may_head(index) and any(map(str.isalpha, self.texts[index])):
                alone.setdefault(line_form(self.texts[index]), []).append(index)
        for indexes in alone.values():
            if len(indexes) >= _TIMES and self.at_page_distance(indexes):
                broken = sum(self.interrupts(index, strictly=True) for index in indexes)
                if broken >= max(2, len(indexes) / _TIMES):
                    self.taken |= {index for index in indexes if any(self.texts[:index])}


def _is_counted(text: str) -> bool:
    """Whether a line is a chapter, letter or table with its number, or begins with the label of an item."""
    rest = re.sub(r"[\dIVXLC]+\W*$", "", text).strip()
    return bool(_COUNTED.fullmatch(rest) or re.match(r"\[|\(?\d+[.)]", text) or re.fullmatch(r"[IVXLC]+", text))

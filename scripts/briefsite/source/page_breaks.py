"""Page breaks: the lines that a printed page adds to a text, found only where something proves that a page ends.

A line that recurs is not yet page furniture: signatures, refrains, addressees and the last lines of paragraphs recur,
too. The proofs, in the order in which they apply:

1. A separator of proofreaders (`-----File: 002.png-----`) is a page break by itself.
2. *Page numbers* are lines that are nothing but a number, or that begin or end with one, whose numbers rise as pages
   do. They prove page breaks if they interrupt sentences, if form feeds are beside them, or if they are at regular
   distances and not set apart from the text by empty lines, as the number of a chapter would be, or if they say
   themselves that they are of pages: "Page 3 of 6".
3. A line that recurs as it is beside proven page breaks, and hardly anywhere else, is a *running head*.
4. Without page numbers, a line that recurs at page distance is one if every third of them interrupts a sentence.

What only recurs stays in the text (`recurring`): a question for an editor.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import Final

from briefsite.source.furniture_forms import (
    LONGEST,
    Furniture,
    bare_number,
    is_counted,
    line_form,
    number_at_edge,
    page_total,
    says_page,
)
from briefsite.source.page_lines import SHORTEST_PAGE, PageLines
from briefsite.source.page_numbers import PageNumber, longest_chain, value_of
from briefsite.source.sentence import ends_sentence

_TIMES: Final = 3
_REGULAR: Final = 0.75
#: From here on, a number that is set apart is a year.
_YEARS: Final = 1400


def page_furniture(lines: Sequence[str]) -> tuple[Furniture, ...]:
    """The lines of a text that are proven page furniture, by form, in the order in which the forms first come."""
    return _by_form(lines, sorted(_read(tuple(lines)).taken))


def recurring(lines: Sequence[str]) -> tuple[Furniture, ...]:
    """The lines of a text that recur at page distance and may interrupt a sentence, without a proof that they do."""
    page = _read(tuple(lines))
    left = [index for index in page.alone() if index not in page.taken and _may_head(page, index)]
    found = _by_form(lines, left)
    beside = [one for one in _by_form(lines, _beside_numbers(page)) if len(one.lines) >= _TIMES]
    return *beside, *(
        one
        for one in found
        if len(one.lines) >= _TIMES
        and page.at_page_distance([line - 1 for line in one.lines])
        and not ends_sentence(lines[one.lines[0] - 1])
        and any(page.interrupts(line - 1, strictly=True) for line in one.lines)
    )


def _beside_numbers(page: PageLines) -> list[int]:
    """The lines beside numbers that rise as those of pages do, in the middle of a text, if they recur there."""
    chain = longest_chain([one for one in _numbers(page) if one.bare])
    found: dict[str, list[int]] = {}
    for one in chain if len(chain) >= _TIMES else ():
        for at in (one.line - 1, one.line + 1):
            tight = 0 <= at < len(page.texts) and page.texts[at] and _may_head(page, at)
            if tight and any(map(str.isalpha, page.texts[at])) and _is_run_over(page, one.line, at):
                found.setdefault(line_form(page.texts[at]), []).append(at)
    recurs = (own for form, own in found.items() if len(own) >= _TIMES and 4 * len(own) >= 3 * page.counts[form])
    return sorted(at for own in recurs for at in own)


def _is_run_over(page: PageLines, *lines: int) -> bool:
    """Whether no empty line is above or below lines that follow one another, as there would be around a heading."""
    around = (min(lines) - 1, max(lines) + 1)
    return all(not 0 <= at < len(page.texts) or bool(page.texts[at]) for at in around)


@lru_cache(maxsize=4)
def _read(lines: tuple[str, ...]) -> PageLines:
    """The lines with what is proven of them. A first edition asks several times about the same text."""
    page = PageLines(lines)
    _take_numbers(page)
    _take_heads(page)
    _take_heads_without_numbers(page)
    return page


def _by_form(lines: Sequence[str], indexes: Sequence[int]) -> tuple[Furniture, ...]:
    forms: dict[str, list[int]] = {}
    for index in indexes:
        forms.setdefault(line_form(lines[index]), []).append(index + 1)
    return tuple(Furniture(form, tuple(numbers)) for form, numbers in forms.items())


def _take_numbers(page: PageLines) -> None:
    left = [*_numbers(page)]
    for _ in range(2 * _TIMES):  # front matter and chapters may begin to count again
        chain = longest_chain(left)
        if len(chain) < 2:  # noqa: PLR2004
            return
        # A head that is proven in the front matter is one where the numbers begin again, too.
        proven = {line_form(page.texts[line]) for line in page.taken}
        again = {line_form(page.texts[one.line]) for one in chain if not (one.single or one.bare)}
        if _proves(page, chain) or (again and again <= proven):
            page.taken |= {one.line for one in chain if not one.single or page.interrupts(one.line)}
            totals = {page_total(page.texts[one.line]) for one in chain} - {""}
            page.taken |= {at for at, text in enumerate(page.texts) if text and page_total(text) in totals}
        lines = {one.line for one in chain}
        left = [one for one in left if one.line not in lines]


def _numbers(page: PageLines) -> Iterator[PageNumber]:
    edges: list[tuple[int, int, str]] = []
    found: list[PageNumber] = []
    for index, text in enumerate(page.texts):
        if not text or len(text) > LONGEST or index in page.taken:
            continue
        bare, edge = bare_number(text), number_at_edge(text)
        if bare:
            if value := value_of(bare):
                found.append(PageNumber(index, value, bare=True, single=False, says=says_page(text)))
        elif edge and not is_counted(text) and not ends_sentence(text):
            edges.append((index, *edge))
    words = Counter(rest.casefold() for _, _, rest in edges)
    for index, number, rest in edges:
        single = words[rest.casefold()] == 1
        text = page.texts[index]
        row = "\t" in text or (
            single and not rest.isupper() and re.search(r" {3,}\d", text)
        )  # of a table, or of contents
        if sum(map(str.isalpha, rest)) > 2 and not row:  # noqa: PLR2004 - a name
            found.append(PageNumber(index, number, bare=False, single=single))
    yield from sorted(found, key=lambda one: one.line)


def _proves(page: PageLines, chain: Sequence[PageNumber]) -> bool:
    if _say_pages(page, chain):
        return True
    some = [one for one in chain if not one.single]
    pace = [(b.line - a.line) / (b.value - a.value) for a, b in pairwise(chain)]
    short = median(pace) < SHORTEST_PAGE - 2
    broken = sum(page.interrupts(one.line, strictly=short) for one in some)
    if broken >= max(1, len(some) / 4):
        named = all(one.says or _is_named(page, one) for one in some)
        apart = all(one.bare and not page.is_tight(one.line) for one in some)
        years = apart and some[0].value >= _YEARS and not some[0].says
        if not years and (not apart or _is_punctuated(page)):  # the stanzas of some poets end no sentence either
            return len(some) >= _TIMES or (len(some) == _TIMES - 1 and (named or _break_off(page, some)))
    if 2 * sum(page.is_at_feed(one.line) for one in some) >= len(some):
        return len(some) > 1
    regular = 1 - median(abs(one - median(pace)) / median(pace) for one in pace)
    tight = all(page.is_tight(one.line) and _is_no_date(page, one) for one in some)
    return (tight and len(some) >= _TIMES and regular >= _REGULAR and not short) or _begin_alike(page, some)


def _is_named(page: PageLines, one: PageNumber) -> bool:
    """Whether a number is beside a title of two words or more, or in capitals: "3 May" is a date."""
    edge = None if one.bare else number_at_edge(page.texts[one.line])
    return edge is not None and (edge[1].isupper() or len(edge[1].split()) > 1)


def _break_off(page: PageLines, some: Sequence[PageNumber]) -> bool:
    """Whether bare numbers rise by one, and each is below a line that ends no sentence."""
    rises = all(b.value - a.value == 1 for a, b in pairwise(some))
    return rises and all(one.bare and page.breaks_off(one.line) for one in some)


def _begin_alike(page: PageLines, some: Sequence[PageNumber]) -> bool:
    """Whether pages, each with its number at its foot, all begin with the lines with which the text begins."""
    first = page.beside(-1, +1)
    if first is None or len(some) < 2 or not all(one.bare for one in some):  # noqa: PLR2004
        return False
    below = [page.beside(one.line, +1) for one in some]
    begins = [at for at in below if at is not None]
    if len(begins) < len(below) - 1 or any(at is None for at in below[:-1]):
        return False
    forms = [line_form(page.texts[at]) for at in (first, *begins)]
    rises = all(b.value - a.value == 1 for a, b in pairwise(some)) and some[0].value == 1
    return rises and len({*forms}) == 1 and _may_head(page, first)


def _say_pages(page: PageLines, chain: Sequence[PageNumber]) -> bool:
    """Whether numbers that rise by one say that they are of pages, and not set apart, or of how many."""
    texts = [page.texts[one.line] for one in chain]
    if any(b.value - a.value != 1 for a, b in pairwise(chain)):
        return False
    totals = {page_total(text) for text in texts}
    if len(totals) == 1 and "" not in totals:
        return chain[-1].value <= int(*totals)
    return len(chain) >= _TIMES and all(
        says_page(text) and page.is_tight(one.line) for text, one in zip(texts, chain, strict=True)
    )


def _is_punctuated(page: PageLines) -> bool:
    ended = sum(bool(re.search(r"[.!?。؟।](?:\s|$)", text)) for text in page.texts)
    return 20 * ended >= sum(map(bool, page.texts))


def _is_no_date(page: PageLines, one: PageNumber) -> bool:
    """Whether a number is alone, or with a title of some words: "3 May" and "Question 3" head a part of a text."""
    return one.bare or len(page.texts[one.line].split()) > _TIMES


def _take_heads(page: PageLines) -> None:
    breaks = [*sorted(page.taken), *sorted(page.feeds)]
    if not breaks:
        return
    sides = [(index, step) for index in sorted({*breaks}) for step in (-1, +1)] + [(-1, +1)]
    for _ in range(_TIMES):
        beside: Mapping[str, set[int]] = defaultdict(set)
        for index, step in sides:
            own = index in page.feeds and step > 0 and index not in page.taken
            at = index if own else page.beside(index, step)
            if at is not None and page.texts[at] and _may_head(page, at) and _touches(page, index, at):
                beside[line_form(page.texts[at])].add(at)
        pages = len({*breaks})
        least = 2 if pages <= _TIMES else max(_TIMES, pages // 10)
        heads = {
            index
            for form, indexes in beside.items()
            if len(indexes) >= least and 5 * len(indexes) >= 4 * page.counts[form]
            for index in indexes
            # At the head of the text, set apart, it is the title.
            if any(page.texts[:index]) or (index + 1 < len(page.texts) and page.texts[index + 1])
        }
        if not heads:
            return
        page.taken |= heads


def _may_head(page: PageLines, index: int) -> bool:
    text = page.texts[index]
    return len(text) <= min(LONGEST, max(page.width, 1) * 4 // 5) and not (
        ends_sentence(text) or text.endswith((",", ";")) or is_counted(text) or bare_number(text)
    )


def _touches(page: PageLines, index: int, at: int) -> bool:
    """Whether nothing but empty lines and other furniture is between a page break and a line."""
    low, high = sorted((max(index, 0), at))
    return all(not page.texts[n] or n in page.taken for n in range(low + (index >= 0), high)) and high - low < 12  # noqa: PLR2004


def _take_heads_without_numbers(page: PageLines) -> None:
    alone: dict[str, list[int]] = {}
    for index in page.alone():
        if index not in page.taken and _may_head(page, index) and any(map(str.isalpha, page.texts[index])):
            alone.setdefault(line_form(page.texts[index]), []).append(index)
    for indexes in alone.values():
        if len(indexes) >= _TIMES and page.at_page_distance(indexes):
            broken = sum(page.interrupts(index, strictly=True) for index in indexes)
            if broken >= max(2, len(indexes) / _TIMES):
                page.taken |= {index for index in indexes if any(page.texts[:index])}

"""Chapters: the pages that a text's own headings suggest, for a first edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefsite.edition.standing_pages import RESERVED_SLUGS
from briefsite.ledger.page_ids import title_id
from briefsite.paragraphs.heading import (
    is_known_heading,
    is_label_title,
    is_number_alone,
    is_outer_part,
)
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.source.marker import MARKER
from briefsite.words import squeezed
from briefsite.writing.capitals import cased
from briefsite.writing.headings import is_numbered_heading
from briefsite.writing.roman import is_numeral
from briefsite.writing.segmentation import first_words, measured, word_spans

#: The number at the beginning of a heading: "2", "2.1", "§ 4".
_NUMBER: Final = re.compile(r"(?:§+\s*)?\d{1,3}(?:\.\d{1,3})*\.?(?=\s)")
#: The most headings that each begin a page.
MOST_PAGES: Final = 40
#: In the place of the first words, if there is no paragraph.
NOTHING: Final = "…"
_WORDS = 30


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page to make: its slug, its title, its first words, the position of its first paragraph, and its sections.

    A section is (id, title, first words).
    """

    slug: str
    title: str
    start: str
    paragraph: int
    sections: tuple[tuple[str, str, str], ...]


def chapters(
    assembly: Assembly, language: str = "en", marked: Callable[[Paragraph], int] = lambda _: 0
) -> list[Chapter]:
    """The chapters that the headings of a text suggest.

    Consecutive headings count as one, but for the first: that is the title of the work. If two or more have a number
    ("Chapter II"), these begin pages, a foreword, an appendix and an index do so as well, and the others are sections
    of them; else every heading begins a page, if there are at most forty, but for those that their number ("1.2")
    puts below another. A heading that no quotation can tell from another begins nothing, and neither does one over a
    table of contents. `language` is that of the text, and of the titles; `marked` gives the level that the signs of
    a heading mark, 0 if there are none.
    """
    paragraphs = assembly.paragraphs

    def level_of(paragraph: Paragraph) -> int:
        return marked(paragraph) or _level(_text(paragraph))

    groups = _without_title(paragraphs, _groups(paragraphs, level_of))
    numbered = [group for group in groups if _is_chapter(paragraphs, group)]
    if len(numbered) < 2:  # noqa: PLR2004 - one chapter divides nothing
        numbered = [group for group in groups if is_numbered_heading(_text(paragraphs[group[0]]))]
    if len(numbered) < 2:  # noqa: PLR2004
        numbered = _upper(groups, [level_of(paragraphs[group[0]]) for group in groups])
        numbered = numbered if len(numbered) <= MOST_PAGES else []
    else:
        outer = [group for group in groups if is_outer_part(_text(paragraphs[group[0]]))]
        named = [_text(paragraphs[group[0]]).casefold() for group in outer]
        numbered += [group for group, name in zip(outer, named, strict=True) if named.count(name) == 1]
    taken: set[str] = set()
    found: list[Chapter] = []
    for group in groups:
        start = opening(assembly, group[0])
        # A heading at the end of the text has nothing below it.
        if start is None or group[-1] + 1 == len(paragraphs) or paragraphs[group[-1] + 1].kind == "contents":
            continue
        texts = [squeezed(MARKER.sub("", _text(paragraphs[index]))) or "…" for index in group]
        title, slug = _title(texts, language), slug_for(texts, taken, as_id=group not in numbered)
        if group in numbered:
            found.append(Chapter(slug, title, start, group[0], ()))
        elif found:
            last = found[-1]
            sections = (*last.sections, (slug, title, start))
            found[-1] = Chapter(last.slug, last.title, last.start, last.paragraph, sections)
        taken.add(slug)
    return found


def opening(assembly: Assembly, index: int) -> str | None:
    """The first words of the paragraph at `index`, enough to tell it from all others; None if thirty don't."""
    words = ""
    for paragraph in assembly.paragraphs[index:]:
        own = _text(paragraph)
        least = own if paragraph.kind == "heading" else first_words(own, 6)
        for end in (high for _, high in word_spans(own) if high >= len(least)):
            quoted = squeezed(f"{words} {own[:end]}")
            if assembly.quotations.begun_by(quoted) == (index,):
                return quoted
            if measured(quoted) > _WORDS:
                return None
        words = f"{words} {own}"
    return None


def _groups(paragraphs: Sequence[Paragraph], level_of: Callable[[Paragraph], int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind == "heading":
            begins = (
                is_numbered_heading(_text(paragraph))
                and groups
                and not is_numbered_heading(_text(paragraphs[groups[-1][0]]))
            )
            nested = groups and level_of(paragraph) > level_of(paragraphs[groups[-1][-1]]) > 0
            if groups and groups[-1][-1] == index - 1 and not (begins or nested):
                groups[-1].append(index)
            else:
                groups.append([index])
    return groups


def _level(text: str) -> int:
    """How deep the number of a heading puts it: 1 for "2 Results", 2 for "2.1 Ice"; 0 for one without a number."""
    match = _NUMBER.match(text)
    return match[0].strip(". ").count(".") + 1 if match else 0


def _upper(groups: Sequence[list[int]], levels: Sequence[int]) -> list[list[int]]:
    """The groups of the highest level, and those of no level. `levels` has that of each group.

    If only the first has the highest, it is the title of the work, and the next level counts.
    """
    known = sorted({*levels} - {0})
    title = len(known) > 1 and levels[0] == known[0] and levels.count(known[0]) == 1
    top = known[title] if known else 0
    return [group for group, level in zip(groups, levels, strict=True) if level <= top]


def _without_title(paragraphs: Sequence[Paragraph], groups: list[list[int]]) -> list[list[int]]:
    """The groups, the first divided if it is the title of the work and the heading of the first part of its text."""
    if len(groups) < 2 or groups[0][:1] != [0] or len(groups[0]) < 2:  # noqa: PLR2004 - the title and a heading
        return groups
    *titles, last = groups[0]
    title, first, second = (_text(paragraphs[index]) for index in (0, last, groups[1][0]))
    alike = all(re.search(r"\d", text) for text in (first, second))
    part = is_label_title(first) or is_number_alone([first]) or is_known_heading(first) or first.isdecimal() or alike
    return [titles, [last], *groups[1:]] if part and not is_numbered_heading(title) else groups


def _is_chapter(paragraphs: Sequence[Paragraph], group: Sequence[int]) -> bool:
    return is_numbered_heading(_text(paragraphs[group[0]])) and not _roman(paragraphs, group)


def _roman(paragraphs: Sequence[Paragraph], group: Sequence[int]) -> bool:
    return is_numeral(_text(paragraphs[group[0]]))


def _text(paragraph: Paragraph) -> str:
    return squeezed(paragraph.body.text)


def _title(texts: Sequence[str], language: str) -> str:
    title = cased(texts[0], language).rstrip(".:")
    for before, text in pairwise(texts):
        joint = ". " if before is texts[0] or is_numbered_heading(before) or is_numbered_heading(text) else " "
        title += joint + cased(text, language).rstrip(".:")
    return title


def slug_for(texts: Sequence[str], taken: set[str], *, as_id: bool) -> str:
    """The slug of a page with these headings, or the id of a section: not one of those that are taken."""
    named = [text for text in texts if not is_numbered_heading(text)] or list(texts)
    slug = title_id(" ".join(named))
    tries = (slug, *(f"{slug}-{count}" for count in range(2, 1000)))
    return next(name for name in tries if name not in taken and (as_id or name not in RESERVED_SLUGS))

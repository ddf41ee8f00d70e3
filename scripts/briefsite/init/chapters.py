"""Chapters: the pages that a text's own headings suggest, for a first edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefsite.edition.standing_pages import RESERVED_SLUGS
from briefsite.ledger.page_ids import title_id
from briefsite.paragraphs.heading import is_numbered_heading, is_outer_part
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.source.marker import MARKER
from briefsite.words import squeezed
from briefsite.writing.capitals import cased
from briefsite.writing.roman import is_numeral
from briefsite.writing.segmentation import first_words, measured, word_spans

_MOST = 40
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


def chapters(assembly: Assembly, language: str = "en") -> list[Chapter]:
    """The chapters that the headings of a text suggest.

    Consecutive headings count as one. If two or more have a number ("Chapter II"), these begin pages, a foreword, an
    appendix and an index do so as well, and the others are sections of them; else every heading begins a page, if there
    are at most forty. A heading that no quotation can tell from another begins nothing, and neither does one over a
    table of contents. `language` is that of the text, and of the titles.
    """
    paragraphs = assembly.paragraphs
    groups = _groups(paragraphs)
    numbered = [group for group in groups if _is_chapter(paragraphs, group)]
    if len(numbered) < 2:  # noqa: PLR2004 - one chapter divides nothing
        numbered = [group for group in groups if is_numbered_heading(_text(paragraphs[group[0]]))]
    if len(numbered) < 2:  # noqa: PLR2004
        numbered = groups if len(groups) <= _MOST else []
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
        title, slug = _title(texts, language), _slug(texts, taken, as_id=group not in numbered)
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


def _groups(paragraphs: Sequence[Paragraph]) -> list[list[int]]:
    groups: list[list[int]] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind == "heading":
            begins = (
                is_numbered_heading(_text(paragraph))
                and groups
                and not is_numbered_heading(_text(paragraphs[groups[-1][0]]))
            )
            if groups and groups[-1][-1] == index - 1 and not begins:
                groups[-1].append(index)
            else:
                groups.append([index])
    return groups


def _is_chapter(paragraphs: Sequence[Paragraph], group: Sequence[int]) -> bool:
    return is_numbered_heading(_text(paragraphs[group[0]])) and not _roman(paragraphs, group)


def _roman(paragraphs: Sequence[Paragraph], group: Sequence[int]) -> bool:
    return is_numeral(_text(paragraphs[group[0]]))


def _text(paragraph: Paragraph) -> str:
    return squeezed(paragraph.body.text)


def _title(texts: Sequence[str], language: str) -> str:
    first, *others = [cased(text, language).rstrip(".:") for text in texts]
    return f"{first}. {' '.join(others)}" if others else first


def _slug(texts: Sequence[str], taken: set[str], *, as_id: bool) -> str:
    named = [text for text in texts if not is_numbered_heading(text)] or list(texts)
    slug = title_id(" ".join(named))
    tries = (slug, *(f"{slug}-{count}" for count in range(2, 1000)))
    return next(name for name in tries if name not in taken and (as_id or name not in RESERVED_SLUGS))

"""Draft pages: which pages a first edition has, and with which words each begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefsite.init.chapters import NOTHING, Chapter, chapters, opening
from briefsite.init.document_pages import document_pages
from briefsite.init.draft_file import Draft
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.source.source import Source
from briefsite.words import squeezed
from briefsite.writing.headings import is_numbered_heading

#: The most words of a line of a title page that is no heading: "by", "author of the same".
_OF_TITLE_PAGE: Final = 6
_SENTENCE: Final = re.compile(r"[.!?…。！？][\"'’”»)]*(?:\[[^\[\]]{1,4}\])*$")
#: The signs of rules below headings, two for each level: "=" and "*" are above "-" and "~".
_RULES: Final = '=*-~^"'
#: The page of a library's licence.
_LICENCE: Final = ("library-licence", "Licence of the library")


def put_pages(draft: Draft, assembly: Assembly, source: Source) -> None:
    """Gives the draft its pages: the overview, the chapters, and the licence of the library that the text is from.

    The lines of the `source` show the signs that mark headings.
    """
    if source.structure is not None:
        draft.pages = document_pages(assembly)
        return
    paragraphs = assembly.paragraphs
    licence = begin_of(draft.licence, assembly) if draft.licence else None
    text = assembly if licence is None else replace(assembly, paragraphs=paragraphs[:licence])
    first = opening(assembly, 0) or squeezed(paragraphs[0].body.text) if paragraphs else NOTHING
    draft.pages = [
        Chapter("/", "Overview", first, 0, ()),
        *_without_title_page(chapters(text, draft.work.language, lambda heading: _marked(source, heading)), paragraphs),
    ]
    if len(draft.pages) > 1 and draft.pages[1].paragraph == 0:
        draft.pages[0:2] = [Chapter("/", draft.pages[1].title, first, 0, draft.pages[1].sections)]
    if licence and (start := opening(assembly, licence)):
        taken = {page.slug for page in draft.pages}
        slug = _LICENCE[0] if _LICENCE[0] not in taken else f"{_LICENCE[0]}-terms"
        draft.pages.append(Chapter(slug, _LICENCE[1], start, licence, ()))


def _marked(source: Source, heading: Paragraph) -> int:
    """The level of a heading by its signs: those before it are counted, those of a rule below it have an order."""
    line = source.line(heading.body.place(0))
    before = source.lines[line - 1].lstrip()
    if before.startswith("#"):
        return len(before) - len(before.lstrip("#"))
    below = source.lines[line].strip() if line < len(source.lines) else ""
    return _RULES.index(below[0]) // 2 + 1 if len(below) > 2 and {*below} <= {below[0]} <= {*_RULES} else 0  # noqa: PLR2004


def _without_title_page(found: Sequence[Chapter], paragraphs: Sequence[Paragraph]) -> list[Chapter]:
    """The chapters without those that headings of the title page would begin: none of them has a sentence."""
    first = next((n for n, one in enumerate(paragraphs) if one.kind != "heading" and _is_text(one)), 0)
    ends = [*(chapter.paragraph for chapter in found), len(paragraphs)][1:]
    return [
        chapter
        for chapter, end in zip(found, ends, strict=False)
        if chapter.paragraph == 0 or end > first or is_numbered_heading(chapter.start)
    ]


def _is_text(paragraph: Paragraph) -> bool:
    """Whether it is more than a line of a title page, such as "by", "author of the same", "London, 1887."."""
    text = squeezed(paragraph.body.text)
    count = len(text.split())
    return count > _OF_TITLE_PAGE or (count > 2 and bool(_SENTENCE.search(text)))  # noqa: PLR2004 - "London, 1887."


def begin_of(words: str, assembly: Assembly) -> int | None:
    """The paragraph that begins with the words; None if none does."""
    begun = assembly.quotations.begun_by(words)
    return begun[0] if len(begun) == 1 else None

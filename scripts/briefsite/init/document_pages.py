"""Document pages: the pages of a first edition of a document, by the levels of its headings."""

from __future__ import annotations

from collections.abc import Sequence

from briefsite.init.chapters import MOST_PAGES, NOTHING, Chapter, opening, slug_for
from briefsite.paragraphs.paragraph import Assembly
from briefsite.source.marker import MARKER
from briefsite.words import squeezed


def document_pages(assembly: Assembly) -> list[Chapter]:
    """The overview, and a page for each heading of the highest level; those of the next are sections of it.

    If only the first heading has the highest level, it is the title of the work, unless the document has one. More than
    forty headings begin no pages, and neither does one that no quotation can tell from another.
    """
    paragraphs = assembly.paragraphs
    heads = [(n, one.level) for n, one in enumerate(paragraphs) if one.kind == "heading" and one.level]
    titled = any(one.kind == "heading" and not one.level for one in paragraphs)
    levels = _levels([level for _, level in heads], titled=titled)
    first = opening(assembly, 0) or (squeezed(paragraphs[0].body.text) if paragraphs else NOTHING)
    pages = [Chapter("/", "Overview", first, 0, ())]
    taken: set[str] = set()
    for index, level in heads if sum(level == levels[0] for _, level in heads) <= MOST_PAGES else []:
        start = opening(assembly, index)
        if level not in levels or start is None or index + 1 == len(paragraphs):
            continue
        title = squeezed(MARKER.sub("", paragraphs[index].body.text)).replace("<", "").replace(">", "") or NOTHING
        slug = slug_for([title], taken, as_id=level != levels[0])
        taken.add(slug)
        if level == levels[0]:
            pages.append(Chapter(slug, _plain(title), start, index, ()))
        elif index > pages[-1].paragraph:
            last = pages[-1]
            sections = (*last.sections, (slug, _plain(title), start))
            pages[-1] = Chapter(last.slug, last.title, last.start, last.paragraph, sections)
    if len(pages) > 1 and pages[1].paragraph == 0:
        pages[0:2] = [Chapter("/", pages[1].title, first, 0, pages[1].sections)]
    return pages


def _levels(levels: Sequence[int], *, titled: bool) -> tuple[int, int]:
    """The level of the headings that begin pages, and that of those that begin sections."""
    known = sorted({*levels})
    title = not titled and len(known) > 1 and levels[0] == known[0] and levels.count(known[0]) == 1
    top, below = [*known[title:], 0, 0][:2]
    return top, below


def _plain(title: str) -> str:
    """A title without signs that no title of a page can have."""
    return title.replace("&", "and")

"""A theme page: the editors' summary, the stretch of the text under its sections, its notes and emendations."""

from __future__ import annotations

from collections.abc import Iterator

from briefsite.html import Markdown, PageBlock, block_element, inline_element
from briefsite.language.strings import Strings
from briefsite.markup import editorial, heading, joined, phrase
from briefsite.pages.blocks import blocks_before, paragraph_blocks
from briefsite.pages.charts import chart_parts, charts
from briefsite.pages.classes import Css
from briefsite.pages.elsewhere import elsewhere, reading_time
from briefsite.pages.language import tongue_of_title
from briefsite.pages.page import GeneratedPage
from briefsite.pages.page_end import end_blocks
from briefsite.pages.page_text import PageText
from briefsite.pages.works_files import files_of_page
from briefsite.reading.outline import Division, Leaf
from briefsite.reading.publication import Publication


def theme_page(publication: Publication, leaf: Leaf) -> GeneratedPage:
    """The page of one leaf of the outline."""
    text = PageText(publication, leaf.paragraphs, leaf.at.path)
    body = [
        *summary(leaf.page.summary, publication.strings),
        *blocks_before(text),
        *(block for stretch in leaf.stretches for block in stretch_blocks(text, stretch)),
    ]
    around = [*charts(publication, leaf), *elsewhere(publication, leaf)]
    return GeneratedPage(
        leaf.at,
        leaf.page.title,
        leaf.page.description or leaf.page.summary or leaf.page.title,
        (*body, *end_blocks(text, around)),
        {"citable": True, "reading_time": reading_time(publication, leaf.paragraphs)},
        tongue=tongue_of_title(publication, leaf.page.title),
        parts=(*chart_parts(publication, leaf), *files_of_page(text)),
    )


def summary(words: str, say: Strings) -> Iterator[Markdown]:
    """An editorial sentence, marked as the editors', as a block; nothing if it is empty."""
    if words.strip():
        whose = inline_element("span", phrase(say["summary.whose"]), classes=Css.LABEL)
        said = joined(whose, editorial(words), by=" ")
        yield block_element("p", said, markdown="span", classes=Css.SUMMARY)


def stretch_blocks(text: PageText, stretch: tuple[Division, ...]) -> Iterator[PageBlock]:
    """The paragraphs of a stretch, under the headings of their sections."""
    for division in stretch:
        first = text.publication.paragraphs[division.paragraphs[0]]
        # A heading of the author's is the heading of the section.
        if division.section is not None and (first.numbered or first.kind != "heading"):
            title = division.section.title
            spoken_in = tongue_of_title(text.publication, title)
            yield heading(2, editorial(title), id=division.section.id, classes=Css.SECTION, **spoken_in)
        for paragraph in division.paragraphs:
            yield from paragraph_blocks(text, paragraph)

"""A theme page: the editors' summary, the stretch of the text under its sections, its notes and emendations."""

from __future__ import annotations

from collections.abc import Iterator

from briefsite.markup import editorial
from briefsite.pages.blocks import PageText
from briefsite.pages.charts import charts
from briefsite.pages.elsewhere import elsewhere, reading_time
from briefsite.pages.page import GeneratedPage
from briefsite.reading.outline import Division, Leaf
from briefsite.reading.publication import Publication


def theme_page(publication: Publication, leaf: Leaf) -> GeneratedPage:
    """The page of one leaf of the outline."""
    apparatus = PageText(publication, leaf.paragraphs, leaf.at.path)
    body = [
        *filter(None, [summary(leaf.page.summary)]),
        *apparatus.before(),
        *(block for stretch in leaf.stretches for block in stretch_blocks(apparatus, stretch)),
        *charts(publication, leaf, publication.edition.charts),
        *elsewhere(publication, leaf),
    ]
    return GeneratedPage(
        leaf.at,
        leaf.page.title,
        leaf.page.description or leaf.page.summary or leaf.page.title,
        (*body, *apparatus.end()),
        {"citable": True, "reading_time": reading_time(publication, leaf.paragraphs)},
    )


def summary(words: str) -> str:
    """An editorial sentence, marked as the editors'; nothing where there is none yet."""
    if not words.strip():
        return ""
    label = '<span class="label">Editors’ summary</span>'
    return f'<p class="summary" markdown="span">{label} {editorial(words)}</p>'


def stretch_blocks(apparatus: PageText, stretch: tuple[Division, ...]) -> Iterator[str]:
    """The paragraphs of a stretch, under the headings of their sections."""
    for division in stretch:
        if division.section is not None:
            yield f"## {editorial(division.section.title)} {{ #{division.section.id} .section }}"
        for paragraph in division.paragraphs:
            yield from apparatus.blocks(paragraph)

"""The first page: the opening, what each theme argues, the key figures, the closing, how to cite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefsite.ledger.address import label_of_range, theme_id
from briefsite.markup import editorial, escape, inner, link, typeset
from briefsite.pages.blocks import PageText
from briefsite.pages.editions import editions_list
from briefsite.pages.elsewhere import reading_time
from briefsite.pages.evidence import source_links
from briefsite.pages.map import map_blocks, map_part
from briefsite.pages.page import GeneratedPage
from briefsite.pages.theme import stretch_blocks, summary
from briefsite.pages.timeline import timeline_start
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.summary import imprint_line

if TYPE_CHECKING:
    from briefsite.reading.summary import EditionSummary


def overview_page(publication: Publication, leaf: Leaf, others: Sequence[EditionSummary] = ()) -> GeneratedPage:
    """The page that a busy reader can stop at. `others` are the other editions of the site, where it is the home."""
    apparatus = PageText(publication, leaf.paragraphs, "/")
    first, *further = leaf.stretches or ((),)
    drawn = publication.edition.map
    body = (
        imprint(publication),
        *filter(None, [summary(leaf.page.summary)]),
        *apparatus.before(),
        *stretch_blocks(apparatus, first),
        *_themes(publication, leaf),
        *_figures(publication),
        *(map_blocks(publication, drawn) if drawn else ()),
        *timeline_start(publication),
        *(block for stretch in further for block in stretch_blocks(apparatus, stretch)),
        *editions_list(others, "Other editions on this site"),
        *apparatus.end(),
    )
    return GeneratedPage(
        leaf.at,
        publication.edition.work.title,
        publication.edition.site.description,
        body,
        {"overview": True, "citable": True},
        parts=(map_part(drawn),) if drawn else (),
    )


def imprint(publication: Publication) -> str:
    """Whose text it is, in a line."""
    cite = '<span class="way" data-search-exclude=""> · [Cite this page](#cite){ .cite-link }</span>'
    return f'<p class="imprint" markdown="span">{inner(imprint_line(publication.edition))}{cite}</p>'


def _themes(publication: Publication, own: Leaf) -> Iterator[str]:
    others = [leaf for leaf in publication.outline.leaves if leaf is not own]
    if not others:
        return
    yield "## Themes { #themes }"
    cards = []
    for leaf in others:
        addresses = [publication.addresses.of(paragraph) for paragraph in leaf.paragraphs]
        reach = label_of_range(addresses[0], addresses[-1])
        said = f"{escape(typeset(leaf.page.summary))}\n{{: .argument }}\n\n" if leaf.page.summary.strip() else ""
        cards.append(
            '<article class="card" markdown="1">\n\n'
            f"### {link(editorial(leaf.page.title), leaf.file)} {{ #{theme_id(leaf.page.slug)} data-toc-omit }}\n\n"
            f'{said}<p class="reach ed" data-search-exclude="">'
            f"{reach} · {reading_time(publication, leaf.paragraphs)}</p>\n\n"
            "</article>"
        )
    label_ = '<p class="label">What each theme argues, in the editors’ words</p>'
    yield "\n\n".join([label_, '<div class="cards" markdown="1">', *cards, "</div>"])


def _figures(publication: Publication) -> Iterator[str]:
    figures = publication.edition.figures
    if not figures:
        return
    yield "## Key figures { #key-figures }"
    entries = [
        '<div class="figure" markdown="1">\n'
        f'<dt markdown="span">{editorial(figure.value)}</dt>\n'
        f'<dd markdown="span">{editorial(figure.label)} '
        f'<span class="source">{source_links(publication, figure.words)}</span></dd>\n</div>'
        for figure in figures
    ]
    yield '<p class="label">The brief’s own figures, as it states them</p>'
    yield "\n".join(['<dl class="figures" markdown="1">', *entries, "</dl>"])

"""The first page: whose text it is, its opening and its closing, then the themes, figures, map and key dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from briefsite.edition.extras import Figure
from briefsite.exports.document_links import DocumentLink
from briefsite.html import Markdown, PageBlock, block_element, element, html_text, inline_element
from briefsite.ledger.address import label_of_range
from briefsite.markup import editorial, escape, heading, inner, inside, joined, link, paragraph, phrase, typeset
from briefsite.pages.blocks import blocks_before
from briefsite.pages.classes import Css
from briefsite.pages.download import download_parts
from briefsite.pages.editions import editions_list
from briefsite.pages.elsewhere import reading_time
from briefsite.pages.evidence import source_links, whose
from briefsite.pages.language import tongue_of_title
from briefsite.pages.map import map_blocks, map_part
from briefsite.pages.page import GeneratedPage, part_place
from briefsite.pages.page_end import end_blocks
from briefsite.pages.page_text import PageText
from briefsite.pages.theme import stretch_blocks, summary
from briefsite.pages.timeline import key_dates
from briefsite.pages.works_files import files_of_page
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.summary import imprint_line
from briefsite.reading.whose_figure import whose_figure

if TYPE_CHECKING:
    from briefsite.reading.summary import EditionSummary

#: How many stretches of the text an overview has that shows its beginning and its end.
_OPENING_AND_CLOSING: Final = 2


def overview_page(
    publication: Publication,
    leaf: Leaf,
    others: Sequence[EditionSummary] = (),
    cache: Path | None = None,
    documents: Sequence[DocumentLink] = (),
) -> GeneratedPage:
    """The page that a busy reader can stop at. `others` are the other editions of the site, where it is the home.

    `cache` is the folder of the cache for its map, or None for no cache. `documents` are those that the site offers.
    """
    text = PageText(publication, leaf.paragraphs, "/")
    drawn = publication.edition.map
    offered = download_parts(leaf.at, documents, publication.edition.site.path, publication.strings)
    body = (
        imprint(publication),
        *(part_place(part.name) for part in offered),
        # The author's own opening and closing are the answer; without a closing, the editors' summary is.
        *(summary(leaf.page.summary, publication.strings) if len(leaf.stretches) < _OPENING_AND_CLOSING else ()),
        *blocks_before(text),
        *(block for stretch in leaf.stretches for block in stretch_blocks(text, stretch)),
        *_themes(publication, leaf),
        *_figures(publication),
        *(map_blocks(publication, drawn) if drawn else ()),
        *key_dates(publication),
        *editions_list(others, publication.strings["editions.other"], publication.strings),
        *end_blocks(text),
    )
    return GeneratedPage(
        leaf.at,
        publication.edition.work.title,
        publication.edition.site.description,
        body,
        {"overview": True, "citable": True},
        tongue=tongue_of_title(publication, publication.edition.work.title),
        parts=(*offered, *((map_part(publication, drawn, cache),) if drawn else ()), *files_of_page(text)),
    )


def imprint(publication: Publication) -> Markdown:
    """Whose text it is, in a line, with the ways to the original publication and to a citation."""
    say = publication.strings
    ways = [link(phrase(say["overview.cite"]), "#cite", classes=Css.CITE_LINK)]
    if address := publication.edition.work.published_at:
        ways.insert(0, link(phrase(say["overview.original"]), address))
    said = imprint_line(publication.edition)
    shown = joined(*([inside("")] if said else []), *ways, by="\u00a0· ")  # no line begins with a point
    line = joined(inner(said), inline_element("span", shown, classes=Css.WAY, data_search_exclude=""))
    return block_element("p", line, markdown="span", classes=Css.IMPRINT)


def _themes(publication: Publication, own: Leaf) -> Iterator[PageBlock]:
    others = [leaf for leaf in publication.outline.leaves if leaf is not own]
    if not others:
        return
    summarized = any(leaf.page.summary.strip() for leaf in others)
    # Without a word on what they say, as in an edition just begun, they are its table of contents.
    yield heading(2, phrase(publication.strings["overview.themes" if summarized else "overview.contents"]), id="themes")
    cards = []
    for leaf in others:
        numbers = [number for number in leaf.paragraphs if publication.paragraphs[number].numbered]
        addresses = [publication.addresses.of(number) for number in numbers]
        reach = [label_of_range(addresses[0], addresses[-1])] if addresses else []
        said = " · ".join([*reach, reading_time(publication, leaf.paragraphs)])
        title = link(editorial(leaf.page.title), leaf.file)
        spoken_in = tongue_of_title(publication, leaf.page.title)
        argument = escape(typeset(leaf.page.summary))
        cards.append(
            block_element(
                "article",
                heading(3, title, id=publication.heading_ids[leaf.page.slug], data_toc_omit=True, **spoken_in),
                *([paragraph(argument, classes=Css.ARGUMENT)] if argument else []),
                element("p", html_text(said), classes=(Css.REACH, Css.ED), data_search_exclude=""),
                classes=Css.CARD,
            )
        )
    if summarized:
        yield whose(publication.strings["overview.whose"])
    yield block_element("div", *cards, classes=Css.CARDS)


def _figures(publication: Publication) -> Iterator[PageBlock]:
    figures = publication.edition.figures
    if not figures:
        return
    say = publication.strings
    yield heading(2, phrase(say["overview.figures"]), id="key-figures")
    calculated = any(_calculated_by(publication, figure) == "editors" for figure in figures)
    whose_figures = "overview.figures_whose_both" if calculated else "overview.figures_whose"
    yield whose(say.text(whose_figures, text=publication.edition.work.noun))
    yield block_element("dl", *(_figure(publication, figure) for figure in figures), gap="\n", classes=Css.FIGURES)


def _calculated_by(publication: Publication, figure: Figure) -> Literal["text", "editors"] | None:
    """Whose number it is. The labels of earlier versions may say it themselves."""
    return figure.by if publication.frozen else whose_figure(figure)


def _figure(publication: Publication, figure: Figure) -> Markdown:
    where = inline_element("span", source_links(publication, figure.words), classes=Css.SOURCE)
    by = _calculated_by(publication, figure)
    noun = publication.edition.work.noun
    say = publication.strings
    said = say["overview.calculated"] if by == "editors" else say.text("overview.stated", text=noun)
    whose_number = [inline_element("span", phrase(said), classes=Css.BY)] if by else []
    return block_element(
        "div",
        block_element("dt", editorial(figure.value), markdown="span"),
        block_element("dd", joined(editorial(figure.label), *whose_number, where, by=" "), markdown="span"),
        gap="\n",
        classes=Css.FIGURE,
    )

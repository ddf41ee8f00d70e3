"""The pages that belong to no edition: a home that lists them all, and the works of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefsite.exports.document_links import DocumentLink
from briefsite.html import Markdown, PageBlock, block_element, list_item
from briefsite.language.strings import ENGLISH, Strings
from briefsite.markup import editorial, from_fragment, joined, link, paragraph, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.download import download_parts
from briefsite.pages.editions import editions_list
from briefsite.pages.page import GeneratedPage, part_place
from briefsite.reading.summary import EditionSummary, ShownWork


def home_page(
    cards: Sequence[EditionSummary], say: Strings = ENGLISH, documents: Iterable[DocumentLink] = ()
) -> GeneratedPage:
    """The first page of a site that has no edition at its root. `documents` are of the whole site."""
    key = {1: "editions.one", 2: "editions.both"}.get(len(cards))
    lead = say.text(key, count=len(cards)) if key else say.count("editions.many", len(cards))
    offered = download_parts(PagePath(), documents, "", say)
    places = (part_place(part.name) for part in offered)
    all_ = editions_list(cards, say["editions.all"], say)
    body: tuple[PageBlock, ...] = (paragraph(phrase(lead), classes=Css.LEAD), *places, *all_)
    return GeneratedPage(PagePath(), say["editions.title"], lead, body, {"overview": True}, parts=offered)


def all_works_page(cards: Sequence[EditionSummary], at: PagePath, say: Strings = ENGLISH) -> GeneratedPage:
    """Every work that is cited on the site once, with the editions that have it."""
    found: dict[tuple[tuple[str, ...], str], list[tuple[EditionSummary, ShownWork]]] = {}
    for card in cards:
        for work in card.works:
            # Two editions may call one work differently: it is the reference that makes it one.
            found.setdefault((work.order[:-1], work.reference), []).append((card, work))
    entries = [_entry(reference, held, say) for (_, reference), held in sorted(found.items())]
    said = say.count("editions.all_works", len(found))
    list_ = block_element("ol", *entries, gap="\n", classes=Css.WORKS)
    return GeneratedPage(at, say["editions.works"], said, (paragraph(phrase(said), classes=Css.LEAD), list_))


def _entry(reference: str, held: Iterable[tuple[EditionSummary, ShownWork]], say: Strings) -> Markdown:
    where = [link(editorial(card.title), f"{card.file('bibliography')}#{work.address}") for card, work in held]
    return list_item(
        paragraph(from_fragment(reference), classes=Css.REFERENCE),
        paragraph(phrase(say["editions.in"], editions=joined(*where, by=say["list.between"])), classes=Css.CITED_BY),
        classes=Css.WORK,
    )

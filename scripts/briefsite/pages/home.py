"""The pages that belong to no edition: a home that lists them all, and the works of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefsite.html import Markdown, block_element, list_item
from briefsite.markup import editorial, escape, from_fragment, joined, link, paragraph, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.editions import editions_list
from briefsite.pages.page import GeneratedPage
from briefsite.reading.summary import EditionSummary, ShownWork


def home_page(cards: Sequence[EditionSummary]) -> GeneratedPage:
    """The first page of a site that has no edition at its root."""
    many = "one annotated edition" if len(cards) == 1 else f"{len(cards)} annotated editions"
    covered = {1: "it", 2: "both"}.get(len(cards), "all of them")
    lead = f"This site has {many}. Search covers {covered}."
    body = (paragraph(escape(lead), classes=Css.LEAD), *editions_list(cards, "All editions"))
    return GeneratedPage(PagePath(), "Editions", lead, body, {"overview": True})


def all_works_page(cards: Sequence[EditionSummary], at: PagePath) -> GeneratedPage:
    """Every work that is cited on the site once, with the editions that have it."""
    found: dict[tuple[tuple[str, ...], str], list[tuple[EditionSummary, ShownWork]]] = {}
    for card in cards:
        for work in card.works:
            # Two editions may call one work differently: it is the reference that makes it one.
            found.setdefault((work.order[:-1], work.reference), []).append((card, work))
    entries = [_entry(reference, held) for (_, reference), held in sorted(found.items())]
    said = f"All {len(found)} works cited in the editions on this site, and where."
    list_ = block_element("ol", *entries, gap="\n", classes=Css.WORKS)
    return GeneratedPage(at, "All works", said, (paragraph(escape(said), classes=Css.LEAD), list_))


def _entry(reference: str, held: Iterable[tuple[EditionSummary, ShownWork]]) -> Markdown:
    where = [link(editorial(card.title), f"{card.file('bibliography')}#{work.address}") for card, work in held]
    return list_item(
        paragraph(from_fragment(reference), classes=Css.REFERENCE),
        paragraph(phrase("In: {}", joined(*where, by=", ")), classes=Css.CITED_BY),
        classes=Css.WORK,
    )

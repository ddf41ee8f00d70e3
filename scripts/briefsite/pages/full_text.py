"""The full text in its original order, with a word at each turn on which theme page it stands."""

from __future__ import annotations

from briefsite.ledger.address import turn_id
from briefsite.markup import editorial, link
from briefsite.page_path import PagePath
from briefsite.pages.blocks import PageText
from briefsite.pages.elsewhere import reading_time
from briefsite.pages.note_list import note_parts
from briefsite.pages.page import GeneratedPage
from briefsite.reading.publication import Publication


def full_text_page(publication: Publication) -> GeneratedPage:
    """The page that has every paragraph. It is kept out of the search, which finds each of them on its theme page."""
    apparatus = PageText(publication, tuple(range(len(publication.paragraphs))))
    lead = (
        "The brief from its first word to its last. The paragraphs carry the same numbers here as on the theme pages, "
        "where each of them has its lasting address."
    )
    body = [f"{lead}\n{{: .lead }}"]
    shown = None
    for paragraph in apparatus.paragraphs:
        leaf = publication.leaf(paragraph)
        if leaf is not shown:
            where = link(editorial(leaf.page.title), leaf.file)
            # A heading, so that the page's menu says where one is. The style sheet puts "On the page" before it.
            body.append(f"## {where} {{ #{turn_id(publication.addresses.of(paragraph))} .whereabouts .ed }}")
            shown = leaf
        body += apparatus.blocks(paragraph)
    description = f"{publication.edition.work.title}: the whole text in its original order, paragraph by paragraph."
    return GeneratedPage(
        PagePath("full-text"),
        "Full text",
        description,
        (*body, *apparatus.end()),
        {"citable": True, "reading_time": reading_time(publication, apparatus.paragraphs)},
        search=False,
        parts=note_parts(publication, apparatus.notes),
    )

"""The full text in its original order; a heading says where another theme page has what follows."""

from __future__ import annotations

from collections.abc import Sequence

from briefsite.edition.standing_pages import FULL_TEXT_PAGE, standing_title
from briefsite.exports.document_links import DocumentLink
from briefsite.html import PageBlock, inline_element
from briefsite.markup import editorial, heading, inner, link, paragraph, phrase
from briefsite.pages.blocks import blocks_before, paragraph_blocks
from briefsite.pages.classes import Css
from briefsite.pages.download import download_parts
from briefsite.pages.elsewhere import reading_time
from briefsite.pages.language import tongue_of_title
from briefsite.pages.note_list import note_parts
from briefsite.pages.page import GeneratedPage, part_place
from briefsite.pages.page_end import end_blocks
from briefsite.pages.page_text import PageText
from briefsite.pages.works_files import files_of_page
from briefsite.reading.publication import Publication
from briefsite.reading.turns import turn_title


def full_text_page(publication: Publication, documents: Sequence[DocumentLink] = ()) -> GeneratedPage:
    """The page that has every paragraph. It is kept out of the search, which finds each of them on its theme page.

    `documents` are those that the site offers.
    """
    text = PageText(publication, tuple(range(len(publication.paragraphs))), FULL_TEXT_PAGE.path, copy=True)
    say = publication.strings
    lead = phrase(say["full_text.lead"], text=inner(publication.edition.work.noun))
    offered = download_parts(FULL_TEXT_PAGE, documents, publication.edition.site.path, say)
    places = (part_place(part.name) for part in offered)
    body: list[PageBlock] = [paragraph(lead, classes=Css.LEAD), *places, *blocks_before(text)]
    for number in text.paragraphs:
        if own := publication.heading_ids.get(number):
            leaf = publication.leaf(number)
            where = link(editorial(turn_title(publication, number)), leaf.file)
            # A heading, so that the page's menu says where one is. The style sheet puts `data-from` before it.
            way = tongue_of_title(publication, leaf.page.title)
            link_ = inline_element("span", where, **way) if any(way.values()) else where
            body.append(heading(2, link_, id=own, classes=(Css.WHEREABOUTS, Css.ED), data_from=say["full_text.from"]))
        body += paragraph_blocks(text, number)
    description = say.text("full_text.description", title=publication.edition.work.title)
    return GeneratedPage(
        FULL_TEXT_PAGE,
        standing_title(FULL_TEXT_PAGE, say),
        description,
        (*body, *end_blocks(text)),
        {"citable": True, "reading_time": reading_time(publication, text.paragraphs)},
        search=False,
        parts=(*offered, *files_of_page(text), *note_parts(publication, text.notes)),
    )

"""The full text in its original order; a heading says where another theme page has what follows."""

from __future__ import annotations

from briefsite.edition.standing_pages import FULL_TEXT_PAGE, STANDING_TITLES
from briefsite.html import PageBlock, inline_element
from briefsite.markup import editorial, escape, heading, link, paragraph
from briefsite.pages.blocks import blocks_before, paragraph_blocks
from briefsite.pages.classes import Css
from briefsite.pages.elsewhere import reading_time
from briefsite.pages.language import tongue_of_title
from briefsite.pages.note_list import note_parts
from briefsite.pages.page import GeneratedPage
from briefsite.pages.page_end import end_blocks
from briefsite.pages.page_text import PageText
from briefsite.pages.works_files import files_of_page
from briefsite.reading.publication import Publication


def full_text_page(publication: Publication) -> GeneratedPage:
    """The page that has every paragraph. It is kept out of the search, which finds each of them on its theme page."""
    text = PageText(publication, tuple(range(len(publication.paragraphs))), FULL_TEXT_PAGE.path, copy=True)
    lead = (
        f"The {publication.edition.work.noun} from its first word to its last. The paragraphs carry the same "
        "numbers here as on the theme pages, where each of them has its lasting address."
    )
    body: list[PageBlock] = [paragraph(escape(lead), classes=Css.LEAD), *blocks_before(text)]
    for number in text.paragraphs:
        if own := publication.heading_ids.get(number):
            leaf = publication.leaf(number)
            where = link(editorial(leaf.page.title), leaf.file)
            # A heading, so that the page's menu says where one is. The style sheet puts "On the page" before it.
            way = tongue_of_title(publication, leaf.page.title)
            link_ = inline_element("span", where, **way) if any(way.values()) else where
            body.append(heading(2, link_, id=own, classes=(Css.WHEREABOUTS, Css.ED)))
        body += paragraph_blocks(text, number)
    description = f"{publication.edition.work.title}: the whole text in its original order, paragraph by paragraph."
    return GeneratedPage(
        FULL_TEXT_PAGE,
        STANDING_TITLES[FULL_TEXT_PAGE],
        description,
        (*body, *end_blocks(text)),
        {"citable": True, "reading_time": reading_time(publication, text.paragraphs)},
        search=False,
        parts=(*files_of_page(text), *note_parts(publication, text.notes)),
    )

"""A list of editions, as the home of a site shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.exports.feed import FEED_OF_SITE, FEED_TYPE
from briefsite.html import Markdown, block_element
from briefsite.language.strings import ENGLISH, Strings
from briefsite.ledger.page_ids import edition_id
from briefsite.markup import editorial, escape, heading, link, paragraph, phrase, typeset
from briefsite.pages.classes import Css
from briefsite.reading.summary import EditionSummary
from briefsite.works.languages import SITE_LANGUAGE
from briefsite.writing.collation import collation_key


def editions_list(cards: Sequence[EditionSummary], title: str, say: Strings = ENGLISH) -> Iterator[Markdown]:
    """The editions under a heading, by title, each with its imprint and description; nothing where there are none."""
    if not cards:
        return
    yield heading(2, phrase(title), id="editions")
    entries = (
        block_element(
            "article",
            heading(3, link(editorial(card.title), card.file("/")), id=edition_id(card.path), data_toc_omit=True),
            paragraph(escape(card.imprint), classes=Css.REACH),
            paragraph(escape(typeset(card.description)), classes=Css.ARGUMENT),
            classes=Css.CARD,
        )
        for card in sorted(cards, key=lambda card: (*collation_key(card.title, SITE_LANGUAGE), card.path))
    )
    yield block_element("div", *entries, classes=Css.CARDS)
    if any(card.versions for card in cards):
        feed = link(phrase(say["editions.feed"]), FEED_OF_SITE, type=FEED_TYPE)
        yield phrase(say["editions.subscribe"], feed=feed)

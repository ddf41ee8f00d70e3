"""The head of pages that belong to no edition: pages written by hand, and the home of a site without an edition there.

They show the card of the edition at the root, and name the feed of that edition, or else that of all editions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import urljoin

from briefsite.exports.feed import FEED, FEED_OF_SITE, FEED_TYPE
from briefsite.exports.social_card import HEIGHT, WIDTH
from briefsite.exports.template import address_in_site, printed
from briefsite.html import Html, element
from briefsite.language.strings import ENGLISH, Strings
from briefsite.markup import typeset
from briefsite.pages.mark import template_mark
from briefsite.reading.summary import EditionSummary

#: The template, from docs/. Its name is none that a page of an edition can have.
SITE_HEAD: Final = "templates/heads/404.html"


def site_head(
    cards: Sequence[EditionSummary], site_url: str, sources: str, say: Strings = ENGLISH
) -> Mapping[str, bytes]:
    """The template by its name in docs/; none if there is nothing to say. `sources` is where the editions are."""
    lines = [*_card(cards, site_url), *_feed(cards, say)]
    return {SITE_HEAD: f"{template_mark(sources)}\n{printed(*lines)}".encode()} if lines else {}


def _card(cards: Sequence[EditionSummary], site_url: str) -> Iterator[Html]:
    root = next((card for card in cards if not card.path), None)
    if root is not None and site_url:
        said = {
            "og:image": urljoin(site_url, root.social_card),
            "og:image:width": str(WIDTH),
            "og:image:height": str(HEIGHT),
            "og:image:alt": typeset(root.title),
        }
        yield from (element("meta", property=name, content=content) for name, content in said.items())
        yield element("meta", name="twitter:card", content="summary_large_image")


def _feed(cards: Sequence[EditionSummary], say: Strings) -> Iterator[Html]:
    of_root = any(card.versions and not card.path for card in cards)
    if of_root or any(card.versions for card in cards):
        href = address_in_site(FEED if of_root else FEED_OF_SITE)
        yield element("link", rel="alternate", type=FEED_TYPE, title=say["head.feed"], href=href)

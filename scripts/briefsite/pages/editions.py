"""A list of editions, as the home of a site shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.ledger.address import edition_id
from briefsite.markup import editorial, escape, link, typeset
from briefsite.reading.summary import EditionSummary
from briefsite.words import fold


def editions_list(cards: Sequence[EditionSummary], title: str) -> Iterator[str]:
    """The editions under a heading, each with its imprint and what it is, by their titles; nothing where none is."""
    if not cards:
        return
    yield f"## {title} {{ #editions }}"
    entries = [
        '<article class="card" markdown="1">\n\n'
        f"### {link(editorial(card.title), card.file('/'))} {{ #{edition_id(card.path)} data-toc-omit }}\n\n"
        f"{escape(card.imprint)}\n{{: .reach }}\n\n"
        f"{escape(typeset(card.description))}\n{{: .argument }}\n\n"
        "</article>"
        for card in sorted(cards, key=lambda card: (fold(card.title), card.title, card.path))
    ]
    yield "\n\n".join(['<div class="cards" markdown="1">', *entries, "</div>"])

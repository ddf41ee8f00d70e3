"""Evidence: how editorial pages point at the words of the text that they rest on."""

from __future__ import annotations

from briefsite.address import label, spoken
from briefsite.emendation import quotation
from briefsite.marker import markers
from briefsite.markup import inner
from briefsite.publication import Publication


def paragraph_link(publication: Publication, place: tuple[int, int | None]) -> str:
    """The number of a paragraph or item as a link to it: "¶ 8"."""
    address = publication.addresses.of(*place)
    return f'[{label(address)}]({publication.target(*place)}){{ .where aria-label="{spoken(address)}" }}'


def note_after(publication: Publication, words: str) -> int | None:
    """The note that quoted words rest on: the first marker in them or behind them in their paragraph."""
    index, item = publication.quoted_at(words)
    paragraph = publication.paragraphs[index]
    text = (paragraph.body if item is None else paragraph.items[item]).text
    match = quotation(words).search(text)
    return next((marker.number for marker in markers(text) if match and marker.end > match.start()), None)


def sources(publication: Publication, words: str) -> str:
    """Where quoted words stand and which note they have, as links: "¶ 8 · note 7"."""
    place = publication.quoted_at(words)
    number = note_after(publication, words)
    note = f" · [note {number}]({publication.leaf(place[0]).file}#n{number})" if number is not None else ""
    return paragraph_link(publication, place) + note


def quoted(words: str) -> str:
    """Words of the text between quotation marks, marked as the author's."""
    return f'<span class="quoted">“{inner(words)}”</span>'

"""Evidence: how editorial pages point at the words of the text that they rest on."""

from __future__ import annotations

from briefsite.ledger.address import label, spoken
from briefsite.markup import inner
from briefsite.reading.note import Citation
from briefsite.reading.publication import Publication
from briefsite.source.emendation import quotation


def paragraph_link(publication: Publication, place: tuple[int, int | None]) -> str:
    """The number of a paragraph or item as a link to it: "¶ 8"."""
    address = publication.addresses.of(*place)
    return f'[{label(address)}]({publication.target(*place)}){{ .where aria-label="{spoken(address)}" }}'


def note_after(publication: Publication, words: str) -> Citation | None:
    """The citation that quoted words rest on: the first in them or behind them in their paragraph or item."""
    index, item = publication.quoted_at(words)
    paragraph = publication.paragraphs[index]
    match = quotation(words).search(paragraph.passage(item).text)
    here = (citation for citation in publication.citations_in[index] if citation.item == item)
    return next((citation for citation in here if match and citation.start >= match.start()), None)


def source_links(publication: Publication, words: str) -> str:
    """Where quoted words stand and which note they have, as links: "¶ 8 · note 7"."""
    place = publication.quoted_at(words)
    cited = note_after(publication, words)
    note = f" · [note {inner(cited.label)}]({publication.leaf(place[0]).file}#{cited.note})" if cited else ""
    return paragraph_link(publication, place) + note


def quoted_words(words: str) -> str:
    """Words of the text between quotation marks, marked as the author's."""
    return f'<span class="quoted">“{inner(words)}”</span>'

"""Links from the editors' pages to the words of the text that they rest on."""

from __future__ import annotations

from briefsite.html import Html, Markdown, element, html_text, inline_element
from briefsite.ledger.address import label, spoken
from briefsite.markup import inner, inside, joined, link, phrase
from briefsite.pages.classes import Css
from briefsite.pages.language import tongue
from briefsite.reading.note import Citation
from briefsite.reading.publication import Publication
from briefsite.reading.typography import words_in_print
from briefsite.source.emendation import quotation


def paragraph_link(publication: Publication, place: tuple[int, int | None]) -> Markdown:
    """The number of a paragraph or item as a link to it: "¶ 8"."""
    address = publication.addresses.of(*place)
    return link(inside(label(address)), publication.target(*place), aria_label=spoken(address, publication.strings))


def whose(said: str) -> Html:
    """A line, as a block, that says whose words or numbers the next block has."""
    return element("p", html_text(said), classes=Css.LABEL)


def note_after(publication: Publication, words: str) -> Citation | None:
    """The citation that quoted words rest on: the first in them or behind them in their paragraph or item."""
    index, item = publication.quoted_at(words)
    paragraph = publication.paragraphs[index]
    match = quotation(words).search(paragraph.passage(item).text)
    here = (citation for citation in publication.citations_in[index] if citation.item == item)
    return next((citation for citation in here if match and citation.start >= match.start()), None)


def source_links(publication: Publication, words: str) -> Markdown:
    """Where quoted words are and which note they have, as links: "¶ 8 · note 7"."""
    place = publication.quoted_at(words)
    cited = note_after(publication, words)
    where = [paragraph_link(publication, place)]
    if cited:
        note = phrase(publication.strings["common.note"], number=inner(cited.shown))
        where.append(link(note, f"{publication.leaf(place[0]).file}#{cited.note}"))
    return joined(*where, by=" · ")


def quoted_words(publication: Publication, words: str) -> Markdown:
    """Words of the text between quotation marks, marked as the author's, with their language."""
    spoken_in = tongue(publication.edition.work.language, words)
    shown = inner(words_in_print(publication, words))
    return inline_element(
        "span", phrase(publication.strings["common.quoted"], words=shown), classes=Css.QUOTED, **spoken_in
    )

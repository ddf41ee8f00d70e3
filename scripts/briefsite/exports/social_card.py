"""The social card: the picture of an edition where other sites show a link to one of its pages (Open Graph).

It has the title, the author, the publisher and the date, and is drawn by Typst from data/social_card.typ, in the fonts
of the program. A title in a script that these lack (Chinese, Tamil …) is left out rather than drawn as boxes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final, TypedDict

from briefsite.exports.cited_work import STATEMENT, original
from briefsite.exports.drawing import drawn, kept_or_drawn, program_file
from briefsite.markup import typeset
from briefsite.reading.publication import Publication
from briefsite.storage.checksum import checksum
from briefsite.storage.png_file import with_palette
from briefsite.words import squeezed
from briefsite.works.languages import main_language
from briefsite.works.stated_date import date_in_words, stated_date
from briefsite.works.work import Name, names_in_words
from briefsite.writing.script import direction_of_language

_DOCUMENT: Final = "data/social_card.typ"
#: The size in pixels: the proportions that all services show whole.
WIDTH, HEIGHT = 1200, 630
_LONGEST_TITLE, _LONGEST_LINE = 200, 62


class _Words(TypedDict):
    title: str
    series: str
    lines: list[str]


#: What the fonts in the engine have: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic and Persian, Devanagari.
_DRAWABLE: Final = re.compile(
    "[\x20-\u04ff\u0531-\u05ff\u060c\u061b\u061f\u0621-\u063a\u0640-\u0655\u0660-\u066d\u067e\u0686\u0698\u06a9\u06af"
    "\u06cc\u06f0-\u06f9\u0900-\u097f\u1e00-\u1fff\u2000-\u2040\u2070-\u20bf\u2190-\u22ff]*"
)


def social_card(publication: Publication, mark: bytes, before: bytes | None, comment: str) -> bytes:
    """The card as a PNG of at most 60 kB or so: `before`, the file that is there, if it shows the same.

    `mark` is the mark of the site, an SVG. `comment` begins the comment in the file.
    """
    card = json.dumps(_shown(publication), ensure_ascii=False, sort_keys=True)
    says = f"{comment} {checksum(card, mark, program_file(_DOCUMENT))}"
    return kept_or_drawn(before, says, lambda: draw(card, mark))


def card_in_words(publication: Publication) -> str:
    """What the card says, for those who don't see it."""
    shown = _words(publication)
    return ", ".join(filter(None, (shown["title"], *shown["lines"], STATEMENT.lower())))


def draw(card: str, mark: bytes) -> bytes:
    """The picture of a `card` (JSON) with a `mark` (SVG); without the mark if the engine can't draw that."""
    try:
        return with_palette(drawn(program_file(_DOCUMENT), {"card": card, "mark": mark.decode("utf-8", "replace")}))
    except ValueError:
        return with_palette(drawn(program_file(_DOCUMENT), {"card": card, "mark": ""}))


def _shown(publication: Publication) -> Mapping[str, object]:
    """What is on the card: its words as far as they can be drawn; without the title none of them."""
    language = publication.edition.work.language
    words = _words(publication)
    if not _DRAWABLE.fullmatch(words["title"]):
        words = {"title": "", "series": "", "lines": []}
    return {
        "lang": main_language(language),
        "rtl": direction_of_language(language) == "rtl",
        "statement": STATEMENT,
        "title": words["title"],
        "series": words["series"] if _DRAWABLE.fullmatch(words["series"]) else "",
        "lines": [line for line in words["lines"] if _DRAWABLE.fullmatch(line)],
    }


def _words(publication: Publication) -> _Words:
    work = publication.edition.work
    authors = original(publication).work.authors
    publisher = work.publisher.cited if authors and work.authors else ""
    date = date_in_words(stated_date(work.date))
    place = work.publisher.place
    return {
        "title": _cut(typeset(work.title), _LONGEST_TITLE),
        "series": _cut(work.in_series, _LONGEST_LINE),
        "lines": [
            _cut(line, _LONGEST_LINE)
            for line in (_named(authors), ", ".join(filter(None, (publisher, place, date))))
            if line
        ],
    }


def _named(authors: Sequence[Name]) -> str:
    named = names_in_words(authors)
    return f"{names_in_words(authors[:1])} and others" if authors[1:] and len(named) > _LONGEST_LINE else named


def _cut(text: str, most: int) -> str:
    """A text of at most so many characters, cut after a word."""
    text = squeezed(text)
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rpartition(' ')[0] or text[: most - 1]}…".replace(",…", "…")

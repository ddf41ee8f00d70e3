"""How long a page takes to read, and which paragraphs of other pages have most in common with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from briefsite.edition.standing_pages import NAMES_PAGE
from briefsite.html import Markdown
from briefsite.markup import bullet_list, editorial, joined, link, phrase
from briefsite.pages.classes import Css
from briefsite.pages.evidence import paragraph_link, whose
from briefsite.pages.fold import folded
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.related import related_to_page
from briefsite.writing.script import has_blankless, has_square

#: How many words of English prose are read in a minute, silently (Brysbaert 2019 finds 238).
PACE: Final = 238
#: How many characters take as long as an English word: in the readings aloud of Trauzettel-Klosinski and Dietz 2012,
#: 228 words of English take as long as 255 characters of Chinese or 357 of Japanese. Thai and its neighbors write
#: sounds, as English does, with four to five signs to a word.
_CHINESE: Final = 255 / 228
_JAPANESE: Final = 357 / 228
_SPELLED: Final = 4.5
_KANA: Final = re.compile("[\u3041-\u30ff]")


def reading_time(publication: Publication, paragraphs: Collection[int]) -> str:
    """How long the author's words in these paragraphs take, in words: "about 2 minutes"."""
    count = sum(reading_words(publication.paragraphs[paragraph].whole.text) for paragraph in paragraphs)
    minutes = max(1, round(count / PACE))
    return publication.strings.count("reading.minutes", minutes)


def reading_words(text: str) -> float:
    """How many English words take as long as a text; characters of scripts without blanks count by their script."""
    words = text.split()
    if not has_blankless(text):
        return len(words)
    characters = sum(has_blankless(sign) for sign in text)
    squares = sum(has_square(sign) for sign in text if has_blankless(sign))
    of_square = _JAPANESE if _KANA.search(text) else _CHINESE
    # What is between them: numbers, words in other scripts.
    others = sum(any(sign.isalnum() and not has_blankless(sign) for sign in word) for word in words)
    return squares / of_square + (characters - squares) / _SPELLED + others


def elsewhere(publication: Publication, leaf: Leaf) -> Iterator[Markdown]:
    """The paragraphs of other themes that have most in common with this page, as its block, with what they share."""
    found = related_to_page(publication, leaf)
    if not found:
        return
    ids, say = publication.name_ids, publication.strings
    rows = []
    for each in found:
        number = paragraph_link(publication, (each.paragraph, None))
        names = joined(
            *(link(editorial(name.name), f"{NAMES_PAGE.markdown}#{ids[name]}") for name in each.names),
            by=say["list.between"],
        )
        page = _where(publication.leaf(each.paragraph), each.paragraph)
        rows.append(phrase(say["related.row"], paragraph=number, page=page, names=names))
    yield folded(
        phrase(say["related.title"]),
        whose(say["related.lead"]),
        bullet_list(rows),
        id="elsewhere",
        classes=Css.ELSEWHERE,
        search=False,
    )


def _where(leaf: Leaf, paragraph: int) -> Markdown:
    """The theme of a paragraph, and its section there, as a link."""
    divisions = (division for stretch in leaf.stretches for division in stretch)
    section = next((each.section for each in divisions if paragraph in each.paragraphs), None)
    if section is None:
        return link(editorial(leaf.page.title), leaf.file)
    return link(editorial(f"{leaf.page.title} · {section.title}"), f"{leaf.file}#{section.id}")

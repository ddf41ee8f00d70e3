"""The order of works in a list: by the names or the title with which their references begin."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from briefsite.words import squeezed
from briefsite.works.languages import SITE_LANGUAGE
from briefsite.works.particles import leads_the_family_name
from briefsite.works.work import IN_THE_PRESS, Name, Work
from briefsite.writing.collation import collation_key

#: The articles of languages, with which no title is sorted.
_ARTICLES: Final = {
    language: re.compile(
        rf"[\W_]*(?:(?:{words})\s+|l['’])" if language in {"fr", "it"} else rf"[\W_]*(?:{words})\s+", re.IGNORECASE
    )
    for language, words in {
        "en": "the|an?",
        "de": "der|die|das|den|dem|des|eine?",
        "fr": "les?|la|une?|des",
        "es": "el|l[ao]s?|una?",
        "it": "il|lo|la|i|gli|le|una?|uno",
        "nl": "de|het|een",
        "pt": "os?|as?|uma?",
    }.items()
}
#: Kinds of works that begin with the publisher if nobody signed them and they have a URL.
_LED_BY_PUBLISHER: Final = frozenset(
    {"image", "audio", "dataset", "case", "law", "letter", "document", "video", "patent", "standard"}
)


@lru_cache(maxsize=4096)
def sort_key(work: Work, language: str = SITE_LANGUAGE) -> tuple[str, str, str, str]:
    """The sort key of a work in a list that is in order as `language` (a tag) has it.

    It is that of authors or editors, or else of the title without its article; then of date, title and key. Some works
    without an author are sorted by their publisher or container, with which the reference in Chicago style begins. The
    order doesn't depend on the machine's locale.
    """
    names = [_sorted_name(name) for name in work.leading]
    if not names and (work.type in IN_THE_PRESS or (work.publisher and _is_led_by_publisher(work))):
        names = [_without_article(work.publisher or work.container, language)]
    title = _folded(_without_article(work.title, work.language or language), language)
    return _folded(" ".join(names), language) or title, work.date.iso if work.date else "", title, work.key


def _is_led_by_publisher(work: Work) -> bool:
    return work.type == "software" or (bool(work.url) and work.type in _LED_BY_PUBLISHER)


def _sorted_name(name: Name) -> str:
    """A name as Chicago's style prints it: most particles follow the given name ("Geer, Ingrid de")."""
    if leads_the_family_name(name):
        return str(name)
    return str(Name(name.family, " ".join(filter(None, (name.given, name.prefix))), "", name.suffix, name.literal))


def _without_article(text: str, language: str) -> str:
    articles = _ARTICLES.get(language.partition("-")[0])
    match = articles.match(text) if articles else None
    return text[match.end() :] if match else text


def _folded(text: str, language: str) -> str:
    """`text` as `language` sorts it, without punctuation, so that a quotation is sorted by its first word."""
    words = "".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in text)
    return collation_key(squeezed(words), language)[0]

"""Whether a citation is of a work: by its authors, its title, its year, or its address."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from briefsite.citations.authors import families, named_as
from briefsite.citations.citation_fields import FullCitation
from briefsite.citations.short_citation import ShortCitation
from briefsite.words import fold


def means_work(short: ShortCitation, work: FullCitation) -> bool:
    """Whether a work may be meant: by its authors, and by its title or year if these are said."""
    by_title = bool(short.title) and title_fits(short.title, work.title)
    if short.title:
        whole = fold(short.title) == fold(work.title)
        unnamed = not short.names and (whole or short.by_same)
        return by_title and (bool(named_as(short.names, work.authors)) or unnamed)
    if short.year:
        return work.year == short.year.rstrip("abcdefgh") and named_as(short.names, work.authors) > 1
    return bool(named_as(short.names, work.authors))


def title_fits(short: str, title: str) -> bool:
    """Whether a short title has only words of the title, in their order."""
    wanted, words = title_words(short), iter(title_words(title))
    return bool(wanted) and all(word in words for word in wanted)


def title_words(title: str) -> list[str]:
    """The words of a title as they are compared: folded, without articles and signs."""
    return list(_words(title))


@lru_cache(maxsize=50_000)  # each note is compared with every work before it
def _words(title: str) -> tuple[str, ...]:
    said = "".join(sign if sign.isalnum() else " " for sign in fold(title)).split()
    return tuple(word for word in said if word not in _ARTICLES)


_ARTICLES: Final = frozenset({"a", "an", "the", "der", "die", "das", "le", "la", "les", "l"})


def same_work(full: FullCitation, works: Sequence[FullCitation]) -> int | None:
    """The work that was cited before and is this one: the same address, or the same title, authors and year."""
    for number, work in enumerate(works):
        if full.doi and full.doi.casefold() == work.doi.casefold():
            return number
        if full.url and _address(full.url) == _address(work.url):
            return number
        if full.title and full.year == work.year and fold(full.title) == fold(work.title):
            own, other = families(full.authors), families(work.authors)
            if not own or not other or own == other:
                return number
    return None


def _address(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/").casefold()

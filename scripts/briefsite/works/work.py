"""Works: what a note can cite, as one frozen value that the formatter and every export read.

All text is plain Unicode: nothing is escaped, no TeX and no markup is left in it. An empty string or tuple, or None for
a date, means that the bibliography says nothing; such a gap is never filled by guessing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from briefsite.problem import Place
from briefsite.words import fold, squeezed

#: Kinds of works. `newspaper` and `magazine` are articles in one, `news` an item of an agency or of a news site,
#: `chapter` a part of a book, `paper` one of a conference, `entry` one of a work of reference, `document` all else.
WorkKind = Literal[
    "article",
    "newspaper",
    "magazine",
    "news",
    "online",
    "report",
    "thesis",
    "book",
    "chapter",
    "paper",
    "entry",
    "dataset",
    "software",
    "manuscript",
    "document",
]

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A person: `family`, `given`, `prefix` ("van"), `suffix` ("Jr."). Or a body, with only a `literal` name."""

    family: str = ""
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    literal: str = ""

    def __str__(self) -> str:
        """As a list of names sorts it: "van Beethoven, Ludwig", "Central Intelligence Agency"."""
        family = " ".join(part for part in (self.prefix, self.family) if part)
        return self.literal or ", ".join(part for part in (family, self.given, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Date:
    """A date, as exact as it is known, or words such as "forthcoming" in `literal` (`year` is 0 then).

    A span of years has its first year in `year` and the whole in `literal`: "1998–2001".
    """

    year: int = 0
    month: int | None = None
    day: int | None = None
    literal: str = ""

    @property
    def iso(self) -> str:
        """As ISO 8601 writes it, to the exactness known: "2020-08-28", "2003-12", "1995"; "" for words alone."""
        parts = [f"{self.year:04}"] if self.year else []
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Work:
    """A work, as the bibliography describes it.

    `protected` are stretches (begin, end) of `title` whose case no style may change. `container` is the journal,
    newspaper, site or book that holds the work; `number` belongs to the report, or to the book within its `series`, and
    `issue` to the journal. `url` is http, https or mailto, `doi` without its resolver, `language` a BCP 47 tag. `genre`
    is what the work calls itself ("Master’s thesis"). `note` and `addendum` are printed after the reference;
    `annotation` is an editor's remark and never printed in one. `others` says that more authors are not named.
    `place` is where the entry begins, `key_place` where its key is.
    """

    key: str
    type: WorkKind
    title: str
    protected: tuple[tuple[int, int], ...] = ()
    authors: tuple[Name, ...] = ()
    others: bool = False
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    date: Date | None = None
    accessed: Date | None = None
    container: str = ""
    event: str = ""
    publisher: str = ""
    publisher_place: str = ""
    series: str = ""
    number: str = ""
    volume: str = ""
    issue: str = ""
    edition: str = ""
    version: str = ""
    chapter: str = ""
    pages: str = ""
    url: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""
    language: str = ""
    genre: str = ""
    note: str = ""
    addendum: str = ""
    annotation: str = ""
    keywords: tuple[str, ...] = ()
    place: Place = field(default=Place(""), compare=False, repr=False)
    key_place: Place = field(default=Place(""), compare=False, repr=False)


def sort_key(work: Work) -> tuple[str, str, str, str]:
    """The key by which works are sorted: authors or editors, else the title without its article; date; title; key.

    A work on a site that names no author is sorted by the body behind the site, or by the site, with which its
    reference in Chicago style begins. The locale is not used, so the order is the same on every machine.
    """
    names = [str(name) for name in work.authors or work.editors]
    if not names and work.type in {"newspaper", "magazine", "news", "online"}:
        names = [_sorted_by(work.publisher or work.container)]
    title = _folded(_sorted_by(work.title))
    return _folded(" ".join(names)) or title, work.date.iso if work.date else "", title, work.key


def _sorted_by(text: str) -> str:
    return text[match.end() :] if (match := _ARTICLE.match(text)) else text


def _folded(text: str) -> str:
    """`text` without case, accents and punctuation: "Ünsal" sorts beside "Unsal", a quotation by its first word."""
    return squeezed("".join(sign if sign.isalnum() else " " for sign in fold(text)))

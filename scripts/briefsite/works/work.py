"""Works that a note can cite, as frozen values that the formatter and all exports read.

All text is plain Unicode, without escapes, TeX or markup; `Work.markup` says what of it is in italics or raised. An
empty string or tuple, or None for a date, means that the bibliography doesn't say; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from briefsite.language.strings import ENGLISH, Strings
from briefsite.problems.problem import Place
from briefsite.works.dates import MONTHS
from briefsite.works.rich_text import MarkedField, MarkedText, TextMark

#: Kinds of works. `newspaper` and `magazine`: an article in one; `news`: an item of a news agency or news site;
#: `chapter`: a part of a book; `paper`: a conference paper; `entry`: an entry in a reference work; `law`: an act or a
#: treaty; `case`: a decision of a court; `document`: any other.
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
    "patent",
    "video",
    "audio",
    "image",
    "law",
    "case",
    "letter",
    "standard",
    "document",
]
#: Articles in a periodical.
PERIODICALS: Final[frozenset[WorkKind]] = frozenset({"article", "newspaper", "magazine"})
#: Parts of a book.
PARTS: Final[frozenset[WorkKind]] = frozenset({"chapter", "paper", "entry"})
#: Pages and items on the web, which have the site as container.
ON_SITES: Final[frozenset[WorkKind]] = frozenset({"online", "news"})
#: What is named by the newspaper, magazine or site that has it, and by the day.
IN_THE_PRESS: Final[frozenset[WorkKind]] = frozenset({"newspaper", "magazine", *ON_SITES})


@dataclass(frozen=True, slots=True)
class Name:
    """A person, with `family`, `given`, `prefix` ("van") and `suffix` ("Jr."); or a body, with only `literal`."""

    family: str = ""
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    literal: str = ""

    def __str__(self) -> str:
        """The name as in an index: "van Beethoven, Ludwig", "Central Intelligence Agency"."""
        family = " ".join(part for part in (self.prefix, self.family) if part)
        return self.literal or ", ".join(part for part in (family, self.given, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Date:
    """A date to the year, month or day; or in words, which `literal` has: "forthcoming", "c. 1905", "May–June 2001".

    `year` is the (first) year of a date in words, or 0; years before 1 CE are counted as ISO 8601 does, with 0 for
    1 BCE. `edtf` is a date in words in the notation of ISO 8601-2, if it can be written so: "1905~", "2001-05/2001-06".
    """

    year: int = 0
    month: int | None = None
    day: int | None = None
    literal: str = ""
    edtf: str = ""

    @property
    def iso(self) -> str:
        """The date in ISO 8601, as precise as it is: "2020-08-28", "2003-12", "1995"; "" if there is no year."""
        parts = [f"{'-' * (self.year < 0)}{abs(self.year):04}"] if self.year else []
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def shown(self) -> str:
        """The date for readers: "August 28, 2020", "c. 1905", "1995"."""
        if self.literal or not self.month:
            return self.literal or str(self.year)
        return f"{MONTHS[self.month - 1]}{f' {self.day},' if self.day else ''} {self.year}"


@dataclass(frozen=True, slots=True)
class Eprint:
    """A work in an archive: the `archive` as it is shown ("arXiv"), its `number` there, and the `subject` ("cs.CL")."""

    archive: str
    number: str
    subject: str = ""

    def __str__(self) -> str:
        """As references show it: "arXiv:1706.99999 [cs.CL]"."""
        named = f"{self.archive}{' ' if ' ' in self.archive else ':'}{self.number}" if self.archive else self.number
        if self.number.casefold().startswith(self.archive.casefold()):  # "PMC123"
            named = self.number
        return named + (f" [{self.subject}]" if self.subject else "")


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A copy of a page in a web archive: its address, its day, and the address of the page itself if it names that."""

    url: str
    date: Date | None = None
    original: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A work, as the bibliography describes it.

    `markup` has the parts of title, container and series that are marked (`rich_text`). `title_addon` is printed in
    brackets after the title: its translation ("War and Peace"). `others`: whether there are more authors ("and
    others"). `container` is the journal, newspaper, site or book that holds the work. `number` is that of a report, or
    of a book in its `series`; `issue` is that of a journal. `url` is http, https or mailto; `doi` has no resolver;
    `eprint` is its place in an archive, `archived` a copy of the page at `url`. `original` is the date of the first
    publication. `part` is that of a `volume`. `language` is a BCP 47 tag. `genre` is the work's own description
    ("Master’s thesis"). `rights` says whose the work is. `note` and `addendum` are printed after the reference;
    `annotation` is an editor's comment that no reference prints. `proposed`: it was parsed from a note, and no editor
    has looked at it. `place` is where the entry begins, `key_place` where its key is.
    """

    key: str
    type: WorkKind
    title: str
    markup: tuple[TextMark, ...] = ()
    title_addon: str = ""
    authors: tuple[Name, ...] = ()
    others: bool = False
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    date: Date | None = None
    original: Date | None = None
    accessed: Date | None = None
    container: str = ""
    event: str = ""
    publisher: str = ""
    publisher_place: str = ""
    series: str = ""
    number: str = ""
    volume: str = ""
    part: str = ""
    issue: str = ""
    edition: str = ""
    version: str = ""
    chapter: str = ""
    pages: str = ""
    url: str = ""
    doi: str = ""
    eprint: Eprint | None = None
    archived: ArchivedCopy | None = None
    isbn: str = ""
    issn: str = ""
    language: str = ""
    genre: str = ""
    rights: str = ""
    note: str = ""
    addendum: str = ""
    annotation: str = ""
    keywords: tuple[str, ...] = ()
    proposed: bool = False
    place: Place = field(default=Place(""), compare=False, repr=False)
    key_place: Place = field(default=Place(""), compare=False, repr=False)

    @property
    def leading(self) -> tuple[Name, ...]:
        """The names that a reference begins with: of the authors, or else of the editors.

        The editors of the book that a part without an author is in don't lead: "“Mongolia.” In …, edited by …".
        """
        return self.authors or (() if self.type in PARTS and self.container else self.editors)


def text_with_marks(work: Work, name: MarkedField) -> MarkedText:
    """A text of a work with the marks in it."""
    text: str = getattr(work, name)
    return MarkedText(text, tuple(mark for mark in work.markup if mark.field == name and mark.end <= len(text)))


def bracketed_title(work: Work) -> str:
    """The title, followed by what is added to it: "Война и мир [War and Peace]"."""
    return marked_title(work).text


def marked_title(work: Work) -> MarkedText:
    """The `bracketed_title` with its markup."""
    title = text_with_marks(work, "title")
    if not work.title_addon:
        return title
    return title.followed_by(text_with_marks(work, "title_addon"), " [").followed_by(MarkedText("]"), "")


def names_in_words(names: Sequence[Name], say: Strings = ENGLISH) -> str:
    """Names in the order of speech: "Ann Hill, Bo Dale and Cy Fox"."""
    shown = [
        name.literal or " ".join(filter(None, (name.given, name.prefix, name.family, name.suffix))) for name in names
    ]
    return say.sequence(shown)

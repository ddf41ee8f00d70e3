"""The edition: what an editor says of the text. The types of `edition.yml`, and no more than its types.

Everything here is editorial. Passages of the text are named by quotation (`from`, `words`, `find`), never by line or
number, so that they hold when the source is edited elsewhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

from briefsite.layout import Kind
from briefsite.located import Located, read_yaml, typed
from briefsite.problem import Problem

Words = Annotated[str, Meta(min_length=1, description="words quoted from the text; white space matches any")]
Slug = Annotated[str, Meta(pattern=r"^(/|[a-z0-9]+(-[a-z0-9]+)*)$", description="lower case, digits and hyphens")]
Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", description="lower case, digits and hyphens")]
Address = Annotated[
    str,
    Meta(
        pattern=r"^(https?://|mailto:|doi:)",
        description="begins with http(s)://, mailto: or doi:",
        extra={"code": "E05"},
    ),
]
SitePath = Annotated[
    str,
    Meta(
        pattern=r"^([a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*)?$",
        description="where the edition is on the site: nothing for the root, or words such as reports/dams",
    ),
]
Title = Annotated[str, Meta(pattern=r"^[^<>&]+$", description="plain words; themes print titles raw: no < > &")]
Degrees = tuple[Annotated[float, Meta(ge=-180, le=180)], Annotated[float, Meta(ge=-90, le=90)]]
Year = Annotated[str, Meta(pattern=r"^(1[0-9]{3}|20[0-9]{2})s?$", description="a year as the text has it: 1990, 1990s")]
Sign = Annotated[
    str,
    Meta(pattern=r"^([A-Z]|\*{1,3}|†{1,3}|‡{1,3}|§)$", description="a number as printed, or a letter, or *, †, ‡, §"),
]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", description="a BCP 47 tag: en, tr, mn")]


#: What a first edition says of the work where the text doesn't.
UNSTATED = "Not stated yet"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all parts: unknown keys are complaints, values are frozen."""


class Publisher(Entry, frozen=True, kw_only=True):
    """Who published the work; `short` is the usual abbreviation."""

    name: str
    short: str = ""
    place: str = ""

    @property
    def shown(self) -> str:
        """The abbreviation with the name in full, or the name alone."""
        return f"{self.short} ({self.name})" if self.short else self.name


class Version(Entry, frozen=True, kw_only=True):
    """One place where the work itself was published."""

    title: str
    language: Language
    date: datetime.date
    number: str = ""
    url: Address


class Work(Entry, frozen=True, kw_only=True):
    """The work that is edited."""

    title: Title
    publisher: Publisher
    series: str = ""
    number: str = ""
    date: datetime.date
    language: Language
    rights: str
    authors: tuple[str, ...] = ()
    published: tuple[Version, ...] = ()

    @property
    def in_series(self) -> str:
        """The series with the number: "Analysis No 2020/23"."""
        return " ".join(part for part in (self.series, f"No {self.number}" if self.number else "") if part)


class Site(Entry, frozen=True, kw_only=True):
    """The edition on the site: its date (all dates come from it), what it is, and its path; without one, the root."""

    title: str
    date: datetime.date
    description: str
    path: SitePath = ""


class SourceFile(Entry, frozen=True, kw_only=True):
    """The file that holds the text as received, next to edition.yml, and its encoding."""

    file: str
    encoding: str = "utf-8"


class Emendation(Entry, frozen=True, kw_only=True):
    """Read `read` where the source has `find`. `kind` keeps the errors of the scan apart from those of the print.

    `proposed`: a program wrote it, and no editor has looked at it yet.
    """

    find: Words
    read: str
    because: str
    kind: Literal["scan", "furniture", "print", "name"]
    proposed: bool = False


class TextList(Entry, frozen=True, kw_only=True):
    """Blocks that are the items of a list, named by the first words of each."""

    items: tuple[Words, ...]


class Block(Entry, frozen=True, kw_only=True):
    """A block of lines that begins so (`from`), and what it is (`as`) where the rules take it for something else."""

    start: Words = msgspec.field(name="from")
    kind: Kind = msgspec.field(name="as")


class Conventions(Entry, frozen=True, kw_only=True):
    """Ways of writing that the source has for want of better ones, and that are shown as print would have them.

    `dashes`: two hyphens are a dash. `italics`: what stands between _low lines_ is emphasized. `ligatures`: ﬁ is fi.
    `soft_hyphens`: a hyphen that shows only at a line's end is none within it.
    """

    dashes: bool = False
    italics: bool = False
    ligatures: bool = False
    soft_hyphens: bool = False


class Hyphens(Entry, frozen=True, kw_only=True):
    """Rulings for words that the source breaks at a line end: kept with their hyphen, or joined without it."""

    keep: tuple[str, ...] = ()
    join: tuple[str, ...] = ()


class NoteBlocks(Entry, frozen=True, kw_only=True):
    """Where the rules for notes in the source are wrong: first words of a block's heading, or of what follows it."""

    begin: tuple[Words, ...] = ()
    end: tuple[Words, ...] = ()


class Section(Entry, frozen=True, kw_only=True):
    """A section of a page: its lasting `id`, its (editorial) title, the first words of its first paragraph."""

    id: Id
    title: str
    start: Words = msgspec.field(name="from")


class Page(Entry, frozen=True, kw_only=True):
    """A page: slug (`/` is the first page), title, where it begins, and the editors' one-sentence summary.

    A page that is made of several stretches of the text gives the first words of each in a list.
    """

    slug: Slug
    title: Title
    start: Words | Annotated[tuple[Words, ...], Meta(min_length=1)] = msgspec.field(name="from")
    summary: str
    description: str = ""
    sections: tuple[Section, ...] = ()

    @property
    def starts(self) -> tuple[str, ...]:
        """The first words of each stretch."""
        return (self.start,) if isinstance(self.start, str) else self.start


class Cited(Entry, frozen=True, kw_only=True):
    """A work that a note cites, at a place in it."""

    key: str
    locator: str = ""


Status = Literal["author", "supplied", "partial", "unidentified"]


class NoteEntry(Entry, frozen=True, kw_only=True):
    """What stands behind a marker: the works, how they bear on the sentence, and an editorial comment.

    `number` is what the source prints, a sign as well. Where several notes of the source print the same, `from` says
    which is meant, by the first words of its text.
    """

    number: int | Sign
    start: str = msgspec.field(name="from", default="")
    works: tuple[str | Cited, ...] = ()
    status: Status
    comment: str = ""

    @property
    def label(self) -> str:
        """The number or sign as the source prints it."""
        return str(self.number)

    @property
    def cited(self) -> tuple[Cited, ...]:
        """The works with their locators."""
        return tuple(Cited(key=work) if isinstance(work, str) else work for work in self.works)


class Name(Entry, frozen=True, kw_only=True):
    """A person, place, body, document or term, with a line about it and the other ways the text names it."""

    name: str
    kind: Literal["person", "place", "body", "document", "term"]
    aliases: tuple[str, ...] = ()
    line: str
    language: Language | None = None


class Event(Entry, frozen=True, kw_only=True):
    """A dated event: `when` as shown, `year` to sort by, what happened (editorial), the words it rests on."""

    when: str
    year: int
    what: str
    words: Words


class Figure(Entry, frozen=True, kw_only=True):
    """A key figure of the text: its value as shown, what it measures (editorial), the words and note it rests on."""

    value: str
    label: str
    words: Words


class Omission(Entry, frozen=True, kw_only=True):
    """A year of the text that is left off the timeline on purpose, and why."""

    year: Year
    because: str


class Quantity(Entry, frozen=True, kw_only=True):
    """A number of the text: `value` to draw it, `shown` as the text has it, what it is, the words that say so.

    Without `words` it is the editors' own, worked out or true by definition, and the table says so.
    """

    value: Annotated[float, Meta(gt=0)]
    shown: str
    label: str
    words: Words | None = None
    bound: Literal["exact", "about", "more-than"] = "exact"


class Chart(Entry, frozen=True, kw_only=True):
    """A whole, the part of it that the text is about, what is left, and a limit set for the part."""

    id: Id
    title: str
    whole: Quantity
    part: Quantity
    rest: Quantity | None = None
    limit: Quantity | None = None
    note: str = ""

    @property
    def parts(self) -> tuple[tuple[str, Quantity], ...]:
        """All numbers of the chart with their keys, in the order of the table."""
        given = {"part": self.part, "rest": self.rest, "limit": self.limit, "whole": self.whole}
        return tuple((key, quantity) for key, quantity in given.items() if quantity is not None)


class Country(Entry, frozen=True, kw_only=True):
    """An outline of the data file, the name under which the index has it, and where its label stands.

    `label` is the place of the label's middle (`side`: its end or its beginning) in degrees, longitude first.
    """

    outline: Id
    name: str
    label: Degrees
    side: Literal["middle", "start", "end"] = "middle"


class Group(Entry, frozen=True, kw_only=True):
    """Countries that the text sees alike: how they are drawn, what the legend calls them, the words that name them."""

    style: Literal["subject", "near", "far"]
    legend: str
    words: Words | None = None
    countries: tuple[Country, ...]


class Locator(Entry, frozen=True, kw_only=True):
    """The map of an edition."""

    id: Id = "map"
    title: str
    center: Degrees
    groups: tuple[Group, ...]
    note: str = ""


class About(Entry, frozen=True, kw_only=True):
    """A section of editors' prose on the page about the text; `text` is paragraphs, parted by empty lines."""

    id: Id
    title: str
    text: str


class AddressRuling(Entry, frozen=True, kw_only=True):
    """An editor's word on an address: the paragraph that begins so `is` or is `not` it, or the address went `into`."""

    paragraph: str = ""
    address: str = ""
    is_: str = msgspec.field(default="", name="is")
    not_: str = msgspec.field(default="", name="not")
    into: str = ""


class Edition(Entry, frozen=True, kw_only=True):
    """All of edition.yml."""

    version: Literal[1] = 1
    work: Work
    site: Site
    source: SourceFile
    bibliography: str = "references.bib"
    emendations: tuple[Emendation, ...] = ()
    joins: tuple[Words, ...] = ()
    splits: tuple[Words, ...] = ()
    lists: tuple[TextList, ...] = ()
    blocks: tuple[Block, ...] = ()
    hyphens: Hyphens = msgspec.field(default_factory=Hyphens)
    conventions: Conventions = msgspec.field(default_factory=Conventions)
    note_blocks: NoteBlocks = msgspec.field(default_factory=NoteBlocks)
    pages: Annotated[tuple[Page, ...], Meta(min_length=1)]
    notes: tuple[NoteEntry, ...] = ()
    names: tuple[Name, ...] = ()
    timeline: tuple[Event, ...] = ()
    timeline_omits: tuple[Omission, ...] = ()
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    map: Locator | None = None
    about: tuple[About, ...] = ()
    addresses: tuple[AddressRuling, ...] = ()


def read_edition(file: str, text: str) -> tuple[Edition | None, Located, tuple[Problem, ...]]:
    """The edition that `text` (the content of an edition.yml) describes, and where each of its parts stands.

    The edition is None when it has problems: E01 no YAML, E02 wrong keys or types, E03 a file outside the folder,
    E04 a key twice.
    """
    located, problems = read_yaml(file, text)
    if located.data is None:
        if problems:
            return None, located, problems
        message = "the file is empty"
        return None, located, (Problem(located.place(), "E01", message, "`briefsite init` writes a first one"),)
    edition, complaints = typed(located, Edition)
    problems += complaints
    if edition is not None:
        problems += (*_outside(located, edition), *_unruled(located, edition), *_unlikely(located, edition))
    return (None if problems else edition), located, problems


def _outside(located: Located, edition: Edition) -> Iterator[Problem]:
    for name, path in (("source", ("source", "file")), ("bibliography", ("bibliography",))):
        value = edition.source.file if name == "source" else edition.bibliography
        parts = value.replace("\\", "/").split("/")
        if value.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0] or not value:
            yield Problem(
                located.place(*path),
                "E03",
                f'"{value}" is not a file inside the edition\'s folder',
                "put the file next to edition.yml and give its name only",
            )


def _unruled(located: Located, edition: Edition) -> Iterator[Problem]:
    for index, ruling in enumerate(edition.addresses):
        said = tuple(name for name in ("paragraph", "address", "is_", "not_", "into") if getattr(ruling, name))
        if said not in {("paragraph", "is_"), ("paragraph", "not_"), ("address", "into")}:
            yield Problem(
                located.place("addresses", index),
                "E02",
                "a ruling on an address says one thing",
                'write {paragraph: "first words", is: p9}, or {paragraph: "first words", not: p9},\n'
                "or {address: p9, into: p8}",
            )


def _unlikely(located: Located, edition: Edition) -> Iterator[Problem]:
    """Values of the right form that nothing can be done with."""
    if edition.site.date.year < _FIRST_YEAR:
        message = f"no site has the date {edition.site.date}"
        yield Problem(located.place("site", "date"), "E02", message, "write the day of this edition: 2026-11-24")
    for index, version in enumerate(edition.work.published):
        try:
            urlsplit(version.url)
        except ValueError:
            place = located.place("work", "published", index, "url")
            yield Problem(place, "E05", f'"{version.url}" is no address that a reader could follow', "copy it again")


#: The web's first; what comes before it is a slip.
_FIRST_YEAR = 1990

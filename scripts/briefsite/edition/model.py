"""The edition: what an editor says about the text, as the types of edition.yml.

Everything here is editorial. The work, its editors and the site are in `edited_work`, what is shown beside the text in
`extras`.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from briefsite.edition.base import (
    BlockKind,
    DirectionSign,
    EditionPart,
    ExactWords,
    Id,
    ReportAddress,
    Sha256,
    Sign,
    Slug,
    StyleFile,
    Title,
    Words,
)
from briefsite.edition.dois import Dois
from briefsite.edition.edited_work import EditedWork, Editor, Site
from briefsite.edition.extras import Chart, Figure, IndexName, Map, Omission, TimelineEvent
from briefsite.file_names import BIBLIOGRAPHY


class Received(EditionPart, frozen=True, kw_only=True):
    """When the text came in, and the checksum of its bytes (SHA-256, 64 hexadecimal digits)."""

    date: datetime.date
    sha256: Sha256


class ChangedSource(EditionPart, frozen=True, kw_only=True):
    """The statement that the text was changed on purpose: why, and the checksum of what it is now."""

    because: str
    sha256: Sha256


class SourceFile(EditionPart, frozen=True, kw_only=True):
    """The file that holds the text as received, next to edition.yml, and its encoding."""

    file: str
    encoding: str = "utf-8"
    received: Received | None = None
    changed: ChangedSource | None = None


class Emendation(EditionPart, frozen=True, kw_only=True):
    """Read `read` where the source has `find`. `kind` tells errors of the scan from those of the print.

    `proposed`: a program wrote it, and no editor has reviewed it yet.
    """

    find: ExactWords
    read: str
    because: str
    kind: Literal["scan", "furniture", "print", "name"]
    proposed: bool = False


class TextList(EditionPart, frozen=True, kw_only=True):
    """Blocks that are the items of a list, named by the first words of each."""

    items: tuple[Words, ...]


class Block(EditionPart, frozen=True, kw_only=True):
    """A block of lines by its first words (`from`), and its kind (`as`) where the rules take it for another."""

    start: Words = msgspec.field(name="from")
    kind: BlockKind = msgspec.field(name="as")


class ImageText(EditionPart, frozen=True, kw_only=True):
    """What an image of the document shows, for people who don't see it; `image` is its file in received/."""

    image: str
    alt: str


class Conventions(EditionPart, frozen=True, kw_only=True):
    """Conventions of typed and scanned texts that are shown as print would have them.

    `dashes`: two hyphens are a dash. `italics`: text between _underscores_ is emphasized. `ligatures`: ﬁ is fi.
    `soft_hyphens`: a hyphen that shows only at the end of a line is left out within one. `headings`: the signs that
    mark a heading (# before it, a rule of signs below it) are left out. `raised`: numbers between the tags <sup> and
    <sub> of a web page are raised and lowered.
    """

    dashes: bool = False
    italics: bool = False
    ligatures: bool = False
    soft_hyphens: bool = False
    headings: bool = False
    raised: bool = False


#: How the marks of the text are shown: as received, or the straight quotation marks and apostrophes as those of print.
Typography = Literal["as_received", "quotation_marks"]


class Hyphens(EditionPart, frozen=True, kw_only=True):
    """Rulings for words that the source breaks at a line end: kept with their hyphen, or joined without it."""

    keep: tuple[str, ...] = ()
    join: tuple[str, ...] = ()


class NoteBlocks(EditionPart, frozen=True, kw_only=True):
    """Where notes in the source begin and end, if the rules are wrong: first words of a heading, or of what follows.

    `read: no` says that the text has no notes and no markers: whatever looks like one is text.
    """

    begin: tuple[ExactWords, ...] = ()
    end: tuple[ExactWords, ...] = ()
    read: bool = True


class Section(EditionPart, frozen=True, kw_only=True):
    """A section of a page: its permanent `id`, its (editorial) title, the first words of its first paragraph."""

    id: Id
    title: str
    start: Words = msgspec.field(name="from")


class Page(EditionPart, frozen=True, kw_only=True):
    """A page: slug (`/` is the first page), title, where it begins, and the editors' one-sentence summary.

    A page made of several stretches of the text gives the first words of each in a list.
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


class Cited(EditionPart, frozen=True, kw_only=True):
    """A work that a note cites, at a place in it."""

    key: str
    locator: str = ""


Status = Literal["author", "supplied", "partial", "unidentified"]


class NoteEntry(EditionPart, frozen=True, kw_only=True):
    """What a note refers to: the works, how they bear on the sentence, and an editorial comment.

    `number` is the number or sign that the source prints; `^two` for the mark `[^two]`, `^`
    for a note that has none. If several of its notes print the same, `from` gives the
    first words of the one that is meant.
    """

    number: int | Sign
    start: str = msgspec.field(name="from", default="")
    works: tuple[str | Cited, ...] = ()
    status: Status
    comment: str = ""

    @property
    def label(self) -> str:
        """The number or sign as the source prints it, without what surrounds it."""
        return str(self.number).removeprefix("^") or "^"

    @property
    def cited(self) -> tuple[Cited, ...]:
        """The works with their locators."""
        return tuple(Cited(key=work) if isinstance(work, str) else work for work in self.works)


#: The forms of markers that count only where an edition states them: word.7 is bare, word (7) is in parentheses.
StatedForm = Literal["bare", "parentheses"]


class About(EditionPart, frozen=True, kw_only=True):
    """A section of editors' prose on the page about the text; `text` is paragraphs with empty lines between them."""

    id: Id
    title: str
    text: str


class AddressRuling(EditionPart, frozen=True, kw_only=True):
    """A ruling on addresses.

    The `paragraph` with these first words `is` or is `not` an address; or an `address` went `into` another; or it was
    withdrawn, `because` of something, and readers should `see` another one instead.
    """

    paragraph: str = ""
    address: str = ""
    is_: str = msgspec.field(default="", name="is")
    not_: str = msgspec.field(default="", name="not")
    into: str = ""
    because: str = ""
    see: str = ""


class Edition(EditionPart, frozen=True, kw_only=True):
    """All of edition.yml."""

    version: Literal[1] = 1
    work: EditedWork
    editors: tuple[Editor, ...] = ()
    license: str = ""
    report_errors: ReportAddress = ""
    dois: Dois = Dois()
    site: Site
    source: SourceFile
    bibliography: str = BIBLIOGRAPHY
    citation_styles: tuple[StyleFile, ...] = ()
    emendations: tuple[Emendation, ...] = ()
    joins: tuple[Words, ...] = ()
    splits: tuple[Words, ...] = ()
    lists: tuple[TextList, ...] = ()
    blocks: tuple[Block, ...] = ()
    hyphens: Hyphens = msgspec.field(default_factory=Hyphens)
    conventions: Conventions = msgspec.field(default_factory=Conventions)
    typography: Typography = "as_received"
    furniture: tuple[str, ...] = ()
    recurring: tuple[str, ...] = ()
    direction_signs: tuple[DirectionSign, ...] = ()
    note_blocks: NoteBlocks = msgspec.field(default_factory=NoteBlocks)
    note_forms: tuple[StatedForm, ...] = ()
    pages: Annotated[tuple[Page, ...], Meta(min_length=1)]
    notes: tuple[NoteEntry, ...] = ()
    names: tuple[IndexName, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    timeline_omits: tuple[Omission, ...] = ()
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    map: Map | None = None
    about: tuple[About, ...] = ()
    images: tuple[ImageText, ...] = ()
    addresses: tuple[AddressRuling, ...] = ()

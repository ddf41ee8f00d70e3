"""A document as its reader gives it: blocks of words, notes, and the works that it cites, independent of its format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefsite.source.passage import Face
from briefsite.source.structure import BlockRole


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A place in a work: the work's `id` among those of the document, and the locator as "p. 12" or ""."""

    id: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class WordPart:
    """Characters set in one way; `link` is the address that they lead to, `cites` what a reference manager cites."""

    text: str
    faces: tuple[Face, ...] = ()
    link: str = ""
    cites: tuple[CitedPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The place of a mark of the note with this key; `shown` is the mark if the author chose it: "*".

    `received` is what the text has there instead, which an emendation corrects to the mark of a note `corrected`.
    """

    note: str
    shown: str = ""
    received: str = ""
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The end of a line inside a block."""


InlinePart = WordPart | NoteMark | LineBreak
InlineParts = tuple[InlinePart, ...]


@dataclass(frozen=True, slots=True)
class DocumentCell:
    """A cell of a table: its paragraphs, how many columns and rows it has, whether it heads a row or a column."""

    paragraphs: tuple[InlineParts, ...]
    across: int = 1
    down: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """A block: what it is, its words, and its place `at` in the document. The rest is as in `StructureBlock`."""

    kind: BlockRole
    pieces: InlineParts = ()
    at: str = ""
    level: int = 0
    number: str = ""
    begins: bool = False
    rows: tuple[tuple[DocumentCell, ...], ...] = ()
    image: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class DocumentNote:
    """A note: the `key` by which marks name it, its `label` as printed, its blocks."""

    key: str
    label: str
    blocks: tuple[DocumentBlock, ...]


@dataclass(frozen=True)
class ReceivedDocument:
    """What a reader found. `works` are CSL-JSON items by their ids. `remarks` are lines for a person.

    `images` are files by their names. `bibliographies` are the files, beside the document, in which it says that its
    works are: where it cites by key, the key is the id.
    """

    blocks: tuple[DocumentBlock, ...]
    notes: tuple[DocumentNote, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    works: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    bibliographies: tuple[str, ...] = ()


class IntakeError(Exception):
    """A document that can't be taken in: what it is (`message`), and what to supply instead (`help`)."""

    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.message, self.help = message, help_


def pieces_of(block: DocumentBlock) -> Iterator[InlinePart]:
    """The pieces of a block, those of its cells included, in order."""
    yield from block.pieces
    for cell in (cell for row in block.rows for cell in row):
        for paragraph in cell.paragraphs:
            yield from paragraph


def words_of_parts(pieces: Iterable[InlinePart]) -> str:
    """The words of some pieces, without marks."""
    return "".join(one.text if isinstance(one, WordPart) else " " * isinstance(one, LineBreak) for one in pieces)

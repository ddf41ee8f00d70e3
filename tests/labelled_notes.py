"""The footnotes that were labelled by hand: tests/citations/labelled/LANG.jsonl, a note a line, in chains of one text.

The files fourth-round and fifth-round were labelled before the program had seen their notes, to measure it honestly.

Each label is a piece of the note's own words. Italics are between asterisks, as in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, Literal

import msgspec

from briefsite.citations.marked_note import MarkedNote

FOLDER: Final = Path(__file__).parent / "citations/labelled"

LabelledType = Literal[
    "book",
    "article",
    "chapter",
    "thesis",
    "report",
    "newspaper",
    "web",
    "archive",
    "legal",
    "treaty",
    "interview",
]
#: What stays in the author's words.
IN_OWN_WORDS: Final = frozenset({"archive", "legal", "treaty", "interview"})
UNDECIDED: Final = "undecided"


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A citation of a note. `refers` is the id of the citation that names its work first, or "undecided"."""

    id: str
    words: str
    type: LabelledType | None = None
    author: str = ""
    title: str = ""
    container: str = ""
    place: str = ""
    publisher: str = ""
    year: str = ""
    volume: str = ""
    pages: str = ""
    locator: str = ""
    url: str = ""
    doi: str = ""
    refers: str = ""

    @property
    def work(self) -> str:
        """The id of the citation that names the work first: its own, or the one that it refers to."""
        return self.refers or self.id


class LabelledNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A note of a text, with its citations in their order; none where the author only remarks something."""

    lang: str
    text: str
    note: str
    citations: tuple[Label, ...]

    @property
    def marked(self) -> MarkedNote:
        """The words as the program gets them."""
        return MarkedNote.of_typed(re.sub(r"\*([^*]+)\*", r"_\1_", self.note))

    def is_marked(self, title: str) -> bool:
        """Whether the typography shows a title: italics or quotation marks."""
        return bool(re.search(rf"[*“„«\"‘『「]\s?{re.escape(title)},?\s?[*”“»\"’』」]", self.note))


def labelled_notes() -> tuple[LabelledNote, ...]:
    """All notes, language by language."""
    decoder = msgspec.json.Decoder(LabelledNote)
    files = sorted(FOLDER.glob("*.jsonl"))
    return tuple(decoder.decode(line) for file in files for line in file.read_bytes().splitlines())


def chains() -> Iterator[tuple[LabelledNote, ...]]:
    """The notes of each text, which are numbered from 1."""
    for _, notes in groupby(labelled_notes(), lambda note: note.text):
        yield tuple(notes)

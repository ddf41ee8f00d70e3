"""Labelled notes, from files or from the invented ones.

A labelled file has a JSON object in each line: `lang`, `text` (the notes of one text follow each other), `note`, with
italics between stars, and `citations`, each with its `id`, its `words` and those of its fields that it has, all of them
pieces of the note. `refers` is the `id` of the citation that names its work first, or "undecided".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, Literal

import msgspec

from briefsite.citations.marked_note import MarkedNote
from note_training.notes import InventedNote, marked

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
    note: str
    citations: tuple[Label, ...]
    text: str = ""

    @property
    def marked(self) -> MarkedNote:
        """The words as the program gets them."""
        return MarkedNote.of_typed(re.sub(r"\*([^*]+)\*", r"_\1_", self.note))

    def is_marked(self, title: str) -> bool:
        """Whether the typography shows a title: italics or quotation marks."""
        return bool(re.search(rf"[*“„«\"‘『「]\s?{re.escape(title)},?\s?[*”“»\"’』」]", self.note))


#: The labels of the model that are fields here; it labels other words, too.
_FIELDS: Final = frozenset(Label.__struct_fields__) - {"id", "words", "type", "refers"}


def labelled_notes(lines: Iterable[str]) -> Iterator[LabelledNote]:
    """The notes of a labelled file. ValueError, with the number of the line, if one cannot be read."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            note = msgspec.json.decode(line, type=LabelledNote)
        except msgspec.DecodeError as error:
            raise ValueError(f"line {number}: {error}") from error
        if missing := [label.words for label in note.citations if label.words not in note.note]:
            raise ValueError(f"line {number}: words not in the note: {missing[0]}")
        yield note


def texts_of(notes: Iterable[LabelledNote]) -> Sequence[Sequence[LabelledNote]]:
    """The notes of each text; its notes are numbered from 1."""
    return [list(own) for _, own in groupby(notes, lambda note: (note.lang, note.text))]


def as_labelled(notes: Iterable[InventedNote]) -> Iterator[LabelledNote]:
    """Invented notes in the form of labelled ones, each of them a text of its own; only those with one citation."""
    for number, note in enumerate(notes):
        if len(note.kinds) != 1 or "short" in note.kinds:
            continue
        fields: dict[str, Any] = {}
        for piece in note.pieces:
            if piece.label in _FIELDS:
                fields.setdefault(piece.label, piece.text)
        # A label has one number: that of the volume or, without one, that of the issue.
        fields.setdefault("volume", next((piece.text for piece in note.pieces if piece.label == "number"), ""))
        words = marked(note).typed.replace("_", "*")
        yield LabelledNote(
            lang=note.language,
            text=str(number),
            note=words,
            citations=(Label(id=str(number), words=words, **fields),),
        )


def without_italics(note: LabelledNote) -> LabelledNote:
    """A labelled note as plain text has it."""
    plain = [msgspec.structs.replace(label, words=label.words.replace("*", "")) for label in note.citations]
    return msgspec.structs.replace(note, note=note.note.replace("*", ""), citations=tuple(plain))

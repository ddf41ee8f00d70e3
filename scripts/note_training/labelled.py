"""Labelled notes, from files or from the invented ones.

A labelled file has a JSON object in each line: `lang`, `note` (italics between stars), and `citations`, each with its
`words` and those of its fields that it has, all of them parts of the note. `refers` names the citation, by its `id`, of
the same work before; or a note, by its `id` or else by its number in the text, whose first citation that is; or it is
"undecided". The notes with one `text`, or else those of one language, are one text, in their order.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefsite.citations.marked_note import MarkedNote
from note_training.notes import InventedNote, marked

_ITALIC: Final = re.compile(r"\*([^*]+)\*")


#: What `refers` says of a citation that can't be decided.
UNDECIDED: Final = "undecided"


@dataclass(frozen=True, slots=True)
class LabelledCitation:
    """A citation as labelled: its words, its fields as they are in the note, and the note that it refers to."""

    words: str
    fields: Mapping[str, str]
    refers: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class LabelledNote:
    """A note as labelled: its language, its words with what is in italics, and its citations."""

    id: str
    language: str
    note: MarkedNote
    citations: tuple[LabelledCitation, ...]
    text: str = ""


def labelled_notes(lines: Iterable[str]) -> Iterator[LabelledNote]:
    """The notes of a labelled file. ValueError, with the number of the line, if one cannot be read."""
    counted: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            row = json.loads(line)
            counted[text := f"{row['lang']} {row.get('text', '')}"] += 1
            yield _labelled_note(row, str(row.get("id", counted[text])))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"line {number}: {error!r}") from error


def _labelled_note(row: Mapping[str, object], name: str) -> LabelledNote:
    typed, found = str(row["note"]), []
    note = MarkedNote(_ITALIC.sub(r"\1", typed), tuple(_italics(typed)))
    citations = row["citations"]
    if not isinstance(citations, list):
        raise TypeError("citations is no list")
    for citation in citations:
        fields = {key: _ITALIC.sub(r"\1", str(value)) for key, value in citation.items() if value is not None}
        words, refers = fields.pop("words", note.text), fields.pop("refers", "")
        own = fields.pop("id", "")
        if words not in note.text:
            raise ValueError(f"words not in the note: {words}")
        found.append(LabelledCitation(words, fields, refers, own))
    return LabelledNote(name, str(row["lang"]), note, tuple(found), str(row.get("text", "")))


def _italics(typed: str) -> Iterator[tuple[int, int]]:
    for count, match in enumerate(_ITALIC.finditer(typed)):
        yield match.start() - 2 * count, match.end() - 2 * count - 2


def as_labelled(notes: Iterable[InventedNote]) -> Iterator[LabelledNote]:
    """Invented notes in the form of labelled ones, each of them a text of its own; only those with one citation."""
    for number, note in enumerate(notes):
        if len(note.kinds) != 1 or "short" in note.kinds:
            continue
        fields: dict[str, str] = {}
        for piece in note.pieces:
            if piece.label not in {"O", "document", "number", "accessed"}:
                fields.setdefault(piece.label, piece.text)
        yield LabelledNote(str(number), note.language, marked(note), (LabelledCitation(note.text, fields),))


def texts_of(notes: Sequence[LabelledNote]) -> Iterator[Sequence[LabelledNote]]:
    """The notes of a file as texts: those that say so, or else those of one language, belong together."""
    for text in dict.fromkeys((note.language, note.text) for note in notes):
        yield [note for note in notes if (note.language, note.text) == text]


def without_italics(note: LabelledNote) -> LabelledNote:
    """A labelled note as plain text has it."""
    return replace(note, note=MarkedNote(note.note.text))

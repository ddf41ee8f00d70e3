"""What an editor has decided about citations that were read from the author's notes: `citations.jsonl`, append-only.

Each line is a JSON object about some words of a note. The last line about the words holds. `status` is "proposed" (with
the entry of the work, and why it isn't certain), "accepted" (with the key of the work in the bibliography), or "none":
the words cite nothing. Words may be in several notes, and keep their line when a note gets another number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import msgspec

from briefsite.file_names import CITATIONS
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.reading.note import Note
from briefsite.source.source import Source
from briefsite.words import squeezed

#: How much of the words a problem shows.
_SHOWN: Final = 70


class ReviewLine(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A line of the file. `entry` is a BibTeX entry, `key` that of a work in the bibliography."""

    words: str
    status: Literal["proposed", "accepted", "none"]
    key: str = ""
    because: str = ""
    entry: str = ""

    @property
    def line(self) -> bytes:
        """The line, with its end."""
        return msgspec.json.encode(self) + b"\n"


@dataclass(frozen=True, slots=True)
class CitationReview:
    """The lines that hold, by their words with single spaces."""

    lines: Mapping[str, ReviewLine] = field(default_factory=dict)

    def about(self, words: str) -> ReviewLine | None:
        """What was decided or proposed about words; None if nothing was."""
        return self.lines.get(squeezed(words))

    @property
    def waiting(self) -> Sequence[ReviewLine]:
        """The proposals without an answer."""
        return [line for line in self.lines.values() if line.status == "proposed"]


def read_review(files: Mapping[str, bytes], problems: Problems) -> CitationReview:
    """The review of an edition, from its files. Problem: N13 for each line that cannot be read, and is passed over."""
    lines: dict[str, ReviewLine] = {}
    for number, data in enumerate(files.get(CITATIONS, b"").split(b"\n"), 1):
        if not data.strip():
            continue
        try:
            line = msgspec.json.decode(data, type=ReviewLine)
            if line.status == "accepted" and not line.key:
                raise msgspec.ValidationError("an accepted citation has no key")
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            shown = data.decode("utf-8", "replace").rstrip("\r")
            place = Place(CITATIONS, number, 1, shown, len(shown))
            help_ = "undo the change, or delete the line: what it says is then asked again"
            problems.warning(place, "N13", f"cannot be read: {error}", help_, subject=str(number))
        else:
            lines[squeezed(line.words)] = line
    return CitationReview(lines)


def note_words(note: Note) -> str:
    """The author's words of a note, its paragraphs on end, with single spaces."""
    passages = (passage for paragraph in note.text for _, passage in paragraph.passages())
    return squeezed(" ".join("".join(run.text for run in passage.runs) for passage in passages))


def check_review(
    files: Mapping[str, bytes], source: Source, notes: Sequence[Note], keys: frozenset[str], problems: Problems
) -> None:
    """N12, a warning, for each note whose citation waits for an answer, and N13 (`read_review`).

    `keys` are those of the bibliography: a citation whose work was deleted there waits again.
    """
    review = read_review(files, problems)
    waiting = {
        words: line
        for words, line in review.lines.items()
        if line.status == "proposed" or (line.status == "accepted" and line.key not in keys)
    }
    if not waiting:
        return
    for note in notes:
        own = note_words(note)
        for words in (words for words in waiting if words in own):
            passage = next(passage for paragraph in note.text for _, passage in paragraph.passages())
            shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rpartition(' ')[0]} …"
            message = f'note {note.label} seems to cite a work: "{shown}"; nobody has checked it'
            help_ = "run   briefsite works --review   ; until then the work is not in the bibliography"
            width = min(len(words), len(passage))
            problems.warning(source.place(passage.place(0), width), "N12", message, help_, subject=words)

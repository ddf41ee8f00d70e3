"""The notes that a source prints, as values: each with its label, its words and its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefsite.source.passage import Passage


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the emended text: running text, a label or heading of notes, or the words of a note."""

    kind: Literal["text", "label", "note"]
    passage: Passage


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note as the source prints it: its `label` ("7", "*"), its words, and where in the source it begins.

    `series` numbers the lists of notes from 1 (a new one begins where the numbers begin again); `scope` is the stretch
    of the source, as offsets, whose markers the note answers if several notes have its label.
    """

    label: str
    passage: Passage
    start: int
    series: int
    scope: tuple[int, int]


@dataclass(frozen=True)
class TextAndNotes:
    """The running text without the notes, the notes in the order of the source, and the parts of both.

    The parts, put side by side, are the emended text again.
    """

    text: Passage
    notes: tuple[NoteText, ...]
    parts: tuple[Stretch, ...]

    @property
    def printed(self) -> Passage:
        """The notes with their labels and headings, as one passage."""
        return Passage(tuple(run for part in self.parts if part.kind != "text" for run in part.passage.runs))

"""Notes and their marks: each note gets the places in the text that mark it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefsite.intake.pdf.note_marks import NoteMarkPlace
from briefsite.intake.pdf.text_line import PageLine


@dataclass
class FootNote:
    """A note: the page on which it begins, its label, its lines without the label, the first characters of its marks.

    `breaks` has the numbers of lines before which a paragraph begins for certain, `tag` the number of a tagged note,
    `head` the first line with the label.
    """

    page: int
    label: str
    lines: list[PageLine] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    tag: int = -1
    head: PageLine | None = None

    @property
    def key(self) -> str:
        """A name that no other note has."""
        first = self.lines[0].signs[0].key if self.lines else (self.page, 0)
        return f"{first[0]}-{first[1]}"


def matched_notes(
    notes: Sequence[FootNote], places: Sequence[NoteMarkPlace]
) -> dict[tuple[int, int], tuple[FootNote, int]]:
    """Gives each note its mark: the first place on its page, or on the page before, that has its label.

    A figure behind a number or a unit is a mark only if there is no other.
    """
    shown: dict[tuple[int, int], tuple[FootNote, int]] = {}
    places = [part for place in places for part in _divided(place, notes)]
    by_page: dict[int, list[NoteMarkPlace]] = {}
    for place in places:
        by_page.setdefault(place.page, []).append(place)
    for note in notes:
        if not note.label:
            continue
        for page, powers in ((note.page, False), (note.page - 1, False), (note.page, True)):
            fitting = [
                place
                for place in by_page.get(page, ())
                if place.label == note.label and place.keys[0] not in shown and place.power == powers
            ]
            if fitting:
                _show(fitting[0], note, shown)
                break
    labels = Counter(note.label for note in notes)
    for place in places:
        if place.keys[0] in shown or place.power:
            continue
        near = [note for note in notes if note.label == place.label and note.page == place.page and note.marks]
        far = [note for note in notes if note.label == place.label and labels[note.label] == 1 and note.marks]
        again = near or [note for note in far if note.page < place.page and place.label.isdigit()]
        if len(again) == 1:
            _show(place, again[0], shown)
    return shown


def _divided(place: NoteMarkPlace, notes: Sequence[FootNote]) -> list[NoteMarkPlace]:
    """The marks in a place where two are side by side, as "34" for 3 and 4; the place itself where it is one."""
    near = {note.label for note in notes if place.page <= note.page <= place.page + 1}
    if place.label in near or not place.label.isdigit() or len(place.keys) != len(place.label):
        return [place]
    for at in range(1, len(place.label)):
        first, second = place.label[:at], place.label[at:]
        if first in near and second in near and int(second) == int(first) + 1:
            return [
                replace(place, label=first, keys=place.keys[:at]),
                replace(place, label=second, keys=place.keys[at:]),
            ]
    return [place]


def _show(place: NoteMarkPlace, note: FootNote, shown: dict[tuple[int, int], tuple[FootNote, int]]) -> None:
    shown[place.keys[0]] = note, len(place.keys)
    note.marks.append(place.keys[0])

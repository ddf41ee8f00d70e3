"""Answers: which note of the source each marker in the text means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefsite.paragraphs.paragraph import Assembly
from briefsite.reading.note import Citation, MarkerPlace, Note, marker_places
from briefsite.source.marker import marked
from briefsite.source.note_text import NoteText


def own_notes(assembly: Assembly, printed: Sequence[NoteText]) -> tuple[Note, ...]:
    """The notes that the source prints itself, in its order, without what editors say of them.

    They have keys of their own in the place of addresses.
    """
    having = notes_by_label(printed)
    notes = list(_own(assembly, printed, markers_by_note(assembly, printed, having)))
    cited_within = [
        (number, marker)
        for number, paragraphs in enumerate(assembly.notes)
        for paragraph in paragraphs
        for _, passage in paragraph.passages()
        for marker in marked(passage)
    ]
    inner = Counter[int]()
    while ready := [(number, marker) for number, marker in cited_within if notes[number].citations]:
        for number, marker in ready:
            cited_within.remove((number, marker))
            place = notes[number].citations[0]
            reference = MarkerPlace(marker.label, place.paragraph, place.item, place.start, 0, printed[number].start)
            answer = _answer(reference, printed, [other for other in having.get(marker.label, ()) if other != number])
            if answer is not None:
                citation = replace(place, note=notes[answer].address, label=marker.label, printed="")
                citation = replace(citation, within=notes[number].address, inner=inner[number])
                notes[answer] = replace(notes[answer], citations=(*notes[answer].citations, citation))
            inner[number] += 1
    return tuple(notes)


def _own(
    assembly: Assembly, printed: Sequence[NoteText], answering: Mapping[int | str, Sequence[MarkerPlace]]
) -> Iterator[Note]:
    for number, (text, words) in enumerate(zip(printed, assembly.notes, strict=True)):
        key = f"printed-{number}"
        yield Note(key, text.label, "author", (), "", citations_of(key, answering.get(number, ())), words)


def notes_by_label(printed: Sequence[NoteText]) -> Mapping[str, Sequence[int]]:
    """The positions of the notes with each label."""
    having: dict[str, list[int]] = {}
    for number, text in enumerate(printed):
        having.setdefault(text.label, []).append(number)
    return having


def markers_by_note(
    assembly: Assembly, printed: Sequence[NoteText], having: Mapping[str, Sequence[int]]
) -> Mapping[int | str, Sequence[MarkerPlace]]:
    """The markers of each note of the source, by its position; those that no note answers by their label."""
    answering: dict[int | str, list[MarkerPlace]] = {}
    for reference in marker_places(assembly.paragraphs):
        answer = _answer(reference, printed, having.get(reference.label, ()))
        answering.setdefault(reference.label if answer is None else answer, []).append(reference)
    return answering


def citations_of(note: str, found: Iterable[MarkerPlace]) -> tuple[Citation, ...]:
    """The places `found` as those that cite the note with the address `note`."""
    return tuple(
        Citation(
            note,
            place.label,
            place.paragraph,
            place.item,
            place.start,
            printed="" if place.printed.strip("[]") == place.label else place.printed,
        )
        for place in found
    )


def _answer(reference: MarkerPlace, printed: Sequence[NoteText], having: Sequence[int]) -> int | None:
    """Which of the notes with its label a marker means: the only one, or the one in whose scope it is.

    Else the first that comes behind it, or the last. None if there is none with its label.
    """
    if len(having) <= 1:
        return having[0] if having else None
    scopes = [(number, *printed[number].scope) for number in having]
    within = (number for number, low, high in scopes if low <= reference.offset < high)
    behind = (number for number, low, _ in scopes if reference.offset < low)
    return next(within, next(behind, having[-1]))

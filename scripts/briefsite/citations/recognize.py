"""What the notes of an edition cite: certain works with their keys, what is only proposed, and what stays undecided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from briefsite.citations.citation_fields import FullCitation
from briefsite.citations.entries import as_citation, as_work, entry_key
from briefsite.citations.marked_note import MarkedNote
from briefsite.citations.resolve import ResolvedCitation, resolve
from briefsite.edition.model import Edition
from briefsite.reading.citation_review import CitationReview
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.scalar import quoted
from briefsite.source.passage import Passage
from briefsite.works.work import Work

#: "resolved": certain. "proposed": an editor has to look at the fields of its work. "undecided": several works fit, or
#: none.
CitationStatus = Literal["resolved", "proposed", "undecided"]


@dataclass(frozen=True, slots=True)
class NotedCitation:
    """A citation of a note: the author's words, its status, the key of its work, the place in it, and why not more."""

    words: str
    status: CitationStatus
    key: str = ""
    locator: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class NotedWork:
    """A work that is not in the bibliography yet, with the words of the author that name it.

    `because` says why it isn't certain.
    """

    work: Work
    words: str
    certain: bool
    because: str = ""


@dataclass(frozen=True, slots=True)
class RecognizedCitations:
    """The citations of each note with words of its own, by its label, and the works that are new."""

    notes: Mapping[str, tuple[NotedCitation, ...]]
    works: tuple[NotedWork, ...]

    @property
    def certain_works(self) -> tuple[NotedWork, ...]:
        """The new works that need nobody's approval."""
        return tuple(work for work in self.works if work.certain)

    def count(self, status: CitationStatus) -> int:
        """How many citations have a status."""
        return sum(one.status == status for found in self.notes.values() for one in found)


def recognize_citations(publication: Publication, review: CitationReview | None = None) -> RecognizedCitations:
    """The citations of an edition. Works of the bibliography come first, and nothing is changed.

    `review` has the answers of an editor (`reading.citation_review`), which hold before all.
    """
    present = (*publication.bibliography.works, *publication.bibliography.proposed)
    numbers = {work.key: number for number, work in enumerate(present)}
    lines = (review or CitationReview()).lines
    answers: dict[str, int | None] = {
        words: numbers[line.key] for words, line in lines.items() if line.status == "accepted" and line.key in numbers
    }
    answers |= {words: None for words, line in lines.items() if line.status == "none"}
    own = [(note.label, marked_note(note)) for note in publication.notes if note.text]
    resolved = resolve(own, [as_citation(work) for work in present], answers)
    keys = [work.key for work in present]
    new: list[NotedWork] = []
    for citation in resolved.works[len(present) :]:
        key = entry_key(citation, keys)
        keys.append(key)
        new.append(NotedWork(as_work(citation, key), citation.words, citation.certain, _because(citation)))
    certain = {*publication.bibliography.keys, *(one.work.key for one in new if one.certain)}
    why = {one.work.key: one.because for one in new}
    notes = {
        label: tuple(_noted(citation, keys, certain, why) for citation in found)
        for label, found in resolved.notes.items()
    }
    return RecognizedCitations(notes, tuple(new))


def _because(citation: FullCitation) -> str:
    if citation.doubts:
        return f"read by the model: {citation.doubts}"
    return "" if citation.certain else _UNCERTAIN


_UNCERTAIN: Final = "not all parts of the work are certain"


def _noted(citation: ResolvedCitation, keys: Sequence[str], certain: set[str], why: Mapping[str, str]) -> NotedCitation:
    if citation.work is None:
        return NotedCitation(citation.words, "undecided", "", citation.locator, citation.because)
    key = keys[citation.work]
    if key in certain:
        return NotedCitation(citation.words, "resolved", key, citation.locator)
    return NotedCitation(citation.words, "proposed", key, citation.locator, why.get(key, _UNCERTAIN))


def marked_note(note: Note) -> MarkedNote:
    """The author's words of a note, its paragraphs on end, with what is in italics."""
    text, italics = "", list[tuple[int, int]]()
    for paragraph in note.text:
        for _, passage in paragraph.passages():
            text += " " if text else ""
            for shown, em in _stretches(passage):
                if em:
                    italics.append((len(text), len(text) + len(shown)))
                text += shown
    return MarkedNote(text, tuple(_over_line_ends(text, italics)))


def _over_line_ends(text: str, italics: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches in italics, of which two with nothing but a blank between them are one: a line ended there."""
    held: tuple[int, int] | None = None
    for low, high in italics:
        if held is not None and text[held[1] : low].isspace():
            held = (held[0], high)
            continue
        if held is not None:
            yield held
        held = (low, high)
    if held is not None:
        yield held


def _stretches(passage: Passage) -> Iterator[tuple[str, bool]]:
    held, em = "", False
    for run in passage.runs:
        own = "em" in run.faces
        if own != em and held and run.text:
            yield held, em
            held = ""
        em = own if run.text else em
        held += run.text
    if held:
        yield held, em


def note_entries(edition: Edition, recognized: RecognizedCitations) -> Mapping[str, str]:
    """For each note whose citations are all certain, an entry for edition.yml; not for notes that have one already."""
    told = {entry.label for entry in edition.notes}
    return {
        label: f"{{number: {_number(label)}, works: [{', '.join(map(_cited, found))}], status: author}}"
        for label, found in recognized.notes.items()
        if found and label not in told and all(one.status == "resolved" for one in found)
    }


def _number(label: str) -> str:
    return label if label.isdigit() else quoted(label)


def _cited(one: NotedCitation) -> str:
    return f"{{key: {one.key}, locator: {quoted(one.locator)}}}" if one.locator else one.key


_SHOWN: Final = 100


def report(recognized: RecognizedCitations) -> Iterator[str]:
    """The findings in lines: what is certain in numbers, everything else with its words and the reason."""
    notes = recognized.notes
    silent = sum(not found for found in notes.values())
    yield f"{len(notes)} notes with words of their own: {silent} cite nothing that is recognized."
    yield f"{recognized.count('resolved')} citations resolved, with {len(recognized.certain_works)} new works."
    for status in ("proposed", "undecided"):
        found = [(label, one) for label, own in notes.items() for one in own if one.status == status]
        if found:
            yield f"{len(found)} {status}:"
        yield from (f"  note {label}: {_short(one.words)} ({one.because})" for label, one in found)


def _short(words: str) -> str:
    text = " ".join(words.split())
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN].rpartition(' ')[0]} …”"

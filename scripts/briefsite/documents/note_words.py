"""What documents say of notes: their names, their status, and the place in a work that they cite."""

from __future__ import annotations

from briefsite.documents.reference import ReferenceRun, phrase_runs
from briefsite.edition.model import Cited
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication


def note_name(publication: Publication, note: Note) -> str:
    """A note by its number as printed: "Note 7"."""
    return publication.strings.text("document.note", number=note.shown)


def says_status(note: Note) -> bool:
    """Whether the status of a note is said: where it has the author's words, it is clear whose it is."""
    return not note.text or note.status != "author"


def status_runs(publication: Publication, note: Note) -> tuple[ReferenceRun, ...]:
    """Whose the note is, or how far its source supports the claim, as a sentence."""
    say = publication.strings
    return phrase_runs(say["document.sentence"], said=phrase_runs(say[f"status.{note.status}"]))


def locator_in_words(publication: Publication, cited: Cited) -> str:
    """The place in a work that a note cites, as it follows a reference; "" for the whole work."""
    return publication.strings.text("notes.locator", locator=cited.locator) if cited.locator else ""

"""Note entries: the notes of the source, joined with what the `notes` of edition.yml say of them.

A marker in the text must have a note; a note must have works, words of the author, or the statement that no source was
found.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from briefsite.edition.model import Edition, NoteEntry
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Removal
from briefsite.reading.cited_works import check_cited_works
from briefsite.reading.note import MarkerPlace, Note
from briefsite.reading.note_answers import citations_of, markers_by_note, notes_by_label, own_notes
from briefsite.source.emendation import quotation
from briefsite.source.note_text import NoteText
from briefsite.source.source import Source
from briefsite.words import squeezed
from briefsite.works.bibliography import Bibliography
from briefsite.yaml_files.located import Located


def resolve_notes(
    source: Source,
    assembly: Assembly,
    printed: Sequence[NoteText],
    edition: Edition,
    located: Located,
    works: Bibliography,
    *,
    problems: Problems,
) -> tuple[Note, ...]:
    """All notes, by number or in the order of the source, with keys of their own in the place of addresses.

    `printed` are the notes that the source has itself, their paragraphs in `assembly.notes`. Problems: N01 markers
    without note, N03 notes without marker, N04 works that the bibliography lacks, N05 statuses that contradict the
    works, N06 a number twice, N07 notes of the source without marker, N09 entries that don't name a single note.
    """
    having = notes_by_label(printed)
    answering = markers_by_note(assembly, printed, having)
    entries = _entries(having, assembly.notes, edition, located, problems)
    _check_entries(edition, located, works, entries, answering, problems)
    about = {note: edition.notes[index] for index, note in entries.items() if note is not None}
    notes: list[Note] = []
    own = own_notes(assembly, printed)
    for number, (text, note) in enumerate(zip(printed, own, strict=True)):
        if not note.citations and not any(
            printed[other].series == text.series for other in having[text.label] if other < number
        ):
            _complain_of_unmarked(source, text, problems)
        entry = about.get(number)
        notes.append(replace(note, status=entry.status, works=entry.cited, comment=entry.comment) if entry else note)
    supplied = {entry.label: entry for index, entry in enumerate(edition.notes) if index not in entries}
    for label, entry in sorted(supplied.items(), key=lambda pair: int(pair[0])):
        key = f"supplied-{label}"
        notes.append(
            Note(key, label, entry.status, entry.cited, entry.comment, citations_of(key, answering.get(label, ())))
        )
    left = (reference for label, places in answering.items() if isinstance(label, str) for reference in places)
    for reference in left:
        if reference.label not in supplied:
            _complain_of_unanswered(source, reference, problems)
    return tuple(notes)


def _words(paragraphs: Iterable[Paragraph]) -> str:
    return squeezed(" ".join(paragraph.whole.text for paragraph in paragraphs))


def _complain_of_unmarked(source: Source, note: NoteText, problems: Problems) -> None:
    message = f"note {note.label} has no marker in the text"
    help_ = "if the marker is damaged, emend it; if this is not a note, list its words in note_blocks"
    problems.error(source.place(note.start, len(note.label) + 2), "N07", message, help_, subject=note.label)


def _complain_of_unanswered(source: Source, reference: MarkerPlace, problems: Problems) -> None:
    problems.error(
        source.place(reference.offset, reference.width),
        "N01",
        f"marker [{reference.label}] has no note",
        "add to edition.yml, under notes\n"
        f'- {{number: {reference.label}, status: unidentified, comment: "No work was found."}}',
        subject=reference.label,
    )


def _entries(
    labels: Mapping[str, Sequence[int]],
    texts: Sequence[Sequence[Paragraph]],
    edition: Edition,
    located: Located,
    problems: Problems,
) -> dict[int, int | None]:
    """Entry of edition.yml about a note of the source -> position of that note; None if none or several are meant."""
    found: dict[int, int | None] = {}
    for index, entry in enumerate(edition.notes):
        having = labels.get(entry.label, ())
        matching = [n for n in having if quotation(entry.start).match(_words(texts[n]))] if entry.start else having
        if len(matching) == 1:
            found[index] = matching[0]
        elif having or entry.start or not entry.label.isdigit():
            found[index] = None
            many = f"{len(matching)} notes" if matching else "no note"
            said = f"{many} of the text with the number {entry.label}"
            said = f'{said} begin{"s" * (not matching)} with "{entry.start}"' if entry.start else f"there are {said}"
            place = located.place("notes", index, "from" if entry.start else "number")
            help_ = "choose one by its first words:   from: …"
            problems.error(place, "N09", said.replace("are no", "is no"), help_, subject=entry.label)
    return found


def _check_entries(
    edition: Edition,
    located: Located,
    works: Bibliography,
    entries: Mapping[int, int | None],
    cited: Container[int | str],
    problems: Problems,
) -> None:
    seen: set[str | int] = set()
    for index, entry in enumerate(edition.notes):
        here = located.place("notes", index, "number")
        of = entries.get(index, entry.label)
        if of in seen:
            message = f"note {entry.number} is defined twice"
            problems.error(here, "N06", message, "merge the two", subject=entry.label)
        elif index not in entries and entry.label not in cited:
            message = f"the text has no marker [{entry.number}] for note {entry.number}"
            name = f"n{entry.label}" if entry.label.isdigit() else entry.label
            take_out = f"if the note is not needed, remove it with   briefsite drop {name}"
            removal = Removal((("notes", index),), says=(f"the entry on note {entry.label}",))
            help_ = f"if the marker is damaged, correct it with an emendation; {take_out}"
            problems.error(here, "N03", message, help_, subject=entry.label, removal=removal)
        if of is not None:
            seen.add(of)
        _check_status(entry, index, located, problems)
    check_cited_works(edition, located, works, problems)


def _check_status(entry: NoteEntry, index: int, located: Located, problems: Problems) -> None:
    place = located.place("notes", index, "status")
    if entry.status == "unidentified" and entry.works:
        message = f'note {entry.number} has works, but its status is "unidentified"'
        problems.error(place, "N05", message, "change the status to supplied or partial", subject=entry.label)
    if entry.status in {"supplied", "partial"} and not entry.works:
        message = f'note {entry.number} has the status "{entry.status}" but no works'
        problems.error(place, "N05", message, "add the work, or change the status to unidentified", subject=entry.label)

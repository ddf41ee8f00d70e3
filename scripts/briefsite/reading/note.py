"""Notes: what the numbers in the text refer to.

A marker in the text must have a note; a note must have works, words of the author, or the statement that no source was
found. The number is the one that the source prints; notes are never renumbered. The ledger gives their addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefsite.edition.model import Cited, Edition, NoteEntry, Status
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.problems import Problems
from briefsite.source.emendation import quotation
from briefsite.source.marker import marked, markers
from briefsite.source.source import Source
from briefsite.source.source_notes import NoteText
from briefsite.words import did_you_mean, squeezed
from briefsite.works.bibliography import Bibliography
from briefsite.yaml_files.located import Located


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the text that cites a note: in the body of a paragraph (`item` None) or in one of its items.

    `note` is the address of the note, `label` what the text prints, `start` its offset in the body or item. Paragraph
    and item count from 0. `address` is that of the place, `n7-1`. `printed` is the whole mark where it isn't the label,
    alone or in brackets: `⁷`, `[3`.

    A place in the words of another note has that note's address as `within`, the place that cites it first as its own,
    and `inner`, its position among such places in that note.
    """

    note: str
    label: str
    paragraph: int
    item: int | None
    start: int
    address: str = ""
    printed: str = ""
    within: str = ""
    inner: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A note as resolved: its `address` (`n7`), its `label` as printed, and every place that cites it.

    `works` and `comment` are the editors', `status` says how the works bear on the sentence. `text` is the author's own
    words, where the source has them.
    """

    address: str
    label: str
    status: Status
    works: tuple[Cited, ...]
    comment: str
    citations: tuple[Citation, ...]
    text: tuple[Paragraph, ...] = ()

    @property
    def wording(self) -> str:
        """What the note says, for the ledger: the author's words, or the editors' comment where there are none."""
        passages = [passage.text for paragraph in self.text for _, passage in paragraph.passages()]
        return squeezed(" ".join(passages)) or self.comment


@dataclass(frozen=True, slots=True)
class MarkerPlace:
    """A marker in the text: its `label`, its paragraph and item, its place in the source, and what it prints."""

    label: str
    paragraph: int
    item: int | None
    start: int
    width: int
    offset: int
    printed: str = ""


def marker_places(paragraphs: Sequence[Paragraph]) -> tuple[MarkerPlace, ...]:
    """Every marker, in the order of the text."""
    return tuple(
        MarkerPlace(
            marker.label,
            index,
            item,
            marker.start,
            marker.end - marker.start,
            passage.place(marker.start),
            passage.text[marker.start : marker.end],
        )
        for index, paragraph in enumerate(paragraphs)
        for item, passage in paragraph.passages()
        for marker in markers(passage)
    )


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
    having = _by_label(printed)
    answering = _answering(assembly, printed, having)
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
        notes.append(Note(key, label, entry.status, entry.cited, entry.comment, _cited(key, answering.get(label, ()))))
    left = (reference for label, places in answering.items() if isinstance(label, str) for reference in places)
    for reference in left:
        if reference.label not in supplied:
            _complain_of_unanswered(source, reference, problems)
    return tuple(notes)


def _words(paragraphs: Iterable[Paragraph]) -> str:
    return squeezed(" ".join(paragraph.whole.text for paragraph in paragraphs))


def own_notes(assembly: Assembly, printed: Sequence[NoteText]) -> tuple[Note, ...]:
    """The notes that the source prints itself, in its order, without what editors say of them.

    They have keys of their own in the place of addresses.
    """
    having = _by_label(printed)
    notes = list(_own(assembly, printed, _answering(assembly, printed, having)))
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
        yield Note(key, text.label, "author", (), "", _cited(key, answering.get(number, ())), words)


def _by_label(printed: Sequence[NoteText]) -> Mapping[str, Sequence[int]]:
    """The positions of the notes with each label."""
    having: dict[str, list[int]] = {}
    for number, text in enumerate(printed):
        having.setdefault(text.label, []).append(number)
    return having


def _answering(
    assembly: Assembly, printed: Sequence[NoteText], having: Mapping[str, Sequence[int]]
) -> Mapping[int | str, Sequence[MarkerPlace]]:
    """The markers of each note of the source, by its position; those that no note answers by their label."""
    answering: dict[int | str, list[MarkerPlace]] = {}
    for reference in marker_places(assembly.paragraphs):
        answer = _answer(reference, printed, having.get(reference.label, ()))
        answering.setdefault(reference.label if answer is None else answer, []).append(reference)
    return answering


def _cited(note: str, found: Iterable[MarkerPlace]) -> tuple[Citation, ...]:
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


def _complain_of_unmarked(source: Source, note: NoteText, problems: Problems) -> None:
    message = f"note {note.label} has no marker in the text"
    help_ = "if the marker is damaged, emend it; if this is no note, name what stands there in note_blocks"
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
            help_ = "say which is meant by its first words:   from: …"
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
            message = f"note {entry.number} is there twice"
            problems.error(here, "N06", message, "make one note of the two", subject=entry.label)
        elif index not in entries and entry.label not in cited:
            message = f"note {entry.number} has no marker [{entry.number}] in the text"
            help_ = "if the marker is damaged, emend it; if the note belongs to nothing, take it out"
            problems.error(here, "N03", message, help_, subject=entry.label)
        if of is not None:
            seen.add(of)
        _check_works(entry, index, located, works, problems)


def _check_works(entry: NoteEntry, index: int, located: Located, works: Bibliography, problems: Problems) -> None:
    for position, cited in enumerate(entry.cited):
        if works.lacks(cited.key):
            problems.error(
                located.place("notes", index, "works", position),
                "N04",
                f'note {entry.number} cites "{cited.key}", which the bibliography does not hold',
                did_you_mean(cited.key, works.keys, "add the work to the bibliography, or take the key out"),
                subject=cited.key,
            )
    place = located.place("notes", index, "status")
    if entry.status == "unidentified" and entry.works:
        message = f'note {entry.number} names works and says "unidentified"'
        problems.error(place, "N05", message, "say supplied, or partial", subject=entry.label)
    if entry.status in {"supplied", "partial"} and not entry.works:
        message = f'note {entry.number} says "{entry.status}" and names no work'
        problems.error(place, "N05", message, "name it, or say unidentified", subject=entry.label)

"""Notes: what stands behind the numbers in the text.

A marker in the text must have a note, a note works or the honest statement that none was found. The number is the one
that the source prints; nothing here counts anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefsite.bibliography import Bibliography
from briefsite.edition import Cited, Edition, NoteEntry, Status
from briefsite.located import Located
from briefsite.marker import markers
from briefsite.paragraph import Paragraph
from briefsite.problem import Problem
from briefsite.source import Source


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the text that cites a note: in the body of a paragraph (`item` None) or in one of its items.

    `occurrence` counts the places of one note from 1; paragraph and item count from 0.
    """

    number: int
    occurrence: int
    paragraph: int
    item: int | None

    @property
    def address(self) -> str:
        """The fragment of the place, `n7-1`."""
        return f"n{self.number}-{self.occurrence}"


@dataclass(frozen=True, slots=True)
class Note:
    """A note as resolved: `number` as printed, how its works bear on the sentence, and every place that cites it."""

    number: int
    status: Status
    works: tuple[Cited, ...]
    comment: str
    citations: tuple[Citation, ...]

    @property
    def address(self) -> str:
        """The fragment of the note, `n7`."""
        return f"n{self.number}"


def citations(paragraphs: Sequence[Paragraph]) -> tuple[Citation, ...]:
    """Every place that cites a note, in the order of the text."""
    found: list[Citation] = []
    seen: dict[int, int] = {}
    for index, paragraph in enumerate(paragraphs):
        for item, passage in ((None, paragraph.body), *enumerate(paragraph.items)):
            for marker in markers(passage.text):
                seen[marker.number] = seen.get(marker.number, 0) + 1
                found.append(Citation(marker.number, seen[marker.number], index, item))
    return tuple(found)


def resolve(
    source: Source, paragraphs: Sequence[Paragraph], edition: Edition, located: Located, works: Bibliography
) -> tuple[tuple[Note, ...], tuple[Problem, ...]]:
    """All notes by number, and what doesn't meet.

    Problems: N01 markers without note, N03 notes without marker, N04 works that the bibliography lacks, N05 statuses
    that contradict the works, N06 a number twice.
    """
    places = citations(paragraphs)
    problems = list(_unanswered(source, paragraphs, edition))
    problems += _entry_problems(edition, located, works, {citation.number for citation in places})
    cited_at: dict[int, list[Citation]] = {}
    for citation in places:
        cited_at.setdefault(citation.number, []).append(citation)
    notes: dict[int, Note] = {}
    for entry in edition.notes:
        at = tuple(cited_at.get(entry.number, ()))
        notes.setdefault(entry.number, Note(entry.number, entry.status, entry.cited, entry.comment, at))
    return tuple(notes[number] for number in sorted(notes)), tuple(problems)


def _unanswered(source: Source, paragraphs: Sequence[Paragraph], edition: Edition) -> Iterator[Problem]:
    known = {entry.number for entry in edition.notes}
    for paragraph in paragraphs:
        for passage in (paragraph.body, *paragraph.items):
            for marker in markers(passage.text):
                if marker.number not in known:
                    yield Problem(
                        source.place(passage.place(marker.start), marker.end - marker.start),
                        "N01",
                        f"marker [{marker.number}] has no note",
                        "add to edition.yml, under notes\n"
                        f'- {{number: {marker.number}, status: unidentified, comment: "No work was found."}}',
                    )


def _entry_problems(edition: Edition, located: Located, works: Bibliography, cited: set[int]) -> Iterator[Problem]:
    seen: set[int] = set()
    for index, entry in enumerate(edition.notes):
        here = located.place("notes", index, "number")
        if entry.number in seen:
            yield Problem(here, "N06", f"note {entry.number} is there twice", "make one note of the two")
        elif entry.number not in cited:
            yield Problem(
                here,
                "N03",
                f"note {entry.number} has no marker [{entry.number}] in the text",
                "if the marker is damaged, emend it; if the note belongs to nothing, take it out",
            )
        seen.add(entry.number)
        yield from _work_problems(entry, index, located, works)


def _work_problems(entry: NoteEntry, index: int, located: Located, works: Bibliography) -> Iterator[Problem]:
    for position, cited in enumerate(entry.cited):
        if works.get(cited.key) is None and cited.key not in works.broken:
            near = works.nearest(cited.key)
            yield Problem(
                located.place("notes", index, "works", position),
                "N04",
                f'note {entry.number} cites "{cited.key}", which the bibliography does not hold',
                f'did you mean "{near}"?' if near else "add the work to the bibliography, or take the key out",
            )
    place = located.place("notes", index, "status")
    if entry.status == "unidentified" and entry.works:
        yield Problem(
            place, "N05", f'note {entry.number} names works and says "unidentified"', "say supplied, or partial"
        )
    if entry.status in {"supplied", "partial"} and not entry.works:
        yield Problem(
            place, "N05", f'note {entry.number} says "{entry.status}" and names no work', "name it, or say unidentified"
        )

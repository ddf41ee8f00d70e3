"""Notes: what a note is after the reading, and the places that cite it.

The number of a note is the one that the source prints; notes are never renumbered. The ledger gives their addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefsite.edition.model import Cited, Status
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.source.label_digits import in_digits_of
from briefsite.source.marker import markers
from briefsite.words import squeezed


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

    @property
    def shown(self) -> str:
        """The label in the digits that the text prints: "۴" or "四" where the label, by which notes are known, is "4".

        Raised, circled and wide digits are forms of the common ones.
        """
        return in_digits_of(self.printed, self.label) if self.label.isdecimal() else self.label


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
    def shown(self) -> str:
        """The label in the digits that the text prints, where a mark in the text has it."""
        return next((citation.shown for citation in self.citations if citation.label == self.label), self.label)

    @property
    def wording(self) -> str:
        """What the note says, for the ledger: the author's words, or the editors' comment where there are none."""
        passages = [passage.text for paragraph in self.text for _, passage in paragraph.passages()]
        return squeezed(" ".join(passages)) or self.comment


def citations_in_paragraphs(notes: Iterable[Note], count: int) -> Mapping[int, tuple[Citation, ...]]:
    """For each of `count` paragraphs, the places in it that cite a note, in the order of the text."""
    found: dict[int, list[Citation]] = {index: [] for index in range(count)}
    places = (citation for note in notes for citation in note.citations)
    for citation in sorted(places, key=lambda c: (c.paragraph, -1 if c.item is None else c.item, c.start)):
        found[citation.paragraph].append(citation)
    return {paragraph: tuple(places) for paragraph, places in found.items()}


def citations_in_notes(notes: Iterable[Note]) -> Mapping[str, tuple[Citation, ...]]:
    """For each note that cites others in its own words, by its address, the places in it, in their order."""
    found: dict[str, list[Citation]] = {}
    for citation in (citation for note in notes for citation in note.citations if citation.within):
        found.setdefault(citation.within, []).append(citation)
    return {note: tuple(sorted(own, key=lambda c: c.inner)) for note, own in found.items()}


def notes_on_works(notes: Iterable[Note]) -> Mapping[str, tuple[Note, ...]]:
    """Key of each work -> the notes that cite it, each once, in their order."""
    found: dict[str, dict[str, Note]] = {}
    for note in notes:
        for cited in note.works:
            found.setdefault(cited.key, {})[note.address] = note
    return {key: tuple(notes.values()) for key, notes in found.items()}


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

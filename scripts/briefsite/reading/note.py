"""Notes: what a note is after the reading, and the places that cite it.

The number of a note is the one that the source prints; notes are never renumbered. The ledger gives their addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefsite.edition.model import Cited, Status
from briefsite.paragraphs.paragraph import Paragraph
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

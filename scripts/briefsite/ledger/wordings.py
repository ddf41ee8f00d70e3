"""The wordings of an address over the versions: in which of them its words changed, and since when they are the same.

The numbers of the notes in a passage are printed, and not the author's words: where they alone have changed, because a
note was put in or taken out elsewhere, the words are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.marks import numbers_in, without_numbers
from briefsite.ledger.record import Record
from briefsite.ledger.version import DRAFT, VersionId


@dataclass(frozen=True, slots=True)
class Rewording:
    """A change of the words of an address `on` the release of a version: from the wording `before` to that `after`."""

    before: str
    after: str
    on: VersionId


def rewordings(ledger: Ledger, record: Record) -> tuple[Rewording, ...]:
    """Each change of the words of a record, the first of them first."""
    return tuple(one for one in edits(record) if not is_renumbered(ledger, record, one))


def is_reworded(ledger: Ledger, record: Record) -> bool:
    """Whether the words of a record have changed since the last release."""
    return any(one.on == DRAFT for one in rewordings(ledger, record))


def edits(record: Record) -> Iterator[Rewording]:
    """Each change of the wording of a record, the first of them first; that of a number of a note is one."""
    wordings = [*(wording for wording, _ in record.earlier), record.wording]
    for (before, on), after in zip(record.earlier, wordings[1:], strict=True):
        yield Rewording(before, after, on)


def is_renumbered(ledger: Ledger, record: Record, edit: Rewording) -> bool:
    """Whether an edit only changed the numbers of notes: the words are the same, and each mark is of the same note."""
    if record.kind not in PASSAGES or without_numbers(edit.before) != without_numbers(edit.after):
        return False
    places = ledger.places_in(record.id)
    marks = {mark for place in places for mark in place.wordings}
    pairs = zip(numbers_in(edit.before), numbers_in(edit.after), strict=True)
    if any(was != now and not {was, now} <= marks for was, now in pairs):  # a year in brackets is a word
        return False
    return not any(
        place.since == edit.on or any(event.on == edit.on and event.what in _OF_OTHER_NOTES for event in place.history)
        for place in places
    )


#: What becomes of the place of a note where the passage cites another one there.
_OF_OTHER_NOTES = frozenset({"withdrawn", "merged", "renamed", "back"})


def changed_after(ledger: Ledger, record: Record, version: VersionId) -> VersionId | None:
    """The first version after another one that changed the words of a record, or no longer has it; None if none."""
    ends = (event.on for event in record.ends)
    return min((on for on in (*ends, *(one.on for one in rewordings(ledger, record))) if on > version), default=None)


def unchanged_since(ledger: Ledger, record: Record) -> VersionId:
    """The version since which an address has had its present words, without a break."""
    back = [event.on for event in record.history if event.what == "back"]
    return max([record.since, *back, *(one.on for one in rewordings(ledger, record))])

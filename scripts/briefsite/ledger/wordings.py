"""The wordings of an address over the versions: in which of them its words changed, and since when they are the same.

The numbers of the notes in a passage are printed, and not the author's words: where they alone have changed, because a
note was put in or taken out elsewhere, the words are the same. Where a passage cites another note than before, it has
changed, even if that has the number which the other one had.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from briefsite.ledger.address import whole_of
from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.marks import labels_in, without_numbers
from briefsite.ledger.record import Record
from briefsite.ledger.version import DRAFT, VersionId


@dataclass(frozen=True, slots=True)
class Rewording:
    """A change of the words of an address `on` the release of a version: from the wording `before` to that `after`."""

    before: str
    after: str
    on: VersionId

    @property
    def is_of_notes(self) -> bool:
        """Whether the words are the same, and the notes that they cite are others."""
        return without_numbers(self.before) == without_numbers(self.after)


def rewordings(ledger: Ledger, record: Record) -> tuple[Rewording, ...]:
    """Each change of the words of a record, or of the notes that it cites, the first of them first."""
    if not record.history and not (record.kind in PASSAGES and ledger.places_in(record.id)):
        return ()
    found = [*edits(record), *_exchanges(ledger, record)]
    return tuple(sorted((one for one in found if not is_renumbered(ledger, record, one)), key=lambda one: one.on))


def is_reworded(ledger: Ledger, record: Record) -> bool:
    """Whether the words of a record, or the notes that it cites, have changed since the last release."""
    return any(one.on == DRAFT for one in rewordings(ledger, record))


def edits(record: Record) -> Iterator[Rewording]:
    """Each change of the wording of a record, the first of them first; that of a number of a note is one."""
    wordings = [*(wording for wording, _ in record.earlier), record.wording]
    for (before, on), after in zip(record.earlier, wordings[1:], strict=True):
        yield Rewording(before, after, on)


def is_renumbered(ledger: Ledger, record: Record, edit: Rewording) -> bool:
    """Whether an edit only changed the numbers of notes: the words are the same, and each mark is of the same note."""
    if record.kind not in PASSAGES or not edit.is_of_notes:
        return False
    before, after = _cited_before(ledger, record, edit), _cited(ledger, record, ledger.lineage(edit.on))
    pairs = zip(labels_in(edit.before), labels_in(edit.after), strict=True)
    # What has no place is no mark of a note: a year in brackets is a word.
    return all(before.get(was, f"[{was}]") == after.get(now, f"[{now}]") for was, now in pairs)


def _exchanges(ledger: Ledger, record: Record) -> Iterator[Rewording]:
    """Each version from which on a passage may cite other notes under the same numbers."""
    places = ledger.places_in(record.id) if record.kind in PASSAGES else ()
    changed = {place.since for place in places} | {event.on for place in places for event in place.history}
    for version in changed - {on for _, on in record.earlier}:
        if version > record.since:
            wording = next((before for before, on in record.earlier if on > version), record.wording)
            yield Rewording(wording, wording, version)


def _cited_before(ledger: Ledger, record: Record, edit: Rewording) -> Mapping[str, str]:
    """The notes that a passage cited before an edit: in the last version before it that has the earlier wording.

    That need not be the version before: where two branches were merged, another branch may have released that one.
    """
    found: Mapping[str, str] = {}
    for version in reversed([each.id for each in ledger.versions if record.since <= each.id < edit.on]):
        lineage = ledger.lineage(version)
        if record.is_in(lineage) and record.at(lineage).wording == edit.before:
            return _cited(ledger, record, lineage)
    return found


def _cited(ledger: Ledger, record: Record, lineage: Collection[VersionId]) -> Mapping[str, str]:
    """Which note each number in a passage was of, in the last version of a lineage: "7" -> "n7"."""
    places = (place.at(lineage) for place in ledger.places_in(record.id) if place.is_in(lineage))
    return {place.wording[1:-1]: whole_of(place.id) for place in places if place.live and place.of == record.id}


def changed_after(ledger: Ledger, record: Record, version: VersionId) -> VersionId | None:
    """The first version after another one that changed the words of a record, or no longer has it; None if none."""
    ends = (event.on for event in record.ends)
    return min((on for on in (*ends, *(one.on for one in rewordings(ledger, record))) if on > version), default=None)


def unchanged_since(ledger: Ledger, record: Record) -> VersionId:
    """The version since which an address has had its present words, without a break."""
    back = [event.on for event in record.history if event.what == "back"]
    return max([record.since, *back, *(one.on for one in rewordings(ledger, record))])

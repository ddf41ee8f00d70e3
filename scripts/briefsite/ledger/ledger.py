"""The ledger: all addresses ever given, and the versions.

It only grows, by records, events and versions, and tells what became of an address and what it was in each version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from briefsite.ledger.address import whole_of
from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.record import Record, order
from briefsite.ledger.version import DRAFT, Version, VersionId


@dataclass(frozen=True)
class Ledger:
    """All addresses ever given, in their order, and all versions, the first of them first."""

    records: tuple[Record, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def latest(self) -> Version | None:
        """The last version; None before the first release."""
        return self.versions[-1] if self.versions else None

    def released(self, version: Version) -> Ledger:
        """The ledger in which the draft has become a version."""
        records = tuple(record.dated(version.id) for record in self.records)
        return Ledger(records, (*self.versions, version))

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """The record of each address."""
        return {record.id: record for record in self.records}

    @cached_property
    def by_former_id(self) -> Mapping[str, tuple[Record, ...]]:
        """For each address that a merge left to another text, the records that had it."""
        found: dict[str, tuple[Record, ...]] = {}
        for record in self.records:
            for address in dict.fromkeys(former.id for former in record.formerly):
                found[address] = (*found.get(address, ()), record)
        return found

    @cached_property
    def by_page(self) -> Mapping[str, tuple[Record, ...]]:
        """For each path ever published, all addresses that are, or were, on that page: none may be missing."""
        pages: dict[str, list[Record]] = {}
        for record in self.records:
            for page in (record.page, *(page for page, _ in record.former_pages)):
                pages.setdefault(page, []).append(record)
        return {page: tuple(records) for page, records in pages.items()}

    def lineage(self, version: VersionId) -> frozenset[VersionId]:
        """The ids of a version and of all that it follows."""
        without = next((each.without for each in self.versions if each.id == version), ())
        before = (each.id for each in self.versions if each.id < version)
        return frozenset([version, *(each for each in before if each not in without)])

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The number or sign that each note has in print, or had last, by the address of the note."""
        places = [record for record in self.records if record.kind == "place"]
        gone = sorted((place for place in places if not place.live), key=lambda place: place.until or DRAFT)
        here = [place for place in places if place.live]
        return {whole_of(place.id): place.wording[1:-1] for place in (*gone, *here)}

    def at(self, version: VersionId) -> Ledger:
        """The ledger as it was when a version was released."""
        lineage = self.lineage(version)
        # Of several for one version, all but the first were given by merges after it.
        formerly = ((record.id, former) for record in self.records for former in reversed(record.formerly))
        ids = {own: former.id for own, former in formerly if former.version == version}
        others = {*ids.values()} - ids.keys()
        records = [
            replace(record.at(lineage).pointing(ids), id=ids.get(record.id, record.id)) if ids else record.at(lineage)
            for record in self.records
            if (record.since in lineage or record.id in ids) and record.id not in others
            # An item of a paragraph with another number leads on to the record that has been it ever since.
            if record.id not in ids or ids.get(record.into) != ids[record.id]
            if record.id in ids or record.since != version or record.was_in_text
        ]
        return Ledger(
            tuple(sorted(records, key=order) if ids else records),
            tuple(each for each in self.versions if each.id in lineage),
        )

    def rests(self, record: Record, version: VersionId) -> tuple[Record, ...]:
        """The passages that were split off from another one in a version."""
        return tuple(rest for rest in self._rests.get(record.id, ()) if rest.since == version)

    @cached_property
    def _rests(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if record.of and record.kind in PASSAGES:
                found.setdefault(record.of, []).append(record)
        return {whole: tuple(rests) for whole, rests in found.items()}

    def citing(self, note: str) -> tuple[Record, ...]:
        """The places that cite a note, or did."""
        return self._places.get(note, ())

    def places_in(self, passage: str) -> tuple[Record, ...]:
        """The places of notes in a passage, and those that once were in it."""
        return self._places_in.get(passage, ())

    @cached_property
    def _places_in(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if record.kind == "place":
                once = (event.before for event in record.history if event.what == "placed")
                for passage in dict.fromkeys((record.of, *once)):
                    found.setdefault(passage, []).append(record)
        return {passage: tuple(places) for passage, places in found.items()}

    @cached_property
    def _places(self) -> Mapping[str, tuple[Record, ...]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            if record.kind == "place":
                found.setdefault(whole_of(record.id), []).append(record)
        return {note: tuple(places) for note, places in found.items()}

    def resolve(self, address: str) -> Record | None:
        """Where a reader of an old citation goes: the record itself, or the last one it was merged or renamed into.

        None if the address was never given. A withdrawn record leads no further: it is a notice.
        """
        record = self.by_id.get(address)
        seen: set[str] = set()
        while record is not None and record.into and record.id not in seen:
            seen.add(record.id)
            record = self.by_id.get(record.into)
        return record

"""Permalinks: addresses that were given once, and their history.

An address is never derived from the text. It is given when a passage first appears, written down in the ledger, and
means that passage for good: through edits, moves to another page, and after it was withdrawn. A record of the ledger
only grows: its earlier wordings and pages stay in its history. What is new since the last release has `DRAFT` in the
place of a version. briefsite.ledger.file reads and writes the ledger, briefsite.ledger.update makes the draft.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Literal, get_args

from briefsite.ledger.address import plain_label, position, whole_of
from briefsite.ledger.version import DRAFT, Version, VersionId
from briefsite.problem import Place

#: The kinds of things with an address, in the order of the ledger. A `place` is where the text cites a note, a `figure`
#: is a chart or a map, a `part` one of the page about the text. A `heading` names another page: the card of a theme on
#: the first page, or what comes from another page in the full text.
AddressKind = Literal[
    "page",
    "paragraph",
    "item",
    "section",
    "note",
    "place",
    "work",
    "name",
    "event",
    "emendation",
    "figure",
    "part",
    "heading",
]
#: The events of an address: its wording changed, it went to another page; it ceased in one of three ways; it came back.
What = Literal["edited", "moved", "withdrawn", "merged", "renamed", "back"]
State = Literal["live", "withdrawn", "merged", "renamed"]

ADDRESS_KINDS: Final[tuple[AddressKind, ...]] = get_args(AddressKind)
#: The kinds that are numbered in the order of the text.
PASSAGES: Final[frozenset[AddressKind]] = frozenset({"paragraph", "item"})
#: The kinds that editors list without addresses: what they bring is the address that a new one gets (ledger.listed).
LISTED: Final[frozenset[AddressKind]] = frozenset({"name", "event", "emendation", "heading"})
#: The kinds that bring their own address.
NAMED: Final[frozenset[AddressKind]] = frozenset({"page", "section", "figure", "part"})
_RANKS: Final[Mapping[AddressKind, int]] = {kind: rank for rank, kind in enumerate(ADDRESS_KINDS)} | {"item": 1}
_DIGITS: Final = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Addressable:
    """Something of the present edition that has an address, or is to get one.

    `page` is the path of its page (`/turkey/`, `/` for the first). What is `NAMED` brings its `id`; what is `LISTED`
    brings the one that it gets if it is new, in which `*` is the address of its parent; everything else gets its own
    from the ledger. `text` is what readers see: the words of a passage or note, the title of a page or section, a
    work's reference, a name with the line on it, "[7]" at a place that cites a note. `label` is what a note has in
    print ("7"), or a work's key. `also` are other names of the same. `parent` is the position, among all of them, of
    the paragraph that a list item belongs to, of the note that a place cites, or of the passage or note that the
    address of a listed one is made of; `passage` that of the paragraph or item in which a place is.
    """

    kind: AddressKind
    text: str
    page: str
    id: str = ""
    label: str = ""
    parent: int | None = None
    also: tuple[str, ...] = ()
    passage: int | None = None
    place: Place = field(default=Place("edition.yml"), compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """An event in the history of an address, `on` the release of a version.

    `before` is the wording until then (edited), the page until then (moved), or the address to which its readers go
    from then on (merged, renamed); else it is empty.
    """

    what: What
    on: VersionId
    before: str = ""


@dataclass(frozen=True, slots=True)
class FormerId:
    """The `id` that an address had in a `version`."""

    id: str
    version: VersionId


@dataclass(frozen=True, slots=True)
class Record:
    """An address: the `page` it is on, or was last, the version `since` which it exists, and its last `wording`.

    `of` is the passage that it was split off from, or the one in which the place of a note is or was last.
    `formerly` are the addresses that it had in versions of a branch: where a merge left that to another text, and where
    the other branch gave it the same address in an earlier version.
    """

    kind: AddressKind
    id: str
    page: str
    since: VersionId
    wording: str
    history: tuple[Change, ...] = ()
    after: str = ""
    of: str = ""
    formerly: tuple[FormerId, ...] = ()

    @property
    def _turn(self) -> Change | None:
        """The last time that it ceased or came back."""
        for event in reversed(self.history):
            if event.what not in {"edited", "moved"}:
                return event
        return None

    @property
    def state(self) -> State:
        """Whether it is in the text ("live"), or how it ceased."""
        turn = self._turn
        return "live" if turn is None or turn.what == "back" else turn.what  # type: ignore[return-value]

    @property
    def live(self) -> bool:
        """Whether it is in the text."""
        return self.state == "live"

    @property
    def until(self) -> VersionId | None:
        """The version from which on it was gone; None if it is live."""
        return None if self.live or self._turn is None else self._turn.on

    @property
    def into(self) -> str:
        """The address to which its readers go if it was merged or renamed; else empty."""
        return "" if self.live or self._turn is None else self._turn.before

    @property
    def earlier(self) -> tuple[tuple[str, VersionId], ...]:
        """Each earlier wording with the version that changed it, the oldest first."""
        return tuple((event.before, event.on) for event in self.history if event.what == "edited")

    @property
    def wordings(self) -> tuple[str, ...]:
        """All its wordings, the present one first."""
        return (self.wording, *(wording for wording, _ in self.earlier))

    @property
    def ends(self) -> tuple[Change, ...]:
        """Each time that it ceased."""
        return tuple(event for event in self.history if event.what in {"withdrawn", "merged", "renamed"})

    @property
    def former_pages(self) -> tuple[tuple[str, VersionId], ...]:
        """Each page that it has left, with the version in which it left: each needs a stub."""
        left = {event.before: event.on for event in self.history if event.what == "moved"}
        return tuple((page, on) for page, on in left.items() if page != self.page)

    def saying(self, text: str) -> Record:
        """The record with a new wording."""
        return (
            self
            if text == self.wording
            else replace(self, history=(*self.history, Change("edited", DRAFT, self.wording)), wording=text)
        )

    def standing(self, page: str) -> Record:
        """The record on another page."""
        return (
            self
            if page == self.page
            else replace(self, history=(*self.history, Change("moved", DRAFT, self.page)), page=page)
        )

    def standing_after(self, address: str) -> Record:
        """The record of a passage that comes after another one, or (empty) where its number belongs."""
        return self if address == self.after else replace(self, after=address)

    def standing_in(self, passage: str) -> Record:
        """The record of a place that is in the passage with this address."""
        return self if passage == self.of or self.kind != "place" else replace(self, of=passage)

    def ceased(self, what: Literal["withdrawn", "merged", "renamed"], into: str = "") -> Record:
        """The record of an address that is no longer in the text."""
        if (self.state, self.into) == (what, into):
            return self
        return replace(self, history=(*self.history, Change(what, DRAFT, into)))

    def standing_again(self) -> Record:
        """The record of an address that is live again, or still is."""
        return self if self.live else replace(self, history=(*self.history, Change("back", DRAFT)))

    @property
    def is_provisional(self) -> bool:
        """Whether the address was never released."""
        return self.since == DRAFT

    @property
    def is_waiting(self) -> bool:
        """Whether something about it waits for a release."""
        return self.is_provisional or (bool(self.history) and self.history[-1].on == DRAFT)

    def at(self, lineage: Collection[VersionId]) -> Record:
        """The record as it was in the last version of a `lineage`: that version and all that it follows."""
        history = tuple(event for event in self.history if event.on in lineage)
        if len(history) == len(self.history):
            return self
        wording, page = self._until("edited", self.wording, lineage), self._until("moved", self.page, lineage)
        return replace(self, history=history, wording=wording, page=page)

    def _until(self, what: What, now: str, lineage: Collection[VersionId]) -> str:
        """The wording or page after the last change in a lineage, until the next one in another."""
        changes = [event for event in self.history if event.what == what]
        while changes and changes[-1].on not in lineage:
            now = changes.pop().before
        return now

    def dated(self, version: VersionId) -> Record:
        """The record in which the draft has become a version."""
        if not self.is_waiting:
            return self
        history = tuple(replace(event, on=version) if event.on == DRAFT else event for event in self.history)
        return replace(self, since=version if self.is_provisional else self.since, history=history)


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
        ids = {
            record.id: former.id for record in self.records for former in record.formerly if former.version == version
        }
        others = {*ids.values()} - ids.keys()
        records = [
            replace(record.at(lineage), id=ids.get(record.id, record.id))
            for record in self.records
            if (record.since in lineage or record.id in ids) and record.id not in others
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


def order(record: Record) -> tuple[Hashable, ...]:
    """The key by which records are sorted: adding one never changes the order of the others.

    ValueError if the id of a paragraph or list item is not an address.
    """
    if record.kind in PASSAGES:
        return (_RANKS[record.kind], *position(record.id))
    pieces: list[Any] = _DIGITS.split(record.id)
    pieces[1::2] = map(int, pieces[1::2])
    return (_RANKS[record.kind], tuple(pieces), record.id)


def spoken_name(record: Record) -> str:
    """An address as editors call it: ¶ 9a, ¶ 6.1, page /turkey/, note n7, section oil, work kerry."""
    return spoken_address(record.kind, record.id)


def spoken_address(kind: AddressKind, address: str) -> str:
    """The address of something of a kind, as editors call it: see `spoken_name`."""
    return plain_label(address) if kind in PASSAGES else f"{kind} {address}"

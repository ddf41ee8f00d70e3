"""Permalinks: addresses that were given once, and their history.

An address is never derived from the text. It is given when a passage first appears, written down in the ledger, and
means that passage for good: through edits, moves to another page, and after it was withdrawn. A record of the ledger
only grows: its earlier wordings and pages stay in its history. What is new since the last release has `DRAFT` in the
place of a version. briefsite.ledger.reader and briefsite.ledger.writer are its file, briefsite.ledger.update makes the
draft.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from briefsite.ledger.address import position
from briefsite.ledger.addressable import ADDRESS_KINDS, PASSAGES, AddressKind, spoken_address
from briefsite.ledger.version import DRAFT, VersionId

#: The events of an address: its wording changed, it went to another page, the place of a note to another passage; it
#: ceased in one of three ways; it came back.
What = Literal["edited", "moved", "placed", "withdrawn", "merged", "renamed", "back"]
State = Literal["live", "withdrawn", "merged", "renamed"]

#: The events of an address that is in the text, and stays there.
_WHILE_LIVE: Final = frozenset({"edited", "moved", "placed"})
_RANKS: Final[Mapping[AddressKind, int]] = {kind: rank for rank, kind in enumerate(ADDRESS_KINDS)} | {"item": 1}
_DIGITS: Final = re.compile(r"([0-9]+)")
#: The events that name another address.
NAMING: Final = frozenset({"placed", "merged", "renamed"})


@dataclass(frozen=True, slots=True)
class Change:
    """An event in the history of an address, `on` the release of a version.

    `before` is the wording until then (edited), the page until then (moved), the passage until then (placed), or the
    address to which its readers go from then on (merged, renamed); else it is empty.
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
        """The last time that it ceased or came back.

        If it was withdrawn on one branch, and went elsewhere on another, what counts is where it went. To be withdrawn
        in the same version is the last word, though: that ends a circle of two that went into one another.
        """
        found: Change | None = None
        for event in reversed(self.history):
            if event.what == "back" or (event.before and event.what not in _WHILE_LIVE):
                return event if found is None or (event.before and event.on != found.on) else found
            if event.what == "withdrawn":
                found = found or event
        return found

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
    def was_in_text(self) -> bool:
        """Whether a text ever had it: a merge makes some only to lead on, from the last version before it."""
        return not any(event.what == "renamed" and event.on == self.since for event in self.history[:1])

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
        if passage == self.of or self.kind != "place":
            return self
        history = (*self.history, Change("placed", DRAFT, self.of)) if self.of else self.history
        return replace(self, history=history, of=passage)

    def ceased(self, what: Literal["withdrawn", "merged", "renamed"], into: str = "") -> Record:
        """The record of an address that is no longer in the text."""
        if (self.state, self.into) == (what, into):
            return self
        return replace(self, history=(*self.history, Change(what, DRAFT, into)))

    def withdrawn_after_all(self) -> Record:
        """The record that leads no further: in the version in which it went elsewhere, it was withdrawn."""
        turn = self._turn
        if turn is None or not turn.before:
            return self
        after = self.history.index(turn) + 1
        history = (*self.history[:after], Change("withdrawn", turn.on), *self.history[after:])
        return replace(self, history=history)

    def standing_again(self) -> Record:
        """The record of an address that is live again, or still is."""
        return self if self.live else replace(self, history=(*self.history, Change("back", DRAFT)))

    def pointing(self, ids: Mapping[str, str]) -> Record:
        """The record that names other addresses as in `ids`: the one where it went, and those that place it."""
        history = tuple(
            replace(event, before=ids.get(event.before, event.before)) if event.what in NAMING else event
            for event in self.history
        )
        of, after = ids.get(self.of, self.of), ids.get(self.after, self.after)
        return replace(self, history=history, after=after, of=of)

    @property
    def is_provisional(self) -> bool:
        """Whether the address was never released."""
        return self.since == DRAFT

    @property
    def is_waiting(self) -> bool:
        """Whether something about it waits for a release."""
        return self.is_provisional or (bool(self.history) and self.history[-1].on == DRAFT)

    def is_in(self, lineage: Collection[VersionId]) -> bool:
        """Whether one of the versions of a `lineage` gave it, perhaps as another address."""
        return self.since in lineage or any(former.version in lineage for former in self.formerly)

    def at(self, lineage: Collection[VersionId]) -> Record:
        """The record as it was in the last version of a `lineage`: that version and all that it follows."""
        history = tuple(event for event in self.history if event.on in lineage)
        if len(history) == len(self.history):
            return self
        wording, page = self._until("edited", self.wording, lineage), self._until("moved", self.page, lineage)
        return replace(self, history=history, wording=wording, page=page, of=self._until("placed", self.of, lineage))

    def _until(self, what: What, now: str, lineage: Collection[VersionId]) -> str:
        """The wording, page or passage after the last change in a lineage, until the next one in another."""
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

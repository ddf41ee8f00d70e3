"""Whether two branches mean the same by their records: by their words, or where these say nothing, by their places.

A note with fewer than three words ("Ibid., 45", or none at all) says nothing without its place, and the place of a note
has no words at all. Both are the same on two branches if the text cites them at the same place of the same passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from briefsite.ledger.addressable import AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.listed import HALVES, in_halves
from briefsite.ledger.marks import aligned_marks, marked_words
from briefsite.ledger.note_matching import tells
from briefsite.ledger.note_places import MarkedPassage, marked_passages
from briefsite.ledger.record import Record
from briefsite.ledger.similarity import IN_ORDER, RETURNED, alike
from briefsite.ledger.version import VersionId

#: Which half of the words tells one listed thing from another.
_TELLING: Final[Mapping[AddressKind, int]] = {"name": 0, "event": 1, "emendation": 0}


@dataclass(frozen=True)
class TwoBranches:
    """Two ledgers whose records are compared, each of `ours` with one of `theirs`."""

    ours: Ledger
    theirs: Ledger

    def mean_the_same(self, one: Record | None, other: Record, *, word_for_word: bool = False) -> bool:
        """Whether two records are of the same text or thing; with `word_for_word` similar words don't count."""
        if one is None or one.kind != other.kind:
            return False
        if one.kind == "place" or (one.kind == "note" and not (tells(one.wording) and tells(other.wording))):
            cited = [
                [record.id] if record.kind == "place" else [place.id for place in ledger.citing(record.id)]
                for ledger, record in self._sides(one, other)
            ]
            found = self._came_as_one(one, other)
            found = self._at_one_place(*cited) if found is None else found
            if found is not None or one.kind == "place":
                return found is not False
        if not set(one.wordings).isdisjoint(other.wordings):
            return True
        if word_for_word:
            return False
        if one.kind in HALVES:
            half = _TELLING[one.kind]
            return in_halves(one.kind, one.wording)[half] == in_halves(one.kind, other.wording)[half]
        return alike(one.wording, other.wording) >= (RETURNED if one.kind == "work" else IN_ORDER)

    def _sides(self, one: Record, other: Record) -> Iterator[tuple[Ledger, Record]]:
        yield self.ours, one
        yield self.theirs, other

    def _came_as_one(self, one: Record, other: Record) -> bool | None:
        """Whether one release gave both under one address; None if they were not new in the same release."""
        ours, theirs = (
            next((each for each in ledger.versions if each.id == record.since), None)
            for ledger, record in self._sides(one, other)
        )
        if ours is None or theirs is None or ours.id != theirs.id or not ours.words or not theirs.words:
            return None
        if not ours.may_be(theirs):
            return None
        return _first_id(one) == _first_id(other)

    def _at_one_place(self, ours: list[str], theirs: list[str]) -> bool | None:
        """Whether one of our places is one of theirs; None where the ledgers don't say in which passages they are."""
        own = [each for place in ours if (each := self._ours.of(place))]
        others = [each for place in theirs if (each := self._theirs.of(place))]
        if not own or not others:
            return None
        return any(self._is_same(one, other) for one in own for other in others)

    def _is_same(self, one: _First, other: _First) -> bool:
        if not self.mean_the_same(one.passage, other.passage):
            return False
        before, after = marked_words(one.passage.wording, one.marks), marked_words(other.passage.wording, other.marks)
        for each in aligned_marks(before, after):
            if one.place in each.before and other.place in each.after:
                is_in_turn = len(each.before) == len(each.after)
                return not is_in_turn or each.before.index(one.place) == each.after.index(other.place)
        return False

    @cached_property
    def _ours(self) -> _Firsts:
        return _Firsts(self.ours)

    @cached_property
    def _theirs(self) -> _Firsts:
        return _Firsts(self.theirs)


class _First(NamedTuple):
    """A `place` as it was in the first version that had it, with its `passage` and all `marks` in that."""

    place: str
    passage: Record
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Firsts:
    """The places of a ledger as they were when they were new: a passage has many wordings later, of two branches."""

    ledger: Ledger
    _known: dict[VersionId, tuple[Ledger, Mapping[str, MarkedPassage]]] = field(default_factory=dict)

    def of(self, place: str) -> _First | None:
        """The first state of a place; None if the ledger doesn't say in which passage it was."""
        record = self.ledger.by_id[place]
        then = _first_id(record)
        if record.since not in self._known:
            ledger = self.ledger.at(record.since)
            passages = marked_passages(ledger, live=True)
            self._known[record.since] = ledger, {own: passage for passage in passages for own in passage.places}
        ledger, known = self._known[record.since]
        passage = known.get(then)
        return None if passage is None else _First(then, ledger.by_id[passage.address], passage.marks)


def _first_id(record: Record) -> str:
    """The address that a record had in the first version that had it."""
    return next((former.id for former in record.formerly if former.version == record.since), record.id)

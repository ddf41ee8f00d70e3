"""What editors list without addresses, from one edition to the next: names, events, emendations, headings.

A new one gets the address that it brings, with a number at its end if that was ever given. One that is known again
keeps the address that it has, whatever it brings now: a corrected year or a changed name breaks no citation. It is
known by what nothing else can have in common with it, never by likeness alone: Austria is not Australia.

| what          | its words in the ledger        | is known again by                                            |
|---------------|--------------------------------|--------------------------------------------------------------|
| a name        | Khalkha — The largest group …  | the name, also as another form of it; a long line on it only |
| an event      | 1636: The tribes surrender …   | two of what happened, year and paragraph: words may be alike |
| an emendation | Chinas → China’s               | the reading of the source, on the same page                  |
| a heading     | Turkey                         | its address; or its words, on the same page                  |
| a title       | THE ARMY                       | its words; or words that are alike                           |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from briefsite.ledger.addressable import LISTED, Addressable, AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.page_ids import numbered_again
from briefsite.ledger.record import Record
from briefsite.ledger.similarity import IN_ORDER, PART_WORDS, RETURNED, alike, normalized
from briefsite.writing.segmentation import word_list

#: The paragraph in the ID of an event: t-1636-p2.
_PARAGRAPH: Final = re.compile(r"-p\d+[a-z]*(?![0-9a-z])")
#: What is between the two halves of the words.
HALVES: Final[Mapping[AddressKind, str]] = {"name": " — ", "event": ": ", "emendation": " → "}


def in_halves(kind: AddressKind, words: str) -> tuple[str, str]:
    """The two halves of the words of a listed one: the name and the line on it, when and what, old and new reading."""
    first, _, second = words.partition(HALVES[kind]) if kind in HALVES else (words, "", "")
    return first, second


def brought(units: Sequence[Addressable], ids: Sequence[str]) -> Mapping[int, str]:
    """Position of each listed unit -> the address that it brings. `ids` are those of the passages and notes."""
    return {
        index: unit.id if unit.parent is None else unit.id.replace("*", ids[unit.parent] or units[unit.parent].id)
        for index, unit in enumerate(units)
        if unit.kind in LISTED
    }


def new_addresses(brings: Mapping[int, str], taken: Collection[str]) -> Mapping[int, str]:
    """The addresses of units that are all new, none of them among those that are `taken`."""
    given: dict[int, str] = {}
    used = {*taken}
    for index, wanted in brings.items():
        given[index] = next(one for one in (numbered_again(wanted, n) for n in count(1)) if one not in used)
        used.add(given[index])
    return given


def listed_addresses(
    old: Ledger,
    units: Sequence[Addressable],
    brings: Mapping[int, str],
    taken: Collection[str],
    barred: Collection[str],
) -> Mapping[int, str]:
    """Position of each listed unit -> its address: the one by which it is known, or a new one.

    `brings` is what they bring, `taken` are the addresses of everything else, `barred` those that lead elsewhere by a
    ruling.
    """
    known: dict[int, str] = {}
    for kind in sorted(LISTED):
        own = {index: unit for index, unit in enumerate(units) if unit.kind == kind}
        records = [record for record in old.records if record.kind == kind and record.id not in barred]
        for live in (True, False):
            there = [record for record in records if record.live == live]
            for evidence in _EVIDENCE:
                known |= _known_by(evidence, own, there, brings, known)
            if kind == "title":
                known |= _by_likeness(own, there, known, IN_ORDER if live else RETURNED)
    fresh = {index: wanted for index, wanted in brings.items() if index not in known}
    return {**known, **new_addresses(fresh, {*old.by_id, *taken})}


def _known_by(
    evidence: _Evidence,
    units: Mapping[int, Addressable],
    records: Sequence[Record],
    brings: Mapping[int, str],
    known: Mapping[int, str],
) -> Mapping[int, str]:
    """Those of the units that only this evidence identifies, each with the first record that it fits."""
    found: dict[int, str] = {}
    used = {*known.values()}
    having: dict[_Key, list[Record]] = {}
    for record in records:
        if record.id not in used:
            for key in evidence(_Listed(record.kind, record.id, record.page, record.wording)):
                having.setdefault(key, []).append(record)
    if evidence is _telling_half:
        own = Counter(
            key for index, unit in units.items() for key in evidence(_listed(unit, brings[index])) if key[0] == _LINE
        )
        having = {key: found for key, found in having.items() if key[0] != _LINE or len(found) == own[key] == 1}
    for index, unit in units.items():
        if index in known or not having:
            continue
        keys = evidence(_listed(unit, brings[index]))
        fits = (record for key in keys for record in having.get(key, ()) if record.id not in used)
        match = next((record for record in fits if evidence is not _address or _may_have(record, unit)), None)
        if match is not None:
            found[index] = match.id
            used.add(match.id)
    return found


def _by_likeness(
    units: Mapping[int, Addressable], records: Sequence[Record], known: Mapping[int, str], least: float
) -> Mapping[int, str]:
    """Those of the units whose words are like those of a record, the most alike first."""
    used = {*known.values()}
    pairs = sorted(
        (-alike(record.wording, unit.text), number, index)
        for number, record in enumerate(records)
        for index, unit in units.items()
        if record.id not in used and index not in known
    )
    found: dict[int, str] = {}
    for likeness, number, index in pairs:
        if -likeness >= least and index not in found and records[number].id not in found.values():
            found[index] = records[number].id
    return found


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a record and a unit are compared by."""

    kind: AddressKind
    id: str
    page: str
    words: str
    also: tuple[str, ...] = ()


def _listed(unit: Addressable, brings: str) -> _Listed:
    return _Listed(unit.kind, brings, unit.page, unit.text, unit.also)


_Key = tuple[str, ...]
#: The first part of a key that is the line on a name: two that have the same line may be anything.
_LINE: Final = "line"
_Evidence = Callable[[_Listed], Iterator[_Key]]


def _words_and_address(one: _Listed) -> Iterator[_Key]:
    yield one.id, one.words


def _words_on_the_page(one: _Listed) -> Iterator[_Key]:
    yield one.page, one.words


def _words(one: _Listed) -> Iterator[_Key]:
    yield (one.words,)


def _telling_half(one: _Listed) -> Iterator[_Key]:
    """The half that tells it from all others."""
    first, second = in_halves(one.kind, one.words)
    match one.kind:
        case "name":
            yield from (("name", normalized(name)) for name in (first, *one.also))
            if len(word_list(second)) >= PART_WORDS:
                yield _LINE, second
        case "event":
            # Elections are held again: neither in the year, nor in the paragraph.
            yield normalized(second), "when", first
            yield from ((normalized(second), "where", found[0]) for found in [_PARAGRAPH.search(one.id)] if found)
        case "emendation":
            yield one.page, first
        case _:
            return


def _address(one: _Listed) -> Iterator[_Key]:
    if one.kind in {"event", "heading", "title"}:
        yield (one.id,)


def _may_have(record: Record, unit: Addressable) -> bool:
    """Whether a unit may have the address that it brings, though the words of the record are others."""
    return unit.kind == "heading" or alike(record.wording, unit.text) >= (IN_ORDER if record.live else RETURNED)


#: From the surest to the least sure.
_EVIDENCE: Final[Sequence[_Evidence]] = (_words_and_address, _words_on_the_page, _words, _telling_half, _address)

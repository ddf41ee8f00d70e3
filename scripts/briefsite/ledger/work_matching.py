"""The addresses of works: made of their keys when they are new, and kept when a key is renamed.

A work is known again by its words (author, title, date); else by its key, if the words are alike; else by words that
are nearly the same, for key and title may both be corrected; else by its key, while it is in the bibliography, if some
words are the same. The address of a new one is its key in small ASCII letters, with a number at its end if that was
ever given: `kerry2019`, `kerry2019-2`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from briefsite.ledger.addressable import Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.page_ids import is_reserved
from briefsite.ledger.pairing import candidate_pairs
from briefsite.ledger.record import Record
from briefsite.ledger.similarity import IN_ORDER, RETURNED, alike
from briefsite.writing.transliteration import ascii_of

#: The longest address that is made of a key.
_LONGEST: Final = 80
#: How much of its words an entry keeps when it is corrected. With less in common, a work has taken the key of another.
_CORRECTED: Final = 0.15


def slug_of_key(key: str) -> str:
    """A work's key as an address: "Smith:2020a" is `smith-2020a`, and "n7", the address of a note, is `work-n7`."""
    slug = re.sub(r"[^a-z0-9_]+", "-", ascii_of(key)).strip("-_")[:_LONGEST].rstrip("-_") or "work"
    return f"work-{slug}" if is_reserved(slug, "bibliography") else slug


def work_addresses(old: Ledger, units: Sequence[Addressable], taken: Collection[str]) -> Mapping[int, str]:
    """The address of each work among `units`. `taken` are the addresses of everything else in the edition."""
    works = {index: unit for index, unit in enumerate(units) if unit.kind == "work"}
    found: dict[int, str] = {}
    used: set[str] = set()
    for index, address in _known_again(works, [record for record in old.records if record.kind == "work"], found):
        if index not in found and address not in used:
            found[index] = address
            used.add(address)
    used = {*old.by_id, *taken}
    for index, unit in works.items():
        if index not in found:
            found[index] = next(address for address in _tries(slug_of_key(unit.label)) if address not in used)
            used.add(found[index])
    return found


def _known_again(
    works: Mapping[int, Addressable], records: Sequence[Record], found: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Pairs of work and address, the surest first. `found` has those of them that were taken so far."""
    live, gone = ([record for record in records if record.live == state] for state in (True, False))
    yield from _by_words(works, live)
    yield from _by_key(works, live, IN_ORDER)
    yield from _by_likeness(works, live, found)
    yield from _by_key(works, live, _CORRECTED)
    yield from _by_words(works, gone)
    yield from _by_key(works, gone, RETURNED)


def _tries(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def _by_words(works: Mapping[int, Addressable], records: Iterable[Record]) -> Iterator[tuple[int, str]]:
    """Those with the same words; of several, those whose key is the address first."""
    having: defaultdict[str, list[str]] = defaultdict(list)
    for record in records:
        having[record.wording].append(record.id)
    same = [(index, address) for index, unit in works.items() for address in having[unit.text]]
    return iter(sorted(same, key=lambda pair: pair[1] not in _of_key(works[pair[0]])))


def _by_key(works: Mapping[int, Addressable], records: Iterable[Record], least: float) -> Iterator[tuple[int, str]]:
    by_id = {record.id: record for record in records}
    for index, unit in works.items():
        for address in _of_key(unit):
            if address in by_id and alike(unit.text, by_id[address].wording) >= least:
                yield index, address


def _of_key(unit: Addressable) -> tuple[str, str]:
    """The address that is the key itself, as in early releases, and the one that is made of it."""
    return unit.label, slug_of_key(unit.label)


def _by_likeness(
    works: Mapping[int, Addressable], records: Iterable[Record], found: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Those that are nearly the same, of the works and records that are not `found` yet; the most alike first."""
    units = {index: unit.text for index, unit in works.items() if index not in found}
    used = {*found.values()}
    wordings = {record.id: record.wording for record in records if record.id not in used}
    scored = [(-alike(units[index], wordings[own]), index, own) for index, own in candidate_pairs(units, wordings)]
    return ((index, own) for score, index, own in sorted(scored) if -score >= RETURNED)

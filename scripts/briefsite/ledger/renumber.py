"""Which text keeps an address that two branches gave to different texts, and which address the other one gets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import count
from typing import Final

from briefsite.ledger.address import (
    item_id,
    note_id,
    numbered_again,
    paragraph_id,
    parse_address,
    position,
    sign_note_id,
    whole_of,
)
from briefsite.ledger.addressable import PASSAGES, AddressKind
from briefsite.ledger.continuity import carries_on
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.listed import HALVES, in_halves
from briefsite.ledger.numbering import Number, following
from briefsite.ledger.record import Record
from briefsite.ledger.similarity import IN_ORDER, RETURNED, alike

#: The kinds of which two branches mean the same by an address, whatever words they have for it: an editor gave it, or
#: it says where it is.
_SHARED: Final[frozenset[AddressKind]] = frozenset({"page", "section", "place", "part", "figure"})
#: Which half of the words tells one listed thing from another.
_TELLING: Final[Mapping[AddressKind, int]] = {"name": 0, "event": 1, "emendation": 0}


def settled(base: Ledger, ledger: Ledger, elsewhere: Ledger) -> Mapping[str, str]:
    """The addresses of `ledger` whose texts have others in `elsewhere`, where an earlier merge gave them these.

    `base` is the ledger with which both began.
    """
    return {
        record.id: heir.id
        for record in ledger.records
        for heir in elsewhere.by_former_id.get(record.id, ())
        if _is_heir(base.by_id.get(record.id), record, heir) and not is_same_text(ledger.by_id.get(heir.id), heir)
    }


def _is_heir(before: Record | None, record: Record, heir: Record) -> bool:
    # What a branch hasn't changed is what it was: only words that are the same tell.
    same = not set(record.wordings).isdisjoint(heir.wordings)
    return same if record == before else is_same_text(record, heir)


def clashing(base: Ledger, ours: Ledger, theirs: Ledger) -> Mapping[str, str]:
    """A free address for each text of theirs whose own is another text's in `ours`; its old address -> the new one.

    A paragraph that theirs put into a gap comes after those that ours put there. Its items go with it, and with a note
    the places that cite it. What is the same in `base` and in `theirs` is nothing that theirs claims.
    """
    known = settled(base, theirs, ours)
    clashes = [
        record
        for record in theirs.records
        if record.id not in known and _clash(base.by_id.get(record.id), ours.by_id.get(record.id), record)
    ]
    taken = {address for ledger in (base, ours, theirs) for address in (*ledger.by_id, *ledger.by_former_id)}
    kept = theirs.by_id.keys() - {record.id for record in clashes}
    names = dict(known)
    for record in clashes:
        if record.kind != "item":
            names[record.id] = _free(record, kept, taken)
    for record in theirs.records:
        parent = whole_of(record.id)
        if record.kind in {"item", "place"} and parent in names and record.id not in names:
            own = names[parent] + record.id.removeprefix(parent)
            names[record.id] = own if own not in taken else _next(own, [], taken)
            taken.add(names[record.id])
    for record in clashes:
        if record.id not in names:
            names[record.id] = _free(record, kept, taken)
    return names


def _clash(before: Record | None, ours: Record | None, theirs: Record) -> bool:
    """Whether a record of theirs has an address that is another text's in `ours`."""
    if ours is None or theirs.kind in _SHARED or theirs in {before, ours}:
        return False
    if before is not None and carries_on(before, theirs) and (ours == before or carries_on(before, ours)):
        return False
    return not is_same_text(ours, theirs)


def is_same_text(one: Record | None, other: Record) -> bool:
    """Whether two branches mean the same by an address, as far as their words tell."""
    if one is None or one.kind != other.kind:
        return False
    if not set(one.wordings).isdisjoint(other.wordings):
        return True
    if one.kind in HALVES:
        half = _TELLING[one.kind]
        return in_halves(one.kind, one.wording)[half] == in_halves(one.kind, other.wording)[half]
    return alike(one.wording, other.wording) >= (RETURNED if one.kind == "work" else IN_ORDER)


def _free(record: Record, kept: Collection[str], taken: set[str]) -> str:
    """A free address for a text, now one of the `taken`; `kept` are those that other texts of its branch keep."""
    if record.kind in PASSAGES:
        return _next(record.id, kept, taken)
    address = parse_address(record.id) if record.kind == "note" else None
    if address is not None and address.series == "n":
        own = address.number
        found = note_id(following(own, (own[0] + 1,), lambda number: note_id(number) in taken))
    elif address is not None:
        found = next(one for one in map(sign_note_id, count(1)) if one not in taken)
    else:
        found = next(one for one in (numbered_again(record.id, number) for number in count(2)) if one not in taken)
    taken.add(found)
    return found


def _next(address: str, kept: Iterable[str], taken: set[str]) -> str:
    """A free address, now one of the `taken`: after all in its gap, which ends before the next one that is `kept`."""
    parent = whole_of(address) if whole_of(address) != address else ""

    def write(number: Number) -> str:
        return item_id(parent, number) if parent else paragraph_id(number)

    own = position(address)[bool(parent)]
    after = min((number for number in _numbers(kept, parent) if number > own), default=None)
    before = max(number for number in (own, *_numbers(taken, parent)) if after is None or number < after)
    found = write(following(before, after, lambda number: write(number) in taken))
    taken.add(found)
    return found


def _numbers(addresses: Iterable[str], parent: str) -> Collection[Number]:
    """The numbers of the paragraphs among some addresses, or of the items of the paragraph `parent`."""
    found = (parse_address(address) for address in addresses)
    passages = (one for one in found if one is not None and one.series == "p")
    if parent:
        return [one.part for one in passages if one.part and one.whole.fragment == parent]
    return [one.number for one in passages if not one.part]

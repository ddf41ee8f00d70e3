"""Which text keeps an address that two branches gave to different texts, and which address the other one gets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import count
from typing import Final

from briefsite.ledger.address import (
    item_id,
    note_id,
    paragraph_id,
    parse_address,
    place_id,
    position,
    sign_note_id,
    whole_of,
)
from briefsite.ledger.addressable import PASSAGES, AddressKind
from briefsite.ledger.continuity import carries_on
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.numbering import Number, following
from briefsite.ledger.page_ids import numbered_again
from briefsite.ledger.record import Record
from briefsite.ledger.same_text import TwoBranches

#: The kinds of which two branches mean the same by an address, whatever words they have for it: an editor gave it, or
#: it says where it is.
_SHARED: Final[frozenset[AddressKind]] = frozenset({"page", "section", "part", "figure"})


def settled(base: Ledger, ledger: Ledger, elsewhere: Ledger) -> Mapping[str, str]:
    """The addresses of `ledger` whose texts have others in `elsewhere`, where an earlier merge gave them these.

    `base` is the ledger with which both began.
    """
    both = TwoBranches(ledger, elsewhere)
    return {
        record.id: heir.id
        for record in ledger.records
        for heir in elsewhere.by_former_id.get(record.id, ())
        # What a branch hasn't changed is what it was: only words that are the same tell.
        if both.mean_the_same(record, heir, word_for_word=record == base.by_id.get(record.id))
        and not both.mean_the_same(_apart_from(record, heir.id, ledger), heir)
    }


def _apart_from(text: Record | None, address: str, ledger: Ledger) -> Record | None:
    """The record of an address, unless it only leads on to that of a text."""
    found = ledger.by_id.get(address)
    return None if found is None or text is None or found.into == text.id else found


def _settled_crosswise(ledger: Ledger, elsewhere: Ledger) -> Mapping[str, str]:
    """The addresses of `ledger` whose texts an earlier merge gave them there, while they have kept theirs `elsewhere`.

    So it is after a criss-cross merge: each branch has merged an earlier state of the other.
    """
    both = TwoBranches(elsewhere, ledger)
    return {
        record.id: former.id
        for record in ledger.records
        for former in record.formerly
        if both.mean_the_same(heir := elsewhere.by_id.get(former.id), record, word_for_word=True)
        and not both.mean_the_same(_apart_from(heir, record.id, elsewhere), record)
    }


def clashing(base: Ledger, ours: Ledger, theirs: Ledger) -> Mapping[str, str]:
    """A free address for each text of theirs whose own is another text's in `ours`; its old address -> the new one.

    A paragraph that theirs put into a gap comes after those that ours put there. Its items go with it, and with a note
    the places that cite it. What is the same in `base` and in `theirs` is nothing that theirs claims.
    """
    known = {**_settled_crosswise(theirs, ours), **settled(base, theirs, ours)}
    both = TwoBranches(ours, theirs)
    # What leads on to a text that has this very address in ours claims nothing.
    claiming = [record for record in theirs.records if known.get(record.into) != record.id]
    clashes = [
        record for record in claiming if record.id not in known and _clash(base.by_id.get(record.id), record, both)
    ]
    taken = {address for ledger in (base, ours, theirs) for address in (*ledger.by_id, *ledger.by_former_id)}
    kept = theirs.by_id.keys() - {record.id for record in clashes}
    names = dict(known)
    for record in clashes:
        if record.kind not in {"item", "place"}:
            names[record.id] = _free(record, kept, taken)
    for record in claiming:
        parent = whole_of(record.id)
        if record.kind in {"item", "place"} and parent in names and record.id not in names:
            own = names[parent] + record.id.removeprefix(parent)
            names[record.id] = own if own not in taken else _next(own, [], taken)
            taken.add(names[record.id])
    for record in clashes:
        if record.id not in names:
            names[record.id] = _free(record, kept, taken)
    return names


def _clash(before: Record | None, theirs: Record, both: TwoBranches) -> bool:
    """Whether a record of theirs has an address that is another text's in ours."""
    ours = both.ours.by_id.get(theirs.id)
    if ours is None or theirs.kind in _SHARED or theirs == before:
        return False
    if theirs == ours and theirs.kind not in {"note", "place"}:  # of these, the record may say nothing
        return False
    if before is not None and carries_on(before, theirs) and (ours == before or carries_on(before, ours)):
        return False
    return not both.mean_the_same(ours, theirs)


def _free(record: Record, kept: Collection[str], taken: set[str]) -> str:
    """A free address for a text, now one of the `taken`; `kept` are those that other texts of its branch keep."""
    if record.kind in PASSAGES:
        return _next(record.id, kept, taken)
    address = parse_address(record.id) if record.kind in {"note", "place"} else None
    if address is not None and address.part:
        note, own_count = whole_of(record.id), address.part[0]
        found = next(one for number in count(own_count + 1) if (one := place_id(note, number)) not in taken)
    elif address is not None and address.series == "n":
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

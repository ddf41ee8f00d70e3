"""The addresses of new notes, and of new places that cite notes.

| a new note                                                   | its address                                     |
|--------------------------------------------------------------|-------------------------------------------------|
| has a number that is free, and lies between its neighbours'  | that number: in a first edition `n1`, `n2` …    |
| has the number of another note: they begin anew in a chapter | a letter of that number: `n1a`                  |
| was put in, so that later ones were numbered anew            | what follows the note before it: `n2a`, `n2b`   |
| is marked by a sign                                          | the next that was never given: `ns1`, `ns2` …   |

A place of citation is its note's address with the next number that was never given: `n7-1`, `n7-2` …
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count

from briefsite.ledger.address import note_id, parse_address, place_id, sign_note_id
from briefsite.ledger.addressable import Addressable
from briefsite.ledger.numbering import BEFORE_FIRST, Number, following


def numbered_notes(units: Sequence[Addressable], same: Mapping[int, str], given: Collection[str]) -> Mapping[int, str]:
    """The address of each note and place among `units`: its old one in `same`, or a new one.

    Notes are in the order in which the text cites them first. `given` are all addresses ever given. ValueError if a
    place cites no note.
    """
    ids = _notes(units, same, {*given})
    last: Counter[str] = Counter()
    for address in (*given, *same.values()):
        if (known := parse_address(address)) is not None and known.kind == "place":
            note = known.whole.fragment
            last[note] = max(last[note], known.part[0])
    places = {}
    for index, unit in enumerate(units):
        if unit.kind == "place":
            if unit.parent not in ids:
                raise ValueError(f'the place "{unit.text}" cites no note')
            note = ids[unit.parent]
            last[note] += index not in same
            places[index] = same.get(index) or place_id(note, last[note])
    return ids | places


def _notes(units: Sequence[Addressable], same: Mapping[int, str], taken: set[str]) -> dict[int, str]:
    notes = [index for index, unit in enumerate(units) if unit.kind == "note"]
    times = Counter(units[index].label for index in notes)
    known = [_number(same.get(index, "")) for index in notes]
    ahead: list[Number | None] = [None] * len(notes)
    for at in range(len(notes) - 2, -1, -1):
        ahead[at] = known[at + 1] or ahead[at + 1]
    ids: dict[int, str] = {}
    signs = map(sign_note_id, count(1))
    # For each printed number that comes again, the letters that may still be free: those before are taken for good.
    letters: dict[Number, Iterator[int]] = {}
    # The number of the note before, and of the last one before that had its address already.
    before = settled = BEFORE_FIRST
    for index, own, after in zip(notes, known, ahead, strict=True):
        label = units[index].label
        if index in same:
            ids[index] = same[index]
            if own is not None:
                before = settled = own
        elif label.isdigit():
            printed = (int(label),)
            if note_id(printed) not in taken and _between(settled, printed, after):
                before = printed
            elif times[label] > 1:
                free = letters.setdefault(printed, count(1))
                before = next(number for n in free if note_id(number := (*printed, n)) not in taken)
            else:
                before = following(before, after, lambda number: note_id(number) in taken)
            ids[index] = note_id(before)
        else:
            ids[index] = next(address for address in signs if address not in taken)
        taken.add(ids[index])
    return ids


def _number(address: str) -> Number | None:
    known = parse_address(address)
    return known.number if known is not None and known.series == "n" else None


def _between(before: Number, number: Number, after: Number | None) -> bool:
    """Whether a number may come between two. Where numbers begin anew, the one after is lower: it says nothing."""
    return before < number and (after is None or after <= before or number < after)

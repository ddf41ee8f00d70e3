"""The reading order, as the ledger records it.

Numbers follow the reading order, so the ledger need not record it as long as nothing is moved. A moved passage keeps
its number; its record, and not those of its new neighbours, says `after` which passage it comes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from briefsite.ledger.address import position
from briefsite.ledger.pairing import non_crossing
from briefsite.ledger.record import Record

#: What the first passage comes after.
START: Final = "start"

#: So little that no number of them outweighs one more passage in its order.
_BIT: Final = 1e-9


def displaced(addresses: Sequence[str], already: Collection[str] = ()) -> dict[str, str]:
    """The smallest set of paragraphs and list items whose removal leaves the others in the order of their numbers.

    `addresses` are in reading order. Gives each displaced address with the one that it comes after; nothing where the
    numbers ascend. Of several such sets, one with those that were displaced `already` is taken.
    """
    places = {address: place for place, address in enumerate(sorted(addresses, key=position))}
    weighed = ((at, places[address], 1 - _BIT * (address in already)) for at, address in enumerate(addresses))
    kept = {at for at, _ in non_crossing(weighed)}
    return {address: addresses[at - 1] if at else START for at, address in enumerate(addresses) if at not in kept}


def in_reading_order(records: Iterable[Record]) -> list[Record]:
    """Paragraphs and list items, given in the order of their addresses, put into reading order.

    Those no longer in the text are where their numbers belong, those that come after nothing at the end.
    """
    ordered, adrift = _walk(records)
    return ordered + adrift


def standing_nowhere(records: Iterable[Record]) -> list[Record]:
    """Those that come after nothing in the text, or after one another in a circle: no update leaves any."""
    return _walk(records)[1]


def _walk(records: Iterable[Record]) -> tuple[list[Record], list[Record]]:
    behind: defaultdict[str, list[Record]] = defaultdict(list)
    in_place = []
    for record in records:
        if record.live and record.after:
            behind[record.after].append(record)
        else:
            in_place.append(record)
    ordered: list[Record] = []
    waiting = in_place[::-1]
    waiting += behind.pop(START, [])[::-1]
    while waiting:
        ordered.append(waiting.pop())
        if ordered[-1].live:
            waiting += behind.pop(ordered[-1].id, [])[::-1]
    return ordered, [record for adrift in behind.values() for record in adrift]

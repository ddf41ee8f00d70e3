"""The order of reading, as the ledger remembers it.

Numbers follow the order of reading, so the ledger needs to say nothing of it as long as nothing is moved. A passage
that was moved keeps its number; it, and not all that now stands differently beside it, is noted as standing `after`
another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from briefsite.ledger.address import position
from briefsite.ledger.pairing import non_crossing
from briefsite.ledger.record import Record

#: What the first passage stands behind.
START: Final = "start"

#: So little that no number of them outweighs one passage more that is in its order.
_BIT: Final = 1e-9


def displaced(addresses: Sequence[str], already: Collection[str] = ()) -> dict[str, str]:
    """Of paragraphs and list items in the order of reading the fewest that can be said to be out of their order.

    Each leads to the address that it stands behind. Nothing is displaced where the numbers ascend. Where it can be said
    of one or of another, those that were displaced `already` stay so.
    """
    places = {address: place for place, address in enumerate(sorted(addresses, key=position))}
    weighed = ((at, places[address], 1 - _BIT * (address in already)) for at, address in enumerate(addresses))
    kept = {at for at, _ in non_crossing(weighed)}
    return {address: addresses[at - 1] if at else START for at, address in enumerate(addresses) if at not in kept}


def in_reading_order(records: Iterable[Record]) -> list[Record]:
    """Paragraphs and list items, given in the order of their addresses, in the order in which they stand in the text.

    Those that stand in it no more are where their numbers belong, those behind nothing at the end.
    """
    ordered, adrift = _walk(records)
    return ordered + adrift


def standing_nowhere(records: Iterable[Record]) -> list[Record]:
    """Those that stand behind nothing in the text, or behind one another in a circle: no edition leaves any."""
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

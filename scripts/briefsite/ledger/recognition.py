"""Which paragraphs and list items of an edition are passages of the ledger, and what became of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefsite.ledger.addressable import PASSAGES, Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.marks import unmarked
from briefsite.ledger.matching import KnownPassage, match
from briefsite.ledger.overrides import Ruled
from briefsite.ledger.reading_order import in_reading_order


@dataclass(frozen=True, slots=True)
class Recognized:
    """What became of passages: `same` and `split` (unit -> old address), `inside` (old address -> unit)."""

    same: Mapping[int, str]
    split: Mapping[int, str]
    inside: Mapping[str, int]
    #: Old address of a list item that became a paragraph, or the reverse -> its unit, which needs a new number.
    converted: Mapping[str, int]

    @property
    def went(self) -> Mapping[str, Sequence[int]]:
        """Address of each passage that was in the text -> the units that have its words now, in order."""
        went: defaultdict[str, set[int]] = defaultdict(set)
        for units in (self.same, self.split):
            for index, address in units.items():
                went[address].add(index)
        for addresses in (self.inside, self.converted):
            for address, index in addresses.items():
                went[address].add(index)
        return {address: sorted(indexes) for address, indexes in went.items()}


def recognize(old: Ledger, units: Sequence[Addressable], ruled: Ruled) -> Recognized:
    """Which of `units`, in reading order, are paragraphs and list items of the ledger `old`."""
    records = in_reading_order(r for r in old.records if r.kind in PASSAGES and r.id not in ruled.into)
    passages = [index for index, unit in enumerate(units) if unit.kind in PASSAGES]
    known = {record.id: at for at, record in enumerate(records)}
    text = {index: at for at, index in enumerate(passages)}
    matching = match(
        [
            KnownPassage(unmarked(r.wording), tuple(unmarked(text) for text, _ in r.earlier), r.live, r.kind == "item")
            for r in records
        ],
        [unmarked(units[index].text) for index in passages],
        items=[text[index] for index in passages if units[index].kind == "item"],
        ruled={text[index]: known[address] for index, address in ruled.is_.items() if address in known},
        barred={(text[index], known[address]) for index, address in ruled.not_ if address in known},
    )
    found = [(passages[new], records[at]) for new, at in matching.same.items()]
    kept = {records[at].id for at in (*matching.same.values(), *matching.inside)}
    titles = {unmarked(unit.text): index for index, unit in enumerate(units) if unit.kind in {"title", "section"}}
    # Earlier programs gave numbers to headings.
    headed = {r.id: titles[unmarked(r.wording)] for r in records if r.id not in kept and unmarked(r.wording) in titles}
    return Recognized(
        same={index: record.id for index, record in found if record.kind == units[index].kind},
        split={passages[new]: records[at].id for new, at in matching.split.items()},
        inside={**headed, **{records[at].id: passages[new] for at, new in matching.inside.items()}},
        converted={record.id: index for index, record in found if record.kind != units[index].kind},
    )

"""From one edition to the next: which address each thing has now, and what becomes of addresses that are gone.

A pure function of the ledger as released, the present edition and the editors' rulings. The new ledger has every record
of the old one, some with more history, all of it on `DRAFT`. Each decision is reported in a line
(briefsite.ledger.report), so that an editor can read it, and overrule it, before anything is released.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefsite.ledger.address import item_id, paragraph_id, position, whole_of
from briefsite.ledger.addressable import LISTED, NAMED, PASSAGES, Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.listed import brought, listed_addresses
from briefsite.ledger.note_matching import NoteMatching, match_notes
from briefsite.ledger.note_numbering import numbered_notes
from briefsite.ledger.note_places import places_in_order
from briefsite.ledger.numbering import BEFORE_FIRST, Number, following
from briefsite.ledger.overrides import Ruling, check_rulings, resolve_rulings
from briefsite.ledger.reading_order import displaced
from briefsite.ledger.recognition import Recognized, recognize
from briefsite.ledger.record import Record, order, spoken_name
from briefsite.ledger.report import LedgerDecision, decision_lines
from briefsite.ledger.similarity import IN_ORDER, alike
from briefsite.ledger.version import DRAFT
from briefsite.ledger.work_matching import work_addresses
from briefsite.problems.collector import Problems


@dataclass(frozen=True, slots=True)
class LedgerUpdate:
    """The `ledger` with the draft, what was decided, and the address of each unit, in their order."""

    ledger: Ledger
    decided: tuple[LedgerDecision, ...]
    assignment: tuple[str, ...]

    @property
    def decisions(self) -> tuple[str, ...]:
        """A line for each decision."""
        return tuple(decision.says for decision in self.decided)


def update_ledger(
    old: Ledger, units: Sequence[Addressable], rulings: Sequence[Ruling], problems: Problems
) -> LedgerUpdate:
    """The draft that follows `old`, the ledger as released, when the edition has `units`, in reading order.

    Applied to a ledger that was released with the same units, it changes nothing. ValueError if a list item's parent
    isn't a paragraph before it.

    Problems: A05 a ruling that doesn't apply, A06 an address that is claimed twice or meant something else. With any of
    them nothing must be released.
    """
    ruled = resolve_rulings(rulings, old, units, problems)
    found = recognize(old, units, ruled)
    ids = _numbered(old, units, found)
    known = Ledger(tuple(record for record in old.records if record.id not in ruled.into))
    notes = match_notes(known, units, found.went)
    given = {**numbered_notes(units, notes.same, old.by_id), **work_addresses(known, units, {*old.by_id, *ids})}
    ids = tuple(given.get(index, address) for index, address in enumerate(ids))
    taken = {address for address, unit in zip(ids, units, strict=True) if unit.kind not in LISTED}
    listed = listed_addresses(old, units, brought(units, ids), taken, ruled.into)
    ids = tuple(listed.get(index, address) for index, address in enumerate(ids))
    units = [replace(unit, id=listed[index]) if index in listed else unit for index, unit in enumerate(units)]
    others = _others(old, units, ids, notes, _heirs_of_pages(old, units, found), problems)
    records = {**old.by_id, **_passages(old, units, ids, found), **others}
    for address, into in ruled.into.items():
        gone = old.by_id[address]
        records[address] = gone.ceased("merged" if gone.kind in PASSAGES else "renamed", into)
    new = Ledger(tuple(sorted(records.values(), key=order)), old.versions)
    check_rulings(rulings, new, problems)
    parts = {ids[index]: address for index, address in found.split.items()}
    return LedgerUpdate(new, tuple(decision_lines(old, new, units, ids, parts)), ids)


def _numbered(old: Ledger, units: Sequence[Addressable], found: Recognized) -> tuple[str, ...]:
    """The address of each unit that brings one; of passages, the old one, or a number that follows the one before."""
    ids = [found.same.get(index, unit.id) for index, unit in enumerate(units)]
    taken = {*old.by_id, *ids}
    _number(ids, taken, [index for index, unit in enumerate(units) if unit.kind == "paragraph"], "", found)
    lists: defaultdict[int, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        if unit.kind == "item":
            if unit.parent is None or not 0 <= unit.parent < index or units[unit.parent].kind != "paragraph":
                raise ValueError(f'the list item "{unit.text[:40]}" has no paragraph before it')
            lists[unit.parent].append(index)
    for parent, items in lists.items():
        _number(ids, taken, items, ids[parent], found)
    return tuple(ids)


def _number(ids: list[str], taken: set[str], series: Sequence[int], parent: str, found: Recognized) -> None:
    """Give numbers to the paragraphs of the text, or to the items of the paragraph `parent`, that have none yet."""

    def write(number: Number) -> str:
        return item_id(parent, number) if parent else paragraph_id(number)

    def own(address: str) -> Number | None:
        # An item that came from another paragraph keeps its number, which says nothing about the place here.
        ours = whole_of(address) == (parent or address)
        return position(address)[bool(parent)] if address and ours else None

    known = [own(ids[index]) for index in series]
    ahead: list[Number | None] = [None] * len(series)
    for at in range(len(series) - 2, -1, -1):
        ahead[at] = known[at + 1] or ahead[at + 1]
    before = BEFORE_FIRST
    for at, index in enumerate(series):
        if not ids[index]:
            # The rest of a paragraph that was split is a letter of it, even where whole numbers would go on.
            after = ahead[at] or ((before[0] + 1,) if index in found.split else None)
            before = following(before, after, lambda number: write(number) in taken)
            ids[index] = write(before)
            taken.add(ids[index])
        before = known[at] or before


def _passages(old: Ledger, units: Sequence[Addressable], ids: Sequence[str], found: Recognized) -> dict[str, Record]:
    """The records of all paragraphs and list items that are in the text, or were until now."""
    present = {address: unit for unit, address in zip(units, ids, strict=True) if unit.kind in PASSAGES}
    moved = displaced([*present], {record.id for record in old.records if record.after})
    rests = {ids[index]: whole for index, whole in found.split.items()}
    records = {
        address: _present(old, unit, address, rests.get(address, "")).standing_after(moved.get(address, ""))
        for address, unit in present.items()
    }
    # An item that became a paragraph is an item again: its address as a paragraph leads back to it.
    back = {old.by_id[address].into: address for address in records if _was(old, address, "renamed")}
    for record in old.records:
        if record.kind in PASSAGES and record.live and record.id not in records:
            if record.id in found.converted:
                records[record.id] = record.ceased("renamed", ids[found.converted[record.id]])
            elif record.id in back:
                records[record.id] = record.ceased("renamed", back[record.id])
            elif record.id in found.inside:
                records[record.id] = record.ceased("merged", ids[found.inside[record.id]])
            else:
                records[record.id] = record.ceased("withdrawn")
    return records


def _was(old: Ledger, address: str, state: str) -> bool:
    return address in old.by_id and old.by_id[address].state == state


def _present(old: Ledger, unit: Addressable, address: str, of: str = "") -> Record:
    record = old.by_id.get(address)
    if record is None:
        return Record(unit.kind, address, unit.page, DRAFT, unit.text, of=of)
    return record.standing_again().saying(unit.text).standing(unit.page)


def _heirs_of_pages(old: Ledger, units: Sequence[Addressable], found: Recognized) -> dict[str, str]:
    """Old page path -> path of the new page that has most of its passages."""
    went: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for index, address in found.same.items():
        went[old.by_id[address].page][units[index].page] += 1
    return {page: to.most_common(1)[0][0] for page, to in went.items()}


def _others(
    old: Ledger,
    units: Sequence[Addressable],
    ids: Sequence[str],
    notes: NoteMatching,
    heirs: Mapping[str, str],
    problems: Problems,
) -> dict[str, Record]:
    present: dict[str, Addressable] = {}
    records: dict[str, Record] = {}
    twice: set[str] = set()
    for unit, address in zip(units, ids, strict=True):
        if unit.kind not in PASSAGES and present.setdefault(address, unit) is not unit:
            message = f"{address} is the ID of a {present[address].kind} and of a {unit.kind}"
            twice.add(address)
            named = unit if unit.kind in NAMED else present[address]  # an editor chose its address
            problems.error(named.place, "A06", message, "change one of them", subject=address)
    for address, unit in present.items():
        if address not in twice and (objection := _objection(old, unit, present)):
            help_ = "IDs are never reused: choose another"
            problems.error(unit.place, "A06", objection, help_, subject=address)
        else:
            passage = "" if unit.passage is None else ids[unit.passage]
            records[address] = _in_passage(old, _present(old, unit, address, passage), passage)
    records |= places_in_order(units, ids, records)
    fresh = [unit for unit in present.values() if unit.kind in NAMED and not _was(old, unit.id, "live")]
    for record in old.records:
        if record.kind not in PASSAGES and record.live and record.id not in present:
            into = notes.inside.get(record.id)
            gone = record.ceased("merged", ids[into]) if into is not None else None
            records[record.id] = gone or _gone(record, fresh, present, heirs)
    return records


def _in_passage(old: Ledger, record: Record, passage: str) -> Record:
    """The record of a place, with the passage that it is in now.

    In a record that doesn't name its passage, and is otherwise unchanged, that alone is no change.
    """
    known = old.by_id.get(record.id)
    return record if known is record and not record.of else record.standing_in(passage)


def _objection(old: Ledger, unit: Addressable, present: Mapping[str, Addressable]) -> str:
    """Why a unit may not have the address that it brings (a sentence for the user); empty if it may."""
    record = old.by_id.get(unit.id)
    if record is None:
        return ""
    if record.kind != unit.kind:
        return f'{unit.id} is the ID of a {record.kind}: "{record.wording[:40]}"'
    if record.state == "renamed" and record.into in present:
        return f"{spoken_name(record)} was renamed {record.into} on {record.until}, and its readers are led there"
    if record.live or record.kind in LISTED:
        return ""
    wordings = (record.wording, *(wording for wording, _ in record.earlier))
    if max(alike(wording, unit.text) for wording in wordings) < IN_ORDER:
        return f'{spoken_name(record)} was withdrawn on {record.until}, and was another: "{record.wording[:40]}"'
    return ""


def _gone(
    record: Record,
    fresh: Sequence[Addressable],
    present: Mapping[str, Addressable],
    heirs: Mapping[str, str],
) -> Record:
    """The record of an address that the edition no longer has: renamed, merged or withdrawn."""
    if record.kind == "place" and (note := whole_of(record.id)) in present:
        return record.ceased("merged", note)
    if record.kind in LISTED:  # whatever has its words has its address
        return record.ceased("withdrawn")
    named = [unit.id for unit in fresh if unit.kind == record.kind and unit.text == record.wording != ""]
    if len(named) == 1:  # nothing tells which of two with the same words it is
        return record.ceased("renamed", named[0])
    if record.kind == "page" and (heir := heirs.get(record.id, "")) in present:
        return record.ceased("renamed" if any(unit.id == heir for unit in fresh) else "merged", heir)
    return record.ceased("withdrawn")

"""The report: what an update did to the ledger, one line for each decision, in the order of the addresses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefsite.ledger.address import whole_of
from briefsite.ledger.addressable import PASSAGES, Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reading_order import START
from briefsite.ledger.record import Record, order, spoken_name
from briefsite.ledger.similarity import alike
from briefsite.ledger.wordings import is_reworded


@dataclass(frozen=True, slots=True)
class LedgerDecision:
    """What was decided about an `address`, in a line for a person; the address is empty for a first edition."""

    address: str
    says: str


def decision_lines(
    old: Ledger, new: Ledger, units: Sequence[Addressable], ids: Sequence[str], parts: Mapping[str, str]
) -> Iterator[LedgerDecision]:
    """The differences between two ledgers. `units` and their `ids` are of the edition that made `new`.

    `parts`: address of each rest of a split paragraph -> address of that paragraph.
    """
    if not old.records:
        if counts := Counter(record.kind for record in new.records if record.kind != "heading"):
            counted = ", ".join(f"{count} {kind}{'s' * (count > 1)}" for kind, count in counts.items())
            yield LedgerDecision("", f"first edition: {counted}")
        return
    # An unchanged record is the same object, so that most need no comparison.
    changed = [record for record in new.records if (was := old.by_id.get(record.id)) is not record and was != record]
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for rest, whole in parts.items():
        rests[whole].append(spoken_name(new.by_id[rest]))
    heirs = {record.into for record in changed}  # what others were merged or renamed into: one line tells of both
    beside = _neighbours(old, new, units, ids)
    for record in sorted([*changed, *_of_other_notes(changed, old, new)], key=order):
        if record.kind == "heading":  # it follows from pages and paragraphs
            continue
        was = old.by_id.get(record.id)
        if _is_told_by_note(record, old, new):
            continue
        if was is None:
            if record.id not in parts and record.id not in heirs:
                yield LedgerDecision(record.id, f"{spoken_name(record)} new{beside.get(record.id, '')}")
        elif not record.live:
            yield LedgerDecision(record.id, _ceased(record, new))
        else:
            placed = _placed(record, was, old, new)
            reworded = _reworded(record, was, new, rests[record.id], has_grown=record.id in heirs)
            yield from (LedgerDecision(record.id, line) for line in (*placed, *reworded))


def _of_other_notes(changed: Sequence[Record], old: Ledger, new: Ledger) -> Iterator[Record]:
    """The passages that are as they were, and may cite other notes, because the places of these have changed."""
    places = [record for record in changed if record.kind == "place"]
    passages = dict.fromkeys(place.of for record in places for place in (record, old.by_id.get(record.id)) if place)
    for passage in passages:
        record = new.by_id.get(passage)
        if record is not None and record is old.by_id.get(passage) and is_reworded(new, record):
            yield record


def _placed(record: Record, was: Record, old: Ledger, new: Ledger) -> Iterator[str]:
    if not was.live:
        yield f"{spoken_name(record)} back ({was.state} {was.until})"
    if record.page != was.page and not _goes_without_saying(record, was, old, new):
        yield f"{spoken_name(record)} moved from {was.page} to {record.page}"
    elif record.after and not was.after:
        place = "at the beginning" if record.after == START else f"after {spoken_name(new.by_id[record.after])}"
        yield f"{spoken_name(record)} put {place}"


def _reworded(record: Record, was: Record, new: Ledger, rests: Sequence[str], *, has_grown: bool) -> Iterator[str]:
    if rests:
        yield f"{spoken_name(record)} split: the rest is {' and '.join(rests)}"
    elif not has_grown and record.kind != "place" and is_reworded(new, record):
        if record.wording == was.wording:
            yield f"{spoken_name(record)} cites other notes"
            return
        likeness = alike(record.wording, was.wording)
        same = "punctuation, spacing or case only" if likeness == 1 else f"{int(100 * likeness)} % the same"
        yield f"{spoken_name(record)} edited ({same})"


def _neighbours(old: Ledger, new: Ledger, units: Sequence[Addressable], ids: Sequence[str]) -> dict[str, str]:
    """The place of each new passage or note, in words: after another, under a paragraph, or before the first one."""
    beside: dict[str, str] = {}
    last: dict[tuple[bool, int | None], str] = {}
    for unit, address in zip(units, ids, strict=True):
        if unit.kind not in PASSAGES | {"note"}:
            continue
        series = unit.kind == "note", unit.parent
        previous = last.get(series)
        if address not in old.by_id:
            if previous is not None:
                beside[address] = f" after {spoken_name(new.by_id[previous])}"
            elif unit.parent is not None:
                beside[address] = f" under {spoken_name(new.by_id[ids[unit.parent]])}"
        if previous is not None and previous not in old.by_id:
            beside.setdefault(previous, f" before {spoken_name(new.by_id[address])}")
        last[series] = address
    return beside


def _is_told_by_note(record: Record, old: Ledger, new: Ledger) -> bool:
    """Whether a place has come, or is gone, because its note has."""
    if record.kind != "place":
        return False
    was, note = old.by_id.get(whole_of(record.id)), new.by_id.get(whole_of(record.id))
    return was is None or note is None or was.live != note.live


def _ceased(record: Record, ledger: Ledger) -> str:
    if record.state == "withdrawn" or record.kind == "place":
        return f"{spoken_name(record)} withdrawn"
    into = ledger.by_id.get(record.into)
    led = spoken_name(into) if into else record.into
    if record.state == "merged":
        return f"{led} and {spoken_name(record)} merged: {spoken_name(record)} is now inside {led}"
    return (
        f"{spoken_name(record)} is now {led}"
        if record.kind in PASSAGES
        else f"{spoken_name(record)} renamed {record.into}"
    )


def _goes_without_saying(record: Record, was: Record, old: Ledger, new: Ledger) -> bool:
    """Whether it is elsewhere only because its page was renamed, or the paragraph that it belongs to moved."""
    page = new.by_id.get(was.page)
    if record.kind == "place" or (page is not None and page.state == "renamed" and page.into == record.page):
        return True
    parent = whole_of(record.id)
    return record.kind == "item" and (old.by_id[parent].page, new.by_id[parent].page) == (was.page, record.page)

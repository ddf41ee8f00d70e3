"""Two ledgers made one: what two branches released, under addresses that each mean one text.

Records are united, and nothing of either is lost. Where both branches gave a new address to different texts, the branch
that is merged into (`ours`) keeps it, and the other's text gets the next free number; its record says what address it
had on its branch (`formerly`), so that a later merge of the same branch, in either direction, finds it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reading_order import standing_nowhere
from briefsite.ledger.record import Change, FormerId, Record, order
from briefsite.ledger.renumber import clashing, settled
from briefsite.ledger.unite import in_order_of_versions, united
from briefsite.ledger.version import DRAFT, Version, VersionId


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A text that had the address `was` on a branch and is `now` another, and the text that has the ID (`kept`).

    `ours`: it is a text of the branch merged into, since an earlier merge on the other branch has settled it so.
    """

    was: str
    now: str
    wording: str
    kept: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class MergedLedger:
    """The `ledger` of both branches, and what of theirs is under another address or version in it.

    If it is `swapped`, that is said of ours: an earlier merge on the other branch has settled it so.
    """

    ledger: Ledger
    renumbered: tuple[Renumbered, ...] = ()
    versions: Mapping[VersionId, VersionId] = field(default_factory=dict)
    swapped: bool = False


def merge_ledgers(base: Ledger, ours: Ledger, theirs: Ledger) -> MergedLedger:
    """The ledger of two branches.

    `base` is the ledger with which both began, empty if there was none. What is the same in `base` and in `theirs` is
    as `ours` has it, so a merge can be done again with the ledger of a wrong one as its base.
    """
    if _has_settled(base, ours, theirs) and not _has_settled(base, theirs, ours):
        # The other branch has merged an earlier state of ours: its readers have what it gave then.
        return _merged(base, theirs, ours, swapped=True)
    return _merged(base, ours, theirs)


def _has_settled(base: Ledger, ledger: Ledger, elsewhere: Ledger) -> bool:
    """Whether a merge has given texts or versions of `ledger` other addresses or ids `elsewhere`."""
    versions = {version.id for version in elsewhere.versions}
    own = {version.id: version for version in ledger.versions}
    began = {version.id: version for version in base.versions}
    given = [(was, now) for was, now in _same_versions(base, elsewhere, ledger) if was != now and was in versions]
    # Where the other one has the id with which both began, it is `ledger` that has another one.
    is_given = any(now not in began or not began[now].may_be(own[was]) for was, now in given)
    return is_given or bool(settled(base, ledger, elsewhere))


def _merged(base: Ledger, ours: Ledger, theirs: Ledger, *, swapped: bool = False) -> MergedLedger:
    names = _version_names(base, ours, theirs)
    other = _with_versions(theirs, names)
    began = _with_versions(base, dict(_same_versions(base, ours, base))) if other is not theirs else base
    own, our_own = _only_in(other, ours), _only_in(ours, other)
    ids = clashing(base, ours, other)
    # What an earlier merge left there to lead on to a text leads nowhere further where the text has that address.
    theirs_own = (record for record in other.records if ids.get(record.into) != record.id)
    records = {record.id: record for record in (_renamed(record, ids, ours, other, own) for record in theirs_own)}
    for one in ours.records:
        if one.id not in records:
            records[one.id] = one
            continue
        record = records[one.id]
        before = began.by_id.get(one.id) if one.id not in ids.values() else None
        both = united(before and before.pointing(ids), one, record)
        if one.since < record.since:
            both = _having_had(both, record, other, own)
        elif one.since > record.since:
            both = _having_had(both, one, ours, our_own)
        records[one.id] = both
    versions = _versions(base, ours, other)
    last = max(version.id for version in versions) if versions else DRAFT
    records |= {address: _leading_on(other, ids, address, last) for address in ids if address not in records}
    records = _in_place(_without_circles(records), ours)
    merged = Ledger(tuple(sorted(records.values(), key=order)), versions)
    told = (
        Renumbered(was, now, merged.by_id[now].wording, ours.by_id[was].wording if was in ours.by_id else "", swapped)
        for was, now in ids.items()
        if swapped or now not in ours.by_id  # of what an earlier merge has settled here, it has told
    )
    return MergedLedger(merged, tuple(told), {was: now for was, now in names.items() if was != now}, swapped)


def _leading_on(ledger: Ledger, ids: Mapping[str, str], address: str, last: VersionId) -> Record:
    """The record of an address that nothing has any more: it leads on since the `last` version before the merge."""
    left = Change("renamed", last, ids[address])
    return replace(ledger.by_id[address].pointing(ids), since=last, history=(left,), after="", formerly=())


def _only_in(ledger: Ledger, other: Ledger) -> list[VersionId]:
    known = {version.id for version in other.versions}
    return [version.id for version in ledger.versions if version.id not in known]


def _renamed(record: Record, ids: Mapping[str, str], ours: Ledger, theirs: Ledger, versions: list[VersionId]) -> Record:
    """A record of theirs with its address in the merged ledger; `versions` are those that only theirs released."""
    pointing = record.pointing(ids)
    if record.id not in ids:
        return pointing
    own = ours.by_id.get(ids[record.id])
    known = own is not None and any(former.id == record.id for former in own.formerly)
    named = replace(pointing, id=ids[record.id])
    return _having_had(named, record, theirs, versions or ([] if known else [record.since]))


def _having_had(record: Record, branch: Record, ledger: Ledger, versions: list[VersionId]) -> Record:
    """A record that had the address of the one on a `branch` in those of the `versions` of its `ledger` that had it."""
    had = (FormerId(branch.id, version) for version in versions if branch.since in ledger.lineage(version))
    return replace(record, formerly=tuple(dict.fromkeys([*record.formerly, *had])))


# ---- versions


def _version_names(base: Ledger, ours: Ledger, theirs: Ledger) -> Mapping[VersionId, VersionId]:
    """The id in the merged ledger of each version of theirs. Two versions of one day and number are two of that day."""
    known = {version.id for version in ours.versions}
    names = dict(_same_versions(base, ours, theirs))
    new = [version.id for version in theirs.versions if version.id not in names]
    names |= {version: version for version in new}
    for day in {was.day for was, now in names.items() if was != now or (was in new and was in known)}:
        number = max(version.number for version in known if version.day == day)
        for at, version_id in enumerate((one for one in new if one.day == day), number + 1):
            names[version_id] = VersionId(day, at)
    return names


def _same_versions(base: Ledger, ours: Ledger, theirs: Ledger) -> Iterator[tuple[VersionId, VersionId]]:
    """The versions of theirs that ours has, each with its id there.

    One that both began with has kept its id, unless a merge has given it another one of its day. Of others, nothing
    less tells than all addresses of the version: of two branches, one may have renamed a page, the other a section.
    """
    began = {version.id for version in base.versions}
    left = {version.id: version for version in ours.versions}
    for version in theirs.versions:
        same = [one.id for one in left.values() if one.id.day == version.id.day and version.may_be(one)]
        frozen = [one for one in same if left[one].state == version.state != ""]
        kept = [version.id] if version.id in (frozen or (same if version.id in began else [])) else frozen
        if same != kept and not frozen:
            facts = _facts(theirs, version.id) if same else frozenset()
            alike = sorted((one for one in same if _facts(ours, one) == facts), key=lambda one: one != version.id)
            kept = alike or kept
        if kept:
            del left[kept[0]]
            yield version.id, kept[0]


def _facts(ledger: Ledger, version: VersionId) -> frozenset[tuple[str, str, str, bool]]:
    records = (record for record in ledger.at(version).records if record.was_in_text)
    return frozenset((record.id, record.wording, record.page, record.live) for record in records)


def _with_versions(ledger: Ledger, names: Mapping[VersionId, VersionId]) -> Ledger:
    if all(was == now for was, now in names.items()):
        return ledger
    name = {version.id: names.get(version.id, version.id) for version in ledger.versions}
    lineages = {version.id: ledger.lineage(version.id) for version in ledger.versions}
    records = tuple(in_order_of_versions(record, name, lineages) for record in ledger.records)
    versions = (
        replace(version, id=name[version.id], without=tuple(name[each] for each in version.without))
        for version in ledger.versions
    )
    return Ledger(records, tuple(versions))


def _versions(base: Ledger, ours: Ledger, theirs: Ledger) -> tuple[Version, ...]:
    notes = {version.id: version.note for version in base.versions}
    known = {version.id: version for version in ours.versions}
    both = dict(known)
    for version in theirs.versions:
        one = known.get(version.id, version)
        note = _note(notes.get(version.id, ""), one.note, version.note)
        both[version.id] = replace(
            one,
            words=one.words or version.words,
            note=note,
            lines=one.lines or version.lines,
            state=one.state or version.state,
        )
    ids = sorted(both)
    found = []
    for id_ in ids:
        lineage = ours.lineage(id_) if id_ in known else theirs.lineage(id_)
        without = tuple(each for each in ids if each < id_ and each not in lineage)
        found.append(replace(both[id_], without=without))
    return tuple(found)


def _note(before: str, ours: str, theirs: str) -> str:
    """The note about a version of both branches: the one that was changed, or else both."""
    if theirs in {before, ""} or theirs in ours:
        return ours
    return theirs if ours in {before, ""} or ours in theirs else f"{ours} {theirs}"


# ---- what two branches together may say, and neither alone


def _without_circles(records: Mapping[str, Record]) -> dict[str, Record]:
    """The records, none leading back to itself: the first to go into another ends with its last words."""
    found = dict(records)
    for address in records:
        if circle := _circle(found, address):
            first = min(circle, key=lambda record: record.until or DRAFT)
            found[first.id] = first.withdrawn_after_all()
    return found


def _circle(records: Mapping[str, Record], address: str) -> list[Record]:
    """The records by way of which one leads back to itself; none if it doesn't."""
    seen: dict[str, Record] = {}
    record: Record | None = records[address]
    while record is not None and record.into and record.id not in seen:
        seen[record.id] = record
        record = records.get(record.into)
    return list(seen.values()) if record is not None and record.into and record.id == address else []


def _in_place(records: dict[str, Record], ours: Ledger) -> dict[str, Record]:
    """The records, none coming after one that is gone, or after one another: where they are, a release will find."""
    passages = sorted((record for record in records.values() if record.kind in PASSAGES), key=order)
    adrift = standing_nowhere(passages)
    if not adrift:
        return records
    own = {record.id: ours.by_id[record.id].after for record in adrift if record.id in ours.by_id}
    back = {record.id: own[record.id] for record in adrift if own.get(record.id, record.after) != record.after}
    changed = {address: replace(records[address], after=after) for address, after in back.items()}
    return _in_place({**records, **(changed or {record.id: replace(record, after="") for record in adrift})}, ours)

"""Two records of one thing, as two branches have it, made one: with every wording, page and end that either has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import NamedTuple

from briefsite.ledger.record import Change, Record, What
from briefsite.ledger.version import VersionId


@dataclass(frozen=True, slots=True)
class _Step:
    """What became of a record in a version: `to` is its new wording, page or passage, or the address where it went."""

    what: What
    on: VersionId
    to: str


def united(before: Record | None, ours: Record, theirs: Record) -> Record:
    """The record of both branches; `before` is the record with which both began, None if it is new on both.

    What happened on the two branches is told in the order of the versions, so the last word is that of the later one.
    """
    record = _united(before, ours, theirs)
    return replace(record, formerly=tuple(dict.fromkeys([*ours.formerly, *theirs.formerly])))


def _united(before: Record | None, ours: Record, theirs: Record) -> Record:
    if theirs in {before, ours}:
        return ours
    if ours == before:
        return theirs
    shared = _shared(ours, theirs)
    first, second = (ours, theirs) if ours.since <= theirs.since else (theirs, ours)
    start = _start(first, shared)
    further = [*_beginning(second, shared, start), *_steps(second, shared)]
    steps = list(dict.fromkeys([*further, *_steps(first, shared)]))
    if first is ours and len(steps) == len(ours.history) - shared:
        return ours  # it has all that theirs has
    record = replace(first, wording=start.wording, page=start.page, of=start.of, history=first.history[:shared])
    for step in sorted(steps, key=lambda step: step.on):
        record = _after(record, step)
    after = theirs.after if before is not None and ours.after == before.after else ours.after
    return replace(record, after=after)


def in_order_of_versions(
    record: Record, names: Mapping[VersionId, VersionId], lineages: Mapping[VersionId, Collection[VersionId]]
) -> Record:
    """The record after its versions have other ids (`names`), with its history in the order of these.

    `lineages` has each version with all that it follows, under their former ids. A version that comes after two whose
    order has changed has the wording, page and passage that it had.
    """
    history = tuple(replace(event, on=names[event.on]) for event in record.history)
    formerly = tuple(replace(former, version=names[former.version]) for former in record.formerly)
    named = replace(record, since=names[record.since], history=history, formerly=formerly)
    if all(one.on <= other.on for one, other in pairwise(history)):
        return named
    start, steps = _start(named, 0), _steps(named, 0)
    found = _replayed(named, start, steps)
    for version, lineage in lineages.items():
        was, now = record.at(lineage), found.at({names[each] for each in lineage})
        if record.since in lineage and (further := [*_between(now, was, names[version])]):
            found = _replayed(named, start, [*further, *_steps(found, 0)])
    return found


def _replayed(record: Record, start: _Start, steps: Iterable[_Step]) -> Record:
    """The record that began so, after some steps in the order of their versions."""
    found = replace(record, wording=start.wording, page=start.page, of=start.of, history=())
    for step in sorted(steps, key=lambda step: step.on):
        found = _after(found, step)
    return found


def _between(now: Record, was: Record, on: VersionId) -> Iterator[_Step]:
    """What makes of a record another state of it."""
    if now.wording != was.wording:
        yield _Step("edited", on, was.wording)
    if now.page != was.page:
        yield _Step("moved", on, was.page)
    if now.of != was.of:
        yield _Step("placed", on, was.of)
    if (now.state, now.into) != (was.state, was.into):
        yield _Step("back", on, "") if was.state == "live" else _Step(was.state, on, was.into)


def _shared(ours: Record, theirs: Record) -> int:
    """How many events the two histories begin with in common."""
    pairs = zip(ours.history, theirs.history, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


class _Start(NamedTuple):
    """What a record was after its first events."""

    wording: str
    page: str
    of: str


def _start(record: Record, shared: int) -> _Start:
    until: dict[What, str] = {}
    for event in record.history[shared:]:
        until.setdefault(event.what, event.before)
    return _Start(until.get("edited", record.wording), until.get("moved", record.page), until.get("placed", record.of))


def _beginning(record: Record, shared: int, other: _Start) -> Iterator[_Step]:
    """What makes of `other` what the record began with; nothing if that is the same."""
    own = _start(record, shared)
    if own.wording != other.wording:
        yield _Step("edited", record.since, own.wording)
    if own.page != other.page:
        yield _Step("moved", record.since, own.page)
    if record.kind == "place" and own.of not in {"", other.of}:
        yield _Step("placed", record.since, own.of)


def _steps(record: Record, shared: int) -> Iterator[_Step]:
    """What became of a record after its first events."""
    for at, event in enumerate(record.history[shared:], shared + 1):
        later = (following.before for following in record.history[at:] if following.what == event.what)
        match event.what:
            case "edited":
                yield _Step("edited", event.on, next(later, record.wording))
            case "moved":
                yield _Step("moved", event.on, next(later, record.page))
            case "placed":
                yield _Step("placed", event.on, next(later, record.of))
            case _:
                yield _Step(event.what, event.on, event.before)


def _after(record: Record, step: _Step) -> Record:
    """The record after a step. Whether it is in the text after all that the two did, the next release will find."""
    match step.what:
        case "edited":
            return replace(_with(record, step, record.wording), wording=step.to)
        case "moved":
            return replace(_with(record, step, record.page), page=step.to)
        case "placed":
            # The first releases didn't write down in which passage a place is.
            return replace(_with(record, step, record.of) if record.of else record, of=step.to)
        case _:
            return _with(record, step, step.to)


def _with(record: Record, step: _Step, before: str) -> Record:
    return replace(record, history=(*record.history, Change(step.what, step.on, before)))

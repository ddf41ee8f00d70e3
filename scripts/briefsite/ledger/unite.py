"""Two records of one thing, as two branches have it, made one: with every wording, page and end that either has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from briefsite.ledger.record import Change, Record, What
from briefsite.ledger.version import VersionId


@dataclass(frozen=True, slots=True)
class _Step:
    """What became of a record in a version: `to` is its new wording or page, or the address where it went."""

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
    wording, page = _start(first, shared)
    further = [*_beginning(second, shared, wording, page), *_steps(second, shared)]
    steps = list(dict.fromkeys([*further, *_steps(first, shared)]))
    if first is ours and len(steps) == len(ours.history) - shared:
        return ours  # it has all that theirs has
    record = replace(first, wording=wording, page=page, history=first.history[:shared])
    for step in sorted(steps, key=lambda step: step.on):
        record = _after(record, step)
    after = theirs.after if before is not None and ours.after == before.after else ours.after
    return replace(record, after=after)


def _shared(ours: Record, theirs: Record) -> int:
    """How many events the two histories begin with in common."""
    pairs = zip(ours.history, theirs.history, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _start(record: Record, shared: int) -> tuple[str, str]:
    """The wording and the page of a record after its first events."""
    rest = record.history[shared:]
    wording = next((event.before for event in rest if event.what == "edited"), record.wording)
    return wording, next((event.before for event in rest if event.what == "moved"), record.page)


def _beginning(record: Record, shared: int, wording: str, page: str) -> Iterator[_Step]:
    """What makes of a wording and a page those that the record began with; nothing if they are the same."""
    own, where = _start(record, shared)
    if own != wording:
        yield _Step("edited", record.since, own)
    if where != page:
        yield _Step("moved", record.since, where)


def _steps(record: Record, shared: int) -> Iterator[_Step]:
    """What became of a record after its first events."""
    for at, event in enumerate(record.history[shared:], shared + 1):
        later = (following.before for following in record.history[at:] if following.what == event.what)
        match event.what:
            case "edited":
                yield _Step("edited", event.on, next(later, record.wording))
            case "moved":
                yield _Step("moved", event.on, next(later, record.page))
            case _:
                yield _Step(event.what, event.on, event.before)


def _after(record: Record, step: _Step) -> Record:
    """The record after a step. Whether it is in the text after all that the two did, the next release will find."""
    match step.what:
        case "edited":
            return replace(_with(record, step, record.wording), wording=step.to)
        case "moved":
            return replace(_with(record, step, record.page), page=step.to)
        case "withdrawn" if record.into:
            return record  # the other branch knows where it went, which says more
        case _:
            return _with(record, step, step.to)


def _with(record: Record, step: _Step, before: str) -> Record:
    return replace(record, history=(*record.history, Change(step.what, step.on, before)))

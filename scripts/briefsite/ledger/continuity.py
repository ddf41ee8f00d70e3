"""Whether one ledger carries on another: has every address of it, with every wording, page and end that it had.

A ledger only grows, so each ledger in the history of a repository is carried on by all later ones. The relation is
transitive: what is carried on by a ledger is carried on by all that carry on that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import Record
from briefsite.ledger.version import Version

#: Characters of a wording that are shown.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Loss:
    """The record of an earlier ledger that a later one doesn't carry on, and the record that has its address there."""

    was: Record
    now: Record | None

    @property
    def other_words(self) -> bool:
        """Whether its address means something else in the later ledger: it has none of its wordings."""
        return self.now is not None and not set(self.was.wordings) & set(self.now.wordings)

    @property
    def says(self) -> str:
        """What is lost, as the end of a sentence that begins with the address."""
        return "has lost its record" if self.now is None else _missing(self.was, self.now)


def losses(earlier: Ledger, later: Ledger) -> Iterator[Loss]:
    """The records of `earlier` that `later` doesn't carry on, in their order."""
    for was in earlier.records:
        now = later.by_id.get(was.id)
        if now is not None and any(carries_on(one, now) for one in (was, *_leading_now(was, later))):
            continue
        # A merge of two branches may have given it another address.
        if not any(carries_on(was, heir) for heir in later.by_former_id.get(was.id, ())):
            yield Loss(was, now)


def _leading_now(was: Record, later: Ledger) -> Iterator[Record]:
    """A record with the present addresses of the texts to which it led, where a merge gave them others."""
    ends = dict.fromkeys(end.before for end in was.ends if end.before in later.by_former_id)
    for ids in product(*([end, *(heir.id for heir in later.by_former_id[end])] for end in ends)):
        yield was.pointing(dict(zip(ends, ids, strict=True)))


def lost_versions(earlier: Ledger, later: Ledger) -> Iterator[Version]:
    """The versions of `earlier` that `later` doesn't list.

    A merge may have given one another number of its day. One that was recorded without its words may be completed.
    """
    known = {version.id: version for version in later.versions}
    missing = []
    for version in earlier.versions:
        if version.id in known and version.may_be(known[version.id]):
            del known[version.id]
        else:
            missing.append(version)
    for version in missing:
        of_day = (one for one in known.values() if one.id.day == version.id.day)
        if found := next((one for one in of_day if version.words and one.words and version.may_be(one)), None):
            del known[found.id]
        else:
            yield version


def is_carried_on(earlier: Ledger, later: Ledger) -> bool:
    """Whether `later` has all that `earlier` has."""
    return not any(True for _ in lost_versions(earlier, later)) and not any(True for _ in losses(earlier, later))


def carries_on(was: Record, now: Record) -> bool:
    """Whether a record has all that an earlier one of its address had."""
    return was == now or not _missing(was, now)


def _missing(was: Record, now: Record) -> str:
    """What of a record another one lacks; empty if that carries it on."""
    if was.kind != now.kind:
        return f"was a {was.kind}, and is a {now.kind}"
    if was.since.day < now.since.day:  # of two versions of one day, a merge may have given one another number
        return f"exists since {was.since}, and not only since {now.since}"
    for wording in was.wordings:
        if wording not in now.wordings:
            return f'has lost its wording "{shown(wording)}"'
    for page in (was.page, *(page for page, _ in was.former_pages)):
        if page != now.page and page not in (former for former, _ in now.former_pages):
            return f"has lost that it was on {page}"
    return _missing_end(was, now) or _missing_id(was, now)


def _missing_end(was: Record, now: Record) -> str:
    # What led to an address that the record had itself in some version need not lead there any more.
    had = {now.id, *(former.id for former in now.formerly)}
    ends, kept = [end for end in was.ends if end.before not in had], {end.before for end in now.ends}
    for end in ends:
        if end.before and end.before not in kept:
            return f"has lost that it was {end.what} into {end.before} in the version {end.on}"
    return f"has lost that it was {ends[0].what} in the version {ends[0].on}" if ends and not kept else ""


def _missing_id(was: Record, now: Record) -> str:
    known = {now.id, *(former.id for former in now.formerly)}
    former = next((one for one in was.formerly if one.id not in known), None)
    return f"has lost that it was {former.id} in the version {former.version}" if former else ""


def shown(wording: str) -> str:
    """The beginning of a wording, for messages."""
    return wording if len(wording) <= _SHOWN else f"{wording[: _SHOWN - 1].rstrip()}…"

"""What is wrong with a ledger: contradictions in it, and records that it has lost since it was last committed.

A ledger changed only by `ledger.update` has none of these. They come from repairs by hand and from merges of two
people's work, and each is a problem that names the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

from briefsite.ledger.address import whole_of
from briefsite.ledger.reading_order import standing_nowhere
from briefsite.ledger.record import PASSAGES, Ledger, Record, order
from briefsite.ledger.version import Version
from briefsite.problem import Place
from briefsite.problems import Problems

_PATH: Final = re.compile(r"/(?:[a-z0-9-]+/)*", re.ASCII)
_ID: Final = re.compile(r"[!-~]+", re.ASCII)


def check_ledger(ledger: Ledger, places: Mapping[str, Place], problems: Problems) -> None:
    """Problem A03 for each record that contradicts itself or another, at its place in the file."""
    help_ = "put it right by hand, or go back to the last committed ledger"
    for earlier, later in pairwise(version.id for version in ledger.versions):
        if later <= earlier:
            problems.error(_FILE, "A03", f"version {later} is listed after {earlier}", help_, subject=str(later))
    faults = [(record, fault) for record in ledger.records for fault in _faults(record, ledger)]
    passages = [record for record in ledger.records if record.kind in PASSAGES]
    faults += [(record, f"stands after {record.after}, which stands nowhere") for record in standing_nowhere(passages)]
    for record, fault in faults:
        problems.error(places.get(record.id, _FILE), "A03", f"{record.id} {fault}", help_, subject=record.id)


_FILE: Final = Place("permalinks.yml")


def _faults(record: Record, ledger: Ledger) -> Iterator[str]:
    try:
        order(record)
    except ValueError as error:
        yield f"is no address: {error}"
        return
    if not (_PATH if record.kind == "page" else _ID).fullmatch(record.id):
        yield f"is no address of a {record.kind}"
    if not _PATH.fullmatch(record.page):
        yield f'is on "{record.page}", which is no path of a page such as /turkey/'
    if record.kind == "page" and record.page != record.id:
        yield f"is on {record.page}, but a page is where it is"
    if record.kind == "item" and whole_of(record.id) not in ledger.by_id:
        yield "is an item of a paragraph that has no record"
    yield from _faults_of_history(record, ledger.versions)
    known = {version.id for version in ledger.versions}
    if (
        unknown := {record.since, *(event.on for event in record.history), *(f.version for f in record.formerly)}
        - known
    ):
        yield f"names the version {min(unknown)}, which is not among the versions"
    for event in record.history:
        if event.what in {"merged", "renamed"} and event.before not in ledger.by_id:
            yield f"leads to {event.before}, which has no record"
    if (end := ledger.resolve(record.id)) is not None and end.into in ledger.by_id:
        yield f"leads in a circle, by way of {record.into}"


def _faults_of_history(record: Record, versions: Iterable[Version]) -> Iterator[str]:
    known = [record.since, *(event.on for event in record.history)]
    for earlier, later in pairwise(known):
        if later < earlier:
            yield f"has {later} in its history behind {earlier}"
    without = {version.id: version.without for version in versions if version.without}
    for at, event in enumerate(record.history):
        # What another branch released before says nothing about what could be released here.
        before = tuple(one for one in record.history[:at] if one.on not in without.get(event.on, ()))
        live = replace(record, history=before).live
        if event.what == "back" and live:
            yield f"is back on {event.on}, but wasn't gone"
        elif event.what in {"edited", "moved", "withdrawn"} and not live:
            yield f"is {event.what} on {event.on}, but was gone"


def check_losses(committed: Ledger, ledger: Ledger, places: Mapping[str, Place], problems: Problems) -> None:
    """Problem A04 for each address, wording, page and event that the committed ledger has and this one lacks."""
    help_ = "take it over from the last committed ledger (git diff shows it): addresses are kept for good"
    for record in committed.records:
        for loss in _losses(record, ledger.by_id.get(record.id)):
            problems.error(places.get(record.id, _FILE), "A04", f"{record.id} {loss}", help_, subject=record.id)


def _losses(was: Record, record: Record | None) -> Iterator[str]:
    if record is None:
        yield "has lost its record"
        return
    if (was.kind, was.since) != (record.kind, record.since):
        yield f"was a {was.kind} since {was.since}, and is a {record.kind} since {record.since}"
    for event, now in zip(was.history, (*record.history, *[None] * len(was.history)), strict=False):
        if event != now:
            yield f"has lost from its history that it was {event.what} on {event.on}"
            return
    wordings = {record.wording, *(wording for wording, _ in record.earlier)}
    if was.wording not in wordings:
        yield f'has lost its wording "{was.wording[:40]}"'
    if was.page not in {record.page, *(event.before for event in record.history if event.what == "moved")}:
        yield f"has lost that it was on {was.page}"

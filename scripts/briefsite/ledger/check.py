"""What is wrong with a ledger in itself: records that contradict themselves or one another.

A ledger that only releases and merges have written has none of these. They come from repairs by hand, and each is a
problem that names the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Final

from briefsite.file_names import LEDGER
from briefsite.ledger.address import whole_of
from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reading_order import standing_nowhere
from briefsite.ledger.record import NAMING, Record, order
from briefsite.ledger.version import Version
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place

#: What to do about a ledger that can't be used as it is. It helps during a merge, too.
REMEDY: Final = "correct it, or let   briefsite merge-ledger   rebuild it from the commits"
_PATH: Final = re.compile(r"/(?:[a-z0-9-]+/)*", re.ASCII)
_ID: Final = re.compile(r"[!-~]+", re.ASCII)


def check_ledger(ledger: Ledger, places: Mapping[str, Place], problems: Problems) -> None:
    """Problem A03 for each record that contradicts itself or another, at its place in the file."""
    for earlier, later in pairwise(version.id for version in ledger.versions):
        if later <= earlier:
            problems.error(_FILE, "A03", f"version {later} is listed after {earlier}", REMEDY, subject=str(later))
    faults = [(record, fault) for record in ledger.records for fault in _faults(record, ledger)]
    passages = [record for record in ledger.records if record.kind in PASSAGES]
    faults += [
        (record, f"is listed after {record.after}, which is not in the ledger") for record in standing_nowhere(passages)
    ]
    for record, fault in faults:
        problems.error(places.get(record.id, _FILE), "A03", f"{record.id} {fault}", REMEDY, subject=record.id)


_FILE: Final = Place(LEDGER)


def _faults(record: Record, ledger: Ledger) -> Iterator[str]:
    try:
        order(record)
    except ValueError as error:
        yield f"is not an ID: {error}"
        return
    if not (_PATH if record.kind == "page" else _ID).fullmatch(record.id):
        yield f"is not the ID of a {record.kind}"
    if not _PATH.fullmatch(record.page):
        yield f'is on "{record.page}", which is not the path of a page, such as /turkey/'
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
        if event.what in NAMING and event.before not in ledger.by_id:
            told = "was in" if event.what == "placed" else "leads to"
            yield f"{told} {event.before}, which has no record"
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
        if event.what == "withdrawn" and before and before[-1].on == event.on and not live:
            continue  # the end of a circle (`Record.withdrawn_after_all`)
        if event.what == "back" and live:
            yield f"is back on {event.on}, but wasn't gone"
        elif event.what in {"edited", "moved", "placed", "withdrawn"} and not live:
            yield f"is {event.what} on {event.on}, but was gone"

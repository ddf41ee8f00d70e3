"""Former addresses: what a reader of an old citation finds where an address once was.

An address stays published on every page that ever had it. Where it is no longer in the text, there is a link to its new
place, an alias inside the passage that it was merged into, or a notice with its last words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from briefsite.ledger.record import Ledger, Record
from briefsite.ledger.version import VersionId


@dataclass(frozen=True, slots=True)
class FormerAddress:
    """The `record` of an address, on a `page` that has not had it in its text since the version `on`.

    `end` is the record that its readers are sent to: its own if it only moved or was withdrawn. `how`: it is
    `elsewhere` (on another page, or inside something there), `inside` a passage of this same page, or `gone`.
    """

    record: Record
    page: str
    on: VersionId
    how: Literal["elsewhere", "inside", "gone"]
    end: Record


def former_addresses(ledger: Ledger) -> Mapping[str, tuple[FormerAddress, ...]]:
    """For each page path, the former addresses on it, in the order of the ledger. Pages have none: see `Ledger`."""
    found: dict[str, list[FormerAddress]] = {}
    for record in ledger.records:
        if record.kind == "page":
            continue
        for page, on in published_places(record):
            if on is not None:
                found.setdefault(page, []).append(_trace(ledger, record, page, on))
    return {page: tuple(entries) for page, entries in found.items()}


def published_places(record: Record) -> Iterator[tuple[str, VersionId | None]]:
    """Every page on which an address was published, with the version in which it left; None where it is now."""
    yield from record.former_pages
    yield record.page, record.until


def published_addresses(ledger: Ledger) -> Iterator[str]:
    """Every address that a reader may have written down, as path and fragment: `/history/#p2`, `/history/`."""
    for record in ledger.records:
        if record.kind == "page":
            yield record.id
        else:
            yield from (f"{page}#{record.id}" for page, _ in published_places(record))


def _trace(ledger: Ledger, record: Record, page: str, on: VersionId) -> FormerAddress:
    end = ledger.resolve(record.id) or record
    if not end.live:
        return FormerAddress(record, page, end.until or on, "gone", end)
    return FormerAddress(record, page, on, "inside" if end.page == page else "elsewhere", end)

"""Former addresses: what a reader of an old citation finds where an address once was.

An address stays published on every page that ever had it, also on those that repeat what others have: the full text has
every passage a second time, with its notes and emendations, the bibliography has every note, and so has each page that
cites it. Where an address is no longer in the text, there is a link to its new place, an alias inside the passage that
it was merged into, or a notice with its last words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE, FULL_TEXT_PAGE
from briefsite.ledger.addressable import AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.page_ids import emendation_sign_id
from briefsite.ledger.record import Record
from briefsite.ledger.version import VersionId
from briefsite.ledger.version_links import page_now

#: Pages that show again what other pages of the edition have, under the same ids: of these kinds all there is.
REPEATS: Final[Mapping[str, tuple[AddressKind, ...]]] = {
    BIBLIOGRAPHY_PAGE.path: ("note",),
    FULL_TEXT_PAGE.path: ("paragraph", "item", "note", "place", "emendation"),
}


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
        pages = pages_with(ledger, record)
        left = {page: on for page, on in pages.items() if on is not None}
        # Who follows an old link to a page that has another path now is led there, and looks for it there.
        heirs = {page_now(ledger, page): on for page, on in left.items()}
        for page, on in (heirs | left).items():
            if pages.get(page, on) is not None:
                found.setdefault(page, []).append(_trace(ledger, record, page, on))
    return {page: tuple(entries) for page, entries in found.items()}


def published_places(record: Record) -> Iterator[tuple[str, VersionId | None]]:
    """Every page on which an address was published, with the version in which it left; None where it is now."""
    yield from record.former_pages
    yield record.page, record.until


def pages_with(ledger: Ledger, record: Record) -> Mapping[str, VersionId | None]:
    """Every page that has, or had, an address, also a second time: the version in which it left; None is now."""
    found: dict[str, VersionId | None] = {}
    places = [*published_places(record)]
    places += ((page, record.until) for page, kinds in REPEATS.items() if record.kind in kinds)
    if record.kind == "note":
        cited = (place for citing in ledger.citing(record.id) for place in published_places(citing))
        places += ((page, on if record.live else record.until) for page, on in cited)
    for page, on in places:
        before = found.get(page, on)
        found[page] = None if on is None or before is None else max(on, before)
    return found


def fragments(record: Record) -> tuple[str, ...]:
    """The fragments of an address: its own, and with an emendation's that of its sign in the text."""
    return (record.id, emendation_sign_id(record.id)) if record.kind == "emendation" else (record.id,)


def published_addresses(ledger: Ledger) -> Iterator[str]:
    """Every address that a reader may have written down, as path and fragment: `/history/#p2`, `/history/`."""
    for record in ledger.records:
        if record.kind == "page":
            yield record.id
        else:
            yield from (f"{page}#{own}" for page in pages_with(ledger, record) for own in fragments(record))


def _trace(ledger: Ledger, record: Record, page: str, on: VersionId) -> FormerAddress:
    end = ledger.resolve(record.id) or record
    if not end.live:
        return FormerAddress(record, page, end.until or on, "gone", end)
    here = pages_with(ledger, end).get(page, on) is None
    return FormerAddress(record, page, on, "inside" if here else "elsewhere", end)

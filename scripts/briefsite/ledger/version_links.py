"""Version links: from a page, as it is or was in a version, to the same page in other versions (RFC 5829).

A page that was renamed is the same page, under whatever path a version has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import FormerId, Record
from briefsite.ledger.version import VersionId

#: The folder of the versions on the site: /v/2026-12-01/.
VERSIONS: Final = "v"


@dataclass(frozen=True, slots=True)
class PageInVersion:
    """A page in a `version`, None for the page as it is now; `path` counts from the edition's own."""

    version: VersionId | None
    path: str


@dataclass(frozen=True, slots=True)
class VersionLinks:
    """The same page now, and in the versions before and after; None where there is no such version."""

    latest: PageInVersion
    predecessor: PageInVersion | None
    successor: PageInVersion | None


def version_path(version: VersionId, edition: str = "") -> str:
    """The path on the site, without slashes around it, of a version of the edition with the path `edition`."""
    return "/".join(filter(None, (edition, VERSIONS, str(version))))


def version_links(ledger: Ledger, page: str, version: VersionId | None, *, is_draft: bool = False) -> VersionLinks:
    """The links of the page with the path `page` in a version, or (None) of the page as it is now.

    `ledger` has all versions. Of versions that were not kept whole there are no pages. Where a version doesn't have the
    page, the link leads to its first one. The page now is the last version unless it `is_draft`.
    """
    kept = [each.id for each in ledger.versions if each.words]
    now = version or (kept[-1] if kept and not is_draft else None)
    before = [each for each in kept if now is None or each < now]
    after = [each for each in kept if now is not None and each > now]
    return VersionLinks(
        PageInVersion(None, page_now(ledger, page)),
        _in(ledger, page, before[-1]) if before else None,
        _in(ledger, page, after[0]) if after else None,
    )


def _in(ledger: Ledger, page: str, version: VersionId) -> PageInVersion:
    return kept_page(ledger, page, version) or PageInVersion(version, f"/{version_path(version)}/")


def kept_page(ledger: Ledger, page: str, version: VersionId) -> PageInVersion | None:
    """A page as it was in a version; None if the version doesn't have it, or was not kept whole."""
    lineage = ledger.lineage(version)
    if not any(each.id == version and each.words for each in ledger.versions):
        return None
    for record in _names(ledger, page):
        if record.since in lineage and record.at(lineage).live:
            return PageInVersion(version, f"/{version_path(version)}{record.id}")
    return None


def _names(ledger: Ledger, page: str) -> Iterator[Record]:
    """The records of a page: of its path first, then of those that it got later, then of those that it had before."""
    seen: set[str] = set()
    wanted = page
    while wanted not in seen and (record := ledger.by_id.get(wanted)):
        seen.add(wanted)
        yield record
        wanted = record.into
    for before in (record for record in ledger.records if record.kind == "page" and record.state == "renamed"):
        end = ledger.resolve(before.id)
        if end and end.id in seen and before.id not in seen:
            yield before


def page_now(ledger: Ledger, page: str) -> str:
    """The path of the page to which the readers of a page go now: its own, or that of the page that it went into."""
    end = ledger.resolve(page)
    return end.id if end and end.live else page


def moved_pages(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Each path that a page had and no longer has, with the path of the page to which its readers go now."""
    for record in ledger.records:
        if record.kind == "page" and not record.live and (now := page_now(ledger, record.id)) != record.id:
            yield record.id, now


def last_kept(ledger: Ledger, record: Record, on: VersionId) -> tuple[VersionId, str] | None:
    """The last version before `on` in which a record can be read, and the path and fragment there; None if none can."""
    followed = ledger.lineage(on)
    kept = [each.id for each in ledger.versions if each.words and each.id < on and each.id in followed]
    if not kept:
        return None
    version, lineage = kept[-1], ledger.lineage(kept[-1])
    was = record.at(lineage)
    if record.since not in lineage or not was.live:
        return None
    own = next((former.id for former in record.formerly if former.version == version), record.id)
    return version, f"/{version_path(version)}{was.page}#{own}"


def address_now(ledger: Ledger, address: str, version: VersionId) -> str:
    """Where what had an `address` in a version is now, or the notice about it: path and fragment, `/turkey/#p9`.

    A merge of branches may have left the address to another text since.
    """
    record = record_now(ledger, address, version)
    end = ledger.resolve(record.id) if record else None
    return f"{page_now(ledger, end.page)}#{end.id}" if end else f"/#{address}"


def record_now(ledger: Ledger, address: str, version: VersionId) -> Record | None:
    """What had an `address` in a version, in a ledger with later ones; None if that doesn't know it."""
    had = FormerId(address, version)
    renamed = (each for each in ledger.by_former_id.get(address, ()) if had in each.formerly)
    return next(renamed, ledger.by_id.get(address))

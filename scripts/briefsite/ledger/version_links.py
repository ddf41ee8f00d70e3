"""Version links: from a page, as it is or was in a version, to the same page in other versions (RFC 5829)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from briefsite.ledger.ledger import Ledger
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
        PageInVersion(None, page),
        _in(ledger, page, before[-1]) if before else None,
        _in(ledger, page, after[0]) if after else None,
    )


def _in(ledger: Ledger, page: str, version: VersionId) -> PageInVersion:
    return kept_page(ledger, page, version) or PageInVersion(version, f"/{version_path(version)}/")


def kept_page(ledger: Ledger, page: str, version: VersionId) -> PageInVersion | None:
    """A page as it was in a version; None if the version doesn't have it, or was not kept whole."""
    record = ledger.by_id.get(page)
    lineage = ledger.lineage(version)
    if record is None or record.since not in lineage or not record.at(lineage).live:
        return None
    kept = any(each.id == version and each.words for each in ledger.versions)
    return PageInVersion(version, f"/{version_path(version)}{page}") if kept else None

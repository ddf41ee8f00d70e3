"""The addresses.json of an edition, to look things up in: pages, versions, and what an address was in one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefsite.ledger.address import whole_of
from briefsite.ledger.listing import AddressList, ListedAddress, ListedChange, ListedVersion
from briefsite.ledger.page_ids import emendation_of_sign
from briefsite.ledger.version import DRAFT, VersionId, read_version


def version_id(version: str) -> VersionId:
    """The version that a list names: a day, or what waits for a release."""
    return DRAFT if version == str(DRAFT) else read_version(version)


@dataclass(frozen=True)
class AddressIndex:
    """An addresses.json, to look things up in."""

    addresses: AddressList

    @cached_property
    def by_id(self) -> Mapping[str, ListedAddress]:
        """The addresses by their ids."""
        return {entry.id: entry for entry in self.addresses.addresses}

    @cached_property
    def versions(self) -> Mapping[VersionId, ListedVersion]:
        """The versions by their ids, the first one first."""
        return {read_version(each.version): each for each in self.addresses.versions}

    def page(self, path: str) -> ListedAddress | None:
        """The address of a page."""
        entry = self.by_id.get(path)
        return entry if entry and entry.kind == "page" else None

    def named(self, fragment: str) -> ListedAddress | None:
        """The address that a fragment writes; that of an emendation for its sign in the text."""
        return self.by_id.get(fragment) or self.by_id.get(emendation_of_sign(fragment))

    def shows(self, page: str, entry: ListedAddress) -> bool:
        """Whether a page has, or had, an address, or shows it once more."""
        return self._repeats(page, entry) or any(page in changes for changes in self._pages(entry))

    def shows_now(self, page: str, entry: ListedAddress) -> bool:
        """Whether a page has an address now, or shows it once more."""
        return self._repeats(page, entry) or any(page == changes[-1] for changes in self._pages(entry))

    def _repeats(self, page: str, entry: ListedAddress) -> bool:
        listed = self.page(page)
        return listed is not None and entry.kind in listed.repeats

    def _pages(self, entry: ListedAddress) -> Iterator[Sequence[str]]:
        """The pages on which an address was, the last one last. A note is also where the text cites it."""
        for each in (entry, *(self._places.get(entry.id, ()) if entry.kind == "note" else ())):
            yield [change.page for change in each.versions]

    @cached_property
    def _places(self) -> Mapping[str, Sequence[ListedAddress]]:
        """The places that cite a note, or did, by its address."""
        found: dict[str, list[ListedAddress]] = {}
        for entry in self.addresses.addresses:
            if entry.kind == "place":
                found.setdefault(whole_of(entry.id), []).append(entry)
        return found

    def end(self, entry: ListedAddress) -> ListedAddress:
        """The address to which the readers of this one go."""
        return self.by_id.get(entry.leads_to, entry)

    def split_from(self, entry: ListedAddress) -> Iterator[ListedAddress]:
        """The passages that were split off from another one, and are still there."""
        yield from (each for each in self.by_id.values() if each.split_from == entry.id and each.state != "withdrawn")

    def of_page(self, page: str) -> Iterator[ListedAddress]:
        """The addresses on a page, or in the whole edition for its first page, but for pages and places."""
        for entry in self.by_id.values():
            if entry.kind not in {"page", "place"} and (page == "/" or self.shows(page, entry)):
                yield entry


def at_version(entry: ListedAddress, version: VersionId) -> ListedChange | None:
    """What an address was in a version; None if it was not given yet."""
    then = [change for change in entry.versions if version_id(change.version) <= version]
    return then[-1] if then else None


def first_version(entry: ListedAddress) -> VersionId:
    """The version in which an address was given."""
    return version_id(entry.versions[0].version)

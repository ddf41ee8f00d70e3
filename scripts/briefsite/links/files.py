"""Checking files: other people's texts and the lists of addresses are read here, and nowhere else in this package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from briefsite.ledger.listing import ADDRESSES, AddressList, read_addresses
from briefsite.links.address_index import AddressIndex
from briefsite.links.find import SiteBase, incoming_links
from briefsite.links.resolve import CheckedLink, check_link
from briefsite.links.spelling import kind_of
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.source.source import decode
from briefsite.storage.file_reading import read_file, report_unread

_ELSEWHERE: Final = "download addresses.json from the site and pass the copy with --addresses"


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """The citations that were `found`, and the URLs of the editions that were looked for."""

    found: tuple[CheckedLink, ...]
    editions: tuple[str, ...]


def find_address_lists(root: Path) -> tuple[Path, ...]:
    """The addresses.json of every edition of the project in `root`: in site/, or else in docs/."""
    for folder in (root / "site", root / "docs"):
        if found := sorted(folder.rglob(ADDRESSES)):
            return tuple(found)
    return ()


def check_links(
    files: Iterable[Path], lists: Sequence[Path], sites: Sequence[str], encoding: str, problems: Problems
) -> LinkCheck:
    """What has become of each citation in `files` of the editions whose addresses.json are `lists`.

    `sites` are further URLs of their site: those that it had, or those of copies.

    Problems: L01 a file that is too large, L02 what is no file, S01 a file that can't be read, S02 one that is not in
    the `encoding`.
    """
    indexes = {each.edition: AddressIndex(each) for path in lists if (each := _read_list(path, problems))}
    if not lists:
        problems.error(Place(ADDRESSES), "S01", "the file does not exist", _ELSEWHERE, subject=ADDRESSES)
    bases = _bases((index.addresses for index in indexes.values()), sites, problems)
    known = {edition: index.versions.keys() for edition, index in indexes.items()}
    found: list[CheckedLink] = []
    for path in files if bases else ():
        data = _read(path, problems)
        source = decode(str(path), data, encoding, problems, help_=_ENCODING) if data is not None else None
        if source is not None:
            links = incoming_links(source, kind_of(path.name), bases, known)
            found += [check_link(link, indexes[link.edition]) for link in links]
    return LinkCheck(tuple(found), tuple(dict.fromkeys(_shown(base) for base in bases)))


_ENCODING: Final = "save the file as UTF-8, or pass its encoding: --encoding windows-1252"


def _read(path: Path, problems: Problems) -> bytes | None:
    try:
        return read_file(path, "published")
    except OSError as error:
        report_unread(error, str(path), "check its name and permissions", problems)
        return None


def _read_list(path: Path, problems: Problems) -> AddressList | None:
    data = _read(path, problems)
    if data is None:
        return None
    try:
        return read_addresses(data)
    except ValueError as error:
        message = f"is not a list of permalinks: {error}"
        problems.error(Place(str(path)), "S01", message, _ELSEWHERE, subject=str(path))
        return None


def _bases(lists: Iterable[AddressList], sites: Sequence[str], problems: Problems) -> Mapping[SiteBase, str]:
    """The URL of the edition for all that URLs of it may begin with."""
    found: dict[SiteBase, str] = {}
    for each in lists:
        path = each.edition.removeprefix(each.site).lstrip("/")
        if not each.site and not sites:
            message = "does not have the site's URL: its site_url is still the placeholder"
            help_ = "set site_url in mkdocs.yml and build again, or pass it here: --site https://…"
            problems.error(Place(ADDRESSES), "S01", message, help_, subject=each.edition)
        for site in filter(None, (each.site, *sites)):
            whole = site if "//" in site else f"//{site}"
            try:
                found[SiteBase.of(urljoin(whole if whole.endswith("/") else f"{whole}/", path))] = each.edition
            except ValueError:
                help_ = "give the full URL, for example   --site https://press.test/brief/"
                problems.error(Place("--site"), "S01", f"{site} is not a URL", help_, subject=site)
    return found


def _shown(base: SiteBase) -> str:
    return f"{base.host}{f':{base.port}' if base.port else ''}{base.path}"

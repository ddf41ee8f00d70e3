"""Resolving: what has become of a citation, as the addresses.json of the edition says.

A pure function of a citation and of the list of addresses. What is said of it is for the author who cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from briefsite.ledger.address import is_passage, meant_by, plain_label, position, range_ends
from briefsite.ledger.addressable import spoken_address
from briefsite.ledger.listing import ListedAddress
from briefsite.ledger.page_ids import is_of_page
from briefsite.ledger.version import VersionId, in_version, read_version
from briefsite.ledger.version_links import VERSIONS
from briefsite.links.address_index import AddressIndex, at_version, first_version, version_id
from briefsite.links.find import IncomingLink
from briefsite.words import nearest

#: What can be said of a citation. `unlisted`: it leads to something on the site that has no permanent address.
LinkState = Literal["resolves", "moved", "changed", "withdrawn", "provisional", "unlisted", "never given"]
#: A range as people write it where an address belongs: `p9-p12`, `p9-12`.
_RANGE: Final = re.compile(r"(p\d+[a-z]*(?:-\d+)?)[-–—]p?\d+[a-z]*(?:-\d+)?")
#: The first digits of a checksum that are shown.
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """A citation with its `states`; `says` gives the details, in clauses.

    `now` is the URL where it leads now, `then` the one where the version that it cites can be read; else empty.
    """

    link: IncomingLink
    states: tuple[LinkState, ...]
    says: tuple[str, ...]
    now: str = ""
    then: str = ""

    @property
    def broken(self) -> bool:
        """Whether the citation leads nowhere."""
        return "never given" in self.states


def check_link(link: IncomingLink, index: AddressIndex) -> CheckedLink:
    """What has become of a citation of the edition whose addresses are in `index`.

    Of a range, it is what has become of its ends; and of the passages between them, what has changed since the version
    that is cited.
    """
    if ends := range_ends(link.fragment):
        return _of_range(link, ends, index)
    first, folder, rest = link.path.partition(f"/{VERSIONS}/")
    if not first and folder:
        return _of_version(link, index, *rest.partition("/")[::2])
    page = _as_page(link.path)
    found = _find(link, index, page)
    if isinstance(found, CheckedLink):
        return found
    if link.version is None:
        return _checked(link, index, page, found, None)
    earlier = [version for version in index.versions if version <= link.version]
    if not earlier:
        return CheckedLink(link, ("never given",), (f"no version is as old as that of {link.version.shown}",))
    return _checked(link, index, page, found, earlier[-1])


def _of_range(link: IncomingLink, ends: tuple[str, str], index: AddressIndex) -> CheckedLink:
    """A citation of the passages from one to another."""
    first, last = (check_link(replace(link, fragment=end), index) for end in ends)
    checked = [first, *(() if first.broken or last.broken else _inside(link, ends, index)), last]
    states = dict.fromkeys(state for one in checked for state in one.states)
    says = dict.fromkeys(said for one in checked for said in _naming(one))
    whole = tuple(state for state in states if state != "resolves") or ("resolves",)
    now, then = _joined(first.now, last.now), _joined(first.then, last.then)
    return CheckedLink(link, whole, tuple(says), now, then)


def _inside(link: IncomingLink, ends: tuple[str, str], index: AddressIndex) -> Iterator[CheckedLink]:
    """What has become of the passages between two, if it is not that they are what the cited version has."""
    first, last = map(position, ends)
    between = [entry.id for entry in index.by_id.values() if is_passage(entry.id) and first < position(entry.id) < last]
    for passage in sorted(between, key=position):
        checked = check_link(replace(link, fragment=passage), index)
        # One that came later, or is on another page, is not cited.
        later = link.version is not None and at_version(index.by_id[passage], link.version) is None
        if {"changed", "withdrawn"} & {*checked.states} and not later:
            yield checked


def _naming(checked: CheckedLink) -> Iterator[str]:
    """What is said of a passage, each clause with its name."""
    name = plain_label(checked.link.fragment)
    yield from (said if name in said or checked.broken else f"{name}: {said}" for said in checked.says)


def _joined(first: str, last: str) -> str:
    """The URL of a range between two URLs, if they are on one page; else the first."""
    (page, _, begins), (other, _, ends) = first.partition("#"), last.partition("#")
    fragment = f"{begins}-{ends}"
    return f"{page}#{fragment}" if page == other and range_ends(fragment) else first


def _as_page(path: str) -> str:
    return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"


def _of_version(link: IncomingLink, index: AddressIndex, name: str, rest: str) -> CheckedLink:
    """A citation of a page in /v/."""
    kept = {each.version: each for each in index.addresses.versions if each.url}
    if name not in kept:
        known = ", ".join(kept) or "none"
        says = f"no readable version {name}; the versions are: {known}"
        return CheckedLink(link, ("never given",), (says,))
    version, page = read_version(name), _as_page(f"/{rest}")
    found = _find(link, index, page, version)
    if isinstance(found, CheckedLink):
        return found
    then = at_version(found, version)
    if then is None:
        given = in_version(first_version(found))
        says = f"{_called(found)} was not in the version of {version.shown}, but only {given}"
        return CheckedLink(link, ("never given",), (says,), found.url)
    return _checked(link, index, page, found, version, pinned=True)


def _find(
    link: IncomingLink, index: AddressIndex, page: str, version: VersionId | None = None
) -> ListedAddress | CheckedLink:
    """The address that a citation means; or, if it means none, what is to be said of that."""
    listed, entry = index.page(page), index.named(link.fragment)
    if not link.fragment and listed:
        return listed
    if not listed and (said := _beside(index, page)):
        return CheckedLink(link, ("unlisted",), (said,))
    if entry and entry.kind != "page":
        if index.shows(page, entry):
            return entry
        where = "is not and was never on" if listed else "exists, but there never was a page"
        return CheckedLink(link, ("never given",), (f"{_called(entry)} {where} {page}: it is {entry.url}",), entry.url)
    range_ = _RANGE.fullmatch(link.fragment.lower())
    if range_ and (begins := index.by_id.get(range_[1])) and index.shows(page, begins):
        says = f"#{link.fragment} was never given; a range is written as p9-p12, in the text’s order: did you mean "
        return CheckedLink(link, ("never given",), (f"{says}{begins.url}?",), begins.url)
    if listed and (version or is_of_page(link.fragment)):
        what = f"{page} is there, but no list says what #{link.fragment} means"
        return CheckedLink(link, ("unlisted",), (f"{what}: it is not a permalink",))
    return _never_given(link, index, page, listed)


def _beside(index: AddressIndex, page: str) -> str:
    """What there is at a path that is no page of the edition; empty if nothing is known of it."""
    first = index.addresses.edition.removesuffix("/")
    if f"{first}{page}" in index.addresses.other_pages:
        return f"{page} is a page of the site that has no permalinks"
    for other in index.addresses.other_editions:
        if f"{first}{page}".startswith(other):
            return f"it belongs to another edition: give its addresses.json, too ({other}addresses.json)"
    ending = page.rpartition("/")[2].rpartition(".")
    if ending[1] and ending[2] not in {"html", "htm", "md"}:
        return f"{page} is a file, not a page: files have no permalinks"
    return ""


def _never_given(link: IncomingLink, index: AddressIndex, page: str, listed: ListedAddress | None) -> CheckedLink:
    if listed:
        here = [entry.id for entry in index.by_id.values() if entry.kind != "page" and index.shows(page, entry)]
        near = nearest(link.fragment.lower(), here, cutoff=0.5)
        meant = index.by_id.get(meant_by(link.fragment)) or (index.by_id[near[0]] if near else None)
        says = f"#{link.fragment} was never given"
    elif "#" in page:
        before, _, fragment = page.rstrip("/").partition("#")
        meant = index.by_id.get(fragment) or index.page(before)
        says = "its # is written as %23, and so is read as a part of the page's name"
    else:
        paths = [entry.id for entry in index.by_id.values() if entry.kind == "page"]
        near = nearest(page.lower(), paths, cutoff=0.5)
        meant = index.by_id.get(near[0]) if near else None
        says = f"there never was a page {page}"
    return CheckedLink(link, ("never given",), (says + (f": did you mean {meant.url}?" if meant else ""),))


def _checked(
    link: IncomingLink,
    index: AddressIndex,
    page: str,
    entry: ListedAddress,
    version: VersionId | None,
    *,
    pinned: bool = False,
) -> CheckedLink:
    """What has become of a citation of an address, or of the address in a version."""
    end = index.end(entry)
    states: list[LinkState] = []
    says: list[str] = []
    if end.state == "withdrawn":
        states.append("withdrawn")
        says.append(_withdrawn(entry, end))
    elif end is not entry:
        states.append("moved")
        says.append(f"{_called(entry)} was {_ceased(entry)} {_called(end)}: {end.url}")
    elif not pinned and not index.shows_now(page, end):
        states.append("moved")
        says.append(f"{_called(entry)} is now {end.url}")
    if end.state == "provisional":
        states.append("provisional")
        says.append(f"{_called(end)} is not released yet, and may get another ID")
    if version and (change := _changed(index, entry, end, version, pinned=pinned)):
        states.append("changed")
        says.append(change)
    if version and not pinned and version != link.version and link.version:
        says.append(f"no version is dated {link.version.shown}; the last one before it is of {version.shown}")
    then = _readable(index, entry, version) if version else ""
    return CheckedLink(link, tuple(states) or ("resolves",), tuple(says), end.url, then)


def _withdrawn(entry: ListedAddress, end: ListedAddress) -> str:
    said = f"{_called(entry)} was withdrawn {in_version(version_id(end.versions[-1].version))}"
    if end is not entry:
        said = f"{_called(entry)} was {_ceased(entry)} {_called(end)}, which was withdrawn later"
    last = [change.url for change in end.versions if change.state == "live" and change.url]
    return f"{said}; its last words: {last[-1]}" if last else said


def _ceased(entry: ListedAddress) -> str:
    return "merged into" if entry.state == "merged" else "renamed to"


def _readable(index: AddressIndex, entry: ListedAddress, version: VersionId) -> str:
    """Where the words of a version can be read for good; empty if no version that was kept whole has them."""
    then = at_version(entry, version)
    if then is None or then.state != "live":
        return ""
    if kept := index.versions[version].url:
        return f"{kept.removesuffix('/')}{then.page}{'' if entry.kind == 'page' else f'#{entry.id}'}"
    after = [change for change in entry.versions if version_id(change.version) >= version_id(then.version)]
    same = [change.url for change in after if change.url and change.words == then.words and entry.kind != "page"]
    return same[0] if same else ""


def _changed(index: AddressIndex, entry: ListedAddress, end: ListedAddress, version: VersionId, *, pinned: bool) -> str:
    """The clause that says how the words that are cited differ from those of today; empty if they don't."""
    then, now, cited = at_version(entry, version), end.versions[-1], _readable(index, entry, version)
    if then is None:
        return f"{_called(entry)} was given only {in_version(first_version(entry))}, after the version that is cited"
    where = f", now: {end.url}" if pinned else f", as cited: {cited}" if cited else ""
    since = f"changed since the version of {version.shown}"
    if entry.kind == "page":
        others = [other for other in index.of_page(entry.id) if at_version(other, version) != other.versions[-1]]
        what = f"{len(others)} of the permalinks on it have" if len(others) > 1 else "a permalink on it has"
        return f"{what if others else 'its title has'} {since}{where}" if others or then.words != now.words else ""
    if now.state != "live" or not then.words or not now.words or then.words == now.words:
        return ""
    changes = entry.versions if end is entry else entry.versions[-1:]
    on = next(each.version for each in changes if version_id(each.version) > version and each.words != then.words)
    digits = f"checksum {then.words[:_DIGITS]} then, {now.words[:_DIGITS]} now"
    split = [each for each in index.split_from(entry) if first_version(each) > version]
    parts = "".join(f"; a part of them is now {_called(each)}: {each.url}" for each in split)
    return f"the words have {since}, {in_version(version_id(on))} ({digits}){where}{parts}"


def _called(entry: ListedAddress) -> str:
    return spoken_address(entry.kind, entry.id)

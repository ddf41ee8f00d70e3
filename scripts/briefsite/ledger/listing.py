"""addresses.json: the ledger as others read it who cite the edition, and as a list for people.

The file is published with the edition, and is all that `briefsite links` needs. It has a fact on each line, so that two
copies can be compared. What its keys mean is said once, here, and goes from here into the JSON Schema.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from sys import intern
from typing import Annotated, Any, Final, Literal, cast

import msgspec

from briefsite.edition.schema import JSON_SCHEMA
from briefsite.ledger.addressable import AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import Record, State
from briefsite.ledger.version import VersionId
from briefsite.ledger.version_links import version_path
from briefsite.ledger.wordings import rewordings
from briefsite.page_path import PagePath
from briefsite.words import squeezed

#: The file, in the folder of the edition on the site.
ADDRESSES: Final = "addresses.json"
#: The schema of that file, at the root of the site.
ADDRESSES_SCHEMA: Final = "addresses.schema.json"
#: The form of the file. A key may be added to it; if a key changes its meaning or goes, it is another form.
ADDRESSES_FORM: Final = 1

_SHOWN: Final = 60

Says = msgspec.Meta
_Url = Annotated[str, Says(description="A URL; a path from the root of the site if that has no address yet.")]
_VersionName = Annotated[
    str, Says(description="A version: 2026-12-01; the second of a day is 2026-12-01.2; draft is what comes next.")
]
_Checksum = Annotated[str, Says(pattern="^[0-9a-f]{64}$")]


class ListedVersion(msgspec.Struct, frozen=True, omit_defaults=True):
    """A version of the edition."""

    version: _VersionName
    url: Annotated[_Url, Says(description="Where it can be read for good; missing if it was not kept whole.")] = ""
    note: Annotated[str, Says(description="What the editors say about it.")] = ""


class ListedChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an address was from a version on: its page, and its words or how it ceased."""

    version: _VersionName
    page: Annotated[str, Says(description="The path of its page, from the first page of the edition.")]
    state: Annotated[State, Says(description="Whether it was in the text, or how it ceased.")] = "live"
    words: Annotated[
        _Checksum | None,
        Says(description="SHA-256 of its words in UTF-8, with single blanks for white space; missing if it has none."),
    ] = None
    url: Annotated[_Url, Says(description="Where these words can be read for good.")] = ""


class ListedAddress(msgspec.Struct, frozen=True, omit_defaults=True):
    """An address, which was given once and means the same thing for good."""

    id: Annotated[str, Says(description="The fragment; of a page its path.")]
    kind: Annotated[AddressKind, Says(description="What has the address; a place is where the text cites a note.")]
    state: Annotated[
        State | Literal["provisional"],
        Says(description="Whether it is in the text now, or how it ceased; provisional until it is released."),
    ]
    url: Annotated[_Url, Says(description="Where it is now, or where its status is explained.")]
    leads_to: Annotated[str, Says(description="The id to which its readers go, if it was merged or renamed.")] = ""
    split_from: Annotated[str, Says(description="The id of the passage that it was split off from.")] = ""
    repeats: Annotated[
        tuple[AddressKind, ...],
        Says(description="For a page: the kinds of addresses of other pages that it shows once more, with their ids."),
    ] = ()
    versions: Annotated[
        tuple[ListedChange, ...],
        Says(description="Each version in which its words, its page or its state changed, the first one first."),
    ] = ()


class AddressList(msgspec.Struct, frozen=True, omit_defaults=True, rename={"comment": "$comment", "schema": "$schema"}):
    """All addresses of an edition that were ever given, and its versions."""

    comment: str
    schema: Annotated[str, Says(description="Where this schema is.")]
    form: Annotated[Literal[1], Says(description="The form of the file.")]
    site: Annotated[str, Says(description="The URL of the site; empty if it has none yet.")]
    edition: Annotated[_Url, Says(description="The first page of the edition; its other pages are below it.")]
    versions: Annotated[tuple[ListedVersion, ...], Says(description="The versions, the first one first.")]
    addresses: Annotated[tuple[ListedAddress, ...], Says(description="The addresses in the order of the text.")]
    other_pages: Annotated[
        tuple[_Url, ...], Says(description="Pages of the site that belong to no edition and have no addresses.")
    ] = ()
    other_editions: Annotated[
        tuple[_Url, ...], Says(description="Editions below this one, each with an addresses.json of its own.")
    ] = ()


@dataclass(frozen=True, slots=True)
class ListedSite:
    """Where an edition is: the URL of the `site` (empty: only paths are given), and the edition's `path` on it.

    `other_pages` and `other_editions` are paths on the site, with slashes around them.
    """

    site: str
    path: str = ""
    other_pages: tuple[str, ...] = ()
    other_editions: tuple[str, ...] = ()

    def url(self, path: str) -> str:
        """The URL of a path on the site."""
        return PagePath.of(path).url(self.site)

    def own(self, page: str, fragment: str = "", below: str = "") -> str:
        """The URL of an address on a page of the edition, or of its version with the path `below`."""
        return PagePath.of(page).under(below or self.path).url(self.site) + (f"#{fragment}" if fragment else "")


def list_addresses(
    ledger: Ledger, at: ListedSite, repeats: Mapping[str, tuple[AddressKind, ...]], comment: str
) -> AddressList:
    """The list of a ledger, with what it says of the draft.

    `repeats` has for the path of a page the kinds of addresses that it shows once more. `comment` is the first thing
    that a person reads in the file.
    """
    versions = tuple(
        ListedVersion(str(each.id), at.url(f"/{version_path(each.id, at.path)}/") if each.words else "", each.note)
        for each in ledger.versions
    )
    to_root = PagePath().under(at.path).to(ADDRESSES_SCHEMA).removeprefix("./")
    return AddressList(
        comment=comment,
        schema=f"{at.site}{ADDRESSES_SCHEMA}" if at.site else to_root,
        form=ADDRESSES_FORM,
        site=at.site,
        edition=at.own("/"),
        versions=versions,
        addresses=tuple(_listed(record, ledger, at, repeats) for record in ledger.records),
        other_pages=tuple(map(at.url, at.other_pages)),
        other_editions=tuple(map(at.url, at.other_editions)),
    )


def _listed(
    record: Record, ledger: Ledger, at: ListedSite, repeats: Mapping[str, tuple[AddressKind, ...]]
) -> ListedAddress:
    end = ledger.resolve(record.id)
    return ListedAddress(
        id=record.id,
        kind=record.kind,
        state="provisional" if record.is_provisional else record.state,
        url=at.own(record.page, _fragment(record)),
        leads_to=end.id if end and end.id != record.id else "",
        split_from=record.of,
        repeats=repeats.get(record.id, ()) if record.kind == "page" else (),
        versions=tuple(_changes(record, ledger, at)),
    )


def _changes(record: Record, ledger: Ledger, at: ListedSite) -> Iterator[ListedChange]:
    kept = [each.id for each in ledger.versions if each.words]
    found: list[tuple[VersionId, Record]] = []
    changed = {event.on for event in record.history if event.what != "edited"}
    changed |= {one.on for one in rewordings(ledger, record)}
    for version in sorted({record.since, *changed}):
        then = record.at(ledger.lineage(version))
        if not found or _facts(then) != _facts(found[-1][1]):
            found.append((version, then))
    ends = [*(version for version, _ in found[1:]), None]
    for (version, then), end in zip(found, ends, strict=True):
        readable = [each for each in kept if version <= each and (end is None or each < end)]
        below = version_path(readable[0], at.path) if readable and then.live else ""
        url = at.own(then.page, _fragment(record), below) if below else ""
        yield ListedChange(str(version), *_facts(then), url=url)


def _facts(record: Record) -> tuple[str, State, str | None]:
    """The page, the state and the words. msgspec leaves out a default if it is the same object, not an equal one."""
    words = words_checksum(record.wording) if record.live and record.wording else None
    return record.page, cast("State", intern(record.state)), words


def _fragment(record: Record) -> str:
    return "" if record.kind == "page" else record.id


def words_checksum(words: str) -> str:
    """The checksum of words that others can compute: plain SHA-256 of UTF-8, with single blanks for white space."""
    return hashlib.sha256(squeezed(words).encode()).hexdigest()


def addresses_as_json(addresses: AddressList) -> str:
    """The text of addresses.json: a fact on each line."""
    return json.dumps(msgspec.to_builtins(addresses), ensure_ascii=False, indent=1) + "\n"


def read_addresses(data: bytes) -> AddressList:
    """The list that the content of an addresses.json writes down. ValueError, with the reason, if it can't be one."""
    try:
        return msgspec.json.decode(data, type=AddressList)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None


def addresses_schema() -> dict[str, Any]:
    """The JSON Schema of addresses.json."""
    made = msgspec.json.schema(AddressList)
    return {"$schema": JSON_SCHEMA, "title": "The addresses of an edition", **made}


def addresses_as_text(ledger: Ledger, at: ListedSite) -> str:
    """A line for each address, in columns: id, state, URL, first words."""
    rows = [
        (entry.id, f"{entry.state} → {entry.leads_to}" if entry.leads_to else entry.state, entry.url, record.wording)
        for record, entry in ((record, _listed(record, ledger, at, {})) for record in ledger.records)
    ]
    widths = [max((len(row[number]) for row in rows), default=0) for number in range(3)]
    lines = []
    for *cells, wording in rows:
        words = squeezed(wording)
        words = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
        lines.append("  ".join([*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), words]))
    return "".join(f"{line.rstrip()}\n" for line in lines)

"""The target of an address that somebody writes, in whatever form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE
from briefsite.exports.citable import Citable
from briefsite.exports.locators import note_locator
from briefsite.ledger.address import is_passage, label, meant_by, note_meant_by
from briefsite.ledger.version import in_version
from briefsite.page_path import PagePath
from briefsite.reading.publication import Publication
from briefsite.words import nearest

#: How much of a note is shown where several have the same number.
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """The target of an address: the `path` of a page, a `fragment` on it, and the key of the `work` if it is one.

    `says` are messages for the user: that the address is a former one, or was withdrawn. Without a path, they say why
    it isn't known which of several is meant.
    """

    path: str = ""
    fragment: str = ""
    work: str = ""
    says: tuple[str, ...] = ()


def find_address(publication: Publication, site_url: str, address: str) -> FoundAddress | tuple[str, ...]:
    """The target of `address`, or, if there is none, the (at most three) most similar addresses.

    `address` is a fragment (`p9`, `#n7`, `¶ 9`), a page (`turkey`, `/turkey/`), both (`/turkey/#p14`), or a whole URL.
    "note 7" is the note that is printed as 7.
    """
    says: tuple[str, ...] = ()
    if number := note_meant_by(address):
        wanted, *others = _printed_as(publication, number)
        if others:
            return FoundAddress(says=tuple(_which(publication, number, [wanted, *others])))
        if wanted != f"n{number.lower()}" and wanted in publication.ledger.by_id:
            says = (f"note {number} has the ID {wanted}",)
    else:
        wanted = normal_address(address, site_url)
    ledger = publication.ledger
    record = ledger.by_id.get(wanted) or ledger.by_id.get(PagePath.of(wanted).path)
    if record is None:
        known = [record.id for record in ledger.records]
        near = nearest(wanted, known, count=3, cutoff=0.5)
        near += nearest(PagePath.of(wanted).path, known, count=3, cutoff=0.5)
        return tuple(dict.fromkeys(near))[:3]
    end = ledger.resolve(record.id) or record
    if end.id != record.id:
        says += (f"{record.id} is no longer used: it now leads to {end.id}",)
    if not end.live:
        says += (f"{end.id} was withdrawn {in_version(end.until)}: its page has a notice with its last words",)
    match end.kind:
        case "work":
            return FoundAddress(BIBLIOGRAPHY_PAGE.path, end.id, publication.work_key.get(end.id, ""), says)
        case "page":
            return FoundAddress(end.id, "", "", says)
        case _:
            return FoundAddress(end.page, end.id, "", says)


def _printed_as(publication: Publication, number: str) -> list[str]:
    """The addresses of the notes with a number or sign in print: those in the text, or else those that had it last.

    If there are none, it is taken for an address.
    """
    labels = publication.ledger.labels
    printed = [note.address for note in publication.notes if number in {note.label, note.shown}]
    return printed or [note for note, label in labels.items() if label == number] or [f"n{number.lower()}"]


def _which(publication: Publication, number: str, addresses: Sequence[str]) -> Iterator[str]:
    """The lines that ask which of several notes with the same number is meant."""
    yield f"{len(addresses)} notes have the number {number} in print; name one by its ID:"
    by_id = publication.ledger.by_id
    for address in addresses:
        page = by_id.get(by_id[address].page)
        words = shorten(by_id[address].wording, _LONGEST, placeholder="…")
        yield f"  {address} on {page.wording if page else by_id[address].page}" + (f": {words}" if words else "")


def locator_of(publication: Publication, citable: Citable, fragment: str) -> str:
    """The locator of a fragment of a page, or "". For a marker of a note, it names the paragraph and the note."""
    if fragment in citable.locators or not fragment:
        return citable.locators.get(fragment, "")
    for note in publication.notes:
        for citation in note.citations:
            if citation.address == fragment:
                where = publication.addresses.of(citation.paragraph, citation.item)
                return f"{label(where)}, {note_locator(note)}"
    return label(fragment) if is_passage(fragment) else ""


def normal_address(address: str, site_url: str) -> str:
    """The id of an address in the ledger: its fragment, or else its path."""
    address = address.strip()
    if site_url and address.startswith(site_url):
        address = address.removeprefix(site_url) or "/"
    address = re.sub(r"^https?://[^/]*", "", address)
    path, _, fragment = address.partition("#")
    fragment = fragment.partition(":~:")[0]
    if fragment or not path:
        return fragment or "/"
    if said := meant_by(path):
        return said
    path = path.removesuffix("index.html").removesuffix("index.md").removesuffix(".md")
    return path or "/"

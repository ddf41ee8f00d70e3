"""The pages that can be cited: each with its work, the locators of its addresses, and what the last version has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE, FULL_TEXT_PAGE
from briefsite.exports.cited_work import CitedWork, brief, site_page
from briefsite.exports.locators import locators_of_page, note_locator, passages_in_order
from briefsite.ledger.version import DRAFT
from briefsite.ledger.version_links import kept_page, last_kept
from briefsite.page_path import PagePath
from briefsite.reading.publication import Publication
from briefsite.works.work import Work


@dataclass(frozen=True, slots=True)
class Citable:
    """A page that can be cited: its path, the cited work, and the locator of each address on it (`p9`: "¶ 9").

    The locator of "" is that of the page itself; the whole work has none. `runs` are the passages on it that
    follow one another in the text: ranges of these can be cited.

    `kept` is the path of the page in the last version, where it can be read for good; "" if there is none. `drafts` are
    the addresses on it, "" for the page itself, that the last version doesn't have as they are here: "new", "changed"
    or "moved"; `was` has the path and fragment under which that version has one that is not new.
    """

    path: str
    dressed: CitedWork
    locators: Mapping[str, str]
    runs: Sequence[Sequence[str]] = ()
    kept: str = ""
    drafts: Mapping[str, str] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Work:
        """The work as the download formats have it: the brief, or a page of the site."""
        return self.dressed.work

    @property
    def located(self) -> Work:
        """The work with the locator of the page in its note, for records of the page as it is."""
        locator = self.locators.get("", "")
        return replace(self.work, note=f"{self.work.note}, {locator}") if locator else self.work

    @property
    def of_text(self) -> bool:
        """Whether the page has the text, or a part of it; others are the editors'."""
        return self.dressed.statement != ""

    @property
    def name(self) -> str:
        """The name of the page's files in docs/cite/, without extension: its slug, or "index"."""
        return PagePath.of(self.path).name


def citables(publication: Publication, site_url: str) -> Mapping[str, Citable]:
    """All pages that can be cited, by path. If `site_url` is "", the URLs of the works are paths."""
    found = {
        leaf.at.path: Citable(
            leaf.at.path,
            brief(publication, site_url, leaf.at.path),
            dict(locators_of_page(publication, leaf.paragraphs, leaf)),
            passages_in_order(publication, leaf.paragraphs),
        )
        for leaf in publication.outline.leaves
    }
    whole_text = range(len(publication.paragraphs))
    everything = dict(locators_of_page(publication, whole_text)), passages_in_order(publication, whole_text)
    notes = {note.address: note_locator(note) for note in publication.notes}
    # The ledger has the title of each of the other pages.
    for record in publication.ledger.records:
        if record.kind == "page" and record.live and record.id not in found:
            whole = record.id == FULL_TEXT_PAGE.path
            dressed = brief(publication, site_url, record.id) if whole else site_page(publication, record, site_url)
            on_page = everything if whole else (notes if record.id == BIBLIOGRAPHY_PAGE.path else {}, ())
            found[record.id] = Citable(record.id, dressed, *on_page)
    return {path: _with_versions(publication, citable) for path, citable in found.items()}


def _with_versions(publication: Publication, citable: Citable) -> Citable:
    version = publication.version
    if publication.frozen or version is None:
        return citable
    ledger = publication.ledger
    kept = kept_page(ledger, citable.path, version)
    found = {address: publication.draft_of(address) for address in citable.locators if address}
    drafts: dict[str, str] = {address: how for address, how in found.items() if how}
    places = {address: last_kept(ledger, ledger.by_id[address], DRAFT) for address in drafts}
    was = {address: place[1] for address, place in places.items() if place}
    if publication.draft_of(citable.path):
        drafts[""] = "moved" if kept else "new"
        was |= {"": kept.path} if kept else {}
    return replace(citable, kept=kept.path if kept else "", drafts=drafts, was=was)

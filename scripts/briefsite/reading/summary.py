"""The summary of an edition: what the rest of the site needs to know of it, cached so that it isn't read again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec

from briefsite.edition.model import Edition
from briefsite.edition.standing_pages import standing_pages
from briefsite.file_names import CARD
from briefsite.ledger.version_links import moved_pages, version_path
from briefsite.page_path import PagePath
from briefsite.reading.publication import Publication
from briefsite.works.languages import SITE_LANGUAGE
from briefsite.works.order import sort_key
from briefsite.works.reference_html import in_its_language
from briefsite.works.stated_date import date_in_words, first_day, stated_date
from briefsite.works.work import Work


class ShownWork(msgspec.Struct, frozen=True):
    """A work of an edition for the list of all works: its address, what it is sorted by, its reference as HTML."""

    address: str
    order: tuple[str, ...]
    reference: str


class ShownVersion(msgspec.Struct, frozen=True):
    """A version of an edition for the feed of the site: its name, the checksum of its words, its note."""

    id: str
    words: str
    note: str


class EditionSummary(msgspec.Struct, frozen=True):
    """An edition's path (empty at the root), title, imprint, description, pages by slug, works and versions.

    `date` is the day of its last version, before the first that of the work.
    `language` is that of the text, a BCP 47 tag. `waiting` is the number of changes that wait for a release.

    `moved` are the former paths of its pages, and of those of its versions, with the present ones; all on the site.

    `themes` are its own pages in order, `standing` those that every edition has, with their titles.
    """

    path: str
    title: str
    imprint: str
    description: str
    date: datetime.date
    themes: tuple[tuple[str, str], ...]
    standing: tuple[tuple[str, str], ...]
    works: tuple[ShownWork, ...]
    waiting: int
    versions: tuple[ShownVersion, ...]
    language: str = SITE_LANGUAGE
    moved: tuple[tuple[str, str], ...] = ()

    @property
    def listed(self) -> tuple[str, ...]:
        """The texts by which other pages list it; the last says whether it has a version."""
        return (self.path, self.title, self.imprint, self.description, "released" if self.versions else "")

    @property
    def social_card(self) -> str:
        """Its social card in docs/."""
        return f"{self.path}/{CARD}" if self.path else CARD

    def file(self, slug: str) -> str:
        """The file in docs/ of one of its pages."""
        return PagePath.of(slug).under(self.path).markdown


def imprint_line(edition: Edition) -> str:
    """Authors, publisher, place, series and date, as far as there are any."""
    work = edition.work
    date = date_in_words(stated_date(work.date))
    parts = [*work.authors_shown, work.publisher.shown, work.publisher.place, work.in_series, date]
    return ", ".join(part for part in parts if part)


def summarize(publication: Publication) -> EditionSummary:
    """The summary of an edition."""
    edition = publication.edition
    # The list of all works is in the language of the site, so that the works of all editions are in one order.
    works = sorted(publication.bibliography.works, key=lambda work: sort_key(work, SITE_LANGUAGE))
    return EditionSummary(
        path=edition.site.path,
        title=edition.work.title,
        imprint=imprint_line(edition),
        description=edition.site.description,
        date=publication.version.day if publication.version else first_day(stated_date(edition.work.date)),
        themes=tuple((leaf.page.slug, leaf.page.title) for leaf in publication.outline.leaves),
        standing=tuple((slug, str(title)) for slug, title in standing_pages(edition, publication.strings).items()),
        works=tuple(
            ShownWork(publication.work_address(work.key), sort_key(work, SITE_LANGUAGE), _reference(publication, work))
            for work in works
        ),
        waiting=len(publication.waiting) + len(publication.edited_in_draft),
        versions=tuple(ShownVersion(str(each.id), each.words, each.note) for each in publication.released.versions),
        language=edition.work.language,
        moved=tuple(_moved(publication)),
    )


def _moved(publication: Publication) -> Iterator[tuple[str, str]]:
    edition, released = publication.edition.site.path, publication.released
    ledgers = [("", publication.ledger)]
    if any(record.kind == "page" and (record.history or not record.live) for record in publication.ledger.records):
        ledgers += [(version_path(each.id), released.at(each.id)) for each in released.versions if each.words]
    for below, ledger in ledgers:
        start = "".join(f"/{part}" for part in (edition, below) if part)
        yield from ((f"{start}{old}", f"{start}{now}") for old, now in moved_pages(ledger))


def _reference(publication: Publication, work: Work) -> str:
    """The reference for an English site, so that equal works of two editions compare equal."""
    return in_its_language(publication.references[work.key], work, SITE_LANGUAGE)

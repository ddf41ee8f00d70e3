"""The works and locators with which pages, sections, paragraphs and notes of the site are cited.

A theme page is cited as a chapter of the brief, because readers look for it by its title. The title is the editors', so
every citation names this annotated edition. The overview and the full text are cited as the brief itself, and the
editors' own pages (about, changes …) as pages of the site without an author. If the brief names no author, its
publisher is the author. A section, paragraph or note is the locator of the citation: ¶ 9, sec. Turkey’s aid, editors’
note 7.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from briefsite.edition.model import Section
from briefsite.ledger.address import label
from briefsite.ledger.record import Record
from briefsite.ledger.version import DRAFT, VersionId
from briefsite.ledger.version_links import kept_page, last_kept
from briefsite.markup import typeset
from briefsite.page_path import PagePath
from briefsite.reading.note import Note
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.works.languages import SITE_LANGUAGE
from briefsite.works.stated_date import stated_date, stated_year
from briefsite.works.work import Date, Name, Work
from briefsite.writing.capitals import cased
from briefsite.writing.transliteration import ascii_of

#: The description of this edition in every citation. The version follows it.
STATEMENT: Final = "Annotated web edition"
#: In which the parts of a name and the name as written may differ.
_NO_LETTERS: Final = str.maketrans("’", "'", " ,\u00a0")
#: The letters of a key, if it is made of a long name or title.
_LONGEST_KEY: Final = 40


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work with what only its formatted references say.

    `published` is the date of publication, as far as it is known, `series` the series with its number, `statement` the
    description of this edition, and `version` its last one. Pages of the site have no series, statement and version.
    """

    work: Work
    published: Date | None
    series: str = ""
    statement: str = ""
    version: VersionId | None = None


@dataclass(frozen=True, slots=True)
class Citable:
    """A page that can be cited: its path, the cited work, and the locator of each address on it (`p9`: "¶ 9").

    `kept` is the path of the page in the last version, where it can be read for good; "" if there is none. `drafts` are
    the addresses on it, "" for the page itself, that the last version doesn't have as they are here: "new", "changed"
    or "moved"; `was` has the path and fragment under which that version has one that is not new.
    """

    path: str
    dressed: CitedWork
    locators: Mapping[str, str]
    kept: str = ""
    drafts: Mapping[str, str] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)

    @property
    def work(self) -> Work:
        """The work as the download formats have it: a chapter, the brief, or a page of the site."""
        return self.dressed.work

    @property
    def name(self) -> str:
        """The name of the page's files in docs/cite/, without extension: its slug, or "index"."""
        return PagePath.of(self.path).name


def brief(publication: Publication, site_url: str, path: str = "/") -> CitedWork:
    """The brief, cited as a report. `path` is the page whose URL the citation gives."""
    edition = publication.edition
    work = edition.work
    return CitedWork(
        Work(
            key=_key(publication),
            type="report",
            title=typeset(work.title),
            authors=_authors(publication),
            date=stated_date(work.date),
            publisher=work.publisher.short or work.publisher.name,
            publisher_place=work.publisher.place,
            genre=work.series,
            number=work.number,
            url=PagePath.of(path).url(site_url),
            language=work.language,
            note=edition_statement(publication),
        ),
        stated_date(work.date),
        work.in_series,
        STATEMENT,
        publication.version,
    )


def edition_statement(publication: Publication) -> str:
    """What a reference says of the edition, for formats: "Annotated web edition, version of 2026-11-24"."""
    return f"{STATEMENT}, {f'version of {publication.version}' if publication.version else 'draft'}"


def citables(publication: Publication, site_url: str) -> Mapping[str, Citable]:
    """All pages that can be cited, by path. If `site_url` is "", the URLs of the works are paths."""
    found = {
        leaf.at.path: Citable(
            leaf.at.path,
            _chapter(publication, leaf, site_url),
            dict(_locators(publication, leaf.paragraphs, leaf.page.sections)),
        )
        for leaf in publication.outline.leaves
    }
    everything = dict(_locators(publication, range(len(publication.paragraphs)), ()))
    notes = {note.address: note_locator(note) for note in publication.notes}
    # The ledger has the title of each of the other pages.
    for record in publication.ledger.records:
        if record.kind == "page" and record.live and record.id not in found:
            whole = record.id == PagePath("full-text").path
            dressed = brief(publication, site_url, record.id) if whole else _page(publication, record, site_url)
            found[record.id] = Citable(
                record.id, dressed, everything if whole else notes if record.id == "/bibliography/" else {}
            )
    return {path: _with_versions(publication, citable) for path, citable in found.items()}


def _with_versions(publication: Publication, citable: Citable) -> Citable:
    version = publication.version
    if publication.frozen or version is None:
        return citable
    ledger = publication.ledger
    kept = kept_page(ledger, citable.path, version)
    drafts = {address: how for address in citable.locators if (how := publication.draft_of(address))}
    places = {address: last_kept(ledger, ledger.by_id[address], DRAFT) for address in drafts}
    was = {address: place[1] for address, place in places.items() if place}
    if publication.draft_of(citable.path):
        drafts[""] = "moved" if kept else "new"
        was |= {"": kept.path} if kept else {}
    return replace(citable, kept=kept.path if kept else "", drafts=drafts, was=was)


def _chapter(publication: Publication, leaf: Leaf, site_url: str) -> CitedWork:
    if leaf.page.slug == "/":
        return brief(publication, site_url)
    whole = brief(publication, site_url)
    work = publication.edition.work
    chapter = Work(
        key=f"{whole.work.key}-{leaf.page.slug}",
        type="chapter",
        title=typeset(leaf.page.title),
        authors=whole.work.authors,
        date=whole.work.date,
        container=whole.work.title,
        publisher=whole.work.publisher,
        publisher_place=whole.work.publisher_place,
        series=work.series,
        number=work.number,
        url=leaf.at.url(site_url),
        language=work.language,
        note=whole.work.note,
    )
    return CitedWork(chapter, whole.published, whole.series, whole.statement, whole.version)


def _page(publication: Publication, record: Record, site_url: str) -> CitedWork:
    site = publication.edition.site
    work = Work(
        key=f"{_key(publication)}-{record.id.strip('/').replace('/', '-')}",
        type="online",
        title=typeset(record.wording),
        date=_date(publication.version.day) if publication.version else None,
        container=typeset(site.title),
        url=PagePath.of(record.id).url(site_url),
        language=SITE_LANGUAGE,
    )
    return CitedWork(work, work.date)


def _locators(
    publication: Publication, paragraphs: Sequence[int], sections: Sequence[Section]
) -> Iterator[tuple[str, str]]:
    yield from ((section.id, f"sec. {typeset(section.title)}") for section in sections)
    cited: dict[str, None] = {}
    for index in paragraphs:
        paragraph = publication.paragraphs[index]
        if paragraph.numbered:
            for address in (publication.addresses.of(index), *publication.addresses.items[index]):
                yield address, label(address)
        elif paragraph.kind == "heading" and index not in publication.outline.section_at:
            title = cased(paragraph.body.text, publication.edition.work.language)
            yield publication.addresses.of(index), f"sec. {typeset(title)}"
        cited |= dict.fromkeys(citation.note for citation in publication.citations_in[index])
    yield from ((note.address, note_locator(note)) for note in publication.notes if note.address in cited)


def note_locator(note: Note) -> str:
    """The locator of a note: "note 7" if it is the author's, otherwise "editors’ note 7"."""
    own = note.text or note.status == "author"
    return f"note {note.label}" if own else f"editors’ note {note.label}"


def _authors(publication: Publication) -> tuple[Name, ...]:
    work = publication.edition.work
    body = work.publisher.shown
    return tuple(map(_person, work.authors)) or ((Name(literal=body),) if body else ())


def _person(name: str) -> Name:
    """An author in edition.yml: a person as "Family, Given" or "Given Family", otherwise a body."""
    from briefsite.works.name_lists import read_names  # only for authors that edition.yml names

    names = read_names(name).names
    # What means something to TeX means nothing there: a name with such signs is printed as it is.
    return names[0] if len(names) == 1 and _letters(str(names[0])) == _letters(name) else Name(literal=name)


def _letters(name: str) -> list[str]:
    return sorted(name.translate(_NO_LETTERS))


def _date(day: datetime.date) -> Date:
    return Date(day.year, day.month, day.day)


def _key(publication: Publication) -> str:
    """The key of the brief in bibliographies: "avim2020"."""
    work = publication.edition.work
    family = next((name.family for name in _authors(publication)), "")
    named = (family, work.publisher.short, work.publisher.name, work.title)
    letters = re.sub(r"[^a-z0-9]+", "", ascii_of(next(filter(None, named)))).lstrip("0123456789")
    return f"{letters[:_LONGEST_KEY] or work.noun.replace(' ', '')}{stated_year(work.date)}"

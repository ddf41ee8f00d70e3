"""The works and locators with which pages, sections, paragraphs and notes of the site are cited.

A citation credits the author with the work as it was published, and with nothing else. The titles of pages and sections
are the editors', so no citation has them: a page and a section are cited by the numbers of their paragraphs (¶¶ 9–14),
a paragraph by its own, an author's note as "note 7", an editors' as "editors’ note 7". If the text has a heading of its
own, that is a locator: sec. Aims. The overview and the full text are cited as the whole work.

What holds the cited words is this edition. The citation names it as such, with its editors and version, and the address
is the edition's. The editors' own pages (about, changes …) are pages of the site by the editors. If the work names no
author, its publisher is the author. Whoever wants to cite the original alone gets it without this edition.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE, FULL_TEXT_PAGE
from briefsite.ledger.address import label, locator_of_ranges
from briefsite.ledger.record import Record
from briefsite.ledger.version import DRAFT, VersionId
from briefsite.ledger.version_links import kept_page, last_kept
from briefsite.markup import typeset
from briefsite.page_path import PagePath
from briefsite.reading.note import Note
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.words import squeezed
from briefsite.works.languages import SITE_LANGUAGE
from briefsite.works.stated_date import stated_date, stated_year
from briefsite.works.work import Date, Name, Work, names_in_words
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

    The locator of "" is that of the page itself, which the whole work has none of. `runs` are the passages on it that
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


def brief(publication: Publication, site_url: str, path: str = "/") -> CitedWork:
    """The brief as this edition has it. `path` is the page whose URL the citation gives."""
    found = original(publication)
    work = replace(
        found.work,
        key=_key(publication) + ("" if path in {"/", FULL_TEXT_PAGE.path} else f"-{_in_key(path)}"),
        editors=editor_names(publication),
        url=PagePath.of(path).url(site_url),
        doi="",
        rights=squeezed(publication.edition.work.rights),
        note=edition_statement(publication),
    )
    return replace(found, work=work, statement=_statement(publication), version=publication.version)


def original(publication: Publication) -> CitedWork:
    """The brief as it was published, without this edition; with the address of its first publication, if there is one.

    Of several places where it was published, that of its language counts.
    """
    work = publication.edition.work
    there = work.published_at
    doi = there.removeprefix("doi:") if there.startswith("doi:") else ""
    cited = Work(
        key=f"{_key(publication)}-original",
        type="report",
        title=typeset(work.title),
        authors=_authors(publication),
        date=stated_date(work.date),
        publisher=work.publisher.cited,
        publisher_place=work.publisher.place,
        genre=work.series,
        number=work.number,
        url="" if doi else there,
        doi=doi,
        language=work.language,
    )
    return CitedWork(cited, cited.date, work.in_series)


def editor_names(publication: Publication) -> tuple[Name, ...]:
    """The editors of the edition, as edition.yml names them."""
    return tuple(_person(editor.name) for editor in publication.edition.editors)


def edition_statement(publication: Publication) -> str:
    """What a reference says of the edition, for formats: "Annotated web edition, version of 2026-11-24"."""
    version = f"version of {publication.version}" if publication.version else "draft"
    return f"{_statement(publication)}, {version}"


def _statement(publication: Publication) -> str:
    """The edition with its editors: "Annotated web edition, edited by Ann Hill"."""
    editors = names_in_words(editor_names(publication))
    return f"{STATEMENT}, edited by {editors}" if editors else STATEMENT


def citables(publication: Publication, site_url: str) -> Mapping[str, Citable]:
    """All pages that can be cited, by path. If `site_url` is "", the URLs of the works are paths."""
    found = {
        leaf.at.path: Citable(
            leaf.at.path,
            brief(publication, site_url, leaf.at.path),
            dict(_locators(publication, leaf.paragraphs, leaf)),
            _passages(publication, leaf.paragraphs),
        )
        for leaf in publication.outline.leaves
    }
    whole_text = range(len(publication.paragraphs))
    everything = dict(_locators(publication, whole_text)), _passages(publication, whole_text)
    notes = {note.address: note_locator(note) for note in publication.notes}
    # The ledger has the title of each of the other pages.
    for record in publication.ledger.records:
        if record.kind == "page" and record.live and record.id not in found:
            whole = record.id == FULL_TEXT_PAGE.path
            dressed = brief(publication, site_url, record.id) if whole else _page(publication, record, site_url)
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


def _page(publication: Publication, record: Record, site_url: str) -> CitedWork:
    site = publication.edition.site
    work = Work(
        key=f"{_key(publication)}-{_in_key(record.id)}",
        type="online",
        title=typeset(record.wording),
        authors=editor_names(publication),
        date=_date(publication.version.day) if publication.version else None,
        container=typeset(site.title),
        url=PagePath.of(record.id).url(site_url),
        language=SITE_LANGUAGE,
    )
    return CitedWork(work, work.date)


def _locators(
    publication: Publication, paragraphs: Sequence[int], leaf: Leaf | None = None
) -> Iterator[tuple[str, str]]:
    """The locators of the addresses on a page, and of the page itself if it is one of the themes, a `leaf`."""
    if leaf is not None and leaf.at.path != "/":
        yield "", _numbers(publication, paragraphs)
    for division in (division for stretch in leaf.stretches for division in stretch) if leaf else ():
        if division.section:
            yield division.section.id, _numbers(publication, division.paragraphs)
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


def _numbers(publication: Publication, paragraphs: Sequence[int]) -> str:
    """The numbers of paragraphs (their positions in the text): "¶¶ 9–14", "¶ 9", "¶¶ 3–5, 9"; "" if none has one."""
    of = publication.addresses.of
    return locator_of_ranges([(of(run[0]), of(run[-1])) for run in _runs(publication, paragraphs)])


def _passages(publication: Publication, paragraphs: Sequence[int]) -> Sequence[Sequence[str]]:
    """The addresses of paragraphs and items, for each run of several that follow one another in the text."""
    addresses = publication.addresses
    runs = (
        [passage for index in run for passage in (addresses.of(index), *addresses.items[index])]
        for run in _runs(publication, paragraphs)
    )
    return [run for run in runs if len(run) > 1]


def _runs(publication: Publication, paragraphs: Sequence[int]) -> Sequence[Sequence[int]]:
    """Those paragraphs that have numbers, in the order of the text, divided where others are between them."""
    place = publication.order_of_numbered
    runs: list[list[int]] = []
    for index in sorted({*paragraphs} & place.keys()):
        if runs and place[index] == place[runs[-1][-1]] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def note_locator(note: Note) -> str:
    """The locator of a note: "note 7" if it is the author's, otherwise "editors’ note 7"."""
    own = note.text or note.status == "author"
    return f"note {note.label}" if own else f"editors’ note {note.label}"


def _authors(publication: Publication) -> tuple[Name, ...]:
    work = publication.edition.work
    body = work.publisher.shown
    return tuple(map(_person, work.authors)) or ((Name(literal=body),) if body else ())


def _person(name: str) -> Name:
    """An author or editor in edition.yml: a person as "Family, Given" or "Given Family"; a body in braces: "{Bank}"."""
    from briefsite.works.name_lists import read_names  # only for people that edition.yml names

    if name.startswith("{") and name.endswith("}"):
        return Name(literal=name.strip("{} "))
    names = read_names(name).names
    # What means something to TeX means nothing there: a name with such signs is printed as it is.
    return names[0] if len(names) == 1 and _letters(str(names[0])) == _letters(name) else Name(literal=name)


def _letters(name: str) -> list[str]:
    return sorted(name.translate(_NO_LETTERS))


def _in_key(path: str) -> str:
    return path.strip("/").replace("/", "-")


def _date(day: datetime.date) -> Date:
    return Date(day.year, day.month, day.day)


def _key(publication: Publication) -> str:
    """The key of the brief in bibliographies: "avim2020"."""
    work = publication.edition.work
    family = next((name.family for name in _authors(publication)), "")
    named = (family, work.publisher.short, work.publisher.name, work.title)
    letters = re.sub(r"[^a-z0-9]+", "", ascii_of(next(filter(None, named)))).lstrip("0123456789")
    return f"{letters[:_LONGEST_KEY] or work.noun.replace(' ', '')}{stated_year(work.date)}"

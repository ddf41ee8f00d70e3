"""The work that a citation credits: the brief as it was published, as this edition has it, or a page of the site.

A citation credits the author with the work as it was published, and with nothing else. What holds the cited words is
this edition: the citation names it as such, with its editors and version, and the address is the edition's. The
editors' own pages (about, changes …) are pages of the site by the editors. If the work names no author, its publisher
is the author. Whoever wants to cite the original alone gets it without this edition.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import Final

from briefsite.edition.standing_pages import FULL_TEXT_PAGE
from briefsite.ledger.record import Record
from briefsite.ledger.version import VersionId
from briefsite.markup import typeset
from briefsite.page_path import PagePath
from briefsite.reading.publication import Publication
from briefsite.words import squeezed
from briefsite.works.addresses import doi_in
from briefsite.works.languages import SITE_LANGUAGE
from briefsite.works.stated_date import stated_date, stated_year
from briefsite.works.work import Date, Name, Work, names_in_words
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


def brief(publication: Publication, site_url: str, path: str = "/") -> CitedWork:
    """The brief as this edition has it. `path` is the page whose URL the citation gives."""
    found = original(publication)
    work = replace(
        found.work,
        key=_key(publication) + ("" if path in {"/", FULL_TEXT_PAGE.path} else f"-{_in_key(path)}"),
        editors=editor_names(publication),
        url=PagePath.of(path).url(site_url),
        doi=publication.doi,
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
    doi = doi_in(there)
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


def site_page(publication: Publication, record: Record, site_url: str) -> CitedWork:
    """A page of the editors: about, changes … The ledger has its title. Its URL begins with `site_url`."""
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

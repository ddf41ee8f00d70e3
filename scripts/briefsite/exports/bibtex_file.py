r"""Works as BibTeX files, in the types and fields of BibTeX's standard styles (O. Patashnik, *BibTeXing*).

These styles stop at an entry without a field that its type needs. Such a book becomes `@manual`, and such a work of
another kind `@misc`, which need none. Fields that the styles don't know are for reference managers, which read them:
`doi`, `url`, `urldate`, `language` …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from briefsite.exports.remarks import remarks
from briefsite.exports.slots import in_url_field
from briefsite.exports.tex_values import entry_text, tex, tex_marked, tex_names, tex_pages, tex_title
from briefsite.exports.type_names import TYPE_NAMES
from briefsite.works.dates import MONTHS
from briefsite.works.work import ON_SITES, PARTS, PERIODICALS, Date, Work

#: The fields that a type needs, and any of those that are joined by `|`.
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "article": ("author", "journal", "year"),
    "book": ("author|editor", "publisher", "year"),
    "incollection": ("author", "booktitle", "publisher", "year"),
    "inproceedings": ("author", "booktitle", "year"),
    "mastersthesis": ("author", "school", "year"),
    "phdthesis": ("author", "school", "year"),
    "manual": (),
    "techreport": ("author", "institution", "year"),
    "unpublished": ("author", "note"),
    "misc": (),
}
#: Types that aren't stated. Without one, the styles would print "PhD thesis" and "Technical Report".
_UNSTATED: Final = {"phdthesis": "Thesis", "techreport": "Report"}
#: The fields of the publisher that the styles print.
_PUBLISHER: Final = {
    "phdthesis": "school",
    "mastersthesis": "school",
    "techreport": "institution",
    "manual": "organization",
}
_MONTH_AND_YEAR: Final = re.compile(r"(?P<month>[A-Z]\w{2,}(?:–[A-Z]\w{2,})?) (?P<year>\d{4})")


def bibtex(works: Sequence[Work]) -> str:
    """A BibTeX file: an entry for each work, separated by empty lines."""
    return "\n".join(bibtex_entry(work) for work in works)


@lru_cache(maxsize=1024)
def bibtex_entry(work: Work) -> str:
    """The entry of a work, with a line end."""
    type_ = TYPE_NAMES[work.type].bibtex
    if type_ == "phdthesis" and work.genre.casefold().startswith("master"):
        type_ = "mastersthesis"
    fields = list(_fields(work, type_))
    said = {name for name, value in fields if value}
    if not all(said & {*need.split("|")} for need in _NEEDS[type_]):
        type_ = "manual" if work.type == "book" else "misc"
        fields = list(_fields(work, type_))
    return entry_text(type_, work.key, fields)


def _fields(work: Work, type_: str) -> Iterator[tuple[str, str]]:
    yield "author", tex_names(work.authors, others=work.others)
    yield "title", tex_title(work)
    if type_ == "misc":
        yield "howpublished", tex(", ".join(_how_published(work)))
    yield "journal", tex_marked(work, "container") if work.type in PERIODICALS | ON_SITES else ""
    yield "booktitle", tex_title(work, "container") if work.type in PARTS else ""
    yield "editor", tex_names(work.editors)
    yield "translator", tex_names(work.translators)
    # A report of a series has the series where the styles print its type.
    series = work.type == "report" and not work.genre
    yield "type", tex(work.genre or (work.series if series else "") or _UNSTATED.get(type_, ""))
    yield "series", "" if series else tex_marked(work, "series")
    # The styles print a volume or a number of a book, not both; what they leave out is still read.
    yield "number", tex(work.issue or work.number)
    yield "volume", tex(work.volume)
    yield "edition", tex(_ordinal(work.edition))
    yield "version", tex(work.version)
    yield "chapter", tex(work.chapter)
    yield "pages", tex_pages(work)
    yield _PUBLISHER.get(type_, "publisher"), tex(work.publisher)
    yield "address", tex(work.publisher_place)
    yield from _date(work.date)
    yield "isbn", tex(work.isbn)
    yield "issn", tex(work.issn)
    yield "doi", in_url_field(work.doi)
    if work.eprint:
        yield "eprint", in_url_field(work.eprint.number)
        yield "archiveprefix", tex(work.eprint.archive)
        yield "primaryclass", tex(work.eprint.subject)
    yield "url", in_url_field(work.url)
    yield "urldate", work.accessed.iso if work.accessed else ""
    if work.archived:  # no style prints these two: the note says the same in words
        yield "archived", in_url_field(work.archived.url)
        yield "archivedate", work.archived.date.iso if work.archived.date else ""
    yield "language", work.language
    yield "copyright", tex(work.rights)
    yield "note", tex(remarks(work, frozenset({"event", "original", "part", "archived"})))
    yield "annote", tex(work.annotation)


def _how_published(work: Work) -> Iterator[str]:
    """What the styles print of a `@misc` between title and date, where they would leave the fields out."""
    number = f"No. {work.number}" if work.number[:1].isdecimal() else work.number
    version = f"version {work.version}" if work.version[:1].isdecimal() else work.version
    place = work.publisher_place if work.publisher or not work.container else ""
    edition = f"{_ordinal(work.edition)} edition" if work.edition else ""
    said = (work.genre, work.container, edition, number, version, work.publisher, place)
    yield from dict.fromkeys(filter(None, said))


def _ordinal(edition: str) -> str:
    """An edition as the styles print it before "edition": "3rd", "Revised and expanded"."""
    if not edition.isdecimal():
        return edition
    last = {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th")
    return f"{edition}{'th' if edition[-2:] in {'11', '12', '13'} else last}"


def _date(date: Date | None) -> Iterator[tuple[str, str]]:
    """The year, in words if need be; the month, as the macro of the styles; the day, which they don't print."""
    if date is None:
        return
    if found := _MONTH_AND_YEAR.fullmatch(date.literal):
        yield "year", found["year"]
        yield "month", f"{{{tex(found['month'])}}}"
        return
    yield "year", tex(date.literal).replace("–", "--") or str(date.year)
    yield "month", MONTHS[date.month - 1][:3].lower() if date.month and not date.literal else ""
    yield "day", str(date.day) if date.day and not date.literal else ""

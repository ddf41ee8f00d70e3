"""Works as biblatex files, in the types and fields of *The biblatex Package* (P. Lehman et al., chapter 2).

`bibliography.read_bibliography` reads the same works back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from briefsite.exports.remarks import remarks
from briefsite.exports.slots import in_url_field
from briefsite.exports.tex_values import entry_text, tex, tex_marked, tex_names, tex_pages, tex_title
from briefsite.exports.type_names import BIBLATEX_SUBTYPES, TYPE_NAMES
from briefsite.works.languages import biblatex_name
from briefsite.works.work import ON_SITES, PARTS, PERIODICALS, Date, Work
from briefsite.works.written_dates import STATES

_STATES: Final = {words: state for state, words in STATES.items()}


def biblatex(works: Sequence[Work]) -> str:
    """A biblatex file: an entry for each work, separated by empty lines."""
    return "\n".join(biblatex_entry(work) for work in works)


@lru_cache(maxsize=1024)
def biblatex_entry(work: Work) -> str:
    """The entry of a work, with a line end."""
    return entry_text(TYPE_NAMES[work.type].biblatex, work.key, list(_fields(work)))


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    site = work.type in ON_SITES
    yield "author", tex_names(work.authors, others=work.others)
    # In brackets here, because `titleaddon` is printed without them, and reference managers don't read it.
    yield "title", tex_title(work)
    yield "entrysubtype", work.type if work.type in BIBLATEX_SUBTYPES else ""
    # biblatex prints the name of a site only from `organization`, and Zotero reads it only from `journaltitle`.
    yield "journaltitle", tex_marked(work, "container") if work.type in PERIODICALS or site else ""
    yield "booktitle", tex_title(work, "container") if work.type in PARTS else ""
    yield "eventtitle", tex(work.event) if work.type == "paper" else ""
    yield "editor", tex_names(work.editors)
    yield "translator", tex_names(work.translators)
    yield "type", tex(work.genre)
    yield "series", tex_marked(work, "series")
    yield "number", tex(work.issue or work.number)
    yield "volume", tex(work.volume)
    yield "part", tex(work.part)
    yield "edition", tex(work.edition)
    yield "version", tex(work.version)
    yield "chapter", tex(work.chapter)
    yield "pages", tex_pages(work)
    yield _publisher_field(work), tex(work.publisher or (work.container if site else ""))
    yield "location", tex(work.publisher_place)
    yield from _dates(work)
    yield "isbn", tex(work.isbn)
    yield "issn", tex(work.issn)
    yield "doi", in_url_field(work.doi)
    if work.eprint:
        yield "eprint", in_url_field(work.eprint.number)
        yield "eprinttype", tex(work.eprint.archive)
        yield "eprintclass", tex(work.eprint.subject)
    yield "url", in_url_field(work.url)
    yield "urldate", _date(work.accessed)
    if work.archived:  # no style prints these two: the addendum says the same in words
        yield "archived", in_url_field(work.archived.url)
        yield "archivedate", _date(work.archived.date)
    yield "langid", biblatex_name(work.language)
    yield "language", biblatex_name(work.language)
    yield "copyright", tex(work.rights)
    yield "note", tex(work.note)
    yield "addendum", tex(remarks(replace(work, note=""), frozenset({"archived"})))
    yield "annotation", tex(work.annotation)


def _publisher_field(work: Work) -> str:
    """The field of the publisher: that which the driver of the type prints."""
    if work.type in {"report", "thesis", "case"}:
        return "institution"
    printed = work.type in PERIODICALS | PARTS | {"book"}
    return "publisher" if printed else "organization"


def _dates(work: Work) -> Iterator[tuple[str, str]]:
    date = work.date
    if date and date.literal and not date.edtf:  # `date` has to be in ISO 8601-2; `year` may be in words
        state = _STATES.get(date.literal, "")
        yield ("pubstate", state) if state else ("year", tex(date.literal))
    else:
        yield "date", _date(date)
    yield "origdate", _date(work.original)


def _date(date: Date | None) -> str:
    """The date in ISO 8601-2, as biblatex has it; or in words, if it can't be written so."""
    if date is None:
        return ""
    return date.edtf or tex(date.literal) or date.iso

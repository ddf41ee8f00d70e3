"""Works as RIS, a tagged format that reference managers exchange.

The format is that of the *RIS Format Specifications* (Research Information Systems, 2011). A line is a tag, two spaces,
a hyphen, a space and a value, and ends with CR LF. `TY` begins a reference and `ER` ends it. What a tag means depends
on the type: the tags are those from which Zotero and EndNote read the field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from briefsite.exports.notation import date_as_read
from briefsite.exports.remarks import lasting_address, remarks
from briefsite.exports.slots import in_line
from briefsite.exports.type_names import TYPE_NAMES
from briefsite.works.work import ON_SITES, PARTS, PERIODICALS, Date, Name, Work, WorkKind, bracketed_title

END: Final = "\r\n"
_KINDS: Final[frozenset[WorkKind]] = frozenset(TYPE_NAMES)
_UNTRANSLATED: Final[frozenset[WorkKind]] = frozenset(
    {"paper", "video", "dataset", "case", "image", "patent", "software", "law", "thesis"}
)
#: The kinds whose pages are the number of the pages that they have, unless it is a range.
_COUNTED: Final = {"book", "thesis", "manuscript"}


def _tagged(tag: str, *kinds: WorkKind) -> dict[WorkKind, str]:
    return dict.fromkeys(kinds, tag)


#: Which tag a fact (a field of `Work`) has in works of each kind. Where a kind has none, the remarks say it in words.
_TAGS: Final[Mapping[str, Mapping[WorkKind, str]]] = {
    "container": _tagged("T2", *PERIODICALS, *ON_SITES, "chapter", "entry") | {"paper": "C3"},
    "event": {"paper": "T2"},
    "series": _tagged("T2", "book", "report", "software") | _tagged("T3", "article", *PARTS, "audio"),
    "number": {
        "book": "M1",
        "law": "M1",
        "chapter": "SV",
        "case": "SV",
        **_tagged("SN", "report", "patent", "standard"),
    },
    "genre": _tagged("M3", "manuscript", "document", "report", "standard", "thesis", "online", "letter", "image")
    | {"video": "C4"},
    # Zotero has no editors of other kinds, and no translators of these: it would take them for authors.
    "editors": _tagged("A2", *PARTS, "document") | {"book": "A3"} | _tagged("ED", "article", "report", "standard"),
    "translators": _tagged("A4", *_KINDS - _UNTRANSLATED),
    "volume": _tagged("VL", *PERIODICALS, *PARTS, "book", "report", "audio", "video"),
    "edition": _tagged("ET", *PARTS, "book", "newspaper"),
    "version": _tagged("ET", "software", "dataset"),
    "issn": _tagged("SN", *PERIODICALS),
    "isbn": _tagged("SN", "book", *PARTS),
    "pages": _tagged("SP", *PERIODICALS, *PARTS, "news", "report", "patent"),
}


def ris(works: Sequence[Work]) -> str:
    """A RIS file: a reference for each work, separated by empty lines."""
    return END.join(record(work) for work in works)


@lru_cache(maxsize=1024)
def record(work: Work) -> str:
    """The reference of a work, without empty fields. No value contains a line end."""
    lines = [f"{tag}  - {value}" for tag, text in _fields(work) if tag and (value := in_line(text))]
    return END.join([f"TY  - {TYPE_NAMES[work.type].ris}", *lines, "ER  - ", ""])


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    kind = work.type
    yield "ID", work.key
    yield from (("AU", _name(name)) for name in work.authors)
    yield "TI", bracketed_title(work)
    # An item of a news agency, or a page of a site without a name, has its publisher as container.
    yield _tag("container", work), work.container or (work.publisher if kind in ON_SITES else "")
    yield _tag("event", work), work.event
    yield _tag("series", work), _series(work)
    yield from ((_tag("editors", work), _name(name)) for name in work.editors)
    yield from ((_tag("translators", work), _name(name)) for name in work.translators)
    date = _date(work.date)
    yield "PY", f"{work.date.year:04}" if date and work.date and work.date.year > 0 else ""
    yield "DA", date
    yield _tag("genre", work), work.genre
    yield "PB", work.publisher
    yield "CY", work.publisher_place
    yield _tag("volume", work), work.volume
    yield "IS", work.issue
    yield _tag("number", work), work.number
    yield _tag("edition", work), work.edition
    yield _tag("version", work), work.version
    yield from _pages(work)
    yield _tag("issn", work), work.issn
    yield _tag("isbn", work), work.isbn
    yield "DO", work.doi
    yield "UR", lasting_address(work)
    yield "DB", work.eprint.archive if work.eprint else ""
    yield "AN", work.eprint.number if work.eprint else ""
    yield "Y2", _date(work.accessed)
    # Zotero would take the language of software for its programming language.
    yield "LA", work.language if kind != "software" else ""
    yield "CR", work.rights
    yield "N1", remarks(work, frozenset(_lacking(work)))


def _tag(fact: str, work: Work) -> str:
    """The tag of a fact in a work of this kind; "" if there is none."""
    if fact == "pages" and work.type in _COUNTED:
        return "" if {*"–,"} & {*work.pages} else "SP"
    return _TAGS[fact].get(work.type, "")


def _lacking(work: Work) -> Iterator[str]:
    """The facts that have no tag in a work of this kind."""
    yield from ("others", "original", "subject", "part", "chapter", "archived")
    yield from (fact for fact in _TAGS if not _tag(fact, work) and not (fact == "number" and _with_series(work)))
    if not _date(work.date):
        yield "date"


def _pages(work: Work) -> Iterator[tuple[str, str]]:
    """The first and the last page; several ranges are the first."""
    pages = work.pages.replace("–", "-") if _tag("pages", work) else ""
    first, _, last = pages.partition("-") if pages.count("-") == 1 else (pages, "", "")
    yield from (("SP", first), ("EP", last))


def _with_series(work: Work) -> bool:
    """Whether the number has no tag of its own, and follows the series."""
    return bool(work.series) and work.type in {"paper", "entry"}


def _series(work: Work) -> str:
    return f"{work.series}, No. {work.number}" if _with_series(work) and work.number else work.series


def _name(name: Name) -> str:
    """A person as "Family, Given, Suffix"; a body without commas, but with one at the end.

    The tag has no other way to tell a body: at any comma within, a name would be split.
    """
    if name.literal:
        return f"{name.literal.replace(',', '')},"
    family = " ".join(part for part in (name.prefix, name.family) if part)
    return ", ".join([family, *([name.given] if name.given or name.suffix else []), *filter(None, [name.suffix])])


def _date(date: Date | None) -> str:
    """The date as YYYY/MM/DD/, with unknown parts empty: "2020/08/28/", "1995///".

    What this can't say is given in the notation of ISO 8601-2, or in words. A date without a whole year is left out:
    readers would take its words for a month.
    """
    if date is None:
        return ""
    if date.literal:
        said = date_as_read(date)
        return said if re.search(r"\b\d{4}\b", said) else ""
    month = f"{date.month:02}" if date.month else ""
    day = f"{date.day:02}" if date.day else ""
    return f"{date.year:04}/{month}/{day}/" if date.year > 0 else date.iso

"""Works as RIS, a tagged format that reference managers exchange.

The format is that of the *RIS Format Specifications* (Research Information Systems, 2011). A line is a tag, two spaces,
a hyphen, a space and a value, and ends with CR LF. `TY` begins a reference and `ER` ends it. Where the specification
allows several tags for a field, the one that Zotero and EndNote read is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from briefsite.exports.slots import in_line
from briefsite.works.addresses import eprint_address
from briefsite.works.work import Date, Name, Work, WorkKind

_TYPES: Final[dict[WorkKind, str]] = {
    "article": "JOUR",
    "newspaper": "NEWS",
    "magazine": "MGZN",
    "news": "NEWS",
    "online": "ELEC",
    "report": "RPRT",
    "thesis": "THES",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper": "CPAPER",
    "entry": "ENCYC",
    "dataset": "DATA",
    "software": "COMP",
    "manuscript": "UNPB",
    "patent": "PAT",
    "video": "VIDEO",
    "audio": "SOUND",
    "image": "ART",
    "law": "STAT",
    "case": "CASE",
    "letter": "PCOMM",
    "standard": "STAND",
    "document": "GEN",
}
END: Final = "\r\n"


def ris(works: Sequence[Work]) -> str:
    """A RIS file: a reference for each work, separated by empty lines."""
    return END.join(record(work) for work in works)


def record(work: Work) -> str:
    """The reference of a work, without empty fields. No value contains a line end."""
    lines = [f"{tag}  - {value}" for tag, text in _fields(work) if (value := in_line(text))]
    return END.join([f"TY  - {_TYPES[work.type]}", *lines, "ER  - ", ""])


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    report, book = work.type == "report", work.type == "book"
    yield "ID", work.key
    for name in work.authors:
        yield "AU", _name(name)
    yield "TI", work.title
    # An item of a news agency, or a page of a site without a name, has its publisher as container.
    held = work.container or (work.publisher if work.type in {"news", "online"} else "")
    yield "T2", held or (work.series if report or book else "")
    yield "T3", "" if report or book else work.series
    for name in work.editors:
        yield "ED", _name(name)
    for name in work.translators:
        yield "A4", _name(name)
    yield "PY", f"{work.date.year:04}" if work.date and work.date.year > 0 else ""
    yield "DA", _date(work.date)
    yield "M3", work.genre
    yield "PB", work.publisher
    yield "CY", work.publisher_place
    yield "VL", work.volume
    yield "IS", work.issue
    yield "M1", "" if report else work.number
    yield "ET", work.edition or work.version
    yield "SE", work.chapter
    first, _, last = work.pages.partition("–")
    yield "SP", first
    yield "EP", last
    # Zotero and EndNote read the number of a report from this tag.
    yield "SN", work.isbn or work.issn or (work.number if report else "")
    yield "DO", work.doi
    yield "UR", work.url or (eprint_address(work.eprint) if work.eprint else "")
    yield "DB", work.eprint.archive if work.eprint else ""
    yield "AN", work.eprint.number if work.eprint else ""
    yield "OP", work.original.shown if work.original else ""
    yield "Y2", _date(work.accessed)
    yield "LA", work.language
    for text in (work.note, work.addendum, work.event, work.annotation):
        yield "N1", text


def _name(name: Name) -> str:
    """A person as "Family, Given, Suffix". A body ends with a comma: EndNote and Pandoc would read it as a person."""
    if name.literal:
        return f"{name.literal},"
    family = " ".join(part for part in (name.prefix, name.family) if part)
    return ", ".join([family, *([name.given] if name.given or name.suffix else []), *filter(None, [name.suffix])])


def _date(date: Date | None) -> str:
    """The date as YYYY/MM/DD/other, with unknown parts empty: "2020/08/28/", "1995///", "///forthcoming"."""
    if date is None:
        return ""
    year = f"{date.year:04}" if date.year > 0 else ""
    month = f"{date.month:02}" if date.month else ""
    day = f"{date.day:02}" if date.day else ""
    return f"{year}/{month}/{day}/{date.literal}"

"""Works as CSL-JSON, the input of citation processors (Citation Style Language 1.0.2, `csl-data.json`)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from briefsite.exports.remarks import lasting_address, remarks
from briefsite.exports.type_names import TYPE_NAMES
from briefsite.works.rich_text import MarkedText, MarkKind, printed_marks, with_tags
from briefsite.works.work import ON_SITES, Date, Name, Work, marked_title, text_with_marks

_POINT: Final = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%])?")
#: What is greater in a month's place of ISO 8601-2 is a season.
_LAST_MONTH: Final = 12
#: The kinds whose `pages` are the number of the pages that they have, unless it is a range.
_COUNTED: Final = {"book", "thesis", "manuscript"}
_TAGS: Final[Mapping[MarkKind, tuple[str, str]]] = {
    "kept": ('<span class="nocase">', "</span>"),
    "italic": ("<i>", "</i>"),
    "lowered": ("<sub>", "</sub>"),
    "raised": ("<sup>", "</sup>"),
    "small_caps": ('<span style="font-variant:small-caps;">', "</span>"),
}


def csl_json(works: Sequence[Work]) -> str:
    """The works as a CSL-JSON file: an array of items."""
    return json.dumps([item(work) for work in works], ensure_ascii=False, indent=1) + "\n"


def item(work: Work) -> dict[str, Any]:
    """The item of a work, without empty fields."""
    of_a_series = work.type in {"book", "chapter", "paper", "entry"}
    counted = work.type in _COUNTED and not {*"–,"} & {*work.pages}
    genre = "" if work.type == "software" and work.version else work.genre
    version = "" if work.type == "book" else work.version  # for Zotero, a book with a version would be software
    lacking = (
        {"others", "subject", "part", "archived"}
        | (set() if genre else {"genre"})
        | (set() if version else {"version"})
    )
    fields = {
        "id": work.key,
        "type": _type(work),
        "title": _rich(marked_title(work)),
        "author": [_name(name) for name in work.authors],
        "editor": [_name(name) for name in work.editors],
        "translator": [_name(name) for name in work.translators],
        "issued": _date(work.date),
        "original-date": _date(work.original),
        "accessed": _date(work.accessed),
        # An item of a news agency, or a page of a site without a name, has its publisher as container.
        "container-title": _rich(text_with_marks(work, "container"))
        or (work.publisher if work.type in ON_SITES else ""),
        "event-title": work.event,
        "authority" if work.type == "case" else "publisher": work.publisher,
        "publisher-place": work.publisher_place,
        "collection-title": _rich(text_with_marks(work, "series")),
        "collection-number": work.number if of_a_series else "",
        "number": "" if of_a_series else work.number,
        "volume": work.volume,
        "issue": work.issue,
        "edition": work.edition,
        "version": version,
        "chapter-number": work.chapter,
        "number-of-pages" if counted else "page": work.pages.replace("–", "-"),
        # Zotero would take the genre of software for its programming language.
        "genre": genre,
        "archive": work.eprint.archive if work.eprint else "",
        "archive_location": work.eprint.number if work.eprint else "",
        "URL": lasting_address(work),
        "DOI": work.doi,
        "ISBN": work.isbn,
        "ISSN": work.issn,
        "language": work.language,
        "license": work.rights,
        "note": remarks(work, frozenset(lacking)),
        "annote": work.annotation,
    }
    return {name: value for name, value in fields.items() if value}


def _type(work: Work) -> str:
    """The type: for software without a version, which would be a book for Zotero, `document`."""
    return "document" if work.type == "software" and not work.version else TYPE_NAMES[work.type].csl


def _rich(said: MarkedText) -> str:
    """A text with the markup of CSL's processors, which know no escapes."""
    return with_tags(said.text, printed_marks(said), lambda kind, _: _TAGS[kind], str)


def _name(name: Name) -> dict[str, str]:
    """A body, or a person with the particle before the family name and the suffix after a comma behind the given one.

    Zotero reads no other parts; citation processors find particle and suffix there by themselves.
    """
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": " ".join(filter(None, (name.prefix, name.family))),
        "given": ", ".join(filter(None, (name.given, name.suffix))),
    }
    return {part: text for part, text in parts.items() if text}


def _date(date: Date | None) -> dict[str, Any]:
    """The date as CSL has it: its parts, with the end of a span, and whether it is about then."""
    if date is None:
        return {}
    if date.literal:
        return _from_notation(date.edtf) or {"literal": date.literal}
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def _from_notation(edtf: str) -> dict[str, Any]:
    """A date in ISO 8601-2 as CSL has it; empty if CSL can't say it.

    CSL has seasons, too. But Zotero takes the number of a season for that of a month, so they are left in words.
    """
    ends = edtf.split("/")
    found = [_POINT.fullmatch(end) for end in ends]
    points = [[int(part) for part in match.groups()[:3] if part] for match in found if match]
    seasons = any(len(point) > 1 and point[1] > _LAST_MONTH for point in points)
    if not edtf or len(points) < len(ends) or seasons:
        return {}
    return {"date-parts": points} | ({"circa": True} if any(match and match[4] for match in found) else {})

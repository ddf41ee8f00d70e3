"""Works as CSL-JSON, the input of citation processors (Citation Style Language 1.0.2, `csl-data.json`)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from briefsite.works.addresses import eprint_address
from briefsite.works.work import Date, Name, Work, WorkKind

_TYPES: Final[dict[WorkKind, str]] = {
    "article": "article-journal",
    "newspaper": "article-newspaper",
    "magazine": "article-magazine",
    "news": "article-newspaper",
    "online": "webpage",
    "report": "report",
    "thesis": "thesis",
    "book": "book",
    "chapter": "chapter",
    "paper": "paper-conference",
    "entry": "entry",
    "dataset": "dataset",
    "software": "software",
    "manuscript": "manuscript",
    "patent": "patent",
    "video": "motion_picture",
    "audio": "song",
    "image": "graphic",
    "law": "legislation",
    "case": "legal_case",
    "letter": "personal_communication",
    "standard": "standard",
    "document": "document",
}


_POINT: Final = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%])?")
#: ISO 8601-2 counts the seasons from 21 to 24, and CSL from 1 to 4.
_WINTER_BEFORE: Final = 20
_SEASONS: Final = 4


def csl_json(works: Sequence[Work]) -> str:
    """The works as a CSL-JSON file: an array of items."""
    return json.dumps([item(work) for work in works], ensure_ascii=False, indent=1) + "\n"


def item(work: Work) -> dict[str, Any]:
    """The item of a work, without empty fields."""
    of_a_series = work.type in {"book", "chapter", "paper", "entry"}
    # An item of a news agency, or a page of a site without a name, has its publisher as container.
    held = work.container or (work.publisher if work.type in {"news", "online"} else "")
    fields = {
        "id": work.key,
        "type": _TYPES[work.type],
        "title": _title(work),
        "author": [*map(_name, work.authors), *([{"literal": "others"}] if work.others else [])],
        "editor": [_name(name) for name in work.editors],
        "translator": [_name(name) for name in work.translators],
        "issued": _date(work.date),
        "original-date": _date(work.original),
        "accessed": _date(work.accessed),
        "container-title": held,
        "event-title": work.event,
        "publisher": work.publisher,
        "publisher-place": work.publisher_place,
        "collection-title": work.series,
        "collection-number": work.number if of_a_series else "",
        "number": "" if of_a_series else work.number,
        "volume": work.volume,
        "issue": work.issue,
        "edition": work.edition,
        "version": work.version,
        "chapter-number": work.chapter,
        "page": work.pages.replace("–", "-"),
        "genre": work.genre,
        "archive": work.eprint.archive if work.eprint else "",
        "archive_location": work.eprint.number if work.eprint else "",
        "URL": work.url or (eprint_address(work.eprint) if work.eprint else ""),
        "DOI": work.doi,
        "ISBN": work.isbn,
        "ISSN": work.issn,
        "language": work.language,
        "note": ". ".join(filter(None, (work.note, work.addendum))),
        "annote": work.annotation,
    }
    return {name: value for name, value in fields.items() if value}


def _title(work: Work) -> str:
    """The title, with the CSL markup for spans whose case must not change."""
    out, at = "", 0
    for begin, end in sorted(work.protected):
        out += f'{work.title[at:begin]}<span class="nocase">{work.title[begin:end]}</span>'
        at = end
    return out + work.title[at:]


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.prefix,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def _date(date: Date | None) -> dict[str, Any]:
    """The date as CSL has it: its parts, with the end of a span, a season, and whether it is about then."""
    if date is None:
        return {}
    if date.literal:
        return _from_notation(date.edtf) or {"literal": date.literal}
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def _from_notation(edtf: str) -> dict[str, Any]:
    """A date in ISO 8601-2 as CSL has it; empty if CSL can't say it."""
    ends = edtf.split("/")
    found = [_POINT.fullmatch(end) for end in ends]
    points = [[int(part) for part in match.groups()[:3] if part] for match in found if match]
    if not edtf or len(points) < len(ends):
        return {}
    said: dict[str, Any] = {"circa": True} if any(match and match[4] for match in found) else {}
    seasons = [point[1] - _WINTER_BEFORE for point in points if len(point) > 1 and point[1] > _WINTER_BEFORE]
    if len(seasons) == len(points) == 1 and seasons[0] <= _SEASONS:
        return {"date-parts": [points[0][:1]], "season": seasons[0]} | said
    return {"date-parts": points} | said if not seasons else {}

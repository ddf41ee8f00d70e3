"""Works as CSL-JSON, the input of citation processors (Citation Style Language 1.0.2, `csl-data.json`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

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
    "document": "document",
}


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
        "URL": work.url,
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
    if date is None:
        return {}
    if date.literal:
        return {"literal": date.literal}
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}

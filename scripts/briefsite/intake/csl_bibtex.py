"""From CSL-JSON, as reference managers write it into documents, to entries of a references.bib (BibLaTeX)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_TYPES: Final[Mapping[str, str]] = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "review": "article",
    "review-book": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "entry-dictionary": "incollection",
    "paper-conference": "inproceedings",
    "report": "report",
    "thesis": "thesis",
    "webpage": "online",
    "post": "online",
    "post-weblog": "online",
}
#: Variables of CSL, and the fields that have them whatever the type is.
_FIELDS: Final[Mapping[str, str]] = {
    "title": "title",
    "volume": "volume",
    "page": "pages",
    "edition": "edition",
    "publisher-place": "location",
    "collection-title": "series",
    "DOI": "doi",
    "URL": "url",
    "ISBN": "isbn",
    "ISSN": "issn",
    "language": "langid",
    "note": "note",
}
_ROLES: Final = {"author": "author", "editor": "editor", "translator": "translator", "container-author": "bookauthor"}
_SPECIAL: Final = re.compile(r"[\\{}$&%#_~^]")
_ESCAPED: Final = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
#: Fields that are read as they are.
_VERBATIM: Final = frozenset({"doi", "url"})
_BLANKS: Final = re.compile(r"\s+")
_EXTRA: Final = re.compile(r"(?:^|\n)\s*(?:citation key|tex\.\w+|bibtex):[^\n]*", re.IGNORECASE)


def bibtex_entries(works: Mapping[str, Mapping[str, Any]], keys: Mapping[str, str]) -> str:
    """The items `works`, by their ids, as BibLaTeX, each with its key in `keys`; sorted by key."""
    entries = [_entry(item, keys[id_]) for id_, item in works.items()]
    return "\n".join(sorted(entries))


def _entry(item: Mapping[str, Any], key: str) -> str:
    kind = _TYPES.get(str(item.get("type") or ""), "misc")
    fields = dict(_fields(item, kind))
    lines = [f"  {name} = {{{_value(name, value)}}}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _fields(item: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    for role, field in _ROLES.items():
        if names := _names(item.get(role)):
            yield field, names
    for variable, field in _FIELDS.items():
        if text := _text(item.get(variable)):
            yield field, text
    of_body = kind in {"report", "thesis"}
    container = {"article": "journaltitle", "online": "organization"}.get(kind, "booktitle")
    numbers = (_text(item.get(name)) for name in ("issue", "number", "collection-number"))
    further = {
        container: _text(item.get("container-title")),
        "institution" if of_body else "publisher": _text(item.get("publisher")),
        "type" if of_body else "howpublished": _text(item.get("genre")),
        "number": next(filter(None, numbers), ""),
        "date": _date(item.get("issued")),
        "urldate": _date(item.get("accessed")),
    }
    yield from ((field, text) for field, text in further.items() if text)


def _text(value: Any) -> str:
    """A value as text in a line. What a program adds to notes for itself is left out."""
    if not isinstance(value, (str, int, float)):
        return ""
    return _BLANKS.sub(" ", _EXTRA.sub("", str(value))).strip()


def _value(field: str, value: str) -> str:
    if field in {"author", "editor", "translator", "bookauthor"}:
        return value  # its braces are its own
    if field in _VERBATIM:
        return re.sub(r"[{}\s]", "", value)
    return _escape(value)


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _ESCAPED.get(sign[0], f"\\{sign[0]}"), text)


def _names(value: Any) -> str:
    people = value if isinstance(value, list) else []
    return " and ".join(name for one in people if isinstance(one, dict) and (name := _name(one)))


def _name(one: Mapping[str, Any]) -> str:
    family, given, literal = (_escape(_text(one.get(part))) for part in ("family", "given", "literal"))
    if not family:
        return f"{{{literal or given}}}" if literal or given else ""
    particles = (_text(one.get(part)) for part in ("non-dropping-particle", "dropping-particle"))
    family = " ".join(filter(None, (*map(_escape, particles), family)))
    parts = [family, _escape(_text(one.get("suffix"))), given]
    return ", ".join(filter(None, parts)) if given else f"{{{family}}}"


def _date(value: Any) -> str:
    """A date as ISO has it, a range with a slash between; empty if it is none."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    if isinstance(parts, list) and parts:
        return "/".join(filter(None, (_day(one) for one in parts[:2] if isinstance(one, Sequence))))
    raw = _text(value.get("raw") or value.get("literal")) if isinstance(value, dict) else ""
    match = re.search(r"\b\d{4}(?:-\d{2}(?:-\d{2})?)?\b", raw)
    return match[0] if match else ""


def _day(parts: Sequence[Any]) -> str:
    numbers = [str(part) for part in parts[:3] if str(part).isdecimal()]
    if not numbers or len(numbers[0]) > 4:  # noqa: PLR2004 - a year
        return ""
    return "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:])])

"""The keys of works that a document brings along: the first author's name and the year, as in `keller2011`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from briefsite.writing.transliteration import slug_of


def work_keys(works: Mapping[str, Mapping[str, Any]], known: Iterable[str] = ()) -> Mapping[str, str]:
    """A key for each CSL-JSON item, by its id. Keys are ASCII, and each is given once: keller2011, keller2011b.

    Those in `known` are taken.
    """
    found: dict[str, str] = {}
    taken = {*known}
    for id_, item in works.items():
        stem = f"{_name(item)}{csl_year(item)}" or "work"
        key = next(key for n in count() if (key := stem + _letter(n)) not in taken)
        taken.add(key)
        found[id_] = key
    return found


def _letter(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _name(item: Mapping[str, Any]) -> str:
    for role in ("author", "editor", "translator"):
        for person in _listed(item.get(role)):
            name = person.get("family") or person.get("literal") or "" if isinstance(person, dict) else ""
            if word := slug_of(str(name)).split("-")[0]:
                return word
    return slug_of(str(item.get("title") or "")).split("-")[0]


def csl_year(item: Mapping[str, Any]) -> str:
    """The year of a CSL-JSON item; empty if it has none."""
    issued = item.get("issued")
    if not isinstance(issued, dict):
        return ""
    parts = _listed(issued.get("date-parts"))
    first = str(_listed(parts[0])[0]) if parts and _listed(parts[0]) else str(issued.get("raw") or "")
    match = re.search(r"\d{4}", first)
    return match[0] if match else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

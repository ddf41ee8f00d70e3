"""The keys of the entries of a BibTeX file: each entry that is a work of its own gets one that no other has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefsite.problems.collector import Problems
from briefsite.words import fold
from briefsite.works import latex
from briefsite.works.bibtex_entry import BibEntry
from briefsite.works.remarks import Remarks


def usable_key(entry: BibEntry, taken: Mapping[str, BibEntry], problems: Problems, remarks: Remarks) -> str:
    """The key of an entry, made if it has none or one that is `taken`; "" if it repeats another entry.

    `taken` are the entries before it, by key. Problems, all warnings: B02 a duplicate key, B06 a key with white space.
    A key that was made for an entry without one goes into `remarks`.
    """
    key = entry.key
    if not key or re.search(r"\s", key):
        if key:
            said = f'the key "{key}" has a blank, at which BibTeX ends a key'
            better = re.sub(r"[^A-Za-z0-9]+", "_", fold(latex.plain_text(key))).strip("_")
            help_ = f"a key has no blanks, commas and braces, for instance {better or 'hill2001'}"
            problems.warning(entry.key_place, "B06", said, help_, subject=key)
        else:
            key = _free(f"{entry.type}-{entry.place.line}", taken)
            remarks.add("keys", entry.key_place, key, f"@{entry.type}")
    first = taken.get(key)
    if first is None:
        return key
    same = _content(first) == _content(entry)
    made = "" if same else _free(key, taken)
    said = f'the key "{key}" is taken by the entry in line {first.key_place.line}'
    said += ", which is the same: it is read once" if same else f': this work is read as "{made}"'
    help_ = "delete it" if same else "give one of the two works another key, or delete it"
    problems.warning(entry.key_place, "B02", said, help_, subject=key)
    return made


def _content(entry: BibEntry) -> tuple[str, dict[str, str]]:
    return entry.type, {name: " ".join(field.value.split()) for name, field in entry.fields.items()}


def _free(key: str, taken: Mapping[str, BibEntry]) -> str:
    number = 1
    while (made := key if number == 1 else f"{key}-{number}") in taken:
        number += 1
    return made

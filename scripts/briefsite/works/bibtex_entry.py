"""Entries of a BibTeX file and their fields, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefsite.problems.problem import Place


@dataclass(frozen=True, slots=True)
class BibField:
    """A field. `value` has no outer delimiters; abbreviations and `#` are resolved. `place` is that of the name."""

    name: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry. Its `type` and the names of its fields are in lower case.

    `unread` has the names of fields that could not be read; these are not in `fields`. `place` is where the entry
    begins, `key_place` where its key is.
    """

    type: str
    key: str
    fields: Mapping[str, BibField]
    unread: frozenset[str]
    place: Place
    key_place: Place

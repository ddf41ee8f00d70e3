"""The syntax of BibTeX: the entries of a file and their fields, each with its place in the file.

bibtexparser splits the file; it raises nothing. This module reports what it ignores: text between entries, an unclosed
entry, a missing comma, an undefined abbreviation. A faulty entry doesn't affect the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from briefsite.limits import check_limit, limits
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem
from briefsite.source.source import Source
from briefsite.works.bibtex_blocks import blocks, splittable
from briefsite.works.bibtex_entry import BibEntry, BibField
from briefsite.works.bibtex_values import FIELD, TOO_LONG, Fault, resolved, skip, value_end
from briefsite.works.damaged_bibtex import (
    complain_of_stray,
    complain_of_unread,
    fields_behind,
    lacks_key,
    recovered_entry,
)
from briefsite.works.dates import MONTHS
from briefsite.works.field_names import is_silent
from briefsite.works.tex_definitions import Definition, definitions, expanded

#: The abbreviations that BibTeX's standard styles define: the months.
_ABBREVIATIONS: Final = {name: name for name in (month[:3].casefold() for month in MONTHS)}
#: The most abbreviations that a warning names.
_NAMED: Final = 12
#: An abbreviation in a `@string`, with the sign before it.
_DEFINITION: Final = re.compile(r"\s*[{(,]\s*([^\s={}(),\"#]+)\s*=\s*")
_CONTROL = re.compile(r"[^\t\n\r -\x7e\xa0-\U0010ffff]")


def read_bibtex(file: str, text: str, problems: Problems) -> tuple[tuple[BibEntry, ...], frozenset[str]]:
    """The entries of a BibTeX file in order, duplicate keys included, and the keys of entries that cannot be read.

    Raises nothing. Problems: B01 for what cannot be read, B04 for a field that an entry has twice.
    """
    source = Source(file, b"", text.removeprefix("\ufeff"))
    for sign, count in Counter(_CONTROL.findall(source.text)).items():
        name = f"U+{ord(sign):04X}"
        said = f"a control character, {name}, is read as a blank" + (f" in {count} places" if count > 1 else "")
        problems.warning(source.place(source.text.index(sign)), "B01", said, "delete it", subject=name)
    source = Source(file, b"", splittable(_CONTROL.sub(" ", source.text)))
    entries: list[BibEntry] = []
    added = 0
    unread: set[str] = set()
    all_found: list[Problem] = []
    abbreviations = dict(_ABBREVIATIONS)
    macros: dict[str, Definition] = {}
    for offset, block, raw in blocks(source.text):
        found = Problems()
        entry = _read_block(source, offset, block, raw, abbreviations, macros, problems=found)
        all_found += found.in_order()
        if entry is not None:
            length = sum(len(field.value) for field in entry.fields.values())
            added += max(0, length - len(raw))
            if added > limits().expansion:
                said = "with this entry, abbreviations have added {} characters"
                check_limit(entry.place, "expansion", added, said, _WHOLE, problems)
                return (), frozenset()
            entries.append(entry)
        elif entries and (more := fields_behind(source, offset, raw, abbreviations)):
            entries[-1] = replace(entries[-1], fields={**more, **entries[-1].fields})
        elif found and (begun := re.match(r"@\w+\s*[{(]\s*([^\s,={}]+)\s*,", block.raw)):
            unread.add(begun[1])
    # An abbreviation that isn't defined was entered as standing for itself.
    undefined = {name for name, value in abbreviations.items() if value.lower() == name} - _ABBREVIATIONS.keys()
    problems.add(_together(all_found, undefined))
    return tuple(_expanded(entry, macros) for entry in entries), frozenset(unread)


def _expanded(entry: BibEntry, macros: Mapping[str, Definition]) -> BibEntry:
    """The entry with what the macros of the `@preamble` stand for."""
    if not macros:
        return entry
    fields = {name: replace(field, value=expanded(field.value, macros)) for name, field in entry.fields.items()}
    return replace(entry, fields=fields)


def _together(found: Sequence[Problem], abbreviations: Collection[str]) -> Iterator[Problem]:
    """The problems, with one in place of those of several `abbreviations` that are not defined."""
    undefined = [problem for problem in found if problem.code == "B01" and problem.subject.lower() in abbreviations]
    for problem in found:
        if len(undefined) < 2 or problem not in undefined:  # noqa: PLR2004
            yield problem
        elif problem is undefined[0]:
            words = [f'"{other.subject}" (line {other.place.line})' for other in undefined[:_NAMED]]
            more = len(undefined) - len(words)
            words += [f"and {more} others"] if more else []
            said = f"abbreviations are not defined, and stand for themselves: {', '.join(words)}"
            yield replace(
                problem,
                message=said,
                help='put them in braces, or define them before: @string{jw = "Journal of Water"}',
            )


def _read_block(
    source: Source,
    offset: int,
    block: Any,
    raw: str,
    abbreviations: dict[str, str],
    macros: dict[str, Definition],
    *,
    problems: Problems,
) -> BibEntry | None:
    """The entry in a block, or None if it holds none.

    A `@string` definition is added to `abbreviations`, those of a `@preamble` to `macros`.
    """
    from bibtexparser import model

    line_start = source.text.rfind("\n", 0, offset) + 1
    commented = source.text[line_start:offset].lstrip().startswith("%")
    if commented and all(line.lstrip().startswith("%") for line in raw.splitlines()[1:]):
        return None
    if isinstance(block, model.Entry):
        return _entry(source, offset, block, abbreviations, problems)
    if isinstance(block, model.String):
        _define(source, offset, block, abbreviations, problems)
    elif isinstance(block, model.Preamble):
        found, rest = definitions(resolved(block.value, dict(abbreviations))[0])
        macros |= found
        if rest.strip() or not found:
            said = "a @preamble is TeX for a typesetter and is not used here"
            said += ", but for its definitions: " + ", ".join(map("\\{}".format, found)) if found else ""
            place = source.place(offset, len("@preamble"))
            problems.warning(place, "B01", said, "delete it", subject="@preamble")
    elif isinstance(block, model.ParsingFailedBlock):
        entry = recovered_entry(source, offset, raw, abbreviations)
        if entry is None or entry.key or not lacks_key(block):  # that it has no key is said of the entry itself
            complain_of_unread(source, offset, block, problems)
        return entry
    elif isinstance(block, model.ImplicitComment):
        complain_of_stray(source, offset, raw, problems)
    return None


def _entry(source: Source, offset: int, block: Any, abbreviations: dict[str, str], problems: Problems) -> BibEntry:
    raw: str = block.raw
    fields: dict[str, BibField] = {}
    unread: set[str] = set()
    head = re.match(r"@\w*\s*[{(]\s*", raw)
    key_at = head.end() if head else 0
    for name, at, value_at, written in _fields(block, key_at + len(block.key)):
        place = source.place(offset + at, max(1, len(name)))
        word = re.search(r"(?:[A-Za-z_][\w:.+/-]*)?\Z", name.rpartition("\n")[2])
        plain = word[0].lower() if word else ""
        if plain != name.lower() or not plain:
            shown = name.splitlines()[0].strip() if name else ""
            help_ = "BibTeX has no comments inside an entry: put them before it" if "%" in name else "name = {value},"
            problems.warning(place, "B01", f'"{shown}" is not the name of a field', help_, subject=shown or block.key)
        value, fault = resolved(written, abbreviations)
        if fault:
            _complain_of_value(source, offset + value_at, fault, problems)
        if fault and not value:
            unread.add(plain)
        elif plain in fields and plain == "keywords":
            fields[plain] = replace(fields[plain], value=f"{fields[plain].value}, {value}")
        elif plain in fields and is_silent(plain):
            pass
        elif plain in fields:
            said = f"{plain} appears twice, first in line {fields[plain].place.line}"
            problems.warning(place, "B04", said, "keep one of the two", subject=plain)
        elif plain:
            fields[plain] = BibField(plain, value, place)
    key_place = source.place(offset + key_at, max(1, len(block.key)))
    entry_place = source.place(offset, len(block.entry_type) + 1)
    key = source.text[offset + key_at :][: len(block.key)]
    return BibEntry(block.entry_type, key, fields, frozenset(unread), entry_place, key_place)


def _fields(block: Any, cursor: int) -> Iterator[tuple[str, int, int, str]]:
    """The fields of a block: name, offset of the name, offset of the value, value with its delimiters."""
    for field in block.fields:
        found = re.compile(rf"{re.escape(field.key)}\s*=\s*").search(block.raw, cursor)
        at, value_at = (found.start(), found.end()) if found else (cursor, cursor)
        cursor = value_at + len(field.value)
        yield field.key, at, value_at, field.value
        # If a comma is missing, bibtexparser reads the next field as a part of this one.
        end = value_end(field.value)
        while following := FIELD.match(field.value, end):
            rest = field.value[following.end() :]
            yield following[1], value_at + following.start(1), value_at + following.end(), rest
            end = following.end() + value_end(rest)


_WHOLE: Final = "write it without abbreviations"


def _complain_of_value(source: Source, offset: int, fault: Fault, problems: Problems) -> None:
    at, subject, message, help_ = fault
    if message == TOO_LONG:
        check_limit(source.place(offset + at, len(subject)), "value", int(help_), message, _WHOLE, problems)
        return
    problems.warning(source.place(offset + at), "B01", message, help_, subject=subject)


def _define(source: Source, offset: int, block: Any, abbreviations: dict[str, str], problems: Problems) -> None:
    for at, word, value_at, written in _definitions(block.raw):
        value, fault = resolved(written, abbreviations)
        if fault:
            _complain_of_value(source, offset + value_at, fault, problems)
        if word.lower() in abbreviations:
            place = source.place(offset + at, max(1, len(word)))
            said = f'the abbreviation "{word}" is defined a second time'
            problems.warning(place, "B01", said, "give it another name", subject=word)
        abbreviations[word.lower()] = value


def _definitions(raw: str) -> Iterator[tuple[int, str, int, str]]:
    """The definitions in a `@string`, of which some programs write several into one.

    Each is the offset of the abbreviation, the abbreviation, the offset of its value, and the value as written.
    """
    found = _DEFINITION.search(raw)
    while found:
        end = found.end()
        while True:
            end = skip(raw, end)
            end += value_end(raw[end:])
            if raw[skip(raw, end) :][:1] != "#":
                break
            end = skip(raw, end) + 1
        following = _DEFINITION.match(raw, end)
        written = raw[found.end() : following.start() if following else -1]
        yield found.start(1), found[1], found.end(), written
        found = following

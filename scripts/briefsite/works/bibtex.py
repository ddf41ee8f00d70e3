"""The syntax of BibTeX: the entries of a file and their fields, each with its place in the file.

bibtexparser splits the file; it raises nothing. This module reports what it ignores: text between entries, an unclosed
entry, a missing comma, an undefined abbreviation. A faulty entry doesn't affect the others.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from briefsite.problem import Place
from briefsite.problems import Problems
from briefsite.source.source import Source
from briefsite.works.dates import MONTHS

#: The abbreviations that BibTeX's standard styles define: the months.
_ABBREVIATIONS: Final = {name: name for name in (month[:3].casefold() for month in MONTHS)}
_BARE = re.compile(r"[^\s#{}\",=]+")
_FIELD = re.compile(r"\s*([A-Za-z][\w-]*)\s*=\s*")
_CONTROL = re.compile(r"[^\t\n\r -\x7e\xa0-\U0010ffff]")
_CLOSING: Final = {"{": "}", '"': '"'}


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


def read_bibtex(file: str, text: str, problems: Problems) -> tuple[tuple[BibEntry, ...], frozenset[str]]:
    """The entries of a BibTeX file in order, duplicate keys included, and the keys of entries that cannot be read.

    Raises nothing. Problems: B01 for what cannot be read, B04 for a field that an entry has twice.
    """
    source = Source(file, b"", text.removeprefix("\ufeff"))
    for match in _CONTROL.finditer(source.text):
        sign = f"U+{ord(match[0]):04X}"
        problems.error(source.place(match.start()), "B01", f"a control character, {sign}", "take it out", subject=sign)
    entries: list[BibEntry] = []
    unread: set[str] = set()
    abbreviations = dict(_ABBREVIATIONS)
    for offset, block in _blocks(source.text):
        found = problems.part()
        entry = _read_block(source, offset, block, abbreviations, found)
        if entry is not None:
            entries.append(entry)
        elif found and (begun := re.match(r"@\w+\s*[{(]\s*([^\s,={}]+)\s*,", block.raw)):
            unread.add(begun[1])
    return tuple(entries), frozenset(unread)


def _blocks(text: str) -> Iterator[tuple[int, Any]]:
    """The blocks into which bibtexparser splits `text`, each with its offset in characters."""
    from bibtexparser import model
    from bibtexparser.splitter import Splitter

    logger = logging.getLogger("bibtexparser.splitter")
    before, logger.disabled = logger.disabled, True  # it would print to standard error what is reported here
    try:
        blocks = Splitter(text).split().blocks
    finally:
        logger.disabled = before
    cursor = 0
    cut = False
    for block in blocks:
        whole: Any = block
        while isinstance(whole, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
            whole = whole.ignore_error_block
        offset = max(text.find(whole.raw, cursor), cursor)
        rest, cut = cut and isinstance(whole, model.ImplicitComment), isinstance(whole, model.ParsingFailedBlock)
        # An unclosed block may end with the character at which the next block begins.
        cursor = offset + (max(len(whole.raw) - 1, 1) if cut else len(whole.raw))
        if not rest:  # otherwise it is the rest of an unclosed entry, which is reported already
            yield offset, whole


def _read_block(
    source: Source, offset: int, block: Any, abbreviations: dict[str, str], problems: Problems
) -> BibEntry | None:
    """The entry in a block, or None if it holds none. A `@string` definition is added to `abbreviations`."""
    from bibtexparser import model

    raw: str = block.raw
    line_start = source.text.rfind("\n", 0, offset) + 1
    commented = source.text[line_start:offset].lstrip().startswith("%")
    if commented and all(line.lstrip().startswith("%") for line in raw.splitlines()[1:]):
        return None
    if isinstance(block, model.Entry):
        return _entry(source, offset, block, abbreviations, problems)
    if isinstance(block, model.String):
        _define(source, offset, block, abbreviations, problems)
    elif isinstance(block, model.Preamble):
        said = "a @preamble is TeX for a typesetter and is not used here"
        place = source.place(offset, len("@preamble"))
        problems.warning(place, "B01", said, "take it out", subject="@preamble")
    elif isinstance(block, model.ParsingFailedBlock):
        _complain_of_unread(source, offset, block, problems)
    elif isinstance(block, model.ImplicitComment):
        _complain_of_stray(source, offset, raw, problems)
    return None


def _entry(source: Source, offset: int, block: Any, abbreviations: Mapping[str, str], problems: Problems) -> BibEntry:
    raw: str = block.raw
    fields: dict[str, BibField] = {}
    unread: set[str] = set()
    head = re.match(r"@\w*\s*[{(]\s*", raw)
    key_at = head.end() if head else 0
    for name, at, value_at, written in _fields(block, key_at + len(block.key)):
        place = source.place(offset + at, max(1, len(name)))
        word = re.search(r"(?:[A-Za-z][\w-]*)?\Z", name.rpartition("\n")[2])
        plain = word[0].lower() if word else ""
        if plain != name.lower() or not plain:
            shown = name.splitlines()[0].strip() if name else ""
            help_ = "BibTeX has no comments inside an entry: put them before it" if "%" in name else "name = {value},"
            problems.error(place, "B01", f'"{shown}" is not the name of a field', help_, subject=shown or block.key)
        value, fault = _resolved(written, abbreviations)
        if fault:
            _complain_of_value(source, offset + value_at, fault, problems)
        if fault and not value:
            unread.add(plain)
        elif plain in fields:
            said = f"{plain} is there twice, first in line {fields[plain].place.line}"
            problems.error(place, "B04", said, "keep one of the two", subject=plain)
        elif plain:
            fields[plain] = BibField(plain, value, place)
    key_place = source.place(offset + key_at, max(1, len(block.key)))
    entry_place = source.place(offset, len(block.entry_type) + 1)
    return BibEntry(block.entry_type, block.key, fields, frozenset(unread), entry_place, key_place)


def _fields(block: Any, cursor: int) -> Iterator[tuple[str, int, int, str]]:
    """The fields of a block: name, offset of the name, offset of the value, value with its delimiters."""
    for field in block.fields:
        found = re.compile(rf"{re.escape(field.key)}\s*=\s*").search(block.raw, cursor)
        at, value_at = (found.start(), found.end()) if found else (cursor, cursor)
        cursor = value_at + len(field.value)
        yield field.key, at, value_at, field.value
        # If a comma is missing, bibtexparser reads the next field as a part of this one.
        end = _value_end(field.value)
        while following := _FIELD.match(field.value, end):
            rest = field.value[following.end() :]
            yield following[1], value_at + following.start(1), value_at + following.end(), rest
            end = following.end() + _value_end(rest)


def _define(source: Source, offset: int, block: Any, abbreviations: dict[str, str], problems: Problems) -> None:
    at = block.raw.index("=") + 1
    value, fault = _resolved(block.raw[at:-1], abbreviations)
    word = block.key.lower()
    if fault:
        _complain_of_value(source, offset + at, fault, problems)
    if word in abbreviations:
        place = source.place(offset + block.raw.index(block.key, len("@string")), max(1, len(word)))
        said = f'the abbreviation "{block.key}" is defined a second time'
        problems.error(place, "B01", said, "give it another name", subject=block.key)
    abbreviations[word] = value


#: A fault in a value: its offset in the value, the word or character at fault, the message, the remedy.
_Fault = tuple[int, str, str, str]


def _complain_of_value(source: Source, offset: int, fault: _Fault, problems: Problems) -> None:
    at, subject, message, help_ = fault
    problems.error(source.place(offset + at), "B01", message, help_, subject=subject)


def _resolved(raw: str, abbreviations: Mapping[str, str]) -> tuple[str, _Fault | None]:
    """The value that `raw` stands for, up to the first fault, and that fault or None.

    `raw` is `{…}`, `"…"`, a number, an abbreviation, or several of these joined by `#`.
    """
    parts: list[str] = []
    at = 0
    while at < len(raw.rstrip()):
        at = _skip(raw, at)
        if raw[at] in _CLOSING:
            end = _value_end(raw[at:]) + at
            parts.append(raw[at + 1 : end - 1])
        elif bare := _BARE.match(raw, at):
            word, end = bare[0], bare.end()
            if not word.isdecimal() and word.lower() not in abbreviations:
                help_ = f'write {{{word}}}, or define it before: @string{{{word} = "…"}}'
                return "".join(parts), (at, word, f'the abbreviation "{word}" is not defined', help_)
            parts.append(abbreviations.get(word.lower(), word))
        else:
            return "".join(parts), (at, raw[at], f'"{raw[at]}" cannot stand here', "put the value in braces")
        at = _skip(raw, end)
        if at < len(raw) and raw[at] != "#":
            following = _FIELD.match(raw, at)
            said = f"a comma is missing before {following[1] if following else 'this'}"
            return "".join(parts), (at, following[1] if following else ",", said, "put a comma after each value")
        at += 1
    return "".join(parts), None


def _skip(raw: str, at: int) -> int:
    """The offset of the first character from `at` on that is not white space."""
    return len(raw) - len(raw[at:].lstrip())


def _value_end(raw: str) -> int:
    """The offset after the value at the start of `raw`; `len(raw) + 1` if the value is not closed."""
    if raw[:1] not in _CLOSING:
        bare = _BARE.match(raw)
        return bare.end() if bare else 0
    depth = 0
    signs = iter(enumerate(raw))
    for index, sign in signs:
        if sign == "\\":
            next(signs, None)
            continue
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and index and sign == _CLOSING[raw[0]]:
            return index + 1
    return len(raw) + 1


def _complain_of_stray(source: Source, offset: int, raw: str, problems: Problems) -> None:
    """Report the first line of text between entries, which BibTeX ignores. Lines that begin with % are comments."""
    for line in raw.splitlines(keepends=True):
        said = line.strip()
        if said and not said.startswith("%"):
            help_ = "put % before a comment; an entry looks like @online{key, title = {…}}"
            if said.startswith(("}", ")", ",")):
                help_ = "is there a closing brace too many in the entry above? Then it ends before it should"
            place = source.place(offset + _skip(line, 0), len(said))
            problems.error(place, "B01", "this belongs to no entry", help_, subject=said)
            return
        offset += len(line)


def _complain_of_unread(source: Source, offset: int, block: Any, problems: Problems) -> None:
    """Report why an entry could not be read, as close to the fault as possible."""
    raw: str = block.raw
    reason = str(getattr(block.error, "abort_reason", ""))
    begun = re.split(r"[{(\s]", raw, maxsplit=1)[0]
    place = source.place(offset, len(begun) or 1)
    if "comma after entry key" in reason:
        help_ = "an entry begins with its key: @online{key, …"
        problems.error(place, "B01", "the entry has no key", help_, subject=begun)
        return
    if "`=`" in reason:
        help_ = "a field looks like name = {value},"
        problems.error(place, "B01", "a field of the entry has no =", help_, subject=begun)
        return
    lines = raw.splitlines(keepends=True)
    for line, following in zip(lines, [*lines[1:], "}"], strict=True):
        name = _FIELD.match(line)
        value = line[name.end() :].rstrip() if name else ""
        ends = _FIELD.match(following) or following.lstrip().startswith(("}", ")"))
        if name and ends and value[:1] in _CLOSING and _value_end(value) > len(value):
            place = source.place(offset + name.end())
            message, help_ = f"the value of {name[1]} is not closed", f"it wants a {_CLOSING[value[0]]}"
            problems.error(place, "B01", message, help_, subject=name[1])
            return
        offset += len(line)
    help_ = "each { wants its }, and the entry's own too"
    problems.error(place, "B01", "the entry is not closed", help_, subject=begun)

"""The frozen state of a version: the result of reading, as lines of JSON. briefsite.versions.thaw reads them.

Nothing is parsed again: paragraphs, notes, pages and references are what the rules of that day made of the text. Each
line begins with what it is, and has as little as possible to change when something else does: places in the source are
counted from the end of the place before, and values that say nothing are left out.

    ["source", {…}]                         the file, with how its bytes follow from its text
    ["line", "To deepen relations with"]    a line of it, with its line end
    ["edition", "work", {…}]                a part of edition.yml; one of a list: ["edition", "pages", [], {…}]
    ["correction", 3, 120, 5, "Chinas", "China’s"]   the emendation 3, at its place, its old and new reading
    ["paragraph", "p6", ["p6-1"], {…}]      a paragraph with its addresses
    ["listed", "name", "name-khalkha"]      the address of a name, an event, an emendation, a heading
    ["page", [[["oil", [8, 9]]]]]           its stretches, each of divisions: the section, and the paragraphs in it
    ["work", {…}, "kerry2019"]              a work, with its address if that is not its key
    ["note", {…}] ["printed", {…}] ["reference", "kerry2019", "<i>…"] ["convention", "dashes", 2]
    ["furniture", 31, "THE SURVEY"]         a line that was taken out
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

import msgspec

from briefsite.ledger.version import checksum_of_words
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.problems.problem import Place
from briefsite.reading.note import Note
from briefsite.reading.outline import Division
from briefsite.reading.publication import Publication
from briefsite.source.note_text import TextAndNotes
from briefsite.source.passage import Passage, Run
from briefsite.source.source import Source
from briefsite.versions.lines import written
from briefsite.works.work import Work


def words_of(publication: Publication) -> str:
    """The checksum of the words of a publication: of its passages and its notes, each with its address."""
    passages = (
        (publication.addresses.of(index, item), passage.text)
        for index, paragraph in enumerate(publication.paragraphs)
        for item, passage in paragraph.passages()
    )
    return checksum_of_words([*passages, *((note.address, note.wording) for note in publication.notes)])


def freeze(publication: Publication) -> list[str]:
    """The state of a publication, as lines."""
    return [written(line) for line in _lines(publication)]


def freeze_editors_part(publication: Publication) -> list[str]:
    """The lines of a state that have what the editors say: the parts of edition.yml, and the works."""
    return [written(line) for line in (*_edition_lines(publication), *_work_lines(publication))]


def _lines(publication: Publication) -> Iterator[list[Any]]:
    source = publication.source
    derived = {"derived": msgspec.to_builtins(source.structure.head)} if source.structure is not None else {}
    yield ["source", {"file": source.file, **_bytes(source, publication.edition.source.encoding), **derived}]
    yield from (["line", line] for line in source.text.splitlines(keepends=True))
    yield from _edition_lines(publication)
    at = 0
    for one in publication.corrections:
        yield ["correction", one.index, one.start - at, one.end - one.start, one.old, one.new]
        at = one.end
    places = _Places(source)
    addresses = zip(publication.addresses.paragraphs, publication.addresses.items, strict=True)
    for (own, items), paragraph in zip(addresses, publication.paragraphs, strict=True):
        yield ["paragraph", own, [*items], places.of(paragraph)]
    for kind, given in publication.addresses.listed.items():
        yield from (["listed", kind, address] for address in given)
    for leaf in publication.outline.leaves:
        yield ["page", [[_division(division) for division in stretch] for stretch in leaf.stretches]]
    yield from (["note", places.of(note)] for note in publication.notes)
    yield from _apparatus(publication.apparatus, source)
    yield from _work_lines(publication)
    yield from (["reference", key, reference] for key, reference in publication.references.items())
    yield from (["convention", name, count] for name, count in publication.conventions.items())
    yield from (["furniture", one.line, one.words] for one in publication.furniture)


def _edition_lines(publication: Publication) -> Iterator[list[Any]]:
    for key, value in _sparse(publication.edition).items():
        listed = isinstance(value, list)
        yield from (["edition", key, [], one] for one in value) if listed else [["edition", key, value]]


def _work_lines(publication: Publication) -> Iterator[list[Any]]:
    yield from (["work", _sparse(work), *_own_address(publication, work)] for work in publication.bibliography.works)


def _own_address(publication: Publication, work: Work) -> Sequence[str]:
    """The address of a work, unless it is the key."""
    address = publication.work_address(work.key)
    return [] if address == work.key else [address]


def _division(division: Division) -> list[Any]:
    return [division.section.id if division.section else "", [*division.paragraphs]]


def _apparatus(apparatus: TextAndNotes, source: Source) -> Iterator[list[Any]]:
    """What the pages say of the notes in the source: where each begins, and the labels and headings."""
    at = 0
    for note in apparatus.notes:
        yield ["printed", note.label, note.start - at]
        at = note.start
    places = _Places(source)
    yield from (["label", places.of(part.passage)] for part in apparatus.parts if part.kind == "label")


def _bytes(source: Source, encoding: str) -> Mapping[str, str]:
    for form in (encoding, f"{encoding}-sig"):
        try:
            if source.text.encode(form) == source.data:
                return {"encoding": form}
        except (LookupError, UnicodeEncodeError):
            continue
    return {"bytes": base64.b64encode(source.data).decode()}


@cache
def _fields(kind: type) -> Sequence[tuple[str, str, Any]]:
    """The fields of a type: the name, the name in JSON, the default."""
    if issubclass(kind, msgspec.Struct):
        return [(one.name, one.encode_name, one.default) for one in msgspec.structs.fields(kind)]
    return [(one.name, one.name, one.default) for one in dataclasses.fields(cast("Any", kind)) if one.init]


def _sparse(value: Any) -> Any:
    """A value as JSON, without the fields that have their default value."""
    if isinstance(value, msgspec.Struct) or dataclasses.is_dataclass(value):
        given = ((key, getattr(value, name), default) for name, key, default in _fields(cast("type", type(value))))
        return {key: _sparse(own) for key, own, default in given if own != default and not isinstance(own, Place)}
    if isinstance(value, (list, tuple)):
        return [_sparse(one) for one in value]
    return msgspec.to_builtins(value)


class _Places:
    """Writes places in the source one after the other, each counted from the end of the one before."""

    def __init__(self, source: Source) -> None:
        self.text, self.at = source.text, 0

    def of(self, value: Any) -> Any:
        if isinstance(value, Passage):
            return {"runs": [self._run(run) for run in value.runs]}
        if isinstance(value, (Paragraph, Note)):
            given = ((name, getattr(value, name), default) for name, _, default in _fields(cast("type", type(value))))
            return {name: self.of(own) for name, own, default in given if own != default}
        if isinstance(value, tuple):
            return [self.of(one) for one in value]
        return _sparse(value)

    def _run(self, run: Run) -> list[Any]:
        place = [run.start - self.at, run.end - run.start]
        self.at = run.end
        further = [run.emendation, run.style, run.label, [*run.faces], run.link]
        while len(further) > 2 and not further[-1]:  # noqa: PLR2004 - an emendation and a style
            del further[-1]
        if further == [None, ""]:
            return place if run.text == self.text[run.start : run.end] else [*place, run.text]
        return [*place, run.text, *further]

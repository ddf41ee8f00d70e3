"""A publication again, from the lines of JSON that briefsite.versions.freeze has written.

In: the lines of a version, and its ledger. Out: what the rules of that day made of the text; nothing is parsed again.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from briefsite.edition.model import Edition
from briefsite.ledger.address import place_id
from briefsite.ledger.addressable import AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.reading.addressables import Addresses, addressables, with_usual
from briefsite.reading.note import Note
from briefsite.reading.outline import Division, Leaf, Outline
from briefsite.reading.publication import Publication
from briefsite.source.emendation import Correction
from briefsite.source.furniture import TakenOut
from briefsite.source.note_text import NoteText, Stretch, TextAndNotes
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.source.structure import Structure, StructureHead
from briefsite.versions.lines import parsed
from briefsite.works.bibliography import Bibliography
from briefsite.works.work import Work
from briefsite.yaml_files.located import Located

_T = TypeVar("_T")


def thaw(lines: Iterable[str], ledger: Ledger) -> Publication:
    """The publication with this state. `ledger` is the one of its version.

    ValueError, with the reason, for lines that aren't those of a state.
    """
    try:
        publication = _thawed(lines, ledger)
    except (LookupError, TypeError, AttributeError, msgspec.MsgspecError) as error:
        raise ValueError(f"its lines are not those of a state: {error!r}") from error
    numbers = sorted(number for leaf in publication.outline.leaves for number in leaf.paragraphs)
    if numbers != [*range(len(publication.paragraphs))]:
        raise ValueError("its pages do not have each paragraph once")
    if [*map(len, publication.addresses.items)] != [len(paragraph.items) for paragraph in publication.paragraphs]:
        raise ValueError("its list items and their IDs differ in number")
    return publication


def _thawed(lines: Iterable[str], ledger: Ledger) -> Publication:
    parts: dict[str, list[list[Any]]] = {}
    for kind, *line in map(parsed, lines):
        parts.setdefault(kind, []).append(line)
    given = parts.get
    edition = _edition(given("edition", []))
    ((about,),) = parts["source"]
    text = "".join(line for (line,) in given("line", []))
    data = base64.b64decode(about["bytes"]) if "bytes" in about else text.encode(about["encoding"])
    head = msgspec.convert(about["derived"], StructureHead) if "derived" in about else None
    source = Source(about["file"], data, text, Structure(head, ()) if head is not None else None)
    places = _Read(source)
    assembly = Assembly(tuple(places.of(value, Paragraph) for _, _, value in given("paragraph", [])), ())
    notes = tuple(_with_places(places.of(value, Note)) for (value,) in given("note", []))
    outline = Outline(tuple(_leaf(edition, number, stretches) for number, (stretches,) in enumerate(given("page", []))))
    works = Bibliography(tuple(msgspec.convert(value, Work) for value, *_ in given("work", [])))
    corrections = tuple(_corrections(given("correction", []), edition))
    addresses = Addresses(
        tuple(address for address, _, _ in given("paragraph", [])),
        tuple(tuple(items) for _, items, _ in given("paragraph", [])),
        _listed(given("listed", [])),
        {value["key"]: address[0] if address else value["key"] for value, *address in given("work", [])},
    )
    if not addresses.listed:  # a version of a program that did not yet write them down
        nowhere = Located("", None, (), {}, {})
        units = addressables(assembly, outline, notes, works, edition, corrections=corrections, located=nowhere)
        addresses = with_usual(units, addresses, notes, assembly)
    return Publication(
        edition,
        source,
        corrections,
        _text_and_notes(given("printed", []), given("label", []), source),
        assembly,
        outline,
        notes,
        works,
        dict(given("reference", [])),
        addresses,
        ledger,
        ledger,
        dict(given("convention", [])),
        tuple(TakenOut(*one) for one in given("furniture", [])),
        frozen=True,
    )


def _with_places(note: Note) -> Note:
    """A note with the addresses of its places. The first program that kept versions counted them."""
    cited = enumerate(note.citations, start=1)
    places = tuple(
        c if c.address else dataclasses.replace(c, address=place_id(note.address, number)) for number, c in cited
    )
    return dataclasses.replace(note, citations=places)


def _listed(lines: Iterable[Sequence[Any]]) -> Mapping[AddressKind, tuple[str, ...]]:
    found: dict[AddressKind, list[str]] = {}
    for kind, address in lines:
        found.setdefault(kind, []).append(address)
    return {kind: tuple(own) for kind, own in found.items()}


def _edition(lines: Iterable[Sequence[Any]]) -> Edition:
    parts: dict[str, Any] = {}
    for key, *value in lines:
        if len(value) == 1:
            parts[key] = value[0]
        else:
            parts.setdefault(key, []).append(value[1])
    return msgspec.convert(parts, Edition)


def _corrections(lines: Iterable[Sequence[Any]], edition: Edition) -> Iterator[Correction]:
    at = 0
    for index, gap, length, old, new in lines:
        start = at + gap
        at = start + length
        yield Correction(index, edition.emendations[index], start, at, old, new)


def _leaf(edition: Edition, number: int, stretches: Sequence[Sequence[tuple[str, Sequence[int]]]]) -> Leaf:
    page = edition.pages[number]
    sections = {section.id: section for section in page.sections}
    made = (tuple(Division(sections.get(own), tuple(numbers)) for own, numbers in stretch) for stretch in stretches)
    return Leaf(page, tuple(made))


def _text_and_notes(printed: Sequence[Any], labels: Sequence[Any], source: Source) -> TextAndNotes:
    notes = []
    at = 0
    for label, gap in printed:
        at += gap
        notes.append(NoteText(label, Passage(), at, 1, (0, 0)))
    places = _Read(source)
    return TextAndNotes(
        Passage(), tuple(notes), tuple(Stretch("label", places.of(value, Passage)) for (value,) in labels)
    )


class _Read:
    """Reads places in the source, in the order of writing: each is counted from the end of the one before."""

    def __init__(self, source: Source) -> None:
        self.text, self.at = source.text, 0

    def of(self, value: Any, kind: type[_T]) -> _T:
        return msgspec.convert(self._whole(value), kind)

    def _whole(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: [*map(self._run, own)] if key == "runs" else self._whole(own) for key, own in value.items()}
        return [*map(self._whole, value)] if isinstance(value, list) else value

    def _run(self, run: Sequence[Any]) -> Mapping[str, Any]:
        gap, length, *further = run
        start = self.at + gap
        self.at = start + length
        given = dict(zip(("text", "emendation", "style", "label", "faces", "link"), further, strict=False))
        if given.get("style") == "em":  # as earlier programs wrote it
            given |= {"style": "", "faces": ["em"]}
        return {"text": self.text[start : self.at], "start": start, "end": self.at, **given}

"""The notes of a Word file: footnotes and endnotes, each with the number that Word prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from xml.etree.ElementTree import Element

from briefsite.intake.counting import numeral_of
from briefsite.intake.document import DocumentBlock, DocumentNote, NoteMark, WordPart, pieces_of
from briefsite.intake.docx_parts import WordFile, value, w

_KINDS: Final[Mapping[str, str]] = {"footnote": "decimal", "endnote": "lowerRoman"}
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})

#: Reads the blocks of a note: the element, the name of its part, its place.
NoteReader = Callable[[Element, str, str], Sequence[DocumentBlock]]


def word_notes(
    file: WordFile,
    blocks: Sequence[DocumentBlock],
    counts: Counter[str],
    works: dict[str, Mapping[str, Any]],  # noqa: ARG001 - filled by the reader of blocks
    read: NoteReader,
) -> tuple[DocumentNote, ...]:
    """The notes that the blocks, or their notes, mark, with labels as Word counts them."""
    bodies = {f"{kind}-{id_}": found for kind in _KINDS for id_, found in _bodies(file, kind)}
    marks = [piece for block in blocks for piece in pieces_of(block) if isinstance(piece, NoteMark)]
    notes: dict[str, tuple[DocumentBlock, ...]] = {}
    shown: dict[str, str] = {}
    for mark in marks:
        if mark.note in bodies and mark.note not in notes:
            body, part, at = bodies[mark.note]
            notes[mark.note] = tuple(read(body, part, at))
            shown[mark.note] = mark.shown
            marks += [p for block in notes[mark.note] for p in pieces_of(block) if isinstance(p, NoteMark)]
    counts["notes without a mark"] += len(bodies.keys() - notes.keys())
    labels = dict(_labels(file, [*notes], shown))
    return tuple(DocumentNote(key, labels[key], tuple(_without_mark(own, shown[key]))) for key, own in notes.items())


def _bodies(file: WordFile, kind: str) -> Iterator[tuple[str, tuple[Element, str, str]]]:
    part = f"{kind}s.xml"
    root = file.part(part)
    found = root.findall(w(kind)) if root is not None else []
    own = [one for one in found if one.get(w("type"), "normal") not in _SEPARATORS]
    for number, one in enumerate(own, start=1):
        yield one.get(w("id"), ""), (one, part, f"{kind}s/{kind}[{number}]")


def _labels(file: WordFile, keys: Sequence[str], shown: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The label of each note: the mark that the author chose, or the next number of its kind.

    Numbers may begin again in each section. Those that begin again on each page depend on the program that prints.
    """
    sections = [*file.body.iter(w("sectPr"))]
    section_of = _sections(file)
    for kind, usual in _KINDS.items():
        number, before = 0, -1
        for key in (one for one in keys if one.startswith(f"{kind}-")):
            section = section_of.get(key, max(before, 0))
            own = sections[section : section + 1] or sections[-1:]
            places = [one.find(w(f"{kind}Pr")) for one in (*own, file.settings) if one is not None]
            form, start, restart = (
                next((said for one in places if (said := value(one, name))), "")
                for name in ("numFmt", "numStart", "numRestart")
            )
            if before < 0 or (section != before and restart == "eachSect"):
                number = int(start) - 1 if start.isdecimal() else 0
            before = section
            number += not shown[key]
            yield key, shown[key] or numeral_of(number, form or usual)


def _sections(file: WordFile) -> Mapping[str, int]:
    """The sections, counted from 0, in which the marks of notes are. A section ends with the paragraph that says so."""
    found: dict[str, int] = {}
    section = 0
    for child in file.body:
        for one in child.iter():
            if one.tag in {w("footnoteReference"), w("endnoteReference")}:
                kind = "footnote" if one.tag == w("footnoteReference") else "endnote"
                found.setdefault(f"{kind}-{one.get(w('id'), '')}", section)
        section += child.tag != w("sectPr") and next(child.iter(w("sectPr")), None) is not None
    return found


def _without_mark(blocks: Sequence[DocumentBlock], shown: str) -> Iterator[DocumentBlock]:
    """The blocks of a note without the mark that its author put before its first words."""
    for number, block in enumerate(blocks):
        pieces = [*block.pieces]
        first = next((at for at, one in enumerate(pieces) if isinstance(one, WordPart) and one.text.strip()), None)
        words = pieces[first] if first is not None else None
        if number == 0 and shown and first is not None and isinstance(words, WordPart):
            rest = words.text.lstrip()
            if rest.startswith(shown):
                pieces[first] = replace(words, text=rest[len(shown) :].lstrip(), faces=())
        yield replace(block, pieces=tuple(pieces))

"""Structured notes: the notes of a text whose structure says which of its blocks are notes, and where their marks are.

No rule looks for notes in such a text: a number in brackets that the document does not mark as a note is text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from msgspec import structs

from briefsite.source.marker import MARKER
from briefsite.source.note_text import NoteText, Stretch, TextAndNotes
from briefsite.source.passage import FACES, Face, Passage, Run
from briefsite.source.positions import SourcePositions
from briefsite.source.source import Source
from briefsite.source.structure import BlockSpan, Structure, StructureBlock


def structured_notes(source: Source, structure: Structure, text: Passage) -> TextAndNotes:
    """The emended text with its characters set as in the document and its marks of notes, and the notes apart."""
    at = SourcePositions(text)
    labels = {number: _label(source, blocks[0]) for number, blocks in _notes(structure)}
    marks = _marks(source, structure)
    text = _with_spans(text, [*_placed(source, structure, text, at, labels), *_plain(text, {*labels.values()})])
    notes: list[NoteText] = []
    parts: list[Stretch] = []
    body: tuple[Run, ...] = ()
    end = 0
    for number, blocks in _notes(structure):
        start = source.offset(blocks[0].lines[0], 1)
        low, begin = at.begin(start), at.end(start + blocks[0].label)
        high = at.end(block_end(source, blocks[-1]))
        if low > end:
            parts.append(Stretch("text", text[end:low]))
            body += parts[-1].passage.runs
        begin = min(max(low, begin), high)
        if begin > low:
            parts.append(Stretch("label", text[low:begin]))
        parts.append(Stretch("note", text[begin:high]))
        places = marks.get(number, ())
        scope = (min(places), max(places) + 1) if places else (0, 0)
        notes.append(NoteText(labels[number], parts[-1].passage, start, number, scope))
        end = high
    if end < len(text):
        parts.append(Stretch("text", text[end:]))
        body += parts[-1].passage.runs
    return TextAndNotes(Passage(body), tuple(notes), tuple(parts))


def block_end(source: Source, block: StructureBlock) -> int:
    """The offset after the last character of a block."""
    last = block.lines[1]
    return source.offset(last, 1) + len(source.lines[last - 1])


def _notes(structure: Structure) -> Iterator[tuple[int, Sequence[StructureBlock]]]:
    for number, blocks in groupby(structure.blocks, key=lambda block: block.note):
        if number:
            yield number, [*blocks]


def _label(source: Source, block: StructureBlock) -> str:
    start = source.offset(block.lines[0], 1)
    return source.text[start : start + block.label].strip().strip("[]") or "*"


def _marks(source: Source, structure: Structure) -> Mapping[int, Sequence[int]]:
    """The offsets of the marks in the running text, by the number of the note."""
    found: dict[int, list[int]] = {}
    for block in structure.blocks:
        for span in block.spans:
            if span.kind == "mark" and not block.note and span.value.isdigit():
                found.setdefault(int(span.value), []).append(source.offset(block.lines[0], 1) + span.low)
    return found


@dataclass(frozen=True, slots=True)
class _Set:
    """How the characters `low`..`high` of the text are set, or of what they are the mark (`label`)."""

    low: int
    high: int
    face: Face | None = None
    link: str = ""
    label: str = ""
    plain: bool = False


def _placed(
    source: Source, structure: Structure, text: Passage, at: SourcePositions, labels: Mapping[int, str]
) -> Iterator[_Set]:
    """The spans of all blocks at their positions in the emended text."""
    for block in structure.blocks:
        start, end = source.offset(block.lines[0], 1), block_end(source, block)
        for span in block.spans:
            first, last = min(start + span.low, end), min(start + span.high, end)
            low, high = at.begin(first), at.end(last)
            if span.kind == "mark" and span.value.isdigit() and int(span.value) in labels:
                shown = source.text[first:last]
                found = text.text.find(shown, low, high)
                if found >= 0 and shown:
                    yield _Set(found, found + len(shown), label=labels[int(span.value)])
            elif low < high:
                yield from _of_kind(span, low, high)


def _of_kind(span: BlockSpan, low: int, high: int) -> Iterator[_Set]:
    face = next((face for face in FACES if face == span.kind), None)
    if face is not None:
        yield _Set(low, high, face=face)
    elif span.kind == "link" and span.value.startswith(("https://", "http://", "mailto:")):
        yield _Set(low, high, link=span.value)


def _plain(text: Passage, labels: set[str]) -> Iterator[_Set]:
    """The numbers in brackets that an author typed, and those of an emendation if there is no such note."""
    for match in MARKER.finditer(text.text):
        emended = any(run.emendation is not None for run in text[match.start() : match.end()].runs)
        if not emended or match[1] not in labels:
            yield _Set(*match.span(), plain=True)


def _with_spans(text: Passage, spans: Sequence[_Set]) -> Passage:
    """The text with all spans in its runs."""
    cuts = sorted({0, len(text), *(cut for span in spans for cut in (span.low, span.high))})
    order = sorted(spans, key=lambda span: span.low)
    active: list[_Set] = []
    runs: list[Run] = []
    following = 0
    for low, high in pairwise(cuts):
        while following < len(order) and order[following].low <= low:
            active.append(order[following])
            following += 1
        active = [span for span in active if span.high > low]
        part = text[low:high].runs
        runs += [_set(run, active) if run.text else run for run in part] if active else part
    return Passage(tuple(runs))


def _set(run: Run, spans: Sequence[_Set]) -> Run:
    faces = tuple(face for face in FACES if any(span.face == face for span in spans))
    link = next((span.link for span in spans if span.link), "")
    label = next((span.label for span in spans if span.label), "")
    if label:
        own = "" if run.text.strip("[]") == label else label
        return structs.replace(run, style="mark", label=own)
    return structs.replace(run, faces=faces, link=link, style="plain" if any(span.plain for span in spans) else "")

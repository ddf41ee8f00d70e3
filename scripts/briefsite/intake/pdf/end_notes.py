"""Notes at the end of a text or of a chapter: paragraphs numbered from 1 without a gap, each with its mark before.

They are read as notes only if every number has a mark in the text before, one behind the other; else they are text. A
single one must also be below the head of notes, or at the end with its number raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from briefsite.intake.pdf.line_blocks import LineBlock, PlacedItem
from briefsite.intake.pdf.note_marks import HEAD_OF_NOTES, NoteMarkPlace, mark_places
from briefsite.intake.pdf.note_matching import FootNote
from briefsite.intake.pdf.ruled_tables import PdfTable
from briefsite.intake.pdf.text_line import PageLine, has_blank
from briefsite.writing.roman import as_roman

LayoutBlock = LineBlock | PlacedItem

_LEAST: Final = 2
_ROMAN: Final = re.compile(r"[ivxlc]{1,7}")
_RETURNS: Final = "↩↑⤴⏎↵\ufe0e\ufe0f"


@dataclass
class EndNotes:
    """The blocks without the notes, the notes, the places of their marks, and words that were left out with them.

    `used` has the keys of the characters of these words, and of labels.
    """

    blocks: list[LayoutBlock]
    notes: list[FootNote] = field(default_factory=list)
    shown: dict[tuple[int, int], tuple[FootNote, int]] = field(default_factory=dict)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)


def with_end_notes(blocks: Sequence[LayoutBlock], shown: Mapping[tuple[int, int], tuple[FootNote, int]]) -> EndNotes:
    """Takes the notes at ends out of some blocks. `shown` are the marks that have a note already."""
    places = [
        (at, place)
        for at, block in enumerate(blocks)
        for line in _lines(block)
        for place in mark_places(line)
        if place.keys[0] not in shown
    ]
    found = EndNotes([])
    gone: set[int] = set()
    # The last notes take the last marks, so that those of an earlier chapter are left for its own notes.
    for begin, end in reversed([*_groups(blocks)]):
        labels = [label for at in range(begin, end) if (label := _number(blocks[at]))]
        free = [place for at, place in places if at < begin and place.keys[0] not in found.shown]
        chosen = _chosen(labels, free)
        if chosen is None:
            continue
        _take(blocks[begin:end], chosen, found)
        gone.update(range(begin, end))
        head = blocks[begin - 1] if begin else None
        if isinstance(head, LineBlock) and begin - 1 not in gone and HEAD_OF_NOTES.fullmatch(head.text.strip(" .:")):
            gone.add(begin - 1)
            found.left_out.append((head.lines[0].page, head.text))
            found.used.update(sign.key for line in head.lines for sign in line.signs)
    found.blocks += [block for at, block in enumerate(blocks) if at not in gone]
    return found


def _lines(block: LayoutBlock) -> Iterator[PageLine]:
    if isinstance(block, LineBlock):
        yield from block.lines
    elif isinstance(block, PdfTable):
        yield from (line for row in block.rows for cell in row for line in cell.lines)


def _number(block: LayoutBlock) -> str:
    """The number of a note with which a block begins, in figures or as Word counts endnotes; "" if with none."""
    return _label(block.lines[0])[0] if isinstance(block, LineBlock) else ""


def _label(line: PageLine) -> tuple[str, int]:
    """The number with which a line begins, and how many characters it has."""
    label, count, _ = line.label
    if count and (label.isdigit() or _ROMAN.fullmatch(label)):
        return label, count
    end = next((at for at, pair in enumerate(pairwise(line.signs), start=1) if has_blank(*pair)), 0)
    word = "".join(sign.glyph.text for sign in line.signs[:end])
    return (word, end) if _ROMAN.fullmatch(word) else ("", 0)


def _numeral(number: int, *, roman: bool) -> str:
    return as_roman(number).lower() if roman else str(number)


def _groups(blocks: Sequence[LayoutBlock]) -> Iterator[tuple[int, int]]:
    """Where blocks are numbered from 1 without a gap: from the first one to behind the last one.

    What is between two numbers belongs to a note if it is set like one.
    """
    at = 0
    while at < len(blocks):
        if (first := _number(blocks[at])) not in {"1", "i"}:
            at += 1
            continue
        end, expected, size = at + 1, 2, blocks[at].lines[0].size  # type: ignore[union-attr]
        last = end
        while end < len(blocks):
            block = blocks[end]
            if not isinstance(block, LineBlock) or abs(block.lines[0].size - size) > 0.6 or block.lines[0].bold:
                break
            number = _number(block)
            if number == _numeral(expected, roman=first == "i"):
                expected += 1
                last = end + 1
            elif number == first:
                break
            end += 1
        if expected > _LEAST or _is_only_note(blocks, at, end):
            # Paragraphs behind the last number belong to it if nothing else comes: the end of the text.
            yield at, end if end == len(blocks) else last
        at = max(last, at + 1)


def _is_only_note(blocks: Sequence[LayoutBlock], at: int, end: int) -> bool:
    """Whether a block with a number is a note although no other follows: by its head, or a raised number at the end."""
    head, block = blocks[at - 1] if at else None, blocks[at]
    if isinstance(head, LineBlock) and HEAD_OF_NOTES.fullmatch(head.text.strip(" .:")):
        return True
    return end == len(blocks) and isinstance(block, LineBlock) and block.lines[0].label[2]


def _chosen(labels: Sequence[str], places: Sequence[NoteMarkPlace]) -> list[list[NoteMarkPlace]] | None:
    """The marks of notes with these labels, those of each behind those of the one before; None if one is lacking.

    None also if other numbers are marked between them: then these are the numbers of a list, not of the notes.
    """
    found: list[int] = []
    end = len(places)
    for label in reversed(labels):
        fitting = [at for at in range(end) if places[at].label == label]
        plain = [at for at in fitting if not places[at].power]
        if not fitting:
            return None
        end = (plain or fitting)[-1]
        found.append(end)
    chosen = found[::-1]
    others = [place for place in places[chosen[0] :] if _is_like(place.label, labels[0]) and not place.power]
    if any(place.label not in labels for place in others):
        return None
    again = {place.label: [one for one in others if one.label == place.label and one is not place] for place in others}
    return [[places[at], *(one for one in again.get(places[at].label, ()) if one is not places[at])] for at in chosen]


def _is_like(label: str, other: str) -> bool:
    """Whether two labels count in the same way."""
    return label.isdigit() == other.isdigit() and (label.isdigit() or bool(_ROMAN.fullmatch(label)))


def _take(blocks: Sequence[LayoutBlock], chosen: Sequence[Sequence[NoteMarkPlace]], found: EndNotes) -> None:
    marks = iter(chosen)
    notes: list[FootNote] = []
    for block in blocks:
        lines = [*_lines(block)]
        label = _number(block)
        if label:
            first = lines[0]
            count = _label(first)[1]
            rest = first.signs[count:]
            found.used.update(sign.key for sign in first.signs[:count])
            note = FootNote(first.page, label)
            for place in next(marks):
                note.marks.append(place.keys[0])
                found.shown[place.keys[0]] = note, len(place.keys)
            notes.append(note)
            lines[0] = PageLine(rest, first.left, first.right)
        last = lines[-1]
        kept = len(last.signs)
        while kept > 1 and last.signs[kept - 1].glyph.text in _RETURNS:
            kept -= 1
        if kept < len(last.signs):
            found.left_out.append((last.page, "".join(sign.glyph.text for sign in last.signs[kept:])))
            found.used.update(sign.key for sign in last.signs[kept:])
            lines[-1] = PageLine(last.signs[:kept], last.left, last.right)
        notes[-1].lines += lines
        notes[-1].breaks.append(len(notes[-1].lines))
    found.notes[:0] = notes

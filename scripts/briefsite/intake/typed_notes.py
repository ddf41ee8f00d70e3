"""Typed notes: notes at the end of a document whose numbers, and marks, the author has typed: [1], ².

They are read as notes only if the numbers at the end count from 1 without a gap, and each is in the text before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefsite.intake.document import (
    DocumentBlock,
    DocumentNote,
    InlinePart,
    InlineParts,
    LineBreak,
    NoteMark,
    WordPart,
    words_of_parts,
)

_LABEL: Final = re.compile(r"\s*\[(\d{1,3})\]\s+")
_MARK: Final = re.compile(r"\[(\d{1,3})\]")
_RULE: Final = re.compile(r"[-_=*\s—–]*")


def with_typed_notes(blocks: Sequence[DocumentBlock]) -> tuple[list[DocumentBlock], tuple[DocumentNote, ...]]:
    """The blocks without the notes at their end, with the marks of these; the blocks as they are if there are none."""
    lines = [(number, line) for number, block in enumerate(blocks) for line in _lines(block)]
    begin = next((at for at in range(len(lines)) if _are_notes(lines[at:])), None)
    if begin is None:
        return [*blocks], ()
    notes: list[DocumentNote] = []
    for number, line in lines[begin:]:
        label = _label(line)
        words = DocumentBlock("prose", line, blocks[number].at)
        if label:
            notes.append(DocumentNote(f"typed {label}", label, (replace(words, pieces=_unlabelled(line)),)))
        else:
            notes[-1] = replace(notes[-1], blocks=(*notes[-1].blocks, words))
    labels = {note.label for note in notes}
    first = lines[begin][0]
    before = [line for number, line in lines[:begin] if number == first]
    kept = [*blocks[:first], *([replace(blocks[first], pieces=_with_breaks(before))] if before else [])]
    marked = [replace(one, pieces=tuple(_marked(one.pieces, labels))) for one in kept if not _is_rule(one)]
    if {piece.note for one in marked for piece in one.pieces if isinstance(piece, NoteMark)} != {n.key for n in notes}:
        return [*blocks], ()
    return marked, tuple(notes)


def _lines(block: DocumentBlock) -> Iterator[InlineParts]:
    line: list[InlinePart] = []
    for piece in block.pieces:
        if isinstance(piece, LineBreak):
            yield tuple(line)
            line = []
        else:
            line.append(piece)
    yield tuple(line)


def _label(line: InlineParts) -> str:
    match = _LABEL.match(words_of_parts(line))
    return match[1] if match else ""


def _are_notes(lines: Sequence[tuple[int, InlineParts]]) -> bool:
    labels = [label for _, line in lines if (label := _label(line))]
    return bool(_label(lines[0][1])) and labels == [str(number) for number in range(1, len(labels) + 1)]


def _unlabelled(line: InlineParts) -> InlineParts:
    """The pieces of a line without the label, which may be in several."""
    left = len(_LABEL.match(words_of_parts(line))[0])  # type: ignore[index]  # it has one
    out: list[InlinePart] = []
    for piece in line:
        if isinstance(piece, WordPart) and left:
            cut = min(left, len(piece.text))
            left -= cut
            piece = replace(piece, text=piece.text[cut:])  # noqa: PLW2901
        out.append(piece)
    return tuple(out)


def _with_breaks(lines: Sequence[InlineParts]) -> InlineParts:
    out: list[InlinePart] = []
    for number, line in enumerate(lines):
        out += [*([LineBreak()] if number else []), *line]
    return tuple(out)


def _is_rule(block: DocumentBlock) -> bool:
    return block.kind == "prose" and not block.rows and bool(_RULE.fullmatch(words_of_parts(block.pieces)))


def _marked(pieces: InlineParts, labels: set[str]) -> Iterator[InlinePart]:
    for piece in pieces:
        if not isinstance(piece, WordPart):
            yield piece
        elif "sup" in piece.faces and piece.text.strip() in labels:
            yield NoteMark(f"typed {piece.text.strip()}")
        else:
            at = 0
            for match in _MARK.finditer(piece.text):
                if match[1] in labels:
                    yield replace(piece, text=piece.text[at : match.start()])
                    yield NoteMark(f"typed {match[1]}")
                    at = match.end()
            yield replace(piece, text=piece.text[at:])

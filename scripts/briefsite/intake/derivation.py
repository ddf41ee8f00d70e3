"""Derivation: from a document to the text of an edition and its structure file. The same document gives the same bytes.

A block is a line of the text, or several where the author ends lines; an empty line is between blocks. Cells of a table
have tabs between them. A mark of a note is its label in brackets, and the notes come behind the text in the order of
their first marks, each with its label. Neither is the author's: a page shows them as its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefsite.file_names import RECEIVED_FILES
from briefsite.intake.block_text import BlockText
from briefsite.intake.document import (
    CitedPlace,
    DocumentBlock,
    DocumentCell,
    DocumentNote,
    NoteMark,
    ReceivedDocument,
    WordPart,
    pieces_of,
    words_of_parts,
)
from briefsite.intake.images import shown_images
from briefsite.source.structure import BlockSpan, StructureBlock, StructureHead, TableCell, structure_file
from briefsite.writing.segmentation import first_words

#: In the place of what has no words.
_BREAK: Final = "* * *"
_PICTURE: Final = "▢"


@dataclass(frozen=True)
class Derived:
    """The `text` and its `structure` as bytes; the keys of the works by their ids.

    `cited` has for each note, in the order of the text, its label and what it cites by the keys of the works, `starts`
    the first words of each. `images` are files for received/, `remarks` lines about those that can't be shown.
    """

    text: bytes
    structure: bytes
    keys: Mapping[str, str]
    cited: tuple[tuple[str, tuple[CitedPlace, ...]], ...]
    starts: tuple[str, ...]
    images: Mapping[str, bytes]
    remarks: tuple[str, ...]


def derive(document: ReceivedDocument, name: str, data: bytes, reader: str, keys: Mapping[str, str]) -> Derived:
    """The files for a document in the file `name` with the bytes `data`, which the `reader` ("docx 1") has read.

    `keys` are those of its works, by their ids.
    """
    notes = _in_order(document)
    images, remarks = shown_images(document.images)
    maker = _Maker(notes, keys, {name: kept for name, (kept, _) in images.items()})
    for block in document.blocks:
        maker.add(block)
    for number, note in enumerate(notes, start=1):
        maker.add_note(note, number)
    text = "".join(f"{line}\n" for line in maker.lines).encode()
    received, derived = (hashlib.sha256(one).hexdigest() for one in (data, text))
    head = StructureHead(1, f"{RECEIVED_FILES}/{name}", received, derived, reader)
    cited = tuple((note.label, tuple(_cited(note.blocks, keys))) for note in notes)
    starts = tuple(first_words(" ".join(words_of_parts(block.pieces) for block in note.blocks), 8) for note in notes)
    if maker.left_out:
        remarks = (*remarks, f"images without a caption that are not in the file: {maker.left_out}, left out")
    return Derived(text, structure_file(head, maker.blocks), keys, cited, starts, dict(images.values()), remarks)


def _in_order(document: ReceivedDocument) -> Sequence[DocumentNote]:
    """The notes that have a mark, in the order of their first marks; those marked in notes only come behind."""
    known = {note.key: note for note in document.notes}
    found: dict[str, DocumentNote] = {}
    waiting = [*document.blocks]
    while waiting:
        marks = [p.note for block in waiting for p in pieces_of(block) if isinstance(p, NoteMark)]
        new = [known[key] for key in dict.fromkeys(marks) if key in known and key not in found]
        found |= {note.key: note for note in new}
        waiting = [block for note in new for block in note.blocks]
    return tuple(found.values())


def _cited(blocks: Iterable[DocumentBlock], keys: Mapping[str, str]) -> Iterator[CitedPlace]:
    """What the words of some blocks cite, each place once."""
    found = (p for block in blocks for p in pieces_of(block) if isinstance(p, WordPart))
    places = (replace(cited, id=keys[cited.id]) for words in found for cited in words.cites if cited.id in keys)
    yield from dict.fromkeys(places)


class _Maker:
    """The lines of the text and the blocks of its structure, while they grow."""

    def __init__(self, notes: Sequence[DocumentNote], keys: Mapping[str, str], images: Mapping[str, str]) -> None:
        self.images = images
        self.left_out = 0
        self.labels = {note.key: note.label for note in notes}
        self.numbers = {note.key: number for number, note in enumerate(notes, start=1)}
        self.keys = keys
        self.lines: list[str] = []
        self.blocks: list[StructureBlock] = []

    def add_note(self, note: DocumentNote, number: int) -> None:
        """Adds a note, its label before its first words. One without words is its label alone."""
        blocks = note.blocks or (DocumentBlock("prose"),)
        label = f"[{note.label}] "
        for block in blocks:
            if self.add(block, number, label):
                label = ""
        if label:
            self._put(DocumentBlock("prose", at=blocks[0].at), label.rstrip(), (), number, len(label) - 1)

    def add(self, block: DocumentBlock, note: int = 0, label: str = "") -> bool:
        """Adds a block, unless there is nothing in it."""
        text = BlockText(self.labels, self.numbers, self.keys)
        text.text = label
        rows: tuple[tuple[TableCell, ...], ...] = ()
        if block.rows:
            rows = _rows(block.rows, text)
        else:
            text.add(block.pieces)
        text.end_line("")
        if not text.text.strip("\n\t ") or text.text == label.rstrip():
            sign = _BREAK if block.kind == "break" else _PICTURE if self.images.get(block.image) else ""
            self.left_out += block.kind == "figure" and not sign
            if not sign:
                return False
            text.text = f"{label}{sign}"
        self._put(block, text.text, text.spans, note, len(label), rows)
        return True

    def _put(
        self,
        block: DocumentBlock,
        text: str,
        spans: Sequence[BlockSpan],
        note: int,
        label: int,
        rows: tuple[tuple[TableCell, ...], ...] = (),
    ) -> None:
        kept = text.rstrip("\n")
        lines = kept.split("\n")
        first = len(self.lines) + 1 + bool(self.lines)
        self.lines += [*([""] if self.lines else []), *lines]
        ordered = sorted((span for span in spans if span.low < len(kept)), key=lambda span: (span.low, -span.high))
        self.blocks.append(
            StructureBlock(
                (first, first + len(lines) - 1),
                block.kind,
                block.at,
                block.level,
                block.number,
                block.begins,
                note,
                label,
                tuple(ordered),
                rows,
                self.images.get(block.image, ""),
                block.alt,
            )
        )


def _rows(rows: Sequence[Sequence[DocumentCell]], text: BlockText) -> tuple[tuple[TableCell, ...], ...]:
    """Puts the cells of a table into the text, and says where they are."""
    found: list[tuple[TableCell, ...]] = []
    reached: dict[int, int] = {}
    for number, row in enumerate(rows):
        if number:
            text.end_line("\n")
        cells: list[TableCell] = []
        column = 0
        for cell in row:
            while reached.get(column):
                column += 1
            if cells:
                text.end_line("\t")
            low = len(text.text)
            for position, paragraph in enumerate(cell.paragraphs):
                if position:
                    text.end_line("\n")
                text.add(paragraph)
            high = len(text.text.rstrip(" \n"))
            cells.append(TableCell(low, max(low, high), column, cell.across, cell.down, cell.head))
            column += cell.across
        reached = {at: left - 1 for at, left in reached.items() if left > 1}
        for placed in cells:
            if placed.down > 1:
                reached |= dict.fromkeys(range(placed.column, placed.column + placed.across), placed.down - 1)
        found.append(tuple(cells))
    return tuple(found)

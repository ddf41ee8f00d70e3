"""The structure of a text that was derived from a document: `structure.jsonl`, beside the text.

A first line about the files, a line for each block of the text, a last line with the checksum of those before:

    {"structure":1,"document":"received/report.docx","sha256":"…","text":"…","reader":"docx 1"}
    {"lines":[5,5],"kind":"heading","at":"body/p[4]","level":1,"spans":[[0,5,"em",""],[9,12,"mark","1"]]}
    {"checksum":"…"}

`lines` are those of the text, counted from 1. Spans are counted in the characters of the block, its lines joined by
line ends. Whatever is neither stated here nor in edition.yml is decided by no rule: the document decides.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import msgspec

from briefsite.file_names import RECEIVED_FILES, STRUCTURE
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place

#: What a block is. "front": a line of the title page that is neither its title nor a paragraph.
BlockRole = Literal[
    "title", "front", "heading", "prose", "item", "quotation", "verse", "lines", "table", "caption", "figure", "break"
]
#: What characters of a block are: how they are set, a link, the mark of a note, the citation of a work.
SpanKind = Literal["em", "strong", "sc", "sup", "sub", "link", "mark", "cite"]

_IMAGE: Final = re.compile(r"figure-([0-9a-f]{12})\.(?:png|jpg|gif|webp)")
_LARGEST_SPAN: Final = 1000


class BlockSpan(msgspec.Struct, frozen=True, array_like=True):
    """The characters `low`..`high` of a block, and what they are.

    `value` is the address of a link, the number of the note of a mark (from 1, in the order of the text), the key of a
    work with the place in it behind a blank.
    """

    low: int
    high: int
    kind: SpanKind
    value: str = ""


class TableCell(msgspec.Struct, frozen=True, array_like=True):
    """A cell: its characters in the block, its column from 0, over how many columns and rows it is, whether a head."""

    low: int
    high: int
    column: int
    across: int = 1
    down: int = 1
    head: bool = False


class StructureHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which `document` the text was derived from, with its checksum and that of the `text`; by which `reader`."""

    structure: Literal[1]
    document: str
    sha256: str
    text: str
    reader: str


class StructureBlock(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A block of the text: its `lines`, its `kind`, and where it is in the document (`at`).

    `level` is that of a heading (from 1), or the depth of an item of a list (from 1). `number` is that of an item as
    the document prints it, `begins` says that the item begins a list. `note` is the number of the note to which the
    block belongs, from 1, and `label` the number of characters at its beginning that are the label of the note.
    `image` is the file of a figure in received/, `alt` its text for people who don't see it.
    """

    lines: tuple[int, int]
    kind: BlockRole
    at: str = ""
    level: int = 0
    number: str = ""
    begins: bool = False
    note: int = 0
    label: int = 0
    spans: tuple[BlockSpan, ...] = ()
    rows: tuple[tuple[TableCell, ...], ...] = ()
    image: str = ""
    alt: str = ""


class _Checksum(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    checksum: str


@dataclass(frozen=True)
class Structure:
    """The structure of a text: the line about the files, and the blocks in the order of the text."""

    head: StructureHead
    blocks: tuple[StructureBlock, ...]

    @cached_property
    def _begins(self) -> Sequence[int]:
        return [block.lines[0] for block in self.blocks]

    def number_at(self, line: int) -> int:
        """The position of the block that has a line (from 1), or of the last one before it; -1 before the first."""
        return bisect_right(self._begins, line) - 1

    def block_at(self, line: int) -> StructureBlock | None:
        """The block that has a line (from 1), or the last one before it."""
        number = self.number_at(line)
        return self.blocks[number] if number >= 0 else None


def structure_file(head: StructureHead, blocks: Sequence[StructureBlock]) -> bytes:
    """The bytes of the file."""
    lines = b"".join(msgspec.json.encode(one) + b"\n" for one in (head, *blocks))
    return lines + msgspec.json.encode(_Checksum(hashlib.sha256(lines).hexdigest())) + b"\n"


def read_structure(files: Mapping[str, bytes], text: str, lines: int, problems: Problems) -> Structure | None:
    """The structure of the text in the file `text`, which has so many `lines`; None if there is none, or a bad one.

    Problems: S10 the file, the text or the document is not as it was derived; S11 a line can't be read.
    """
    data = files.get(STRUCTURE)
    if data is None:
        return None
    body, _, last = data.rstrip(b"\n").rpartition(b"\n")
    try:
        stated = msgspec.json.decode(last, type=_Checksum).checksum
    except (msgspec.MsgspecError, UnicodeDecodeError):
        stated = ""
    if stated != hashlib.sha256(body + b"\n").hexdigest():
        _complain_of_change(STRUCTURE, Place(STRUCTURE), "was changed after it was derived", problems)
        return None
    found = _parsed(body.split(b"\n"), lines, problems)
    if found is None:
        return None
    head = found.head
    for name, checksum in ((text, head.text), (head.document, head.sha256)):
        if name not in files:
            message = f"{problems.path(name)} is not there"
            help_ = f"restore it:   git restore {problems.path(name)}"
            problems.error(Place(STRUCTURE, 1, 1), "S01", message, help_, subject=name)
            return None
        if hashlib.sha256(files[name]).hexdigest() != checksum:
            why = f"was changed after it was derived from {head.document}"
            if name == head.document:
                why = f"is not the file from which {problems.path(text)} was derived"
            _complain_of_change(name, Place(name), why, problems)
            return None
    images = sorted({block.image for block in found.blocks if block.image})
    there = [_has_image(image, files, problems) for image in images]
    return found if all(there) else None


def _has_image(image: str, files: Mapping[str, bytes], problems: Problems) -> bool:
    """Whether an image is there, and is the one whose checksum its name has. Problems S01, S10, S11."""
    name = f"{RECEIVED_FILES}/{image}"
    match = _IMAGE.fullmatch(image)
    if match is None:
        problems.error(Place(STRUCTURE), "S11", f'has an image with the name "{image}"', "undo it", subject=image)
    elif name not in files:
        help_ = f"restore it:   git restore {problems.path(name)}"
        problems.error(Place(STRUCTURE), "S01", f"{problems.path(name)} is not there", help_, subject=name)
    elif not hashlib.sha256(files[name]).hexdigest().startswith(match[1]):
        _complain_of_change(name, Place(name), "was changed after it was taken out of the document", problems)
    else:
        return True
    return False


def _complain_of_change(name: str, place: Place, why: str, problems: Problems) -> None:
    restore = f"git restore {problems.path(name)}"
    help_ = f"undo the change (   {restore}   ), and correct the text by emendations in edition.yml instead"
    problems.error(place, "S10", why, help_, subject=name)


def _parsed(lines: Sequence[bytes], count: int, problems: Problems) -> Structure | None:
    head: StructureHead | None = None
    blocks: list[StructureBlock] = []
    end = 0
    for number, line in enumerate(lines, start=1):
        try:
            if head is None:
                head = msgspec.json.decode(line, type=StructureHead)
                continue
            block = msgspec.json.decode(line, type=StructureBlock)
            _check_block(block, end, count)
            blocks.append(block)
            end = block.lines[1]
        except (msgspec.MsgspecError, ValueError) as error:
            help_ = f"undo the change (   git restore {problems.path(STRUCTURE)}   )"
            problems.error(Place(STRUCTURE, number, 1), "S11", f"cannot be read: {error}", help_, subject=str(number))
            return None
    return None if head is None else Structure(head, tuple(blocks))


def _check_block(block: StructureBlock, end: int, count: int) -> None:
    """ValueError for lines that aren't behind those up to `end`, and for a span or a cell that can't be."""
    first, last = block.lines
    if not end < first <= last <= count:
        raise ValueError(f"the lines {first} to {last} are not behind those of the block before")
    for span in block.spans:
        if not 0 <= span.low <= span.high:
            raise ValueError(f"a span from {span.low} to {span.high}")
    for cell in (cell for row in block.rows for cell in row):
        sizes = (cell.column + 1, cell.across, cell.down)
        if not 0 <= cell.low <= cell.high or not all(0 < size <= _LARGEST_SPAN for size in sizes):
            raise ValueError(f"a cell from {cell.low} to {cell.high} in column {cell.column}")

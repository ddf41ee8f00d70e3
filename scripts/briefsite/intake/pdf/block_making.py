"""Making blocks: what is on the pages as blocks and notes of a document."""

from __future__ import annotations

from typing import Final

from briefsite.intake.document import DocumentBlock, DocumentCell, DocumentNote
from briefsite.intake.pdf.block_kinds import BlockKinds
from briefsite.intake.pdf.contents import PagePicture
from briefsite.intake.pdf.end_notes import LayoutBlock
from briefsite.intake.pdf.line_blocks import fits
from briefsite.intake.pdf.line_joining import Joiner
from briefsite.intake.pdf.note_matching import FootNote
from briefsite.intake.pdf.page_margins import MarginText
from briefsite.intake.pdf.places import place_of_box, place_of_line
from briefsite.intake.pdf.ruled_tables import PdfTable
from briefsite.intake.pdf.tag_places import TagPlaces
from briefsite.intake.pdf.text_line import PageLine

#: How sentences end.
_ENDS: Final = ".!?…”’\"')"


class BlockMaker:
    """Makes the blocks of a document."""

    def __init__(self, joiner: Joiner, kinds: BlockKinds, tags: TagPlaces) -> None:
        self.joiner, self.kinds, self.tags = joiner, kinds, tags
        self.images: dict[str, bytes] = {}

    def block(self, at: int, block: LayoutBlock) -> DocumentBlock:
        """A block from what is on the page."""
        if isinstance(block, PdfTable):
            return _table_block(block, self.joiner)
        if isinstance(block, PagePicture):
            name = f"{len(self.images) + 1}"
            self.images[name] = block.data
            place = place_of_box(block.page, block.box)
            return DocumentBlock("figure", at=place, image=name, alt=self.tags.alt_of(block))
        if isinstance(block, MarginText):
            return DocumentBlock("prose", self.joiner.pieces(block.lines), place_of_line(block.lines))
        kind, level = self.kinds.kinds[at]
        lines = block.lines
        place = place_of_line(lines)
        if kind == "item":
            label, count = block.label
            self.joiner.used.update(sign.key for sign in lines[0].signs[:count])
            first = lines[0].signs[count:]
            lines = [PageLine(first, lines[0].left, lines[0].right), *lines[1:]]
            number = "" if label == "•" else label
            return DocumentBlock("item", self.joiner.pieces(lines), place, max(1, level), number)
        pieces = self.joiner.pieces(lines, breaks=kind in {"verse", "lines"}, plain=kind in {"heading", "title"})
        return DocumentBlock(kind, pieces, place, level)


def _table_block(table: PdfTable, joiner: Joiner) -> DocumentBlock:
    """A table as a block."""
    rows = tuple(
        tuple(
            DocumentCell(
                (joiner.pieces(cell.lines, plain=cell.head),) if cell.lines else (), cell.across, cell.down, cell.head
            )
            for cell in row
        )
        for row in table.rows
    )
    return DocumentBlock("table", at=place_of_box(table.page, table.box), rows=rows)


def made_note(note: FootNote, joiner: Joiner) -> DocumentNote:
    """A note with its paragraphs: as they are tagged or certain, or else where a line was ended on purpose."""
    groups: list[list[PageLine]] = []
    for at, line in enumerate(note.lines):
        stated = note.tag >= 0 or note.breaks
        if groups and not (at in note.breaks if stated else _begins_paragraph(groups[-1][-1], line, note)):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = tuple(DocumentBlock("prose", joiner.pieces(own), place_of_line(own)) for own in groups)
    return DocumentNote(note.key, note.label, blocks)


def _begins_paragraph(before: PageLine, line: PageLine, note: FootNote) -> bool:
    """Whether a line of a note begins a paragraph: the one before ends a sentence, and the next word had room on it."""
    if before.page != line.page or line.base > before.base or abs(before.left - line.left) > 1:
        return False
    widest = max(one.end for one in note.lines if one.left == line.left)
    return before.text.rstrip()[-1:] in _ENDS and fits(before.within(before.left, max(widest, before.right)), line)

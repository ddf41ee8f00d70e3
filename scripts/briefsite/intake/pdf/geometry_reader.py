"""Reading by geometry: the blocks and notes of a PDF from where its characters are, and how they are set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.intake.document import DocumentBlock, DocumentNote
from briefsite.intake.pdf.block_kinds import BlockKinds, block_kinds
from briefsite.intake.pdf.body_style import body_style
from briefsite.intake.pdf.contents import PdfContents, PdfPage, Picture, Rule
from briefsite.intake.pdf.end_notes import with_end_notes
from briefsite.intake.pdf.foot_notes import with_foot_notes
from briefsite.intake.pdf.line_blocks import FlowItem, LineBlock, doubtful_joins, fits, line_blocks
from briefsite.intake.pdf.line_joining import Joiner, vocabulary_of
from briefsite.intake.pdf.note_matching import FootNote
from briefsite.intake.pdf.page_columns import Column, columns_of
from briefsite.intake.pdf.page_furniture import page_furniture
from briefsite.intake.pdf.places import place_of_box, place_of_line
from briefsite.intake.pdf.ruled_tables import PdfTable
from briefsite.intake.pdf.table_finding import page_tables, with_aligned_tables
from briefsite.intake.pdf.tag_places import TagPlaces, tag_places
from briefsite.intake.pdf.tagged_tables import tagged_tables
from briefsite.intake.pdf.text_line import TextLine, lines_of, page_signs, strings_of

#: How sentences end.
_ENDS: Final = ".!?…”’\"')"


@dataclass(frozen=True)
class GeometryReading:
    """What was read: the blocks, the notes, the furniture of each page, images by their names, lines for a person."""

    blocks: tuple[DocumentBlock, ...]
    notes: tuple[DocumentNote, ...]
    furniture: tuple[tuple[int, str], ...]
    images: Mapping[str, bytes]
    remarks: tuple[str, ...]


def read_by_geometry(contents: PdfContents) -> GeometryReading:
    """The blocks and notes of a PDF."""
    pages = contents.pages
    tags = tag_places(contents)
    placed: dict[int, list[PdfTable | Picture]] = {page.number: [*page.pictures] for page in pages}
    strings: dict[int, list[TextLine]] = {}
    for page in pages:
        tables, signs = tagged_tables(page.number, page_signs(page), tags)
        placed[page.number] += tables
        strings[page.number] = strings_of(signs)
    known = [contents.title, contents.author, *(one.title for one in contents.bookmarks), *_large(strings)]
    furniture = page_furniture(pages, strings, known)
    columns: list[Column] = []
    for page in pages:
        gone = {sign.key for line in furniture.get(page.number, ()) for sign in line.signs}
        left = [one for one in strings[page.number] if one.signs[0].key not in gone]
        tables, left = page_tables(page, left)
        placed[page.number] += tables
        columns += columns_of(page.number, page.width, left) or [Column(page.number, 0, 0.0, page.width, ())]
    style = body_style(columns)
    rules = {page.number: page.rules for page in pages}
    in_tables = [line for items in placed.values() for one in items for line in _table_lines(one)]
    noted = with_foot_notes(columns, rules, style, in_tables, tags)
    flow = [
        item for column in _with_turned(noted.columns, pages) for item in _flow(column, placed, noted.columns, rules)
    ]
    ended = with_end_notes(line_blocks(flow, style, tags), noted.shown)
    blocks = ended.blocks
    marks = {**noted.shown, **ended.shown}
    lines = [line for column in columns for line in column.lines]
    joiner = Joiner(vocabulary_of(lines), marks, {page.number: page.links for page in pages})
    kinds = block_kinds(blocks, style, contents, tags)
    maker = _BlockMaker(joiner, kinds, tags)
    made = [maker.block(at, block) for at, block in enumerate(blocks)]
    notes = tuple(_note(note, joiner) for note in (*noted.notes, *ended.notes))
    joiner.used.update(ended.used)
    joiner.used.update(sign.key for own in furniture.values() for line in own for sign in line.signs)
    joiner.used.update(sign.key for note in noted.notes if note.head for sign in note.head.signs[: note.head.label[1]])
    lost = [line for page in pages for line in _unused(page, joiner)]
    made += [DocumentBlock("prose", joiner.pieces([line]), place_of_line([line])) for line in lost]
    remarks = [f"tables without rules: {maker.unruled}; check their cells"] if maker.unruled else []
    if not tags.places and (doubtful := doubtful_joins(blocks)):
        shown = ", ".join(f'page {page} ("… {words}")' for page, words in doubtful)
        remarks.append(f"paragraphs that may end with the page, read as going on: {shown}")
    if lost:
        remarks.append(f"lines that belong to no block: {len(lost)}, put at the end of the text; check their place")
    if joiner.taken:
        shown = ", ".join(dict.fromkeys(joiner.taken))
        remarks.append(f"hyphens at line ends: taken out of {len(joiner.taken)} words that are nowhere else: {shown}")
    if ended.left_out:
        shown = ", ".join(dict.fromkeys(f'"{text}"' for _, text in ended.left_out))
        remarks.append(f"left out with the notes at the end: {shown}")
    found = tuple((number, line.text) for number, own in sorted(furniture.items()) for line in own)
    return GeometryReading(tuple(made), notes, found, maker.images, tuple(remarks))


def _unused(page: PdfPage, joiner: Joiner) -> list[TextLine]:
    """The lines of a page that have got nowhere: no word of the author may be lost."""
    signs = [
        sign for turned in (False, True) for sign in page_signs(page, turned=turned) if sign.key not in joiner.used
    ]
    return lines_of(strings_of(signs)) if signs else []


def _large(strings: Mapping[int, Sequence[TextLine]]) -> Iterator[str]:
    """Strings that may be headings, which running heads repeat."""
    sizes = sorted(one.size for own in strings.values() for one in own for _ in one.signs)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    for own in strings.values():
        for one in own:
            if len(one.signs) < 150 and (one.size > 1.06 * usual or one.bold):
                yield one.text


def _table_lines(item: PdfTable | Picture) -> Iterator[TextLine]:
    if isinstance(item, PdfTable):
        for row in item.rows:
            for cell in row:
                yield from cell.lines


def _with_turned(columns: Sequence[Column], pages: Sequence[PdfPage]) -> Iterator[Column]:
    """The columns, and behind those of each page its text that doesn't run from left to right."""
    for at, column in enumerate(columns):
        yield column
        if at + 1 == len(columns) or columns[at + 1].page != column.page:
            page = pages[column.page - 1]
            turned = page_signs(page, turned=True)
            if turned:
                line = TextLine(tuple(turned), 0.0, page.width)
                yield Column(column.page, column.number + 1, 0.0, page.width, (line,))


def _flow(
    column: Column,
    placed: Mapping[int, Sequence[PdfTable | Picture]],
    columns: Sequence[Column],
    rules: Mapping[int, Sequence[Rule]],
) -> Iterator[FlowItem]:
    """The lines of a column with the tables and images that belong to it, from top to bottom."""
    own = [item for item in placed.get(column.page, ()) if _column_of(item, column.page, columns) == column.number]
    waiting = sorted(own, key=lambda item: -item.box[3])
    for item in with_aligned_tables(column.lines, rules.get(column.page, ())):
        base = item.base if isinstance(item, TextLine) else item.box[3]
        while waiting and waiting[0].box[3] > base:
            yield waiting.pop(0)
        yield item
    yield from waiting


def _column_of(item: PdfTable | Picture, page: int, columns: Sequence[Column]) -> int:
    """The number of the column to which an image or a table belongs: the one whose lines are around it."""
    left, low, right, high = item.box
    own = [column for column in columns if column.page == page]
    beside = [
        one
        for one in own
        if min(one.right, right) - max(one.left, left) > 0.3 * min(one.right - one.left, right - left)
    ]
    around = [one for one in beside if one.lines and one.lines[0].base >= low and one.lines[-1].base <= high]
    inside = [one for one in around if one.lines[0].base >= high or one.lines[-1].base <= low]
    above = [one for one in beside if one.lines and one.lines[-1].base >= low]
    chosen = inside[-1:] or above[-1:] or beside[:1] or own[-1:]
    return chosen[0].number


class _BlockMaker:
    """Makes the blocks of a document."""

    def __init__(self, joiner: Joiner, kinds: BlockKinds, tags: TagPlaces) -> None:
        self.joiner, self.kinds, self.tags = joiner, kinds, tags
        self.images: dict[str, bytes] = {}
        self.unruled = 0

    def block(self, at: int, block: LineBlock | PdfTable | Picture) -> DocumentBlock:
        """A block from what is on the page."""
        if isinstance(block, PdfTable):
            self.unruled += not block.ruled
            return table_block(block, self.joiner)
        if isinstance(block, Picture):
            name = f"{len(self.images) + 1}"
            self.images[name] = block.data
            place = place_of_box(block.page, block.box)
            return DocumentBlock("figure", at=place, image=name, alt=self.tags.alt_of(block))
        kind, level = self.kinds.kinds[at]
        lines = block.lines
        place = place_of_line(lines)
        if kind == "item":
            label, count = block.label
            self.joiner.used.update(sign.key for sign in lines[0].signs[:count])
            first = lines[0].signs[count:]
            lines = [TextLine(first, lines[0].left, lines[0].right), *lines[1:]]
            number = "" if label == "•" else label
            return DocumentBlock("item", self.joiner.pieces(lines), place, max(1, level), number)
        pieces = self.joiner.pieces(lines, breaks=kind in {"verse", "lines"}, plain=kind in {"heading", "title"})
        return DocumentBlock(kind, pieces, place, level)


def table_block(table: PdfTable, joiner: Joiner) -> DocumentBlock:
    """A table as a block."""
    from briefsite.intake.document import DocumentCell

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


def _note(note: FootNote, joiner: Joiner) -> DocumentNote:
    """A note with its paragraphs: as they are tagged or certain, or else where a line was ended on purpose."""
    groups: list[list[TextLine]] = []
    for at, line in enumerate(note.lines):
        stated = note.tag >= 0 or note.breaks
        if groups and not (at in note.breaks if stated else _begins_paragraph(groups[-1][-1], line, note)):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = tuple(DocumentBlock("prose", joiner.pieces(own), place_of_line(own)) for own in groups)
    return DocumentNote(note.key, note.label, blocks)


def _begins_paragraph(before: TextLine, line: TextLine, note: FootNote) -> bool:
    """Whether a line of a note begins a paragraph: the one before ends a sentence, and the next word had room on it."""
    if before.page != line.page or line.base > before.base or abs(before.left - line.left) > 1:
        return False
    widest = max(one.end for one in note.lines if one.left == line.left)
    return before.text.rstrip()[-1:] in _ENDS and fits(before.within(before.left, max(widest, before.right)), line)

"""Reading by geometry: the blocks and notes of a PDF from where its characters are, and how they are set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.intake.document import DocumentBlock, DocumentNote
from briefsite.intake.pdf.block_kinds import kinds_of_blocks
from briefsite.intake.pdf.block_making import BlockMaker, made_note
from briefsite.intake.pdf.body_style import body_style
from briefsite.intake.pdf.contents import PagePicture, PdfContents, PdfPage
from briefsite.intake.pdf.continued_tables import with_joined_tables
from briefsite.intake.pdf.end_notes import EndNotes, LayoutBlock, with_end_notes
from briefsite.intake.pdf.foot_notes import NotedPages, with_foot_notes
from briefsite.intake.pdf.line_blocks import doubtful_joins, line_blocks
from briefsite.intake.pdf.line_joining import Joiner, vocabulary_of
from briefsite.intake.pdf.note_marks import mark_places
from briefsite.intake.pdf.page_drawings import words_of_drawings
from briefsite.intake.pdf.page_layout import PageLayout, page_layout, reading_order
from briefsite.intake.pdf.places import place_of_line
from briefsite.intake.pdf.table_questions import table_remarks
from briefsite.intake.pdf.text_line import PageLine, glyph_strings, page_lines, page_signs
from briefsite.words import first_of

_MOST_NAMED: Final = 12


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
    layout = page_layout(contents)
    tags, columns = layout.tags, layout.columns
    style = body_style(columns)
    noted = with_foot_notes(columns, layout.rules, style, layout.table_lines, tags)
    ended = with_end_notes(line_blocks([*reading_order(layout, noted.columns)], style, tags), noted.shown)
    joined = with_joined_tables(ended.blocks)
    blocks = joined.blocks
    marks = {**noted.shown, **ended.shown}
    lines = [line for column in columns for line in column.lines]
    joiner = Joiner(vocabulary_of(lines), marks, {page.number: page.links for page in contents.pages})
    maker = BlockMaker(joiner, kinds_of_blocks(blocks, style, contents, tags), tags)
    made = [*_made(blocks, maker, layout, joiner)]
    notes = tuple(made_note(note, joiner) for note in (*noted.notes, *ended.notes))
    joiner.used.update(ended.used)
    taken_out = (
        *layout.listed,
        *(line for row in joined.repeated for line in row),
        *(line for own in layout.furniture.values() for line in own),
    )
    joiner.used.update(sign.key for line in taken_out for sign in line.signs)
    joiner.used.update(sign.key for note in noted.notes if note.head for sign in note.head.signs[: note.head.label[1]])
    lost = [line for page in contents.pages for line in _unused(page, joiner)]
    made += [DocumentBlock("prose", joiner.pieces([line]), place_of_line([line])) for line in lost]
    remarks = [*_remarks(layout, blocks, ended, joiner, len(lost))]
    remarks += table_remarks(blocks)
    if notes:
        remarks += _without_notes(noted, frozenset((*marks, *ended.used)))
    left_out = [(line.page, line.text) for own in layout.furniture.values() for line in own]
    left_out += [(row[0].page, " ".join(line.text for line in row)) for row in joined.repeated]
    furniture = tuple(sorted(left_out, key=lambda one: one[0]))
    return GeometryReading(tuple(made), notes, furniture, maker.images, tuple(remarks))


def _made(
    blocks: Sequence[LayoutBlock], maker: BlockMaker, layout: PageLayout, joiner: Joiner
) -> Iterator[DocumentBlock]:
    """The blocks of the document. The words of a drawing come behind its caption, line by line."""
    waiting: list[DocumentBlock] = []
    for at, block in enumerate(blocks):
        made = maker.block(at, block)
        if made.kind != "caption":
            yield from waiting
            waiting = []
        yield made
        if made.kind == "caption":
            yield from waiting
            waiting = []
        words = words_of_drawings(layout.drawings, block) if isinstance(block, PagePicture) else ()
        if words:
            waiting.append(DocumentBlock("lines", joiner.pieces(words, breaks=True), place_of_line(words)))
    yield from waiting


def _remarks(
    layout: PageLayout, blocks: Sequence[LayoutBlock], ended: EndNotes, joiner: Joiner, lost: int
) -> Iterator[str]:
    """What a person should look at, a line each."""
    if not layout.tags.places and (doubtful := doubtful_joins(blocks)):
        shown = ", ".join(f'page {page} ("… {words}")' for page, words in doubtful)
        yield f"paragraphs that may end with the page, read as going on: {shown}"
    if lost:
        yield f"lines that belong to no block: {lost}, put at the end of the text; check their place"
    if layout.listed:
        shown = ", ".join(f'"{line.text}"' for line in layout.listed)
        yield f"table of contents: left out, the site has its own: {shown}"
    if joiner.taken:
        shown = ", ".join(dict.fromkeys(joiner.taken))
        yield f"hyphens at line ends: taken out of {len(joiner.taken)} words that are nowhere else: {shown}"
    if ended.left_out:
        counts = Counter(text for _, text in ended.left_out)
        shown = ", ".join(f'"{text}"' + f" ({count} times)" * (count > 1) for text, count in counts.items())
        yield f"left out with the notes at the end: {shown}"


def _without_notes(noted: NotedPages, known: frozenset[tuple[int, int]]) -> Iterator[str]:
    """The raised numbers in the text that are no power and lead to no note, in a line."""
    lines = (line for column in noted.columns for line in column.lines)
    places = [(line, place) for line in lines for place in mark_places(line) if not place.power]
    found = [
        f"{place.label} on page {place.page}"
        for line, place in places
        if place.label.isdigit()
        and len(place.keys) == len(place.label)  # not one in brackets, which the text keeps as they are
        and line.signs[0].key not in place.keys
        and known.isdisjoint(place.keys)
    ]
    if found:
        yield f"raised numbers that lead to no note: {first_of(found, _MOST_NAMED)}: please check"


def _unused(page: PdfPage, joiner: Joiner) -> list[PageLine]:
    """The lines of a page that have got nowhere: no word of the author may be lost."""
    signs = [
        sign for turned in (False, True) for sign in page_signs(page, turned=turned) if sign.key not in joiner.used
    ]
    return page_lines(glyph_strings(signs)) if signs else []

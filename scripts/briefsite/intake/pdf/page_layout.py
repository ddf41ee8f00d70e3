"""The layout of the pages: their columns in the order in which they are read, without furniture; tables and images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.intake.pdf.contents import PdfContents, PdfPage, Rule
from briefsite.intake.pdf.contents_list import without_contents
from briefsite.intake.pdf.line_blocks import FlowItem, PlacedItem
from briefsite.intake.pdf.page_columns import Column, column_bands, columns_of
from briefsite.intake.pdf.page_drawings import PageDrawings, page_drawings
from briefsite.intake.pdf.page_furniture import furniture_lines
from briefsite.intake.pdf.page_margins import page_margins
from briefsite.intake.pdf.ruled_tables import PdfTable
from briefsite.intake.pdf.table_finding import page_tables, with_aligned_tables
from briefsite.intake.pdf.tag_places import TagPlaces, tag_places
from briefsite.intake.pdf.tagged_tables import tagged_tables
from briefsite.intake.pdf.text_line import PageLine, glyph_strings, page_lines, page_signs

#: How many places between columns are tried on other pages.
_MOST_BANDS: Final = 8
_LONGEST: Final = 150
_LARGER: Final = 1.06


@dataclass(frozen=True)
class PageLayout:
    """What is where: columns in reading order, tables and images by page, furniture by page.

    `listed` are the lines of a table of contents.
    """

    pages: tuple[PdfPage, ...]
    tags: TagPlaces
    columns: tuple[Column, ...]
    placed: Mapping[int, Sequence[PlacedItem]]
    drawings: Mapping[int, PageDrawings]
    furniture: Mapping[int, Sequence[PageLine]]
    listed: tuple[PageLine, ...]

    @property
    def rules(self) -> Mapping[int, Sequence[Rule]]:
        """The drawn lines of each page."""
        return {page.number: page.rules for page in self.pages}

    @property
    def table_lines(self) -> Sequence[PageLine]:
        """The lines in the cells of all tables."""
        tables = [one for items in self.placed.values() for one in items if isinstance(one, PdfTable)]
        return [line for table in tables for row in table.rows for cell in row for line in cell.lines]


def page_layout(contents: PdfContents) -> PageLayout:
    """The layout of the pages of a PDF."""
    pages = contents.pages
    tags = tag_places(contents)
    placed: dict[int, list[PlacedItem]] = {page.number: [] for page in pages}
    drawings: dict[int, PageDrawings] = {}
    strings: dict[int, list[PageLine]] = {}
    for page in pages:
        tables, signs = tagged_tables(page.number, page_signs(page), tags)
        placed[page.number] += tables
        strings[page.number] = glyph_strings(signs)
    titles = [one.title for one in contents.bookmarks]
    large = [*_large(strings)]
    furniture = furniture_lines(pages, strings, [contents.title, contents.author, *titles, *large])
    text: dict[int, list[PageLine]] = {}
    for page in pages:
        gone = {sign.key for line in furniture.get(page.number, ()) for sign in line.signs}
        left = [one for one in strings[page.number] if one.signs[0].key not in gone]
        margins = page_margins(page.number, left)
        if margins.numbers:
            furniture[page.number] = [*furniture.get(page.number, ()), *margins.numbers]
        drawings[page.number], left = page_drawings(page, margins.left, tags)
        tables, text[page.number] = page_tables(page, left)
        placed[page.number] += [*drawings[page.number].pictures, *tables, *margins.texts]
    bands = sorted({x for page in pages for x in column_bands(text[page.number], page.width)})
    columns: list[Column] = []
    for page in pages:
        found = columns_of(page.number, page.width, text[page.number], bands[:_MOST_BANDS])
        columns += found or [Column(page.number, 0, 0.0, page.width, ())]
    # The entries of a table of contents end with a number, so that none of them is taken for its own heading.
    whole = [line for own in strings.values() for line in page_lines(own)]
    columns, listed = without_contents(columns, [*(line.text for line in whole if line.text in {*large}), *titles])
    return PageLayout(pages, tags, tuple(columns), placed, drawings, furniture, tuple(listed))


def _large(strings: Mapping[int, Sequence[PageLine]]) -> Iterator[str]:
    """Lines that may be headings, which running heads repeat, and their parts."""
    sizes = sorted(one.size for own in strings.values() for one in own for _ in one.signs)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    for own in strings.values():
        for one in (*own, *page_lines(own)):
            if len(one.signs) < _LONGEST and (one.size > _LARGER * usual or one.bold):
                yield one.text


def reading_order(layout: PageLayout, columns: Sequence[Column]) -> Iterator[FlowItem]:
    """The lines of the columns with tables and images at their places; behind each page its text that is turned."""
    for at, column in enumerate(columns):
        yield from _flow(column, layout, columns)
        if at + 1 == len(columns) or columns[at + 1].page != column.page:
            page = layout.pages[column.page - 1]
            taken = {s.key for own in layout.drawings[page.number].words.values() for one in own for s in one.signs}
            turned = [sign for sign in page_signs(page, turned=True) if sign.key not in taken]
            yield from (line.within(0.0, page.width) for line in page_lines(glyph_strings(turned)))


def _flow(column: Column, layout: PageLayout, columns: Sequence[Column]) -> Iterator[FlowItem]:
    """The lines of a column with the tables and images that belong to it, from top to bottom."""
    own = [one for one in layout.placed.get(column.page, ()) if _column_of(one, column.page, columns) == column.number]
    waiting = sorted(own, key=lambda item: -item.box[3])
    for item in with_aligned_tables(column.lines, layout.rules.get(column.page, ())):
        base = item.base if isinstance(item, PageLine) else item.box[3]
        while waiting and waiting[0].box[3] > base:
            yield waiting.pop(0)
        yield item
    yield from waiting


def _column_of(item: PlacedItem, page: int, columns: Sequence[Column]) -> int:
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

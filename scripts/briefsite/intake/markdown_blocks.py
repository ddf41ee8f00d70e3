"""The blocks of a Markdown file, made of the tokens of its parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from briefsite.intake.cells import figures_of, paragraphs_of
from briefsite.intake.counting import numeral_of
from briefsite.intake.document import (
    DocumentBlock,
    DocumentCell,
    InlinePart,
    InlineParts,
    LineBreak,
    NoteMark,
    WordPart,
)
from briefsite.intake.markdown_inline import MarkdownInline, note_key, without_attributes
from briefsite.intake.markdown_lists import PrintedMark
from briefsite.intake.markdown_tables import TextTable, TextVerse
from briefsite.intake.tidy import item_blocks, tidy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARK: Final = re.compile(r"\[\^([^\]\s]+)\]")
_CAPTION: Final = re.compile(r"(?:Table)?:\s+")


@dataclass(frozen=True)
class TableReader:
    """Reads the tables that were taken out of the text, by the signs in their places."""

    parser: MarkdownIt
    environment: dict[str, Any]
    inline: MarkdownInline
    tables: Mapping[str, TextTable | TextVerse]

    def line(self, text: str) -> InlineParts:
        """The pieces of a line."""
        (token,) = self.parser.parseInline(text, self.environment)
        return self.inline.pieces(token.children or ())

    def block(self, sign: str, notes: dict[str, list[DocumentBlock]]) -> Iterator[DocumentBlock]:
        """A table, or a verse."""
        found = self.tables[sign]
        if isinstance(found, TextTable):
            yield from self._table(found, notes)
            return
        first, end = found.lines
        pieces: list[InlinePart] = []
        for number, words in enumerate(found.words):
            pieces += [*([LineBreak()] if number else []), *self.line(words)]
        yield DocumentBlock("verse", tuple(pieces), f"lines {first + 1}–{end}")

    def _table(self, found: TextTable, notes: dict[str, list[DocumentBlock]]) -> Iterator[DocumentBlock]:
        """A table as a block, and the images in it."""
        blocks = [[(cell, self.blocks(cell.text, notes)) for cell in row] for row in found.rows]
        rows = tuple(
            tuple(DocumentCell(paragraphs_of(own), cell.across, cell.down, cell.head) for cell, own in row)
            for row in blocks
        )
        first, end = found.lines
        yield DocumentBlock("table", at=f"lines {first + 1}–{end}", rows=rows)
        yield from (figure for row in blocks for _, own in row for figure in figures_of(own))

    def blocks(self, text: str, notes: dict[str, list[DocumentBlock]]) -> list[DocumentBlock]:
        """The blocks of a text that is no part of the others."""
        tokens = self.parser.parse(text, self.environment)
        return [*MarkdownBlocks(tokens, self.inline, self, notes).blocks(0, len(tokens))]


@dataclass
class MarkdownBlocks:
    """Makes blocks of the tokens of a parser; what items print that CommonMark does not know is given by the line."""

    tokens: Sequence[Token]
    inline: MarkdownInline
    cells: TableReader
    notes: dict[str, list[DocumentBlock]] = field(default_factory=dict)
    printed: Mapping[int, PrintedMark] = field(default_factory=dict)
    depth: int = 0
    quoted: int = 0

    def blocks(self, low: int, high: int) -> Iterator[DocumentBlock]:
        """The blocks of the tokens `low` up to `high`."""
        at = low
        while at < high:
            token = self.tokens[at]
            end = self._end(at) if token.nesting == 1 else at
            if token.type == "footnote_block_open":
                yield from self.blocks(at + 1, end)
            elif token.type in {"footnote_open", "footnote_reference_open"}:
                self.notes[note_key(token.meta)] = tidy([*self.blocks(at + 1, end)])
            else:
                yield from self._block(token, at, end)
            at = end + 1

    def _end(self, at: int) -> int:
        """The position of the token that closes the one at a position."""
        depth = 0
        for index in range(at, len(self.tokens)):
            depth += self.tokens[index].nesting
            if depth == 0:
                return index
        return len(self.tokens) - 1

    def _block(self, token: Token, at: int, end: int) -> Iterator[DocumentBlock]:
        place = _place(token)
        kind = token.type
        if kind == "heading_open":
            pieces = without_attributes(self._pieces(at + 1, end))
            yield DocumentBlock("heading", pieces, place, int(token.tag[1:]))
            yield from self._figures(place)
        elif kind == "paragraph_open":
            sign = self._sign(at)
            pieces = () if sign else self._pieces(at + 1, end)
            yield from self.cells.block(sign, self.notes) if sign else self._paragraph(pieces, place, at)
        elif kind == "blockquote_open":
            self.quoted += 1
            yield from self.blocks(at + 1, end)
            self.quoted -= 1
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            yield from self._list(token, at, end)
        elif kind == "table_open":
            yield DocumentBlock("table", at=place, rows=tuple(self._rows(at + 1, end)))
            yield from self._figures(place)
        elif token.nesting == 1:  # a list of definitions, a term in it, what it means
            yield from self.blocks(at + 1, end)
        else:
            yield from self._leaf(token, place)

    def _leaf(self, token: Token, place: str) -> Iterator[DocumentBlock]:
        """What has no blocks in it."""
        if token.type == "hr":
            yield DocumentBlock("break", at=place)
        elif token.type == "html_block":
            yield from self._html(token.content, place)
        elif token.type in {"fence", "code_block"}:
            yield DocumentBlock("lines", tuple(_kept(token.content)), place)
        elif token.type == "inline":
            yield DocumentBlock("prose", self.inline.pieces(token.children or ()), place)

    def _html(self, content: str, place: str) -> Iterator[DocumentBlock]:
        """The blocks of a piece of a web page, which Markdown may have in it."""
        from briefsite.intake.html_reader import read_html

        self.inline.count_comments(content)
        for block in read_html(f"<main>{content}</main>".encode()).blocks:
            kind = "quotation" if self.quoted and block.kind == "prose" else block.kind
            yield replace(block, kind=kind, at=place, pieces=tuple(self._with_marks(block.pieces)))

    def _with_marks(self, pieces: InlineParts) -> Iterator[InlinePart]:
        """Pieces of a web page with the marks of the notes of Markdown that are in them."""
        known = self.cells.environment.get("footnotes", {}).get("refs", {})
        for one in pieces:
            parts = _MARK.split(one.text) if isinstance(one, WordPart) else []
            if not isinstance(one, WordPart) or not all(f":{label}" in known for label in parts[1::2]):
                yield one
                continue
            for at, part in enumerate(parts):
                yield NoteMark(note_key({"label": part})) if at % 2 else replace(one, text=part)

    def _paragraph(self, pieces: InlineParts, place: str, at: int) -> Iterator[DocumentBlock]:
        images = self.inline.taken_images()
        written = any(isinstance(one, NoteMark) or (isinstance(one, WordPart) and one.text.strip()) for one in pieces)
        if len(images) == 1 and not written:
            caption = tuple(images[0].pieces)
            alt = "".join(one.text for one in caption if isinstance(one, WordPart))
            yield DocumentBlock("figure", caption, place, image=images[0].source, alt=alt)
            return
        first = pieces[0] if pieces else None
        beside = self._type(at - 1) == "table_close" or self._type(at + 3) == "table_open"
        beside = beside or bool(self._sign(at - 3) or self._sign(at + 3))
        match = _CAPTION.match(first.text) if isinstance(first, WordPart) and beside else None
        if match and isinstance(first, WordPart):
            yield DocumentBlock("caption", (replace(first, text=first.text[match.end() :]), *pieces[1:]), place)
        else:
            yield DocumentBlock("quotation" if self.quoted else "prose", pieces, place)
        for image in images:
            yield DocumentBlock("figure", image.pieces, place, image=image.source)

    def _figures(self, place: str) -> Iterator[DocumentBlock]:
        """The images that are in a heading or the cells of a table. What is said of them is their alternative text."""
        for image in self.inline.taken_images():
            alt = "".join(one.text for one in image.pieces if isinstance(one, WordPart))
            yield DocumentBlock("figure", at=place, image=image.source, alt=alt)

    def _type(self, at: int) -> str:
        return self.tokens[at].type if 0 <= at < len(self.tokens) else ""

    def _sign(self, at: int) -> str:
        """The sign that a paragraph is, which stands for a table; empty for any other."""
        words = self.tokens[at + 1].content if self._type(at) == "paragraph_open" else ""
        return words if words in self.cells.tables else ""

    def _pieces(self, low: int, high: int) -> InlineParts:
        found = [token for token in self.tokens[low:high] if token.type == "inline"]
        return tuple(piece for token in found for piece in self.inline.pieces(token.children or ()))

    def _list(self, token: Token, at: int, end: int) -> Iterator[DocumentBlock]:
        self.depth += 1
        counts = token.type == "ordered_list_open"
        index, number = at + 1, int(token.attrs.get("start", 1))
        begins = True
        while index < end:
            close = self._end(index)
            mark = self.printed.get((self.tokens[index].map or [-1])[0])
            begins = begins or (mark is not None and mark.begins)
            shown = mark.text if mark else f"{numeral_of(number, 'decimal')}." if counts else ""
            for one in item_blocks([*self.blocks(index + 1, close)], self.depth, shown, begins=begins):
                own = one.kind == "item" and one.level == self.depth
                begins = begins and not own
                yield replace(one, at=_place(self.tokens[index])) if own else one
            index, number = close + 1, number + 1
        self.depth -= 1

    def _rows(self, low: int, high: int) -> Iterator[tuple[DocumentCell, ...]]:
        row: list[DocumentCell] = []
        for index in range(low, high):
            token = self.tokens[index]
            if token.type in {"th_open", "td_open"}:
                pieces = self._pieces(index + 1, self._end(index))
                row.append(DocumentCell((pieces,), head=token.type == "th_open"))
            elif token.type == "tr_close":
                yield tuple(row)
                row = []


def _kept(content: str) -> Iterator[InlinePart]:
    """Lines that stay as they are."""
    for number, line in enumerate(content.rstrip("\n").split("\n")):
        if number:
            yield LineBreak()
        yield WordPart(line)


def _place(token: Token) -> str:
    """The lines of a token: "line 12", "lines 12–14"."""
    if token.map is None:
        return ""
    first, last = token.map[0] + 1, max(token.map[0] + 1, token.map[1])
    return f"line {first}" if first == last else f"lines {first}–{last}"

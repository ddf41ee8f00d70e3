"""Files of Markdown (.md), in Pandoc's sense: notes, tables, a head with metadata, definition of images as figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from briefsite.intake.counting import numeral_of
from briefsite.intake.document import (
    DocumentBlock,
    DocumentCell,
    DocumentNote,
    InlinePart,
    InlineParts,
    LineBreak,
    NoteMark,
    ReceivedDocument,
    WordPart,
    pieces_of,
)
from briefsite.intake.markdown_head import MarkdownHead, markdown_head
from briefsite.intake.markdown_inline import MarkdownInline, note_key, smart, without_attributes
from briefsite.intake.markdown_tables import with_barred_tables
from briefsite.intake.tidy import item_blocks, tidy

if TYPE_CHECKING:
    from markdown_it.token import Token

_CAPTION: Final = re.compile(r"(?:Table)?:\s+")


def read_markdown(data: bytes) -> ReceivedDocument:
    """The document in a file of Markdown. UnicodeDecodeError if it isn't UTF-8."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    head, begin = markdown_head(text)
    lines = text.split("\n")
    body = "\n".join([""] * begin + with_barred_tables(lines[begin:]))
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    parser.disable("footnote_tail")
    environment: dict[str, Any] = {}
    tokens = parser.parse(body, environment)
    return _document(tokens, environment, head)


def _document(tokens: Sequence[Token], environment: Mapping[str, Any], head: MarkdownHead) -> ReceivedDocument:
    inline = MarkdownInline()
    maker = _Maker(tokens, inline)
    blocks = [*_front(head), *tidy([*maker.blocks(0, len(tokens))])]
    for number, note in environment.get("footnotes", {}).get("list", {}).items():
        if "tokens" in note:  # one that is where its mark would be
            maker.notes[note_key({"id": number})] = [DocumentBlock("prose", inline.pieces(note["tokens"]))]
    order = dict.fromkeys(_marks(blocks, maker.notes))
    notes = tuple(DocumentNote(key, str(number), tuple(maker.notes[key])) for number, key in enumerate(order, start=1))
    left = len(maker.notes) - len(notes)
    remarks = [f"notes without a mark in the text: {left}, left out"] if left else []
    if inline.comment_words:
        remarks.append(f"comments: {inline.comment_words} words, left out")
    return ReceivedDocument(
        tuple(blocks),
        notes,
        head.title,
        head.authors,
        head.date,
        head.language,
        {},
        tuple(remarks),
        bibliographies=head.bibliographies,
    )


def _front(head: MarkdownHead) -> Iterator[DocumentBlock]:
    """The lines of a title page that the head states."""
    if head.title:
        yield DocumentBlock("title", (WordPart(smart(head.title)),), "line 1")
    for said in (head.subtitle, *head.authors, head.date):
        if said:
            yield DocumentBlock("front", (WordPart(smart(said)),), "line 1")


def _marks(blocks: Sequence[DocumentBlock], notes: Mapping[str, Sequence[DocumentBlock]]) -> Iterator[str]:
    """The keys of the notes in the order of their marks; those in notes come behind."""
    waiting = [*blocks]
    seen: set[str] = set()
    while waiting:
        found = [p.note for block in waiting for p in pieces_of(block) if isinstance(p, NoteMark)]
        new = [key for key in dict.fromkeys(found) if key in notes and key not in seen]
        seen |= {*new}
        yield from new
        waiting = [block for key in new for block in notes[key]]


@dataclass
class _Maker:
    """Makes blocks of the tokens of a parser."""

    tokens: Sequence[Token]
    inline: MarkdownInline
    notes: dict[str, list[DocumentBlock]] = field(default_factory=dict)
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
        elif kind == "paragraph_open":
            yield from self._paragraph(self._pieces(at + 1, end), place, at)
        elif kind == "blockquote_open":
            self.quoted += 1
            yield from self.blocks(at + 1, end)
            self.quoted -= 1
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            yield from self._list(token, at, end)
        elif kind == "table_open":
            yield DocumentBlock("table", at=place, rows=tuple(self._rows(at + 1, end)))
        elif kind == "hr":
            yield DocumentBlock("break", at=place)
        elif kind == "html_block":
            yield from self._html(token.content, place)
        elif kind in {"fence", "code_block"}:
            yield DocumentBlock("lines", tuple(_kept(token.content)), place)
        elif kind == "inline":
            yield DocumentBlock("prose", self.inline.pieces(token.children or ()), place)

    def _html(self, content: str, place: str) -> Iterator[DocumentBlock]:
        """The blocks of a piece of a web page, which Markdown may have in it."""
        from briefsite.intake.html_reader import read_html

        self.inline.count_comments(content)
        for block in read_html(f"<main>{content}</main>".encode()).blocks:
            yield replace(block, kind="quotation" if self.quoted and block.kind == "prose" else block.kind, at=place)

    def _paragraph(self, pieces: InlineParts, place: str, at: int) -> Iterator[DocumentBlock]:
        images = self.inline.taken_images()
        written = any(isinstance(one, NoteMark) or (isinstance(one, WordPart) and one.text.strip()) for one in pieces)
        if len(images) == 1 and not written:
            caption = tuple(images[0].pieces)
            alt = "".join(one.text for one in caption if isinstance(one, WordPart))
            yield DocumentBlock("figure", caption, place, image=images[0].source, alt=alt)
            return
        before = self.tokens[at - 1] if at else None
        after = self.tokens[at + 3] if at + 3 < len(self.tokens) else None
        first = pieces[0] if pieces else None
        beside = "table_open" if after is not None and after.type == "table_open" else ""
        beside = beside or ("table_close" if before is not None and before.type == "table_close" else "")
        match = _CAPTION.match(first.text) if isinstance(first, WordPart) and beside else None
        if match and isinstance(first, WordPart):
            yield DocumentBlock("caption", (replace(first, text=first.text[match.end() :]), *pieces[1:]), place)
        else:
            yield DocumentBlock("quotation" if self.quoted else "prose", pieces, place)
        for image in images:
            yield DocumentBlock("figure", image.pieces, place, image=image.source)

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
            shown = f"{numeral_of(number, 'decimal')}." if counts else ""
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

"""Files of Markdown (.md), in Pandoc's sense: notes, tables, a head with metadata, definition of images as figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefsite.intake.document import DocumentBlock, DocumentNote, NoteMark, ReceivedDocument, pieces_of, words_of_parts
from briefsite.intake.markdown_blocks import MarkdownBlocks, TableReader
from briefsite.intake.markdown_head import MarkdownHead, markdown_head
from briefsite.intake.markdown_inline import MarkdownInline, note_key
from briefsite.intake.markdown_lists import with_plain_lists
from briefsite.intake.markdown_tables import without_tables
from briefsite.intake.tidy import tidy


def read_markdown(data: bytes) -> ReceivedDocument:
    """The document in a file of Markdown. UnicodeDecodeError if it isn't UTF-8."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    head, begin = markdown_head(text)
    lines = text.split("\n")
    untabled, tables = without_tables([*[""] * begin, *lines[begin:]])
    body, printed = with_plain_lists(untabled)
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    parser.disable("footnote_tail")
    environment: dict[str, Any] = {}
    tokens = parser.parse("\n".join(body), environment)
    inline = MarkdownInline()
    cells = TableReader(parser, environment, inline, tables)
    return _document(MarkdownBlocks(tokens, inline, cells, printed=printed), environment, head)


def _document(maker: MarkdownBlocks, environment: Mapping[str, Any], head: MarkdownHead) -> ReceivedDocument:
    inline = maker.inline
    blocks = [*_front(head, maker), *tidy([*maker.blocks(0, len(maker.tokens))])]
    for number, note in environment.get("footnotes", {}).get("list", {}).items():
        if "tokens" in note:  # one that is where its mark would be
            maker.notes[note_key({"id": number})] = [DocumentBlock("prose", inline.pieces(note["tokens"]))]
    order = dict.fromkeys(_marks(blocks, maker.notes))
    notes = tuple(DocumentNote(key, str(number), tuple(maker.notes[key])) for number, key in enumerate(order, start=1))
    left = len(maker.notes) - len(notes)
    remarks = [f"notes without a mark in the text: {left}, left out"] if left else []
    if head.left_out:
        remarks.append(f"head of the file: not read: {', '.join(head.left_out)}")
    if inline.comment_words:
        remarks.append(f"comments: {inline.comment_words} words, left out")
    return ReceivedDocument(
        tuple(blocks),
        notes,
        words_of_parts(maker.cells.line(head.title)),
        head.authors,
        head.date,
        head.language,
        {},
        tuple(remarks),
        bibliographies=head.bibliographies,
    )


def _front(head: MarkdownHead, maker: MarkdownBlocks) -> Iterator[DocumentBlock]:
    """The lines of a title page that the head states, and the abstract."""
    if head.title:
        yield DocumentBlock("title", maker.cells.line(head.title), "line 1")
    for said in (head.subtitle, *head.authors, head.date):
        if said:
            yield DocumentBlock("front", maker.cells.line(said), "line 1")
    yield from (replace(one, at="line 1") for one in maker.cells.blocks(head.abstract, maker.notes))


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

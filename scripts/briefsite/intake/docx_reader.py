"""Word files (.docx): from their bytes to a document.

Headings are told by their outline level, through the styles on which a style is based, never by how they look: a bold
line is a paragraph. Tables of contents, headers and footers are the program's, and are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element

from briefsite.intake.archive import Archive
from briefsite.intake.document import DocumentBlock, InlinePart, ReceivedDocument, WordPart, words_of_parts
from briefsite.intake.docx_drawings import ALTERNATIVES, chosen
from briefsite.intake.docx_edition import is_by_edition
from briefsite.intake.docx_lists import WordLists
from briefsite.intake.docx_notes import word_notes
from briefsite.intake.docx_parts import WordFile, WordStyle, open_word_file, value, w
from briefsite.intake.docx_runs import FORMULAS, PUT_IN, STRUCK, RunReader
from briefsite.intake.docx_tables import word_table
from briefsite.intake.edition_signs import EDITORS_STYLE
from briefsite.intake.metadata import CORE_PROPERTIES, core_properties
from briefsite.intake.tidy import tidy, without_bold
from briefsite.source.structure import BlockRole

#: The names of styles that say what a paragraph is. Word keeps them in English in every language.
_STYLES: Final[Mapping[str, BlockRole]] = {
    **dict.fromkeys(("title",), "title"),
    **dict.fromkeys(("subtitle", "author", "date", "byline"), "front"),
    **dict.fromkeys(
        ("quote", "intense quote", "block text", "quotations", "block quotation", "blockquote"), "quotation"
    ),
    **dict.fromkeys(("verse", "poem", "poetry"), "verse"),
    **dict.fromkeys(("html preformatted", "source code", "preformatted text"), "lines"),
    **dict.fromkeys(("horizontal line", "section break"), "break"),
    **dict.fromkeys(("caption", "table caption", "image caption", "figure", "table", "illustration"), "caption"),
}
_CONTENTS: Final = re.compile(r"toc \d|toc heading|contents \d|contents heading|table of figures")
_HEADING: Final = re.compile(r"heading ([1-9])")
#: The level of body text among outline levels.
_BODY: Final = 9
_HOLDERS: Final = frozenset(map(w, ("customXml", "sdtContent", "smartTag")))


def read_docx(data: bytes, *, accepts: bool = True) -> ReceivedDocument:
    """The document in a Word file, whose tracked changes are accepted, or not.

    IntakeError for one that can't be taken in; BadZipFile, ParseError.
    """
    file = open_word_file(Archive(data), accepts=accepts)
    reader = _BodyReader(file)
    blocks = tidy([*reader.blocks(file.body, "body")])
    notes = word_notes(file, blocks, reader.counts, reader.works, reader.paragraph_blocks)
    facts = core_properties(file.archive.xml(CORE_PROPERTIES))
    title = next((words_of_parts(one.pieces) for one in blocks if one.kind == "title"), facts.title)
    images = {name: image for name in dict.fromkeys(reader.images) if (image := file.archive.read(name))}
    comments = file.part("comments.xml")
    reader.counts["comments"] += len(comments.findall(w("comment"))) if comments is not None else 0
    remarks = (*_remarks(reader.counts, "accepted" if accepts else "rejected"), *reader.symbol_remarks())
    return ReceivedDocument(
        tuple(blocks), notes, title, facts.authors, "", facts.language, reader.works, remarks, images
    )


class _BodyReader:
    """Reads the blocks of a part of the file."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.counts: Counter[str] = Counter()
        self.works: dict[str, Mapping[str, Any]] = {}
        self.images: list[str] = []
        self.lists = WordLists(file)
        self.runs = RunReader(file, "document.xml", self.counts, self.works)
        self.runs.begin(file.body)
        self._before: tuple[InlinePart, ...] = ()
        self._symbols: dict[str, str] = {}

    def blocks(self, parent: Element, path: str) -> Iterator[DocumentBlock]:
        """The blocks in an element, which is at `path`."""
        numbers: Counter[str] = Counter()
        for child in parent:
            name = child.tag.rpartition("}")[2]
            numbers[name] += 1
            at = f"{path}/{name}[{numbers[name]}]"
            if child.tag == w("p"):
                yield from self._paragraph(child, at)
            elif child.tag == w("tbl"):
                yield from self._table(child, at)
            elif child.tag == w("sdt"):
                for content in child.findall(w("sdtContent")):
                    yield from self.blocks(content, at)
            elif child.tag in _HOLDERS | (PUT_IN if self.file.accepts else STRUCK):
                yield from self.blocks(child, at)
            elif child.tag == ALTERNATIVES:
                yield from self.blocks(chosen(child), at)
            elif child.tag in FORMULAS:
                yield DocumentBlock("prose", tuple(self.runs.formula(child)), at)
            self.counts["parts in other files"] += child.tag == w("altChunk")
        if self._before and path == "body":
            yield DocumentBlock("prose", self._flushed(), path)

    def paragraph_blocks(self, parent: Element, part: str, path: str) -> Sequence[DocumentBlock]:
        """The blocks of a note in another part."""
        self.runs = RunReader(self.file, part, self.counts, self.works)
        self.runs.begin(parent)
        found = [*self.blocks(parent, path)]
        if self._before:
            found.append(DocumentBlock("prose", self._flushed(), path))
        self._symbols |= self.runs.symbols
        return tidy(found)

    def symbol_remarks(self) -> Sequence[str]:
        """A line for each sign of another font."""
        signs = {**self._symbols, **self.runs.symbols}
        return [f"symbol {name} was read as “{sign}”: please check" for name, sign in signs.items()]

    def _flushed(self) -> tuple[InlinePart, ...]:
        before, self._before = self._before, ()
        return before

    def _paragraph(self, paragraph: Element, at: str) -> Iterator[DocumentBlock]:
        properties = paragraph.find(w("pPr"))
        styles = [*self.file.based(value(properties, "pStyle"))] or [*self.file.based(self._default)]
        pieces = (*self._flushed(), *self.runs.pieces(paragraph))
        self._symbols |= self.runs.symbols
        anchored = self.runs.anchored
        if styles and _CONTENTS.fullmatch(styles[0].name):
            self.counts["lines of a table of contents"] += any(words_of_parts(pieces).split())
            return
        marks = properties.find(w("rPr")) if properties is not None else None
        frame = properties.find(w("framePr")) if properties is not None else None
        drop_cap = frame is not None and frame.get(w("dropCap"), "none") != "none"
        if styles and styles[0].name == EDITORS_STYLE:
            if is_by_edition(paragraph):
                return
            self.counts["words of the edition"] += 1
        gone = w("del") if self.file.accepts else w("ins")
        if drop_cap or (marks is not None and marks.find(gone) is not None):
            self._before = pieces  # it goes on in the next paragraph
        else:
            yield self._block(pieces, properties, styles, at)
        for number, (target, alt) in enumerate(anchored.images, start=1):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(self.file.main), target)) if target else ""
            self.images += [name] if name else []
            yield DocumentBlock("figure", at=f"{at}/drawing[{number}]", image=name, alt=alt)
        yield from (DocumentBlock("prose", (WordPart(words),), f"{at}/textpath") for words in anchored.words)
        for number, box in enumerate(anchored.boxes, start=1):
            yield from self.blocks(box, f"{at}/txbx[{number}]")

    def _block(
        self, pieces: tuple[InlinePart, ...], properties: Element | None, styles: Sequence[WordStyle], at: str
    ) -> DocumentBlock:
        level = _outline_level(properties, styles)
        if level:
            return DocumentBlock("heading", without_bold(pieces), at, level)
        kind: BlockRole = next((_STYLES[one.name] for one in styles if one.name in _STYLES), "prose")
        if kind == "prose" and words_of_parts(pieces).split() and (item := self.lists.item(properties, styles)):
            return DocumentBlock("item", pieces, at, item.level, item.number)
        return DocumentBlock(kind, pieces, at)

    @property
    def _default(self) -> str:
        return next((id_ for id_, one in self.file.styles.items() if one.name == "normal"), "")

    def _table(self, table: Element, at: str) -> Iterator[DocumentBlock]:
        outer, self.lists = self.lists, WordLists(self.file)
        found = word_table(table, lambda cell: [*self.blocks(cell, at)], at, self.file, self.counts)
        self.lists = outer
        yield from found


def _outline_level(properties: Element | None, styles: Sequence[WordStyle]) -> int:
    """The level of a heading from 1; 0 for body text."""
    for one in (properties, *(style.paragraph for style in styles)):
        stated = value(one, "outlineLvl")
        if stated is not None:
            return int(stated) + 1 if stated.isdecimal() and int(stated) < _BODY else 0
    for style in styles:
        if (match := _HEADING.fullmatch(style.name)) and style.builtin:
            return int(match[1])
    return 0


def _remarks(counts: Counter[str], decided: str) -> Iterator[str]:
    """What was done with what an author doesn't print, in lines for a person."""
    changes = [f"{counts[name]} {said}" for name, said in (("put in", "put in"), ("struck", "struck")) if counts[name]]
    if changes:
        yield f"tracked changes: {', '.join(changes)}; all of them were {decided}"
    if counts["comments"]:
        yield f"comments in the margin: {counts['comments']}, left out"
    if counts["hidden words"]:
        yield f"hidden text: {counts['hidden words']} words, left out: show them in the document if they should be read"
    if counts["tables of contents"] or counts["lines of a table of contents"]:
        yield "table of contents: left out, the site has its own"
    if counts["formulas"]:
        yield f"formulas: {counts['formulas']}, read as plain letters: please check"
    if counts["charts"]:
        yield f"charts and diagrams: {counts['charts']}, not read: put them into the document as pictures"
    if counts["parts in other files"]:
        yield (
            f"parts of the text that are other files: {counts['parts in other files']}, not read: "
            "open the document in a word processor, and save it again"
        )
    if counts["words of the edition"]:
        changed = counts["words of the edition"]
        yield f"words of the editors: {changed} paragraphs were changed, and are read as the author's"
    if counts["notes without a mark"]:
        yield f"notes without a mark in the text: {counts['notes without a mark']}, left out as in print"

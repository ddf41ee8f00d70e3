"""The text of an edition in JATS: sections, numbered paragraphs, notes, corrections and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element

from briefsite.documents.flow import FlowBlock, FlowPassage, FlowStretch, note_passages, stretches
from briefsite.documents.flow_parts import FlowCorrection, FlowMark, FlowPart, FlowWords
from briefsite.documents.flow_table import FlowCell, FlowRow, table_rows
from briefsite.documents.jats_works import jats_runs, reference_id, web_link, worded_title
from briefsite.documents.note_words import locator_in_words, says_status, status_runs
from briefsite.documents.xml_tree import Content, lines_of, node, xml_id
from briefsite.exports.placeholder import is_placeholder
from briefsite.paragraphs.block import LINED
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication

#: Blocks under a heading of the author's, or under none.
_Headed: TypeAlias = tuple[FlowBlock | None, list[FlowBlock]]
_FACES: Final = {"em": "italic", "strong": "bold", "sc": "sc", "sup": "sup", "sub": "sub"}


class JatsText:
    """Writes the sections of the text, and the notes."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.linked = False

    def themes(self, site_url: str) -> Iterator[Element]:
        """A section for each stretch of the text on one page of the site, with the sections of the page in it."""
        self.linked = not is_placeholder(site_url)
        found = stretches(self.publication, site_url)
        for _, group in groupby(found, key=lambda stretch: id(stretch.leaf)):
            own = list(group)
            inner = [part for stretch in own for part in self.stretch(stretch)]
            yield lines_of("sec", node("title", own[0].theme), *inner, sec_type="theme", specific_use="editors")

    def stretch(self, stretch: FlowStretch) -> Iterator[Element]:
        """The blocks of a stretch, in a section of their own if they are under a heading."""
        parts: list[_Headed] = list(_under_headings(stretch.blocks))
        if not stretch.section:
            yield from (part for head, blocks in parts for part in self.headed(head, blocks))
            return
        own = xml_id(stretch.section_id)
        if stretch.headed:
            (head, blocks), *others = parts
            title = self.title(head) if head else node("title")
            if head and head.body.id != stretch.section_id:
                title.insert(0, node("target", id=xml_id(head.body.id)))
                title.text, title[0].tail = None, title.text
            editors = None
        else:
            (head, blocks), *others = [(None, []), *parts] if parts[0][0] else parts
            title, editors = node("title", stretch.title), "editors"
        inner = [part for block in blocks for part in self.block(block)]
        below = [part for head, blocks in others for part in self.headed(head, blocks)]
        yield lines_of("sec", title, *inner, *below, id=own, sec_type="section", specific_use=editors)

    def headed(self, head: FlowBlock | None, blocks: Sequence[FlowBlock]) -> Iterator[Element]:
        """Blocks under a heading of the author's, as a section; without a heading as they are."""
        inner = [part for block in blocks for part in self.block(block)]
        if head is None:
            yield from inner
        else:
            yield lines_of("sec", self.title(head), *inner, id=xml_id(head.body.id))

    def title(self, head: FlowBlock) -> Element:
        """A heading of the author's."""
        return node("title", *self.parts(head.body.parts))

    def block(self, block: FlowBlock) -> Iterator[Element]:
        """A block with its items."""
        own = xml_id(block.body.id)
        if block.kind == "list":
            yield self.items(block, [block.body, *block.items])
            return
        words = self.numbered(block.body, block)
        if rows := table_rows(block):
            label = node("label", block.body.number) if block.body.number else None
            yield lines_of("table-wrap", label, lines_of("table", *self.rows(rows)), id=own)
        elif block.kind in LINED:
            lines = [node("verse-line", *line) for line in _lines(words)]
            yield lines_of("verse-group", *lines, id=own, content_type=block.kind)
        elif block.kind == "quotation":
            yield lines_of("disp-quote", node("p", *words), id=own)
        else:
            yield node("p", *words, id=own, content_type=block.kind if block.kind != "prose" else None)
        if block.items:
            yield self.items(block, block.items)

    def items(self, block: FlowBlock, items: Iterable[FlowPassage]) -> Element:
        """A list of passages, each with its number."""
        found = [lines_of("list-item", node("p", *self.numbered(item, block)), id=xml_id(item.id)) for item in items]
        return lines_of("list", *found, list_type="simple")

    def numbered(self, passage: FlowPassage, block: FlowBlock) -> list[Content]:
        """The words of a passage behind its number, with the link with which it is cited if the site has an address."""
        words = self.parts(passage.parts)
        if not passage.number:
            return words
        number = node("named-content", passage.number, content_type="number")
        if self.linked:
            number.set("xlink:href", f"{block.url.partition('#')[0]}#{passage.address}")
        return [number, " ", *words]

    def rows(self, rows: Iterable[FlowRow]) -> Iterator[Element]:
        """The rows of a table: those that head columns, then the others."""
        for head, own in groupby(rows, key=lambda row: row.head):
            found = [node("tr", *(self.cell(cell, "col" if head else "row") for cell in row.cells)) for row in own]
            yield lines_of("thead" if head else "tbody", *found)

    def cell(self, cell: FlowCell, scope: str) -> Element:
        """A cell."""
        return node(
            "th" if cell.head else "td",
            *(
                shown
                for at, line in enumerate(_lines(self.parts(cell.parts)))
                for shown in ([node("break")] if at else []) + line
            ),
            scope=scope if cell.head else None,
            colspan=str(cell.span) if cell.span > 1 else None,
            rowspan=str(cell.down) if cell.down > 1 else None,
            align="right" if cell.number else None,
        )

    def parts(self, parts: Iterable[FlowPart]) -> list[Content]:
        """The words of a passage with the marks of notes and of corrections."""
        out: list[Content] = []
        for part in parts:
            if isinstance(part, FlowWords):
                for at, line in enumerate(part.text.split("\n")):
                    shown: Content = line
                    for face in reversed(part.faces):
                        shown = node(_FACES[face], shown)
                    shown = self.link(part, shown) if line else shown
                    out += ["\n", shown] if at else [shown]
            elif isinstance(part, FlowCorrection):
                where = f"correction-{part.index + 1}"
                for at, line in enumerate(part.text.split("\n")):
                    read = node("named-content", line, content_type="correction", rid=where)
                    out += ["\n", read] if at else [read]
            elif isinstance(part, FlowMark):
                out += self.mark(part)
        return out

    def link(self, words: FlowWords, shown: Content) -> Content:
        """Words as a link to the work that they name, or to where the author linked them."""
        if words.work:
            return node("xref", shown, ref_type="bibr", rid=reference_id(self.publication, words.work))
        return web_link(shown, words.link) if words.link else shown

    def mark(self, mark: FlowMark) -> Iterator[Content]:
        """The mark of notes, as printed; the places that it is have their ids."""
        if not mark.citations:
            yield mark.text
            return
        first, *others = mark.citations
        notes = " ".join(xml_id(citation.note) for citation in mark.citations)
        yield node("xref", mark.text, ref_type="fn", rid=notes, id=xml_id(first.address))
        yield from (node("target", id=xml_id(citation.address), target_type="fn") for citation in others)

    def notes(self) -> Element | None:
        """`<fn-group>`: all notes, in their order; None without notes."""
        found = [self.note(note) for note in self.publication.notes]
        return lines_of("fn-group", worded_title(self.publication.strings["notes.title"]), *found) if found else None

    def note(self, note: Note) -> Element:
        """A note: the author's words, or what the editors supply, with the works that it cites."""
        publication = self.publication
        own = [node("p", *self.parts(passage.parts)) for passage in note_passages(publication, note, linked=True)]
        status = status_runs(publication, note) if says_status(note) else ()
        stated = [node("p", *jats_runs(status), content_type="status")] if status else []
        works = [
            node(
                "p",
                node(
                    "xref",
                    publication.bibliography[cited.key].title or cited.key,
                    ref_type="bibr",
                    rid=reference_id(publication, cited.key),
                ),
                locator_in_words(publication, cited),
                content_type="reference",
            )
            for cited in note.works
        ]
        comment = [node("p", note.comment, content_type="comment")] if note.comment else []
        parts = [node("label", note.shown), *own, *stated, *works, *comment]
        return lines_of("fn", *parts, id=xml_id(note.address), specific_use=note.status)


def _under_headings(blocks: Sequence[FlowBlock]) -> Iterator[_Headed]:
    """The blocks before the first heading, then each heading of the author's with the blocks under it."""
    head: FlowBlock | None = None
    held: list[FlowBlock] = []
    for block in blocks:
        if block.kind == "heading" and not block.items:
            if head or held:
                yield head, held
            head, held = block, []
        else:
            held.append(block)
    yield head, held


def _lines(contents: Sequence[Content]) -> list[list[Content]]:
    """The contents of a passage, line by line."""
    lines: list[list[Content]] = [[]]
    for content in contents:
        if content == "\n":
            lines.append([])
        else:
            lines[-1].append(content)
    return lines

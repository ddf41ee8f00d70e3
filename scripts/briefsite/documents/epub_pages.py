"""The pages of an EPUB: the text with its numbers, notes that pop up, and what the editors add.

Source of the format: EPUB 3.3; EPUB Structural Semantics 1.1 (`noteref`, `footnote`); DPUB-ARIA 1.1 (roles).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.correction_words import correction_letters
from briefsite.documents.flow import FlowBlock, FlowPassage, FlowStretch, note_passages, stretches
from briefsite.documents.flow_parts import FlowCorrection, FlowMark, FlowWords
from briefsite.documents.flow_table import FlowCell, FlowRow, table_rows
from briefsite.documents.note_words import locator_in_words, note_name, says_status, status_runs
from briefsite.documents.reference import ReferenceRun, reference_runs, text_of_runs
from briefsite.documents.xml_tree import Content, document_of, english, lines_of, node, worded, xml_id
from briefsite.ledger.address import label, spoken
from briefsite.markup import typeset
from briefsite.paragraphs.block import LINED
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.works.label import work_label
from briefsite.writing.script import direction_of_language, other_direction

XHTML: Final = "http://www.w3.org/1999/xhtml"
OPS: Final = "http://www.idpf.org/2007/ops"
_FACES: Final = {"em": "em", "strong": "strong", "sc": "span", "sup": "sup", "sub": "sub"}
_TAGS: Final = {"em": "em", "sub": "sub", "sup": "sup", "small-caps": "span"}


@dataclass(frozen=True, slots=True)
class BookPage:
    """A file of the book, with its title in the contents, and the headings and paragraphs in it: (id, title)."""

    name: str
    title: str
    content: bytes
    sections: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[tuple[str, str], ...] = ()


def page_file(publication: Publication, title: str, body: Sequence[Element], *, kind: str = "") -> bytes:
    """An XHTML file in the language of the edition. `kind` is its `epub:type`."""
    language = publication.edition.work.language
    head = lines_of("head", node("title", title), node("link", rel="stylesheet", type="text/css", href="style.css"))
    values = {"xmlns": XHTML, "xmlns:epub": OPS, "lang": language, "xml:lang": language}
    root = Element("html", {**values, "dir": direction_of_language(language)})
    section = lines_of("section", *body)
    if kind:
        section.set("epub:type", kind)
    for part in (head, lines_of("body", section)):
        root.append(part)
    return document_of(root, "<!DOCTYPE html>")


def text_pages(publication: Publication, site_url: str) -> Iterator[BookPage]:
    """A file for each stretch of the text that is on one page of the site, in the order of the text."""
    writer = _Writer(publication)
    groups = [
        list(own) for _, own in groupby(stretches(publication, site_url, printed=True), key=lambda one: id(one.leaf))
    ]
    homes: dict[str, str] = {}
    for number, own in enumerate(groups, start=1):
        for address in writer.notes_in(own):
            homes.setdefault(address, f"text-{number}.xhtml")
    writer.homes = homes
    for number, own in enumerate(groups, start=1):
        name, title = f"text-{number}.xhtml", own[0].theme
        sections = tuple((xml_id(stretch.section_id), stretch.title) for stretch in own if stretch.section)
        body = [node("h1", title, class_="editors"), *(part for one in own for part in writer.stretch(one, name))]
        notes = [address for address, home in homes.items() if home == name]
        if notes:
            body.append(lines_of("hr", class_="notes"))
            body += [writer.note(publication.note[address]) for address in notes]
        passages = (passage for stretch in own for block in stretch.blocks for passage in block.passages)
        numbers = tuple((xml_id(passage.id), passage.number) for passage in passages if passage.number)
        yield BookPage(name, title, page_file(publication, title, body), sections, numbers)


class _Writer:
    """Knows where each note is, and the letters of the corrections."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.letters = correction_letters(publication)
        self.homes: dict[str, str] = {}

    def notes_in(self, own: Sequence[FlowStretch]) -> list[str]:
        """The notes that stretches cite, in the order of the text."""
        passages = (passage for stretch in own for block in stretch.blocks for passage in block.passages)
        return list(dict.fromkeys(address for passage in passages for address in passage.notes))

    def stretch(self, stretch: FlowStretch, page: str) -> Iterator[Element]:
        """The editors' heading of a section, and the blocks."""
        if stretch.heading:
            yield node("h2", stretch.title, class_="editors", id=xml_id(stretch.section_id))
        for block in stretch.blocks:
            yield from self.block(block, page, 3 if stretch.heading else 2)

    def block(self, block: FlowBlock, page: str, level: int) -> Iterator[Element]:
        """A block with its items. `level` is that of the author's headings under the editors' ones."""
        if block.kind == "break":
            yield node("p", *self.words(block.body, page), class_="break", id=xml_id(block.body.id))
            return
        if rows := table_rows(block):
            yield self.table(block, rows, page)
            return
        tag = f"h{level}" if block.kind == "heading" else "p"
        body = node(tag, *self.passage(block.body, page), id=xml_id(block.body.id), dir=self.way(block.body))
        if block.kind in LINED:
            body.set("class", "lines table" if block.kind == "table" else "lines")
        yield node("blockquote", body) if block.kind == "quotation" else body
        if block.items:
            items = [
                node("li", *self.passage(item, page), id=xml_id(item.id), dir=self.way(item)) for item in block.items
            ]
            yield lines_of("ul", *items)

    def table(self, block: FlowBlock, rows: Sequence[FlowRow], page: str) -> Element:
        """A table with its number above it; the paragraph that says what it shows is its caption."""
        number = [node("p", node("span", block.body.number, class_="number"))] if block.body.number else []
        heads = [self.row(row, page) for row in rows if row.head]
        table = lines_of(
            "table",
            lines_of("thead", *heads) if heads and rows[0].head else None,
            lines_of("tbody", *(self.row(row, page) for row in rows if not (row.head and rows[0].head))),
            aria_labelledby=xml_id(block.caption) if block.caption else None,
        )
        return lines_of("div", *number, table, id=xml_id(block.body.id), class_="of-table")

    def row(self, row: FlowRow, page: str) -> Element:
        """A row of a table, with its cells."""
        cells = []
        for cell in row.cells:
            scope = ("colgroup" if cell.span > 1 else "col") if row.head else ("rowgroup" if cell.down > 1 else "row")
            cells.append(
                node(
                    "th" if cell.head else "td",
                    *self.words(cell, page),
                    scope=scope if cell.head else None,
                    colspan=str(cell.span) if cell.span > 1 else None,
                    rowspan=str(cell.down) if cell.down > 1 else None,
                    class_="in-figures" if cell.number else None,
                )
            )
        return lines_of("tr", *cells)

    def passage(self, passage: FlowPassage, page: str) -> list[Content]:
        """The number of a passage, and its words."""
        number: list[Content] = [node("span", passage.number, class_="number"), " "] if passage.number else []
        return [*number, *self.words(passage, page)]

    def way(self, passage: FlowPassage) -> str | None:
        """The direction of a passage where it isn't that of the book."""
        return other_direction(passage.text, self.publication.edition.work.language)

    def words(self, passage: FlowPassage | FlowCell, page: str) -> list[Content]:
        """The words of a passage or cell with the marks of notes and of corrections."""
        out: list[Content] = []
        for part in passage.parts:
            if isinstance(part, FlowWords):
                shown = _in_lines(part.text)
                for face in reversed(part.faces):
                    shown = [node(_FACES[face], *shown, class_="small-caps" if face == "sc" else None)]
                target = self.work(part.work) if part.work else part.link
                out += [node("a", *shown, href=target)] if target else shown
            elif isinstance(part, FlowCorrection):
                sign = self.letters[part.index]
                out.append(node("span", *_in_lines(part.text), class_="corrected"))
                out.append(node("sup", node("a", sign, href=f"editors.xhtml#correction-{sign}")))
            elif isinstance(part, FlowMark):
                out.append(self.mark(part, page))
        return out

    def mark(self, mark: FlowMark, page: str) -> Content:
        """The mark of notes; a mark for several leads to each of them."""
        links: list[Content] = []
        for at, citation in enumerate(mark.citations):
            home = self.homes.get(citation.note, page)
            target = f"{'' if home == page else home}#{xml_id(citation.note)}"
            said = mark.text if len(mark.citations) == 1 else f"[{citation.shown}]"
            link = node("a", said, href=target, role="doc-noteref", id=xml_id(citation.address))
            link.set("epub:type", "noteref")
            links += [" ", link] if at else [link]
        return node("sup", *links) if links else mark.text

    def work(self, key: str) -> str:
        """Where the book's bibliography has a work."""
        return f"editors.xhtml#work-{xml_id(self.publication.work_address(key))}"

    def note(self, note: Note) -> Element:
        """A note as readers open it at its mark."""
        publication, say = self.publication, self.publication.strings
        own = [
            node("p", *self.words(passage, ""), dir=self.way(passage))
            for passage in note_passages(publication, note, printed=True, linked=True)
        ]
        status = status_runs(publication, note) if says_status(note) else ()
        stated = [node("p", *run_contents(status), class_="status")] if status else []
        works = [
            node(
                "p",
                *reference(publication, cited.key),
                locator_in_words(publication, cited),
                " ",
                node("a", work_label(publication.bibliography[cited.key]), href=self.work(cited.key)),
            )
            for cited in note.works
        ]
        comment = [node("p", typeset(note.comment), class_="comment")] if note.comment else []
        first = note.citations[0]
        place = publication.addresses.of(first.paragraph, first.item)
        back = node("a", say.text("notes.back", place=label(place)), href=f"#{xml_id(first.address)}")
        back.set("role", "doc-backlink")
        back.set("aria-label", say.text("spoken.back", place=spoken(place, say)))
        head = node("p", said("strong", note_name(publication, note)), " ", back)
        aside = lines_of("aside", head, *own, *stated, *works, *comment, id=xml_id(note.address), role="doc-footnote")
        aside.set("epub:type", "footnote")
        return aside


def said(tag: str, text: str, **values: str | None) -> Element:
    """An element of XHTML with a text of the language table; one that the language lacks is marked as English."""
    return worded(tag, text, lang=english(text), **values)


def run_contents(runs: Iterable[ReferenceRun]) -> Iterator[Content]:
    """Runs with their links, their italics, and their languages."""
    for run in runs:
        shown: Content = run.text
        for style in run.styles:
            shown = node(_TAGS[style], shown, class_="small-caps" if style == "small-caps" else None)
        if run.language:
            way = direction_of_language(run.language)
            shown = node("span", shown, lang=run.language, xml_lang=run.language, dir=way)
        yield node("a", shown, href=run.url) if run.url else shown


def reference(publication: Publication, key: str) -> Iterator[Content]:
    """A reference with its links and its italics; in a book of the other direction, in its own."""
    runs = [*reference_runs(publication.reference(key))]
    found = other_direction(text_of_runs(runs), publication.edition.work.language)
    if found is None:
        yield from run_contents(runs)
    else:
        yield node("bdi", *run_contents(runs), dir=found)


def _in_lines(text: str) -> list[Content]:
    out: list[Content] = []
    for at, line in enumerate(text.replace("  ", "\u00a0\u00a0").split("\n")):
        out += [node("br"), line] if at else [line]
    return out

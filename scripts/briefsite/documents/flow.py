"""The flow of an edition: its blocks in the order of the text, with everything that happens inside of a line.

Every document is made from it. A block is a paragraph with the items of its list; what is inside of a line is words,
the mark of a note, a correction, or the end of lines of the source (TEI has these, others leave them out).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from briefsite.documents.flow_parts import FlowCorrection, FlowMark, FlowPart, FlowWords, flow_parts, naming_works
from briefsite.edition.base import BlockKind
from briefsite.ledger.address import is_passage, label
from briefsite.markup import typeset
from briefsite.paragraphs.grid import GridRow
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.paragraphs.structured import block_of
from briefsite.paragraphs.tables import caption_of, grid_of
from briefsite.reading.note import Citation, Note
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.turns import theme_title
from briefsite.reading.typography import in_print
from briefsite.source.marker import marked
from briefsite.source.structure import BlockRole


@dataclass(frozen=True, slots=True)
class FlowPassage:
    """A passage with an address of its own. `number` is what readers call it, "" if it has no number: "¶ 6.1".

    `id` is the address, made unique in the whole document: those of headings are so on their page only.
    `lines` are the first and the last line of the source that it was read from, counted from 1.
    """

    address: str
    id: str
    number: str
    lines: tuple[int, int]
    parts: tuple[FlowPart, ...]

    @property
    def text(self) -> str:
        """The author's words without the marks of notes."""
        return "".join(part.text for part in self.parts if isinstance(part, FlowWords | FlowCorrection))

    @property
    def bare_number(self) -> str:
        """The number without the sign: "9", "6.1"."""
        return self.number.lstrip("¶\u00a0 ")

    @property
    def notes(self) -> tuple[str, ...]:
        """The addresses of the notes that it cites, each once."""
        marks = (part for part in self.parts if isinstance(part, FlowMark))
        return tuple(dict.fromkeys(citation.note for mark in marks for citation in mark.citations))


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """A paragraph: its body, and the items of the list that it introduces. `url` is where it is on the site.

    `paragraph` has what else a document says of it, `role` is what that document has there. `grid` are the rows of a
    table whose cells are known (`flow_table`), `caption` is the id of the paragraph beside it that says what it shows,
    or "".
    """

    kind: BlockKind
    body: FlowPassage
    items: tuple[FlowPassage, ...]
    url: str
    paragraph: Paragraph
    role: BlockRole | None = None
    grid: tuple[GridRow, ...] = ()
    caption: str = ""

    @property
    def indent(self) -> int:
        """The number of blanks before the first line of verse or a table."""
        return self.paragraph.indent

    @property
    def passages(self) -> tuple[FlowPassage, ...]:
        """The body and the items."""
        return (self.body, *self.items)


@dataclass(frozen=True, slots=True)
class FlowStretch:
    """Blocks on end that are on one page of the site, under one heading. Title and section are the editors'.

    `section` is the heading's id, "" for what comes before the first of a page. `theme` is what the page is called
    where the text comes to it ("China (continued)"), "" where the stretch before is on the same page.
    """

    leaf: Leaf
    title: str
    section: str
    url: str
    blocks: tuple[FlowBlock, ...]
    theme: str

    @property
    def headed(self) -> bool:
        """Whether a heading of the author's begins the section, so that the editors' title is not needed."""
        return bool(self.section) and self.blocks[0].kind == "heading" and not self.blocks[0].body.number

    @property
    def heading(self) -> str:
        """The editors' title of the section, if the text has no heading there; else ""."""
        return self.title if self.section and not self.headed else ""

    @property
    def section_id(self) -> str:
        """The section's id, made unique in the whole document; "" if there is no section."""
        return f"{self.leaf.at.name}.{self.section}" if self.section else ""


def stretches(publication: Publication, site_url: str, *, printed: bool = False) -> Iterator[FlowStretch]:
    """The whole text in the order of the source, divided where another page or section of the site begins.

    `site_url` is the URL of the edition; "" gives paths from the root of the site. `printed`: with the quotation marks
    of print, if the edition has that rule, as the pages of the site have them.
    """
    section_at, held = publication.outline.section_at, list[int]()
    for index in range(len(publication.paragraphs)):
        if held and (publication.leaf(index) is not publication.leaf(held[-1]) or index in section_at):
            yield _stretch(publication, held, site_url, printed=printed)
            held = []
        held.append(index)
    if held:
        yield _stretch(publication, held, site_url, printed=printed)


def _stretch(publication: Publication, indexes: Sequence[int], site_url: str, *, printed: bool) -> FlowStretch:
    leaf, section = publication.leaf(indexes[0]), publication.outline.section_at.get(indexes[0])
    page = page_url(publication, leaf.at.path, site_url)
    blocks = tuple(_block(publication, index, page, printed=printed) for index in indexes)
    goes_on = indexes[0] > 0 and publication.leaf(indexes[0] - 1) is leaf
    theme = "" if goes_on else typeset(theme_title(publication, indexes[0]))
    if section is None:
        return FlowStretch(leaf, typeset(leaf.page.title), "", page, blocks, theme)
    return FlowStretch(leaf, typeset(section.title), section.id, f"{page}#{section.id}", blocks, theme)


def page_url(publication: Publication, path: str, site_url: str) -> str:
    """The URL of a page by its path in the edition, whose own URL is `site_url`."""
    return publication.place_of(path).url(site_url)


def _block(publication: Publication, index: int, page: str, *, printed: bool) -> FlowBlock:
    paragraph = publication.paragraphs[index]
    cited: dict[int | None, list[Citation]] = {}
    for citation in publication.citations_in[index]:
        if not citation.within:
            cited.setdefault(citation.item, []).append(citation)
    passages = []
    for item, passage in paragraph.passages():
        address = publication.addresses.of(index, item)
        number = label(address) if paragraph.numbered else ""
        # The cells of a table are known by their places in it.
        shown = in_print(publication.edition, passage)[0] if printed and paragraph.kind != "table" else passage
        parts = tuple(flow_parts(publication, shown, iter(cited.get(item, ()))))
        own = _id(publication, index, item)
        passages.append(FlowPassage(address, own, number, publication.source.span(passage), parts))
    address, grid = passages[0].address, grid_of(paragraph)
    beside = caption_of(publication.paragraphs, index) if grid else None
    caption = "" if beside is None else _id(publication, beside)
    structure = publication.source.structure
    block = structure and block_of(paragraph.body, publication.source, structure)
    role, url = block.kind if block else None, f"{page}#{address}"
    return FlowBlock(paragraph.kind, passages[0], tuple(passages[1:]), url, paragraph, role, grid, caption)


def _id(publication: Publication, index: int, item: int | None = None) -> str:
    """The id of a passage in the whole document: the addresses of headings are unique on their page only."""
    address = publication.addresses.of(index, item)
    return address if is_passage(address) else f"{publication.leaf(index).at.name}.{address}"


def note_passages(
    publication: Publication, note: Note, *, printed: bool = False, linked: bool = False
) -> Iterator[FlowPassage]:
    """The author's own words of a note, passage by passage; nothing where the source has none.

    `printed` is that of `stretches`. `linked`: the words that name a work have its key.
    """
    if not note.text:
        return
    # Slow to import, and needed only here: the notes of many editions have no words in the source.
    from briefsite.citations.naming import named_in_note

    within = iter(publication.citations_within.get(note.address, ()))
    named = named_in_note(publication, note) if linked else repeat(())
    for paragraph in note.text:
        for _, passage in paragraph.passages():
            shown, works = passage, [(one.start, one.end, one.key) for one in next(named)]
            if printed and paragraph.kind != "table":
                shown, moved = in_print(publication.edition, passage)
                works = [(moved(start), moved(end), key) for start, end, key in works]
            parts = tuple(naming_works(flow_parts(publication, shown, within, marked), works))
            yield FlowPassage(note.address, note.address, "", publication.source.span(passage), parts)

"""The text of an edition in TEI P5: the author's words with their notes, corrections, names and line ends.

Source of the format: TEI P5 4.11, chapters 3 (elements in all documents), 11 (the transcription of sources).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise
from typing import Final, TypeAlias
from xml.etree.ElementTree import Element

from briefsite.documents.flow import FlowBlock, FlowPassage, FlowStretch, note_passages, stretches
from briefsite.documents.flow_parts import FlowCorrection, FlowLineEnd, FlowMark, FlowPart, FlowWords
from briefsite.documents.flow_table import FlowRow, table_rows
from briefsite.documents.xml_tree import Content, lines_of, node, xml_id
from briefsite.paragraphs.block import LINED
from briefsite.reading.name_index import Mention, mentions, name_forms
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication

#: A part of a passage: the author's words in it, its content, and whether it can be cut between two of its characters.
_Atom: TypeAlias = tuple[str, Content, bool]
#: How characters are set, as TEI's guidelines name it (att.global.rendition).
_RENDERINGS: Final = {"em": "italic", "strong": "bold", "sc": "smallcaps", "sup": "superscript", "sub": "subscript"}


def text_of_edition(publication: Publication, site_url: str) -> Element:
    """`<text>`: a division for each stretch that is on one page of the site; the notes are behind the text."""
    writer = _Writer(publication)
    parts: list[Element] = []
    for leaf, own in groupby(stretches(publication, site_url), key=lambda stretch: id(stretch.leaf)):
        del leaf
        parts.append(writer.theme(list(own)))
    notes = [writer.note(note) for note in publication.notes]
    back = lines_of("back", lines_of("div", *notes, type="notes")) if notes else None
    return lines_of("text", lines_of("body", *parts), back, xml_lang=publication.edition.work.language)


class _Writer:
    """Knows what is the same for all blocks: the names of the index, the lines taken out."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.forms = name_forms(publication.edition.names)
        self.furniture = {one.line: one.words for one in publication.furniture}

    def theme(self, own: Sequence[FlowStretch]) -> Element:
        """A theme of the editors, as far as the text goes on without another one; its sections are divisions in it."""
        first = own[0]
        children: list[Element] = []
        for stretch in own:
            blocks = [element for block in stretch.blocks for element in self.block(block)]
            if stretch.section:
                children.append(
                    lines_of(
                        "div",
                        *blocks,
                        type="section",
                        ana=f"#{section_category(stretch.leaf.at.name, stretch.section)}",
                    )
                )
            else:
                children += blocks
        return lines_of("div", *children, type="theme", ana=f"#{category_id(first.leaf.at.name)}")

    def block(self, block: FlowBlock) -> Iterator[Element]:
        """The elements of a block, and before it the page furniture between it and the block before."""
        own = xml_id(block.body.id)
        if block.kind == "break":
            yield node("milestone", unit="section", rend=block.body.text.strip(), xml_id=own)
            return
        body = self.passage(block.body)
        values = {"xml_id": own, "n": block.body.bare_number, "corresp": block.url}
        items = [node("item", *self.passage(item), **_item_values(item)) for item in block.items]
        if block.kind == "heading":
            yield node("ab", *body, type="heading", xml_id=own, corresp=block.url)
        elif block.kind == "list":
            first = node("item", *body, **values)
            yield lines_of("list", first, *items)
        elif rows := table_rows(block):
            yield lines_of("table", *self.rows(block, rows), **values)
        elif block.kind in LINED:
            yield node("ab", *body, type=block.kind, **values)
        else:
            listed = [lines_of("list", *items)] if items else []
            quoted: list[Content] = [node("quote", *body)] if block.kind == "quotation" else body
            yield node("p", *quoted, *listed, **values)

    def rows(self, block: FlowBlock, rows: Sequence[FlowRow]) -> Iterator[Element]:
        """The rows of a table. The first cell has the beginning of the first line, as other passages have it."""
        begin: list[Content] = [node("lb", n=str(block.body.lines[0]))]
        for row in rows:
            cells = []
            for cell in row.cells:
                words = [content for _, content, _ in self._atoms(cell.parts)]
                role = "label" if cell.head and not row.head else None
                spans = [str(size) if size > 1 else None for size in (cell.span, cell.down)]
                cells.append(node("cell", *begin, *words, role=role, cols=spans[0], rows=spans[1]))
                begin = []
            yield lines_of("row", *cells, role="label" if row.head else None)

    def note(self, note: Note) -> Element:
        """A note behind the text: the author's own words, or what the editors supply, with the works that it cites."""
        publication = self.publication
        own = [node("p", *self.passage(passage)) for passage in note_passages(publication, note, linked=True)]
        works = [node("bibl", *_cited(publication, cited.key, cited.locator)) for cited in note.works]
        listed = lines_of("listBibl", *works) if works else None
        said = node("note", note.comment, type="comment", resp="#editors") if note.comment else None
        resp = "#author" if note.status == "author" or own else "#editors"
        return lines_of(
            "note", *own, listed, said, xml_id=xml_id(note.address), n=note.shown, type=note.status, resp=resp
        )

    def passage(self, passage: FlowPassage) -> list[Content]:
        """The content of a passage, with the names that it mentions."""
        begin = node("lb", n=str(passage.lines[0]))
        atoms = list(self._atoms(passage.parts))
        text = "".join(text for text, _, _ in atoms)
        found = mentions(text, self.forms) if self.forms else iter(())
        return [begin, *self._with_names(atoms, list(found))]

    def _with_names(self, atoms: Sequence[_Atom], found: Sequence[Mention]) -> Iterator[Content]:
        """The atoms, those of a mention inside of an element for its name. A name that cuts an element is left out."""
        bounds = [0, *accumulate(len(text) for text, _, _ in atoms)]
        whole = [(low, high) for (_, _, cut), low, high in zip(atoms, bounds, bounds[1:], strict=False) if not cut]
        kept = [m for m in found if not any(low < at < high for low, high in whole for at in (m.start, m.end))]
        starts = [mention.start for mention in kept]
        cuts = sorted({at for mention in kept for at in (mention.start, mention.end)})

        def owner(piece: tuple[int, int, Content]) -> Mention | None:
            low, high, _ = piece
            # An element without words belongs to a name that goes on over it.
            at = bisect_right(starts, low if high > low else low - 1) - 1
            return kept[at] if at >= 0 and low < kept[at].end else None

        pieces = [
            (low, high, text[low - begin : high - begin] if cut else content)
            for (text, content, cut), begin, end in zip(atoms, bounds, bounds[1:], strict=False)
            for low, high in pairwise([begin, *(at for at in cuts if cut and begin < at < end), end])
        ]
        for mention, own in groupby(pieces, owner):
            contents = [content for _, _, content in own]
            yield from contents if mention is None else [self._name(mention, contents)]

    def _name(self, mention: Mention, contents: Sequence[Content]) -> Element:
        fragment = self.publication.name_ids[mention.name]
        return node("name", *contents, type=mention.name.kind, ref=f"#{xml_id(fragment)}")

    def _atoms(self, parts: Sequence[FlowPart]) -> Iterator[_Atom]:
        """What a passage is made of."""
        for part in parts:
            if isinstance(part, FlowWords):
                rend = " ".join(_RENDERINGS[face] for face in part.faces)
                shown: Content = node("hi", part.text, rend=rend) if rend else part.text
                target = f"#{work_id(self.publication, part.work)}" if part.work else part.link
                linked = node("ref", shown, type="work" if part.work else None, target=target) if target else shown
                yield part.text, linked, not rend and not target
            elif isinstance(part, FlowMark):
                notes = " ".join(f"#{xml_id(citation.note)}" for citation in part.citations)
                places = [node("anchor", xml_id=xml_id(citation.address)) for citation in part.citations[1:]]
                first = xml_id(part.citations[0].address) if part.citations else None
                mark = node("ref", part.text, *places, type="note", target=notes, xml_id=first)
                yield "", mark, False
            elif isinstance(part, FlowCorrection):
                yield part.text, self._choice(part), False
            else:
                yield from (("", element, False) for element in self._line_ends(part))

    def _choice(self, part: FlowCorrection) -> Element:
        correction = self.publication.correction[part.index]
        read = node("corr", part.text, resp="#editors", corresp=f"#{correction_id(part.index)}")
        if not part.first:
            return read
        return node("choice", node("sic", correction.old), read)

    def _line_ends(self, end: FlowLineEnd) -> Iterator[Element]:
        if end.page:
            yield node("pb")
        for line in end.lines:
            if line in self.furniture:
                yield node("fw", self.furniture[line], n=str(line))
            else:
                yield node("lb", n=str(line), break_="no" if end.within else None)


def category_id(name: str) -> str:
    """The id of a theme of the editors."""
    return f"theme-{name}"


def section_category(page: str, section: str) -> str:
    """The id of a section of a theme, in the list of themes."""
    return f"section-{page}-{section}"


def correction_id(index: int) -> str:
    """The id of an emendation in the list of them, by its position in edition.yml."""
    return f"correction-{index + 1}"


def work_id(publication: Publication, key: str) -> str:
    """The id of a work in the bibliography."""
    return f"work-{publication.work_address(key)}"


def _item_values(item: FlowPassage) -> Mapping[str, str]:
    return {"xml_id": xml_id(item.id), "n": item.bare_number}


def _cited(publication: Publication, key: str, locator: str) -> Iterator[Content]:
    yield node("ref", publication.bibliography[key].title or key, target=f"#{work_id(publication, key)}")
    if locator:
        yield node("biblScope", locator)

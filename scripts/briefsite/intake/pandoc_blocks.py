"""The blocks in Pandoc's tree: what each is, and its notes. Source of the format: pandoc-types 1.23."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from briefsite.intake.cells import paragraphs_of
from briefsite.intake.counting import numeral_of
from briefsite.intake.document import (
    DocumentBlock,
    DocumentCell,
    DocumentNote,
    InlinePart,
    LineBreak,
    NoteMark,
    WordPart,
)
from briefsite.intake.pandoc_inline import PandocInline, PandocNode
from briefsite.intake.tidy import item_blocks, tidy
from briefsite.source.structure import BlockRole

_FORMS: Final = {
    "LowerAlpha": "lowerLetter",
    "UpperAlpha": "upperLetter",
    "LowerRoman": "lowerRoman",
    "UpperRoman": "upperRoman",
}
_AROUND: Final = {"OneParen": "{})", "TwoParens": "({})"}


class PandocBlocks:
    """Reads blocks. `notes` are those that were met, in order."""

    def __init__(self) -> None:
        self.inline = PandocInline(self._note)
        self.notes: list[DocumentNote] = []
        self._depth = 0

    def blocks(self, nodes: Sequence[PandocNode], kind: BlockRole = "prose") -> Iterator[DocumentBlock]:
        """The blocks of some nodes; paragraphs are of a kind."""
        for node in nodes:
            yield from self._block(node["t"], node.get("c"), kind)

    def _note(self, nodes: Sequence[PandocNode]) -> str:
        at = len(self.notes)
        key = f"note {at + 1}"
        self.notes.append(DocumentNote(key, str(at + 1), ()))
        self.notes[at] = DocumentNote(key, str(at + 1), tuple(tidy([*self.blocks(nodes)])))
        return key

    def _block(self, tag: str, content: Any, kind: BlockRole) -> Iterator[DocumentBlock]:
        if tag in {"Para", "Plain"}:
            yield from self._paragraph([*self.inline.pieces(content)], kind)
        elif tag == "Header":
            yield DocumentBlock("heading", tuple(self.inline.pieces(content[2])), "", content[0])
        elif tag == "BlockQuote":
            lined = all(one["t"] == "Para" and any(p["t"] == "LineBreak" for p in one["c"]) for one in content)
            yield from self.blocks(content, "verse" if lined and content else "quotation")
        elif tag == "BulletList":
            yield from self._list(content, [""] * len(content))
        elif tag == "OrderedList":
            yield from self._list(content[1], _numbers(content[0], len(content[1])))
        elif tag == "DefinitionList":
            for term, told in content:
                yield DocumentBlock("prose", tuple(self.inline.pieces(term)))
                for one in told:
                    yield from self.blocks(one, kind)
        elif tag == "Table":
            yield from self._table(content)
        else:
            yield from self._other(tag, content, kind)

    def _other(self, tag: str, content: Any, kind: BlockRole) -> Iterator[DocumentBlock]:
        if tag == "CodeBlock":
            yield DocumentBlock("lines", _lines([[{"t": "Str", "c": line}] for line in content[1].split("\n")], self))
        elif tag == "LineBlock":
            yield DocumentBlock("verse", _lines(content, self))
        elif tag == "HorizontalRule":
            yield DocumentBlock("break")
        elif tag == "Figure":
            yield from self._figure(content[1][1], content[2])
        elif tag == "Div":
            yield from self.blocks(content[1], kind)

    def _paragraph(self, pieces: list[InlinePart], kind: BlockRole) -> Iterator[DocumentBlock]:
        images = self.inline.taken_images()
        if any(isinstance(one, NoteMark) or (isinstance(one, WordPart) and one.text.strip()) for one in pieces):
            yield DocumentBlock(kind, tuple(pieces))
        yield from (DocumentBlock("figure", image=path, alt=_alt(said)) for path, said in images)

    def _figure(self, caption: Sequence[PandocNode], body: Sequence[PandocNode]) -> Iterator[DocumentBlock]:
        yield from self.blocks(body)
        yield from self.blocks(caption, "caption")

    def _list(self, items: Sequence[Sequence[PandocNode]], numbers: Sequence[str]) -> Iterator[DocumentBlock]:
        self._depth += 1
        begins = True
        for nodes, number in zip(items, numbers, strict=True):
            for one in item_blocks([*self.blocks(nodes)], self._depth, number, begins=begins):
                begins = begins and not (one.kind == "item" and one.level == self._depth)
                yield one
        self._depth -= 1

    def _table(self, content: Any) -> Iterator[DocumentBlock]:
        _, caption, _, head, bodies, foot = content
        yield from self.blocks(caption[1], "caption")
        # A table over several pages has its head twice: for the first page and for the others.
        heads = [row for at, row in enumerate(head[1]) if not at or row != head[1][at - 1]]
        rows = [(row, True) for row in heads]
        for _, _, inner, own in bodies:
            rows += [*((row, True) for row in inner), *((row, False) for row in own)]
        rows += [(row, False) for row in foot[1]]
        made = tuple(tuple(self._cell(cell, head=is_head) for cell in row[1]) for row, is_head in rows)
        if made:
            yield DocumentBlock("table", rows=made)

    def _cell(self, cell: Any, *, head: bool) -> DocumentCell:
        _, _, down, across, nodes = cell
        return DocumentCell(paragraphs_of([*self.blocks(nodes)]), across, down, head)


def _numbers(attributes: Any, count: int) -> list[str]:
    start, style, delimiter = attributes
    form, around = _FORMS.get(style["t"], "decimal"), _AROUND.get(delimiter["t"], "{}.")
    return [around.format(numeral_of(number, form)) for number in range(start, start + count)]


def _lines(lines: Sequence[Sequence[PandocNode]], reader: PandocBlocks) -> tuple[InlinePart, ...]:
    out: list[InlinePart] = []
    for number, line in enumerate(lines):
        out += [*([LineBreak()] if number else []), *reader.inline.pieces(line)]
    return tuple(out)


def _alt(pieces: Sequence[InlinePart]) -> str:
    alt = " ".join("".join(one.text for one in pieces if isinstance(one, WordPart)).split())
    return "" if alt == "image" else alt

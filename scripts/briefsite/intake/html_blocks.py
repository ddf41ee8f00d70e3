"""The blocks of a web page, in order, each with its kind and its XPath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefsite.intake.cells import are_figures, figures_of, paragraphs_of
from briefsite.intake.counting import numeral_of
from briefsite.intake.document import DocumentBlock, DocumentCell, InlinePart, LineBreak, WordPart
from briefsite.intake.html_inline import HtmlInline
from briefsite.intake.html_notes import LinkedNote, LinkedNotes, without_label
from briefsite.intake.html_tree import (
    BLOCKS,
    WITHOUT_WORDS,
    HtmlTree,
    children,
    classes,
    heading_level,
    holds_blocks,
    is_of_site,
)
from briefsite.intake.tidy import item_blocks, tidy, without_bold
from briefsite.source.structure import BlockRole

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: What a page has around its text.
_OF_SITE: Final = frozenset({"nav", "footer", "aside", "header"})
_SILENT: Final = WITHOUT_WORDS | {"head", "link", "meta"}
_VERSE: Final = frozenset({"verse", "poem", "poetry", "stanza", "line-block"})
_QUOTATION: Final = frozenset({"quote", "blockquote", "quotations", "block-text"})  # the last two: LibreOffice's
_FRONT: Final = frozenset({"author", "date", "subtitle"})
_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class HtmlBlocks:
    """Reads the blocks of a page."""

    def __init__(self, tree: HtmlTree, links: LinkedNotes, counts: Counter[str]) -> None:
        self.tree, self.links, self.counts = tree, links, counts
        self.inline = HtmlInline(links, counts, tree.styles, tree.base)
        self._kind: BlockRole = "prose"
        self._depth = 0
        self._within = False  # inside an article
        self._titled = any("title" in classes(one) for one in tree.body.css("h1"))

    def blocks(self, root: LexborNode) -> list[DocumentBlock]:
        """The blocks in an element."""
        self._within = root.tag in {"article", "main"}
        return [*self._inside(root)]

    def note_blocks(self, note: LinkedNote) -> list[DocumentBlock]:
        """The blocks of a note, without its mark and the ways back."""
        at = self.tree.place(note.node)
        if note.said:
            return [DocumentBlock("prose", (WordPart(note.said),), at)]
        self.inline.note = note
        self._within = True
        found = tidy([*self._inside(note.node)])
        self.inline.note = None
        return [
            replace(one, kind="prose") if one.kind in {"item", "title"} else one for one in without_label(found, note)
        ]

    def _inside(self, node: LexborNode) -> Iterator[DocumentBlock]:
        """The blocks of an element: the blocks in it, and what is between them."""
        loose: list[InlinePart] = []
        images: list[DocumentBlock] = []
        for child in children(node):
            if child.tag in BLOCKS or (child.tag not in _SILENT and holds_blocks(child)):
                yield from self._closed(loose, images, node)
                yield from self._block(child)
            else:
                loose += self.inline.pieces(child, (), "")
                images += self._images(child)
        yield from self._closed(loose, images, node)

    def _closed(
        self, loose: list[InlinePart], images: list[DocumentBlock], node: LexborNode
    ) -> Iterator[DocumentBlock]:
        if any(isinstance(one, WordPart) and one.text.strip() for one in loose) or any(
            not isinstance(one, (WordPart, LineBreak)) for one in loose
        ):
            yield DocumentBlock(self._kind, tuple(loose), self.tree.place(node))
        yield from images
        loose.clear()
        images.clear()

    def _block(self, node: LexborNode) -> Iterator[DocumentBlock]:
        tag = node.tag or ""
        own = self.inline.note is not None and self.inline.note.node.mem_id == node.mem_id
        if node.mem_id in self.links.bodies and not own:
            return
        if self._is_left_out(node):
            return
        if level := heading_level(node):
            title = "title" in classes(node)
            pieces = without_bold(self._pieces(node))
            level = 0 if title else level
            yield DocumentBlock("title" if title else "heading", pieces, self.tree.place(node), level)
            yield from self._images(node)
        elif tag == "hr":
            if not self._heads_notes(node):
                yield DocumentBlock("break", at=self.tree.place(node))
        elif tag == "table":
            yield from self._table(node)
        elif tag in {"ul", "ol"}:
            yield from self._list(node)
        elif tag == "figure":
            yield from self._figure(node)
        else:
            yield from self._other(node, tag)

    def _is_left_out(self, node: LexborNode) -> bool:
        """Whether an element is hidden, a comment, or part of the site. What is left out is counted."""
        words = len(node.text().split())
        if self.tree.styles.hides(node):
            self.counts["hidden words"] += words
        elif node.mem_id in self.links.comments:
            self.counts["comments"] += 1
        elif is_of_site(node) or (node.tag in _OF_SITE and self._is_outside(node)):
            self.counts["words of the site"] += words
        else:
            return False
        return True

    def _is_outside(self, node: LexborNode) -> bool:
        """Whether an element is outside the text: neither in an article or a quotation, nor around the title."""
        return not self._within and self._kind == "prose" and not _is_title_block(node)

    def _heads_notes(self, rule: LexborNode) -> bool:
        """Whether a rule only sets the notes below it apart."""
        below = rule.next
        while below is not None and below.tag not in BLOCKS:
            below = below.next
        return below is not None and any(one.mem_id in self.links.bodies for one in below.traverse())

    def _other(self, node: LexborNode, tag: str) -> Iterator[DocumentBlock]:
        own = classes(node)
        kind: BlockRole = self._kind
        if tag == "blockquote" or not _QUOTATION.isdisjoint(own):
            kind = "quotation"
        elif not _VERSE.isdisjoint(own):
            kind = "verse"
        elif tag == "pre":
            kind = "lines"
        elif tag == "figcaption":
            kind = "caption"
        elif tag == "p" and "title" in own and not self._titled:
            kind, self._titled = "title", True
        elif tag == "p" and not _FRONT.isdisjoint(own) and _is_title_block(node.parent):
            kind = "front"
        outer, within = self._kind, self._within
        self._kind, self._within = kind, within or tag in {"article", "main"}
        self.inline.keeps_lines = tag == "pre" or self.inline.keeps_lines
        yield from self._inside(node)
        self.inline.keeps_lines = False
        self._kind, self._within = outer, within

    def _pieces(self, node: LexborNode) -> tuple[InlinePart, ...]:
        return tuple(piece for child in children(node) for piece in self.inline.pieces(child, (), ""))

    def _images(self, node: LexborNode) -> Iterator[DocumentBlock]:
        for image in [node] if node.tag == "img" else node.css("img"):
            alt = " ".join((image.attributes.get("alt") or "").split())
            source = image.attributes.get("src") or ""
            if source and "icon" not in classes(image):
                yield DocumentBlock("figure", at=self.tree.place(image), image=source, alt=alt)

    def _figure(self, node: LexborNode) -> Iterator[DocumentBlock]:
        if any(node.css_first(one) is not None for one in ("table", "pre", "figure figure")):
            yield from self._inside(node)
            return
        images = [*self._images(node)][:1]
        rest = [*self._inside(node)]
        words = [one for one in rest if one.kind != "figure"]
        if images and len(words) == 1:
            yield replace(images[0], pieces=words[0].pieces, at=self.tree.place(node))
        else:
            yield from (*images, *words)

    def _list(self, node: LexborNode) -> Iterator[DocumentBlock]:
        self._depth += 1
        start = node.attributes.get("start") or ""
        number = int(start) if start.isdecimal() else 1
        form = _FORMS.get(node.attributes.get("type") or "", "decimal")
        begins = True
        for child in node.iter():
            if child.tag != "li":
                yield from self._block(child)
                continue
            if child.mem_id in self.links.bodies:
                continue
            if self.tree.styles.hides(child):
                self.counts["hidden words"] += len(child.text().split())
                continue
            stated = child.attributes.get("value") or ""
            number = int(stated) if stated.isdecimal() else number
            shown = f"{numeral_of(number, form)}." if node.tag == "ol" else ""
            found = [*self._inside(child)]
            yield from item_blocks(found, self._depth, shown, begins=begins)
            begins, number = begins and not found, number + 1
        self._depth -= 1

    def _table(self, node: LexborNode) -> Iterator[DocumentBlock]:
        caption = node.css_first("caption")
        rows = [row for row in node.css("tr") if _table_of(row) == node.mem_id]
        cells = [[cell for cell in row.iter() if cell.tag in {"td", "th"}] for row in rows]
        if caption is not None and _table_of(caption) == node.mem_id:
            yield DocumentBlock("caption", self._pieces(caption), self.tree.place(caption))
        if all(len(row) <= 1 for row in cells) or node.attributes.get("role") == "presentation":
            for cell in (cell for row in cells for cell in row):  # a table that only sets blocks in their places
                yield from self._inside(cell)
            return
        inner = [[(cell, [*self._inside(cell)]) for cell in row] for row in cells]
        blocks = [own for row in inner for _, own in row]
        if are_figures(blocks):
            yield from (block for own in blocks for block in own)
            return
        made = tuple(tuple(self._cell(cell, own) for cell, own in row) for row in inner)
        yield DocumentBlock("table", at=self.tree.place(node), rows=made)
        yield from (figure for own in blocks for figure in figures_of(own))

    def _cell(self, cell: LexborNode, blocks: Sequence[DocumentBlock]) -> DocumentCell:
        paragraphs = paragraphs_of(blocks)
        return DocumentCell(paragraphs, _size(cell, "colspan"), _size(cell, "rowspan"), cell.tag == "th")


def _table_of(node: LexborNode) -> int:
    parent = node.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


_MOST_CELLS: Final = 200


def _size(cell: LexborNode, name: str) -> int:
    stated = cell.attributes.get(name) or ""
    return min(int(stated), _MOST_CELLS) if stated.isdecimal() and int(stated) else 1


def _is_title_block(node: LexborNode | None) -> bool:
    """Whether an element has the title of the text, and not only links of the site."""
    return node is not None and node.css_first("h1") is not None and node.css_first("nav") is None

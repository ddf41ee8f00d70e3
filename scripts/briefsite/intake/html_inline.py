"""What is inside a line of a web page: words, how they are set, links, marks of notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from briefsite.intake.document import InlinePart, LineBreak, NoteMark, WordPart
from briefsite.intake.html_notes import LinkedNote, LinkedNotes, is_return_sign, is_way_back, mark_of
from briefsite.intake.html_tree import WITHOUT_WORDS, children, classes
from briefsite.source.passage import FACES, Face

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SILENT: Final = WITHOUT_WORDS | {"img", "svg"}
_FACES: Final[dict[str, Face]] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("strong", "b"), "strong"),
    "sup": "sup",
    "sub": "sub",
}
_SMALL_CAPS: Final = frozenset({"smallcaps", "small-caps", "sc"})
_HIDES: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


def hides(node: LexborNode) -> bool:
    """Whether an element says that it is not shown."""
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDES.search(attributes.get("style") or ""))


class HtmlInline:
    """Reads the pieces of lines. `note` is the note that is read, `keeps_lines`: line ends are the author's."""

    def __init__(self, links: LinkedNotes, counts: Counter[str]) -> None:
        self.links, self.counts = links, counts
        self.note: LinkedNote | None = None
        self.keeps_lines = False

    def pieces(self, node: LexborNode, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        """The pieces of a node that is inside a line."""
        tag = node.tag
        if tag == "-text":
            yield from self._text(node.text_content or "", faces, link)
        elif tag == "br":
            yield LineBreak()
        elif tag in _SILENT or tag is None or tag.startswith(("-", "_")):
            return
        elif hides(node):
            self.counts["hidden words"] += len(node.text().split())
        elif tag == "del":
            self.counts["struck"] += 1
        elif (key := self.links.marks.get(node.mem_id)) is not None:
            yield NoteMark(key)
        else:
            yield from self._element(node, tag, faces, link)

    def _text(self, text: str, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        if not self.keeps_lines:
            yield WordPart(text, faces, link)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                yield LineBreak()
            yield WordPart(line, faces, link)

    def _element(self, node: LexborNode, tag: str, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        if tag == "a":
            href = (node.attributes.get("href") or "").strip()
            if self.note is not None and is_way_back(node, self.note):
                return
            if self.note is not None and href.startswith("#") and is_return_sign(node.text()):
                return
            link = href if href.startswith(("https://", "http://", "mailto:")) else link
        if tag == "sup" and self._holds_only_mark(node):
            yield from (piece for child in children(node) for piece in self.pieces(child, (), ""))
            return
        own = _faces(node, tag)
        if own:
            faces = tuple(face for face in FACES if face in {*faces, *own})
        quotes = tag == "q"
        if quotes:
            yield WordPart("“", faces, link)
        for child in children(node):
            yield from self.pieces(child, faces, link)
        if quotes:
            yield WordPart("”", faces, link)

    def _holds_only_mark(self, node: LexborNode) -> bool:
        """Whether a raised element has nothing but marks of notes in it."""
        return any(one.mem_id in self.links.marks for one in node.css("a, span")) or (
            self.note is not None and mark_of(node.text()) == self.note.label
        )


def _faces(node: LexborNode, tag: str) -> set[Face]:
    found: set[Face] = {_FACES[tag]} if tag in _FACES else set()
    style = (node.attributes.get("style") or "").lower().replace(" ", "")
    if "font-variant:small-caps" in style or not _SMALL_CAPS.isdisjoint(classes(node)):
        found.add("sc")
    if "font-style:italic" in style:
        found.add("em")
    if "font-weight:bold" in style:
        found.add("strong")
    if "vertical-align:super" in style:
        found.add("sup")
    return found

"""What is inside a line of a web page: words, how they are set, links, marks of notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urljoin, urlsplit

from briefsite.intake.document import InlinePart, LineBreak, NoteMark, WordPart
from briefsite.intake.formulas import FormulaNode, formula_words
from briefsite.intake.html_notes import LinkedNote, LinkedNotes, is_return_sign, is_way_back, mark_of
from briefsite.intake.html_styles import PageStyles, stated_faces
from briefsite.intake.html_tree import WITHOUT_WORDS, children, classes, is_of_site
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
#: The class of a formula in MediaWiki: as MathML, which is hidden, and as an image.
_FORMULA: Final = "mwe-math-element"
_REDIRECTS: Final = ("https://www.google.com/url?", "http://www.google.com/url?")
_SMALL_CAPS: Final = frozenset({"smallcaps", "small-caps", "sc"})


class HtmlInline:
    """Reads the pieces of lines. `note` is the note that is read, `keeps_lines`: line ends are the author's.

    Links start from `base` if it isn't empty.
    """

    def __init__(self, links: LinkedNotes, counts: Counter[str], styles: PageStyles, base: str) -> None:
        self.links, self.counts, self.styles, self.base = links, counts, styles, base
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
        elif tag == "math" or _FORMULA in classes(node):
            yield from self._formula(node, faces, link)
        elif self.styles.hides(node):
            self.counts["hidden words"] += len(node.text().split())
        elif is_of_site(node):
            self.counts["words of the site"] += len(node.text().split())
        elif node.mem_id in self.links.comments:
            return
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
            link = _target(href, self.base) or link
        if tag == "sup" and self._holds_only_mark(node):
            yield from (piece for child in children(node) for piece in self.pieces(child, (), ""))
            return
        stated = dict(stated_faces(self.styles.of(node)))
        own = _faces(node, tag)
        faces = tuple(face for face in FACES if stated.get(face, face in faces or face in own))
        if tag == "rt" and (node.parent is None or node.parent.css_first("rp") is None):
            yield WordPart("(", faces, link)
            yield from (piece for child in children(node) for piece in self.pieces(child, faces, link))
            yield WordPart(")", faces, link)
            return
        quotes = tag == "q"
        if quotes:
            yield WordPart("“", faces, link)
        for child in children(node):
            yield from self.pieces(child, faces, link)
        if quotes:
            yield WordPart("”", faces, link)

    def _formula(self, node: LexborNode, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        """A formula; what shows it in programs without MathML is the same again."""
        found = node if node.tag == "math" else node.css_first("math")
        if found is None:
            images = node.css("img[alt]")
            yield WordPart(" ".join(one.attributes.get("alt") or "" for one in images) or node.text(), faces, link)
            return
        self.counts["formulas"] += 1
        yield from (replace(part, link=link) for part in formula_words(_PageFormula(found), faces))

    def _holds_only_mark(self, node: LexborNode) -> bool:
        """Whether a raised element has nothing but marks of notes in it."""
        return any(one.mem_id in self.links.marks for one in node.css("a, span")) or (
            self.note is not None and mark_of(node.text()) == self.note.label
        )


def _faces(node: LexborNode, tag: str) -> set[Face]:
    found: set[Face] = {_FACES[tag]} if tag in _FACES else set()
    if tag == "cite" and (node.css_first("em, i") is not None or "citation" in classes(node)):
        found = set()  # a whole reference, of which only the title is italic
    if not _SMALL_CAPS.isdisjoint(classes(node)):
        found.add("sc")
    return found


def _target(href: str, base: str) -> str:
    """Where a link leads; empty if not out of the page. Google's programs put an address of their own around that."""
    if base and href and not href.startswith("#"):
        try:
            href = urljoin(base, href)
        except ValueError:  # it is no address
            return ""
    if not href.startswith(("https://", "http://", "mailto:")):
        return ""
    parts = urlsplit(href) if href.startswith(_REDIRECTS) else None
    found = parse_qs(parts.query).get("q", [""])[0] if parts else ""
    return found if found.startswith(("https://", "http://")) else href


class _PageFormula:
    """A formula in a web page."""

    def __init__(self, node: LexborNode) -> None:
        self.node = node
        self.name = (node.tag or "").rpartition(":")[2]

    @property
    def inner(self) -> Sequence[FormulaNode]:
        return [_PageFormula(one) for one in self.node.iter()]

    @property
    def words(self) -> str:
        return "" if any(True for _ in self.node.iter()) else self.node.text().strip()

    def stated(self, name: str) -> str | None:
        return self.node.attributes.get(name)

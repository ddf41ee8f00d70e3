"""What is inside a line in Pandoc's tree: words and how they are set, links, notes, citations, images."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from briefsite.intake.document import CitedPlace, InlinePart, LineBreak, NoteMark, WordPart
from briefsite.intake.pandoc_citations import citations_in
from briefsite.source.passage import FACES, Face

#: A node of the tree: its kind "t" and its content "c".
PandocNode = Mapping[str, Any]

_FACES: Final[Mapping[str, Face]] = {
    "Emph": "em",
    "Strong": "strong",
    "SmallCaps": "sc",
    "Superscript": "sup",
    "Subscript": "sub",
}
_QUOTES: Final = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_SCHEMES: Final = ("http://", "https://", "mailto:")


class PandocInline:
    """Reads pieces. Images are kept apart until they are taken; `read_note` reads a note and gives its key.

    `counts` has what needs a look.
    """

    def __init__(self, read_note: Callable[[Sequence[PandocNode]], str]) -> None:
        self.read_note = read_note
        self.images: list[tuple[str, tuple[InlinePart, ...]]] = []
        self.counts: Counter[str] = Counter()

    def taken_images(self) -> list[tuple[str, tuple[InlinePart, ...]]]:
        """The images since they were taken last: the path of each, and what is said of it."""
        images, self.images = self.images, []
        return images

    def pieces(self, nodes: Sequence[PandocNode], faces: tuple[Face, ...] = (), link: str = "") -> Iterator[InlinePart]:
        """The pieces of some nodes."""
        for node in nodes:
            yield from self._node(node["t"], node.get("c"), faces, link)

    def _node(self, kind: str, content: Any, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        if kind == "Str":
            yield WordPart(content, faces, link)
        elif kind in {"Space", "SoftBreak"}:
            yield WordPart(" ", faces, link)
        elif kind == "LineBreak":
            yield LineBreak()
        elif kind in _FACES:
            own = {*faces, _FACES[kind]}
            yield from self.pieces(content, tuple(face for face in FACES if face in own), link)
        elif kind == "Note":
            yield NoteMark(self.read_note(content))
        elif kind == "Image":
            self.images.append((content[2][0], tuple(self.pieces(content[1]))))
        elif kind == "Link":
            target = content[2][0]
            yield from self.pieces(content[1], faces, target if target.startswith(_SCHEMES) else link)
        else:
            yield from self._other(kind, content, faces, link)

    def _other(self, kind: str, content: Any, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        if kind == "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            yield WordPart(opening, faces, link)
            yield from self.pieces(content[1], faces, link)
            yield WordPart(closing, faces, link)
        elif kind == "Cite":
            typed = _typed(content[0])
            citation = next(citations_in(typed), None)
            places = citation.places if citation else tuple(CitedPlace(one["citationId"]) for one in content[0])
            yield WordPart(typed, faces, link, places)
        elif kind == "Code":
            yield WordPart(content[1], faces, link)
        elif kind == "Math":
            self.counts["formulas"] += 1
            yield WordPart(content[1], faces, link)
        elif kind == "Span":
            yield from self.pieces(content[1], faces, link)
        elif kind == "Strikeout":
            self.counts["struck"] += 1
        elif kind == "Underline":
            yield from self.pieces(content, faces, link)


def words_of_nodes(nodes: Sequence[PandocNode]) -> str:
    """The words of some nodes, without notes."""
    inline = PandocInline(lambda _: "")
    return "".join(one.text for one in inline.pieces(nodes) if isinstance(one, WordPart))


def _typed(cited: Sequence[Mapping[str, Any]]) -> str:
    """A citation as Markdown has it."""
    in_text = cited[0]["citationMode"]["t"] == "AuthorInText"
    parts = []
    for one in cited:
        before, behind = (words_of_nodes(one[name]).strip() for name in ("citationPrefix", "citationSuffix"))
        sign = "-" if one["citationMode"]["t"] == "SuppressAuthor" else ""
        key = f"{sign}@{{{one['citationId']}}}"
        if in_text and len(cited) == 1:
            return f"{key} [{behind.lstrip(', ')}]" if behind else key
        joined = behind if behind.startswith((",", ";")) or not behind else f", {behind}"
        parts.append(f"{before} {key}{joined}".strip())
    return f"[{'; '.join(parts)}]"

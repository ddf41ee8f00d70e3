"""What is inside a paragraph of an OpenDocument text: words, how they are set, links, notes, frames, citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from xml.etree.ElementTree import Element

from briefsite.intake.citation_fields import cited_in_field
from briefsite.intake.document import CitedPlace, InlinePart, LineBreak, NoteMark, WordPart
from briefsite.intake.formulas import XmlFormula, formula_words
from briefsite.intake.odt_styles import OdtStyles, o
from briefsite.source.passage import FACES, Face

_SCHEMES: Final = ("http://", "https://", "mailto:")
_MOST_BLANKS: Final = 100
_CHANGES: Final = frozenset(map(o, ("text:change", "text:change-start", "text:change-end")))
_SILENT: Final = _CHANGES | frozenset(
    map(o, ("text:bookmark", "text:soft-page-break", "text:alphabetical-index-mark", "text:toc-mark", "text:script"))
)
#: Shapes that may have paragraphs in them.
_SHAPES: Final = frozenset(map(o, ("draw:custom-shape", "draw:rect", "draw:ellipse", "draw:polygon", "draw:caption")))
#: How the names of marks begin in which Zotero stores what it cites.
_ZOTERO: Final = "ZOTERO_ITEM"


class OdtInline:
    """Reads the pieces of paragraphs. `frames` are kept apart until they are taken; so is whether there are captions.

    `read_note` reads a note and gives its key; `read_part` reads a part of the file as XML.
    """

    def __init__(
        self,
        styles: OdtStyles,
        read_note: Callable[[Element], str],
        read_part: Callable[[str], Element | None] = lambda _: None,
    ) -> None:
        self.styles, self.read_note, self.read_part = styles, read_note, read_part
        self.counts: Counter[str] = Counter()
        self.works: dict[str, Mapping[str, Any]] = {}
        self.frames: list[Element] = []
        self._numbered: list[str] = []
        self._cites: dict[str, tuple[CitedPlace, ...]] = {}

    def taken_frames(self) -> list[Element]:
        """The frames since they were taken last."""
        frames, self.frames = self.frames, []
        return frames

    def taken_numbered(self) -> list[str]:
        """The numbers of captions since they were taken last."""
        numbered, self._numbered = self._numbered, []
        return numbered

    def pieces(self, element: Element, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        """The pieces of an element's content."""
        if element.text:
            yield self._words(element.text, faces, link)
        for child in element:
            yield from self._child(child, faces, link)
            if child.tail:
                yield self._words(child.tail, faces, link)

    def _words(self, text: str, faces: tuple[Face, ...], link: str) -> WordPart:
        return WordPart(text, faces, link, next(iter(self._cites.values()), ()))

    def _child(self, child: Element, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        tag = child.tag
        if tag == o("text:span"):
            style = child.get(o("text:style-name"), "")
            if self.styles.hides(style):
                self.counts["hidden words"] += len("".join(child.itertext()).split())
                return
            own = {*faces, *self.styles.faces(style)}
            yield from self.pieces(child, tuple(face for face in FACES if face in own), link)
        elif tag == o("text:a"):
            href = child.get(o("xlink:href"), "")
            yield from self.pieces(child, faces, href if href.startswith(_SCHEMES) else link)
        elif tag == o("text:note"):
            yield NoteMark(self.read_note(child))
        elif tag in {o("text:s"), o("text:tab")}:
            yield WordPart(" ")
        elif tag == o("text:line-break"):
            yield LineBreak()
        else:
            yield from self._other(child, faces, link)

    def _other(self, child: Element, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        tag = child.tag
        if tag == o("draw:frame") and (formula := self._formula(child)) is not None:
            self.counts["formulas"] += 1
            yield from (replace(part, link=link) for part in formula_words(XmlFormula(formula), faces))
        elif tag == o("draw:frame") or tag in _SHAPES:
            self.frames.append(child)
        elif tag == o("text:ruby"):
            yield from self._ruby(child, faces, link)
        elif tag in {o("office:annotation"), o("office:annotation-end")}:
            self.counts["comments"] += tag == o("office:annotation")
        elif tag in {o("text:hidden-text"), o("text:hidden-paragraph")}:
            self.counts["hidden words"] += len(child.get(o("text:string-value"), "").split())
        elif tag in {o("text:reference-mark-start"), o("text:reference-mark-end"), o("text:reference-mark")}:
            self._mark(child)
        elif tag in _CHANGES:
            self.counts["changes"] += tag != o("text:change-end")
        elif tag not in _SILENT:
            if tag == o("text:sequence"):
                self._numbered.append("".join(child.itertext()))
            yield from self.pieces(child, faces, link)

    def _formula(self, frame: Element) -> Element | None:
        """The formula that is in a frame: in it, or in a part of the file."""
        held = frame.find(o("draw:object"))
        if held is None:
            return None
        own = next((one for one in held if one.tag.endswith("}math")), None)
        name = held.get(o("xlink:href"), "").removeprefix("./")
        found = own if own is not None else self.read_part(f"{name}/content.xml") if name else None
        return found if found is not None and found.tag.endswith("}math") else None

    def _ruby(self, ruby: Element, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        for part in ruby:
            yield from self.pieces(part, faces, link) if part.tag == o("text:ruby-base") else ()
        for part in ruby:
            if part.tag == o("text:ruby-text"):
                yield WordPart("(", faces, link)
                yield from self.pieces(part, faces, link)
                yield WordPart(")", faces, link)

    def _mark(self, mark: Element) -> None:
        """A mark in whose name Zotero stores what the words between its two ends cite."""
        name = mark.get(o("text:name"), "")
        if not name.startswith(_ZOTERO):
            return
        if mark.tag == o("text:reference-mark-end"):
            self._cites.pop(name, None)
            return
        cited = cited_in_field(f"ADDIN {name}")
        self.works.update({place.id: item for item, place in cited if place.id not in self.works})
        if mark.tag == o("text:reference-mark-start"):
            self._cites[name] = tuple(place for _, place in cited)

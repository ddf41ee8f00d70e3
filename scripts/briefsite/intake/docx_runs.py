"""The runs of a Word file: the words of its paragraphs, how they are set, the marks of notes, fields, tracked changes.

Where tracked changes are accepted, what was put in is text, and what was struck is not; else the reverse. Hidden text
is counted, and not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final
from xml.etree.ElementTree import Element

from briefsite.intake.citation_fields import cited_in_tag
from briefsite.intake.document import InlinePart, LineBreak, NoteMark, WordPart
from briefsite.intake.docx_drawings import ALTERNATIVES, Anchored, chosen
from briefsite.intake.docx_edition import EditionPlaces
from briefsite.intake.docx_fields import WordFields
from briefsite.intake.docx_parts import R, WordFile, is_on, value, w
from briefsite.intake.formulas import XmlFormula, formula_words
from briefsite.intake.symbol_font import symbol
from briefsite.source.passage import FACES, Face

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULAS: Final = frozenset({f"{_MATH}oMath", f"{_MATH}oMathPara"})
#: Elements inside a paragraph that only hold others.
_HOLDERS: Final = frozenset(map(w, ("smartTag", "sdtContent", "customXml", "dir", "bdo", "rubyBase")))
PUT_IN: Final = frozenset(map(w, ("ins", "moveTo")))
STRUCK: Final = frozenset(map(w, ("del", "moveFrom")))
_SCHEMES: Final = ("https://", "http://", "mailto:")
#: Properties of runs that are on or off, and how their characters are set.
_TOGGLES: Final[Mapping[str, Face]] = {"i": "em", "b": "strong", "smallCaps": "sc"}
_RAISED: Final[Mapping[str, Face]] = {"superscript": "sup", "subscript": "sub"}


class RunReader:
    """Reads the paragraphs of one part of a Word file, in order: a field may reach over several of them.

    `counts` has what was left out or put in, `works` the CSL-JSON items by their ids, `symbols` signs of other fonts.
    """

    def __init__(self, file: WordFile, part: str, counts: Counter[str], works: dict[str, Mapping[str, Any]]) -> None:
        self.file, self.counts, self.works = file, counts, works
        self.targets = file.targets.get(part, {})
        self.symbols: dict[str, str] = {}
        self.anchored = Anchored()
        self.fields = WordFields(file, counts, works)
        self._edition = EditionPlaces(file)
        self._custom: NoteMark | None = None
        self._hidden_style = False

    def begin(self, root: Element) -> None:
        """Begins to read what is in `root`."""
        self.fields.begin(root)

    def pieces(self, paragraph: Element) -> list[InlinePart]:
        """The pieces of a paragraph; what is anchored in it is in `anchored`."""
        self.anchored = Anchored()
        properties = paragraph.find(w("pPr"))
        styles = [*self.file.based(value(properties, "pStyle"))]
        self._hidden_style = next((on for one in styles if (on := is_on(one.run, "vanish")) is not None), False)
        self._edition.begin(paragraph)
        return [*self._inside(paragraph, "")]

    def _inside(self, parent: Element, link: str) -> Iterator[InlinePart]:
        for child in self._edition.without_corrections(parent):
            tag = child.tag
            if tag == w("r"):
                yield from self._run(child, link)
            elif tag in _HOLDERS:
                yield from self._inside(child, link)
            elif tag in PUT_IN | STRUCK:
                self.counts["put in" if tag in PUT_IN else "struck"] += 1
                if (tag in PUT_IN) == self.file.accepts:
                    yield from self._inside(child, link)
            elif tag == w("hyperlink"):
                target = self.targets.get(child.get(f"{R}id", ""), "")
                yield from self._inside(child, target if target.startswith(_SCHEMES) else link)
            elif tag == w("sdt"):
                yield from self._control(child, link)
            elif tag == w("fldSimple"):
                yield from self._simple_field(child, link)
            elif tag == w("ruby"):
                yield from self._ruby(child, link)
            else:
                yield from self._other(child, link)

    def _other(self, child: Element, link: str) -> Iterator[InlinePart]:
        if child.tag == ALTERNATIVES:
            yield from self._inside(chosen(child), link)
        elif child.tag in FORMULAS:
            yield from self.formula(child, link)
        elif child.tag == w("subDoc"):
            self.counts["parts in other files"] += 1

    def formula(self, formula: Element, link: str = "") -> Iterator[InlinePart]:
        """The letters of a formula."""
        self.counts["formulas"] += 1
        for part in formula_words(XmlFormula(formula)):
            yield self._words(part.text, part.faces, link)

    def _ruby(self, ruby: Element, link: str) -> Iterator[InlinePart]:
        yield from self._inside(ruby, link)
        for reading in ruby.findall(w("rt")):
            yield WordPart("(")
            yield from self._inside(reading, link)
            yield WordPart(")")

    def _control(self, control: Element, link: str) -> Iterator[InlinePart]:
        tag = value(control.find(w("sdtPr")), "tag") or ""
        cited = self.fields.known(cited_in_tag(tag))
        for content in control.findall(w("sdtContent")):
            for piece in self._inside(content, link):
                yield replace(piece, cites=cited) if isinstance(piece, WordPart) and cited else piece

    def _simple_field(self, simple: Element, link: str) -> Iterator[InlinePart]:
        self.fields.open_simple(simple.get(w("instr"), ""))
        yield from self._inside(simple, link)
        self.fields.close_simple()

    def _run(self, run: Element, link: str) -> Iterator[InlinePart]:
        properties = run.find(w("rPr"))
        if self._is_hidden(properties):
            words = sum(len((one.text or "").split()) for one in run.iter(w("t")))
            self.counts["hidden words"] += words
            for child in run:
                self.fields.takes(child)
            return
        faces = self._faces(properties)
        left = self._edition.numbered.get(run, 0)
        for child in run:
            if not self.fields.takes(child):
                for piece in self._sign(child, faces, link):
                    cut = min(left, len(piece.text)) if isinstance(piece, WordPart) else 0
                    left -= cut
                    yield replace(piece, text=piece.text[cut:]) if cut and isinstance(piece, WordPart) else piece

    def _is_hidden(self, properties: Element | None) -> bool:
        stated = is_on(properties, "vanish")
        if stated is None:
            based = self.file.based(value(properties, "rStyle"))
            stated = next((on for one in based if (on := is_on(one.run, "vanish")) is not None), None)
        return self._hidden_style if stated is None else stated

    def _faces(self, properties: Element | None) -> tuple[Face, ...]:
        """How a run is set by itself. The looks of a whole paragraph belong to its kind."""
        based = [properties, *(one.run for one in self.file.based(value(properties, "rStyle")))]
        found: set[Face] = set()
        for name, face in _TOGGLES.items():
            if next((on for one in based if (on := is_on(one, name)) is not None), False):
                found.add(face)
        raised = next((said for one in based if (said := value(one, "vertAlign")) is not None), "")
        found |= {_RAISED[raised]} if raised in _RAISED else set()
        return tuple(face for face in FACES if face in found)

    def _sign(self, child: Element, faces: tuple[Face, ...], link: str) -> Iterator[InlinePart]:
        tag = child.tag
        if (reader := _SIGNS.get(tag)) is not None:
            yield self._words(reader(child), faces, link)
        elif tag in {w("br"), w("cr")}:
            yield WordPart(" ") if child.get(w("type"), "textWrapping") != "textWrapping" else LineBreak()
        elif tag in {w("footnoteReference"), w("endnoteReference")}:
            kind = "footnote" if tag == w("footnoteReference") else "endnote"
            received, corrected = self._edition.received.get(child, ("", ""))
            mark = NoteMark(f"{kind}-{child.get(w('id'), '')}", "", received, corrected)
            if child.get(w("customMarkFollows"), "0") in {"1", "true", "on"}:
                self._custom = mark
            else:
                yield mark
        elif tag == w("sym"):
            code, font = child.get(w("char"), ""), child.get(w("font"), "")
            shown = symbol(code, font)
            self.symbols[f"{code} of the font {font}"] = shown
            yield self._words(shown, faces, link)
        elif tag == ALTERNATIVES:
            for one in chosen(child):
                yield from self._sign(one, faces, link)
        elif tag == w("ruby"):
            yield from self._ruby(child, link)
        elif tag in {w("drawing"), w("pict"), w("object")}:
            self.anchored.add(child, self.targets, self.counts)

    def _words(self, text: str, faces: tuple[Face, ...], link: str) -> InlinePart:
        if self._custom is not None and text.strip():
            mark, self._custom = replace(self._custom, shown=text.strip()), None
            return mark
        if (note := self.fields.taken_note(text, raised="sup" in faces)) is not None:
            return NoteMark(note) if note else WordPart("")
        return WordPart(text, faces, link or self.fields.link, self.fields.cites)


_SIGNS: Final[Mapping[str, Callable[[Element], str]]] = {
    w("t"): lambda one: one.text or "",
    w("delText"): lambda one: one.text or "",
    w("tab"): lambda _: " ",
    w("ptab"): lambda _: " ",
    w("noBreakHyphen"): lambda _: "\u2011",
}

"""What is inside a paragraph of a Word file: words and how they are set, footnotes at their marks, links, corrections.

A note is a footnote of Word at its first mark, with the number that the text prints; further marks repeat that number.
Corrections are changes that Word shows as such, made by the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.flow_parts import FlowCorrection, FlowLineEnd, FlowMark, FlowPart, FlowWords
from briefsite.documents.word_xml import RELATIONSHIPS, run_of, w_node
from briefsite.documents.xml_tree import node
from briefsite.intake.edition_signs import CORRECTOR, edition_bookmark
from briefsite.reading.note import Citation
from briefsite.reading.publication import Publication
from briefsite.source.passage import Face
from briefsite.words import squeezed

#: Word allows so many characters in the name of a bookmark.
_LONGEST: Final = 40
_LINK: Final = f"{RELATIONSHIPS}/hyperlink"


class Relations:
    """The relationships of a part of the file: what it refers to, under an id for each."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], str] = {}

    def id_of(self, kind: str, target: str) -> str:
        """The id of a target (a link, the name of a part), which is given when it is first asked for."""
        return self.rows.setdefault((kind, target), f"rId{len(self.rows) + 1}")

    def element(self) -> Element:
        """The relationships as their file has them."""
        root = Element("Relationships", xmlns="http://schemas.openxmlformats.org/package/2006/relationships")
        for (kind, target), id_ in self.rows.items():
            values = {"Id": id_, "Type": kind, "Target": target}
            root.append(Element("Relationship", values | ({"TargetMode": "External"} if kind == _LINK else {})))
        return root


class WordRuns:
    """Makes the runs of passages, in the order of the text.

    `order` has the notes whose footnotes were made, with their bookmarks; `counted` those whose numbers Word counts.
    """

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.order: dict[str, str] = {}
        self.in_text = Relations()
        self.in_notes = Relations()
        self.counted: set[str] = set()
        self._bookmarks = 0
        self._names: set[str] = set()

    def bookmarked(self, name: str, content: Sequence[Element]) -> list[Element]:
        """Content in a bookmark. Each name is given once: the same edition's bookmark may be there several times."""
        self._bookmarks += 1
        id_ = self._bookmarks
        return [w_node("bookmarkStart", id=id_, name=name), *content, w_node("bookmarkEnd", id=id_)]

    def name_of(self, address: str) -> str:
        """The name of a bookmark for an address: "p6-1" is p6_1."""
        stem = re.sub(r"[^A-Za-z0-9_]", "_", address)[:_LONGEST]
        stem = stem if stem[:1].isalpha() else f"a{stem}"[:_LONGEST]
        more = (f"{stem[: _LONGEST - 5]}_{number}" for number in range(2, 10_000))
        name = next(one for one in chain([stem], more) if one not in self._names)
        self._names.add(name)
        return name

    def runs(self, parts: Iterable[FlowPart], *, in_note: bool = False) -> Iterator[Element]:
        """The runs of a passage. Word has no footnotes in footnotes: marks there are raised characters."""
        for part in _without_line_ends(parts):
            if isinstance(part, FlowWords):
                yield from self._words(part, in_note=in_note)
            elif isinstance(part, FlowCorrection):
                yield from self._correction(part)
            elif isinstance(part, FlowMark):
                yield from self._mark(part, in_note=in_note)

    def _words(self, words: FlowWords, *, in_note: bool) -> Iterator[Element]:
        run = run_of(words.text, *_properties(words.faces))
        if not words.link:
            yield run
            return
        relations = self.in_notes if in_note else self.in_text
        yield node("w:hyperlink", run, **{"r:id": relations.id_of(_LINK, words.link)})

    def _correction(self, part: FlowCorrection) -> Iterator[Element]:
        old = squeezed(self.publication.correction[part.index].old) if part.first else ""
        if old and not part.text:  # what is taken out stood between blanks, of which one is left
            old = f" {old}"
        yield from self._corrected(old, part.text, [run_of(part.text)] if part.text else [])

    def _corrected(self, old: str, new: str, runs: Sequence[Element]) -> Iterator[Element]:
        """Words as received, struck, and what is read instead, in a bookmark that says that both are the edition's."""
        if not old and not runs:
            return
        changes = []
        for name, content in (("del", [run_of(old, struck=True)] if old else []), ("ins", runs)):
            if content:
                self._bookmarks += 1
                changes.append(w_node(name, *content, id=self._bookmarks, author=CORRECTOR))
        yield from self.bookmarked(edition_bookmark(old, new), changes)

    def _mark(self, mark: FlowMark, *, in_note: bool) -> Iterator[Element]:
        if in_note or not mark.citations:
            yield run_of(mark.text, *([w_node("vertAlign", val="superscript")] if in_note else []))
            return
        for citation in mark.citations:
            if citation.note in self.order:
                yield from self._repeated(citation)
                continue
            runs = self._first(citation)
            old = self._received(citation, mark)
            found = list(self._corrected(old, citation.shown, runs)) if old else runs
            yield from self.bookmarked(self.order[citation.note], found)

    def _first(self, citation: Citation) -> list[Element]:
        """The mark of a footnote. Other marks than the number that Word would count are the author's."""
        self.order[citation.note] = self.name_of(citation.note)
        automatic = citation.shown == str(len(self.counted) + 1)
        self.counted |= {citation.note} if automatic else set()
        values = {"id": len(self.order), "customMarkFollows": None if automatic else 1}
        style = w_node("rPr", w_node("rStyle", val="FootnoteReference"))
        mark = w_node("r", style, w_node("footnoteReference", **values))
        return (
            [mark]
            if automatic
            else [
                mark,
                run_of(citation.shown, w_node("rStyle", val="FootnoteReference")),
            ]
        )

    def _repeated(self, citation: Citation) -> Iterator[Element]:
        style = w_node("rStyle", val="FootnoteReference")
        code = node("w:instrText", f" NOTEREF {self.order[citation.note]} \\f \\h ", **{"xml:space": "preserve"})
        for content in (w_node("fldChar", fldCharType="begin"), code, w_node("fldChar", fldCharType="separate")):
            yield w_node("r", content)
        yield run_of(citation.shown, style)
        yield w_node("r", w_node("fldChar", fldCharType="end"))

    def _received(self, citation: Citation, mark: FlowMark) -> str:
        """What the text has in the place of a mark that an emendation corrects; empty if it is as received."""
        paragraph = self.publication.paragraphs[citation.paragraph]
        passage = paragraph.passage(citation.item)
        runs = [run for run in passage[citation.start : citation.start + len(mark.text)].runs if run.text]
        if len(runs) != 1 or runs[0].emendation is None:
            return ""
        correction = self.publication.correction[runs[0].emendation]
        return correction.old if correction.new.strip() == mark.text else ""


def _without_line_ends(parts: Iterable[FlowPart]) -> Iterator[FlowPart]:
    """The parts without the line ends of the source, and words between which one was as one."""
    held: FlowWords | None = None
    for part in (one for one in parts if not isinstance(one, FlowLineEnd)):
        if held is not None and isinstance(part, FlowWords) and held.is_set_as(part):
            held = replace(held, text=held.text + part.text)
            continue
        if held is not None:
            yield held
        held = part if isinstance(part, FlowWords) else None
        if held is None:
            yield part
    if held is not None:
        yield held


def _properties(faces: Iterable[Face]) -> list[Element]:
    """The properties of a run, in the order of the standard."""
    found = {*faces}
    raised = "superscript" if "sup" in found else "subscript" if "sub" in found else ""
    names = {"strong": "b", "em": "i", "sc": "smallCaps"}
    return [
        *(w_node(name) for face, name in names.items() if face in found),
        *([w_node("vertAlign", val=raised)] if raised else []),
    ]

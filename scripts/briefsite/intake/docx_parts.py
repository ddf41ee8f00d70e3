"""The parts of a Word file (ECMA-376): its main text, styles, numbering, relationships."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.intake.archive import Archive
from briefsite.intake.document import IntakeError

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
#: The names of namespaces in the strict form of the standard, and those that are otherwise used.
_STRICT: Final = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
#: How deep styles may be based on one another.
_DEEPEST: Final = 20
_OFF: Final = frozenset({"0", "false", "off", "none"})


def w(name: str) -> str:
    """The name of an element or attribute of WordprocessingML as ElementTree has it."""
    return f"{_W}{name}"


def value(parent: Element | None, name: str) -> str | None:
    """The attribute `val` of a child of `parent`; None if there is no such child, "" if that has no value."""
    child = parent.find(w(name)) if parent is not None else None
    return None if child is None else child.get(w("val"), "")


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a property that is on or off is on; None if it isn't stated."""
    stated = value(parent, name)
    return None if stated is None else stated not in _OFF


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style: its name in small letters, whether the program brings it, on which one it is based, its properties.

    `bold` are the parts of a table ("firstRow", "firstCol") that it sets in bold letters.
    """

    name: str
    builtin: bool
    based_on: str
    paragraph: Element | None
    run: Element | None
    bold: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WordLevel:
    """A level of a numbered list: how it counts ("decimal", "bullet" …), its text ("%1."), and where it starts."""

    form: str = "bullet"
    text: str = ""
    start: int = 1


@dataclass(frozen=True)
class WordFile:
    """The parts of a Word file that are read. `main` is the name of the part with the text.

    `accepts`: its tracked changes are accepted.
    """

    archive: Archive
    main: str
    body: Element
    styles: Mapping[str, WordStyle]
    levels: Mapping[str, Sequence[WordLevel]]
    targets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    accepts: bool = True

    def part(self, name: str) -> Element | None:
        """A part beside the main one ("footnotes.xml")."""
        return self.archive.xml(posixpath.join(posixpath.dirname(self.main), name), _STRICT)

    @cached_property
    def settings(self) -> Element | None:
        """The settings of the document."""
        return self.part("settings.xml")

    @cached_property
    def marked_notes(self) -> Mapping[str, str]:
        """The keys of the notes ("footnote-2") whose marks are in bookmarks, by the names of these."""
        opened: dict[str, str] = {}
        found: dict[str, str] = {}
        for one in self.body.iter():
            if one.tag == w("bookmarkStart"):
                opened[one.get(w("id"), "")] = one.get(w("name"), "")
            elif one.tag == w("bookmarkEnd"):
                opened.pop(one.get(w("id"), ""), None)
            elif opened and one.tag in {w("footnoteReference"), w("endnoteReference")}:
                key = f"{'footnote' if one.tag == w('footnoteReference') else 'endnote'}-{one.get(w('id'), '')}"
                found |= {name: key for name in opened.values() if name not in found}
        return found

    def based(self, style: str | None) -> Iterator[WordStyle]:
        """A style, and those on which it is based, in order."""
        for _ in range(_DEEPEST):
            found = self.styles.get(style or "")
            if found is None:
                return
            yield found
            style = found.based_on


def open_word_file(archive: Archive, *, accepts: bool = True) -> WordFile:
    """The parts of a Word file, whose tracked changes are accepted, or not. IntakeError if it has macros or no text."""
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise IntakeError("has macros", "save the document as .docx, which has none, and try again")
    main = _main_part(archive)
    root = archive.xml(main, _STRICT)
    body = root.find(w("body")) if root is not None else None
    if body is None:
        raise IntakeError("is no Word document: it has no text", "save the document as .docx in a word processor")
    folder = posixpath.dirname(main)
    targets = {name: _relationships(archive, posixpath.join(folder, name)) for name in _WITH_LINKS}
    targets["document.xml"] = _relationships(archive, main)
    styles = archive.xml(posixpath.join(folder, "styles.xml"), _STRICT)
    numbering = archive.xml(posixpath.join(folder, "numbering.xml"), _STRICT)
    return WordFile(archive, main, body, dict(_styles(styles)), dict(_numbering(numbering)), targets, accepts)


_WITH_LINKS: Final = ("footnotes.xml", "endnotes.xml")


def _main_part(archive: Archive) -> str:
    root = archive.xml("_rels/.rels")
    for one in root if root is not None else ():
        if one.get("Type", "").endswith("/officeDocument"):
            return one.get("Target", "").lstrip("/")
    return "word/document.xml"


def _relationships(archive: Archive, part: str) -> Mapping[str, str]:
    """The targets of the relationships of a part, by their ids."""
    folder, name = posixpath.split(part)
    root = archive.xml(f"{folder}/_rels/{name}.rels", _STRICT)
    return {} if root is None else {one.get("Id", ""): one.get("Target", "") for one in root}


def _styles(root: Element | None) -> Iterator[tuple[str, WordStyle]]:
    for one in root.iter(w("style")) if root is not None else ():
        name = (value(one, "name") or "").lower()
        builtin = one.get(w("customStyle"), "0") in _OFF
        based_on = value(one, "basedOn") or ""
        parts = one.findall(w("tblStylePr"))
        bold = frozenset(part.get(w("type"), "") for part in parts if is_on(part.find(w("rPr")), "b"))
        style = WordStyle(name, builtin, based_on, one.find(w("pPr")), one.find(w("rPr")), bold)
        yield one.get(w("styleId"), ""), style


def _numbering(root: Element | None) -> Iterator[tuple[str, Sequence[WordLevel]]]:
    if root is None:
        return
    abstract = {one.get(w("abstractNumId"), ""): [*_levels(one)] for one in root.findall(w("abstractNum"))}
    for one in root.findall(w("num")):
        yield one.get(w("numId"), ""), abstract.get(value(one, "abstractNumId") or "", [])


def _levels(abstract: Element) -> Iterator[WordLevel]:
    for one in abstract.findall(w("lvl")):
        start = value(one, "start") or "1"
        form = value(one, "numFmt") or "decimal"
        yield WordLevel(form, value(one, "lvlText") or "", int(start) if start.isdecimal() else 1)

"""OpenDocument texts (.odt): from their bytes to a document. Notes are at their marks, within the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.intake.archive import Archive
from briefsite.intake.cells import are_figures, figures_of, paragraphs_of
from briefsite.intake.counting import numeral_of
from briefsite.intake.document import (
    DocumentBlock,
    DocumentCell,
    DocumentNote,
    InlinePart,
    IntakeError,
    ReceivedDocument,
    words_of_parts,
)
from briefsite.intake.metadata import core_properties
from briefsite.intake.odt_changes import reject_changes
from briefsite.intake.odt_inline import OdtInline
from briefsite.intake.odt_styles import OdtStyles, o
from briefsite.intake.tidy import item_blocks, tidy, without_bold

_FORMS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_CONTENTS: Final = frozenset(map(o, ("text:table-of-content", "text:illustration-index", "text:table-index")))
_SILENT: Final = frozenset(
    map(o, ("text:tracked-changes", "text:sequence-decls", "office:forms", "text:variable-decls"))
)
_MOST_CELLS: Final = 200
_MACROS: Final = ("Basic/", "Scripts/")


def read_odt(data: bytes, *, accepts: bool = True) -> ReceivedDocument:
    """The document in an OpenDocument text, whose tracked changes are accepted, or not.

    IntakeError for one that can't be taken in; BadZipFile, ParseError.
    """
    archive = Archive(data)
    manifest = archive.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise IntakeError("is protected by a password", "save the document without a password and try again")
    if any(name.startswith(_MACROS) and name.endswith((".xml", ".py", ".bsh", ".js")) for name in archive.names):
        raise IntakeError("has macros", "save the document without macros, and try again")
    root = archive.xml("content.xml")
    body = root.find(f"{o('office:body')}/{o('office:text')}") if root is not None else None
    if root is None or body is None:
        raise IntakeError("is no OpenDocument text", "save the document as .odt or .docx in a word processor")
    rejected = 0 if accepts else reject_changes(body)
    reader = _OdtReader(OdtStyles((archive.xml("styles.xml"), root)), archive)
    blocks = tidy([*reader.blocks(body, "text")])
    reader.inline.counts["changes"] = rejected or reader.inline.counts["changes"]
    facts = core_properties(archive.xml("meta.xml"))
    title = next((words_of_parts(one.pieces) for one in blocks if one.kind == "title"), facts.title)
    images = {name: image for name in dict.fromkeys(reader.images) if (image := archive.read(name))}
    return ReceivedDocument(
        tuple(blocks),
        tuple(reader.notes.values()),
        title,
        facts.authors,
        "",
        facts.language,
        reader.inline.works,
        tuple(_remarks(reader.inline.counts, "accepted" if accepts else "rejected")),
        images,
    )


class _OdtReader:
    def __init__(self, styles: OdtStyles, archive: Archive) -> None:
        self.styles = styles
        self.inline = OdtInline(styles, self._note, archive.xml)
        self.notes: dict[str, DocumentNote] = {}
        self.images: list[str] = []
        self._numbers: Counter[str] = Counter()
        self._of_lists: dict[str, dict[int, int]] = {}

    def blocks(self, parent: Element, path: str) -> Iterator[DocumentBlock]:
        """The blocks in an element, which is at `path`."""
        numbers: Counter[str] = Counter()
        for child in parent:
            name = child.tag.rpartition("}")[2]
            numbers[name] += 1
            yield from self._block(child, f"{path}/{name}[{numbers[name]}]")

    def _block(self, child: Element, at: str) -> Iterator[DocumentBlock]:
        tag = child.tag
        if tag == o("text:h"):
            level = child.get(o("text:outline-level"), "1")
            pieces = without_bold(self._pieces(child))
            yield DocumentBlock("heading", pieces, at, int(level) if level.isdecimal() else 1)
            yield from self._anchored(at)
        elif tag == o("text:p"):
            yield from self._paragraph(child, at)
        elif tag == o("text:list"):
            yield from self._list(child, at, 1, child.get(o("text:style-name"), ""))
        elif tag == o("table:table"):
            yield from self._table(child, at)
        elif tag == o("text:section") and child.get(o("text:display")) == "none":
            self.inline.counts["hidden words"] += len("".join(child.itertext()).split())
        elif tag in _CONTENTS:
            self.inline.counts["tables of contents"] += 1
        elif tag == o("draw:frame"):
            self.inline.frames.append(child)
            yield from self._anchored(at)
        elif tag not in _SILENT:
            yield from self.blocks(child, at)

    def _pieces(self, element: Element) -> tuple[InlinePart, ...]:
        return tuple(self.inline.pieces(element, (), ""))

    def _paragraph(self, paragraph: Element, at: str) -> Iterator[DocumentBlock]:
        style = paragraph.get(o("text:style-name"), "")
        if self.styles.hides(style):
            self.inline.counts["hidden words"] += len("".join(paragraph.itertext()).split())
            return
        pieces = self._pieces(paragraph)
        kind = self.styles.role(style)
        numbered = [one for one in self.inline.taken_numbered() if one]
        if kind == "prose" and numbered:
            kind = "caption"
        yield DocumentBlock(kind, pieces, at)
        yield from self._anchored(at)

    def _anchored(self, at: str) -> Iterator[DocumentBlock]:
        """What is in the frames of a paragraph: images, and text boxes."""
        frames = self.inline.taken_frames()
        for number, frame in enumerate(frames, start=1):
            place = f"{at}/frame[{number}]"
            image = frame.find(o("draw:image"))
            shape = frame if frame.tag != o("draw:frame") else None
            box = frame.find(o("draw:text-box")) if shape is None else shape
            alt = frame.findtext(o("svg:desc")) or frame.findtext(o("svg:title")) or ""
            if box is not None:
                yield from self.blocks(box, place)
            elif image is None:
                self.inline.counts["objects"] += 1
            else:
                name = image.get(o("xlink:href"), "").removeprefix("./")
                self.images.append(name)
                yield DocumentBlock("figure", at=place, image=name, alt=" ".join(alt.split()))

    def _list(self, element: Element, at: str, depth: int, style: str) -> Iterator[DocumentBlock]:
        counts = self._of_lists.setdefault(element.get(o("text:continue-list"), ""), {}) if depth == 1 else {}
        form, prefix, suffix, start = self._form(style, depth)
        number = counts.get(depth, start) if element.get(o("text:continue-numbering")) == "true" else start
        begins = True
        for position, item in enumerate(element, start=1):
            if item.tag not in {o("text:list-item"), o("text:list-header")}:
                continue
            stated = item.get(o("text:start-value"), "")
            number = int(stated) if stated.isdecimal() else number
            header = item.tag == o("text:list-header")
            shown = f"{prefix}{numeral_of(number, form)}{suffix}" if form and not header else ""
            place = f"{at}/{'list-header' if header else 'list-item'}[{position}]"
            found: list[DocumentBlock] = []
            for at_child, child in enumerate(item, start=1):
                if child.tag == o("text:list"):
                    own, inner = child.get(o("text:style-name")) or style, f"{place}/list[{at_child}]"
                    found += self._list(child, inner, depth + 1, own)
                else:
                    found += self._block(child, f"{place}/{child.tag.rpartition('}')[2]}[{at_child}]")
            for one in item_blocks(found, depth, shown, begins=begins):
                begins = begins and not (one.kind == "item" and one.level == depth)
                yield one
            number += not header
        counts[depth] = number

    def _form(self, style: str, depth: int) -> tuple[str, str, str, int]:
        """How a level of a list counts: the form, empty for bullets, what is before and behind a number, the first."""
        found = self.styles.lists.get(style)
        for level in found if found is not None else ():
            if level.get(o("text:level")) == str(depth) and level.tag == o("text:list-level-style-number"):
                form = _FORMS.get(level.get(o("style:num-format"), ""), "")
                start = level.get(o("text:start-value"), "1")
                around = level.get(o("style:num-prefix"), ""), level.get(o("style:num-suffix"), "")
                return form, *around, int(start) if start.isdecimal() else 1
        return "", "", "", 1

    def _table(self, table: Element, at: str) -> Iterator[DocumentBlock]:
        rows = [
            ([(cell, [*self.blocks(cell, at)]) for cell in row if cell.tag == o("table:table-cell")], head)
            for row, head in _rows(table, head=False)
        ]
        inner = [blocks for cells, _ in rows for _, blocks in cells]
        if (len(rows) == 1 and len(inner) == 1) or are_figures(inner):
            yield from (block for blocks in inner for block in blocks)
            return
        yield DocumentBlock("table", at=at, rows=tuple(tuple(self._cells(cells, head=head)) for cells, head in rows))
        yield from (figure for blocks in inner for figure in figures_of(blocks))

    def _cells(self, cells: Sequence[tuple[Element, Sequence[DocumentBlock]]], *, head: bool) -> Iterator[DocumentCell]:
        """The cells of a row, without those that others cover."""
        for cell, blocks in cells:
            first = next(cell.iter(o("text:p")), None)
            style = first.get(o("text:style-name"), "") if first is not None else ""
            own = head or any("heading" in name.lower() for name, _ in ((style, None), *self.styles.based(style)))
            across, down = (_size(cell, f"table:number-{name}-spanned") for name in ("columns", "rows"))
            made = DocumentCell(paragraphs_of(blocks), across, down, own)
            yield from [made] * min(_size(cell, "table:number-columns-repeated"), _MOST_CELLS if blocks else 1)

    def _note(self, note: Element) -> str:
        """Reads a note at its mark. Returns its key."""
        kind = note.get(o("text:note-class"), "footnote")
        self._numbers[kind] += 1
        key = note.get(o("text:id")) or f"{kind} {self._numbers[kind]}"
        key = key if key not in self.notes else f"{key} {kind} {self._numbers[kind]}"
        citation = note.find(o("text:note-citation"))
        usual = numeral_of(self._numbers[kind], "lowerRoman" if kind == "endnote" else "decimal")
        label = "".join(citation.itertext()).strip() if citation is not None else ""
        body = note.find(o("text:note-body"))
        at = f"{kind}s/{kind}[{self._numbers[kind]}]"
        self.notes[key] = DocumentNote(key, label or usual, ())
        blocks = tidy([*self.blocks(body, at)]) if body is not None else []
        plain = [replace(one, kind="prose") if one.kind == "caption" else one for one in blocks]
        self.notes[key] = DocumentNote(key, label or usual, tuple(plain))
        return key


def _rows(table: Element, *, head: bool) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if child.tag == o("table:table-row"):
            yield child, head
        elif child.tag in {o("table:table-header-rows"), o("table:table-rows"), o("table:table-row-group")}:
            yield from _rows(child, head=head or child.tag == o("table:table-header-rows"))


def _size(cell: Element, name: str) -> int:
    stated = cell.get(o(name), "1")
    return min(int(stated), _MOST_CELLS) if stated.isdecimal() and int(stated) else 1


def _remarks(counts: Mapping[str, int], decided: str) -> Iterator[str]:
    if counts.get("changes"):
        yield f"tracked changes: {counts['changes']}; all of them were {decided}"
    if counts.get("comments"):
        yield f"comments in the margin: {counts['comments']}, left out"
    if counts.get("hidden words"):
        yield f"hidden text: {counts['hidden words']} words, left out: show them in the document if they should be read"
    if counts.get("formulas"):
        yield f"formulas: {counts['formulas']}, read as plain letters: please check"
    if counts.get("objects"):
        yield f"charts and other objects: {counts['objects']}, not read: put them into the document as pictures"
    if counts.get("tables of contents"):
        yield "table of contents: left out, the site has its own"

"""An edition as a Word file, for authors who correct in Word. What comes back is read by `briefsite receive`.

It has the author's words and notes. What the edition adds can be told from them: the numbers of paragraphs, corrections
as changes that Word shows, and what the editors say of notes without words of their own (`intake.edition_signs`). The
titles that the editors gave to pages and sections are left out.
Source of the format: ECMA-376, parts 1 and 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.flow import note_passages, stretches
from briefsite.documents.front import Front, front
from briefsite.documents.note_words import locator_in_words, status_runs
from briefsite.documents.reference import reference_runs, text_of_runs
from briefsite.documents.word_blocks import WordBlocks
from briefsite.documents.word_runs import Relations
from briefsite.documents.word_styles import styles_part
from briefsite.documents.word_xml import RELATIONSHIPS, paragraph_of, run_of, w_node, w_part
from briefsite.documents.xml_tree import document_of, node
from briefsite.documents.zip_file import zip_of
from briefsite.intake.edition_signs import edition_bookmark
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OPC: Final = "application/vnd.openxmlformats-package"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: The parts beside the text, each with the name of its content type.
_PARTS: Final = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "settings": "settings",
    "header1": "header",
    "footer1": "footer",
}
_IMAGES: Final = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
_SEPARATORS: Final = ((-1, "separator"), (0, "continuationSeparator"))


def docx(publication: Publication, site_url: str) -> bytes:
    """The Word file of an edition. The same edition gives the same bytes."""
    matter = front(publication, site_url)
    blocks = WordBlocks(publication)
    relations = blocks.runs.in_text
    for name in list(_PARTS)[1:]:
        relations.id_of(f"{RELATIONSHIPS}/{name.rstrip('1')}", f"{name}.xml")
    body = [
        element
        for stretch in stretches(publication, site_url)
        for block in stretch.blocks
        for element in blocks.block(block)
    ]
    writer = _Notes(publication, blocks)
    body += writer.unmarked()
    parts = {
        "document": w_part("document", w_node("body", *body, _section(relations))),
        "styles": styles_part(publication.edition.work.language),
        "numbering": blocks.lists.part(),
        "footnotes": writer.part(),
        "settings": _settings(),
        "header1": w_part("hdr", paragraph_of("Header", run_of(_heading(matter)))),
        "footer1": w_part("ftr", paragraph_of("Footer", w_node("fldSimple", run_of("1"), instr=" PAGE "))),
    }
    files = {
        "[Content_Types].xml": _content_types(blocks.images.files),
        "_rels/.rels": document_of(_root_relations()),
        "docProps/core.xml": _properties(publication, matter),
        **{f"word/{name}.xml": content for name, content in parts.items()},
        "word/_rels/document.xml.rels": document_of(relations.element()),
        "word/_rels/footnotes.xml.rels": document_of(blocks.runs.in_notes.element()),
        **blocks.images.files,
    }
    return zip_of(files)


class _Notes:
    """Makes the footnotes of the marks that the text has."""

    def __init__(self, publication: Publication, blocks: WordBlocks) -> None:
        self.publication, self.blocks = publication, blocks

    def part(self) -> bytes:
        """The part with all footnotes."""
        lines = [
            w_node("footnote", paragraph_of("", w_node("r", w_node(name))), id=id_, type=name)
            for id_, name in _SEPARATORS
        ]
        order = self.blocks.runs.order
        notes = [self._note(self.publication.note[address], id_) for id_, address in enumerate(order, start=1)]
        return w_part("footnotes", *lines, *notes)

    def unmarked(self) -> Iterator[Element]:
        """The notes that only other notes cite, behind the text: Word has no footnotes in footnotes."""
        for note in self.publication.notes:
            if note.address not in self.blocks.runs.order:
                label = run_of(f"[{note.shown}] ")
                for number, runs in enumerate(self._own(note)):
                    yield paragraph_of("FootnoteText", *([] if number else [label]), *runs)

    def _own(self, note: Note) -> list[list[Element]]:
        passages = note_passages(self.publication, note)
        return [[*self.blocks.runs.runs(passage.parts, in_note=True)] for passage in passages]

    def _note(self, note: Note, id_: int) -> Element:
        counted = note.address in self.blocks.runs.counted
        style = w_node("rStyle", val="FootnoteReference")
        mark = w_node("r", w_node("rPr", style), w_node("footnoteRef")) if counted else run_of(note.shown, style)
        paragraphs = [paragraph_of("FootnoteText", *runs) for runs in self._own(note)]
        paragraphs = paragraphs or [self._editors(note, "" if counted else note.shown)]
        for at, one in enumerate((mark, run_of(" ")), start=1):
            paragraphs[0].insert(at, one)
        return w_node("footnote", *paragraphs, id=id_)

    def _editors(self, note: Note, label: str) -> Element:
        """What the editors say of a note without words of its own."""
        publication = self.publication
        said = [f"[{text_of_runs(status_runs(publication, note))}]"]
        for cited in note.works:
            shown = text_of_runs(reference_runs(publication.reference(cited.key)))
            said.append(shown + locator_in_words(publication, cited))
        said += [f"[{note.comment}]"] if note.comment else []
        words = " ".join(said)
        runs = self.blocks.runs
        return paragraph_of("EditionEditors", *runs.bookmarked(edition_bookmark("", label + words), [run_of(words)]))


def _heading(matter: Front) -> str:
    return ". ".join(part for part in (matter.title, matter.statement, matter.url) if part)


def _section(relations: Relations) -> Element:
    ids = {kind: relations.id_of(f"{RELATIONSHIPS}/{kind}", f"{kind}1.xml") for kind in ("header", "footer")}
    return w_node(
        "sectPr",
        *(node(f"w:{kind}Reference", **{"w:type": "default", "r:id": id_}) for kind, id_ in ids.items()),
        w_node("pgSz", w=11906, h=16838),
        w_node("pgMar", top=1417, right=1417, bottom=1417, left=1701, header=708, footer=708, gutter=0),
    )


def _settings() -> bytes:
    notes = [w_node("footnote", id=id_) for id_, _ in _SEPARATORS]
    # Without it, Word opens the file as one of Word 2007.
    mode = w_node("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return w_part("settings", w_node("footnotePr", *notes), w_node("compat", mode))


def _content_types(images: Mapping[str, bytes]) -> bytes:
    endings = sorted({name.rpartition(".")[2] for name in images})
    defaults = {"rels": f"{_OPC}.relationships+xml", "xml": "application/xml"}
    defaults |= {ending: _IMAGES[ending] for ending in endings}
    root = Element("Types", xmlns=f"{_PACKAGE}/content-types")
    for ending, kind in defaults.items():
        root.append(Element("Default", {"Extension": ending, "ContentType": kind}))
    types = {f"/word/{name}.xml": f"{_WORD}.{kind}+xml" for name, kind in _PARTS.items()}
    types["/docProps/core.xml"] = f"{_OPC}.core-properties+xml"
    for name, kind in types.items():
        root.append(Element("Override", {"PartName": name, "ContentType": kind}))
    return document_of(root)


def _root_relations() -> Element:
    relations = Relations()
    relations.id_of(f"{RELATIONSHIPS}/officeDocument", "word/document.xml")
    relations.id_of(f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    return relations.element()


def _properties(publication: Publication, matter: Front) -> bytes:
    """The core properties: what programs show of the file."""
    day = publication.version.day if publication.version else None
    dated = [node("dcterms:modified", f"{day}T00:00:00Z", **{"xsi:type": "dcterms:W3CDTF"})] if day else []
    root = node(
        "cp:coreProperties",
        *_stated("dc:title", [matter.title]),
        *_stated("dc:creator", ["; ".join(matter.authors)]),
        *_stated("dc:language", [publication.edition.work.language]),
        *_stated("dc:description", [_heading(matter)]),
        *dated,
        **{
            "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:dcterms": "http://purl.org/dc/terms/",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        },
    )
    return document_of(root)


def _stated(tag: str, values: Sequence[str]) -> Iterator[Element]:
    yield from (node(tag, value) for value in values if value)

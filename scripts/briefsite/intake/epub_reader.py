"""EPUB files: their chapters are web pages, put one behind the other and read as one.

Links between chapters, as those to a file of notes, become links within the whole.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from briefsite.intake.archive import Archive
from briefsite.intake.document import DocumentBlock, IntakeError, ReceivedDocument
from briefsite.intake.epub_navigation import NavigationEntry, navigation_entries, with_named_headings
from briefsite.intake.html_reader import document_of_page
from briefsite.intake.html_tree import HtmlTree, closed, decoded
from briefsite.intake.libreoffice_epub import is_of_libreoffice, mark_headings
from briefsite.intake.metadata import core_properties

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CONTAINER: Final = "META-INF/container.xml"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_PAGES: Final = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_WEB: Final = ("http://", "https://", "mailto:")
#: Between the name of a chapter and an id in it.
_BETWEEN: Final = "--"


def read_epub(data: bytes) -> ReceivedDocument:
    """The document in an EPUB file. IntakeError for one that can't be taken in; BadZipFile, ParseError."""
    archive = Archive(data)
    if archive.read("META-INF/encryption.xml") is not None and archive.read("META-INF/rights.xml") is not None:
        raise IntakeError(
            "is protected against copying", "supply the file without protection, or the author's own file"
        )
    package, path = _package(archive)
    chapters = [*_chapters(archive, package, posixpath.dirname(path))]
    if not chapters:
        raise IntakeError("has no chapters", "supply the author's own file: .docx, .odt or .html")
    whole = "".join(f'<div id="{escape(name)}">{body}</div>' for name, body in chapters)
    sheets = "\n".join(_sheets(archive, package, posixpath.dirname(path)))
    tree = HtmlTree(f"<html><body><main>{whole}</main></body></html>", sheets)
    facts = core_properties(package)
    entries = [*_entries(archive, package, posixpath.dirname(path))]
    says = mark_headings(tree, entries, facts.title) if is_of_libreoffice(package) else ()
    read = document_of_page(tree)
    names = [name for name, _ in chapters]
    blocks = with_named_headings([_placed(block, names) for block in read.blocks], entries)
    notes = tuple(replace(note, blocks=tuple(_placed(one, names) for one in note.blocks)) for note in read.notes)
    named = dict.fromkeys(block.image for block in blocks if block.image)
    images = {name: image for name in named if (image := archive.read(name))}
    return replace(
        read,
        images=images,
        blocks=blocks,
        notes=notes,
        title=facts.title or read.title,
        authors=facts.authors,
        language=facts.language,
        remarks=(*read.remarks, *says),
    )


def _package(archive: Archive) -> tuple[Element, str]:
    root = archive.xml(_CONTAINER)
    paths = [one.get("full-path", "") for one in root.iter()] if root is not None else []
    path = next((one for one in paths if one), "")
    package = archive.xml(path) if path else None
    if package is None:
        raise IntakeError("is no EPUB file: it does not say where its text is", "supply the author's own file")
    return package, path


def _chapters(archive: Archive, package: Element, folder: str) -> Iterator[tuple[str, str]]:
    """The names of the chapters in the order of reading, and what is in their bodies. The table of contents is none."""
    items = {one.get("id", ""): one for one in package.iter(f"{_OPF}item")}
    seen: Counter[str] = Counter()
    for reference in package.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or item.get("media-type") not in _PAGES or "nav" in item.get("properties", "").split():
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        data = archive.read(path)
        seen[path] += 1
        if data is not None and seen[path] == 1:
            yield path, _body(closed(decoded(data)), path)


def _sheets(archive: Archive, package: Element, folder: str) -> Iterator[str]:
    """The style sheets of the chapters: those that are files, and those in their heads."""
    for item in package.iter(f"{_OPF}item"):
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        kind = item.get("media-type")
        data = archive.read(path) if kind in {"text/css", *_PAGES} else None
        if data is not None and kind == "text/css":
            yield data.decode("utf-8", "replace")
        elif data is not None:
            yield from (one.text() for one in LexborHTMLParser(closed(decoded(data))).css("style"))


def _entries(archive: Archive, package: Element, folder: str) -> Iterator[NavigationEntry]:
    """The entries of the table of contents: of EPUB 3 if there is one, else of EPUB 2."""
    items = [*package.iter(f"{_OPF}item")]
    navigation = [one for one in items if "nav" in one.get("properties", "").split()]
    for item in navigation or [one for one in items if one.get("media-type") == "application/x-dtbncx+xml"]:
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        data = archive.read(path)
        found = [*navigation_entries(closed(decoded(data)), posixpath.dirname(path))] if data is not None else []
        yield from found


def _body(text: str, path: str) -> str:
    parser = LexborHTMLParser(text)
    body = parser.body
    if body is None:
        return ""
    for node in body.css("[id], [name]"):
        for name in ("id", "name"):
            if (own := node.attributes.get(name)) and (name == "id" or node.tag == "a"):
                node.attrs[name] = f"{path}{_BETWEEN}{own}"
    for image in body.css("img[src]"):
        source = unquote(image.attributes.get("src") or "")
        image.attrs["src"] = posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
    for link in body.css("a[href]"):
        href = link.attributes.get("href") or ""
        if href.startswith(_WEB) or "#" not in href:
            continue
        file, _, fragment = unquote(href).partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
        link.attrs["href"] = f"#{target}{_BETWEEN}{fragment}"
    return "".join(child.html or "" for child in body.iter(include_text=True))


def _placed(block: DocumentBlock, names: list[str]) -> DocumentBlock:
    """A block with its place in its chapter: "OEBPS/ch1.xhtml/p[3]"."""
    head, _, rest = block.at.removeprefix("/html/body/main[1]/").partition("/")
    number = head.removeprefix("div[").removesuffix("]")
    if not number.isdecimal() or int(number) > len(names):
        return block
    return replace(block, at=f"{names[int(number) - 1]}/{rest}".rstrip("/"))

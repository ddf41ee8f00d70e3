"""An edition as EPUB 3: notes pop up at their marks, and the contents list the numbered paragraphs.

Source of the format: EPUB 3.3 (package, navigation, container), EPUB Accessibility 1.1 (metadata). A list of paragraphs
is none of pages, and is never called so.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.epub_editors import editors_page
from briefsite.documents.epub_pages import OPS, XHTML, BookPage, page_file, run_contents, said, text_pages
from briefsite.documents.front import Front, colophon, front
from briefsite.documents.xml_tree import document_of, lines_of, node
from briefsite.documents.zip_file import zip_of
from briefsite.exports.drawing import drawn, program_file
from briefsite.exports.fonts import font_families, font_folders, fonts_for, lacking
from briefsite.markup import typeset
from briefsite.reading.publication import Publication
from briefsite.works.languages import main_language
from briefsite.writing.script import direction_of_language

_FOLDER: Final = "EPUB"
_FEATURES: Final = (
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "alternativeText",
    "displayTransformability",
)
_STYLE: Final = """\
body { line-height: 1.5; margin: 0 5% }
h1, h2, h3 { line-height: 1.2; font-weight: normal; hyphens: none; -epub-hyphens: none }
.editors { color: #98291b; font-style: italic }
.number { color: #635b4e; font-size: .75em; margin-inline-end: .4em }
.corrected { text-decoration: underline dotted }
.lines { margin-inline-start: 1.5em }
.table { font-family: monospace; font-size: .8em }
.of-table { margin: 1em 0 }
table { border-collapse: collapse; font-size: .9em }
th, td { border-bottom: 1px solid #d8d1c3; padding: .25em .6em; text-align: start; vertical-align: top }
.in-figures { text-align: end }
.break { text-align: center }
.small-caps { font-variant: small-caps }
.status, .comment { color: #635b4e }
aside { font-size: .9em; margin: 1em 0 }
sup { line-height: 1 }
.title { font-size: 1.8em; margin: 3em 0 1em }
"""


def epub(publication: Publication, site_url: str) -> bytes:
    """The EPUB file of an edition. The same edition gives the same bytes."""
    matter = front(publication, site_url)
    pages = [_title_page(publication, matter), *text_pages(publication, site_url), editors_page(publication)]
    cover = _cover(publication, matter)
    files: dict[str, bytes] = {
        "META-INF/container.xml": _container(),
        f"{_FOLDER}/package.opf": _package(publication, matter, pages, covered=bool(cover)),
        f"{_FOLDER}/nav.xhtml": _navigation(publication, pages),
        f"{_FOLDER}/style.css": _STYLE.encode(),
        **({f"{_FOLDER}/cover.png": cover} if cover else {}),
        **{f"{_FOLDER}/{page.name}": page.content for page in pages},
    }
    return zip_of({"mimetype": b"application/epub+zip", **files}, stored="mimetype")


def _title_page(publication: Publication, matter: Front) -> BookPage:
    above = [*matter.authors, matter.published]
    lines = [node("p", *run_contents(line)) for line in colophon(publication, matter.url)]
    body = [node("h1", matter.title, class_="title"), *(node("p", line) for line in above if line), *lines]
    return BookPage("title.xhtml", matter.title, page_file(publication, matter.title, body, kind="titlepage"))


def _container() -> bytes:
    rootfile = {"full-path": f"{_FOLDER}/package.opf", "media-type": "application/oebps-package+xml"}
    root = lines_of("container", lines_of("rootfiles", Element("rootfile", rootfile)), version="1.0")
    root.set("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container")
    return document_of(root)


def _package(publication: Publication, matter: Front, pages: Sequence[BookPage], *, covered: bool) -> bytes:
    version = publication.version
    identity = f"{matter.url or publication.source.sha256} {version or 'draft'}"
    language = publication.edition.work.language
    metadata = [
        node("dc:identifier", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, identity)}", id="id"),
        *(node("dc:identifier", f"doi:{doi}") for doi in (matter.doi,) if doi),
        node("dc:title", matter.title),
        node("dc:language", language),
        *(node("dc:creator", name) for name in matter.authors or (publication.edition.work.publisher.shown,) if name),
        *(node("dc:contributor", editor.name) for editor in publication.edition.editors),
        *(node("dc:publisher", name) for name in (publication.edition.work.publisher.shown,) if name),
        *(node("dc:rights", text) for text in (matter.rights,) if text),
        *(node("dc:source", url) for url in (matter.url,) if url),
        # The day of the version, never that of the machine.
        _meta("dcterms:modified", f"{version.day if version else '2000-01-01'}T00:00:00Z"),
        *_accessibility(publication.strings["document.accessible"]),
        *([Element("meta", {"name": "cover", "content": "cover"})] if covered else []),
    ]
    items = [
        _item("nav", "nav.xhtml", "application/xhtml+xml", "nav"),
        _item("style", "style.css", "text/css"),
        *([_item("cover", "cover.png", "image/png", "cover-image")] if covered else []),
        *(_item(page.name.removesuffix(".xhtml"), page.name, "application/xhtml+xml") for page in pages),
    ]
    spine = [Element("itemref", {"idref": page.name.removesuffix(".xhtml")}) for page in pages]
    head = lines_of("metadata", *metadata)
    head.set("xmlns:dc", "http://purl.org/dc/elements/1.1/")
    root = Element("package", {"xmlns": "http://www.idpf.org/2007/opf", "version": "3.0", "unique-identifier": "id"})
    root.set("xml:lang", language)
    book = lines_of("spine", *spine)
    book.set("page-progression-direction", direction_of_language(language))
    for part in (head, lines_of("manifest", *items), book):
        root.append(part)
    return document_of(root)


def _accessibility(summary: str) -> Iterator[Element]:
    """What a reader can expect (schema.org). Nothing is said of a level that nobody has certified."""
    yield from (_meta("schema:accessMode", mode) for mode in ("textual",))
    yield _meta("schema:accessModeSufficient", "textual")
    yield from (_meta("schema:accessibilityFeature", feature) for feature in _FEATURES)
    yield _meta("schema:accessibilityHazard", "none")
    yield _meta("schema:accessibilitySummary", summary)


def _meta(name: str, value: str) -> Element:
    found = Element("meta", {"property": name})
    found.text = value
    return found


def _item(name: str, href: str, media_type: str, properties: str = "") -> Element:
    values = {"id": name, "href": href, "media-type": media_type}
    return Element("item", {**values, **({"properties": properties} if properties else {})})


def _navigation(publication: Publication, pages: Sequence[BookPage]) -> bytes:
    say = publication.strings
    contents = [_entry(page.name, page.title, page.sections) for page in pages]
    paragraphs = [
        node("li", node("a", title, href=f"{page.name}#{name}")) for page in pages for name, title in page.paragraphs
    ]
    toc = lines_of("nav", said("h1", say["document.contents"]), lines_of("ol", *contents), id="toc", role="doc-toc")
    toc.set("epub:type", "toc")
    parts = [toc]
    if paragraphs:
        listed = lines_of("nav", said("h2", say["document.paragraphs"], id="paragraphs"), lines_of("ol", *paragraphs))
        listed.set("aria-labelledby", "paragraphs")
        parts.append(listed)
    language = publication.edition.work.language
    values = {"xmlns": XHTML, "xmlns:epub": OPS, "lang": language, "xml:lang": language}
    root = Element("html", {**values, "dir": direction_of_language(language)})
    root.append(lines_of("head", node("title", say["document.contents"])))
    root.append(lines_of("body", *parts))
    return document_of(root, "<!DOCTYPE html>")


def _entry(name: str, title: str, sections: Sequence[tuple[str, str]]) -> Element:
    inner = [node("li", node("a", said, href=f"{name}#{at}")) for at, said in sections]
    return node("li", node("a", title, href=name), *([lines_of("ol", *inner)] if inner else []))


def _cover(publication: Publication, matter: Front) -> bytes | None:
    """The picture of the cover; None if a font for its words is not installed: they would be boxes."""
    language = publication.edition.work.language
    shown: Mapping[str, object] = {
        "lang": main_language(language),
        "rtl": direction_of_language(language) == "rtl",
        "title": typeset(publication.edition.work.title),
        "author": ", ".join(matter.authors) or publication.edition.work.publisher.cited,
        "statement": matter.statement,
    }
    data = json.dumps(shown, ensure_ascii=False)
    fonts = fonts_for(data, language)
    if lacking(fonts):
        return None
    inputs = {"data": data, "fonts": json.dumps(font_families(fonts))}
    return drawn(program_file("data/cover.typ"), inputs, fonts=font_folders(fonts))

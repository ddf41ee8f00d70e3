"""Elements of WordprocessingML (ECMA-376, part 1): with their prefix, and in the order in which Word wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.xml_tree import NOT_IN_XML, Content, document_of, node

_SCHEMAS: Final = "http://schemas.openxmlformats.org"
RELATIONSHIPS: Final = f"{_SCHEMAS}/officeDocument/2006/relationships"
_NAMESPACES: Final = {
    "xmlns:w": f"{_SCHEMAS}/wordprocessingml/2006/main",
    "xmlns:r": RELATIONSHIPS,
    "xmlns:wp": f"{_SCHEMAS}/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": f"{_SCHEMAS}/drawingml/2006/main",
    "xmlns:pic": f"{_SCHEMAS}/drawingml/2006/picture",
}


def w_node(name: str, /, *content: Content | None, **values: str | int | None) -> Element:
    """The element `w:name` with attributes `w:…`. Content that is None is left out, and so are attributes."""
    stated = {f"w:{key.rstrip('_')}": str(value) for key, value in values.items() if value is not None}
    return node(f"w:{name}", *(one for one in content if one is not None), **stated)


def w_part(name: str, /, *content: Element) -> bytes:
    """A part of the file whose root is `w:name`."""
    return document_of(node(f"w:{name}", *content, **_NAMESPACES))


def paragraph_of(style: str, *content: Element, properties: Sequence[Element] = ()) -> Element:
    """A paragraph in a style."""
    own = [w_node("pStyle", val=style)] if style else []
    stated = [*own, *properties]
    return w_node("p", w_node("pPr", *stated) if stated else None, *content)


def run_of(text: str, *properties: Element, struck: bool = False) -> Element:
    """A run. Line ends are breaks, tabs are tabs."""
    content: list[Element] = []
    for number, line in enumerate(NOT_IN_XML.sub("", text).split("\n")):
        content += [w_node("br")] if number else []
        for position, piece in enumerate(line.split("\t")):
            content += [w_node("tab")] if position else []
            content += [node("w:delText" if struck else "w:t", piece, **{"xml:space": "preserve"})] if piece else []
    return w_node("r", w_node("rPr", *properties) if properties else None, *content)

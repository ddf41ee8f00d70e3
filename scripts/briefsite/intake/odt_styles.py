"""The styles of an OpenDocument text: how characters are set, and what a paragraph is by its style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.source.passage import FACES, Face
from briefsite.source.structure import BlockRole

_NAMES: Final = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_ROLES: Final[tuple[tuple[re.Pattern[str], BlockRole], ...]] = (
    (re.compile(r"title"), "title"),
    (re.compile(r"subtitle|author|date"), "front"),
    (re.compile(r"quotations|(?:intense )?quote|block text|block ?quotation|blockquote"), "quotation"),
    (re.compile(r"verse|poem|poetry"), "verse"),
    (re.compile(r"caption|table|figure|illustration|drawing|tablecaption|figurecaption"), "caption"),
)
_DEEPEST: Final = 20
_CODE: Final = re.compile(r"_([0-9a-f]{2})_")


def o(name: str) -> str:
    """A name such as "text:p" as ElementTree has it."""
    prefix, _, own = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{own}"


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """A style: the one on which it is based, its list, its own level as a heading, and its faces.

    `hidden`: its characters are not shown. A face is True or False where the style states it.
    """

    parent: str
    list_style: str
    faces: Mapping[Face, bool]
    hidden: bool | None


class OdtStyles:
    """All styles of a document by their names."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        self.styles: dict[str, OdtStyle] = {}
        self.lists: dict[str, Element] = {}
        for root in roots:
            for one in root.iter(o("style:style")) if root is not None else ():
                self.styles[one.get(o("style:name"), "")] = _style(one)
            for one in root.iter(o("text:list-style")) if root is not None else ():
                self.lists[one.get(o("style:name"), "")] = one

    def based(self, name: str) -> Iterator[tuple[str, OdtStyle]]:
        """A style with those on which it is based, with their names."""
        for _ in range(_DEEPEST):
            found = self.styles.get(name)
            if found is None:
                return
            yield name, found
            name = found.parent

    def faces(self, name: str) -> tuple[Face, ...]:
        """How the characters of a span with this style are set."""
        stated: dict[Face, bool] = {}
        for _, style in self.based(name):
            stated = {**style.faces, **stated}
        return tuple(face for face in FACES if stated.get(face))

    def hides(self, name: str) -> bool:
        """Whether characters with this style are hidden."""
        return next((style.hidden for _, style in self.based(name) if style.hidden is not None), False)

    def role(self, name: str) -> BlockRole:
        """What a paragraph is by the names of its style and those on which that is based."""
        for own in (name, *(style.parent for _, style in self.based(name))):
            plain = _CODE.sub(lambda code: chr(int(code[1], 16)), own).lower()
            for pattern, role in _ROLES:
                if pattern.fullmatch(plain):
                    return role
        return "prose"


def _style(one: Element) -> OdtStyle:
    faces: dict[Face, bool] = {}
    hidden: bool | None = None
    properties = one.find(o("style:text-properties"))
    if properties is not None:
        italic, weight = properties.get(o("fo:font-style")), properties.get(o("fo:font-weight"))
        variant, position = properties.get(o("fo:font-variant")), properties.get(o("style:text-position"), "")
        if italic:
            faces["em"] = italic in {"italic", "oblique"}
        if weight:
            faces["strong"] = weight == "bold" or (weight.isdecimal() and int(weight) >= _BOLD)
        if variant:
            faces["sc"] = variant == "small-caps"
        if position:
            height = position.split()[0]
            faces["sup"] = height == "super" or (height.rstrip("%").isdecimal() and height != "0%")
            faces["sub"] = height == "sub" or height.startswith("-")
        display = properties.get(o("text:display"))
        hidden = None if display is None else display == "none"
    list_style = one.get(o("style:list-style-name"), "")
    return OdtStyle(one.get(o("style:parent-style-name"), ""), list_style, faces, hidden)


_BOLD: Final = 600

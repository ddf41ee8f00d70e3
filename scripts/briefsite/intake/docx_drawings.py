"""The drawings of a Word file: text boxes, images with their alternative texts, words that are drawn along a path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.intake.docx_parts import R, w

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Holds several forms of the same content.
ALTERNATIVES: Final = f"{_MC}AlternateContent"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/"
_BLIP: Final = f"{_DRAWING}main}}blip"
_PROPERTIES: Final = f"{_DRAWING}wordprocessingDrawing}}docPr"
#: What has its words in a part of its own: a chart, a diagram.
_CHARTS: Final = (
    f"{_DRAWING}chart}}chart",
    f"{_DRAWING}diagram}}relIds",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
)
_VML: Final = "{urn:schemas-microsoft-com:vml}"


@dataclass
class Anchored:
    """What is anchored in a paragraph: text boxes, images with their alternative texts, words drawn along a path."""

    boxes: list[Element] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def add(self, drawing: Element, targets: Mapping[str, str], counts: Counter[str]) -> None:
        """Adds what is in a drawing. `targets` are those of the part's relationships, `counts` what can't be read."""
        self.boxes += _outer_boxes(drawing)
        alt = next((one.get("descr", "") for one in drawing.iter(_PROPERTIES)), "")
        images = [one.get(f"{R}embed", "") for one in drawing.iter(_BLIP)]
        images += [one.get(f"{R}id", "") for one in drawing.iter(f"{_VML}imagedata")]
        self.images += [(targets.get(one, ""), alt) for one in images]
        self.words += [said for one in drawing.iter(f"{_VML}textpath") if (said := one.get("string", "").strip())]
        counts["charts"] += sum(1 for name in _CHARTS for _ in drawing.iter(name))


def chosen(alternatives: Element) -> Element:
    """The first of several forms of the same content."""
    found = alternatives.find(f"{_MC}Choice")
    if found is None:
        found = alternatives.find(f"{_MC}Fallback")
    return alternatives if found is None else found


def _outer_boxes(drawing: Element) -> Iterator[Element]:
    """The text boxes of a drawing, each in one of its forms; those within text boxes are read with them."""
    waiting = [drawing]
    while waiting:
        one = waiting.pop()
        if one.tag == w("txbxContent"):
            yield one
        elif one.tag == ALTERNATIVES:
            waiting.append(chosen(one))
        else:
            waiting += reversed(one)

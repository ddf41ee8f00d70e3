"""The images of a Word file: those of the document that came in, each with its text for people who don't see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.word_runs import Relations
from briefsite.documents.word_xml import RELATIONSHIPS, w_node
from briefsite.documents.xml_tree import node
from briefsite.intake.image_size import image_size
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.reading.publication import Publication

_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
#: English metric units in a pixel at 96 dots an inch, and the largest width and height: 16 by 22 cm.
_PIXEL: Final = 9525
_WIDEST, _TALLEST = 5_760_000, 7_920_000


class WordImages:
    """Makes drawings. `files` has the images that are in the file, by their names in it."""

    def __init__(self, publication: Publication, relations: Relations) -> None:
        self.publication, self.relations = publication, relations
        self.files: dict[str, bytes] = {}
        self._count = 0

    def drawing(self, paragraph: Paragraph) -> Iterator[Element]:
        """The run with the image of a paragraph; nothing if a version no longer has its file."""
        data = self.publication.images.get(paragraph.image)
        if data is None:
            return
        self._count += 1
        name = f"media/{paragraph.image}"
        self.files[f"word/{name}"] = data
        stated = {one.image: one.alt for one in self.publication.edition.images}
        alt = stated.get(paragraph.image) or paragraph.alt
        id_ = self.relations.id_of(f"{RELATIONSHIPS}/image", name)
        yield w_node("r", w_node("drawing", _inline(self._count, paragraph.image, alt, id_, *_extent(data))))


def _extent(data: bytes) -> tuple[int, int]:
    """The width and the height of an image in English metric units, within a page."""
    width, height = image_size(data) or (640, 480)
    scale = min(1.0, _WIDEST / (width * _PIXEL), _TALLEST / (height * _PIXEL))
    return max(1, round(width * _PIXEL * scale)), max(1, round(height * _PIXEL * scale))


def _inline(number: int, name: str, alt: str, id_: str, width: int, height: int) -> Element:
    size = {"cx": str(width), "cy": str(height)}
    fill = node("pic:blipFill", node("a:blip", **{"r:embed": id_}), node("a:stretch", node("a:fillRect")))
    place = node("a:xfrm", node("a:off", x="0", y="0"), node("a:ext", **size))
    shape = node("pic:spPr", place, node("a:prstGeom", node("a:avLst"), prst="rect"))
    about = node("pic:nvPicPr", node("pic:cNvPr", id=str(number), name=name), node("pic:cNvPicPr"))
    data = node("a:graphicData", node("pic:pic", about, fill, shape), uri=_PICTURE)
    return node(
        "wp:inline",
        node("wp:extent", **size),
        node("wp:docPr", id=str(number), name=name, descr=alt),
        node("a:graphic", data),
    )

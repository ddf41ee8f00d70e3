"""The images of a document: as they are on a page, and the files that the site has of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from briefsite.exports.drawing import kept_or_drawn
from briefsite.exports.image_file import smaller_image
from briefsite.file_names import RECEIVED_FILES
from briefsite.html import Markdown
from briefsite.markup import image
from briefsite.pages.mark import data_mark
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.reading.publication import Publication
from briefsite.storage.checksum import checksum

_NAME: Final = re.compile(rf"{RECEIVED_FILES}/figure-[0-9a-f]{{12}}\.(?:png|jpg|gif|webp)")
#: The most bytes of an image on a page.
_MOST_BYTES: Final = 300_000


def image_of(publication: Publication, paragraph: Paragraph) -> Markdown:
    """The image of a paragraph, inside a line."""
    stated = {one.image: one.alt for one in publication.edition.images}
    above = "../../" if publication.frozen else ""
    target = f"{above}{RECEIVED_FILES}/{paragraph.image}"
    return image(stated.get(paragraph.image) or paragraph.alt, target)


def image_files(folder: str, files: Mapping[str, bytes], docs: Mapping[str, bytes], below: str) -> Mapping[str, bytes]:
    """The images in received/ of the edition in `folder`, with those in `files`, none of them too large for a page.

    `docs` are the files that an earlier build has written, the edition's behind `below`: what they show isn't drawn
    again.
    """
    found: dict[str, bytes] = {}
    for name, data in files.items():
        if _NAME.fullmatch(name):
            small = len(data) <= _MOST_BYTES
            found[name] = data if small else _smaller(name, data, docs.get(f"{below}{name}"), folder)
    return found


def _smaller(name: str, data: bytes, before: bytes | None, folder: str) -> bytes:
    """An image drawn with fewer pixels; as it is if the engine can't draw it."""
    comment = f"{data_mark(f'{folder}/')} {checksum(data)}"
    try:
        return kept_or_drawn(before, comment, lambda: smaller_image(name.rpartition("/")[2], data, _MOST_BYTES))
    except ValueError:
        return data

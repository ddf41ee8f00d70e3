"""The images of a document: as they are on a page, and the files that the site has of them."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from briefsite.checksum import checksum
from briefsite.exports.drawing import kept_or_drawn
from briefsite.file_names import RECEIVED_FILES
from briefsite.html import Markdown
from briefsite.markup import image
from briefsite.pages.mark import data_mark
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.reading.publication import Publication

_NAME: Final = re.compile(rf"{RECEIVED_FILES}/figure-[0-9a-f]{{12}}\.(?:png|jpg|gif|webp)")
#: The most bytes of an image on a page, and the resolutions at which a larger one is drawn, until it is small enough:
#: in pixels an inch, for an image that is 500 points wide.
_MOST_BYTES: Final = 300_000
_RESOLUTIONS: Final = (144, 108, 72, 48, 24)


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

    def draw() -> bytes:
        shown = data
        for resolution in _RESOLUTIONS:
            shown = _drawn(name.rpartition("/")[2], data, resolution)
            if len(shown) <= _MOST_BYTES:
                break
        return shown

    try:
        return kept_or_drawn(before, f"{data_mark(f'{folder}/')} {checksum(data)}", draw)
    except ValueError:
        return data


def _drawn(name: str, data: bytes, resolution: int) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / name).write_bytes(data)
        page = Path(scratch) / "page.typ"
        page.write_text(
            f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{name}", width: 500pt)', encoding="utf-8"
        )
        try:
            drawn: bytes = typst.compile(page, root=Path(scratch), format="png", ppi=resolution)
        except typst.TypstError as error:
            raise ValueError(str(error)) from error
        return drawn

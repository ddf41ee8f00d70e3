"""The images of a document: those that browsers show, each under a name that no other image can have."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from briefsite.intake.image_conversion import NoConverterError, kind_to_convert, png_by_pillow
from briefsite.intake.image_size import image_size

#: How the files of images begin that browsers show, and the endings of their names.
_KINDS: Final = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))
#: The largest image that is kept.
_LARGEST: Final = 50_000_000
#: The most pixels: a small file may have so many that no machine can draw it.
_MOST_PIXELS: Final = 100_000_000
_INSTALL: Final = 'pip install "briefsite[images]", and take the document in again, or put it in as PNG or JPEG'


def shown_images(images: Mapping[str, bytes]) -> tuple[Mapping[str, tuple[str, bytes]], tuple[str, ...]]:
    """The files of images by their names in the document: each with the name under which it is kept, and its bytes.

    BMP, TIFF and JPEG 2000 are made PNG. A name has the beginning of the checksum of the image as received: a later
    version of the document keeps the names of those that stay. Second, a line for each image that can't be shown.
    """
    found: dict[str, tuple[str, bytes]] = {}
    left: list[str] = []
    for name, received in images.items():
        shown = name.rpartition("/")[2]
        kind = kind_to_convert(received)
        try:
            data = (kind and png_by_pillow(received)) or received
        except NoConverterError:
            left.append(f"the image {shown} is {kind}, which needs Pillow to be shown: {_INSTALL}")
            continue
        ending = _ending(data)
        size = image_size(data) or (0, 0)
        if ending and (len(data) > _LARGEST or size[0] * size[1] > _MOST_PIXELS):
            left.append(f"the image {shown} is too large: put it into the document with fewer pixels")
        elif ending:
            found[name] = f"figure-{hashlib.sha256(received).hexdigest()[:12]}.{ending}", data
        else:
            left.append(f"the image {shown} cannot be shown in a browser: put it into the document as PNG or JPEG")
    return found, tuple(left)


def _ending(data: bytes) -> str:
    """The ending of the name of an image that browsers show; empty for another."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((ending for begin, ending in _KINDS if data.startswith(begin)), "")

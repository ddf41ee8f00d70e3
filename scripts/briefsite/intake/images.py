"""The images of a document: those that browsers show, each under a name that no other image can have."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from briefsite.intake.image_size import image_size

#: How the files of images begin that browsers show, and the endings of their names.
_KINDS: Final = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))
#: The largest image that is kept.
_LARGEST: Final = 50_000_000
#: The most pixels: a small file may have so many that no machine can draw it.
_MOST_PIXELS: Final = 100_000_000


def named_images(images: Mapping[str, bytes]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The names under which images are kept, by their names in the document; and a line for each that can't be shown.

    A name has the beginning of the checksum: a later version of the document keeps the names of those that stay.
    """
    found: dict[str, str] = {}
    left: list[str] = []
    for name, data in images.items():
        ending = next((ending for begin, ending in _KINDS if data.startswith(begin)), "")
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            ending = "webp"
        size = image_size(data) or (0, 0)
        if ending and (len(data) > _LARGEST or size[0] * size[1] > _MOST_PIXELS):
            left.append(f"the image {name.rpartition('/')[2]} is too large: put it into the document with fewer pixels")
        elif ending:
            found[name] = f"figure-{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
        else:
            shown = name.rpartition("/")[2]
            left.append(f"the image {shown} cannot be shown in a browser: put it into the document as PNG or JPEG")
    return found, tuple(left)

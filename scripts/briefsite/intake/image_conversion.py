"""Images that no browser shows (BMP, TIFF, JPEG 2000) as PNG. Pillow does it: an optional extra, as few have any."""

from __future__ import annotations

import io
import warnings
from typing import Final

#: How the files begin that are converted, and what they are called. Of a TIFF, it is the first image.
_KINDS: Final = (
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
)
#: The names by which Pillow knows them: it tries no others.
_FORMATS: Final = ("BMP", "TIFF", "JPEG2000")
#: The most points of an image that is converted: as many take up to 200 MB.
_MOST_POINTS: Final = 50_000_000
#: The forms of points that a PNG has, too; others become red, green and blue.
_KEPT: Final = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})


class NoConverterError(Exception):
    """Pillow isn't installed."""


def kind_to_convert(data: bytes) -> str:
    """What an image is that has to be converted, as people call it: "TIFF"; empty for another file."""
    return next((name for begin, name in _KINDS if data.startswith(begin)), "")


def png_by_pillow(data: bytes) -> bytes | None:
    """The image as a PNG; None if it is damaged, or too large. NoConverterError without Pillow."""
    try:
        from PIL.Image import open as decoded  # no file: bytes in memory
    except ImportError as error:
        raise NoConverterError from error
    out = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damage: what can be read is shown
            with decoded(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > _MOST_POINTS:
                    return None
                made = image if image.mode in _KEPT else image.convert("RGB")
                made.save(out, "PNG")
    except Exception:  # noqa: BLE001 - what its decoders raise is in no list: OSError, SyntaxError, struct.error …
        return None
    return out.getvalue()

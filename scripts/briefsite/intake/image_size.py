"""The size of an image in pixels, from the first bytes of its file."""

from __future__ import annotations

import struct
from typing import Final

#: The markers of a JPEG's frames, which have its size, among which are three of other segments.
_FRAMES: Final = frozenset(range(0xFFC0, 0xFFD0)) - {0xFFC4, 0xFFC8, 0xFFCC}
_MARKERS: Final = 0xFF00
_PNG: Final = b"\x89PNG\r\n\x1a\n"


def image_size(data: bytes) -> tuple[int, int] | None:
    """The width and the height of a PNG, GIF, JPEG or WebP; None for another file, or a damaged one."""
    try:
        found = _size(data)
    except struct.error:
        return None
    return found if found is not None and all(found) else None


def _size(data: bytes) -> tuple[int, int] | None:
    if data.startswith(_PNG):
        return _pair(struct.unpack_from(">II", data, 16))
    if data.startswith(b"GIF8"):
        return _pair(struct.unpack_from("<HH", data, 6))
    if data.startswith(b"\xff\xd8"):
        return _of_jpeg(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _of_webp(data)
    return None


def _of_jpeg(data: bytes) -> tuple[int, int] | None:
    """From the header of a frame (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 4 <= len(data):
        (sign, length) = struct.unpack_from(">HH", data, at)
        if sign < _MARKERS:
            return None
        if sign in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return None


def _of_webp(data: bytes) -> tuple[int, int] | None:
    """From the first chunk (RFC 9649)."""
    kind = data[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    return None


def _pair(found: tuple[int, ...]) -> tuple[int, int]:
    width, height = found
    return width, height

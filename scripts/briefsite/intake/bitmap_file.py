"""Bitmaps of Windows (BMP) as PNG, which browsers show: those that are not packed.

Source: Microsoft, "Bitmap Storage" (BITMAPFILEHEADER, BITMAPINFOHEADER).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from briefsite.storage.png_file import png_of_rows

_SIGNATURE: Final = b"BM"
_FILE_HEADER: Final = 14
_PLAIN, _MASKED = 0, 3
#: The most points of an image that is converted.
MOST_POINTS: Final = 16_000_000
_OPAQUE: Final = b"\xff"


def png_of_bitmap(data: bytes) -> bytes | None:
    """The bitmap as a PNG; None for a file of another kind, or one that is packed, damaged, or too large."""
    if not data.startswith(_SIGNATURE):
        return None
    try:
        return _converted(data)
    except (struct.error, ValueError):
        return None


def _converted(data: bytes) -> bytes | None:
    (begin,) = struct.unpack_from("<I", data, 10)
    size, width, height, _, bits, packed, _, _, _, colors = struct.unpack_from("<IiiHHIIiiI", data, _FILE_HEADER)
    rows = abs(height)
    if bits not in {1, 4, 8, 24, 32} or not 0 < width * rows <= MOST_POINTS or width <= 0:
        return None
    if packed != _PLAIN and not (packed == _MASKED and bits == 32 and _has_usual_masks(data, size)):  # noqa: PLR2004
        return None
    count = min(colors or 1 << bits, 256) if bits <= 8 else 0  # noqa: PLR2004 - with more bits there is no palette
    palette = [
        data[at + 2 : at + 3] + data[at + 1 : at + 2] + data[at : at + 1] + _OPAQUE
        for at in range(_FILE_HEADER + size, _FILE_HEADER + size + 4 * count, 4)
    ]
    length = (width * bits + 31) // 32 * 4
    if len(data) < begin + length * rows or any(len(color) != 4 for color in palette):  # noqa: PLR2004 - four channels
        return None
    made = [_row(data[at : at + length], width, bits, palette) for at in range(begin, begin + length * rows, length)]
    return png_of_rows(width, made if height < 0 else made[::-1])


def _has_usual_masks(data: bytes, size: int) -> bool:
    """Whether blue, green and red are in the order in which bitmaps without masks have them."""
    masks = struct.unpack_from("<III", data, _FILE_HEADER + 40)
    return size >= 40 and masks == (0xFF0000, 0xFF00, 0xFF)  # noqa: PLR2004 - the header with masks behind or in it


def _row(row: bytes, width: int, bits: int, palette: list[bytes]) -> bytes:
    """A row as red, green, blue and opacity. What is beside the colors of 32 bits means nothing in most files."""
    if bits <= 8:  # noqa: PLR2004 - indexes of colors
        return b"".join(
            palette[index] if index < len(palette) else b"\0\0\0\xff" for index in _indexes(row, width, bits)
        )
    step = bits // 8
    made = bytearray(_OPAQUE * (4 * width))
    for channel in range(3):
        made[2 - channel :: 4] = row[channel : width * step : step]
    return bytes(made)


def _indexes(row: bytes, width: int, bits: int) -> Iterator[int]:
    """The numbers in a row that have this many bits each."""
    each = 8 // bits
    mask = (1 << bits) - 1
    for at in range(width):
        yield row[at // each] >> (8 - bits - at % each * bits) & mask

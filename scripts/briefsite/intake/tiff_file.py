"""Images in TIFF as PNG, which browsers show: the first one of a file, in strips, as scanners and Word store it.

Source: Adobe, "TIFF Revision 6.0". Fax codes, tiles and colors for printing are not read.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.intake.bitmap_file import MOST_POINTS
from briefsite.storage.png_file import png_of_rows

_ORDERS: Final = {b"II*\0": "<", b"MM\0*": ">"}
_SIZES: Final = {1: ("B", 1), 3: ("H", 2), 4: ("I", 4)}
_WIDTH, _HEIGHT, _BITS, _PACKED, _COLORS, _STRIPS, _SAMPLES, _ROWS, _COUNTS = (
    256,
    257,
    258,
    259,
    262,
    273,
    277,
    278,
    279,
)
_PLANES, _PREDICTOR, _PALETTE, _TILES = 284, 317, 320, 322
_PLAIN, _LZW, _PACKBITS, _DEFLATE = 1, 5, 32773, frozenset({8, 32946})
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _INDEXED = range(4)
_MOST_FIELDS: Final = 200
_CLEAR, _END = 256, 257
_LONGEST_CODE: Final = 12


@dataclass(frozen=True, slots=True)
class _Image:
    """What the fields of an image say."""

    width: int
    height: int
    bits: int
    samples: int
    colors: int
    palette: Sequence[int]


def png_of_tiff(data: bytes) -> bytes | None:
    """The first image as a PNG; None for a file of another kind, or one that is stored in another way."""
    order = _ORDERS.get(data[:4])
    if order is None:
        return None
    try:
        return _converted(data, order)
    except (struct.error, zlib.error, ValueError, IndexError, KeyError):
        return None


def _converted(data: bytes, order: str) -> bytes | None:
    fields = dict(_fields(data, order))
    width, height = fields[_WIDTH][0], fields[_HEIGHT][0]
    bits = {*fields.get(_BITS, [1])}
    image = _Image(width, height, min(bits), fields.get(_SAMPLES, [1])[0], fields[_COLORS][0], fields.get(_PALETTE, []))
    if _TILES in fields or fields.get(_PLANES, [1])[0] != 1 or len(bits) > 1 or not _is_known(image):
        return None
    length = (width * image.bits * image.samples + 7) // 8
    rows = fields.get(_ROWS, [height])[0]
    raw = bytearray()
    for number, (begin, count) in enumerate(zip(fields[_STRIPS], fields[_COUNTS], strict=True)):
        expected = length * min(rows, height - number * rows)
        strip = _unpacked(data[begin : begin + count], fields.get(_PACKED, [1])[0], expected)
        raw += strip[:expected].ljust(expected, b"\0")
    if len(raw) != length * height:
        return None
    differs = fields.get(_PREDICTOR, [1])[0] == 2  # noqa: PLR2004 - the standard's number
    made = [_row(bytes(raw[at : at + length]), image, differs=differs) for at in range(0, len(raw), length)]
    return png_of_rows(width, made)


def _is_known(image: _Image) -> bool:
    if not 0 < image.width * image.height <= MOST_POINTS:
        return False
    if image.colors == _RGB:
        return image.bits == 8 and image.samples in {3, 4}  # noqa: PLR2004 - a byte for each of the colors
    if image.colors == _INDEXED and len(image.palette) < 3 << image.bits:
        return False
    return image.colors in {_WHITE_IS_ZERO, _BLACK_IS_ZERO, _INDEXED} and image.bits in {1, 4, 8} and image.samples == 1


def _fields(data: bytes, order: str) -> Iterator[tuple[int, list[int]]]:
    """The fields of the first image that are whole numbers."""
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, at)
    for number in range(min(count, _MOST_FIELDS)):
        tag, kind, length, _ = struct.unpack_from(f"{order}HHII", data, at + 2 + 12 * number)
        if kind not in _SIZES or length > len(data):
            continue
        sign, size = _SIZES[kind]
        place = at + 2 + 12 * number + 8
        begin = place if size * length <= 4 else struct.unpack_from(f"{order}I", data, place)[0]  # noqa: PLR2004
        yield tag, [*struct.unpack_from(f"{order}{length}{sign}", data, begin)]


def _unpacked(strip: bytes, packed: int, expected: int) -> bytes:
    if packed == _PLAIN:
        return strip
    if packed in _DEFLATE:
        return zlib.decompressobj().decompress(strip, expected)
    if packed == _PACKBITS:
        return _without_packbits(strip, expected)
    if packed == _LZW:
        return _without_lzw(strip, expected)
    raise ValueError("a code that is not read")


def _without_packbits(strip: bytes, expected: int) -> bytes:
    out = bytearray()
    at = 0
    while at < len(strip) and len(out) < expected:
        count = strip[at]
        if count < 128:  # noqa: PLR2004 - so many bytes more follow as they are
            out += strip[at + 1 : at + 2 + count]
            at += 2 + count
        else:
            out += strip[at + 1 : at + 2] * (257 - count if count > 128 else 0)  # noqa: PLR2004
            at += 2 if count > 128 else 1  # noqa: PLR2004
    return bytes(out)


def _without_lzw(strip: bytes, expected: int) -> bytes:
    """Section 13 of the standard: codes of 9 to 12 bits, the first bit the highest."""
    out = bytearray()
    table: list[bytes] = []
    before = b""
    held = bits = 0
    width = 9
    for byte in strip:
        held, bits = held << 8 | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & (1 << bits) - 1
        if code == _END or len(out) >= expected:
            break
        if code == _CLEAR:
            table, before, width = [bytes([value]) for value in range(256)] + [b"", b""], b"", 9
            continue
        entry = table[code] if code < len(table) else before + before[:1]
        out += entry
        if before:
            table.append(before + entry[:1])
        before = entry
        width = min(_LONGEST_CODE, max(9, (len(table) + 1).bit_length()))
    return bytes(out)


def _row(row: bytes, image: _Image, *, differs: bool) -> bytes:
    """A row as red, green, blue and opacity."""
    if differs and image.bits == 8:  # noqa: PLR2004 - each value is the difference from the one before
        own = bytearray(row)
        for at in range(image.samples, len(own)):
            own[at] = own[at] + own[at - image.samples] & 255
        row = bytes(own)
    made = bytearray(b"\xff" * (4 * image.width))
    if image.colors == _RGB:
        for channel in range(3):
            made[channel::4] = row[channel :: image.samples]
        return bytes(made)
    shades = _shades(image)
    each, mask = 8 // image.bits, (1 << image.bits) - 1
    values = [row[at // each] >> (8 - image.bits - at % each * image.bits) & mask for at in range(image.width)]
    for channel in range(3):
        made[channel::4] = bytes(shades[value][channel] for value in values)
    return bytes(made)


def _shades(image: _Image) -> Mapping[int, tuple[int, int, int]]:
    """The color of each value."""
    count = 1 << image.bits
    if image.colors == _INDEXED:
        red, green, blue = (image.palette[at * count : (at + 1) * count] for at in range(3))
        return {at: (red[at] >> 8, green[at] >> 8, blue[at] >> 8) for at in range(count)}
    greys = [value * 255 // (count - 1) for value in range(count)]
    own = greys[::-1] if image.colors == _WHITE_IS_ZERO else greys
    return {at: (grey, grey, grey) for at, grey in enumerate(own)}

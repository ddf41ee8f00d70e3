"""PNG files (W3C, Portable Network Graphics, third edition): their chunks, a text in one, and fewer colors."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_KEYWORD: Final = b"Comment\0"
#: Where the second chunk begins: behind the signature and the first one, IHDR.
_SECOND: Final = len(SIGNATURE) + 25
_TEXT, _HEADER, _DATA, _END = b"tEXt", b"IHDR", b"IDAT", b"IEND"
_RGBA: Final = (8, 6, 0, 0, 0)
_PALETTE: Final = (8, 3, 0, 0, 0)
_MOST_COLORS: Final = 256
_NONE, _SUB, _UP, _AVERAGE = range(4)

_Chunk = tuple[bytes, bytes]


def commented(png: bytes, text: str) -> bytes:
    """The file with an ASCII `text` as its first comment. ValueError if it is no PNG."""
    (header, *others) = _chunks(png)
    return _joined([header, (_TEXT, _KEYWORD + text.encode("ascii", "backslashreplace")), *others])


def is_commented(png: bytes, beginning: str) -> bool:
    """Whether the file is a PNG whose first comment begins so. It is not read further than that."""
    return png.startswith(SIGNATURE) and png.startswith(_TEXT + _KEYWORD + beginning.encode(), _SECOND + 4)


def comment_of(png: bytes) -> tuple[str, bytes]:
    """The first comment, and the file without it: what `commented` was given. ValueError if it has none."""
    (header, (kind, data), *others) = _chunks(png)
    if kind != _TEXT or not data.startswith(_KEYWORD):
        raise ValueError("no comment")
    return data.removeprefix(_KEYWORD).decode("ascii", "replace"), _joined([header, *others])


def with_palette(png: bytes) -> bytes:
    """An opaque picture of 8 bits a channel as one with a palette, a third of its size.

    Colors that differ by less than 8 in each channel become one. The picture comes back as it is if it has more colors
    than a palette, is not of this kind, or gets no smaller.
    """
    chunks = [*_chunks(png)]
    width, height, *kind = struct.unpack(">IIBBBBB", chunks[0][1])
    if tuple(kind) != _RGBA:
        return png
    rows = _rows(zlib.decompress(b"".join(data for kind, data in chunks if kind == _DATA)), width, height)
    colors = _Palette()
    indexed = b"".join(b"\0" + row for row in _indexed(rows, colors))
    if len(colors.shown) > _MOST_COLORS:
        return png
    made = [
        (_HEADER, struct.pack(">IIBBBBB", width, height, *_PALETTE)),
        (b"PLTE", bytes(channel for color in colors.shown for channel in color)),
        (_DATA, zlib.compress(indexed, 9)),
        (_END, b""),
    ]
    return min(_joined(made), png, key=len)


def png_of_rows(width: int, rows: Sequence[bytes]) -> bytes:
    """A picture of 8 bits a channel from its rows, each with red, green, blue and opacity of its points."""
    header = struct.pack(">IIBBBBB", width, len(rows), *_RGBA)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return _joined([(_HEADER, header), (_DATA, data), (_END, b"")])


def _indexed(rows: Iterable[list[bytes]], colors: _Palette) -> Iterator[bytes]:
    before: list[bytes] = []
    made = b""
    for row in rows:
        if row != before:  # most rows of a card are empty
            before, made = row, bytes(map(colors.__getitem__, zip(*row, strict=True)))
        yield made


class _Palette(dict[tuple[int, ...], int]):
    """The index of each color. Of those that look the same the first one is `shown`."""

    def __init__(self) -> None:
        self.shown: list[tuple[int, ...]] = []
        self._alike: dict[tuple[int, ...], int] = {}

    def __missing__(self, color: tuple[int, ...]) -> int:
        alike = tuple(channel >> 3 for channel in color)
        if alike not in self._alike:
            self._alike[alike] = min(len(self.shown), _MOST_COLORS - 1)
            self.shown.append(color)
        self[color] = self._alike[alike]
        return self[color]


def _rows(data: bytes, width: int, height: int) -> Iterator[list[bytes]]:
    """The rows of a picture without their filters, each as its red, its green and its blue bytes."""
    before = [bytes(width)] * 3
    for start in range(0, height * (4 * width + 1), 4 * width + 1):
        row = [data[start + 1 + channel : start + 1 + 4 * width : 4] for channel in range(3)]
        before = [_unfiltered(data[start], own, above) for own, above in zip(row, before, strict=True)]
        yield before


def _unfiltered(kind: int, row: bytes, above: bytes) -> bytes:
    """One channel of a row (chapter 9 of the standard)."""
    if kind == _NONE:
        return row
    if kind == _SUB:
        return bytes(value & 255 for value in accumulate(row))
    if kind == _UP:
        return bytes((value + up) & 255 for value, up in zip(row, above, strict=True)) if any(row) else above
    found = bytearray(len(row))
    left = corner = 0
    for index, (value, up) in enumerate(zip(row, above, strict=True)):
        if kind == _AVERAGE:
            guess = (left + up) // 2
        else:  # Paeth
            by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            guess = left if by_left <= by_up and by_left <= by_corner else up if by_up <= by_corner else corner
        left = found[index] = (value + guess) & 255
        corner = up
    return bytes(found)


def _chunks(png: bytes) -> Iterator[_Chunk]:
    """The chunks of a file: type and data. ValueError if it is no PNG, or cut off."""
    if not png.startswith(SIGNATURE):
        raise ValueError("no PNG")
    at, kind = len(SIGNATURE), b""
    while kind != _END:
        if len(png) < at + 12:
            raise ValueError("cut off")
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        yield kind, png[at + 8 : at + 8 + length]
        at += 12 + length


def _joined(chunks: Iterable[_Chunk]) -> bytes:
    parts = [SIGNATURE]
    for kind, data in chunks:
        parts += [struct.pack(">I", len(data)), kind, data, struct.pack(">I", zlib.crc32(kind + data))]
    return b"".join(parts)

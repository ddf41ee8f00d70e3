"""Images that browsers don't show: those that are made PNG, point by point, and those that are asked for."""

from __future__ import annotations

import base64
import struct
import zlib

import pytest

from briefsite.intake.images import shown_images

#: Each with its points: red, green, blue, and how opaque they are.
FILES = {
    "bmp 24": (
        "Qk1mAAAAAAAAADYAAAAoAAAABQAAAAMAAAABABgAAAAAADAAAADEDgAAxA4AAAAAAAAAAAAACsgACsg8yMh4Csi0CsjwAApkAMhkPApkeApktApk8ADIAAAKADwKAHgKALQKAPAA",
        "0000c8ff3c000aff78000affb4000afff0000aff00640aff3c64c8ff78640affb4640afff0640aff00c80aff3cc80aff78c8c8ffb4c80afff0c80aff",
    ),
    "bmp 1": (
        "Qk1KAAAAAAAAAD4AAAAoAAAABQAAAAMAAAABAAEAAAAAAAwAAADEDgAAxA4AAAIAAAACAAAAAAAAAP///wB4AAAACAAAAAAAAAA=",
        "000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ffffffffff000000ffffffffffffffffffffffffffffffffff",
    ),
    "tiff lzw": (
        "SUkqACgAAACAAAAMgeAAhQUAQiEAAyAqCr6CweBQtkQ6JgCIQaEQEAsAAAEDAAEAAAAFAAAAAQEDAAEAAAADAAAAAgEDAAMAAACyAAAAAwEDAAEAAAAFAAAABgEDAAEAAAACAAAAEQEEAAEAAAAIAAAAFQEDAAEAAAADAAAAFgEDAAEAAAADAAAAFwEEAAEAAAAgAAAAHAEDAAEAAAABAAAAPQEDAAEAAAACAAAAAAAAAAgACAAIAA==",
        "0000c8ff3c000aff78000affb4000afff0000aff00640aff3c64c8ff78640affb4640afff0640aff00c80aff3cc80aff78c8c8ffb4c80afff0c80aff",
    ),
    "tiff packbits": (
        "SUkqAA4AAAAAAAAIAHgJAAABAwABAAAABQAAAAEBAwABAAAAAwAAAAIBAwABAAAAAQAAAAMBAwABAAAABYAAAAYBAwABAAAAAQAAABEBBAABAAAACAAAABYBAwABAAAAAwAAABcBBAABAAAABgAAABwBAwABAAAAAQAAAAAAAAA=",
        "000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ff000000ffffffffff000000ffffffffffffffffffffffffffffffffff",
    ),
    "tiff deflate": (
        "SUkqACAAAAB4nBMXVjX3tElOKGop79iwZh8AIawF3gAJAAABAwABAAAABQAAAAEBAwABAAAAAwAAAAIBAwABAAAACAAAAAMBAwABAAAACAAAAAYBAwABAAAAAQAAABEBBAABAAAACAAAABYBAwABAAAAAwAAABcBBAABAAAAFwAAABwBAwABAAAAAQAAAAAAAAA=",
        "171717ff131313ff252525ff373737ff494949ff3c3c3cff636363ff606060ff727272ff848484ff777777ff888888ffb0b0b0ffacacacffbebebeff",
    ),
}


def points_of(png: bytes) -> bytes:
    """The points of a PNG whose rows have no filters."""
    width, height = struct.unpack(">II", png[16:24])
    at = png.index(b"IDAT")
    rows = zlib.decompress(png[at + 4 : at + 4 + struct.unpack(">I", png[at - 4 : at])[0]])
    length = 4 * width + 1
    return b"".join(rows[number * length + 1 : (number + 1) * length] for number in range(height))


@pytest.mark.parametrize("name", FILES)
def test_bitmaps_and_tiffs_are_made_png(name: str) -> None:
    data, points = base64.b64decode(FILES[name][0]), bytes.fromhex(FILES[name][1])
    found, remarks = shown_images({"media/image1": data})
    kept, png = found["media/image1"]
    assert (kept[-4:], remarks) == (".png", ())
    assert points_of(png) == points


@pytest.mark.parametrize("name", FILES)
def test_damaged_ones_are_asked_for(name: str) -> None:
    data = base64.b64decode(FILES[name][0])
    for cut in range(4, len(data) - 1, 3):
        for damaged in (data[:cut], data[:cut] + b"\xff\xff" + data[cut + 2 :]):
            found, remarks = shown_images({"image1": damaged})
            assert len(found) + len(remarks) == 1
    assert shown_images({"a/image1.emf": b"\x01\0\0\0"})[1] == (
        "the image image1.emf cannot be shown in a browser: put it into the document as PNG or JPEG",
    )

"""Images that browsers don't show: those that are made PNG, and those that are asked for."""

from __future__ import annotations

import base64
import io
import sys

import pytest
from PIL import Image

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


@pytest.mark.parametrize("name", FILES)
def test_bitmaps_and_tiffs_are_made_png(name: str) -> None:
    data, points = base64.b64decode(FILES[name][0]), bytes.fromhex(FILES[name][1])
    found, remarks = shown_images({"media/image1": data})
    kept, png = found["media/image1"]
    assert (kept[-4:], remarks) == (".png", ())
    assert Image.open(io.BytesIO(png)).convert("RGBA").tobytes() == points


def test_colors_for_printing_become_those_of_screens() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (2, 2), (0, 255, 255, 0)).save(out, "TIFF", compression="tiff_lzw")
    ((_, png),) = shown_images({"image1": out.getvalue()})[0].values()
    assert Image.open(io.BytesIO(png)).getpixel((1, 1)) == (255, 0, 0)


def test_without_pillow_the_remark_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    found, (remark,) = shown_images({"a/image1.tif": base64.b64decode(FILES["tiff lzw"][0])})
    assert not found
    assert remark.startswith(
        'the image image1.tif is TIFF, which needs Pillow to be shown: pip install "briefsite[images]"'
    )


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

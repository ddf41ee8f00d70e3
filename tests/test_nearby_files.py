"""What a document names beside itself: images, a bibliography, chapters; nothing outside of its folder."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from briefsite.init.document_source import DocumentSource, document_source
from briefsite.intake.image_size import image_size
from briefsite.storage.nearby_files import NearbyFiles
from tests.helpers import call


def png(width: int = 3, height: int = 2) -> bytes:
    """A gray picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
MARKDOWN = """\
# Rivers

The river is long.

![The basin of the river](figures/my%20map.png)

![](drawing.svg)

![Elsewhere](https://images.example/x.png) ![Outside](../secret.png) ![Gone](gone.png)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "own"
    (own / "figures").mkdir(parents=True)
    (own / "figures/my map.png").write_bytes(png())
    (own / "drawing.svg").write_bytes(SVG)
    (tmp_path / "secret.png").write_bytes(png(9, 9))
    return own


def source(name: str, text: str, folder: Path) -> DocumentSource:
    found = document_source(name, text.encode(), None, nearby=NearbyFiles(folder))
    assert found is not None
    return found


def test_images_beside_a_document_are_taken_in(folder: Path) -> None:
    found = source("x.md", MARKDOWN, folder)
    assert png() in found.images.values()
    assert [image_size(data) for data in found.images.values() if data != png()] == [(24, 24)], "the drawing"
    assert set(found.says) >= {
        "the image https://images.example/x.png is on the web: save it beside the document, and was left out",
        "the image ../secret.png is not beside the document, and was left out",
        "the image gone.png is not beside the document, and was left out",
    }
    images = '<img src="figures/my%20map.png?v=1" alt="A map"><img src="data:image/png;base64,iVBORw0KGgo=">'
    page = f"<html><body><p>Words.</p>{images}</body></html>"
    assert sorted(source("x.html", page, folder).images.values()) == [b"\x89PNG\r\n\x1a\n", png()]


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('width="30000" height="15000"', (1333, 667)),
        ('viewBox="0 0 99999 99999"', (1333, 1333)),
        ('width="1" height="999999"', (3, 53)),
        ('width="100%"', (1333, 1333)),
    ],
)
def test_a_drawing_does_not_say_how_much_memory_it_takes(root: str, size: tuple[int, int], folder: Path) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {root}><rect width="9" height="9"/></svg>'
    (folder / "drawing.svg").write_text(drawing, encoding="utf-8")
    (data,) = source("x.md", "Words.\n\n![](drawing.svg)", folder).images.values()
    assert image_size(data) == size


def test_what_no_browser_should_be_given_is_left_out(folder: Path) -> None:
    (folder / "drawing.svg").write_bytes(b'<!DOCTYPE svg [<!ENTITY a "aa">]>' + SVG)
    many = bytearray(png())
    many[16:24] = (40_000).to_bytes(4, "big") * 2
    (folder / "many.png").write_bytes(many)
    found = source("x.md", "Words.\n\n![a](drawing.svg)\n\n![b](many.png)", folder)
    assert found.images == {}
    assert set(found.says) >= {
        "the image drawing.svg cannot be shown in a browser: put it into the document as PNG or JPEG",
        "the image many.png is too large: put it into the document with fewer pixels",
    }


def test_their_text_is_asked_for(folder: Path, tmp_path: Path) -> None:
    (folder / "rivers.md").write_text(MARKDOWN, encoding="utf-8")
    root = tmp_path / "root"
    root.mkdir()
    assert call(root, "init", str(folder / "rivers.md")).exit_code == 0
    said = call(root, "check").output
    assert said.count("this image has no text for people who don't see it") == 1


def test_nothing_outside_of_the_folder_is_read(folder: Path) -> None:
    (folder / "out").symlink_to(folder.parent)
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    nearby = NearbyFiles(folder)
    assert nearby.read("./drawing.svg") == SVG
    assert nearby.read("figures\\my map.png") == png()
    for path in (
        "../secret.png",
        "out/secret.png",
        "link.png",
        "/etc/passwd",
        "C:/x",
        "~/x",
        "",
        "figures",
        "a\0b",
        "x" * 2000,
    ):
        assert nearby.read(path) is None, path
    assert NearbyFiles().read("drawing.svg") is None
    assert (nearby.named(".svg"), nearby.named(".bib"), NearbyFiles(folder / "no").named(".bib")) == (
        ("drawing.svg",),
        (),
        (),
    )

"""Images beside a document: Markdown, LaTeX and web pages name their images, and don't have them inside."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import unquote, unquote_to_bytes

from briefsite.exports.pictures import png_pictures
from briefsite.intake.document import ReceivedDocument
from briefsite.storage.nearby_files import NearbyFiles

_WEB: Final = ("http://", "https://", "//")
_SVG_BEGINS: Final = 1000


def with_nearby_images(document: ReceivedDocument, nearby: NearbyFiles) -> ReceivedDocument:
    """The document with the images that it names, drawings as pictures; a remark for each that can't be had."""
    named = dict.fromkeys(block.image for block in document.blocks if block.image)
    found = dict(document.images)
    remarks: list[str] = []
    for name in named:
        data = found.get(name) or _data(name, nearby)
        if data is None:
            where = "on the web: save it beside the document" if name.startswith(_WEB) else "not beside the document"
            remarks.append(f"the image {_shown(name)} is {where}, and was left out")
        else:
            found[name] = _as_picture(data)
    return replace(document, images=found, remarks=(*document.remarks, *remarks))


def _data(name: str, nearby: NearbyFiles) -> bytes | None:
    if name.startswith("data:"):
        head, comma, body = name.partition(",")
        if not comma or not head.startswith("data:image/"):
            return None
        try:
            return base64.b64decode(unquote(body)) if head.endswith(";base64") else unquote_to_bytes(body)
        except (binascii.Error, ValueError):
            return None
    if name.startswith(_WEB):
        return None
    return next((data for path in _paths(name) if (data := nearby.read(path)) is not None), None)


def _paths(name: str) -> Iterator[str]:
    plain = name.removeprefix("./")
    yield plain
    yield unquote(plain).partition("?")[0].partition("#")[0]


def _as_picture(data: bytes) -> bytes:
    """A drawing (SVG) as PNG, since a drawing can run scripts; any other image as it is."""
    head = data[:_SVG_BEGINS].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"<") or b"<svg" not in data[: _SVG_BEGINS * 10]:
        return data
    try:
        return png_pictures({"": data.decode("utf-8-sig")}, None)[""]
    except (UnicodeDecodeError, ValueError, RuntimeError):
        return data


def _shown(name: str) -> str:
    return name if len(name) <= 80 and name.isprintable() else f"{name[:40]}…"  # noqa: PLR2004 - a line

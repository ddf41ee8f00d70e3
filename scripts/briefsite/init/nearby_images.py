"""Images beside a document: Markdown, LaTeX and web pages name their images, and don't have them inside."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import unquote, unquote_to_bytes

from briefsite.exports.drawing import drawn
from briefsite.intake.document import ReceivedDocument
from briefsite.storage.nearby_files import NearbyFiles

_WEB: Final = ("http://", "https://", "//")
#: The beginning of a drawing: its root is there.
_HEAD: Final = 10_000
_ROOT: Final = re.compile(rb"<svg\b[^>]*>")
_LENGTH: Final = re.compile(r"""\b(width|height)\s*=\s*["'](\d{1,6}(?:\.\d{1,6})?)(?:px|pt)?["']""")
_VIEW: Final = re.compile(
    r"""viewBox\s*=\s*["']\s*[-.\d]+[\s,]+[-.\d]+[\s,]+(\d{1,6}(?:\.\d{1,6})?)[\s,]+(\d{1,6}(?:\.\d{1,6})?)"""
)
_WIDEST: Final = 500.0
_MOST_RATIO: Final = 20.0
_DOCUMENT: Final = b"""\
#let points(name) = float(sys.inputs.at(name)) * 1pt
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: points("width"), height: points("height"), fit: "contain")
"""


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
    """A drawing (SVG) as PNG, since a drawing can run scripts; any other image as it is.

    It is fitted into a frame of its own proportions: what a drawing says of its size must not decide how much memory
    is needed. One that declares entities stays as it is, and isn't shown.
    """
    root = _ROOT.search(data[:_HEAD])
    if root is None or b"<!ENTITY" in data:
        return data
    width, height = _frame(root[0].decode("utf-8", "replace"))
    try:
        return drawn(_DOCUMENT, {"svg": data.decode("utf-8-sig"), "width": str(width), "height": str(height)}, 192)
    except (UnicodeDecodeError, ValueError, RuntimeError):
        return data


def _frame(root: str) -> tuple[int, int]:
    """The width and the height in points in which a drawing is fitted, by what its root says of its proportions."""
    stated = dict(_LENGTH.findall(root))
    box = _VIEW.search(root)
    across, up = (float(box[1]), float(box[2])) if box else (0.0, 0.0)
    if not across or not up:
        across, up = (float(stated.get(name, 0)) for name in ("width", "height"))
    ratio = min(_MOST_RATIO, max(1 / _MOST_RATIO, across / up)) if across > 0 and up > 0 else 1.0
    wide = min(float(stated.get("width") or across or _WIDEST), _WIDEST, _WIDEST * ratio)
    wide = max(wide, 1.0)
    return max(1, round(wide)), max(1, round(wide / ratio))


def _shown(name: str) -> str:
    return name if len(name) <= 80 and name.isprintable() else f"{name[:40]}…"  # noqa: PLR2004 - a line

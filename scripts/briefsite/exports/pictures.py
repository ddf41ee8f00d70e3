"""Pictures as PNG: the engine that formats the references draws an SVG, too.

It has fonts of its own, and the system's are left out, so the same SVG gives the same picture on every machine.
Pictures are cached, so a build in which no figure changed doesn't load the engine.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from briefsite.exports.drawing import drawn
from briefsite.storage.cache import code_checksum, read_cache, write_cache
from briefsite.storage.checksum import checksum

#: The Typst document: a page as large as the picture. It is constant: the picture is passed to it as data.
_DOCUMENT: Final = b"""\
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""
#: Pixels in an inch, which has 96 units: two pixels a unit.
_RESOLUTION: Final = 192


def png_pictures(drawings: Mapping[str, str], cache: Path | None) -> Mapping[str, bytes]:
    """Drawings (SVG, with a width and height) as PNG files, under the same names.

    `cache` is the folder of the cache, or None for no cache; the result is the same with and without one.
    """
    file = None if cache is None else cache / "pictures.json"
    maker = code_checksum(("briefsite.exports.pictures", "briefsite.exports.drawing"), ("typst",))
    keys = {name: checksum(maker, drawing) for name, drawing in drawings.items()}
    kept = read_cache(file)
    made = {key: kept[key] if _is_picture(kept.get(key, "")) else _drawn(drawings[name]) for name, key in keys.items()}
    if file is not None and made != kept:
        write_cache(file, made)
    return {name: base64.b64decode(made[key]) for name, key in keys.items()}


def _is_picture(text: str) -> bool:
    try:
        return base64.b64decode(text, validate=True).startswith(b"\x89PNG")
    except binascii.Error:
        return False


def _drawn(drawing: str) -> str:
    return base64.b64encode(drawn(_DOCUMENT, {"svg": drawing}, _RESOLUTION)).decode()

"""Image files that are too large for a page, drawn with fewer pixels."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from briefsite.works.engine import engine_run

#: The resolutions at which an image is drawn, until it is small enough: in pixels an inch, at a width of 500 points.
_RESOLUTIONS: Final = (144, 108, 72, 48, 24)


def smaller_image(name: str, data: bytes, most: int) -> bytes:
    """An image, in the file `name`, as a PNG of at most `most` bytes, or the smallest that it can be.

    ValueError if the engine can't read it.
    """
    import typst

    drawn = data
    with tempfile.TemporaryDirectory() as scratch, engine_run():
        folder = Path(scratch)
        (folder / name).write_bytes(data)
        document = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{name}", width: 500pt)'
        (folder / "page.typ").write_bytes(document.encode())
        for resolution in _RESOLUTIONS:
            drawn = typst.compile(
                folder / "page.typ", root=folder, format="png", ppi=resolution, ignore_system_fonts=True
            )
            if len(drawn) <= most:
                break
    return drawn

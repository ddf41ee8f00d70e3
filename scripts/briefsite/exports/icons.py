"""The mark of a site as PNG files, for browsers and telephones that want no SVG.

Those of the theme's own mark are in the theme (`scripts/make_icons.py` writes them). A site with a mark of its own gets
its icons from a build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from briefsite.exports.drawing import drawn, kept_or_drawn
from briefsite.storage.checksum import checksum


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon: its file in docs/ or in the theme, its width in pixels, the margin, and the ground ("none" for none)."""

    file: str
    width: int
    margin: int
    ground: str

    def draw(self, mark: bytes) -> bytes:
        """The mark (SVG) as this icon. ValueError if it is no picture."""
        page = f"width: {self.width}pt, height: {self.width}pt, margin: {self.margin}pt, fill: {self.ground}"
        image = 'image(bytes(sys.inputs.mark), format: "svg", width: 100%, height: 100%)'
        return drawn(f"#set page({page})\n#{image}".encode(), {"mark": mark.decode("utf-8", "replace")})


#: The second one is for the home screens of telephones, which would put black under it.
ICONS: Final = (
    Icon("assets/mark-32.png", 32, 0, "none"),
    Icon("assets/mark-180.png", 180, 16, 'rgb("#fcfbf7")'),
)


def icon_files(mark: bytes, before: Mapping[str, bytes], comment: str) -> Mapping[str, bytes]:
    """The icons of a mark (SVG) by their files; none if it is no picture.

    `before` are the files that are there, `comment` begins the comment in each.
    """
    try:
        return {
            icon.file: kept_or_drawn(
                before.get(icon.file), f"{comment} {checksum(mark, repr(icon))}", partial(icon.draw, mark)
            )
            for icon in ICONS
        }
    except ValueError:
        return {}

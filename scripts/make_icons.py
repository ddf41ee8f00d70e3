"""Makes the icons of the theme from its mark. Run by hand when the mark has changed, never by a build.

.venv/bin/python scripts/make_icons.py
"""

from __future__ import annotations

from briefsite.exports.icons import icon_files
from briefsite.rendering.renderer import THEME
from briefsite.site.inputs import MARK

COMMENT = "Made by scripts/make_icons.py."


def main() -> None:
    """Write the icons into the theme."""
    files = {path.relative_to(THEME).as_posix(): path.read_bytes() for path in (THEME / "assets").glob("*.png")}
    for name, data in icon_files((THEME / MARK).read_bytes(), files, COMMENT).items():
        (THEME / name).write_bytes(data)


if __name__ == "__main__":
    main()

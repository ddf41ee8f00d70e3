"""The mark of a site as PNG files: the theme's are those of its mark, a site with its own mark gets its own."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from briefsite.exports.icons import ICONS, Icon, icon_files
from briefsite.rendering.renderer import THEME
from briefsite.site.inputs import MARK
from briefsite.storage.png_file import commented
from tests.helpers import call_build, make_project

COMMENT = "Made by scripts/make_icons.py."
OWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#00f"/></svg>'


def test_the_icons_of_the_theme_are_those_of_its_mark() -> None:
    there = {icon.file: (THEME / icon.file).read_bytes() for icon in ICONS}
    for icon in ICONS:
        assert struct.unpack(">II", there[icon.file][16:24]) == (icon.width, icon.width)
        assert len(there[icon.file]) < 5_000
    drawn: list[bytes] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Icon, "draw", lambda _, mark: drawn.append(mark))
        # Whoever changes the mark runs scripts/make_icons.py.
        assert (icon_files((THEME / MARK).read_bytes(), there, COMMENT), drawn) == (there, [])


def test_a_mark_of_its_own_gives_a_site_its_own_icons(tmp_path: Path) -> None:
    make_project(tmp_path, {f"docs/{MARK}": OWN})
    call_build(tmp_path)
    small, large = ((tmp_path / "site" / icon.file).read_bytes() for icon in ICONS)
    assert small != (THEME / ICONS[0].file).read_bytes()
    mine = commented(small, "Mine.")
    (tmp_path / "docs" / ICONS[0].file).write_bytes(mine)
    (tmp_path / "docs/assets/mark-180.png").unlink()
    call_build(tmp_path)
    assert (tmp_path / "site" / ICONS[0].file).read_bytes() == mine
    assert (tmp_path / "site" / ICONS[1].file).read_bytes() == large
    (tmp_path / "docs" / MARK).unlink()
    call_build(tmp_path, "--force")
    assert {path.name for path in (tmp_path / "docs/assets").glob("mark*")} == {"mark-32.png"}


def test_a_mark_that_is_no_picture_gives_none() -> None:
    assert icon_files(b"<svg", {}, COMMENT) == {}
    assert icon_files(b"", {}, COMMENT) == {}

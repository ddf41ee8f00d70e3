"""Which files of a folder are read."""

from __future__ import annotations

from pathlib import Path

from briefsite.storage.file_reading import read_project_folder


def make_files(root: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def test_what_editors_leave_behind_is_not_read(tmp_path: Path) -> None:
    read = {"brief.txt": "a", "edition.yml": "b", "notes~.txt": "c", "swp": "d", "a#b": "e", "x.swp.txt": "f"}
    left = [".hidden", "#brief.txt#", ".#brief.txt", "brief.txt~", ".brief.txt.swp", "brief.txt.swp", "~", "#"]
    make_files(tmp_path, read | dict.fromkeys(left, "x") | {"folder/brief.txt": "x"})
    assert read_project_folder(tmp_path, []) == {name: text.encode() for name, text in read.items()}

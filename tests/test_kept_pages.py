"""Kept pages: those of a version are taken over from an earlier build, and rendered again if they were damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import call_build, call_release, copy_repository, make_project, snapshot

KEPT = ".briefsite/versions"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("kept") / "project")
    call_release(root, "2026-11-24")
    return root


@pytest.mark.parametrize(
    "damage",
    ["a list cut", "a foreign list", "a page changed", "a page gone", "a file instead"],
)
def test_what_was_damaged_is_made_again(damage: str, released: Path, tmp_path: Path) -> None:
    root = copy_repository(released, tmp_path / "copy")
    call_build(root)
    sound = snapshot(root / "site")
    (kept,) = (root / KEPT).iterdir()
    pages, page = kept / "pages.json", next((kept / "site").rglob("index.html"))
    match damage:
        case "a list cut":
            pages.write_bytes(pages.read_bytes()[:-9])
        case "a foreign list":
            pages.write_text('{"/v/2026-11-24/": {"p1": 1}}', encoding="utf-8")
        case "a page changed":  # in the published site, whose files these are
            page.write_text(page.read_text(encoding="utf-8").replace("<p", "<div", 1), encoding="utf-8")
        case "a page gone":
            page.unlink()
        case _:
            for path in sorted((kept / "site").rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            (kept / "site").rmdir()
            (kept / "site").write_text("a file in the folder's place", encoding="utf-8")
    call_build(root, "--force")
    assert snapshot(root / "site") == sound

"""The search cache: the index is the same with it, without it, and with a damaged one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]

from briefsite.storage.cache import read_cache, write_cache
from tests.helpers import call_build, make_project, snapshot

KEPT = ".briefsite/pages/+/search"
PAGES = {
    "docs/one.md": "---\ntags: [first]\nsearch: {boost: 2}\n---\n# One\n\n## A heading\n\nIts text.\n",
    "docs/two.md": "---\nsearch: {exclude: true}\n---\n# Two\n\nNot to be found.\n",
}
CONFIG = {
    "mkdocs.yml": "site_name: A small case\nsite_url: https://press.test/\n"
    "theme: {name: briefsite, custom_dir: docs/templates}\nplugins: [material/search]\n"
    "markdown_extensions: [attr_list, md_in_html, tables, toc]\n"
}


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that the theme's search reads, as it does so."""
    pages: list[str] = []
    original = SearchIndex.add_entry_from_context

    def add(index: SearchIndex, page: Any) -> None:
        pages.append(page.file.src_uri)
        original(index, page)

    monkeypatch.setattr(SearchIndex, "add_entry_from_context", add)
    return pages


def test_pages_are_read_again_only_if_they_changed_and_damage_changes_nothing(
    tmp_path: Path, indexed: list[str]
) -> None:
    root = make_project(tmp_path, CONFIG, PAGES)
    call_build(root)
    pages = sorted(path.name for path in (root / "docs").glob("*.md"))
    assert sorted(indexed) == pages
    sound, whole = snapshot(root / "site"), snapshot(root / KEPT)
    assert b"Its text." in sound["search/search_index.json"]
    assert b"Not to be found" not in sound["search/search_index.json"]

    indexed.clear()
    call_build(root, "--force")
    assert (indexed, snapshot(root / "site")) == ([], sound)

    one, other, third, fourth = sorted((root / KEPT).iterdir())[:4]
    one.write_bytes(whole[one.name][:-9])
    other.write_bytes(whole[third.name])
    third.unlink()
    # Sealed, with the right key, and not what this program writes.
    write_cache(fourth, dict.fromkeys(read_cache(fourth), '["foreign"]'))
    call_build(root, "--force")
    assert len(indexed) == 4
    assert snapshot(root / "site") == sound
    assert snapshot(root / KEPT) == whole

    indexed.clear()
    make_project(root, CONFIG, PAGES, {"docs/one.md": PAGES["docs/one.md"].replace("[first]", "[second]")})
    (root / "docs/two.md").unlink()
    call_build(root)
    assert indexed == ["one.md"]
    assert len(snapshot(root / KEPT)) == len(pages) - 1
    changed = snapshot(root / "site")
    assert b"second" in changed["search/search_index.json"]
    for file in (root / KEPT).iterdir():
        file.unlink()
    call_build(root, "--force")
    assert snapshot(root / "site") == changed


def test_canary_the_search_of_the_theme_makes_entries_of_one_page_at_a_time() -> None:
    """The cache stands in for `SearchIndex.add_entry_from_context` (Material 9.8), for which there is no event.

    Nothing but the entries may go from one page to the next.
    """
    assert vars(SearchIndex()) == {"config": {}, "entries": []}

"""Unchanged files: they are linked into the next site, and no build writes into a file of the published one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from tests.helpers import call_build, make_project, snapshot

CONFIG: Final = """\
site_name: A small case
site_url: https://press.test/
theme: {{ name: briefsite, custom_dir: docs/templates }}
plugins: [material/search]
extra_templates: [robots.txt]
markdown_extensions: [attr_list, md_in_html, tables, toc]
{more}"""
FILES: Final = {
    "mkdocs.yml": CONFIG.format(more=""),
    "docs/assets/own.css": "p { color: black }\n",
    "docs/assets/data.json": "{}\n",
    "docs/plain.html": "<p>No head, so no policy.</p>\n",
    "docs/robots.txt": "User-agent: *",
}


def _numbers(site: Path) -> dict[str, int]:
    """The inode of each file by its path in the site: the same number before and after is the same file."""
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


def test_the_published_files_are_linked_or_left_alone(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", FILES)
    call_build(root)
    # Names of the published files that stay when the next site takes its place, and hold what is written into them.
    kept = tmp_path / "kept"
    for name in snapshot(root / "site"):
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        os.link(root / "site" / name, kept / name)
    published, before = snapshot(kept), _numbers(kept)

    call_build(root, "--force")
    assert snapshot(root / "site") == published == snapshot(kept)
    after = _numbers(root / "site")
    same = {name for name, number in after.items() if number == before[name]}
    assert "assets/own.css" in same
    assert any(name.startswith("assets/javascripts/") for name in same)
    assert same.isdisjoint({"assets/data.json", "plain.html", "robots.txt", "index.html", "search/search_index.json"})

    changes = {"mkdocs.yml": CONFIG.format(more="copyright: Ours\n"), "docs/assets/own.css": "p { color: white }\n"}
    more = {
        "docs/robots.txt": "User-agent: none",
        "docs/plain.html": "<p>Other.</p>\n",
        "docs/assets/data.json": "[]\n",
    }
    make_project(root, FILES, changes, more)
    call_build(root)
    assert snapshot(kept) == published
    changed = snapshot(root / "site")
    assert changed["assets/own.css"] == b"p { color: white }\n"
    assert changed["robots.txt"] == b"User-agent: none"


def test_nothing_is_linked_where_a_hook_may_write_into_the_site(tmp_path: Path) -> None:
    """The hook stands for every plugin that the program doesn't know."""
    hook = """\
from pathlib import Path

def on_post_build(config):
    file = Path(config.site_dir, "assets/own.css")
    file.write_text(config.copyright or file.read_text())
"""
    root = make_project(tmp_path / "project", FILES, {"hook.py": hook})
    (root / "mkdocs.yml").write_text(CONFIG.format(more="hooks: [hook.py]\n"), encoding="utf-8")
    call_build(root)
    kept = tmp_path / "own.css"
    os.link(root / "site/assets/own.css", kept)
    (root / "mkdocs.yml").write_text(CONFIG.format(more="hooks: [hook.py]\ncopyright: Ours\n"), encoding="utf-8")
    call_build(root)
    assert (root / "site/assets/own.css").read_text(encoding="utf-8") == "Ours"
    assert kept.read_text(encoding="utf-8") == FILES["docs/assets/own.css"]


def test_the_site_is_the_same_whether_the_renderer_sees_all_generated_files_or_not(tmp_path: Path) -> None:
    config = CONFIG.format(more="").replace("extra_templates: [robots.txt]\n", "")
    root = make_project(tmp_path / "project", {**FILES, "mkdocs.yml": config})
    call_build(root)
    hidden = snapshot(root / "site")
    assert any(name.endswith(".bib") for name in hidden)
    (root / "mkdocs.yml").write_text(f"{config}exclude_docs: none.such\n", encoding="utf-8")
    call_build(root)
    assert snapshot(root / "site") == hidden

"""The Markdown cache: the site and the warnings are the same with it, without it, and with a damaged one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tests.helpers import DEFAULT, call, call_build, call_release, copy_repository, make_project, snapshot

KEPT = ".briefsite/pages/+/markdown"
CONFIG = (DEFAULT / "mkdocs.yml").read_text(encoding="utf-8")
TEMPLATE = (DEFAULT / "docs/templates/main.html").read_text(encoding="utf-8")
#: Two pages written by hand, beside those of the edition: one links to the other, and to an anchor in it.
PAGES = {
    "docs/one.md": "# One\n\n## A heading\n\n[Two](two.md), [its end](two.md#end), [above](#a-heading).\n",
    "docs/two.md": "# Two\n\n## End\n\nThe end.\n",
}


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that MkDocs converts, as it does so."""
    pages: list[str] = []
    original = Page.render

    def render(page: Page, *arguments: Any) -> None:
        pages.append(page.file.src_uri)
        original(page, *arguments)

    monkeypatch.setattr(Page, "render", render)
    return pages


def _anew(root: Path, to: Path) -> dict[str, bytes]:
    """The site of the project in `root` as it is where nothing was ever kept."""
    copy_repository(root, to)
    call_build(to)
    return snapshot(to / "site")


@pytest.mark.long
@pytest.mark.usefixtures("real_documents")
def test_the_brief_is_the_same_from_the_cache_and_nothing_is_converted_again(
    brief: Path, tmp_path: Path, converted: list[str]
) -> None:
    root = copy_repository(brief, tmp_path / "copy")
    call_build(root)
    assert snapshot(root / "site") == snapshot(brief / "site")
    versions = len(list((root / "site/v").rglob("index.html")))
    assert versions > 12
    pages = len(list((root / "docs").glob("*.md")))
    assert len(list((root / KEPT).iterdir())) == pages
    assert pages < len(converted) < pages + versions, "what two versions have in common is converted once"
    converted.clear()
    call_build(root, "--force")
    # The pages of versions are kept whole; where these are lost, their Markdown needn't be converted again.
    shutil.rmtree(root / ".briefsite/parts")
    call_build(root, "--force")
    assert converted == []
    assert snapshot(root / "site") == snapshot(brief / "site")


def test_a_release_converts_what_differs_from_the_version_before(tmp_path: Path, converted: list[str]) -> None:
    root = make_project(tmp_path / "project", PAGES)
    call_release(root, "2026-12-01")
    call_build(root)
    text = root / "sources/x/brief.txt"
    text.write_text(f"{text.read_text(encoding='utf-8')}\nIt ends with another paragraph.\n", encoding="utf-8")
    converted.clear()
    call_release(root, "2026-12-02")
    again = {path for path in converted if path.startswith("v/2026-12-02/")}
    assert "v/2026-12-02/full-text.md" in again
    assert "v/2026-12-02/bibliography.md" not in again
    assert "one.md" not in converted
    assert snapshot(root / "site") == _anew(root, tmp_path / "anew")


def test_the_same_text_in_two_folders_has_the_links_of_each(tmp_path: Path, converted: list[str]) -> None:
    page = "# Page\n\n## Here\n\n[Two](../two.md#end), [here](#here), [beside](beside.md)\n"
    pages = {f"docs/{folder}/page.md": page for folder in ("a", "b")}
    beside = {f"docs/{folder}/beside.md": f"# Beside {folder}\n" for folder in ("a", "b")}
    root = make_project(tmp_path / "project", PAGES, pages, beside)
    call_build(root)
    assert converted.count("a/page.md") == 1
    assert "b/page.md" not in converted
    converted.clear()
    (root / "docs/b/beside.md").unlink()
    warned = call(root, "build")
    assert "docs/b/page.md: error R01 MkDocs: " in warned.output
    assert warned.output == call(copy_repository(root, tmp_path / "anew"), "build").output


@pytest.mark.parametrize("damage", ["emptied", "cut", "a letter changed", "exchanged", "a folder", "in an older form"])
def test_what_was_damaged_is_made_again(damage: str, tmp_path: Path, converted: list[str]) -> None:
    root = make_project(tmp_path / "project", PAGES)
    call_build(root)
    sound, whole = snapshot(root / "site"), snapshot(root / KEPT)
    converted.clear()
    contents = list(whole.values())
    for number, (name, data) in enumerate(whole.items()):
        file = root / KEPT / name
        file.unlink()
        match damage:
            case "emptied":
                file.write_bytes(b"")
            case "cut":
                file.write_bytes(data[: len(data) // 2])
            case "a letter changed":
                assert b"h1" in data
                file.write_bytes(data.replace(b"h1", b"h2"))
            case "exchanged":
                file.write_bytes(contents[number - 1])
            case "a folder":
                file.mkdir()
            case _:
                file.write_bytes(data.partition(b"\n")[2])
    call_build(root, "--force")
    assert sorted(converted) == sorted(path.name for path in (root / "docs").glob("*.md"))
    assert snapshot(root / "site") == sound
    if damage != "a folder":
        assert snapshot(root / KEPT) == whole


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"docs/two.md": "# Two\n\n## End\n\nThe very end.\n"}, ["two.md"]),
        ({"docs/three.md": "# Three\n"}, ["three.md"]),
        ({"mkdocs.yml": CONFIG.replace("toc]", "toc, smarty]")}, "all"),
        ({"mkdocs.yml": CONFIG.replace("toc]", "toc: {permalink: true}]")}, "all"),
        ({"mkdocs.yml": CONFIG + "validation: {links: {not_found: info}}\n"}, "all"),
        ({"mkdocs.yml": CONFIG.replace("A small case", "Another name")}, []),
        ({"docs/templates/main.html": f"{TEMPLATE}<nav>{{{{ page.title }}}}{{{{ page.toc }}}}</nav>\n"}, []),
    ],
)
def test_a_page_is_converted_again_when_it_can_come_out_otherwise(
    change: dict[str, str], again: list[str] | str, tmp_path: Path, converted: list[str]
) -> None:
    root = make_project(tmp_path / "project", PAGES)
    call_build(root)
    converted.clear()
    make_project(root, PAGES, change)
    call_build(root)
    pages = sorted(path.name for path in (root / "docs").glob("*.md"))
    assert sorted(converted) == (pages if again == "all" else again)
    assert len(list((root / KEPT).iterdir())) == len(pages)
    assert snapshot(root / "site") == _anew(root, tmp_path / "anew")


def test_what_is_kept_of_a_page_goes_with_it(tmp_path: Path) -> None:
    root = make_project(tmp_path, {**PAGES, "docs/three.md": "# Three\n"})
    call_build(root)
    before = len(list((root / KEPT).iterdir()))
    (root / "docs/three.md").unlink()
    call_build(root)
    assert len(list((root / KEPT).iterdir())) == before - 1


def test_a_warning_comes_again(tmp_path: Path) -> None:
    root = make_project(tmp_path, PAGES, {"docs/three.md": "[Nowhere](nowhere.md)\n"})
    first, second = call(root, "build"), call(root, "build")
    assert "docs/three.md: error R01 MkDocs: Doc file 'three.md' contains a link 'nowhere.md'" in first.output
    assert (second.exit_code, second.output) == (first.exit_code, first.output)


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        (None, "contains a link 'two.md', but the target is not found among documentation files."),
        (
            "# Two\n\n## Finish\n",
            "contains a link 'two.md#end', but the doc 'two.md' does not contain an anchor '#end'.",
        ),
    ],
)
def test_a_kept_page_is_warned_about_when_what_it_links_to_goes(
    change: str | None, warning: str, tmp_path: Path, converted: list[str]
) -> None:
    root = make_project(tmp_path / "project", PAGES, {"mkdocs.yml": CONFIG + "validation: {links: {anchors: warn}}\n"})
    call_build(root)
    converted.clear()
    if change is None:
        (root / "docs/two.md").unlink()
    else:
        (root / "docs/two.md").write_text(change, encoding="utf-8")
    warned = call(root, "build")
    assert f"docs/one.md: error R01 MkDocs: Doc file 'one.md' {warning}" in warned.output
    assert ("one.md" in converted) == (change is None)
    anew = copy_repository(root, tmp_path / "anew")
    assert warned.output == call(anew, "build").output


def test_nothing_is_kept_where_an_extension_reads_other_files(tmp_path: Path) -> None:
    included = tmp_path / "included.txt"
    included.write_text("first", encoding="utf-8")
    config = CONFIG.replace("toc]", f"toc, pymdownx.snippets: {{base_path: {tmp_path}}}]")
    root = make_project(tmp_path / "project", {"mkdocs.yml": config, "docs/one.md": '--8<-- "included.txt"\n'})
    call_build(root)
    assert "first" in (root / "site/one/index.html").read_text(encoding="utf-8")
    included.write_text("second", encoding="utf-8")
    call_build(root, "--force")
    assert "second" in (root / "site/one/index.html").read_text(encoding="utf-8")
    assert not (root / KEPT).exists()


def test_nothing_is_kept_where_a_hook_has_a_part_in_it(tmp_path: Path) -> None:
    hook = "def on_page_content(html, **_):\n    return html + '<p>hooked</p>'\n"
    root = make_project(tmp_path, PAGES, {"mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": hook})
    call_build(root)
    assert "hooked" in (root / "site/one/index.html").read_text(encoding="utf-8")
    assert not (root / KEPT).exists()


def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    root = make_project(tmp_path, PAGES)
    call_build(root)
    sound = snapshot(root / "site")
    shutil.rmtree(root / KEPT)
    (root / KEPT).write_text("a file in the folder's place", encoding="utf-8")
    call_build(root, "--force")
    assert snapshot(root / "site") == sound


def test_canary_converting_a_page_sets_what_is_kept_and_nothing_else(tmp_path: Path) -> None:
    """The cache stands in for `Page.render` (MkDocs 1.6.1), for which there is no event.

    If a version sets more than these, it must be kept too; if it sets less, less need be.
    """
    make_project(tmp_path, PAGES)
    config = load_config(str(tmp_path / "mkdocs.yml"), docs_dir=str(tmp_path / "docs"))
    files = Files(
        [File(name, config.docs_dir, config.site_dir, use_directory_urls=True) for name in ("one.md", "two.md")]
    )
    page = Page(None, files.src_uris["one.md"], config)
    page.read_source(config)
    before = dict(vars(page))
    page.render(config, files)
    changed = {name for name, value in vars(page).items() if name not in before or before[name] != value}
    assert changed == {"content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors"}

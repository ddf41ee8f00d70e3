"""The parts of a site: each is rendered by itself, kept, and rendered again only if it would be another."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.proof import part as part_of_site
from briefsite.proof import parts as parts_of_site
from briefsite.proof.part_task import PartTask, SiteFrame
from briefsite.rendering.kept_parts import kept_part
from briefsite.site.composition import Composition
from briefsite.site.inputs import Inputs
from briefsite.site.settings import Settings
from tests.helpers import call, call_build, call_release, copy_repository, make_project, small_edition, snapshot

KEPT = ".briefsite/parts"
CONFIG = """\
site_name: Press
site_url: https://press.test/
theme: {{ name: briefsite, custom_dir: docs/templates }}
plugins: [material/search]
markdown_extensions: [attr_list, md_in_html, tables, toc]
nav: [index.md, More: [mill/fall.md, notes.md], fall.md, bibliography.md, full-text.md, about.md, received.md,
  changes.md]
{more}"""
NOTES = "# Notes\n\nSee [the mill](mill/index.md), [its fall](mill/fall.md#p2) and [the bridge](bridges/old/fall.md).\n"
#: A template that shows all that a part has of the others.
TEMPLATE = """{% extends "site.html" %}
{% block extrahead %}<!-- {{ nav.homepage.url }} {{ nav.items | length }} -->{% endblock %}
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an edition at its root, which has a version, two others, and a page that links to them."""
    files = small_edition("x", "", "river") | small_edition("y", "bridges/old", "bridge")
    files |= small_edition("z", "mill", "mill")
    files |= {"mkdocs.yml": CONFIG.format(more=""), "docs/notes.md": NOTES, "docs/templates/main.html": TEMPLATE}
    root = make_project(tmp_path_factory.mktemp("parts") / "project", files)
    call_release(root, "2026-11-24", "x")
    return root


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that are rendered, as that happens."""
    names: list[str] = []
    make_part = part_of_site.make_part

    def heard(frame: SiteFrame, task: PartTask, *more: object) -> object:
        names.append(task.name)
        return make_part(frame, task, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(part_of_site, "make_part", heard)
    monkeypatch.setattr("briefsite.proof.elsewhere.make_part", heard)
    return names


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edit_renders_one_part_and_the_site_is_what_it_is_from_nothing(
    released: Path, tmp_path: Path, rendered: list[str]
) -> None:
    root = copy_repository(released, tmp_path / "copy")
    call_build(root)
    assert rendered == ["+", "bridges+old", "mill", "x+v"]
    rendered.clear()
    call_build(root, "--force")
    assert rendered == ["+", "bridges+old", "mill"], "a version never changes"
    rendered.clear()
    _edit(root / "sources/z/brief.txt", "in the morning", "at last")
    call_build(root)
    assert rendered == ["mill"]
    after = snapshot(root / "site")
    assert b"at last" in after["search/search_index.json"]
    # A copy of the folder has other inodes and times, and the same files.
    copy = Path(shutil.copytree(root, tmp_path / "copied"))
    rendered.clear()
    (copy / ".briefsite/state.json").unlink()
    call_build(copy)
    assert (rendered, snapshot(copy / "site")) == ([], after)
    shutil.rmtree(root / ".briefsite")
    call_build(root)
    assert snapshot(root / "site") == after


def test_pages_are_the_same_rendered_apart_together_and_in_another_order(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rendered: list[str]
) -> None:
    apart = snapshot(released / "site")
    backwards = copy_repository(released, tmp_path / "backwards")
    plan_parts = parts_of_site.plan_parts

    def turned(inputs: Inputs, made: Composition) -> parts_of_site.Plan:
        plan = plan_parts(inputs, made)
        return dataclasses.replace(plan, others=plan.others[::-1])

    monkeypatch.setattr(parts_of_site, "plan_parts", turned)
    call_build(backwards)
    assert rendered == ["+", "x+v", "mill", "bridges+old"]
    assert snapshot(backwards / "site") == apart
    monkeypatch.undo()
    # A hook may read all pages, and so all are rendered together.
    together = copy_repository(released, tmp_path / "together")
    (together / "mkdocs.yml").write_text(CONFIG.format(more="hooks: [hook.py]\n"), encoding="utf-8")
    (together / "hook.py").write_text("def on_page_content(html, **_):\n    return html\n", encoding="utf-8")
    call_build(together)
    assert {path.name for path in (together / KEPT).iterdir()} == {"+", "bridges+old"} - {"bridges+old"} | {
        "v+2026-11-24"
    }
    whole = snapshot(together / "site")
    # What is put together from all pages; the first page states the size of the zip.
    once = {"sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "download/x.zip", "index.html"}
    differ = {name for name in whole.keys() | apart.keys() if whole.get(name) != apart.get(name)}
    # The page of another edition that the menu names has its neighbors in the menu.
    assert differ - once == {"mill/fall/index.html"}
    for name, entries in (("sitemap.xml", rb"(?s)<url>.*?</url>"), ("search/search_index.json", rb'\{"location".*?\}')):
        assert sorted(re.findall(entries, whole[name])) == sorted(re.findall(entries, apart[name])), name


def test_a_part_sees_the_menu_and_the_files_of_the_others(released: Path, tmp_path: Path, rendered: list[str]) -> None:
    tree = LexborHTMLParser((released / "site/notes/index.html").read_text(encoding="utf-8"))
    links = [node.attributes["href"] for node in tree.css("article p a")]
    assert links[:3] == ["../mill/", "../mill/fall/#p2", "../bridges/old/fall/"]
    titles = [node.text(strip=True) for node in tree.css(".md-nav--primary .md-nav__item--nested a")]
    assert "Falling" in titles, "the title that the page of the other part states"
    assert b"<!--  8 -->" in (released / "site/bridges/old/fall/index.html").read_bytes()
    root = copy_repository(released, tmp_path / "copy")
    call_build(root)
    # The menu has another title: every page may show it.
    rendered.clear()
    _edit(root / "docs/notes.md", "# Notes", "# All notes")
    call_build(root)
    assert rendered == ["+", "bridges+old", "mill", "x+v"]
    # A page of another part is another, and then gone.
    rendered.clear()
    _edit(root / "sources/z/edition.yml", "slug: fall", "slug: falling")
    _edit(root / "mkdocs.yml", "mill/fall.md", "mill/falling.md")
    gone = call(root, "build")
    assert "error R01 MkDocs: Doc file 'notes.md' contains a link 'mill/fall.md#p2'" in gone.output


def test_a_link_to_a_passage_of_another_part_is_checked_where_that_is_kept(
    released: Path, tmp_path: Path, rendered: list[str]
) -> None:
    root = copy_repository(released, tmp_path / "copy")
    call_build(root)
    rendered.clear()
    _edit(root / "docs/notes.md", "fall.md#p2", "fall.md#p9")
    broken = call(root, "build")
    assert rendered == ["+"]
    assert (
        'notes/index.html: error R02 the link "its fall" leads to /mill/fall/#p9, which is not there' in broken.output
    )
    _edit(root / "docs/notes.md", "fall.md#p9", "fall.md#p1")
    _edit(root / "sources/z/brief.txt", "in the morning", "at last")
    assert "leads to /mill/fall/#p1" in call(root, "build").output


def _put_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("a file in the folder's place", encoding="utf-8")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a list cut": lambda kept: (kept / "part.json").write_bytes((kept / "part.json").read_bytes()[:-9]),
    "a foreign list": lambda kept: (kept / "part.json").write_text('{"report": {}}', encoding="utf-8"),
    "a page changed": lambda kept: _edit(_page(kept), "<p", "<div"),  # in the published site, whose files these are
    "a page gone": lambda kept: _page(kept).unlink(),
    "entries of the search changed": lambda kept: (kept / "search.json").write_text("{}", encoding="utf-8"),
    "no ids": lambda kept: (kept / "ids.json").unlink(),
    "a file instead of the site": lambda kept: _put_file(kept / "site"),
    "a file instead of all": _put_file,
}


def _page(kept: Path) -> Path:
    return next((kept / "site").rglob("index.html"))


@pytest.fixture(scope="module")
def sound(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_repository(released, tmp_path_factory.mktemp("sound") / "copy")
    call_build(root)
    return root


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed(damage: str, sound: Path, tmp_path: Path) -> None:
    kept = Path(shutil.copytree(sound / KEPT / "mill", tmp_path / "mill"))
    assert kept_part(kept) is not None
    DAMAGES[damage](kept)
    assert kept_part(kept) is None


def test_what_was_damaged_is_made_again(sound: Path, rendered: list[str]) -> None:
    before = snapshot(sound / "site")
    for name, damage in (("mill", "a page changed"), ("v+2026-11-24", "a file instead of all"), ("+", "no ids")):
        DAMAGES[damage](sound / KEPT / name)
    (sound / ".briefsite/state.json").unlink()
    call_build(sound)
    assert rendered == ["+", "mill", "x+v"]
    assert snapshot(sound / "site") == before


@pytest.mark.parametrize(
    ("line", "separable"),
    [
        ("theme: { name: briefsite, custom_dir: docs/templates }", True),
        ("theme: { name: null, custom_dir: docs/templates/ }", True),
        ("theme: { name: briefsite, custom_dir: elsewhere }", False),
        ("theme: of-a-stranger", False),
        ("plugins: [search, { tags: { enabled: true } }]", False),
        ("plugins: { search: { lang: en }, blog: {} }", False),
        ("markdown_extensions: [toc, pymdownx.snippets]", False),
        ("markdown_extensions: { toc: { permalink: true } }", True),
        ("hooks: [hook.py]", False),
        ("theme: [", False),
    ],
)
def test_parts_are_rendered_apart_only_if_nothing_in_the_settings_is_unknown(line: str, *, separable: bool) -> None:
    assert parts_of_site.is_separable(Settings({"mkdocs.yml": f"site_name: Press\n{line}\n".encode()}, {})) == separable


@pytest.mark.parametrize("renderer", ["properdocs", "zensical"])
def test_any_renderer_but_mkdocs_makes_the_whole_site_at_once(renderer: str) -> None:
    settings = Settings({"mkdocs.yml": b"site_name: Press\ntheme: { name: briefsite }\n"}, {})
    assert parts_of_site.is_separable(settings)
    assert not parts_of_site.is_separable(settings, renderer)


def test_a_site_is_put_together_from_parts_that_other_projects_made(tmp_path: Path, rendered: list[str]) -> None:
    """As docs/publishing.md does in a matrix of jobs: each project has some of the editions."""
    editions = {name: small_edition(name, path, path) for name, path in (("x", "river"), ("y", "mill"))}
    settings = {"mkdocs.yml": re.sub(r"(?s)nav:.*", "", CONFIG.format(more=""))}
    whole = make_project(tmp_path / "whole", settings, *editions.values())
    call_build(whole)
    kept = copy_repository(whole, tmp_path / "kept")
    for name, files in editions.items():
        share = make_project(tmp_path / name, settings, files)
        if name != "x":
            shutil.rmtree(share / "sources/x")  # every project begins with it
        call_build(share)
        for folder in ("documents", "pages", "parts", "references"):
            if (share / ".briefsite" / folder).exists():
                shutil.copytree(share / ".briefsite" / folder, kept / ".briefsite" / folder, dirs_exist_ok=True)
    rendered.clear()
    call_build(kept)
    assert len(rendered) == 1, "only the root"
    assert snapshot(kept / "site") == snapshot(whole / "site")

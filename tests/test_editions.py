"""Several editions in one site: each under its path with addresses of its own, and only what changed is made anew."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.edition.standing_pages import STANDING_PAGES
from briefsite.site import compose
from briefsite.site.inputs import Inputs
from tests.helpers import call, call_build, call_release, copy_repository, make_project, published, small_edition


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A site with an edition at its root (the default one is replaced) and two others."""
    files = (
        small_edition("x", "", "river")
        | small_edition("y", "bridges/old", "bridge")
        | small_edition("z", "mill", "mill")
    )
    return make_project(tmp_path / "site", files)


def page(root: Path, url: str) -> LexborHTMLParser:
    return LexborHTMLParser((root / "site" / url / "index.html").read_text(encoding="utf-8"))


def test_each_edition_is_whole_under_its_path(three: Path) -> None:
    said = call_release(three, "2026-11-24").output
    assert "Built 3 editions (3 changed)." in said
    for name, word in (("x", "river"), ("y", "bridge"), ("z", "mill")):
        assert f"sources/{name}: Version 2026-11-24.\n" in said
        assert word in (three / "sources" / name / "permalinks.yml").read_text()
    for path, word in (("", "river"), ("bridges/old", "bridge"), ("mill", "mill")):
        for url, number in (("", 1), ("fall", 2)):
            (node,) = page(three, f"{path}/{url}".strip("/")).css(f"[id=p{number}]")
            assert f"The {word}" in node.text()
        (note,) = page(three, f"{path}/bibliography".strip("/")).css("li[id=n1]")
        assert [link.attributes["href"] for link in note.css("a.backlink")] == ["../#n1-1"]
        assert (three / "docs" / path / "cite/fall.ris").is_file()


def test_the_home_lists_all_and_the_addresses_are_apart(three: Path) -> None:
    call_build(three)
    home = page(three, "")
    links = [node.attributes["href"] for node in home.css("article .card h3 a")]
    assert {"bridges/old/", "mill/"} <= set(links)
    listed = call(three, "addresses").output
    assert {"https://press.test/fall/#p2", "https://press.test/mill/fall/#p2"} <= set(re.findall(r"\S+#p2", listed))
    cited = call(three, "cite", "https://press.test/mill/fall/#p2", "--style", "address")
    assert "https://press.test/mill/fall/#p2" in cited.output
    assert "https://press.test/fall/#p2" in call(three, "cite", "p2", "--style", "address").output


def test_without_an_edition_at_the_root_a_home_is_written_and_all_works_on_request(tmp_path: Path) -> None:
    config = "site_name: Press\nsite_url: https://press.test/\ntheme: { name: null, custom_dir: docs/templates }\n"
    config += "plugins: []\nmarkdown_extensions: [attr_list, md_in_html, tables, toc]\n"
    root = make_project(tmp_path, small_edition("x", "bridge", "bridge") | small_edition("z", "mill", "mill"))
    (root / "mkdocs.yml").write_text(f"{config}nav: [index.md, all-works.md]\n")
    call_build(root)
    assert [node.text() for node in page(root, "").css("article .card h3 a")] == ["The bridge", "The mill"]
    works = page(root, "all-works").css("li.work")
    assert len(works) == 1, "a work that two editions cite stands there once"
    wheres = [node.attributes["href"] for node in works[0].css("a")]
    assert wheres == ["../bridge/bibliography/#press2020", "../mill/bibliography/#press2020"]
    (root / "mkdocs.yml").write_text(f"{config}nav: [index.md]\n")
    call_build(root)
    assert not (root / "docs/all-works.md").exists()


def test_only_what_changed_is_read_and_written_anew(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call_build(three)
    before = published(three)
    read: list[str] = []
    read_one = compose.read_one

    def heard(inputs: Inputs, folder: str) -> object:
        read.append(folder)
        return read_one(inputs, folder)

    monkeypatch.setattr(compose, "read_one", heard)
    path = three / "sources/z/brief.txt"
    path.write_text(path.read_text().replace("fell", "fell at last"))
    assert "Built 3 editions (1 changed)." in call_build(three).output
    assert read == ["sources/z"]
    after = published(three)
    changed = {name for name in after["docs"] if before["docs"].get(name) != after["docs"][name]}
    assert changed
    assert all(name.startswith("mill/") for name in changed)
    # One more: only it is read, and the home, which lists it.
    read.clear()
    make_project(three, small_edition("w", "weir", "weir"), small_edition("x", "", "river"))
    call_build(three)
    assert read == ["sources/w", "sources/x"]
    # And all of it is what a build from nothing gives.
    whole = published(three)
    shutil.rmtree(three / ".briefsite")
    call_build(three, "--force")
    assert published(three) == whole


def test_what_was_taken_over_is_proven_again_where_its_html_is_another(three: Path) -> None:
    call_build(three)
    template = three / "docs/templates/main.html"
    template.write_text(
        template.read_text().replace("{{ page.content }}", "{{ page.content | replace('mill', 'mull') }}")
    )
    before = published(three)
    result = call(three, "build")
    assert result.exit_code == 1
    assert 'sources/z/brief.txt:1:5: error W01 the word "mill" should come here' in result.output
    assert published(three) == before


def test_an_edition_that_was_published_can_neither_go_nor_change_its_path(three: Path) -> None:
    call_release(three, "2026-11-24")
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@press.test", "-c", "commit.gpgsign=false"]
    for step in (["init", "--quiet"], ["add", "sources"], [*identity, "commit", "--quiet", "--message=Before"]):
        subprocess.run(["git", "-C", str(three), *step], check=True)  # noqa: S607 - the git of the machine
    path = three / "sources/z/edition.yml"
    path.write_text(path.read_text().replace("path: 'mill'", "path: 'wheel'"))
    result = call(three, "build")
    assert 'sources/z/edition.yml:2:15: error A04 its permalinks were published under "/mill"' in result.output
    shutil.rmtree(three / "sources/z")
    result = call(three, "build")
    assert "sources/z: error A04 the edition was deleted, so its permalinks would break" in result.output
    assert result.exit_code == 1


@pytest.mark.long
def test_the_brief_stays_as_it_is_beside_another_edition(brief: Path, root: Path, tmp_path: Path) -> None:
    """Through the real templates: its own pages, addresses and head; the other's row of pages is its own."""
    checkout = copy_repository(root, tmp_path / "checkout")
    make_project(tmp_path / "small", small_edition("small", "reports/small", "dam"))
    shutil.copytree(tmp_path / "small/sources/small", checkout / "sources/small")
    call_build(checkout)
    for name, data in published(brief)["docs"].items():
        if name not in {"index.md", "addresses.json"}:  # which list the other one
            assert published(checkout)["docs"][name] == data, name
    tree = page(checkout, "reports/small/fall")
    tabs = tree.css(".md-tabs__link")
    assert [tab.text(strip=True) for tab in tabs][:3] == ["Rising", "Falling", "Bibliography"]
    assert [tab.attributes["href"] for tab in tabs][:3] == ["../", "./", "../bibliography/"]
    for made, first in (("reports/small/fall", "Bibliography"), ("turkey", "Timeline")):
        other = page(checkout, made)
        text, tools = other.css("header .md-tabs__list")
        assert (text.attributes["aria-label"], tools.attributes["aria-label"]) == ("Text", "Tools")
        assert len(text.css("[aria-current=page]")) == 1
        assert tools.css("a")[0].text(strip=True) == first
        assert [link.text(strip=True) for link in other.css(".md-nav--primary [data-tools]")] == [first]
        assert len(other.css(".md-nav--primary a[aria-current=page]")) == 1
    menu = tree.css(".md-nav--primary > .md-nav__list a")
    sections = [link.text(strip=True) for link in menu if (link.attributes["href"] or "").startswith("#")]
    assert (sections[-1], [link.text(strip=True) for link in menu][:2]) == ("How to cite", ["Rising", "Falling"])
    (title,) = tree.css("title")
    assert title.text() == "Falling · The dam"
    assert tree.css(".md-header__topic")[0].text(strip=True) == "The dam"
    assert tree.css(".md-logo")[0].attributes["title"] == "Mongolia’s Search for Balance", "where home is"
    (described,) = tree.css('link[rel="describedby"][type="application/x-bibtex"]')
    assert described.attributes["href"] == "../cite/fall.bib"
    for url in ("reports/small", "reports/small/fall"):
        (colophon,) = page(checkout, url).css(".md-copyright")
        assert colophon.text() == "The publisher’s.", "another text’s rights"
    assert not page(checkout, "reports/small").css(".series"), "the overview’s imprint has all that it would say"
    (above,) = tree.css(".series")
    assert re.match(r"about 1.minute to read ?· ?Cite this page", above.text(strip=True))
    (found,) = page(checkout, "").css('.card a[href="reports/small/"]')
    assert found.text() == "The dam"


def test_the_templates_know_the_pages_that_every_edition_has() -> None:
    template = (files("briefsite") / "theme/site.html").read_text("utf-8")
    (listed,) = re.findall(r"{% set standing = (\[.*?\]) %}", template)
    assert json.loads(listed) == [page.path.lstrip("/") for page in STANDING_PAGES]

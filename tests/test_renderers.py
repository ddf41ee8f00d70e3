"""The renderer's successors: of the same docs/ and mkdocs.yml they make the same addresses and the same text.

They ignore without a word what they don't know (hooks, plugins, a filter of a template): only a comparison tells.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.page_path import PagePath
from tests.helpers import build, latest_pages, make_project

BIN = Path(sys.executable).parent
#: An id that Zensical adds to the article: where its link past the menu leads.
OWN = {"__skip"}
SUCCESSORS = pytest.mark.parametrize("command", [("properdocs", "build", "--quiet"), ("zensical", "build")])
#: The pages in the menu at the left, and the sections of the one that is shown.
MENU = ".md-nav--primary > .md-nav__list a"


@dataclass(frozen=True)
class Said:
    """What a page says: to readers its title, its addresses in their order, the words and links of its article."""

    title: str
    addresses: list[str]
    text: str
    links: list[str]
    tabs: list[tuple[str, str]]
    menu: list[tuple[str, str]]
    comments: list[str]
    meta: list[tuple[str, str]]
    relations: list[tuple[str, str]]
    data: list[Any]
    coins: list[dict[str, list[str]]]


def _said(page: Path, url: str) -> Said:
    text = page.read_text(encoding="utf-8")
    tree = LexborHTMLParser(text)
    (title,), (article,) = tree.css("head > title"), tree.css("article.md-content__inner")
    ids = [node.attributes["id"] or "" for node in article.css("[id]")]

    def targets(selector: str) -> list[str]:
        return [urljoin(url, node.attributes["href"] or "") for node in tree.css(selector)]

    relations = "head link:is([rel=cite-as], [rel=describedby], [rel=item], [rel=license], [rel=type])"
    return Said(
        title.text(),
        [address for address in ids if address not in OWN],
        " ".join(article.text(separator=" ").split()),
        targets("article a[href]:not(.headerlink)"),
        list(zip((node.text(strip=True) for node in tree.css(".md-tabs a")), targets(".md-tabs a"), strict=True)),
        list(zip((node.text(strip=True) for node in tree.css(MENU)), targets(MENU), strict=True)),
        re.findall(r"<!-- (?:notes|\w[\w-]*)/\S+ -->", text),
        [
            (name, node.attributes["content"] or "")
            for node in tree.css("head meta[content]")
            for name in (node.attributes.get("name") or node.attributes.get("property") or "",)
            if re.match("citation_|dc|article:|og:locale", name)
        ],
        list(zip((node.attributes["rel"] or "" for node in tree.css(relations)), targets(relations), strict=True)),
        [json.loads(node.text()) for node in tree.css('script[type="application/ld+json"], #citation-data')],
        [parse_qs(node.attributes["title"] or "", strict_parsing=True) for node in tree.css(".Z3988")],
    )


def _rendered(made: Path, to: Path, command: tuple[str, ...]) -> Path:
    """The site that another renderer makes of what a build has made."""
    shutil.copytree(made / "docs", to / "docs")
    shutil.copy(made / "mkdocs.yml", to)
    run = subprocess.run([BIN / command[0], *command[1:]], cwd=to, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return to / "site"


def _compared(made: Path, other: Path) -> dict[str, Said]:
    """What every page says, by its URL: in both sites the same."""
    found = {}
    for page in latest_pages(made / "site"):  # versions are not in docs/
        name = page.relative_to(made / "site").as_posix()
        url = urljoin("https://press.test/", name.removesuffix("index.html"))
        found[f"/{name.removesuffix('index.html')}"] = _said(page, url)
        assert _said(other / name, url) == _said(page, url), name
    return found


@SUCCESSORS
def test_another_renderer_gives_the_same_addresses_and_the_same_text(
    brief: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    said = _compared(brief, _rendered(brief, tmp_path, command))
    assert len(said) > 12
    with_head = {
        PagePath.of_markdown(file.name).path
        for file in (brief / "docs").glob("*.md")
        if "\nhead: " in file.read_text("utf-8")
    }
    assert len(with_head) > 12
    assert {url for url, page in said.items() if len(page.data) == 2} == with_head
    assert {url for url, page in said.items() if page.coins} == {
        *("/", "/history/", "/security-concepts/", "/china-dependence/", "/russia-balance/", "/third-neighbors/"),
        *("/turkey/", "/full-text/", "/bibliography/"),
    }
    assert not any(page.comments for page in said.values())


SIGNS = r"{{ a }} {% b %} {# c #} {{{ {%- endraw -%} \{{ }} %} #}"
NASTY = f"""{SIGNS} "q" 'a' </script> <!-- & {{"""
WORKS = r"""@book{nasty, author = {{N%s}}, title = {T%s}, publisher = {P}, date = {2020},
  url = {https://x.test/a(b)?c=d&e_f=*g*},
}
"""


@pytest.fixture(scope="module")
def nasty(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two editions, one at the root and one below a path, whose every text means something to templates."""
    tex = re.sub(r"[{}%#&\\]", lambda sign: r"\textbackslash{}" if sign[0] == "\\" else f"\\{sign[0]}", NASTY)
    files: dict[str, str | bytes] = {}
    for name, path in (("x", ""), ("y", "old/dams")):
        title, text = json.dumps(SIGNS)[1:-1], json.dumps(NASTY)[1:-1]
        files[f"sources/{name}/edition.yml"] = (
            f'work: {{ title: "W{title}", publisher: {{ name: "P{text}" }}, date: 2020-02-01, language: en, '
            f'rights: "R{text}", authors: ["A{text}"], series: "S{text}", number: "1" }}\n'
            f'site: {{ path: {path!r}, title: "W{title}", description: "D{text}" }}\n'
            "source: { file: brief.txt }\n"
            "pages:\n"
            f'  - {{ slug: /, title: "F{title}", from: The river, summary: "U{text}" }}\n'
            f'  - {{ slug: bridge, title: "G{title}", from: The bridge, summary: "V{text}" }}\n'
            f'notes: [{{ number: 1, status: supplied, works: [nasty], comment: "C{text}" }}]\n'
        )
        files[f"sources/{name}/brief.txt"] = (
            f"The river rose, {NASTY}, at night.[1]\n\nThe bridge held, {NASTY}, till morning.\n"
        )
        files[f"sources/{name}/references.bib"] = WORKS % (tex, tex)
    config = (root / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    pages = ("index", "bridge", "full-text", "bibliography", "about", "changes", "received")
    nav = "".join(f"  - {name}.md\n" for name in pages)
    files["docs/templates/main.html"] = '{% extends "site.html" %}'
    files["mkdocs.yml"] = f"{config.replace('https://example.org/', 'https://press.test/')}\nnav:\n{nav}"
    made = make_project(tmp_path_factory.mktemp("nasty") / "made", files)
    build(made)
    return made


@SUCCESSORS
def test_no_text_means_anything_to_the_templates_of_any_renderer(
    nasty: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    said = _compared(nasty, _rendered(nasty, tmp_path, command))
    assert not any(page.comments for page in said.values())
    for path, first in (("/", "W"), ("/old/dams/", "F")):
        page, works = said[f"{path}bridge/"], said[f"{path}bibliography/"]
        assert page.title.startswith(f"G{SIGNS} · ")
        assert page.tabs[0] == (f"{first}{SIGNS}", f"https://press.test{path}")
        assert f"V{SIGNS}" in page.text
        assert {("citation_title", f"W{SIGNS}"), ("citation_author", f"A{NASTY},"), ("dc.rights", f"R{NASTY}")} <= {
            *page.meta
        }
        assert [page.data[0][name] for name in ("name", "description")] == [f"G{SIGNS}", f"V{NASTY}"]
        assert [coins["rft.btitle"] for coins in page.coins] == [[f"W{SIGNS}"]]
        assert ("describedby", f"https://press.test{path}cite/bridge.bib") in page.relations
        assert f"https://press.test{path}cite/bridge.bib" in page.links
        assert [coins["rft.btitle"][0].startswith(f"T{SIGNS} ") for coins in works.coins] == [True]
        assert f"Source found by the editors – supports the claim C{SIGNS}" in works.text
        assert f"N{SIGNS}" in works.text
        assert f"C{SIGNS} “q” ‘a’ </script> <!-- & {{" in works.text
        assert f"https://press.test{path}bibliography/#nasty" in works.links

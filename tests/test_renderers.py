"""The renderer's successors: of the same docs/ and mkdocs.yml they make the same addresses and the same text.

They ignore without a word what they don't know (hooks, plugins, a filter of a template): only a comparison tells. The
first tests run them on docs/ alone, as anyone could; the last ones through `--renderer`, with proof and versions.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.page_path import PagePath
from briefsite.site.renderers import RENDERERS
from tests.helpers import build, call, call_build, call_release, latest_pages, make_project, snapshot

BIN = Path(sys.executable).parent
#: An id that Zensical adds to the article: where its link past the menu leads.
OWN = {"__skip"}
#: In the normal run, ProperDocs is compared byte for byte, below.
SUCCESSORS = pytest.mark.parametrize(
    "command",
    [pytest.param(("properdocs", "build", "--quiet"), marks=pytest.mark.long), ("zensical", "build")],
    ids=lambda command: command[0],
)
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
    for size in article.css(".downloads data"):  # a build adds it, and that of the zip depends on all pages
        size.decompose()

    def targets(selector: str) -> list[str]:
        # In versions, links name the file (`rendering.built_site.with_index_files`).
        found = (urljoin(url, node.attributes["href"] or "") for node in tree.css(selector))
        return [re.sub(r"/index\.html(?=#|$)", "/", target) for target in found]

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


@pytest.fixture(scope="module")
def released(nasty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That site with a version, and a draft in which a page has another slug and a passage other words."""
    made = tmp_path_factory.mktemp("released") / "made"
    shutil.copytree(nasty, made)
    call_release(made, "2026-11-24")
    for name, old, new in (
        ("edition.yml", "slug: bridge", "slug: crossing"),
        ("brief.txt", "The bridge held", "The bridge still held"),
    ):
        file = made / "sources/y" / name
        file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    call_build(made)
    return made


OUR_THEME = {
    "mkdocs.yml": "site_name: A small case\nsite_url: https://press.test/\n"
    "theme: { name: briefsite, custom_dir: docs/templates }\n"
    "plugins: []\nmarkdown_extensions: [attr_list, md_in_html, tables, toc]\n"
}
#: Paths in the site, as patterns, that only some renderers have: the table of docs/contributing.md.
OF_MKDOCS = {"assets/**", "search/search_index.json"}
OF_ZENSICAL = {"assets/**", "search.json"}


@pytest.mark.parametrize(
    ("renderer", "ours", "theirs"),
    [
        ("properdocs", set(), set()),
        ("zensical", OF_MKDOCS, OF_ZENSICAL),
    ],
)
def test_a_build_with_another_renderer_differs_only_as_the_table_says(
    released: Path, tmp_path: Path, renderer: str, ours: set[str], theirs: set[str], root: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(released, other)  # with what MkDocs made
    call_build(other, "--renderer", renderer)
    assert snapshot(other / "docs") == snapshot(released / "docs")
    mkdocs, files = snapshot(released / "site"), snapshot(other / "site")
    if renderer == "properdocs":
        assert files == mkdocs
        return
    table = (root / "docs/contributing.md").read_text("utf-8").partition("{ #renderers }")[2].partition("\n## ")[0]
    for pattern in ours | theirs:
        assert f"`{pattern.replace('**', '')}`" in table, pattern
    assert _left(mkdocs.keys() - files.keys(), ours) == set()
    assert _left(files.keys() - mkdocs.keys(), theirs) == set()
    pages = [name for name in mkdocs if name.endswith(".html")]
    assert {"old/dams/bridge/index.html", "old/dams/v/2026-11-24/bridge/index.html", "404.html"} <= {*pages}
    for name in pages:
        url = urljoin("https://press.test/", name.removesuffix("index.html"))
        assert _said(other / "site" / name, url) == _said(released / "site" / name, url), name
        heads = [_head(made / "site" / name, url) for made in (released, other)]
        assert heads[0] == heads[1], name
    assert _mapped(files["sitemap.xml"]) == _mapped(mkdocs["sitemap.xml"])
    same = [
        name
        for name in mkdocs.keys() & files.keys()
        if not name.endswith((".html", ".zip", "sitemap.xml", "sitemap.xml.gz")) and name[0] != "_"
    ]
    assert [name for name in same if files[name] != mkdocs[name]] == []
    call_build(other)
    assert snapshot(other / "site") == mkdocs, "nothing is taken over from another renderer"


def _left(names: set[str], patterns: set[str]) -> set[str]:
    """The names that no pattern has."""
    return {name for name in names if not any(fnmatch(name, pattern) for pattern in patterns)}


def _mapped(sitemap: bytes) -> set[tuple[str, ...]]:
    """What a site map says of each page, in any order."""
    return {tuple(node.text or "" for node in entry) for entry in ET.fromstring(sitemap)}  # noqa: S314 - of our own


def _head(page: Path, url: str) -> list[dict[str, str | None]]:
    """What the head of a page with this URL says, without the theme's files and scripts, and their permissions."""
    nodes = LexborHTMLParser(page.read_text("utf-8")).css("head > :is(title, meta, link:not([rel=stylesheet]))")
    found = ({**node.attributes, "text": node.text()} for node in nodes)
    return [
        {**each, "href": urljoin(url, each.get("href") or "")}
        for each in found
        if each.get("http-equiv") != "Content-Security-Policy"
    ]


@pytest.mark.parametrize("renderer", ["properdocs", "zensical"])
def test_what_another_renderer_complains_of_is_a_problem(tmp_path: Path, renderer: str) -> None:
    wrong = {"docs/guide.md": "# Guide\n\n[Nowhere](nowhere.md)\n"}
    root = make_project(tmp_path / "project", wrong, OUR_THEME)
    result = call(root, "build", "--renderer", renderer)
    assert result.exit_code == 1
    assert "docs/guide.md: error R01" in result.output
    assert RENDERERS[renderer].shown in result.output
    assert not (root / "site").exists()


def test_without_mkdocs_only_the_name_of_the_renderer_has_to_change(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", OUR_THEME)
    program = (
        "import importlib.metadata, sys\n"
        "sys.modules['mkdocs'] = None\n"
        "import briefsite.site.renderers\n"
        "briefsite.site.renderers.RENDERER = 'zensical'\n"
        "from briefsite.cli.main import main\n"
        "main(['--root', sys.argv[1], 'build'])\n"
    )
    run = subprocess.run([sys.executable, "-c", program, root], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert (root / "site/search.json").is_file()

"""A site that lacks a stylesheet, a script, a picture or a template is not published, and the file is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefsite.problems.problem import Problem
from briefsite.proof.loaded_files import files_missing, files_there
from briefsite.rendering.built_site import read_site
from tests.helpers import call, call_build, call_release, collect, commit, git, make_project, published

MAIN = "docs/templates/main.html"


def missing(root: Path, files: dict[str, str]) -> tuple[Problem, ...]:
    """What a site of these files lacks."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    site = read_site(root)
    return collect(files_there, files_missing(site).items(), site.has)[1]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("index.html", '<link rel="stylesheet" href="assets/own.css">', "assets/own.css"),
        ("a/b/index.html", '<link rel="icon" href="../../assets/own.png?v=1#x">', "assets/own.png"),
        ("a/index.html", '<script src="../assets/own%20script.js"></script>', "assets/own script.js"),
        ("a/index.html", '<img alt="" src="/assets/own.svg">', "assets/own.svg"),
        ("a/index.html", '<link rel="alternate" type="application/rss+xml" href="../feed.xml">', "feed.xml"),
        ("a/index.html", '<picture><source src="own.webp"></picture>', "a/own.webp"),
        ("assets/style.css", "a { background: url(own.svg) } b { color: red }", "assets/own.svg"),
        ("assets/style.css", "@font-face { src: url( '../fonts/own.woff2?x' ) }", "fonts/own.woff2"),
        ("assets/style.css", '@import "own.css";', "assets/own.css"),
        ("assets/one.js", 'import { words } from "./own.js";', "assets/own.js"),
        ("assets/one.js", 'const two = () => import("../own.mjs");', "own.mjs"),
        ("assets/one.js", "import(new URL('own.js', here));", "assets/own.js"),
    ],
)
def test_what_a_page_a_style_or_a_script_loads_has_to_be_there(
    tmp_path: Path, name: str, text: str, wanted: str
) -> None:
    others = {"index.html": "<p>A page.</p>", "c/index.html": text} if name.startswith("a/") else {}
    (problem,) = missing(tmp_path / "without", {**others, name: text, **({"own.webp": ""} if "webp" in text else {})})[
        :1
    ]
    assert (problem.code, problem.place.file) == ("R02", f"docs/{wanted}")
    assert problem.message.startswith(f"is missing: {name}")
    assert not missing(tmp_path / "with", {name: text, wanted: ""})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("index.html", '<img alt="" src="data:image/png;base64,AA"><script src="https://x.test/y.js"></script>'),
        (
            "index.html",
            '<link rel="canonical" href="https://x.test/"><link href="a/"><script src="//x.test/y"></script>',
        ),
        ("404.html", '<link rel="stylesheet" href="/brief/assets/own.css">'),
        ("assets/style.css", "a { background: url(data:image/png;base64,AA); fill: url(#x) } /* url(own.svg) */"),
        ("assets/one.js", 'const s = "import from nowhere"; /* import("./own.js") */ new URL(`x.js`)'),
    ],
)
def test_what_is_elsewhere_is_not_looked_for(tmp_path: Path, name: str, text: str) -> None:
    assert not missing(tmp_path, {"a/index.html": "", name: text})


def test_what_a_part_of_the_site_loads_is_looked_for_in_the_others(tmp_path: Path) -> None:
    """The part is kept from the build that rendered it; what it loads may be gone since."""
    page = '<p id="p1">A page.</p><link rel="stylesheet" href="../../assets/own.css">'
    (tmp_path / "v/1").mkdir(parents=True)
    for name in ("v/1/index.html", "v/1/other.html"):
        (tmp_path / name).write_text(page, encoding="utf-8")
    loads = files_missing(read_site(tmp_path))
    assert loads == {"/assets/own.css": ["v/1/index.html", "v/1/other.html"]}
    assert not collect(files_there, loads.items(), lambda _: True)[1]
    (lacking,) = collect(files_there, [*loads.items(), *loads.items()], lambda _: False)[1]
    assert lacking.place.file == "docs/assets/own.css"
    assert "v/1/index.html and 3 more would load it" in lacking.message


def test_a_missing_style_of_a_site_of_ones_own_is_named_and_nothing_published(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    main = (root / MAIN).read_text(encoding="utf-8") + "<link rel=stylesheet href=\"{{ 'assets/own.css' | url }}\">"
    make_project(root, {MAIN: main, "docs/assets/own.css": "a { color: red }"})
    call_build(root)
    before = published(root)["site"]
    (root / "docs/assets/own.css").unlink()
    result = call(root, "build", "--force")
    assert result.exit_code == 1
    assert re.match(r"docs/assets/own\.css: error R02 is missing: \S+ and \d+ more would load it\n", result.output)
    assert published(root)["site"] == before


def test_a_template_that_was_deleted_is_named_until_somebody_says_that_it_is_to_go(tmp_path: Path) -> None:
    """Another theme would take its place without a word."""
    root = make_project(tmp_path, {"docs/templates/partial.html": "x", "docs/assets/logo.svg": "<svg/>"})
    call_build(root)
    (root / "docs/templates/partial.html").unlink()
    (root / "docs/assets/logo.svg").unlink()
    for arguments in (("build",), ("release", "--date", "2026-12-01"), ("check",)):
        result = call(root, *arguments)
        assert result.exit_code == 1
        for name in ("templates/partial.html", "assets/logo.svg"):
            assert f"docs/{name}: error S01 was there at the last build\n" in result.output
    call_build(root, "--force")
    assert call(root, "check").exit_code == 0


def test_git_says_which_files_were_deleted_on_purpose(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"docs/assets/logo.svg": "<svg/>", "docs/templates/partial.html": "x"})
    call_build(root)
    commit(root)
    git(root, "rm", "-q", "docs/templates/partial.html")
    (root / "docs/assets/logo.svg").unlink()
    result = call(root, "build", "--force")
    assert re.match(r"docs/assets/logo\.svg: error S01 was deleted, but git still has it\n", result.output)
    assert "git restore docs/assets/logo.svg" in result.output
    assert "partial" not in result.output
    git(root, "rm", "-q", "docs/assets/logo.svg")
    call_build(root)
    # What a build itself takes away is not missed: the parts of a page that is gone.
    call_release(root, "2026-11-24")
    commit(root, "Released")
    for path in (root / "docs/templates").rglob("*.html"):
        if path.name != "main.html":
            path.unlink()
    call_build(root)


def test_a_theme_without_a_name_needs_a_main_template(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    (root / MAIN).unlink()
    result = call(root, "build")
    assert result.output.startswith(f"{MAIN}: error R01 is missing, and a theme without a name needs it\n")


def test_the_files_that_a_plugin_adds_to_the_theme_are_in_the_site(tmp_path: Path) -> None:
    """MkDocs' own search brings its script as a file of the theme."""
    settings = "site_name: A\nsite_url: https://a.test/\ntheme: {name: briefsite, custom_dir: docs/templates}\n"
    extensions = "markdown_extensions: [attr_list, md_in_html, tables, toc]\n"
    root = make_project(
        tmp_path, {"mkdocs.yml": f"{settings}plugins: [search]\nextra_javascript: [search/main.js]\n{extensions}"}
    )
    (root / MAIN).unlink()
    call_build(root)
    assert (root / "site/search/main.js").is_file()

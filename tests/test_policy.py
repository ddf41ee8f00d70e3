"""The Content-Security-Policy: it allows what we and the theme ship. Anything else in a page fails the build."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.rendering import csp
from briefsite.rendering.foreign import intrusions, stylesheet_intrusions
from briefsite.rendering.intrusion import Surroundings
from briefsite.rendering.renderer import THEME
from briefsite.rendering.shipped_scripts import ShippedScripts, theme_folders, way_to_root
from tests.helpers import call, make_project

SHIPPED = ShippedScripts(theme_folders(THEME, "material"), "/brief/")
AROUND = Surroundings(("let a = 1 < 2",), lambda path: path == "assets/reader.js", "https://own.test/brief/")


def _directives(page: str) -> dict[str, list[str]]:
    meta = LexborHTMLParser(page).css('meta[http-equiv="Content-Security-Policy"]')
    assert len(meta) == 1
    parts = (directive.split() for directive in (meta[0].attributes["content"] or "").split(";"))
    return {name: sources for name, *sources in parts}


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>A</title>{head}</head><body>{body}</body></html>"


def _found(body: str, head: str = "") -> list[str]:
    return [found.does for found in intrusions(_page(body, head), "/a/", AROUND)]


def test_only_scripts_that_are_shipped_are_allowed_whatever_the_page_has() -> None:
    page = _page("<script>let a = 1 < 2</script><script>stolen()</script><script>let b</script>")
    policed = csp.with_policy(page, ["let c", "let b", "let a = 1 < 2"])
    assert _directives(policed)["script-src"] == ["'self'", _hash("let b"), _hash("let a = 1 < 2")]


def test_a_page_is_changed_in_nothing_else_and_one_without_a_head_in_nothing_at_all() -> None:
    page = "<html><HEAD class=a>\n<title>&lt;head&gt;</title></head></html>"
    assert re.sub(r"<meta[^>]*>", "", csp.with_policy(page, ())) == page
    assert csp.with_policy("<p>No head</p>", ()) == "<p>No head</p>"


@pytest.mark.parametrize(
    ("url", "way"),
    [("/", "."), ("/a/", ".."), ("/v/2026-11-24/a/", "../../.."), ("/figure.html", "."), ("/a/figure.html", "..")],
)
def test_the_scripts_of_the_theme_are_known_for_every_page(url: str, way: str) -> None:
    assert way_to_root(url) == way
    scripts = SHIPPED.on_page(url)
    assert [script for script in scripts if f'new URL("{way}",location)' in script]
    assert not [script for script in scripts if "{{" in script or "{%" in script]
    assert [script for script in SHIPPED.on_page("/404.html") if 'new URL("/brief/",location)' in script]


def test_a_file_is_the_themes_only_with_the_themes_content(tmp_path: Path) -> None:
    own = THEME / "assets/reader.js"
    assert SHIPPED.has_file("assets/reader.js", own)
    assert not SHIPPED.has_file("assets/other.js", own)
    assert not SHIPPED.has_file("assets/reader.js", tmp_path / "missing.js")
    (tmp_path / "reader.js").write_bytes(own.read_bytes() + b"stolen()")
    assert not SHIPPED.has_file("assets/reader.js", tmp_path / "reader.js")


FORBIDDEN = [
    # Scripts inside of the page, and files that nobody declared.
    ("<script>stolen()</script>", "has a script of its own"),
    ("<SCRIPT Type=Text/ECMAScript>stolen()</SCRIPT>", "has a script of its own"),
    ("<script type=module>import 'https://e.test/x'</script>", "has a script of its own"),
    ("<script type=importmap>{}</script>", "has a script of its own"),
    ("<script type=speculationrules>{}</script>", "has a script of its own"),
    ("<script href=../assets/reader.js>stolen()</script>", "has a script of its own"),
    ("<script>let a = 1 < 2 </script>", "has a script of its own"),
    ("<svg><script>stolen()</script></svg>", "has a script of its own"),
    ("<script src=../evil.js></script>", 'runs "../evil.js"'),
    ("<script src=assets/reader.js></script>", 'runs "assets/reader.js"'),
    ("<script src=//e.test/x.js></script>", "loads a script"),
    ("<svg><script xlink:href='https://e.test/x.js'/></svg>", "loads a script"),
    # Handlers, whatever the element and however they are written.
    ("<p ONCLICK=1>", "has a script in onclick"),
    ("<img/onerror=1 src=x>", "has a script in onerror"),
    ("<details ontoggle=1>", "has a script in ontoggle"),
    ("<svg onload=1>", "has a script in onload"),
    ('<noscript><p title="</noscript><img src=x onerror=1>">', "has a script in onerror"),
    # Links that are programs.
    ("<a href='java&#x0A;script:1'>", "links to a program"),
    ("<a href=' &#1;JavaScript:1'>", "links to a program"),
    ("<a href='data:text/html,x'>", "links to a program"),
    ("<area href=vbscript:1>", "links to a program"),
    ("<svg><a xlink:href=javascript:1 /></svg>", "links to a program"),
    ("<svg><a><set attributeName=href to=javascript:1 /></a></svg>", "changes an address"),
    # Whatever a browser would fetch from elsewhere.
    (r"<img src='\\e.test/x.png'>", "loads an image"),
    (r"<img src='/\e.test/x.png'>", "loads an image"),
    ("<img src='https://own.test.e.test/brief/x.png'>", "loads an image"),
    ("<img srcset='a.png 1x, https://e.test/b.png 2x'>", "loads an image"),
    ("<img srcset='data:image/png;base64,AA 1x, //e.test/b.png 2x'>", "loads an image"),
    ("<picture><source srcset=//e.test/x></picture>", "loads a picture"),
    ("<video poster=http://e.test/x></video>", "loads a video"),
    ("<audio src=http://e.test/x></audio>", "loads a recording"),
    ("<video><track src=http://e.test/x></video>", "loads captions"),
    ("<input type=image src=https://e.test/x>", "loads an image"),
    ("<table background=//e.test/x>", "loads a file"),
    ("<a ping=https://e.test/ href=/>", "loads a file"),
    ("<svg><use href='https://e.test/x#a'/></svg>", "loads a drawing"),
    ("<svg><feImage href=https://e.test/x /></svg>", "loads an image"),
    ("<svg><rect fill='\\75rl(https://e.test/x#a)'/></svg>", "loads a part of its looks"),
    ("<noscript><img src=https://e.test/x></noscript>", "loads an image"),
    # Frames, forms, styles.
    ("<iframe src=/x></iframe>", "shows another page"),
    ("<iframe srcdoc='x'></iframe>", "shows another page"),
    ("<object data=/x></object>", "shows another page"),
    ("<embed src=/x>", "shows another page"),
    ("<form action=https://e.test></form>", "sends a form"),
    ("<button formaction=/x>", "sends a form"),
    ("<style>p {}</style>", "has styles inside"),
    ("<p style='color: red'>", "has a style inside"),
    ("<p style='text-align: left; background: url(//e.test/x)'>", "has a style inside"),
    ("<div><template shadowrootmode=open><img src=https://e.test/></template></div>", "has a part that is hidden"),
]
FORBIDDEN_IN_HEAD = [
    ("<link rel='Alternate StyleSheet' href=https://e.test/x>", "loads a file (stylesheet)"),
    *((f"<link rel={rel} href=//e.test/x>", f"loads a file ({rel})") for rel in ("preload", "icon", "dns-prefetch")),
    ("<meta http-equiv=Refresh content=\"0;URL='https://e.test'\">", "leads its readers away"),
    ("<meta http-equiv=refresh content='0, javascript:1'>", "leads its readers away"),
    ("<base href=/x/>", "has another base"),
]
ALLOWED = [
    "<script>let a = 1 < 2</script><script src=../assets/reader.js></script>",
    "<script src=https://own.test/brief/assets/reader.js></script>",
    '<script type="application/ld+json">{"a": "<img onerror=1>"}</script><script type=application/json>{}</script>',
    "<a href=https://e.test/>x</a><a href=mailto:a@b.test>x</a><a href='../x.pdf'>x</a><a href='?q=javascript:1'>x</a>",
    "<img src=data:image/png;base64,AA><img src=../x.png srcset='a.png 1x, b.png 2x'>",
    "<img src=https://own.test/brief/x.png><video src=../x.mp4></video><link rel=cite-as href=https://doi.org/x>",
    "<table><tr><td style='text-align: right;'>1</td></tr></table><svg><rect fill='url(#a)'/><use href='#a'/></svg>",
    "<p title='onclick=1 url(https://e.test/x)'>onclick=1 &lt;script&gt;1&lt;/script&gt;</p><form name=search></form>",
    "<meta http-equiv=refresh content='0; url=../new/'><template><img src=https://e.test/></template>",
]


@pytest.mark.parametrize(("body", "said"), FORBIDDEN)
def test_what_does_not_belong_in_a_page_is_found(body: str, said: str) -> None:
    assert [does for does in _found(body) if does.startswith(said)], _found(body)


@pytest.mark.parametrize(("head", "said"), FORBIDDEN_IN_HEAD)
def test_what_does_not_belong_in_a_head_is_found(head: str, said: str) -> None:
    assert [does for does in _found("", head) if does.startswith(said)], _found("", head)


@pytest.mark.parametrize("body", ALLOWED)
def test_what_belongs_in_a_page_is_left_alone(body: str) -> None:
    assert _found(body) == []


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ("p { background: url( 'https://e.test/x' ) }", True),
        (r"@\69mport '//e.test/x';", True),
        ("p { background: u\\72 l(//e.test/x) }", True),
        ("p { background: image-set('a.png' 1x, 'https://e.test/b.png' 2x) }", True),
        ("@font-face { src: local(a), url(https://e.test/f.woff2) }", True),
        ("/* url(https://e.test/x) */ p::after { content: 'https://e.test' }", False),
        ("@namespace svg url(http://www.w3.org/2000/svg); p { background: url(data:image/png;base64,AA) }", False),
        ("@import 'other.css'; p { background: url(../x.png) }", False),
    ],
)
def test_a_style_sheet_loads_nothing_from_elsewhere(sheet: str, *, found: bool) -> None:
    assert bool([*stylesheet_intrusions(sheet, AROUND)]) == found


def test_a_build_names_everything_that_does_not_belong(tmp_path: Path) -> None:
    """In pages, drawings and style sheets that are written by hand: with file, line and what it is."""
    settings = (make_project(tmp_path) / "mkdocs.yml").read_text(encoding="utf-8")
    page = """\
# Own

<p onclick='stolen()'>Words</p>

![far](https://e.test/far.png)

<a href='JavaScript:1'>x</a>

<script src='../assets/own.js'></script><script src='../assets/smuggled.js'></script>

| a | b |
|--:|:-:|
| 1 | 2 |
"""
    files = {
        "mkdocs.yml": settings + "extra_javascript: [assets/own.js]\n",
        "docs/own.md": page,
        "docs/assets/own.js": "let own",
        "docs/assets/smuggled.js": "stolen()",
        "docs/assets/own.css": "p {}\n@import 'https://e.test/x.css';\n",
        "docs/assets/own.svg": "<svg>\n<style>p{}</style>\n<script>stolen()</script></svg>\n",
        "docs/assets/search_engine.js": "stolen()",
        "docs/own.HTML": "<img src=x onerror=stolen()>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = call(tmp_path, "build")
    assert result.exit_code == 1
    unknown = "which is neither the theme's nor named in mkdocs.yml"
    assert [line for line in result.output.splitlines() if ": error " in line] == [
        'docs/assets/own.css:2:10: error R11 the file loads a part of its looks from another host: "https://e.test/x.css"',
        'docs/assets/own.svg:3:9: error R11 the file has a script of its own: "stolen()"',
        "docs/assets/search_engine.js: error R11 the file takes the place of a script of the theme",
        'docs/own.HTML:1:20: error R11 the file has a script in onerror="stolen()"',
        'docs/own.md:3:13: error R11 the page own/index.html has a script in onclick="stolen()"',
        'docs/own.md:5:8: error R11 the page own/index.html loads an image from another host: "https://e.test/far.png"',
        'docs/own.md:7:10: error R11 the page own/index.html links to a program: "JavaScript:1"',
        f'docs/own.md:9:54: error R11 the page own/index.html runs "../assets/smuggled.js", {unknown}',
    ]
    assert not (tmp_path / "site").exists()


def test_every_page_of_the_site_has_its_policy_before_all_else_and_needs_no_exception(brief: Path) -> None:
    found = sorted((brief / "site").rglob("*.html"))
    assert len(found) > 12
    for path in found:
        page = path.read_text(encoding="utf-8")
        assert re.search(r'<head>\s*<meta http-equiv="Content-Security-Policy"', page), path
        assert page.encode().index(b'<meta charset="utf-8">') < 1024, f"{path}: browsers look no further for it"
        directives = _directives(page)
        assert directives["default-src"] == ["'none'"]
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:"} & {s for own in directives.values() for s in own}
        inline = [
            match[2]
            for match in re.finditer(r"<script\b([^>]*)>(.*?)</script>", page, re.DOTALL)
            if "src=" not in match[1] and "json" not in match[1]
        ]
        assert inline
        assert set(directives["script-src"]) == {"'self'", *map(_hash, inline)}, path
        tree = LexborHTMLParser(page)
        for node in tree.css("*"):
            assert not [name for name in node.attributes if name == "style" or name.startswith("on")], node.html
        assert not tree.css("style")

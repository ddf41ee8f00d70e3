"""The theme's style sheets are published without the rules that no page can use, and with all others as they are."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from briefsite.rendering.built_site import read_site
from briefsite.rendering.unused_rules import drop_unused_rules, names_in, names_on, used_rules
from briefsite.storage.cache import FolderCache
from tests.helpers import snapshot

FOUND = find_spec("material")
assert FOUND is not None
SHEETS = sorted(Path(str(FOUND.origin)).parent.glob("templates/assets/stylesheets/*.css"))
SHEET = "assets/stylesheets/main.css"


@pytest.mark.parametrize(
    ("style", "used"),
    [
        (".a{x:1}.b{x:2}", ".a{x:1}"),
        (".a,.b{x:1}", ".a{x:1}"),
        (".b:hover,p.b>em,p .a{x:1}", "p .a{x:1}"),
        (".a.b{x:1}", ""),
        ("p{x:1}#b{x:1}[class=b]{x:1}", "p{x:1}#b{x:1}[class=b]{x:1}"),
        # What is in parentheses can be one of several, or what must not be.
        ("p:not(.b){x:1}:is(.a,.b) em{x:2}p:has(>:not(.b,:is(.b)))+.b{x:3}", "p:not(.b){x:1}:is(.a,.b) em{x:2}"),
        # A group goes with its last rule; groups stand in groups.
        ("@media print{.b{x:1}.a{x:2}}@media print{.b{x:1}}", "@media print{.a{x:2}}"),
        ("@supports (x:1){@media print{.b{x:1}}}p{x:1}", "p{x:1}"),
        ("@media print{@media (x:1){.b{x:1}}.a{x:2}}", "@media print{.a{x:2}}"),
        # What isn't a plain rule stays.
        ('@charset "utf-8";@keyframes b{0%{x:1}to{x:2}}.b{x:1}', '@charset "utf-8";@keyframes b{0%{x:1}to{x:2}}'),
        ("@font-face{x:url(b.woff)}/*! .b{} */.b{x:1}", "@font-face{x:url(b.woff)}/*! .b{} */"),
        # Braces and points in strings and addresses are none.
        ('.a{x:url("d:,<b c=\'}\'>")}.b{x:"}"}.a:after{x:"{.b"}', '.a{x:url("d:,<b c=\'}\'>")}.a:after{x:"{.b"}'),
        ('[href$=".b,.b"]{x:1}[x="]"].b,[y]{x:2}', '[href$=".b,.b"]{x:1}[y]{x:2}'),
        (r".a\:b{x:1}.a\:c{x:1}", r".a\:b{x:1}"),
        ("[data-md-color-primary=red]{x:1}[data-md-color-primary=c]{x:2}", "[data-md-color-primary=c]{x:2}"),
        ("[data-md-color-scheme=c][data-md-color-accent=c]{x:1}", ""),
        ("p:not([data-md-color-primary=red]){x:1}", "p:not([data-md-color-primary=red]){x:1}"),
        # A sheet that is cut off stays as it is.
        (".b{x:1}.a{x:1", ".a{x:1"),
        (".a{x:1}}.b{x:1}p{x:1}", ".a{x:1}}p{x:1}"),
    ],
)
def test_a_rule_stays_if_an_element_can_have_its_classes(style: str, used: str) -> None:
    assert used_rules(style, {"a", "a:b", "data-md-color-primary=c", "data-md-color-scheme=c"}) == used


def test_the_names_on_a_page_are_those_of_its_elements_and_of_its_scripts() -> None:
    page = b"""<body data-md-color-primary="red"><p class="a b-c\nd"><p class=e><p class = 'f'>
        <script>node.className = "g"</script><script type="application/json">{"h": 1}</script> i"""
    assert names_on(page) >= {"a", "b-c", "d", "e", "f", "g", "data-md-color-primary=red"}
    assert not names_on(page) & {"h", "i", "p"}
    assert names_on(b"<P CLASS=a>") == {"a"}
    assert names_in(b'x.add("md-a--b")') == {"x", "add", "md-a--b"}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_is_lost_of_a_sheet_whose_rules_are_all_used(sheet: Path) -> None:
    style = sheet.read_text("utf-8")
    used = {*re.findall(r"\.([\w-]+)", style)}
    used |= {f"{name}={color}" for name, color in re.findall(r"\[([\w-]+)=([\w-]+)\]", style)}
    assert used_rules(style, used) == style


def test_a_page_with_an_admonition_brings_its_rules(tmp_path: Path) -> None:
    site, page = tmp_path / SHEET, tmp_path / "a/index.html"
    for file, text in ((site, ".admonition{x:1}.tabbed{x:2}"), (page, '<p class="admonition">')):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    # The file of the last site, which is the same one, is not touched.
    (tmp_path / "last.css").hardlink_to(site)
    drop_unused_rules(tmp_path, read_site(tmp_path).names)
    assert site.read_text("utf-8") == ".admonition{x:1}"
    assert (tmp_path / "last.css").read_text("utf-8") == ".admonition{x:1}.tabbed{x:2}"
    before = snapshot(tmp_path)
    drop_unused_rules(tmp_path, read_site(tmp_path).names)
    assert snapshot(tmp_path) == before


def test_the_cache_has_a_sheet_by_its_rules_and_by_the_names_that_are_used(tmp_path: Path) -> None:
    sheet, cache = tmp_path / SHEET, FolderCache(tmp_path / "cache")
    sheet.parent.mkdir(parents=True)
    for style, names, expected in (
        (".a{x:1}.b{x:2}", {"a"}, ".a{x:1}"),
        (".a{x:1}.b{x:2}", {"a"}, ".a{x:1}"),
        (".a{x:1}.b{x:2}", {"b"}, ".b{x:2}"),
        (".a{x:1}.b{x:3}", {"b"}, ".b{x:3}"),
        (".a{x:1}.b{x:3}", {"a", "b"}, ".a{x:1}.b{x:3}"),
    ):
        sheet.write_text(style, "utf-8")
        drop_unused_rules(tmp_path, names, cache)
        assert sheet.read_text("utf-8") == expected


def test_the_site_has_the_rules_of_its_pages_only(brief: Path) -> None:
    (main,) = (brief / "site/assets/stylesheets").glob("main.*.css")
    style = main.read_text("utf-8")
    assert ".md-search-result" in style
    assert ".md-typeset table" in style
    assert ".admonition" not in style
    assert ".tabbed-set" not in style

"""The Content-Security-Policy: every script in a page by its hash, and nothing that was not there."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.rendering import csp


def _directives(page: str) -> dict[str, list[str]]:
    meta = LexborHTMLParser(page).css('meta[http-equiv="Content-Security-Policy"]')
    assert len(meta) == 1
    parts = (directive.split() for directive in (meta[0].attributes["content"] or "").split(";"))
    return {name: sources for name, *sources in parts}


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("script", "allowed"),
    [
        ("<script>let a = 1 < 2 && 3</script>", ["let a = 1 < 2 && 3"]),
        ("<script>a\r\nb</script>", ["a\nb"]),
        ("<SCRIPT Type=Module>é “”</SCRIPT>", ["é “”"]),
        ("<script>a</script><script>b</script><script>a</script>", ["a", "b"]),
        ('<script src="x.js"></script><script type="application/json">{"a": "&amp;"}</script>', []),
        ("<script type='application/ld+json'>{}</script><p>let c</p>", []),
    ],
)
def test_the_scripts_in_a_page_are_allowed_letter_by_letter(script: str, allowed: list[str]) -> None:
    page = csp.with_policy(f"<!doctype html><html><head><title>A</title></head><body>{script}</body></html>")
    assert _directives(page)["script-src"] == ["'self'", *map(_hash, allowed)]


def test_a_page_is_changed_in_nothing_else_and_one_without_a_head_in_nothing_at_all() -> None:
    page = "<html><HEAD class=a>\n<title>&lt;head&gt;</title></head></html>"
    assert re.sub(r"<meta[^>]*>", "", csp.with_policy(page)) == page
    assert csp.with_policy("<p>No head</p>") == "<p>No head</p>"


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
        assert directives["script-src"] == ["'self'", *dict.fromkeys(map(_hash, inline))], path
        tree = LexborHTMLParser(page)
        for node in tree.css("*"):
            assert not [name for name in node.attributes if name == "style" or name.startswith("on")], node.html
        assert not tree.css("style")
        assert html.unescape(page).count("Content-Security-Policy") == 1

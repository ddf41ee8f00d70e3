"""Only white space that says nothing goes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.rendering.white_space import without_indentation


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>\n   a  b\n\n \n  c </p>\r\n\t<p>", "<p>\na  b\nc </p>\n<p>"),
        ("<pre>\n  a\n\n  b</pre>\n\n\n<p>", "<pre>\n  a\n\n  b</pre>\n<p>"),
        ("<div><PRE class=x> \n a</PRE >\n  </div>", "<div><PRE class=x> \n a</PRE >\n</div>"),
        ("<code>a\n  b</code>\n  <p>", "<code>a\n  b</code>\n<p>"),
        ("<textarea>\n  a</textarea>", "<textarea>\n  a</textarea>"),
        ("<script>\n  a = `\n  b`\n</script>\n\n", "<script>\n  a = `\n  b`\n</script>\n"),
        ("<style>\n  a {}</style>", "<style>\n  a {}</style>"),
        ('<script type="application/ld+json">\n{\n "a": "b  c"\n}\n</script>', None),
        ("<preface>\n  a</preface>", "<preface>\na</preface>"),
        ("one line", "one line"),
    ],
)
def test_lines_are_trimmed_where_white_space_is_only_space(page: str, expected: str | None) -> None:
    if expected is None:
        expected = page.replace('\n "', '\n"')
    assert without_indentation(page) == expected
    assert without_indentation(expected) == expected


def test_the_pages_of_the_site_have_none_of_it(brief: Path) -> None:
    for name in ("index.html", "received/index.html", "v/2026-11-24/full-text/index.html"):
        page = (brief / "site" / name).read_text("utf-8")
        for kept in LexborHTMLParser(page).css("pre, code, script:not([src])"):
            page = page.replace(kept.html or "", "kept")
        assert not re.search(r"\n\s", page)

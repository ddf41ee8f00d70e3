"""A page's path, Markdown file, URL and built file are one value, whichever of them it is read from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.page_path import PagePath

WORDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda word: word != "index")
FOLDERS = st.lists(WORDS, max_size=3).map("/".join)


@pytest.mark.parametrize(
    ("page", "path", "markdown", "built", "name"),
    [
        (PagePath.of("turkey"), "/turkey/", "turkey.md", "turkey/index.html", "turkey"),
        (PagePath.of("/turkey/"), "/turkey/", "turkey.md", "turkey/index.html", "turkey"),
        (PagePath.of("/"), "/", "index.md", "index.html", "index"),
        (PagePath.of(""), "/", "index.md", "index.html", "index"),
        (PagePath.of("a/b"), "/a/b/", "a/b.md", "a/b/index.html", "b"),
        (PagePath.of("/").under("a/b"), "/a/b/", "a/b/index.md", "a/b/index.html", "index"),
        (PagePath.of("c").under("a/b"), "/a/b/c/", "a/b/c.md", "a/b/c/index.html", "c"),
        (PagePath.of("c").under(""), "/c/", "c.md", "c/index.html", "c"),
    ],
)
def test_the_forms_of_a_page(page: PagePath, path: str, markdown: str, built: str, name: str) -> None:
    assert (page.path, page.markdown, page.built, page.name) == (path, markdown, built, name)
    assert page.url("https://a.test/x/") == f"https://a.test/x{path}"
    assert page.url("") == path


@given(WORDS | st.just(""), FOLDERS, FOLDERS)
def test_each_form_leads_back(slug: str, folder: str, edition: str) -> None:
    page = PagePath(slug, folder)
    assert PagePath.of_markdown(page.markdown) == page
    assert PagePath.of(page.path).path == page.path
    assert page.built == f"{page.path[1:]}index.html"
    assert page.under(edition).under("") == page.under(edition)
    assert page.under(edition).path == "/" + edition + "/" * bool(edition) + page.path[1:]

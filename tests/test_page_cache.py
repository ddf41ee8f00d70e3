"""The page cache: the site is the same with it and without it, whatever changes that a page depends on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template

from tests.helpers import call_build, make_project, snapshot

KEPT = ".briefsite/pages/+/pages"
MAIN = """<!doctype html>
<title>{{ page.title }} · {{ config.site_name }}</title>
{% if page.next_page %}{{ page.next_page.title }}{% endif %}{% include ["none.html", "own.html"] ignore missing %}
{% for item in nav %}{{ item.title }}{% endfor %}
<article>
{% set content %}{{ page.content }}{% endset %}
{% include "parts.html" %}
</article>
"""
PAGES = {"docs/one.md": "# One\n\n[Two](two.md)\n", "docs/two.md": "# Two\n\nThe end.\n"}


def write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, encoding="utf-8")


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    write(root, name, text.replace(old, new))


_Changes = list[tuple[str, Callable[[Path], None], set[str] | None]]
SETTINGS = """
site_name: A small case
site_url: https://press.test/
theme: {name: briefsite, custom_dir: docs/templates}
plugins: [material/search]
markdown_extensions: [attr_list, md_in_html, tables, toc]
"""

#: What is changed, and the pages that are made again: those (None: all).
OF_THE_THEME: _Changes = [
    ("nothing", lambda _: None, set()),
    ("words", lambda root: write(root, "docs/two.md", "# Two\n\nThe very end.\n"), {"two.md"}),
    (
        "parts",
        lambda root: edit(root, "sources/x/edition.yml", "work: {", "work: { number: '17',"),
        {"full-text.md", "index.md"},
    ),
    ("a sign in the menu", lambda root: write(root, "docs/two.md", "---\nstatus: new\n---\n# Two\n"), None),
]
#: The same where the site brings templates of its own.
OF_ITS_OWN: _Changes = [
    ("nothing", lambda _: None, set()),
    ("words that each page may show", lambda root: write(root, "docs/two.md", "# Two\n\nThe end of it.\n"), None),
    ("a title", lambda root: write(root, "docs/two.md", "# Three\n\nThe end.\n"), None),
    ("a template", lambda root: write(root, "docs/templates/own.html", "other"), None),
    ("no template", lambda root: (root / "docs/templates/own.html").unlink(), None),
    ("a setting", lambda root: edit(root, "mkdocs.yml", "A small case", "Another case"), None),
]


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that the templates are asked for, as they are."""
    pages: list[str] = []
    original = Template.render

    def render(template: Template, context: dict[str, Any]) -> str:
        pages.extend([context["page"].file.src_uri] if context.get("page") else [])
        return original(template, context)

    monkeypatch.setattr(Template, "render", render)
    return pages


@pytest.mark.parametrize("changes", [OF_THE_THEME, OF_ITS_OWN])
def test_pages_are_rendered_again_only_if_something_that_they_show_has_changed(
    changes: _Changes, tmp_path: Path, rendered: list[str]
) -> None:
    root = make_project(tmp_path / "project", PAGES)
    if changes is OF_THE_THEME:
        write(root, "mkdocs.yml", SETTINGS)
        (root / "docs/templates/main.html").unlink()
    else:
        write(root, "docs/templates/main.html", MAIN)
        write(root, "docs/templates/own.html", "own")
    call_build(root)
    pages = {*rendered}
    assert {"one.md", "two.md", "index.md"} <= pages
    for what, change, expected in changes:
        rendered.clear()
        change(root)
        call_build(root, "--force")
        again, site = {*rendered}, snapshot(root / "site")
        assert again == (pages if expected is None else expected), what
        if again:
            shutil.rmtree(root / KEPT)
            call_build(root, "--force")
            assert snapshot(root / "site") == site, what

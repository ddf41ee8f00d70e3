"""A site that has no address of its own yet: one answer for every place that would cite it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefsite.exports.placeholder import is_placeholder
from tests.helpers import call, call_build, make_project

CONFIG = "site_name: Press\nsite_url: {}\ntheme: {{ name: null, custom_dir: docs/templates }}\n"
PLACEHOLDERS = (
    "https://example.org/",
    "https://www.example.org/",
    "http://WWW.Example.COM/brief/",
    "https://example.net.:8080/",
    "https://press.example/",
    "https://nowhere.invalid/",
    "http://localhost:8000/",
    "http://127.0.0.1/",
    "http://[::1]:8000/brief/",
)
ADDRESSES = ("https://press.test/", "https://example.ac.uk/", "https://myexample.org/", "http://10.0.0.7/brief/")


@pytest.mark.parametrize("site_url", ["", "https://[", "/brief/", *PLACEHOLDERS])
def test_what_leads_nowhere_is_a_placeholder(site_url: str) -> None:
    assert is_placeholder(site_url)


@pytest.mark.parametrize("site_url", ADDRESSES)
def test_what_may_be_a_site_is_none(site_url: str) -> None:
    assert not is_placeholder(site_url)


@pytest.mark.parametrize("site_url", ["https://www.example.org/", "https://press.test/"])
def test_check_citations_and_pages_agree(tmp_path: Path, site_url: str) -> None:
    made = make_project(
        tmp_path,
        {"mkdocs.yml": CONFIG.format(site_url) + "markdown_extensions: [attr_list, md_in_html, tables, toc]\n"},
    )
    template = made / "docs/templates/main.html"
    template.write_text(template.read_text("utf-8") + '{% include "citation_body.html" %}\n', "utf-8")
    call_build(made)
    unknown = is_placeholder(site_url)
    assert ("warning A02" in call(made, "check").output) == unknown
    assert ("is a placeholder" in call(made, "cite", "p1").output) == unknown
    page = (made / "site/index.html").read_text("utf-8")
    assert re.findall('<p class="address">(.*?)</p>', page) == ([] if unknown else [f"{site_url} (draft)"])

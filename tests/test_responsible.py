"""Who is responsible: the license of the editors' part, the way to report an error, the colophon."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.edition.license import License, license_of
from briefsite.pages.error_report import report_address
from briefsite.reading.publication import Publication
from tests.helpers import EDITION, call, call_build, make_project

MAIN = '{% extends "site.html" %}\n'
#: A site with the theme, which has a footer.
SETTINGS = """site_name: A small case
site_url: https://press.test/
theme: { name: briefsite, custom_dir: docs/templates }
markdown_extensions: [attr_list, md_in_html, tables, toc]
plugins: []
"""
CC = "https://creativecommons.org/"


@pytest.mark.parametrize(
    ("stated", "name", "url"),
    [
        ("CC BY 4.0", "CC BY 4.0", f"{CC}licenses/by/4.0/"),
        ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", f"{CC}licenses/by-nc-sa/4.0/"),
        ("cc by-sa 3.0", "CC BY-SA 3.0", f"{CC}licenses/by-sa/3.0/"),
        (f"{CC}licenses/by-nd/4.0/deed.de", "CC BY-ND 4.0", f"{CC}licenses/by-nd/4.0/"),
        ("CC0", "CC0 1.0", f"{CC}publicdomain/zero/1.0/"),
        (f"{CC}publicdomain/zero/1.0/legalcode", "CC0 1.0", f"{CC}publicdomain/zero/1.0/"),
        ("https://x.test/terms", "https://x.test/terms", "https://x.test/terms"),
        ("All rights reserved", "All rights reserved", ""),
    ],
)
def test_a_license_is_stated_by_name_or_by_address(stated: str, name: str, url: str) -> None:
    assert license_of(f" {stated}\n") == License(name, url)


def test_no_license_is_none() -> None:
    assert license_of(" ") is None


@pytest.mark.parametrize(
    ("stated", "subject"),
    [
        ("mailto:errors@x.test", "subject"),
        ("https://x.test/p/issues/new", "title"),
        ("https://x.test/new?labels=text", "title"),
    ],
)
def test_a_report_says_what_it_is_about(publication: Publication, stated: str, subject: str) -> None:
    assert publication.version is not None
    edition = msgspec.structs.replace(publication.edition, report_errors=stated)
    address = report_address(replace(publication, edition=edition))
    assert address.startswith(stated)
    said = parse_qs(urlsplit(f"{address}https%3A//x.test/").query)
    assert said[subject] == [f"Error in “{edition.site.title}”"]
    assert said["body"][0].endswith(f"version of {publication.version.shown}\nhttps://x.test/")


def test_pages_name_the_license_and_lead_to_reports(tmp_path: Path) -> None:
    stated = "license: CC BY 4.0\nreport_errors: mailto:errors@x.test\n"
    root = make_project(tmp_path, {EDITION: stated, "mkdocs.yml": SETTINGS, "docs/templates/main.html": MAIN})
    call_build(root)
    for file in ("site/index.html", "site/about/index.html", "site/bibliography/index.html"):
        tree = LexborHTMLParser((root / file).read_text("utf-8"))
        assert [node.text() for node in tree.css(".md-copyright:has(> a[rel=license])")] == [
            " What the editors wrote: CC BY 4.0."
        ]
        (report,) = (node.attributes["href"] or "" for node in tree.css("article a.report"))
        url = f"https://press.test/{file.removeprefix('site/').removesuffix('index.html')}"
        assert parse_qs(urlsplit(report).query)["body"][0].endswith(f"\n{url}")
        (data,) = (json.loads(node.text()) for node in tree.css('script[type="application/ld+json"]'))
        assert data["isPartOf"]["license"] == f"{CC}licenses/by/4.0/"
        assert ("license" in data) == (file != "site/index.html"), "the work has none"
    about = LexborHTMLParser((root / "site/about/index.html").read_text("utf-8"))
    assert [node.text() for node in about.css("article h2")][-1] == "Colophon"
    assert "CC BY 4.0" in (root / "docs/about.md").read_text("utf-8")


def test_a_wrong_address_for_reports_is_refused(tmp_path: Path) -> None:
    root = make_project(tmp_path, {EDITION: "report_errors: errors at x.test\n"})
    result = call(root, "check")
    assert "edition.yml:1:" in result.output
    assert "E05" in result.output

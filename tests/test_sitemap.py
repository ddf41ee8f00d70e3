"""What crawlers ask for first: the site map, and robots.txt, which names it."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import fromstring

import pytest
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from briefsite.pages.mark import is_marked
from briefsite.rendering.renderer import THEME
from briefsite.site.robots import robots_file

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

#: The days of the editions' last versions: the one at `x` has not been released yet.
DAYS = {"index": "2026-12-01", "x": ""}


def file(path: str, **meta: object) -> Any:
    page = SimpleNamespace(canonical_url=f"https://press.test{path}", meta=meta, update_date="2001-02-03")
    return SimpleNamespace(page=page)


def test_the_site_map_has_what_search_engines_are_to_show_with_the_day_of_its_version() -> None:
    pages = [
        file("/", head="index"),
        file("/a&b/", title="By hand"),
        file("/x/new/", head="new", edition="x"),
        file("/new/", moved_path=""),  # a former address of the first page
        file("/old/", moved_path="new/"),
        file("/gone/", noindex=True),
        file("/v/2026-12-01/", version="2026-12-01", head="index"),
        SimpleNamespace(page=None),
    ]
    days = DictLoader({f"editions/{name}.html": f'{{% set modified = "{day}" %}}' for name, day in DAYS.items()})
    loader = ChoiceLoader([FileSystemLoader(THEME), days])
    template = Environment(loader=loader, autoescape=False).get_template("sitemap.xml")  # noqa: S701 - as in MkDocs
    tree = fromstring(template.render(pages=pages))  # noqa: S314 - our own
    listed = [(url.findtext(f"{NAMESPACE}loc"), url.findtext(f"{NAMESPACE}lastmod")) for url in tree]
    assert listed == [
        ("https://press.test/", "2026-12-01"),
        ("https://press.test/a&b/", None),
        ("https://press.test/x/new/", None),
    ]


@pytest.mark.parametrize(
    ("site_url", "sitemaps", "remark"),
    [
        ("https://press.test/", ["https://press.test/sitemap.xml"], ""),
        ("https://press.test/a/b/", ["https://press.test/a/b/sitemap.xml"], "only at https://press.test/robots.txt"),
        ("https://example.org/", None, "no URL yet"),
        ("", None, "no URL yet"),
    ],
)
def test_robots_may_fetch_all_and_find_the_site_map(site_url: str, sitemaps: list[str] | None, remark: str) -> None:
    (data,) = robots_file(site_url).values()
    assert is_marked(data)
    parser = RobotFileParser()
    parser.parse(data.decode().splitlines())
    assert parser.site_maps() == sitemaps
    assert parser.can_fetch("*", "https://press.test/a/b/v/2026-12-01/")
    remarks = " ".join(line for line in data.decode().splitlines()[1:] if line.startswith("#"))
    assert re.search(re.escape(remark), remarks) if remark else not remarks

"""The work grows with the text, not faster: what is done for each page must not go through all paragraphs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench_archive import long_edition
from briefsite.problems.collector import Problems
from briefsite.progress import Clock
from briefsite.site.compose import compose
from briefsite.site.inputs import gather
from tests.helpers import DEFAULT, call_build, make_project, small_edition

#: The pages that every edition has besides those of its text, as in the navigation.
TOOLS = "bibliography.md, full-text.md, about.md, received.md, changes.md, check-a-quotation.md"


def built_pages(tmp_path: Path, count: int, name: str) -> Path:
    """The root of a built project with a text of so many pages, which are called "`name` 0", "`name` 1" and so on."""
    slugs = ["/", *(f"part-{at}" for at in range(1, count))]
    listed = "".join(
        f'  - {{slug: {slug}, title: {name} {at}, from: "Passage {at} tells", summary: S.}}\n'
        for at, slug in enumerate(slugs)
    )
    settings = (DEFAULT / "mkdocs.yml").read_text(encoding="utf-8").replace("name: null", "name: briefsite")
    files = ", ".join(f"{slug}.md" for slug in slugs[1:])
    root = make_project(
        tmp_path,
        small_edition("x", "", "river"),
        {
            "mkdocs.yml": f"{settings}nav: [index.md, {files}, {TOOLS}]\n",
            "docs/templates/main.html": '{% extends "site.html" %}\n',
            "sources/x/brief.txt": "\n\n".join(f"Passage {at} tells of the river.[1]" for at in range(count)) + "\n",
            "sources/x/edition.yml": f"pages:\n{listed}notes: [{{number: 1, status: supplied, works: [press2020]}}]\n",
        },
    )
    call_build(root)
    return root


def test_the_menu_of_a_page_does_not_grow_with_the_number_of_pages(tmp_path: Path) -> None:
    count = 45
    root = built_pages(tmp_path, count, "Part")
    built = LexborHTMLParser((root / "site/part-20/index.html").read_bytes())
    for menu, around in ((".md-tabs", 1), (".md-nav--primary", 5)):
        shown = [link.text(strip=True) for link in built.css(f"{menu} a[href]") if "Part" in link.text()]
        near = [f"Part {at}" for at in range(20 - around, 21 + around)]
        assert [title for title in dict.fromkeys(shown) if title != "Part 0"] == near, menu
        (all_pages,) = [link for link in built.css(f"{menu} a[href]") if link.text(strip=True) == "All pages"]
        assert all_pages.attributes["href"] == ".."
    first = LexborHTMLParser((root / "site/index.html").read_bytes())
    listed_there = {link.attributes["href"] for link in first.css("main a[href]")}
    assert {f"part-{at}/" for at in range(1, count)} <= listed_there


def test_a_row_that_is_too_short_for_all_names_has_the_present_one_and_the_menu_has_all(tmp_path: Path) -> None:
    count, name = 9, "A river that nobody has crossed since"
    root = built_pages(tmp_path, count, name)
    pages = {at: LexborHTMLParser((root / f"site/{at}/index.html").read_bytes()) for at in ("part-5", "changes")}
    rows = {at: [link.text(strip=True) for link in tree.css(".md-tabs a")] for at, tree in pages.items()}
    first = pages["part-5"].css(".md-nav--primary > .md-nav__list > .md-nav__item > a")[0].text(strip=True)
    tools = ["Bibliography", "Full text", "About"]
    assert rows == {"part-5": [first, f"{name} 5", *tools], "changes": [first, *tools]}
    for tree in pages.values():
        (menu,) = tree.css(".md-nav--primary.md-nav--long")
        assert {link.text(strip=True) for link in menu.css("a[href]")} >= {f"{name} {at}" for at in range(1, count)}
        about = [link.text(strip=True) for link in menu.css("a[data-about]")]
        assert about == ["About the text", "The text as received", "Changes", "Check a quotation"]
    # The row marks what holds the page, and not as the page that is shown.
    assert [link.text(strip=True) for link in pages["changes"].css(".md-tabs__item--active a")] == ["About"]
    assert not pages["changes"].css(".md-tabs [aria-current]")


@pytest.mark.long
def test_four_times_the_paragraphs_take_about_four_times_as_long(tmp_path: Path) -> None:
    """Seconds of the processor, so that a busy machine changes nothing; what is done once only is done before."""
    busy = {}
    for count in (100, 1_000, 4_000):
        root = tmp_path / str(count)
        long_edition(root, count)
        problems = Problems()
        inputs = gather(root, {}, problems)
        assert inputs, problems
        began = time.process_time()
        made = compose(inputs, Clock(), {}, problems)
        busy[count] = time.process_time() - began
        assert len(made.editions) == 1, problems.in_order()[:3]
    assert busy[4_000] < 6 * busy[1_000], busy

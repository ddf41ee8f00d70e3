"""Light: what a first visit fetches, when the search comes, and that nothing jumps while a page is put together."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Response, expect

THEMES = ("china-dependence/", "history/", "security-concepts/", "third-neighbors/")
#: In bytes. A page that has all of the text, or all works, is a little heavier.
MOST = 92_000
MOST_OF_ALL = 99_000
#: Takes a path; gives the page, and the bytes of each address that it fetched.
Visit = Callable[[str], tuple[Page, dict[str, int]]]
SEARCH = re.compile(r"/(search_index\.json|search_engine\.js|workers/search\.\w+\.min\.js)$")


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens a page for the first time, and counts what it fetches: bytes by address, as a host sends them (gzip)."""
    with browser.new_context() as context:

        def visited(path: str) -> tuple[Page, dict[str, int]]:
            fetched: dict[str, int] = {}

            def hear(answer: Response) -> None:
                fetched[answer.url] = len(gzip.compress(answer.body(), 6))

            page = context.new_page()
            page.on("response", hear)
            page.goto(f"{address}{path}", wait_until="networkidle")
            return page, fetched

        yield visited


@pytest.mark.parametrize("path", ["", *THEMES, "timeline/", "names/"])
def test_a_first_visit_fetches_little(visit: Visit, path: str) -> None:
    _, fetched = visit(path)
    assert len(fetched) > 5
    assert sum(fetched.values()) <= MOST, "\n".join(f"{size:7,} {url}" for url, size in sorted(fetched.items()))
    assert not [url for url in fetched if re.search(r"\.(woff2?|ttf|otf)$", url)]


@pytest.mark.parametrize("path", ["full-text/", "bibliography/"])
def test_a_page_that_has_all_of_it_is_little_heavier(visit: Visit, path: str) -> None:
    _, fetched = visit(path)
    assert sum(fetched.values()) <= MOST_OF_ALL


def test_the_search_comes_when_somebody_turns_to_it(visit: Visit) -> None:
    page, fetched = visit("turkey/")
    assert not [url for url in fetched if SEARCH.search(url)]
    page.keyboard.press("/")
    page.keyboard.type("Khanquest")
    expect(page.locator(".md-search-result__item").first).to_contain_text("¶")
    names = [url.rsplit("/", 1)[1] for url in fetched if SEARCH.search(url)]
    assert sorted(names) == ["search_engine.js", "search_index.json"]  # and not the theme's own worker


@pytest.mark.parametrize("asked", ["?q=coal", "?h=coal#p8"])
def test_a_link_with_a_search_in_it_works_at_once(visit: Visit, asked: str) -> None:
    page, _ = visit(f"china-dependence/{asked}")
    expect(page.locator("mark").first).to_have_text(re.compile("coal", re.IGNORECASE))


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_jumps_while_a_page_is_put_together(watched: Callable[..., Page], address: str, width: int) -> None:
    page = watched("", viewport={"width": width, "height": 900})
    page.add_init_script(
        """window.shifts = []
        new PerformanceObserver(list => {
            for (const shift of list.getEntries()) {
                shifts.push([shift.value, ...shift.sources.map(({ node }) => node?.className ?? node?.nodeName)])
            }
        }).observe({ type: "layout-shift", buffered: true })"""
    )
    for path in ("", "china-dependence/", "bibliography/", "timeline/", "full-text/"):
        page.goto(f"{address}{path}", wait_until="networkidle")
        page.wait_for_timeout(100)
        assert sum(shift[0] for shift in page.evaluate("shifts")) < 0.01, (path, page.evaluate("shifts"))

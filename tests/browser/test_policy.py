"""Under its Content-Security-Policy every page works, and what does not belong to it does not run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EmptyPage, pages_of_versions, pages_to_open

LISTEN = """window.objections = []
addEventListener("securitypolicyviolation", event => objections.push(`${event.violatedDirective} ${event.blockedURI}`))
"""


@pytest.fixture(scope="module")
def address(brief: Path, serve_site: Callable[..., str]) -> str:
    """At the root of a host, where the page for what isn't there finds its scripts."""
    return serve_site(brief / "site")


def _listening(page: Page) -> Page:
    page.add_init_script(LISTEN)
    return page


def _objections(page: Page) -> list[str]:
    found: list[str] = page.evaluate("objections")
    return found


def test_no_page_goes_against_its_policy(watched: Callable[..., Page], brief: Path, address: str) -> None:
    _expect_no_objection(_listening(watched()), address, [*pages_to_open(brief / "site"), "404.html"])


@pytest.mark.long
def test_no_page_of_a_version_goes_against_its_policy(watched: Callable[..., Page], brief: Path, address: str) -> None:
    _expect_no_objection(_listening(watched()), address, pages_of_versions(brief / "site"))


def _expect_no_objection(page: Page, address: str, urls: list[str]) -> None:
    for url in urls:
        page.goto(f"{address}{url}", wait_until="networkidle")
        assert page.locator("html").evaluate("node => node.classList.contains('js')"), url
        assert not _objections(page), url


def test_search_colors_previews_and_citing_work_under_it(watched: Callable[..., Page], address: str) -> None:
    page = _listening(watched(viewport={"width": 1024, "height": 800}))
    page.goto(f"{address}china-dependence/")
    page.locator("#n8-1 a").hover()
    expect(page.locator(".md-tooltip2--active[role=dialog]")).to_be_visible()
    page.locator("#p8 .name").first.hover()
    expect(page.locator(".md-tooltip2--active[role=tooltip]")).to_be_visible()
    page.locator("#p9 .cite-link").click()
    dialog = page.locator("dialog[open]")
    for style in ("Chicago", "RIS"):
        dialog.get_by_role("radio", name=style, exact=True).check()
        expect(dialog.get_by_role("region")).not_to_be_empty()
    page.keyboard.press("Escape")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    for _ in range(2):
        page.locator("form[data-md-component=palette] label:visible").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") != before
    page.keyboard.press("/")
    page.keyboard.type("coal")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert not _objections(page)


def test_what_somebody_smuggles_in_is_neither_run_nor_sent(empty_page: EmptyPage, address: str) -> None:
    """In a page that is not watched: that the browser objects is what is wanted here."""
    page = _listening(empty_page(address))
    asked: list[str] = []
    stopped: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: stopped.append(request.url) if request.failure == "csp" else None)
    smuggled = (
        '<script>window.stolen = 1</script><img src="https://elsewhere.test/p.png" onerror="window.stolen = 2">'
        '<script src="https://elsewhere.test/s.js"></script><link rel="stylesheet" href="https://elsewhere.test/s.css">'
        '<iframe src="https://elsewhere.test/"></iframe><base href="https://elsewhere.test/">'
        '<form action="https://elsewhere.test/"><button id="sent">Go</button></form>'
    )

    def smuggle(body: str) -> str:
        return body.replace("</article>", f"{smuggled}</article>", 1)

    page.route(f"{address}turkey/", lambda route: route.fulfill(response=(a := route.fetch()), body=smuggle(a.text())))
    page.goto(f"{address}turkey/")
    page.locator("#sent").evaluate("button => button.form.requestSubmit()")  # a click would wait for the next page
    page.evaluate("fetch('https://elsewhere.test/x').catch(() => 0)")
    assert page.evaluate("window.stolen") is None
    assert not [url for url in asked if not url.startswith(address) and url not in stopped]
    page.wait_for_function("() => objections.some(said => said.startsWith('connect-src'))")
    objected = {re.split(r"[\s-]", said)[0] for said in _objections(page)}
    assert objected >= {"script", "img", "style", "frame", "base", "form", "connect"}
    page.close()

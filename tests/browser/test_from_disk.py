"""The zip of the site, unpacked and opened from a disk, where browsers fetch, import and start nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from selectolax.lexbor import LexborHTMLParser


@pytest.fixture(scope="module")
def folder(brief: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked zip."""
    to = tmp_path_factory.mktemp("disk")
    with zipfile.ZipFile(brief / "site/download/mongolia.zip") as archive:
        archive.extractall(to)
    return to / "mongolia"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, in which nothing may fail."""
    opened = browser.new_page(viewport={"width": 1400, "height": 800})
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # then the next page only cut it short
            said.append(request.url)

    opened.on("requestfailed", failed)
    yield opened
    opened.close()
    assert not said


def test_search_preview_citing_and_earlier_versions_work_from_a_disk(folder: Path, page: Page) -> None:
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("Dalai Lama")
    result = page.locator(".md-search-result__link", has_text="¶").first
    expect(result).to_be_visible()
    result.click()
    expect(page).to_have_url(re.compile(r"/mongolia/china-dependence/index\.html\?h=.*#p\d+$"))
    expect(page.locator(":target")).to_contain_text("Dalai Lama")
    page.locator(".marker > a").first.hover()
    expect(page.locator(".md-tooltip2[role=dialog]")).to_contain_text("Mongolia")
    page.locator("#p9 .cite-link").click()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("Cite ¶ 9")
    dialog.get_by_label("BibTeX").check()
    expect(dialog).to_contain_text("@techreport")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Turkey").first.click()
    expect(page).to_have_url(re.compile(r"/mongolia/turkey/index\.html$"))
    page.goto((folder / "check-a-quotation/index.html").as_uri() + "?words=the+Dalai+Lama+visit")
    expect(page.locator(".finding").first).to_contain_text("Dalai Lama")
    page.goto((folder / "v/2026-11-24/turkey/index.html").as_uri())
    expect(page.locator("h1")).to_contain_text("Turkey")
    page.get_by_role("link", name="This page as it is now").click()
    expect(page).to_have_url(re.compile(r"/mongolia/turkey/index\.html$"))


def test_every_link_and_file_of_the_copy_is_in_it(folder: Path) -> None:
    """A page from a disk can't lead to a folder, nor to a file that is only on the site."""
    pages = sorted(folder.rglob("*.html"))
    trees = {file: LexborHTMLParser(file.read_text("utf-8")) for file in pages}
    ids = {file: {str(node.attributes["id"]) for node in tree.css("[id]")} for file, tree in trees.items()}
    assert len(pages) > 40
    for file, tree in trees.items():
        nodes = [
            *tree.css("a[href]"),
            *tree.css("link[rel~=stylesheet], link[rel~=icon]"),
            *tree.css("script[src]"),
            *tree.css("img[src]"),
        ]
        for node in nodes:
            address = str(node.attributes.get("href") or node.attributes.get("src"))
            if re.match(r"[a-z][a-z0-9+.-]*:|//", address):
                continue
            parts = urlsplit(urljoin(file.as_uri(), address))
            target, fragment = Path(unquote(parts.path)), unquote(parts.fragment).partition(":~:")[0]
            assert target.is_file(), f"{file}: {address}"
            assert not fragment or target.suffix != ".html" or fragment in ids[target], f"{file}: {address}"
    assert not list(folder.rglob("404.html"))
    assert not list(folder.glob("v/*/download"))
    assert (folder / "download/mongolia.pdf").is_file()

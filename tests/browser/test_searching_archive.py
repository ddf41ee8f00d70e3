"""The search of an archive that is too large for one index: the answers of a small site, from a few pieces."""

from __future__ import annotations

import functools
import json
import os
import re
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from briefsite.rendering.csp import WASM
from briefsite.rendering.hosting import HEADERS
from briefsite.rendering.search_index import FILE
from briefsite.rendering.search_shards import SearchedPart, put_shards
from briefsite.storage.checksum import checksum
from tests.browser.conftest import StaticHost
from tests.browser.test_searching import FIRST

#: The edition is in four places, of which one is the root; only that has pages.
PATHS: Final = ("", "first", "second", "third")
COUNT: Final = 4
#: What one index finds elsewhere: it has all names and all spellings at once, and equal places in another order.
OTHER_PLACE: Final = frozenset(
    {
        *("normalise", "neighbouring", "“third neighbour policy”", "co-operation", "embassy Ulan Bator 1996"),
        *("Chinas", "Mongolias", "coal xyzzy"),
    }
)
#: Asks the search each query, as if in the page `here`, and gives the place that its last answer has first.
ASK_ENGINE: Final = """async ([queries, shards, here]) => {
    const worker = new NativeWorker("../assets/search_engine.js")
    const ask = message => new Promise(done => {
        const hear = ({ data }) => {
            if (data.type === 3 && !data.data.last) return
            worker.removeEventListener("message", hear)
            done(data.data)
        }
        worker.addEventListener("message", hear)
        worker.postMessage(message)
    })
    await ask({ type: 0, data: { config: { shards }, docs: [], here } })
    const places = []
    for (const query of queries) {
        const { items } = await ask({ type: 2, data: query })
        const [best] = items.flat().sort((one, two) => two.score - one.score)
        places.push(best?.location ?? "")
    }
    return places
}"""


class Host(StaticHost):
    """A host that sends the policy as a header, which also holds for the worker, and counts what it sends."""

    sent: ClassVar[dict[str, int]] = {}
    policy: ClassVar[str] = ""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send a file."""
        self.sent[self.path] = outputfile.write(source.read())

    def end_headers(self) -> None:
        """With the policy before their end."""
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


@pytest.fixture(scope="module")
def archive(brief: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site like that of the brief, with its search in shards."""
    folder = tmp_path_factory.mktemp("archive")
    site = folder / "site"
    for file in (brief / "site").rglob("*"):
        name = file.relative_to(brief / "site")
        if file.is_file() and name.parts[0] not in {"v", "download"}:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            os.link(file, site / name)
    index = json.loads((site / FILE).read_bytes())
    parts = []
    for path in PATHS:
        docs = [{**doc, "location": f"{path}/{doc['location']}" if path else doc["location"]} for doc in index["docs"]]
        said = ",".join(map(json.dumps, docs))
        parts.append(SearchedPart(path, folder / f"part-{path}", checksum(said)))
        parts[-1].file.write_text(said, encoding="utf-8")
    put_shards(parts, COUNT, "en", folder / "kept", site, "")
    (site / FILE).unlink()  # it is linked
    (site / FILE).write_text(json.dumps({"config": {**index["config"], "shards": COUNT}, "docs": []}))
    stated = re.search(r"Content-Security-Policy: (.*)", (site / HEADERS).read_text("utf-8"))
    assert stated
    Host.policy = stated[1].replace("script-src 'self'", f"script-src 'self' {WASM}")  # as in `csp.policy`
    handler = functools.partial(Host, directory=str(site), under="/briefs/")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/briefs/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, archive: str) -> Iterator[Page]:
    """A page of it, with the search open."""
    said: list[str] = []
    opened = browser.new_page(viewport={"width": 1400, "height": 800})
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.add_init_script("window.NativeWorker = window.Worker")  # the theme has another one
    opened.goto(f"{archive}turkey/")
    opened.keyboard.press("/")
    expect(opened.locator(".md-search-result__meta")).to_have_text(re.compile("a phrase"))
    yield opened
    opened.close()
    assert not said


def test_a_phrase_leads_to_its_paragraph_and_few_bytes_are_fetched(page: Page, archive: str) -> None:
    Host.sent.clear()
    page.keyboard.type('"oasis of democracy"')
    first = page.locator(".md-search-result__link", has_text="¶\N{NO-BREAK SPACE}12").first
    expect(first).to_have_attribute("href", re.compile(rf"^{archive}(\w+/)?third-neighbors/\?h=oasis\+democracy#p12$"))
    expect(page.locator(".md-search-result__meta")).to_have_text("8 pages match")  # two in each edition
    assert [path for path in Host.sent if "wasm" in path] == ["/briefs/search/shards/wasm.en.pagefind"]
    assert sum(Host.sent.values()) < 300_000
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type('"democracy of oasis"')
    expect(page.locator(".md-search-result__meta")).to_have_text("No pages match")


def test_what_a_query_finds_first_is_what_it_finds_in_one_index(page: Page) -> None:
    queries = [query for query in FIRST if query not in OTHER_PLACE]
    found = page.evaluate(ASK_ENGINE, [queries, COUNT, "turkey/"])
    assert len(queries) > 50
    wrong = [
        (query, FIRST[query], place)
        for query, place in zip(queries, found, strict=True)
        if place != (FIRST[query] or ("",))[0]
    ]
    assert not wrong


def test_a_number_means_the_paragraph_of_the_edition_that_one_reads(page: Page) -> None:
    assert page.evaluate(ASK_ENGINE, [["¶ 9", "note 7"], COUNT, "second/turkey/"]) == [
        "second/china-dependence/#p9",
        "second/china-dependence/#n7",
    ]

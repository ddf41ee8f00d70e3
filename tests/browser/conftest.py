"""A browser, and a server that behaves as static hosts do. Every test in this folder is a `browser` test."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page, Request, sync_playwright

from setup_browser import BROWSER_REMEDY, find_browser

#: Takes a folder, and with `under="/brief/"` the path that it is to be found under; gives its address.
ServeSite = Callable[..., str]
#: Takes the address of a site, and options as for a context; gives an empty page.
EmptyPage = Callable[..., Page]

FLAGS = [
    "--no-sandbox",  # a container's root may not make one, and only our own pages are opened
    "--disable-gpu",
    # Nothing but what a test asks for goes over the network.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)
            # All on one worker: a second browser would only compete for the same few cores.
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine, without a window. Each test opens a context of its own in it."""
    executable = find_browser()
    if executable is None:
        # Not a skip: a check that silently doesn't happen is worse than a red one.
        pytest.fail(f"These tests need Chromium or Chrome, and found none.\n{BROWSER_REMEDY}", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield started
        started.close()


class StaticHost(http.server.SimpleHTTPRequestHandler):
    """Serves files, a folder by its index.html, and 404.html with status 404 for what isn't there."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, directory: str, under: str) -> None:
        self.under = under
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # socketserver's own three

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.under):
            return str(Path(self.directory, "outside the site"))
        return super().translate_path(path.removeprefix(self.under.rstrip("/")))

    def list_directory(self, path: str | object) -> None:
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing: what a test wants to know it asks the browser."""


@pytest.fixture(scope="session")
def serve_site() -> Iterator[ServeSite]:
    """A function that serves a folder on a free port of this machine until the tests end."""
    with contextlib.ExitStack() as running:

        def serve(folder: Path, under: str = "/") -> str:
            handler = partial(StaticHost, directory=str(folder), under=under)
            server = running.enter_context(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            running.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}{under}"

        yield serve


@pytest.fixture(scope="session")
def address(brief: Path, serve_site: Callable[..., str]) -> str:
    """Where the site of the brief is served; not at the root of the host, as on many hosts."""
    return serve_site(brief / "site", under="/briefs/mongolia/")


@pytest.fixture(scope="session")
def empty_page(browser: Browser) -> Iterator[EmptyPage]:
    """A function that gives an empty page for a site that has stored nothing yet, with options as for a context.

    A new context takes more than a second of the processor, a page beside another one in it half of that: the process
    is there, and the scripts are compiled. So there is one for all pages of a kind, and a page in it that stays. What
    can be changed in an open page makes no other kind.
    """
    contexts: dict[str, tuple[BrowserContext, CDPSession]] = {}

    def opened(address: str, *, viewport: Any = None, **options: Any) -> Page:
        media = {name: options.pop(name) for name in ("color_scheme", "reduced_motion") if name in options}
        if options.get("is_mobile"):  # the page's width depends on both
            options["viewport"] = viewport
        kind = repr(sorted(options.items()))
        if kind not in contexts:
            made = browser.new_context(**options)
            contexts[kind] = made, made.new_cdp_session(made.new_page())
        context, session = contexts[kind]
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "cookies,local_storage"})
        page = context.new_page()
        if viewport:
            page.set_viewport_size(viewport)
        if media:
            page.emulate_media(**media)
        return page

    yield opened
    for context, _ in contexts.values():
        context.close()


#: What the script of another renderer's theme does, and the policy refuses, on each page; nothing is missing for it.
REFUSED = {"zensical": "Applying inline style violates"}


@pytest.fixture
def watched(empty_page: EmptyPage, address: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Opens a page that was empty. At the end, nothing may have gone wrong unseen or to another host."""
    complaints: list[str] = []
    refused = REFUSED.get(request.config.getoption("--renderer") or "", "none")
    pages: list[Page] = []

    def hear_console(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"} and not said.text.startswith(refused):
            complaints.append(said.text)

    def hear_request(asked: Request) -> None:
        if not asked.url.startswith((address, "data:", "blob:")):
            complaints.append(f"asks another host: {asked.url}")

    def hear_failure(asked: Request) -> None:
        # What a page still asked for when it was left is no failure.
        if asked.failure != "net::ERR_ABORTED":
            complaints.append(f"failed: {asked.url}: {asked.failure}")

    def opened(path: str = "", **options: object) -> Page:
        page = empty_page(address, **options)
        pages.append(page)
        page.on("console", hear_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", hear_request)
        page.on("requestfailed", hear_failure)
        page.goto(f"{address}{path}")
        return page

    yield opened
    for page in pages:
        page.close()
    assert not complaints


def pages_to_open(site: Path) -> list[str]:
    """The paths of the present pages, and of two of the first version: those differ in the lines at their top."""
    versions = pages_of_versions(site)
    first = min(path.split("/")[1] for path in versions)
    some = [path for path in versions if path in {f"v/{first}/", f"v/{first}/china-dependence/"}]
    assert len(some) == 2
    return [*(path for path in _pages(site) if not path.startswith("v/")), *some]


def pages_of_versions(site: Path) -> list[str]:
    """The paths of all pages of all versions. There are more of them with each release."""
    return [path for path in _pages(site) if path.startswith("v/")]


def _pages(site: Path) -> list[str]:
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return sorted(f"{path}/".removeprefix("./") for path in found)

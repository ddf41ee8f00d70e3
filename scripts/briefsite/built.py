"""The built site, read back: what a visitor will get, not what we meant to write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True)
class BuiltPage:
    """A page of the site: its `url` from the root (`/history/`), the parsed document, how often each id is there."""

    url: str
    tree: LexborHTMLParser
    ids: Mapping[str, int]

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """Every internal link as (what it says, absolute path with fragment). Other hosts are not ours to check."""
        for node in self.tree.css("a[href]"):
            href = node.attributes.get("href") or ""
            if re.match(r"[a-z][a-z0-9+.-]*:|//", href, re.IGNORECASE):
                continue
            yield node.text(strip=True), unquote(urljoin(self.url, href))


@dataclass(frozen=True)
class BuiltSite:
    """All pages by URL, and the paths of all other files."""

    pages: Mapping[str, BuiltPage]
    files: frozenset[str]

    def below(self, path: str) -> BuiltSite:
        """The part of the site under a path (`x`, or nothing for all), with URLs as if it were a site of its own."""
        if not path:
            return self
        start = f"/{path}"
        own = {url.removeprefix(start): page for url, page in self.pages.items() if url.startswith(f"{start}/")}
        files = frozenset(file.removeprefix(start) for file in self.files if file.startswith(f"{start}/"))
        return BuiltSite({url: replace(page, url=url) for url, page in own.items()}, files)

    def has(self, target: str) -> bool:
        """Whether a path with an optional fragment leads to something."""
        path, _, fragment = target.partition("#")
        page = self.pages.get(path)
        if page is None:
            return path in self.files
        return not fragment or fragment.partition(":~:")[0] in {"", *page.ids}


def read_site(folder: Path) -> BuiltSite:
    """The site in `folder`, as MkDocs left it there with directory URLs."""
    from selectolax.lexbor import LexborHTMLParser

    pages: dict[str, BuiltPage] = {}
    files: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        url = "/" + path.relative_to(folder).as_posix()
        files.add(url)
        if path.suffix != ".html":
            continue
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        ids = Counter(node.attributes.get("id") or "" for node in tree.css("[id]"))
        url = url.removesuffix("index.html")
        pages[url] = BuiltPage(url, tree, ids)
    return BuiltSite(pages, frozenset(files))


def url_of(file: str) -> str:
    """The URL of the page that a Markdown file becomes: `index.md` is `/`, `history.md` is `/history/`."""
    name = file.removesuffix(".md")
    return "/" if name == "index" else f"/{name.removesuffix('/index')}/"

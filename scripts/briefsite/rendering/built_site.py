"""The built site, read back from its HTML files, so that checks see what visitors will get."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True)
class BuiltPage:
    """A page of the site.

    `url` begins at the root (`/history/`), `path` is the file. `ids` counts each id on the page, `hrefs` are its
    internal links as (text, href as written), and `comments` are its HTML comments of one word. `loads` are the
    internal addresses of the files that it loads or names in its head, as written. The parsed `tree` isn't
    kept: it is many times as large as the file, and a site can have too many pages to hold them all in memory.
    """

    url: str
    path: Path
    ids: Mapping[str, int]
    hrefs: tuple[tuple[str, str], ...]
    comments: tuple[str, ...]
    loads: tuple[str, ...] = ()

    @property
    def tree(self) -> LexborHTMLParser:
        """The parsed document. Those of the 32 pages used last are cached."""
        return _parsed(self.path)

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """Every internal link as (text, absolute path with fragment). Links to other hosts aren't included."""
        # Most lead to the page itself.
        targets = ((says, self.url + h if h.startswith("#") else urljoin(self.url, h)) for says, h in self.hrefs)
        return ((says, unquote(target)) for says, target in targets)


@lru_cache(maxsize=32)
def _parsed(path: Path) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(path.read_text(encoding="utf-8"))


#: What a link to another host begins with, or with a scheme.
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_INDEX_FILE: Final = re.compile(r"(?<![^/])index\.html(?=#|$)")


def _hrefs(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if not is_elsewhere(href):
            yield node.text(strip=True), _INDEX_FILE.sub("", href)


#: What loads a file with its page: the elements, and the attribute with the address.
_LOADING: Final = "link[href], script[src], img[src], source[src], audio[src], video[src], track[src], iframe[src]"


def is_elsewhere(address: str) -> bool:
    """Whether an address has a scheme (`https:`, `data:`) or a host: so it is not of a file of the site."""
    return _ELSEWHERE.match(address) is not None


def _loads(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css(_LOADING):
        address = node.attributes.get("href" if node.tag == "link" else "src") or ""
        if address and not is_elsewhere(address):
            yield _INDEX_FILE.sub("", address)


def _comments(path: Path) -> tuple[str, ...]:
    return tuple(re.findall(r"<!-- (\S+) -->", path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class BuiltSite:
    """All pages by URL, and the paths of all other files."""

    pages: Mapping[str, BuiltPage]
    files: frozenset[str]

    def below(self, path: str) -> BuiltSite:
        """The part of the site below `path` ("x", or "" for all of it), with URLs relative to that path."""
        if not path:
            return self
        start = f"/{path}"
        own = {url.removeprefix(start): page for url, page in self.pages.items() if url.startswith(f"{start}/")}
        files = frozenset(file.removeprefix(start) for file in self.files if file.startswith(f"{start}/"))
        return BuiltSite({url: replace(page, url=url) for url, page in own.items()}, files)

    def has(self, target: str) -> bool:
        """Whether `target`, a path with an optional fragment, exists: a file, or a page that has the fragment's id."""
        path, _, fragment = target.partition("#")
        page = self.pages.get(path)
        if page is None:
            return path in self.files
        wanted = fragment.partition(":~:")[0]
        return not wanted or wanted in page.ids


#: A relative link to a folder, in a page.
_TO_FOLDER = re.compile(r"""(<a\b[^>]*?\shref=")(?![a-z][a-z0-9+.-]*:|//|#)([^"#?]*/)?(?=[#"])""", re.IGNORECASE)


def with_index_files(page: str) -> str:
    """A page in which relative links to folders name the file there: so they also work from a copy on a disk."""
    return _TO_FOLDER.sub(lambda link: f"{link[1]}{link[2]}index.html" if link[2] else link[0], page)


def read_site(folder: Path) -> BuiltSite:
    """The site that MkDocs built in `folder`, with directory URLs. Raises OSError if a file cannot be read."""
    _parsed.cache_clear()  # an earlier build may have had other pages at the same paths
    pages: dict[str, BuiltPage] = {}
    files: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        url = "/" + path.relative_to(folder).as_posix()
        files.add(url)
        if path.suffix != ".html":
            continue
        tree = _parsed(path)
        ids = Counter(node.attributes.get("id") or "" for node in tree.css("[id]"))
        url = url.removesuffix("index.html")
        pages[url] = BuiltPage(url, path, ids, tuple(_hrefs(tree)), _comments(path), tuple(_loads(tree)))
    return BuiltSite(pages, frozenset(files))

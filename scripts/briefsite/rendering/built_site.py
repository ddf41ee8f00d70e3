"""The built site, read back from its HTML files, so that checks see what visitors will get."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from briefsite.rendering.file_facts import FileFacts, KnownFacts

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


@dataclass(frozen=True)
class BuiltPage:
    """A page of the site.

    `url` begins at the root (`/history/`), `path` is the file, `facts` are what is found in it. The parsed `tree` isn't
    kept: it is many times as large as the file, and a site can have too many pages to hold them all in memory.
    """

    url: str
    path: Path
    facts: FileFacts

    @property
    def ids(self) -> Mapping[str, int]:
        """How often each id is on the page."""
        return self.facts.ids

    @property
    def tree(self) -> LexborHTMLParser:
        """The parsed document. Those of the 32 pages used last are cached."""
        return _parsed(self.path)

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """Every internal link as (text, absolute path with fragment). Links to other hosts aren't included."""
        # Most lead to the page itself.
        targets = ((says, self.url + h if h.startswith("#") else urljoin(self.url, h)) for says, h in self.facts.hrefs)
        return ((says, unquote(target)) for says, target in targets)


@lru_cache(maxsize=32)
def _parsed(path: Path) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class BuiltSite:
    """All pages by URL, the paths of all files, and the facts of its `assets`, the scripts and style sheets."""

    pages: Mapping[str, BuiltPage]
    files: frozenset[str]
    assets: Mapping[str, FileFacts] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The names that style rules may be for, on pages and in scripts."""
        pages = (page.facts.names for page in self.pages.values())
        return frozenset[str]().union(*pages, *(facts.names for facts in self.assets.values()))

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
_TO_FOLDER = re.compile(
    r"""(<a\b[^>]*?\shref=")(?![a-z][a-z0-9+.-]*:|//|#)((?:[^"#?]*/)?(?:\.\.?)?)(?=[#"])""", re.IGNORECASE
)


def with_index_files(page: str) -> str:
    """A page in which relative links to folders name the file there: so they also work from a copy on a disk."""
    return _TO_FOLDER.sub(lambda link: f"{link[1]}{link[2].rstrip('/')}/index.html" if link[2] else link[0], page)


def read_site(folder: Path, known: KnownFacts | None = None) -> BuiltSite:
    """The site that MkDocs built in `folder`, with directory URLs. Raises OSError if a file cannot be read.

    Of files whose facts are `known`, these are not looked for again.
    """
    _parsed.cache_clear()  # an earlier build may have had other pages at the same paths
    known = known or KnownFacts()
    pages: dict[str, BuiltPage] = {}
    assets: dict[str, FileFacts] = {}
    files: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        url = "/" + path.relative_to(folder).as_posix()
        files.add(url)
        if path.suffix == ".html":
            shown = url.removesuffix("index.html")
            pages[shown] = BuiltPage(shown, path, known.of(url, path.read_bytes()))
        elif path.suffix in {".css", ".js"}:
            assets[url] = known.of(url, path.read_bytes())
    return BuiltSite(pages, frozenset(files), assets)

"""What the checks and the rest of the site need to know of a finished file: found once, and kept while it is the same.

To parse all pages of a site, and to take all words out of the theme's scripts, takes longer than to make the site from
what is kept of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from briefsite.rendering.unused_rules import names_in, names_on

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

    from briefsite.storage.cache import FolderCache

#: What a link to another host begins with, or with a scheme.
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_INDEX_FILE: Final = re.compile(r"(?<![^/])index\.html(?=#|$)")
_COMMENT_OF_PAGE: Final = re.compile(r"<!-- (\S+) -->")
#: What loads a file with its page: the elements, and the attribute with the address.
_LOADING: Final = "link[href], script[src], img[src], source[src], audio[src], video[src], track[src], iframe[src]"
#: What a stylesheet loads: `url(…)`, and `@import "…"`.
_IN_STYLES: Final = re.compile(r"""\burl\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+["']([^"']+)["']""")
#: What a script loads: its modules (`from "./x.js"`), those beside it (`new URL("x.js", …)`). Zensical’s looks for
#: an index of the search at the root (`new URL("search.js", config.base)`) where a site is opened from a disk.
_IN_SCRIPTS: Final = re.compile(
    r"""\b(?:from|import)\s*\(?\s*["'](\.\.?/[^"']+)["']"""
    r"""|\bnew URL\(\s*["']([\w.-]+\.m?js)["']\s*,(?!\s*[\w$]+\.base\b)"""
)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


class FileFacts(msgspec.Struct, frozen=True):
    """What a page, a script or a style sheet has.

    `ids` counts each id on a page, `hrefs` are its internal links as (text, href as written), `comments` its HTML
    comments of one word. `loads` are the internal addresses of the files that it loads or names in its head, as
    written. `names` are those that style rules may be for (`unused_rules`).
    """

    ids: dict[str, int] = {}
    hrefs: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()


class KnownFacts:
    """The facts of files, taken from the `cache` where it has them. The `program` is that which finds them."""

    def __init__(self, cache: FolderCache | None = None, program: str = "") -> None:
        self._cache, self._program = cache, program

    def of(self, path: str, data: bytes) -> FileFacts:
        """The facts of the file with this path and content; none of any other kind than pages, scripts and sheets."""
        if not path.endswith((".html", ".css", ".js")):
            return FileFacts()
        if self._cache is None:
            return facts_of(path, data)
        key = (self._program, path, data)
        return self._cache.made(f"facts {path}", key, lambda: facts_of(path, data), FileFacts)


def facts_of(path: str, data: bytes) -> FileFacts:
    """The facts of a file, read from its content."""
    text = data.decode("utf-8", "replace")
    if path.endswith(".html"):
        return _of_page(text, data)
    form = _IN_STYLES if path.endswith(".css") else _IN_SCRIPTS
    found = (next(filter(None, match.groups()), "") for match in form.finditer(_COMMENT.sub("", text)))
    own = (address for address in found if address and not address.startswith("#") and not is_elsewhere(address))
    names = names_in(data) if path.endswith(".js") else frozenset[str]()
    return FileFacts(loads=tuple(dict.fromkeys(own)), names=names)


def _of_page(text: str, data: bytes) -> FileFacts:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(text)
    ids = Counter(node.attributes.get("id") or "" for node in tree.css("[id]"))
    return FileFacts(
        dict(ids), tuple(_hrefs(tree)), tuple(_COMMENT_OF_PAGE.findall(text)), tuple(_loads(tree)), names_on(data)
    )


def _hrefs(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if not is_elsewhere(href):
            yield node.text(strip=True), _INDEX_FILE.sub("", href)


def _loads(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css(_LOADING):
        address = node.attributes.get("href" if node.tag == "link" else "src") or ""
        if address and not is_elsewhere(address):
            yield _INDEX_FILE.sub("", address)


def is_elsewhere(address: str) -> bool:
    """Whether an address has a scheme (`https:`, `data:`) or a host: so it is not of a file of the site."""
    return _ELSEWHERE.match(address) is not None

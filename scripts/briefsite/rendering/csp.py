"""The Content-Security-Policy of each page: it allows what we and the theme ship, and nothing from another host.

The policy is a `<meta>` element, first in the head, so that it holds on every host; those that can set HTTP headers
send it, too (`hosting`). The theme has a few scripts inside of pages. Each is allowed by its hash, which is taken from
the theme's template, never from the finished page: a script that somebody smuggled in has none. `foreign` names what
else is in a page. The syntax is that of *Content Security Policy Level 3* (W3C).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from briefsite.html import element

#: The values of `style` that Markdown gives to the cells of a table with aligned columns, the only styles in a page.
TABLE_STYLES: Final = ("text-align: left;", "text-align: center;", "text-align: right;")
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


def source_hash(text: str) -> str:
    """The expression by which a policy allows a script or style of exactly these words."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


#: The policy without the hashes of scripts. Everything else is forbidden, because default-src is 'none'.
DIRECTIVES: Final = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "style-src-attr": ("'unsafe-hashes'", *map(source_hash, TABLE_STYLES)),
    "img-src": ("'self'", "data:"),  # the theme's icons are images in its style sheet
    "font-src": ("'self'",),
    "media-src": ("'self'",),
    "connect-src": ("'self'",),  # the search index; in a preview, the notices of changes
    "worker-src": ("'self'",),  # the search itself
    "manifest-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}


#: What Pagefind needs: it is a program in WebAssembly.
WASM: Final = "'wasm-unsafe-eval'"


def policy(scripts: Iterable[str], *, wasm: bool = False) -> str:
    """The policy that allows these `scripts` inside of pages, given as their texts.

    With `wasm`, it is that of a header, which also holds for workers, and allows WebAssembly. Where a page has its own
    policy beside it, the stricter one holds: there is none of it in the page itself.
    """
    more = (WASM,) if wasm else ()
    directives = {**DIRECTIVES, "script-src": (*DIRECTIVES["script-src"], *more, *map(_hash_of_script, scripts))}
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def scripts_of(page: str, shipped: Iterable[str]) -> Iterator[str]:
    """Those of the `shipped` scripts that a page (HTML) has inside of it."""
    return (script for script in shipped if f">{script}</script>" in page)


def with_policy(page: str, shipped: Iterable[str]) -> str:
    """The HTML of a page with its policy as the first element of the head; unchanged if it has no head.

    The policy allows those of the `shipped` scripts that the page has, and no other.
    """
    meta = element("meta", http_equiv="Content-Security-Policy", content=policy(scripts_of(page, shipped)))
    return _HEAD.sub(lambda head: head[0] + meta, page, count=1)


#: A site has few different scripts, and every page has them.
_hash_of_script = lru_cache(maxsize=256)(source_hash)

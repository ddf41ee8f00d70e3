"""The Content-Security-Policy of each page: what it needs, and nothing else; nothing at all from another host.

A static host sends what it likes, so the policy is in the page, before everything else. The theme has
a few scripts in its pages, which differ with the page's depth: each is allowed by its hash, and what somebody smuggles
into a page is not run. Styles come from files only.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Final

from briefsite.html import element

#: The policy but for the scripts inside of pages. What isn't named is not allowed: default-src is 'none'.
DIRECTIVES: Final = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # the theme's signs are images in its style sheet
    "connect-src": ("'self'",),  # the index of the search; in a preview, news of edits
    "worker-src": ("'self'",),  # the search itself
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
#: What a browser runs; with another type it is data, which no policy has to allow.
_SCRIPT: Final = {"", "module", "text/javascript", "application/javascript"}
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


def with_policy(page: str) -> str:
    """A page of the site with its policy as the first thing in its head; a page without a head is unchanged."""
    meta = element("meta", http_equiv="Content-Security-Policy", content=page_policy(page))
    return _HEAD.sub(lambda head: head[0] + meta, page, count=1)


def page_policy(page: str) -> str:
    """The policy for a page, with the hashes of the scripts in it."""
    hashes = dict.fromkeys(f"'sha256-{_hash(script)}'" for script in _scripts(page))
    directives = {**DIRECTIVES, "script-src": (*DIRECTIVES["script-src"], *hashes)}
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _scripts(page: str) -> Iterator[str]:
    """The content of each script in a page, exactly as a browser reads it."""
    from selectolax.lexbor import LexborHTMLParser

    for script in LexborHTMLParser(page).css("script:not([src])"):
        if (script.attributes.get("type") or "").lower() in _SCRIPT:
            yield script.text().replace("\r\n", "\n").replace("\r", "\n")

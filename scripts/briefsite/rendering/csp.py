"""The Content-Security-Policy of each page: it allows what the page needs, and nothing from another host.

A static site can't set HTTP headers, so the policy is a `<meta>` element, first in the head. The theme has a few inline
scripts, which differ with the depth of the page. Each is allowed by its hash, so an injected script isn't run. Inline
styles aren't allowed. The syntax is that of *Content Security Policy Level 3* (W3C).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Final

from briefsite.html import element

#: The policy without the hashes of inline scripts. Everything else is forbidden, because default-src is 'none'.
DIRECTIVES: Final = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # the theme's icons are images in its style sheet
    "connect-src": ("'self'",),  # the search index; in a preview, the notices of changes
    "worker-src": ("'self'",),  # the search itself
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
#: The types of scripts that a browser runs. Scripts of other types are data and need no permission.
_SCRIPT: Final = {"", "module", "text/javascript", "application/javascript"}
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


def with_policy(page: str) -> str:
    """The HTML of a page with its policy as the first element of the head; unchanged if it has no head."""
    meta = element("meta", http_equiv="Content-Security-Policy", content=page_policy(page))
    return _HEAD.sub(lambda head: head[0] + meta, page, count=1)


def page_policy(page: str) -> str:
    """The policy of a page (HTML), with the SHA-256 hashes of its inline scripts."""
    hashes = dict.fromkeys(f"'sha256-{_hash(script)}'" for script in _scripts(page))
    directives = {**DIRECTIVES, "script-src": (*DIRECTIVES["script-src"], *hashes)}
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _scripts(page: str) -> Iterator[str]:
    """The text of each inline script, as a browser hashes it: with LF line ends."""
    from selectolax.lexbor import LexborHTMLParser

    for script in LexborHTMLParser(page).css("script:not([src])"):
        if (script.attributes.get("type") or "").lower() in _SCRIPT:
            yield script.text().replace("\r\n", "\n").replace("\r", "\n")

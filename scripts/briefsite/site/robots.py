"""robots.txt, in which crawlers find the site map (RFC 9309; sitemaps.org).

Everything may be fetched. What search engines should not list says so itself (`noindex`), which they can only read if
they may fetch it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urljoin, urlsplit

from briefsite.exports.placeholder import is_placeholder
from briefsite.file_names import SETTINGS
from briefsite.pages.mark import line_mark

ROBOTS: Final = "robots.txt"
_SITEMAP: Final = "sitemap.xml"


def robots_file(site_url: str) -> Mapping[str, bytes]:
    """The file by its name in docs/. `site_url` is the address of the site, with a / at its end, or empty."""
    lines = [line_mark(SETTINGS), *_remarks(site_url), "User-agent: *", "Disallow:"]
    if not is_placeholder(site_url):
        lines.append(f"Sitemap: {urljoin(site_url, _SITEMAP)}")
    return {ROBOTS: "".join(f"{line}\n" for line in lines).encode()}


def _remarks(site_url: str) -> list[str]:
    if is_placeholder(site_url):
        return ["# The site has no URL yet (site_url): the URL of its site map will be here."]
    parts = urlsplit(site_url)
    if parts.path in {"", "/"}:
        return []
    return [
        f"# Crawlers read this file only at {parts.scheme}://{parts.netloc}/{ROBOTS}. This site is below that, at",
        f"# {parts.path}, so the file has no effect here: add the last line to the one there, or give crawlers the",
        "# address of the site map.",
    ]

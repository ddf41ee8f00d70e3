"""Placeholders for the URL of a site. Everything that cites the site asks here whether it has a real one."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

#: Domains, subdomains included, that can't be those of a public site: for documentation (RFC 2606, 3; RFC 6761, 6.5),
#: `localhost` and `invalid` (RFC 6761, 6.3 and 6.4). `test` (RFC 6761, 6.2) isn't among them, so that a site can be
#: tested with complete citations.
RESERVED_DOMAINS: Final = ("example", "example.com", "example.net", "example.org", "invalid", "localhost")


def is_placeholder(site_url: str) -> bool:
    """Whether `site_url` (as MkDocs gives it, or "") is empty, invalid, or on a reserved domain or loopback address."""
    try:
        host = (urlsplit(site_url).hostname or "").rstrip(".")
    except ValueError:
        return True
    return not host or _loopback(host) or any(f".{host}".endswith(f".{domain}") for domain in RESERVED_DOMAINS)


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

"""Whether a site has an address of its own yet. Everything that cites the site asks here."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

#: Domains that never lead to a site of anybody's, with all that is below them: those for documentation (RFC 2606, 3;
#: RFC 6761, 6.5), and the names of a machine for itself and of nothing at all (RFC 6761, 6.3 and 6.4). `test`
#: (RFC 6761, 6.2) is not among them: a site that is tried out under such a name is to show what it will look like.
RESERVED_DOMAINS: Final = ("example", "example.com", "example.net", "example.org", "invalid", "localhost")


def is_placeholder(site_url: str) -> bool:
    """Whether `site_url` (as MkDocs gives it; "" if there is none) is not an address that a citation could name."""
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

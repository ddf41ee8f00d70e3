"""Addresses that pages link: what is wrong with one, whichever file states it.

The rules are those of RFC 3986 and RFC 6068, of the DNS for names of hosts (RFC 1123, at most 253 characters, 63 in a
part), and two of our own: only schemes that open a page or a mail, and no name or password before the host, since
`https://bank.test@evil.test/` leads to the second.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

_SCHEMES: Final = ("http://", "https://", "mailto:", "doi:")
#: What RFC 3986 keeps out of addresses. Letters beyond ASCII are allowed: browsers and servers encode them.
_FORBIDDEN: Final = re.compile(
    r"[\s\x00-\x20\x7f-\x9f<>\"{}|\\^`\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PART: Final = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)")
_LONGEST: Final = 253
_MAIL: Final = re.compile(r"mailto:(?P<to>[^@?,]+@[^@?,]+(?:,[^@?,]+@[^@?,]+)*)(?:\?[^#]*)?", re.IGNORECASE)
_DOI: Final = re.compile(r"doi:10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
_HIGHEST_PORT: Final = 65_535


def address_fault(address: str) -> str:
    """What is wrong with an address of a page, of a mailbox (mailto:) or a DOI (doi:), as a clause; "" if nothing."""
    if not address.lower().startswith(_SCHEMES):
        return "it must begin with https://, http://, mailto: or doi:"
    if found := _FORBIDDEN.search(address):
        return f"it contains {'a space' if found[0] == ' ' else f'the character U+{ord(found[0]):04X}'}"
    if _PERCENT.search(address):
        return "a % in it must begin the code of a character, such as %20; the sign itself is %25"
    if address.lower().startswith("doi:"):
        return "" if _DOI.fullmatch(address) else "a DOI looks like doi:10.1000/182"
    if address.lower().startswith("mailto:"):
        found = _MAIL.fullmatch(address)
        if not found:
            return "an address for mail looks like mailto:name@example.org"
        return next(filter(None, (_host_fault(to.rpartition("@")[2]) for to in found["to"].split(","))), "")
    return _web_fault(address)


def _web_fault(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return "its port is not a number up to 65535" if "ort" in str(error) else "its host is not valid"
    if "@" in parts.netloc:
        return "it has a name before the host, which only misleads readers"
    if port == 0 or parts.netloc.endswith(":"):
        return f"its port is not a number from 1 to {_HIGHEST_PORT}"
    return _host_fault(host, bracketed=parts.netloc.startswith("["))


def _host_fault(host: str, *, bracketed: bool = False) -> str:
    if not host:
        return "it has no host"
    if bracketed or re.fullmatch(r"[\d.]+", host):
        try:
            ip_address(host)
        except ValueError:
            return f'"{host}" is not the number of a host'
        return ""
    if len(host) > _LONGEST:
        return f"the name of its host has more than {_LONGEST} characters"
    try:
        name = host.encode("idna").decode("ascii")
        name.encode("ascii").decode("idna")
    except UnicodeError:
        return f'"{host}" is not the name of a host'
    wrong = [part for part in name.removesuffix(".").split(".") if not _PART.fullmatch(part)]
    return f'"{host}" is not the name of a host' if wrong else ""

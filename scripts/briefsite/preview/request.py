"""What a request asks for: the path of a file, or the reason why it gets nothing.

The preview shows a draft that nobody else may read. But a page of any other site, open in the same browser, can send
requests to this machine: under a name of its own that it lets point here (DNS rebinding; the Host gives that away), or
from its own address (the Origin does). The forms of a request are those of *HTTP/1.1* (RFC 9112).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

#: The methods that are answered.
ANSWERED: Final = ("GET", "HEAD")
#: The longest line of a request, in bytes: many times as long as any address of a site.
LONGEST_LINE: Final = 8192
#: The names of this machine under which the preview can be opened.
_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The status of the answer to a request that gets nothing, and the reason in a sentence."""

    status: HTTPStatus
    why: str


def requested_path(target: str, headers: Mapping[str, Sequence[str]], port: int) -> str | Refusal:
    """The path that a request asks for, without its query and decoded ("/history/"), or why it gets nothing.

    `target` is what the first line of the request names, read as Latin-1. `headers` has all values of "host" and
    "origin". `port` is that of the preview.
    """
    hosts, origins = headers.get("host", ()), headers.get("origin", ())
    if len(hosts) > 1 or len(origins) > 1:
        return Refusal(HTTPStatus.BAD_REQUEST, "There is more than one Host or Origin.")
    if not target.startswith("/"):
        try:
            parts = urlsplit(target)
        except ValueError:
            return Refusal(HTTPStatus.BAD_REQUEST, "The address is not valid.")
        if parts.scheme != "http":
            return Refusal(HTTPStatus.BAD_REQUEST, "The address is not one of this server.")
        hosts, target = (parts.netloc,), parts.path or "/"
    allowed = {name if port == _HTTP else f"{name}:{port}" for name in _NAMES} | (
        set(_NAMES) if port == _HTTP else set()
    )
    if any(host.strip().lower() not in allowed for host in hosts):
        return Refusal(HTTPStatus.FORBIDDEN, "The preview is only shown at the address that it printed.")
    if any(origin.strip().lower() not in {f"http://{host}" for host in allowed} for origin in origins):
        return Refusal(HTTPStatus.FORBIDDEN, "The preview is not shown to pages of other sites.")
    return _decoded(re.split(r"[?#]", target, maxsplit=1)[0])


#: The port that an address doesn't name.
_HTTP: Final = 80


def _decoded(path: str) -> str | Refusal:
    """A path without escapes. One that no address of a site can have is refused."""
    if _BAD_ESCAPE.search(path):
        return Refusal(HTTPStatus.BAD_REQUEST, "There is a % that begins no escape.")
    try:
        decoded = unquote_to_bytes(path.encode("latin-1")).decode()
    except UnicodeError:
        return Refusal(HTTPStatus.BAD_REQUEST, "The address is not in UTF-8.")
    if _CONTROL.search(decoded):
        return Refusal(HTTPStatus.BAD_REQUEST, "There is a control character in the address.")
    if "\\" in decoded or ".." in decoded.split("/"):
        return Refusal(HTTPStatus.NOT_FOUND, "There is no such file.")
    return decoded

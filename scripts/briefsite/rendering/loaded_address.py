"""The addresses in a page as a browser reads them, which is not always as they look.

The URL standard (https://url.spec.whatwg.org/) takes off blanks, takes out line ends, and reads a backslash as a slash;
style sheets have escapes of their own (*CSS Syntax Module Level 3*).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Final

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):")
_IGNORED: Final = re.compile(r"[\t\n\r]")
_EDGES: Final = "".join(map(chr, range(0x21)))
_CSS_URL: Final = re.compile(r"url\(\s*[\"']?([^\"')]*)|@import\s*[\"']([^\"']*)|image-set\(([^)]*)", re.IGNORECASE)


def plain_address(stated: str) -> str:
    """An address as a browser reads it: without blanks around it or line ends inside, with slashes for backslashes."""
    return _IGNORED.sub("", stated.strip(_EDGES)).replace("\\", "/")


def scheme_of(stated: str) -> str:
    """The scheme of an address (`https`), "//" if it only names a host, "" if it is a path on this host."""
    plain = plain_address(stated).lower()
    if found := _SCHEME.match(plain):
        return found[1]
    return "//" if plain.startswith("//") else ""


def css_addresses(text: str) -> Iterator[str]:
    """Every address that a style sheet, or a value of CSS, makes a browser load."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    plain = re.sub(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", _unescaped, plain, flags=re.DOTALL)
    plain = re.sub(r"@namespace[^;]*;", "", plain, flags=re.IGNORECASE)
    for found in _CSS_URL.finditer(plain):
        if found[3] is not None:
            yield from re.findall(r"[\"']([^\"']*)[\"']", found[3])
        else:
            yield found[1] or found[2] or ""


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16) if escape[1] else 0
    return chr(code) if 0 < code <= sys.maxunicode else escape[2] or ""

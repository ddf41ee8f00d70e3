"""References with the site in the place of a long address, for lists that are read beside the text."""

from __future__ import annotations

import re
from typing import Final

#: A link in a reference whose text is its address, and the most characters of an address that is shown whole.
_LINK: Final = re.compile(r"(?P<begin><a [^<>]*>)https?://(?:www\.)?(?P<address>[^<>]*)</a>")
_LONGEST: Final = 30


def with_sites(reference: str) -> str:
    """A reference, as an HTML fragment, in which each link shows its address without `https://`, or only its host."""
    return _LINK.sub(_shown, reference)


def _shown(found: re.Match[str]) -> str:
    address = found["address"].rstrip("/")
    return f"{found['begin']}{address if len(address) <= _LONGEST else address.partition('/')[0]}</a>"

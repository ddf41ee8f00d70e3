"""The license of the editors' part of an edition: its name and where it can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CREATIVE_COMMONS: Final = "https://creativecommons.org/"
_DEED: Final = re.compile(r"https?://creativecommons\.org/licenses/(by(?:-(?:nc|nd|sa))*)/(\d\.\d)(?:/.*)?$")
_ZERO: Final = re.compile(r"https?://creativecommons\.org/publicdomain/zero/1\.0(?:/.*)?$")
_NAME: Final = re.compile(r"CC[ -](BY(?:-(?:NC|ND|SA))*)[ -](\d\.\d)$", re.IGNORECASE)
_ZERO_NAME: Final = re.compile(r"CC[ -]?0(?:[ -]1\.0)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class License:
    """A license: `name` for readers; `url`, where it can be read, or ""."""

    name: str
    url: str = ""

    @property
    def cited(self) -> str:
        """The address, or the name of one that has none, as schema.org's `license` takes either."""
        return self.url or self.name


def license_of(stated: str) -> License | None:
    """The license that edition.yml states, by its address or its name; None if it states none.

    Those of Creative Commons have both whichever is stated: https://creativecommons.org/licenses/by/4.0/ is CC BY 4.0.
    """
    stated = stated.strip()
    if not stated:
        return None
    if _ZERO.match(stated) or _ZERO_NAME.match(stated):
        return License("CC0 1.0", f"{_CREATIVE_COMMONS}publicdomain/zero/1.0/")
    if found := _DEED.match(stated) or _NAME.match(stated):
        terms, version = found[1].lower(), found[2]
        return License(f"CC {terms.upper()} {version}", f"{_CREATIVE_COMMONS}licenses/{terms}/{version}/")
    return License(stated, stated if stated.startswith(("http://", "https://")) else "")

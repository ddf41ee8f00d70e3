"""Addresses: the fragments by which paragraphs and list items are cited.

Numbers run through the whole text as lawyers number: `#p9`, shown as ¶ 9; items under their paragraph: `#p6-1`. The
ledger gives them (briefsite.ledger.record); here they are looked up, shown and said aloud.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefsite.ledger.record import Addressable


@dataclass(frozen=True, slots=True)
class Addresses:
    """The fragment of each paragraph, and of each item of each paragraph, by position in the text."""

    paragraphs: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]

    def of(self, paragraph: int, item: int | None = None) -> str:
        """The fragment of a paragraph, or of one of its items."""
        return self.paragraphs[paragraph] if item is None else self.items[paragraph][item]


def assigned(units: Sequence[Addressable], ids: Sequence[str]) -> Addresses:
    """The addresses that the ledger gave, `ids[i]` to `units[i]`, by paragraph and item."""
    paragraphs: list[str] = []
    items: list[tuple[str, ...]] = []
    for unit, address in zip(units, ids, strict=True):
        if unit.kind == "paragraph":
            paragraphs.append(address)
            items.append(())
        elif unit.kind == "item":
            items[-1] += (address,)
    return Addresses(tuple(paragraphs), tuple(items))


def label(address: str) -> str:
    """How an address is shown: `p9` is "¶ 9", `p9a` is "¶ 9a", the item `p6-1` is "¶ 6.1"; others as they are."""
    match = re.fullmatch(r"p(\d+[a-z]*)((?:-\w+)?)", address)
    if match is None:
        return address
    # A no-break space, so that the sign never stands at a line's end alone.
    return f"¶\N{NO-BREAK SPACE}{match[1]}{match[2].replace('-', '.')}"


def spoken(address: str) -> str:
    """How an address is said aloud: "paragraph 9", "paragraph 6.1".

    The number is said as it is shown, so that who speaks to the machine can name what they see.
    """
    return re.sub(r"^¶\W", "paragraph ", label(address))

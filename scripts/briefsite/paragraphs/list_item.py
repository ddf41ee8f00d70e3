"""List items: the bullets, numbers and letters before them."""

from __future__ import annotations

import re
from typing import Final

from briefsite.writing.roman import roman_value

_BULLET: Final = re.compile(r"([*•·‣▪●○◦⁃+–-])\s+(?=\S)")
_LABEL: Final = re.compile(r"[\"“‘«]?(\(?)(\d{1,3}|[a-z]|[ivx]{1,4}|[A-Z])([.)])\s+(?=\S)")


def item_label(line: str) -> str:
    """The bullet, number or letter with which a line begins an item, as it is written; empty if there is none."""
    match = _BULLET.match(line) or _LABEL.match(line)
    return match[0].rstrip() if match else ""


def follows(label: str, other: str) -> bool:
    """Whether an item with the label `other` can come directly after one with the `label`."""
    if not label or not other:
        return False
    one, two = _LABEL.match(f"{label} x"), _LABEL.match(f"{other} x")
    if one is None or two is None:
        return label == other
    if (one[1], one[3]) != (two[1], two[3]):
        return False
    return any(b == a + 1 for a in _values(one[2]) for b in _values(two[2]))


def _values(label: str) -> set[int]:
    if label.isdigit():
        return {int(label)}
    values = {ord(label)} if len(label) == 1 else set()
    if set(label) <= set("ivx"):
        values.add(roman_value(label))
    return values

"""List items: the bullets, numbers and letters before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.writing.roman import roman_value

_BULLET: Final = re.compile(r"(?:([*•·‣▪●○◦⁃+–-])\s+|([・◆◇■□▶►➢✓])\s*)(?=\S)")
_LABEL: Final = re.compile(r"[\"“‘«]?(\(?)(\d{1,3}|[a-z]|[ivx]{1,4}|[A-Z])([.)])\s+(?=\S)")
#: Numbers as Chinese and Japanese texts write them before an item, with no blank after them: "一、", "（２）", "①".
_IDEOGRAPHIC: Final = re.compile(r"([(（]?)([一二三四五六七八九十]{1,3}|[０-９]{1,2}|[①-⑳])([、．.)）]?)\s*(?=\S)")
_DIGITS: Final = {sign: value for value, sign in enumerate("一二三四五六七八九十", start=1)}
_TEN: Final = 10


def item_label(line: str) -> str:
    """The bullet, number or letter with which a line begins an item, as it is written; empty if there is none."""
    match = _BULLET.match(line) or _LABEL.match(line) or _ideographic(line)
    return match[0].rstrip() if match else ""


def item_positions(lines: Sequence[tuple[int, str]]) -> set[int]:
    """The positions of the lines that begin items of a list: others beside them go on with their labels.

    A line is (column, text). Items of a list within a list may come between two items.
    """
    labels = [item_label(text) for _, text in lines]
    found: set[int] = set()
    for at, label in enumerate(labels):
        if not label:
            continue
        for then in range(at + 1, len(lines)):
            other = labels[then]
            if other and _style(other) == _style(label):
                if follows(label, other):
                    found |= {at, then}
                if follows(label, other) or lines[then][0] <= lines[at][0]:
                    break
    return found


def follows(label: str, other: str) -> bool:
    """Whether an item with the label `other` can come directly after one with the `label`."""
    if not label or not other or _style(label) != _style(other):
        return False
    one, two = _values(label), _values(other)
    return label == other if not one else any(b == a + 1 for a in one for b in two)


def _ideographic(line: str) -> re.Match[str] | None:
    match = _IDEOGRAPHIC.match(line)
    return match if match and (match[3] or "①" <= match[2] <= "⑳") else None


def _style(label: str) -> tuple[str, ...]:
    """The signs around a label, which all items of a list share; a bullet is its own style."""
    match = _LABEL.match(f"{label} x") or _ideographic(f"{label}x")
    return (match[1], match[3]) if match else (label,)


def _values(label: str) -> set[int]:
    match = _LABEL.match(f"{label} x") or _ideographic(f"{label}x")
    number = match[2] if match else ""
    if number.isdecimal():
        return {int(number)}
    if "①" <= number <= "⑳":
        return {ord(number) - ord("①") + 1}
    if number and set(number) <= set(_DIGITS):
        tens, _, ones = number.rpartition("十")
        return {_TEN * _DIGITS.get(tens, 1) * ("十" in number) + _DIGITS.get(ones, 0)}
    values = {ord(number)} if len(number) == 1 else set()
    if number and set(number) <= set("ivx"):
        values.add(roman_value(number))
    return values

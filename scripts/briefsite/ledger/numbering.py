"""Numbers as lawyers give them: once, for good, with letters for later insertions.

A statute is cited for decades while it is amended, so its drafters number what they insert and leave the rest alone.
We follow the British practice (Office of the Parliamentary Counsel, *Drafting Guidance*, 6.4), in lower case:

| inserted              | numbers                   |
|-----------------------|---------------------------|
| between 9 and 10      | 9a, 9b … 9z, 9z1, 9z2 …   |
| between 9a and 9b     | 9aa, 9ab …                |
| between 9 and 9a      | 9za, 9zb …                |
| between 9a and 9aa    | 9aza …                    |
| before 1              | 0a, 0b …                  |
| after the last, 14    | 15                        |

So a `z` followed by letters comes before `a`, a `z` followed by a number continues after `z`, and there is room between
any two numbers for any number of insertions. A number is stored as a tuple of integers (9zb is `(9, 0, 2)`), numbers
are ordered as tuples are, and each tuple that does not end in 0 is written in exactly one way.
`briefsite.ledger.address` makes addresses of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

Number = tuple[int, ...]

#: Comes before every number and is never given: a paragraph inserted before ¶ 1 follows it, as ¶ 0a.
BEFORE_FIRST: Final[Number] = (0,)

_Z: Final = 26
_NUMBER: Final = re.compile(r"(0|[1-9][0-9]{0,8})((?:[a-y]|z[0-9]{0,8})*)", re.ASCII)
_LEVEL: Final = re.compile(r"[a-y]|z[0-9]{0,8}")


def write_number(number: Number) -> str:
    """A number as people write it: `(9, 1)` is `9a`."""
    head, *levels = number
    if not levels:
        return str(head)
    return str(head) + "".join(_letter(value, last=at == len(levels)) for at, value in enumerate(levels, 1))


def _letter(value: int, *, last: bool) -> str:
    """One level of a number: 0 is the `z` before `a`, 26 the `z` after `y`."""
    if 0 < value < _Z:
        return chr(ord("a") + value - 1)
    # Before another letter, a plain z is 0, so 26 is written z0: (9, 26, 1) is 9z0a, not 9za, which is (9, 0, 1).
    return "z" if value == 0 or (value == _Z and last) else f"z{value - _Z}"


def read_number(text: str) -> Number:
    """The number that `text` writes; ValueError if it writes none, or not as `write_number` would."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a number such as 9, 9a or 9aa")
    levels = _LEVEL.findall(match[2])
    number = (int(match[1]), *(_value(level, last=at == len(levels)) for at, level in enumerate(levels, 1)))
    if number == BEFORE_FIRST or ("z" in text and write_number(number) != text):
        raise ValueError(f"{text!r} is not a number as we write them")
    return number


def _value(level: str, *, last: bool) -> int:
    if level == "z":
        return _Z if last else 0
    return ord(level) - ord("a") + 1 if len(level) == 1 else _Z + int(level[1:])


def following(before: Number, after: Number | None, taken: Callable[[Number], bool]) -> Number:
    """The simplest number between two that is not `taken`; `after` is None at the end, where whole numbers continue.

    Moved text may come before a lower number: then only `before` counts, and 5 before 3 is followed by 5a.
    """
    if after is None:
        return _first((), before[0] + 1, taken)
    if after <= before:
        after = (before[0] + 1,)
    if len(before) > 1 and (sibling := _first(before[:-1], before[-1] + 1, taken)) < after:
        return sibling
    stem = before
    while not (child := _first(stem, 1, taken)) < after:
        stem = (*stem, 0)  # 9a is there already: 9za
    return child


def _first(stem: Number, value: int, taken: Callable[[Number], bool]) -> Number:
    while taken((*stem, value)):
        value += 1
    return (*stem, value)

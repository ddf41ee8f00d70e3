"""Page numbers: which of the numbers in a text rise as those of pages do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefsite.writing.roman import is_well_formed, roman_value

#: Lines from a page to the next, at least and at most; pages that may be missing between two numbers; and how many
#: numbers before one are looked at.
_ANY_PAGE = (3, 160)
#: Lines to the next page at least, if a line says itself that it has the number of a page.
_SHORTEST_SAID = 2
_AHEAD = 6
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A line that may be a page number. `single`: no other line has its words. `says`: it says that it is one."""

    line: int
    value: int
    bare: bool
    single: bool
    says: bool = False


def value_of(number: str) -> int:
    """The value of a page number; 0 if it isn't one."""
    if number.isdigit():
        return int(number)
    if not number.islower():
        return 0
    return roman_value(number) if is_well_formed(number) else 0


def longest_chain(numbers: Sequence[PageNumber]) -> list[PageNumber]:
    """The numbers that rise as pages do: with each page by one, at distances as equal as possible."""
    paces: Counter[int] = Counter()
    for at, one in enumerate(numbers):
        for other in numbers[at + 1 : at + _LOOK_BACK]:
            if other.value == one.value + 1 and _least(one, other) <= other.line - one.line <= _ANY_PAGE[1]:
                paces[other.line - one.line] += 1
    chains = [_chain(numbers, pace) for pace, _ in paces.most_common(8)]
    return max(chains, key=lambda chain: chain[0], default=(0.0, []))[1]


def _least(one: PageNumber, other: PageNumber) -> int:
    return _SHORTEST_SAID if one.says and other.says else _ANY_PAGE[0]


def _chain(numbers: Sequence[PageNumber], pace: int) -> tuple[float, list[PageNumber]]:
    best = [0.1 if one.single else 1.0 for one in numbers]
    before = [-1] * len(numbers)
    for at, one in enumerate(numbers):
        own = best[at]
        for back in range(max(0, at - _LOOK_BACK), at):
            rise, apart = one.value - numbers[back].value, one.line - numbers[back].line
            if 1 <= rise <= _AHEAD and _least(numbers[back], one) <= apart / rise <= _ANY_PAGE[1]:
                score = best[back] + own * (1 - min(0.9, abs(apart / rise - pace) / pace)) * (1 if rise == 1 else 0.8)
                if score > best[at]:
                    best[at], before[at] = score, back
    if not numbers:
        return 0.0, []
    at = max(range(len(numbers)), key=best.__getitem__)
    score, chain = best[at], []
    while at >= 0:
        chain.append(numbers[at])
        at = before[at]
    return score, chain[::-1]

"""Roman numerals: what they are worth, and which letters are taken for one."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

#: The pattern of the number of a chapter, in capitals. Any of these letters: a text may be damaged, or count "IIII".
NUMERAL: Final = r"[IVXLC]+"
_NUMERAL_ALONE: Final = re.compile(rf"{NUMERAL}\.?")
#: A year: also one that only adds ("MDCCCCX").
_YEAR: Final = re.compile(r"M{1,2}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})\.?")
_SHORTEST_YEAR: Final = 5
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SIGNS: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def is_numeral(text: str) -> bool:
    """Whether a line is nothing but a Roman number in capitals, with or without a point."""
    return bool(_NUMERAL_ALONE.fullmatch(text))


def roman_value(numeral: str) -> int:
    """The value of letters that are a Roman number, in capitals or small: a smaller one before a greater is subtracted.

    KeyError if it has another letter.
    """
    values = [_VALUES[letter] for letter in numeral.upper()]
    return sum(-one if one < after else one for one, after in pairwise([*values, 0]))


def is_well_formed(numeral: str) -> bool:
    """Whether letters are a Roman number as it is written today: not "iiii" or "vx"."""
    return set(numeral.upper()) <= set(_VALUES) and as_roman(roman_value(numeral)) == numeral.upper()


def as_roman(number: int) -> str:
    """A number, at least 1, in Roman capitals."""
    found = ""
    for value, sign in _SIGNS:
        found += sign * (number // value)
        number %= value
    return found


def roman_year(line: str) -> int:
    """The year that a line consists of, such as "MDCCCLXXXVII."; 0 if it is no year."""
    return roman_value(line.rstrip(".")) if len(line) >= _SHORTEST_YEAR and _YEAR.fullmatch(line) else 0

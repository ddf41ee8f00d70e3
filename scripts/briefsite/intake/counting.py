"""Counting: numbers as documents print them, in figures, letters, Roman numbers or signs."""

from __future__ import annotations

from typing import Final

from briefsite.writing.roman import as_roman

_SIGNS: Final = "*†‡§"
_LETTERS: Final = 26
_MOST: Final = 5000


def numeral_of(number: int, form: str) -> str:
    """A number from 1 as a form of WordprocessingML's ST_NumberFormat has it; in figures for an unknown form."""
    if not 1 <= number <= _MOST:
        return str(number)
    if form in {"lowerRoman", "upperRoman"}:
        return as_roman(number).lower() if form == "lowerRoman" else as_roman(number)
    if form in {"lowerLetter", "upperLetter"}:
        times, letter = divmod(number - 1, _LETTERS)
        shown = chr(ord("a") + letter) * (times + 1)
        return shown if form == "lowerLetter" else shown.upper()
    if form == "chicago":
        times, sign = divmod(number - 1, len(_SIGNS))
        return _SIGNS[sign] * (times + 1)
    return f"{number:02}" if form == "decimalZero" else str(number)

"""The digits of labels: those by which a note is known, and those that a text prints."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: A number in Chinese characters: "十二".
IDEOGRAPHS: Final = "[一二三四五六七八九十百〇]{1,4}"


def label_of(printed: str) -> str:
    """The label that a marker or the beginning of a note prints: "7" for `[7]`, `(7)`, `⁷`, `⑦`, `[٧]` and `[^7]`."""
    bare = printed.strip().removeprefix("[fn:").strip("[]()^（）［］")
    if re.fullmatch(IDEOGRAPHS, bare):
        return str(_value(bare))
    return "".join(map(_plain, bare)) or printed


def printed_label(match: re.Match[str]) -> str:
    """The label that a match of a form's pattern has, in the one of its groups that matched."""
    return label_of(match[match.lastindex or 0])


def in_digits_of(printed: str, number: str) -> str:
    """A number in the digits of the mark that prints it: "4" is "۴" for `[۴]` and `[۳–۵]`, "四" for `〔四〕`.

    Raised, circled and wide digits are forms of the common ones.
    """
    for found in re.findall(IDEOGRAPHS, printed):
        if _value(found) == int(number):
            return str(found)
    for sign in printed:
        if unicodedata.category(sign) == "Nd" and unicodedata.east_asian_width(sign) != "F":
            zero = ord(sign) - unicodedata.decimal(sign)
            return "".join(chr(zero + int(digit)) for digit in number)
    return number


def _value(ideographs: str) -> int:
    """The value of a number in Chinese characters: 12 for 十二 and for 一二."""
    value, digit = 0, 0
    for sign in ideographs:
        if sign in "十百":
            value, digit = value + (digit or 1) * int(unicodedata.numeric(sign)), 0
        else:
            digit = digit * 10 + int(unicodedata.numeric(sign))
    return value + digit


def _plain(sign: str) -> str:
    """A sign of a label in the digits and letters that addresses have."""
    if sign.isascii():
        return sign
    number = unicodedata.numeric(sign, None) if unicodedata.category(sign) in {"Nd", "No"} else None
    return f"{number:.0f}" if number is not None else unicodedata.normalize("NFKC", sign)

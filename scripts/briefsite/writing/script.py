"""Scripts: the direction of a text, and whether its script has blanks between words, or capitals."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

Direction = Literal["ltr", "rtl"]

# The blocks of scripts without blanks between words: Thai, Lao, Tibetan, Myanmar, Khmer, New Tai Lue, Tai Tham,
# ideographs with their iteration marks, kana, bopomofo (Unicode Standard, Blocks.txt; UAX #14, class SA and ID).
_BLOCKS: Final = (
    *((0x0E00, 0x0E3E), (0x0E40, 0x0E4E), (0x0E80, 0x0ECE), (0x0EDC, 0x0EDF), (0x0F40, 0x0FBC), (0x1000, 0x103F)),
    *((0x1050, 0x108F), (0x109A, 0x109F), (0x1780, 0x17D3), (0x1980, 0x19C9), (0x1A20, 0x1A7C), (0xAA60, 0xAA7F)),
    *((0x3005, 0x3007), (0x3031, 0x3035), (0x3041, 0x309F), (0x30A1, 0x30FF), (0x3105, 0x312F), (0x31F0, 0x31FF)),
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF)),
)


def _spelled(low: int, high: int) -> str:
    return f"\\U{low:08x}-\\U{high:08x}"


#: Scripts whose words aren't divided by blanks, as the inside of a class of a regular expression.
BLANKLESS: Final = "".join(_spelled(*block) for block in _BLOCKS)


def _marks() -> str:
    """The marks of the blocks, runs of them as ranges."""
    codes = [
        code
        for low, high in _BLOCKS
        if high < _IDEOGRAPHS
        for code in range(low, high + 1)
        if unicodedata.category(chr(code)) in {"Mn", "Mc"}
    ]
    begins = [code for code in codes if code - 1 not in codes]
    ends = [code for code in codes if code + 1 not in codes]
    return "".join(map(_spelled, begins, ends))


#: Where ideographs begin: there are no marks among them.
_IDEOGRAPHS: Final = 0x3400
#: The marks of these scripts that belong to the letter before them, and variation selectors, in the same form.
MARKS: Final = _marks() + "\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef"
#: Characters that are set as full squares, so that a line end between two of them isn't a blank (CSS Text 3, 4.1.3).
SQUARE: Final = (
    "\u3001-\u303f\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
)
_SQUARE: Final = re.compile(f"[{SQUARE}]")
_GEORGIAN: Final = re.compile("[\u10d0-\u10ff]")
_BLANKLESS: Final = re.compile(f"[{BLANKLESS}]")
#: Languages written from right to left in the script that they usually have, and scripts with that direction.
_RIGHT_TO_LEFT: Final = frozenset(
    {
        *("ar", "arc", "azb", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "mzn", "nqo", "pnb", "prs", "ps", "sd", "syr"),
        *("ug", "ur", "yi"),
    }
)
_RIGHT_TO_LEFT_SCRIPTS: Final = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
)
_NEARLY_ALL: Final = 0.9
_SCRIPT_SUBTAG: Final = re.compile(r"-([A-Za-z]{4})(?:-|$)")


def direction_of_language(tag: str) -> Direction:
    """The direction in which a language is written; a script in its tag decides ("az-Arab" is "rtl")."""
    script = _SCRIPT_SUBTAG.search(tag)
    if script:
        return "rtl" if script[1].title() in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if tag.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def direction_of_text(text: str, usual: Direction = "ltr") -> Direction:
    """The direction of a text in a work whose direction is `usual`: another only if nearly all of its letters have it.

    A Hebrew sentence may have more Latin letters than Hebrew ones, in the names of people and books.
    """
    if usual == "ltr" and text.isascii():
        return usual
    letters = [sign for sign in text if sign.isalpha()]
    right = sum(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in letters)
    others = right if usual == "ltr" else len(letters) - right
    return usual if others <= _NEARLY_ALL * len(letters) else "rtl" if usual == "ltr" else "ltr"


def other_direction(text: str, language: str) -> Direction | None:
    """The direction of a text in a document of a `language`; None where it is the document's."""
    own = direction_of_language(language)
    found = direction_of_text(text, own)
    return found if found != own else None


def has_blankless(text: str) -> bool:
    """Whether a text has a letter of a script that puts no blanks between words."""
    return not text.isascii() and _BLANKLESS.search(text) is not None


def has_square(text: str) -> bool:
    """Whether a text has a character that is set as a full square."""
    return not text.isascii() and _SQUARE.search(text) is not None


def joins_without_blank(before: str, after: str) -> bool:
    """Whether a line that ends with `before` is joined without a blank to the next, which begins with `after`."""
    return bool(_SQUARE.match(before[-1:]) and _SQUARE.match(after[:1]))


def is_small(sign: str) -> bool:
    """Whether a sign is a small letter of a script whose sentences begin with capitals.

    Georgian letters are small letters in Unicode, but their capitals only set whole lines (Unicode Standard, 7.7).
    """
    return sign.islower() and not _GEORGIAN.match(sign)


def is_caseless(text: str) -> bool:
    """Whether most letters of a text are of a script without capitals. False for a text without letters."""
    if text.isascii():
        return False
    letters = [sign for sign in text if sign.isalpha()]
    return 2 * sum(sign.lower() == sign.upper() or bool(_GEORGIAN.match(sign)) for sign in letters) > len(letters)

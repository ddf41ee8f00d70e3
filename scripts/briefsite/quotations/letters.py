"""The letters of a text: what is left of it without typography, and where each of them is.

Quotation marks, dashes, blanks, line ends, case, ligatures and punctuation are no letters, so that a text printed in
another way has the same ones. Signs that are read aloud (%, $, +) are. The letters of a part of a text are a part of
its letters. What is between two of them is compared apart: see `joint`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, compress, repeat
from typing import Final, NamedTuple

from briefsite.writing.script import has_blankless

APOSTROPHES: Final = frozenset("'’‘ʼ＇`´′")
DASHES: Final = frozenset("-‐‑‒–—―−﹣－⸗")
#: What is read aloud, although Unicode calls it punctuation.
_READ: Final = frozenset("%‰&§#@")
#: Signs that are only another way to write a line end, a dash or a fraction.
_SILENT: Final = frozenset("|⁄") | DASHES | APOSTROPHES
#: Ligatures and letters that NFKD leaves as they are; the dotted and dotless i are one letter, as for `word_list`.
_LIKE: Final = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ı": "i", "İ": "i"}
MINUS: Final = re.compile(rf"\(?[{''.join(sorted(DASHES))}]\d")
INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u034f")
_VARIANTS: Final = range(0xFE00, 0xFE10)
#: Where characters are that have other letters than `usual_letters`: tests/test_quotation_page.py looks at all.
_FOLDED: Final = (
    *((0x0000, 0x0600), (0x1300, 0x1400), (0x1C00, 0x2300), (0x3000, 0x3100), (0xAB00, 0xAC00), (0xFC00, 0xFF00)),
    *((0xFF00, 0x10000), (0x1D600, 0x1D800)),
)


class _Letters(dict[int, str]):
    """The letters of each character, as `str.translate` asks for them."""

    def __missing__(self, code: int) -> str:
        self[code] = _letters_of(chr(code))
        return self[code]


def _letters_of(sign: str) -> str:
    if sign in _SILENT or sign in INVISIBLE or ord(sign) in _VARIANTS:
        return ""
    if sign in _LIKE:
        return _LIKE[sign]
    if unicodedata.category(sign)[0] in "PZ" and sign not in _READ:
        return ""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    return "".join(filter(_is_letter, decomposed)) if not decomposed.startswith(" ") else ""


def _is_letter(sign: str) -> bool:
    return sign not in _SILENT and (sign in _READ or _has_letter(unicodedata.category(sign)))


def _has_letter(category: str) -> bool:
    return category[0] in "LNM" or category in {"Sc", "Sm", "So"}


_LETTERS: Final = _Letters()
#: How many letters each byte of Windows-1252 has.
_WESTERN: Final = bytes(len(_LETTERS[ord(sign)]) for sign in bytes(range(256)).decode("cp1252", "replace"))


def letters(text: str) -> str:
    """The letters of a text in their normal form, without anything between them."""
    return text.translate(_LETTERS)


@cache
def folding_table() -> Mapping[str, str]:
    """The letters of each character that has others than Unicode gives it, as `usual_letters` tells them.

    With it, a program in another language has the letters of any text: those of a character of the table are there.
    """
    signs = (chr(code) for low, high in _FOLDED for code in range(low, high))
    return {sign: _LETTERS[ord(sign)] for sign in signs if _LETTERS[ord(sign)] != usual_letters(sign)}


def usual_letters(sign: str) -> str:
    """The small letters, digits, marks and symbols of a character's compatibility decomposition (NFKD)."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).lower())
    return "".join(one for one in decomposed if _has_letter(unicodedata.category(one)))


@dataclass(frozen=True, slots=True)
class Spelled:
    """A `text` with its letters; `offsets[i]` is where the text has the letter i."""

    text: str
    offsets: Sequence[int]

    @property
    def letters(self) -> str:
        """The letters in a row."""
        return letters(self.text)

    def joint(self, at: int) -> str:
        """What is between the letters `at` and `at + 1`, as `joint` tells it."""
        low, high = self.offsets[at], self.offsets[at + 1]
        return joint(self.text[low], self.text[low + 1 : high], self.text[high]) if high > low else ""

    def begins_word(self, at: int) -> bool:
        """Whether a word begins at the letter `at`."""
        return at == 0 or self.joint(at - 1) in DIVIDING

    def ends_word(self, at: int) -> bool:
        """Whether a word ends before the letter `at`."""
        return at >= len(self.offsets) or self.begins_word(at)


@lru_cache(maxsize=1 << 8)  # the places of a quotation are in a few texts
def spelled(text: str) -> Spelled:
    """A text with the places of its letters, found without a loop: one of common words is looked for in hundreds."""
    counts, places = _letter_counts(text), range(len(text))
    if counts.translate(None, b"\0\1"):
        return Spelled(text, tuple(chain.from_iterable(map(repeat, places, counts))))
    return Spelled(text, tuple(compress(places, counts)))


def _letter_counts(text: str) -> bytes:
    """How many letters each character has. Western characters, which most texts have alone, are counted at once."""
    try:
        return text.encode("cp1252").translate(_WESTERN)
    except UnicodeEncodeError:
        return bytes(map(len, map(_LETTERS.__getitem__, map(ord, text))))


#: Joints at which a word ends.
DIVIDING: Final = frozenset({" ", "-", "*", "digits ", "digits-", "minus"})


def joint(before: str, between: str, after: str) -> str:
    """A name for what is `between` the letters `before` and `after` in a text; the same in any typography.

    "" is nothing, " " a blank or punctuation, "'" an apostrophe, "-" a hyphen or dash, "*" the border of a character
    that needs no blank. In numbers, each sign counts: 1.5 is not 15, nor 1,5.
    """
    if not between and before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return ""  # as between most letters
    between = "".join(sign for sign in between if sign not in INVISIBLE)
    if has_blankless(before + after) or not _in_word(before) or not _in_word(after):
        return "*"
    if not between:
        return ""
    blank, dash = any(map(str.isspace, between)), any(sign in DASHES for sign in between)
    if before.isdecimal() and after.isdecimal():
        return "digits-" if dash else "digits " if blank else f"digits{between}"
    # A minus, before which there is a blank.
    if after.isdecimal() and between[-1] in DASHES and len(between) > 1 and between[-2] in " \n\u00a0(":
        return "minus"
    if all(sign in APOSTROPHES for sign in between):
        return "'"
    return "-" if all(sign in DASHES or sign.isspace() for sign in between) and dash else " "


def _in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def agree(one: str, other: str) -> bool:
    """Whether two joints divide words in the same way. A hyphen may be that of a line end, and say nothing."""
    return one == other or "*" in (one, other) or ("-" in (one, other) and {one, other} <= {"", " ", "-"})


class SpelledWord(NamedTuple):
    """A word in its normal form, `low`..`high` in the text."""

    form: str
    low: int
    high: int


@lru_cache(maxsize=1 << 5)
def spelled_words(text: str) -> tuple[SpelledWord, ...]:
    """The words of a text by which differences are told: "China's" and "1.5" are one, "well-known" is two."""
    return tuple(
        SpelledWord(form, match.start() + low, match.start() + high)
        for match in re.finditer(r"\S+", text)
        for form, low, high in _words(match[0])
    )


@lru_cache(maxsize=1 << 16)  # a text has most of its words several times
def _words(unit: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text without white space, each with where it begins and ends."""
    found, parts = spelled(unit), []
    form, low = "", 0
    if MINUS.match(unit):
        form, low = "-", found.offsets[0] - 1
    for at, letter in enumerate(found.letters):
        low = low if form else found.offsets[at]
        form += letter
        between = found.joint(at) if at + 1 < len(found.offsets) else " "
        if between in DIVIDING:
            parts.append((form, low, found.offsets[at] + 1))
            form = ""
        else:
            form += between.removeprefix("digits")
    return tuple(parts)

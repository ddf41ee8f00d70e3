"""Headings in scripts without capitals, and in others than Latin: those with a number, and those known by a word."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from briefsite.writing.book_words import book_names, book_pattern, name_key
from briefsite.writing.roman import NUMERAL, is_numeral
from briefsite.writing.script import has_blankless, is_caseless
from briefsite.writing.sentence_end import ends_with_mark, is_unmarked

_LONGEST: Final = 60
_LONGEST_SQUARE: Final = 30
#: A heading is at most so much of the longest line of a text: lines that were spaced apart are all of a length.
_SHARE: Final = 0.6
_OPEN: Final = (",", ";", "،", "؛", "、", "，", "；", "-", "–", "—", "־")
_LISTED: Final = re.compile(r"\s*(?:[*•·\-–—・]|[(\[（［]?[0-9０-９٠-٩۰-۹०-९๐-๙a-z]{1,3}[.)\]）］、．])\s*")
#: Markers of notes at the end of a line, in any digits: "[1]", "[۳]", "（3）", "³", "③", "*".
_MARKERS: Final = re.compile(r"(?:[\[(（［〔【]\s?\d{1,4}\s?[\])）］〕】]|[⁰¹²³⁴-⁹]{1,3}|[①-⑳]|[*†‡]{1,3})+$")


#: A small letter is a number only at the end of the heading or before a sign: "Chapter i.", but not "Part a way".
_NUMBERED: Final = re.compile(
    rf"(?:{book_pattern('chapter')})\s+"
    rf"(?:(?-i:{NUMERAL}|[A-Z]|(?:[ivxlc]+|[a-z])(?=\s*(?:[.:—–-]|$)))|\d+|{book_pattern('ordinal')})\b(?P<rest>.{{0,60}})",
    re.IGNORECASE,
)
_NUMBER_FIRST: Final = re.compile(rf"(?:{book_pattern('number_first')})\b(?P<rest>.{{0,60}})", re.IGNORECASE)


def is_numbered_heading(text: str) -> bool:
    """Whether a line is the heading of a numbered chapter, or its number alone."""
    own = _NUMBERED.fullmatch(text) or _NUMBER_FIRST.fullmatch(text) or is_numeral(text)
    return bool(own) or is_chapter_heading(text)


def is_titled(text: str) -> bool:
    """Whether a numbered heading has a title after its number. False for any other line."""
    match = _NUMBERED.fullmatch(text) or _NUMBER_FIRST.fullmatch(text)
    return bool(match and match["rest"].strip(" .:—–-"))


def is_chapter_heading(text: str) -> bool:
    """Whether a line is the heading of a numbered chapter in another script than Latin."""
    may_be = not text.isascii() and len(text) <= _LONGEST and not _ends(text)
    return may_be and _numbered().fullmatch(text) is not None


# Compiled only for a line that may be one: it takes milliseconds.
@cache
def _numbered() -> re.Pattern[str]:
    """A word for a chapter with its number, which may be a word: "פרק ראשון", "第一章 港", "제1장", "บทที่ ๑"."""
    return re.compile(book_pattern("chapter_form"))


def is_heading_without_capitals(text: str, before: str, longest: int) -> bool:
    """Whether a line with empty lines around it is a heading in a script that has no capitals to tell it by.

    It is short, also beside the `longest` line of the text (in characters), and ends no sentence. The block `before`
    it must have ended, or be empty: else the line may go on with it.
    """
    named = is_chapter_heading(text) or name_key(text) in book_names("outer", "inner", "contents", "index")
    if is_unmarked(text) and re.search(r"\s", text) and not named:
        return False  # in these scripts a blank is between sentences, or parts of one
    if not is_caseless(text) or _ends(text) or text.endswith(_OPEN) or _LISTED.match(text):
        return False
    if named:
        return True
    most = _LONGEST_SQUARE if has_blankless(text) else _LONGEST
    ended = not before or _ends(before) or not is_caseless(before) or is_unmarked(before)
    return ended and len(text) <= min(most, _SHARE * longest) and not _MARKERS.search(text)


def _ends(text: str) -> bool:
    return ends_with_mark(_MARKERS.sub("", text)) or text.endswith((":", "："))

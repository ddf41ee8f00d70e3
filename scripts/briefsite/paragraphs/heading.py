"""Headings: what a line says that heads a part of a text.

A heading is told by its words ("CHAPTER IV.—THE ARMY", "Foreword", "8. References"), by its capitals, or, where a
script has none, by its place alone. `block` decides with what is around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.source.sentence import ends_sentence
from briefsite.words import squeezed
from briefsite.writing.book_words import book_names, book_pattern, name_key
from briefsite.writing.headings import is_numbered_heading
from briefsite.writing.roman import NUMERAL, is_numeral
from briefsite.writing.script import is_small

_STAGE: Final = re.compile(rf"(?:{book_pattern('stage')})\b", re.IGNORECASE)
_ROMAN_TITLE: Final = re.compile(rf"{NUMERAL}(?:\.\s*[—–-]*|\s*[—–:)]|\s+[—–-])\s*\S.*")
_DECIMAL_TITLE: Final = re.compile(r"(?:§+\s*)?\d+(?:\.\d+)+\.?\s+\S.*|§+\s*\d+\S*\s+\S.*")
#: A letter is a label only with a sign behind it: "A survey", "O porto" begin with words.
_LABEL_TITLE: Final = re.compile(r"(?:\d{1,3}[.):]?|[A-Z](?:[.):]|(?=\s*[—–-])))(?:\s*[—–-]+)?\s+(?=[^\W\d_])\S.*")
_NUMBER: Final = re.compile(r"(?:no\.?\s*|nr\.?\s*|№\s*)?\d{1,4}\.", re.IGNORECASE)
#: Parts of a book that begin a page of their own.
_OUTER: Final = ("outer", "bibliography", "index")
_INDEX_OF: Final = re.compile(r"(?:general )?index (?:of|des|de) \w+")
_SHORT = 60
_MOST_LINES = 3
_MOST_WORDS = 12


def is_label_title(text: str) -> bool:
    """Whether a line is a title with a number or a letter before it: "1 Introduction", "B. Findings"."""
    return bool(_LABEL_TITLE.fullmatch(text)) and not re.match(r"\S+\s+\W*[a-zà-ÿ]", text)


def is_outer_part(text: str) -> bool:
    """Whether a line heads a part of a book beside its chapters: a foreword, an appendix, an index."""
    name = name_key(text.strip().rstrip(".:;,—–-"))
    return name in book_names(*_OUTER) or bool(_INDEX_OF.fullmatch(name))


def is_contents(text: str) -> bool:
    """Whether a line heads a table of contents."""
    return name_key(text) in book_names("contents")


def is_index(text: str) -> bool:
    """Whether a line heads an index."""
    name = name_key(text)
    return name in book_names("index") or bool(_INDEX_OF.fullmatch(name))


def is_persons(text: str) -> bool:
    """Whether a line heads the list of the persons of a play."""
    return name_key(text) in book_names("persons")


def is_known_heading(text: str) -> bool:
    """Whether a line is known for a heading by its word. "Note:" is none, for it may begin a remark."""
    key = name_key(text)
    if not text or is_small(text[0]):
        return False
    return is_index(text) or (
        key in book_names(*_OUTER, "inner", "contents", "notes", "works", "persons") and key not in book_names("note")
    )


def is_heading(texts: Sequence[str]) -> bool:
    """Whether the lines of a block say themselves that they are a heading."""
    if len(texts) > _MOST_LINES or max(map(len, texts)) > _SHORT:
        return False
    text = squeezed(" ".join(texts))
    if is_numeral(text) or is_known_heading(text):
        return True
    if is_numbered_heading(text):
        return begins_upper(text) and bool(_STAGE.match(text) or not re.search(r"[a-z][.!?]$", text))
    if _DECIMAL_TITLE.fullmatch(text) or _ROMAN_TITLE.fullmatch(text):
        return not ends_sentence(text) or text.rstrip(".").isupper()
    letters = [sign for sign in re.sub(r"\bMa?c(?=[A-Z])", "M", text) if sign.isalpha()]
    capital = sum(map(str.isupper, letters))
    # "U.S." is no heading, and a caseless script has no capitals.
    return capital > 2 and capital == len(letters) and not text.endswith((",", ";", ":", "!", "?", "…", "—", "-"))  # noqa: PLR2004


def is_number_alone(texts: Sequence[str]) -> bool:
    """Whether a block is nothing but a number with a point: that of a letter or a paragraph of laws."""
    return len(texts) == 1 and bool(_NUMBER.fullmatch(texts[0]))


def may_be_heading(text: str, width: int) -> bool:
    """Whether a line can be a heading if the text around it agrees. `width` is the measure of the text."""
    if len(text) > min(_SHORT, 4 * max(width, 1) // 5) or len(text.split()) > _MOST_WORDS or ends_sentence(text):
        return False
    if text.startswith("[") and text.endswith("]"):  # said of the print: [Blank Page]
        return False
    if text.endswith((",", ";", "-", "—", "–", "、", "，")) or re.search(r" {3,}|\t|_{2,}", text):
        return False
    if _LABEL_TITLE.fullmatch(text):
        return bool(re.match(r"\S+\s+\W*[^\W\d_]", text)) and is_label_title(text)
    first = next((sign for sign in text if sign.isalnum()), "")
    return begins_upper(text) and first.isalpha() and not re.search(r"\d\W*$", text)


def begins_upper(text: str) -> bool:
    """Whether a line begins as a sentence does: with a capital or a digit, or with a letter that has no case."""
    first = next((sign for sign in text if sign.isalnum()), "")
    return bool(first) and not is_small(first)

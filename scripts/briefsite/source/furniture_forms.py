"""Furniture forms: what the page numbers, running heads and separators of pages look like as lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefsite.source.page_numbers import value_of
from briefsite.words import squeezed
from briefsite.writing.book_words import book_pattern
from briefsite.writing.roman import NUMERAL

_SEPARATOR: Final = re.compile(r"-{3,}\s*File:\s*\S.*")
_SEPARATOR_FORM: Final = "-----File: #-----"
_NO_WRAP: Final = re.compile(r"/[*#$](?:\[[\d.,]+\])?|[*#$]/")
_NAME: Final = rf"(?:{book_pattern('page')})"
_NUMBER: Final = r"(?:\d{1,4}|[ivxlc]{1,7})"
#: The name as word processors print it behind a number: "2 | P a g e".
_SPACED_NAME: Final = r"(?P<after>p\s?a\s?g\s?e|s\s?e\s?i\s?t\s?e)"
_BARE: Final = re.compile(
    rf"(?P<before>[-–—~*|<=_·•\s]*)(?P<name>{_NAME}\s*)?(?P<number>{_NUMBER})"
    rf"(?:\s*(?:/|{book_pattern('of')})\s*(?P<total>\d+))?(?:\s*(?:{book_pattern('page_after')})|\s*\|\s*{_SPACED_NAME})?[-–—~*|>=_·•\s]*",
    re.IGNORECASE,
)
#: Between brackets or braces. A number alone between brackets can be the label of a note.
_BRACKETED: Final = re.compile(
    rf"(?:[\[(]\s*{_NAME}\s*(?P<named>{_NUMBER})\s*[\])]|\{{\s*(?:{_NAME}\s*)?(?P<braced>{_NUMBER})\s*\}})",
    re.IGNORECASE,
)
_EDGE: Final = re.compile(r"(?P<first>\d{1,4})\s+(?P<rest>\D.*)|(?P<head>.*\S)\s+(?P<last>\d{1,4})")
#: Front matter: a Roman number beside a running head in capitals, or apart from one.
_ROMAN_EDGE: Final = re.compile(
    r"(?P<first>[ivxlc]{1,7})(?:\s{3,}(?=\S)|\s+(?=[^a-z]+$))(?P<rest>\D.*)"
    r"|(?P<head>[^a-z]*[^a-z\s]|\D*\S(?=\s{3}))\s+(?P<last>[ivxlc]{1,7})"
)
#: Words that a number follows because it counts chapters, letters or tables, not pages.
_COUNTED: Final = re.compile(rf"(?:{book_pattern('chapter', 'counted')})\W*", re.IGNORECASE)
#: The longest line that may be page furniture, in characters.
LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that print adds to a page: the form that they share (# for a number), and the lines, counted from 1."""

    form: str
    lines: tuple[int, ...]


def line_form(line: str) -> str:
    """The form of a line: without its digits, so that the heads of different pages have the same."""
    text = squeezed(line)
    if is_separator(text):
        return _SEPARATOR_FORM
    number = bare_number(text)
    roman = None if number else _ROMAN_EDGE.fullmatch(line.strip())
    if roman and value_of(roman["first"] or roman["last"]):
        text = f"# {squeezed(roman['rest'])}" if roman["first"] else f"{squeezed(roman['head'])} #"
    if number and not number.isdigit():
        text = text.replace(number, "#")
    return re.sub(r"\d+", "#", text)


def is_separator(line: str) -> bool:
    """Whether a line is a separator of proofreaders, which is a page break by itself."""
    return bool(_SEPARATOR.fullmatch(line))


def is_no_wrap_mark(line: str) -> bool:
    """Whether a line is a mark of proofreaders around lines that are not to be wrapped. It holds no words."""
    return bool(_NO_WRAP.fullmatch(line))


def bare_number(line: str) -> str:
    """The number of a line that is nothing but a page number; empty if it is more, or has none."""
    match = _BARE.fullmatch(line)
    bracketed = _BRACKETED.fullmatch(line)
    if bracketed:
        return bracketed["named"] or bracketed["braced"]
    return match["number"] if match else ""


def says_page(line: str) -> bool:
    """Whether a line says itself that its number is that of a page: "Page 3", "- 3 -"."""
    match = _BARE.fullmatch(line)
    return bool(match and (match["name"] or match["after"] or match["before"].strip())) or bool(
        _BRACKETED.fullmatch(line)
    )


def page_total(line: str) -> str:
    """How many pages there are, as a line with the number of one says: "6" for "Page 3 of 6"; empty if it doesn't."""
    match = _BARE.fullmatch(line)
    return (match["total"] or "") if match else ""


def number_at_edge(line: str) -> tuple[int, str] | None:
    """The number that a line begins or ends with, and the rest of the line; None if there is none."""
    match = _EDGE.fullmatch(line) or _ROMAN_EDGE.fullmatch(line)
    value = value_of(match["first"] or match["last"]) if match else 0
    return (value, match["rest"] or match["head"]) if match and value else None


def is_counted(text: str) -> bool:
    """Whether a line is a chapter, letter or table with its number, or begins with the label of an item."""
    rest = re.sub(r"[\dIVXLC]+\W*$", "", text).strip()
    return bool(_COUNTED.fullmatch(rest) or re.match(r"\[|\(?\d+[.)]", text) or re.fullmatch(NUMERAL, text))

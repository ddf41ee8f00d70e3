"""Book words: what books call their notes, pages, chapters and other parts, in all languages of the table.

Each language is one row in one of the modules `book_words_…`, and every reader takes the columns that it needs from all
rows: a text may mix languages, so that none asks which one it is in. To add a language, add a row, and a line about it
to tests/test_book_words.py.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from briefsite.words import fold, squeezed
from briefsite.writing.book_language import BookLanguage
from briefsite.writing.book_words_eastern import EASTERN
from briefsite.writing.book_words_germanic import GERMANIC
from briefsite.writing.book_words_latin import OTHER_LATIN
from briefsite.writing.book_words_romance import ROMANCE
from briefsite.writing.book_words_scripts import WITHOUT_CAPITALS

#: All rows.
BOOK_LANGUAGES: Final[tuple[BookLanguage, ...]] = (
    *GERMANIC,
    *ROMANCE,
    *OTHER_LATIN,
    *EASTERN,
    *WITHOUT_CAPITALS,
)


def book_pattern(*columns: str) -> str:
    """The words of all languages in some columns, as the alternatives of a pattern, without a group: "note|nota|…".

    A blank stands for any white space.
    """
    found = (getattr(row, column) for column in columns for row in BOOK_LANGUAGES)
    return "|".join(dict.fromkeys(filter(None, found))).replace(" ", r"\s+")


@cache
def book_names(*columns: str) -> frozenset[str]:
    """The names of all languages in some columns, each as `name_key` has it."""
    found = (getattr(row, column).split("|") for column in columns for row in BOOK_LANGUAGES)
    return frozenset(name_key(name) for names in found for name in names if name)


def name_key(name: str) -> str:
    """What names of parts are compared by: without case, accents and a point or colon at the end."""
    plain = (name if name.isalnum() else squeezed(name)).rstrip(".:：")
    return plain.lower() if plain.isascii() else fold(plain.replace("’", "'"))

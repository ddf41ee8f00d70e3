"""The numbers of volumes, issues, series and editions, without the words that a style prints for them."""

from __future__ import annotations

import re
from typing import Final

#: "Volume" and "number" before a number, as they are abbreviated in several languages.
_NUMBER_WORDS: Final = re.compile(
    r"^(?:vol(?:ume)?s?|bd|band|tome|tomo|no|nos|nr|nrs|n°|nº|№|num(?:ber)?|issue|heft|cilt|sayı)"
    r"(?:\.?\s*(?=\d)|[.\s]\s*(?=[ivxlc]+\b))",
    re.IGNORECASE,
)
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)
_EDITION: Final = re.compile(
    r"(\w+?)(?:st|nd|rd|th|\.|e|er|re|a|ª|º)?(?:\s+(?:ed\.?|edn\.?|edition|aufl\.?|auflage|éd\.?|édition|edición|edizione"
    r"|uitgave|druk|baskı))?",
    re.IGNORECASE,
)


def series_in_words(text: str, *, of_journal: bool) -> str:
    """A series; that of a journal may be a number, or "newseries" and "oldseries", which biblatex puts into words."""
    if not of_journal:
        return text
    known = {"newseries": "new series", "oldseries": "old series", "1": "1st series", "2": "2nd series"}
    known["3"] = "3rd series"
    return known.get(text.casefold(), f"{text}th series" if text.isdecimal() else text)


def number_alone(number: str) -> str:
    """The number of a volume or an issue without a word for what it is, which the style prints: "Vol. 12"."""
    return _NUMBER_WORDS.sub("", number)


def version_alone(version: str) -> str:
    """A version without the word or letter for it, which the style prints: "v1.0"."""
    return re.sub(r"^v(?:ersion|er\.|\.)?\s*(?=\d)", "", version, flags=re.IGNORECASE)


def edition_number(text: str) -> str:
    """An edition, as a number where it is one in words: "Second" and "2nd edition" are "2"."""
    found = _EDITION.fullmatch(text.strip())
    if found is None:
        return text
    word = found[1].casefold()
    if re.fullmatch(r"[12]\d{3}", word):  # the engine would make "1989th" of it
        return f"{word} ed."
    for number, ordinal in enumerate(_ORDINALS, 1):
        if text.strip().casefold().split()[0] == ordinal:
            return str(number)
    return word if word.isdecimal() else text

"""Alphabetical order, as each language has it.

A letter with a mark is sorted as the letter without it, which is the order of English, French, German (DIN 5007-1),
Russian and most others. What is different in a language is in a table, from the tailorings of the Unicode Common Locale
Data Repository (collation/*.xml, type standard).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from briefsite.words import fold

#: For a language, its letters that have places of their own, each group behind the letter that it begins with.
_BEHIND: Final = {
    "sv": "z å ä ö",
    "fi": "z å ä ö",
    "da": "z æ ø å",
    "nb": "z æ ø å",
    "nn": "z æ ø å",
    "no": "z æ ø å",
    "is": "a á|d ð|e é|i í|o ó|u ú|y ý|z þ æ ö å",
    "et": "s š z ž|w õ ä ö ü",
    "pl": "a ą|c ć|e ę|l ł|n ń|o ó|s ś|z ź ż",
    "cs": "c č|r ř|s š|z ž",
    "sk": "a ä|c č|o ô|s š|z ž",
    "hr": "c č ć|d đ|s š|z ž",
    "sl": "c č|s š|z ž",
    "hu": "o ö|u ü",
    "ro": "a ă â|i î|s ș|t ț",
    "es": "n ñ",
    "tr": "c ç|g ğ|h ı i|o ö|s ş|u ü",
    "az": "c ç|e ə|g ğ|h x ı i|k q|o ö|s ş|u ü",
    "lt": "c č|s š|z ž",
    "lv": "c č|g ģ|k ķ|l ļ|n ņ|s š|z ž",
    "uk": "г ґ|е є|и і ї й",
    "vi": "a ă â|d đ|e ê|o ô ơ|u ư",
    "ru": "и й",
    "bg": "и й",
    "be": "е ё|і й|у ў",
    "mn": "е ё|и й|о ө|у ү",
    "kk": "а ә|г ғ|и й|к қ|н ң|о ө|у ұ ү|х һ|ы і",
    "fa": "ب پ|ج چ|ز ژ|ق ک گ|ن و ه ی",
    "ur": "ب پ|ت ٹ|ج چ|د ڈ|ر ڑ|ز ژ|ق ک گ|ن و ہ ھ ء ی ے",
}


def collation_key(text: str, language: str = "en") -> tuple[str, str]:
    """The key of `text` in a list sorted as `language` has it: marks, case and accents decide only between equals."""
    places = _places(language.partition("-")[0])
    if not places:
        return fold(text), text
    composed = unicodedata.normalize("NFC", text)
    if language.partition("-")[0] in {"tr", "az"}:
        composed = composed.replace("I", "ı")
    return "".join(places.get(sign) or _toned(sign, places) for sign in composed.casefold()), text


def _toned(sign: str, places: Mapping[str, str]) -> str:
    """A letter with several marks has the place that one of them gives it (ế that of ê); else that of its letter."""
    parts = unicodedata.normalize("NFD", sign)
    found = (places.get(unicodedata.normalize("NFC", parts[:1] + mark)) for mark in parts[1:])
    return next(filter(None, found), None) or fold(sign)


@cache
def _places(language: str) -> dict[str, str]:
    """What stands for each letter with a place of its own: the letter before it, and a sign behind all others."""
    found: dict[str, str] = {}
    for group in filter(None, _BEHIND.get(language, "").split("|")):
        first, *others = group.split()
        found |= {sign: f"{fold(first)}\U0010fffd{chr(ord('a') + place)}" for place, sign in enumerate(others)}
    return found

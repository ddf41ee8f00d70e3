"""Slugs: any text as small ASCII letters, digits and hyphens. Other scripts are transliterated by `anyascii`."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from briefsite.words import fold


def slug_of(text: str) -> str:
    """The slug of a text: "Łódź, 1920" is "lodz-1920", "第一章 港" is "di-yi-zhang-gang". "" if it has no letters.

    Latin letters are folded as `words.fold` does it; only what that leaves outside ASCII is transliterated.
    """
    return re.sub(r"[^a-z0-9]+", "-", ascii_of(text)).strip("-")


def ascii_of(text: str) -> str:
    """Text in small letters and in ASCII, apart from punctuation."""
    folded = fold(text)
    if not any(sign.isalnum() and not sign.isascii() for sign in folded):
        return folded
    # Each letter with its own marks: what folding takes off a letter of another script changes the letter.
    composed = unicodedata.normalize("NFKC", text)
    runs = groupby(composed, key=lambda sign: fold(sign).isascii() and not unicodedata.category(sign).startswith("M"))
    return "".join(fold("".join(run)) if latin else _transliterated("".join(run)) for latin, run in runs)


def _transliterated(text: str) -> str:
    from anyascii import anyascii

    # Of small letters the library makes small ones: a capital begins a syllable of Chinese, Japanese or Korean.
    written = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", anyascii(text.lower()))
    # An apostrophe is a letter of Arabic or Hebrew, or a soft sign: no border between words.
    return re.sub("['`]", "", written).lower()

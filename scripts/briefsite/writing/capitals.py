"""Case, as each language has it."""

from __future__ import annotations

import re
from typing import Final

from briefsite.words import SMALL_WORDS

_LETTERS: Final = re.compile(r"[^\W\d_][^\W\d_’']*|[^\W\d_]")
_KEPT: Final = re.compile(r"[IVXLC]+|\w")
#: Languages in which i and I are two letters, each with its own capital.
_DOTTED: Final = frozenset({"az", "crh", "gag", "tr", "tt"})


def lower(text: str, language: str = "") -> str:
    """`text` in small letters: in Turkish and its kin I is ı, and İ is i."""
    if language.partition("-")[0] in _DOTTED:
        text = text.replace("İ", "i").replace("I", "ı")
    # U+0130 has no small letter of its own in other languages, but a letter with a mark.
    return text.lower().replace("i\u0307", "i")


def upper(text: str, language: str = "") -> str:
    """`text` in capitals: in Turkish and its kin i is İ, and ı is I."""
    return (text.replace("i", "İ") if language.partition("-")[0] in _DOTTED else text).upper()


def title_from_capitals(text: str, language: str = "en") -> str:
    """A title that is in capitals as print would have it in running text.

    In English that is title case. Other languages have capitals where only a dictionary knows (German nouns, French
    names): there the title stays as it is.
    """
    if not text.isupper() or language.partition("-")[0] not in {"", "en"}:
        return text
    words = _LETTERS.sub(lambda match: match[0] if _KEPT.fullmatch(match[0]) else _capital(match[0]), text).split()
    return " ".join(
        word.lower() if number and word.lower() in SMALL_WORDS else word for number, word in enumerate(words)
    )


def _capital(word: str) -> str:
    return word[:1] + lower(word[1:])

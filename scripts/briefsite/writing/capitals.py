"""Case, as each language has it."""

from __future__ import annotations

import re
from typing import Final

from briefsite.words import SMALL_WORDS, squeezed
from briefsite.writing.roman import NUMERAL

_LETTERS: Final = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
#: What has no small letters: numerals, letters, names of bodies, and words without a vowel, as those are.
_KEPT: Final = re.compile(
    rf"{NUMERAL}|\w|UN|EU|UK|USA|UAE|USSR|NATO|WWII?|UNESCO|UNICEF|IMF|OECD|OSCE|ASEAN|OPEC|IAEA|CIA|FBI|GDP|NGO|NASA"
    r"|(?!MRS\b|MSS\b|NTH\b|[MDCLXVI]+\b)[B-DF-HJ-NP-TV-XZ]{3,}"
)
#: "MCDONALD": the name has two capitals. "MAC" begins other words as well.
_OF_SON: Final = re.compile(r"MC([^\W\d_]{3,}(?:[’'][^\W\d_]+)*)")
#: What comes before the capital of a name: "O’Neill", "D'Orsay". After other words an apostrophe begins no name.
_PARTICLE: Final = re.compile(r"([^\W\d_][’'])([^\W\d_]{3,}(?:[’'][^\W\d_]+)*)")
#: "'60S", "1ST": what is behind a number is no word of its own.
_AFTER_DIGIT: Final = re.compile(r"(?<=\d)(?:S|St|Nd|Rd|Th|ST|ND|RD|TH)\b")
_UNPRINTABLE: Final = re.compile(r"[<>&_]")
#: Behind these a part of a title begins: "CHAPTER I. THE MILL".
_ENDS: Final = (".", ":", "?", "!", "—", "–", "-", ";")
#: Languages in which i and I are two letters, each with its own capital.
_DOTTED: Final = frozenset({"az", "crh", "gag", "tr", "tt"})


def lower(text: str, language: str = "") -> str:
    """`text` in small letters: in Turkish and its kin I is ı, and İ is i."""
    if language.partition("-")[0] in _DOTTED:
        text = text.replace("I", "ı")
    # Python makes a letter with a mark of U+0130.
    return text.lower().replace("i\u0307", "i")


def upper(text: str, language: str = "") -> str:
    """`text` in capitals: in Turkish and its kin i is İ, and ı is I."""
    return (text.replace("i", "İ") if language.partition("-")[0] in _DOTTED else text).upper()


def cased(text: str, language: str = "en") -> str:
    """A title without the characters that themes can't print: an English one that is in capitals, in title case.

    Other languages have capitals where only a dictionary knows (German nouns, French names): there a title stays as it
    is.
    """
    text = squeezed(_UNPRINTABLE.sub(" ", text))
    if not text.isupper() or language.partition("-")[0] not in {"", "en"}:
        return text
    words = _LETTERS.sub(lambda match: match[0] if _KEPT.fullmatch(match[0]) else _capital(match[0]), text).split()
    words = [_AFTER_DIGIT.sub(lambda match: match[0].lower(), word) for word in words]
    begins = [not number or words[number - 1].endswith(_ENDS) for number in range(len(words))]
    small = (word.lower() in SMALL_WORDS and not begin for word, begin in zip(words, begins, strict=True))
    return " ".join(word.lower() if low else word for word, low in zip(words, small, strict=True))


def _capital(word: str) -> str:
    if particle := _PARTICLE.fullmatch(word):
        return particle[1] + _capital(particle[2])
    if son := _OF_SON.fullmatch(word):
        return f"Mc{_capital(son[1])}"
    return word[:1] + lower(word[1:])

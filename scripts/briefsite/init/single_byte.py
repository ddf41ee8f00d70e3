"""Single-byte encodings: which of them a text that is not UTF-8 is in, by where its letters and signs are.

In the wrong encoding, capitals and signs are within words: "cafŽ", "zosta³ã". No library tells encodings apart in a
text of a few lines, which has ten such bytes; their places do.
"""

from __future__ import annotations

import unicodedata
from typing import Final

#: What is tried, the likelier first: of those that read a text as well as another, the first one counts.
_WESTERN: Final = ("windows-1252", "mac-roman", "windows-1250", "iso-8859-2", "cp850")
#: Languages whose letters have other encodings in which the bytes of Western letters are letters, too.
_OF_LANGUAGES: Final = {
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), ("windows-1250", "iso-8859-2")),
    "tr": ("windows-1254",),
    "az": ("windows-1254",),
}
_CYRILLIC: Final = ("windows-1251", "koi8-r", "koi8-u", "mac-cyrillic", "cp866", "iso-8859-5")
#: Signs beside letters in texts in Cyrillic.
_SIGNS: Final = frozenset("«»„“”‘’–—…№§°•©®\xa0\xad¹²³€")
#: How many of the characters beyond ASCII are letters, at least: encodings of other scripts have signs among them.
_LETTERS: Final = 0.93
#: The commonest letters of languages written in Cyrillic, and their share of all letters, at least.
_COMMON: Final = frozenset("оеаинтсрв")
_SHARE: Final = 0.45
_SMALL: Final = 0.6
#: Signs that may stand between two letters.
_BETWEEN: Final = frozenset("’‘'–—·\u00ad\u00a0")
#: Signs that may follow a letter.
_BEHIND: Final = frozenset("°®™©»”“…¹²³ªº")


def western_encoding(data: bytes, language: str) -> str:
    """The encoding of `data` of those for Latin letters. `language` is what its ASCII letters look like, as a tag."""
    own = _OF_LANGUAGES.get(language.partition("-")[0], ())
    odd = {name: _odd(text) for name in (*own, *_WESTERN) if (text := _decoded(data, name)) is not None}
    best = min(odd, key=odd.__getitem__, default="latin-1")
    # Without a sign that only windows-1252 has, its narrower name says as much.
    return "latin-1" if best == "windows-1252" and _decoded(data, "latin-1") == _decoded(data, best) else best


def cyrillic_encoding(data: bytes) -> str:
    """The encoding of `data` of those for Cyrillic letters; empty if it is in none of them."""
    letters: dict[str, int] = {}
    for name in _CYRILLIC:
        beyond = [sign for sign in _decoded(data, name) or "" if not (sign.isascii() or sign in _SIGNS)]
        found = [sign for sign in beyond if "Ѐ" <= sign <= "ґ"]
        small = [sign for sign in found if sign.islower()]
        common = sum(sign in _COMMON for sign in small)
        alone = len(found) >= _LETTERS * len(beyond)
        if found and alone and len(small) >= _SMALL * len(found) and common >= _SHARE * len(small):
            letters[name] = len(found)
    return max(letters, key=letters.__getitem__, default="")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _odd(text: str) -> int:
    """How many characters beyond ASCII are where no such character would be."""
    odd = 0
    for before, sign, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if sign.isascii() or sign in _BETWEEN:
            continue
        if sign.isalpha():
            odd += sign.isupper() and before.islower()
        elif unicodedata.category(sign) == "Cc":
            odd += 2
        elif before.isalpha() and sign not in _BEHIND:
            odd += after.isalpha() or unicodedata.category(sign)[0] == "S" or sign == "¶"
    return odd

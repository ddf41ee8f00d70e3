"""Encodings of other scripts than Latin and Cyrillic: which of them a text that is not UTF-8 is in.

Bytes that are a text in one of these encodings are often letters in others, too, but not those of the same script, or
not the common ones. A text is read only if it is of one script and looks like a language that is written in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from briefsite.init.language import guessed_language

_HAN: Final = re.compile("[\u3400-\u9fff]")
_KANA: Final = re.compile("[\u3041-\u30ff]")
#: What is punctuation in these scripts, and no evidence for a letter.
_SIGNS: Final = re.compile("[\x00-\x7f\xa0\xab\xb7\xbb\u0387\u060c\u061b\u061f\u2010-\u203a\u3000-\u303f\uff00-\uff65]")
#: The commonest characters of Chinese, with simplified and traditional forms.
_COMMON: Final = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着下自之"
)
#: Capitals within words, which other encodings than the right one have: the most of them, of all letters.
_WITHIN: Final = re.compile(r"(?<=[^\W\d_])[^\W\d_]")
_OF_CAPITALS: Final = 0.03
_FEW: Final = 10
#: At least so much of the letters beyond ASCII are of the script; so much of Japanese is kana, and of Chinese common.
_SHARE: Final = 0.9
_OF_KANA: Final = 0.15
_OF_COMMON: Final = 0.04


def _is_script(pattern: str) -> Callable[[str], bool]:
    letters = re.compile(f"[{pattern}]")
    return lambda beyond: len(letters.findall(beyond)) >= _SHARE * len(beyond)


def _is_japanese(beyond: str) -> bool:
    kana = len(_KANA.findall(beyond))
    return kana >= _OF_KANA * len(beyond) and kana + len(_HAN.findall(beyond)) >= _SHARE * len(beyond)


def _is_chinese(beyond: str) -> bool:
    han = len(_HAN.findall(beyond))
    return han >= _SHARE * len(beyond) and sum(sign in _COMMON for sign in beyond) >= _OF_COMMON * han


def _is_greek(beyond: str) -> bool:
    words = "".join(_WITHIN.findall(beyond))
    capitals = sum(before.islower() and sign.isupper() for before, sign in pairwise(words))
    return _is_script("\u0384-\u03ce")(beyond) and capitals <= _OF_CAPITALS * len(words)


#: Encodings, what a text in each must have beyond ASCII, and the languages that it may be in; the surest first.
_ENCODINGS: Final = (
    ("shift_jis", _is_japanese, {"ja"}),
    ("euc_jp", _is_japanese, {"ja"}),
    ("euc_kr", _is_script("\uac00-\ud7a3"), {"ko"}),
    ("big5", _is_chinese, {"zh"}),
    ("gb18030", _is_chinese, {"zh"}),
    ("windows-1253", _is_greek, {"el"}),
    ("windows-1255", _is_script("\u0591-\u05f4"), {"he", "yi"}),
    ("windows-1256", _is_script("\u0621-\u06d2"), {"ar", "fa", "ur"}),
    ("iso-8859-6", _is_script("\u0621-\u06d2"), {"ar", "fa", "ur"}),
    ("cp874", _is_script("\u0e01-\u0e5b"), {"th"}),
)


def encoding_of_script(data: bytes) -> str:
    """The encoding of `data` of those for other scripts; empty if it is in none of them."""
    for name, is_script, languages in _ENCODINGS:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        beyond = _SIGNS.sub("", text)
        if len(beyond) >= _FEW and is_script(beyond) and guessed_language(text)[0] in languages:
            return name
    return ""

"""What a search that compares small letters and beginnings of words needs besides the words of a text.

The theme's search divides a text at a `separator`, puts its words into small letters, and finds a word by its
beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from briefsite.writing.capitals import lower
from briefsite.writing.script import BLANKLESS, MARKS, has_blankless

_PUNCTUATION: Final = r"[\u3000-\u3004\u3008-\u3020\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65،؛؟۔।॥־…]+"
_WORD: Final = re.compile(r"[^\W\d_](?:[\w\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0640\"״'׳])*")
_POINTS: Final = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0640]")
_HEBREW: Final = re.compile("[\u05d0-\u05ea]")
_ARABIC: Final = re.compile("[\u0621-\u064a\u066e-\u06d3]")
#: Prefixes that are written with the word: "and", "the", "in", "to", "as", "from", "that".
_HEBREW_PREFIX: Final = re.compile("(?:ו?[שכ]?[הבלמכ]|ו|ש|וש)(?=[\u05d0-\u05ea]{2})")
_ARABIC_PREFIX: Final = re.compile("(?:[وف]?(?:[بك]?ال|لل|[بلك])|[وف])(?=[\u0621-\u064a]{3})")
_ALEF: Final = str.maketrans("أإآٱ", "اااا")
#: One letter in twelve of Turkish is one of these; in a text where fewer than one in fifty is, I is the capital of i.
_TURKISH: Final = re.compile("[ığşİŞĞ]")
_OTHER_I: Final = re.compile("[ıİ]")
_ANY_I: Final = re.compile("[Iıİ]")
_OFTEN: Final = 50
#: The first and last characters of scripts other than Latin, Greek, Cyrillic and Armenian.
_NOT_LATIN: Final = (
    *(("\u0590", "\u1cff"), ("\u2e80", "\ufaff"), ("\ufb1d", "\ufefc"), ("\uff01", "\uffdc")),
    ("\U00010000", "\U0003ffff"),
)


def separator_for(separator: str, text: str) -> str:
    """The `separator` (a regular expression of JavaScript) of a search in `text`.

    It also divides at the punctuation of other scripts, and between any two characters of scripts without blanks: a
    word is found if all its characters are there. Texts in Latin script leave it as it is.
    """
    if not any(first <= sign <= last for sign in set(text) for first, last in _NOT_LATIN):
        return separator
    found = [separator, _PUNCTUATION]
    if has_blankless(text):
        signs, marks = _javascript(BLANKLESS), _javascript(MARKS)
        found += [f"(?<=[{signs}])(?![{marks}])", f"(?=[{signs}])(?![{marks}])"]
        found += [r"(?=[\ud840-\ud8bf])", r"(?<=[\ud840-\ud8bf][\udc00-\udfff])"]
    return "|".join(found)


def _javascript(class_: str) -> str:
    """The inside of a class as JavaScript reads it without the flag `u`: it has no characters beyond U+FFFF."""
    codes = re.findall(r"\\U([0-9a-f]{8})-\\U([0-9a-f]{8})|\\u([0-9a-f]{4})-\\u([0-9a-f]{4})", class_)
    pairs = ((int(a or c, 16), int(b or d, 16)) for a, b, c, d in codes)
    return "".join(f"\\u{low:04x}-\\u{high:04x}" for low, high in pairs if high <= 0xFFFF)  # noqa: PLR2004 - the last of the plane


def search_forms(text: str) -> str:
    """Other forms under which the words of a text are looked for, with blanks between them; "" if there are none.

    Turkish words with another case of i, Hebrew and Arabic words without their points and without the article, "and"
    or "in" before them.
    """
    if text.isascii():
        return ""
    turkish = _OFTEN * len(_TURKISH.findall(text)) > len(text)
    if not (turkish or any(sign.search(text) for sign in (_OTHER_I, _HEBREW, _ARABIC))):
        return ""  # as most texts
    found = dict.fromkeys(form for word in _WORD.findall(text) for form in _forms(word, turkish=turkish))
    return " ".join(found)


def _forms(word: str, *, turkish: bool) -> Iterator[str]:
    if (_ANY_I if turkish else _OTHER_I).search(word):
        forms = {lower(word), lower(word, "tr"), lower(word).replace("ı", "i")} - {word.lower()}
        yield from sorted(forms)
    elif _HEBREW.match(word) or _ARABIC.match(word):
        bare = unicodedata.normalize("NFC", _POINTS.sub("", word)).translate(_ALEF)
        if bare != word:
            yield bare
        prefix = (_HEBREW_PREFIX if _HEBREW.match(bare) else _ARABIC_PREFIX).match(bare)
        if prefix:
            yield bare[prefix.end() :]
            # One letter of it may be the word's own.
            yield from ([bare[1:]] if len(prefix[0]) > 1 else [])

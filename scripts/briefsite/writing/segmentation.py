"""Words, by Unicode's rules (UAX #29, Unicode Text Segmentation), and by characters in scripts without blanks.

UAX #29 leaves the words of Thai, Chinese and the like to dictionaries, and has a boundary between any two of their
characters. Here that is also so between katakana. There is a dictionary of no language here: the same text has the same
words on any machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from briefsite.writing.script import BLANKLESS, MARKS, SQUARE, has_blankless, has_square

if TYPE_CHECKING:
    from regex import Pattern

#: What a page and its source are compared by: a character of a script without blanks, or what is between white space.
#: A marker is a word of its own, whatever it touches. Between lines of full squares a page has no blank, so that each
#: of these is one, too.
_PRINTED: Final = rf"\[\d+\]|[{BLANKLESS}{SQUARE}][{MARKS}]*|(?:(?!\[\d+\]|[{BLANKLESS}{SQUARE}])%s)+"
PRINTED_WORD: Final = re.compile(_PRINTED % r"\S")
#: The same where quotation marks may have been put in with no-break spaces within them, which divide no words.
TYPESET_WORD: Final = re.compile(_PRINTED % "(?:\\S|(?<=«)\u00a0|\u00a0(?=»))")
#: Places in a text: white space divides them, and so do the characters of scripts without blanks, with the punctuation
#: behind them. Compiled only for such a script.
_SPAN: Final = rf"[{BLANKLESS}][{MARKS}]*(?:(?![{BLANKLESS}\w])\S)*|(?:(?![{BLANKLESS}])\S)+"
_ASCII: Final = re.compile(r"\w+", re.ASCII)
#: A text in Latin script without combining characters, with typographic punctuation. In such a text, the words are
#: what Python takes for words, too.
_LATIN: Final = re.compile(
    "[\x00-\x7f\xa0-\xb1\xb4-\xb7\xba\xbb\xbf-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u203e\u20a0-\u20c0]*"
)
#: So many characters of a script without blanks say as much as a word of another.
CHARACTERS_PER_WORD: Final = 2


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The words of a text with their punctuation, as offsets: what is between white space, or single characters."""
    return tuple(match.span() for match in re.finditer(_SPAN if has_blankless(text) else r"\S+", text))


def first_words(text: str, count: int) -> str:
    """The first `count` words of a text, or in a script without blanks so many characters as say as much."""
    left = count * CHARACTERS_PER_WORD
    end = 0
    for low, high in word_spans(text):
        left -= 1 if has_blankless(text[low:high]) else CHARACTERS_PER_WORD
        if left < 0:
            break
        end = high
    return text[:end].strip()


def measured(text: str) -> int:
    """How many words a quotation has, where two characters of a script without blanks count as one."""
    spans = word_spans(text)
    single = sum(has_blankless(text[low:high]) for low, high in spans) if has_blankless(text) else 0
    return len(spans) - single + -(-single // CHARACTERS_PER_WORD)


def is_square_mark(word: str) -> bool:
    """Whether a printed word is nothing but a mark of East Asian punctuation."""
    return has_square(word) and not any(map(str.isalnum, word))


def within_word(before: str, after: str) -> bool:
    """Whether no word ends between two characters side by side."""
    return before.isalnum() and after.isalnum() and not has_blankless(before + after)


@lru_cache(maxsize=1 << 14)
def word_list(text: str) -> tuple[str, ...]:
    """The words by which texts are compared: without case, variant forms of characters and punctuation.

    Words are divided at apostrophes and points as well, which UAX #29 leaves to applications: "China's" has the word
    "china". The Turkish dotted and dotless i are the same letter as i: case alone makes no other word.
    """
    if text.isascii():
        return tuple(_ASCII.findall(text.lower()))
    # Dotted and dotless: U+0130 in small letters is an i with a dot above it.
    folded = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i").replace("ı", "i")
    if _LATIN.fullmatch(folded):
        return tuple(re.findall(r"\w+", folded))
    return tuple(part for word in _words().findall(folded) for part in _parts().findall(word))


def telling_units(text: str) -> tuple[str, ...]:
    """The parts of a text that tell it from others: its words; in a script without blanks, two characters at a time.

    Any two texts of such a script share many of its characters in the same order.
    """
    words = word_list(text)
    if not has_blankless(text):
        return words
    single = [has_blankless(word) for word in words]
    units = []
    for at, word in enumerate(words):
        if single[at] and at + 1 < len(words) and single[at + 1]:
            units.append(word + words[at + 1])
        elif not single[at] or at == 0 or not single[at - 1]:
            units.append(word)
    return tuple(units)


# Only texts in other scripts than Latin need these, and importing the library takes longer than reading a short text.
@cache
def _words() -> Pattern[str]:
    import regex

    return regex.compile(r"(?wV1)\b(?=\w).+?\b", regex.DOTALL)


@cache
def _parts() -> Pattern[str]:
    import regex

    return regex.compile(rf"(?V1)[{BLANKLESS}]\p{{M}}*|(?:[\w--[{BLANKLESS}]][\p{{M}}\u200c\u200d]*)+")

"""Words: operations on text that several steps share. No step of its own."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

#: Lower-case letters that Unicode doesn't decompose into a Latin letter and a mark.
_LETTERS: Final = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "e",
        "ɓ": "b",
        "ɗ": "d",
        "ƒ": "f",
        "ɨ": "i",
        "ʼ": "'",
    }
)
#: Words that title case leaves in lower case, unless first or last (Citation Style Language 1.0.2, "Title Case").
SMALL_WORDS: Final = frozenset(
    {
        *("a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on", "onto"),
        *("or", "over", "so", "the", "till", "to", "up", "via", "with", "without"),
    }
)
_BLANKS: Final = re.compile(r"[^\S\u00a0]+")


#: So much of a word is compared with others: the time it takes grows with the square of the length.
_COMPARED: Final = 500
#: From so many words on, only the likeliest are compared at length.
_MANY: Final = 200


def squeezed(text: str) -> str:
    """`text` with single blanks for all white space, and none at its ends."""
    return " ".join(text.split())


def spaced(text: str) -> str:
    """`text` with single blanks for white space; no-break spaces, and the blanks at its ends, are kept."""
    return text if has_single_blanks(text) else _BLANKS.sub(" ", text)


def has_single_blanks(text: str) -> bool:
    """Whether a text has no white space but single blanks. False, too, if it has characters that print nothing."""
    return text.isprintable() and "  " not in text


def fold(text: str) -> str:
    """`text` in lower case and without accents, for sorting, slugs and keys: "Łódź" is "lodz", "AVİM" is "avim"."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    # The accents first: what is left of "ǿ" without its own is "ø".
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).translate(_LETTERS)


def shortened(text: str, limit: int = 60) -> str:
    """`text` with single blanks for white space, cut after `limit` characters, for a message."""
    text = squeezed(text)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def first_of(named: Sequence[str], most: int, *, by: str = ", ") -> str:
    """The first of what is named in a message, `most` of them, and how many more there are: "a, b and 3 more"."""
    more = f" and {len(named) - most} more" if len(named) > most else ""
    return f"{by.join(named[:most])}{more}"


def nearest(word: str, known: Iterable[str], *, count: int = 1, cutoff: float = 0.6) -> tuple[str, ...]:
    """At most `count` of the `known` words that are most like `word`; `cutoff` is the least likeness, from 0 to 1."""
    word, words = word[:_COMPARED], list(known)
    if len(words) > _MANY:
        from rapidfuzz import fuzz, process  # a message with a question is rare, and so many words rarer

        # Its ratio is never below that of difflib, which takes a thousand times as long.
        near = process.extract(word, [*dict.fromkeys(words)], scorer=fuzz.ratio, score_cutoff=cutoff * 100, limit=_MANY)
        words = [found for found, *_ in near]
    return tuple(difflib.get_close_matches(word, words, n=count, cutoff=cutoff))


def did_you_mean(
    word: str, known: Iterable[str], otherwise: str = "", *, form: str = '"{}"', cutoff: float = 0.6
) -> str:
    """The question whether the nearest of the `known` words was meant, written in `form`; or else `otherwise`."""
    near = nearest(word, known, cutoff=cutoff)
    return f"did you mean {form.format(near[0])}?" if near else otherwise


def common_start(one: str, other: str) -> int:
    """How many characters both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))

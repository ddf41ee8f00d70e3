"""Whose number a key figure is: the text's, if the words it rests on have it, or else what the edition says."""

from __future__ import annotations

import re
from typing import Final, Literal

from briefsite.edition.extras import Figure

_NUMBER: Final = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|[^\W\d_]+")
#: English words for numbers, with which texts write what figures show in digits.
_ONES: Final = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
_WORDS: Final = {word: str(number) for number, word in enumerate(_ONES.split())} | {
    word: str(10 * number) for number, word in enumerate(_TENS.split(), start=2)
}


def whose_figure(figure: Figure) -> Literal["text", "editors"] | None:
    """Who states or calculated a figure; None if the edition doesn't say and the words don't have the number.

    A value without a number ("most") is the text's: nothing was calculated.
    """
    if figure.by is not None:
        return figure.by
    return "text" if _numbers(figure.value) <= _numbers(figure.words) else None


def _numbers(text: str) -> set[str]:
    """The numbers in a text, in digits."""
    words = (_WORDS.get(word, word) for word in _NUMBER.findall(text.casefold()))
    return {word.replace(",", "") for word in words if word[0].isdigit()}

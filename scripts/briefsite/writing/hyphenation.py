"""Hyphens at line ends, decided without a dictionary, by the vocabulary of the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_HYPHENATED = re.compile(r"(?<!\w)(?=(\w+)-(\w+))")


@dataclass(frozen=True)
class Vocabulary:
    """How often a text has each word, and which pairs of words it joins by a hyphen. Case is ignored."""

    words: Mapping[str, int]
    hyphenated: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """The vocabulary of all `texts` together."""
        words: Counter[str] = Counter()
        hyphenated: set[tuple[str, str]] = set()
        for text in texts:
            folded = text.casefold()
            words.update(_WORD.findall(folded))
            hyphenated.update(_HYPHENATED.findall(folded))
        return cls(words, frozenset(hyphenated))

    def has(self, word: str) -> bool:
        """Whether the text has the word."""
        return word.casefold() in self.words

    def has_hyphenated(self, before: str, after: str) -> bool:
        """Whether the text has the two joined by a hyphen within a line."""
        return (before.casefold(), after.casefold()) in self.hyphenated


def hyphen_stays(before: str, after: str, known: Vocabulary) -> bool:
    """Whether the hyphen between `before` and `after` at a line end belongs to the word.

    It does if `after` begins with a capital or a digit ("Asia-Pacific"), if `before` ends with a digit, or if the text
    has the hyphenated word within a line and not the joined one. Otherwise the printer broke the word.
    """
    if not after[:1].islower() or not before[-1:].isalpha():
        return True
    return known.has_hyphenated(before, after) and not known.has(before + after)

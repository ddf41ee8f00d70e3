"""Hyphens at line ends, decided without a dictionary, by the vocabulary of the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"\w+\Z")


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
            hyphenated.update(_hyphenated(folded))
        return cls(words, frozenset(hyphenated))

    def has(self, word: str) -> bool:
        """Whether the text has the word."""
        return word.casefold() in self.words

    def has_hyphenated(self, before: str, after: str) -> bool:
        """Whether the text has the two joined by a hyphen within a line."""
        return (before.casefold(), after.casefold()) in self.hyphenated


def _hyphenated(text: str) -> Iterator[tuple[str, str]]:
    """The words before and behind each hyphen that joins two."""
    begin = 0
    at = text.find("-")
    while at >= 0:
        before, after = text[begin:at], _WORD.match(text, at + 1)
        if after and before[-1:].strip():
            # A hyphen is rare: the word is looked for behind the last blank before it.
            last = _LAST_WORD.search(before, max(before.rfind(" "), before.rfind("\n")) + 1)
            if last:
                yield last[0], after[0]
        begin, at = at + 1, text.find("-", at + 1)


def hyphen_stays(before: str, after: str, known: Vocabulary) -> bool:
    """Whether the hyphen between `before` and `after` at a line end belongs to the word.

    It does if `after` begins with a capital or a digit ("Asia-Pacific"), if `before` ends with a digit, or if the text
    has the hyphenated word within a line and not the joined one. Otherwise the printer broke the word.
    """
    if not after[:1].islower() or not before[-1:].isalpha():
        return True
    return known.has_hyphenated(before, after) and not known.has(before + after)

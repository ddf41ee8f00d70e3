"""How much of two texts is the same: the measures by which edited passages are known again, and their thresholds.

How the thresholds were found: among 20,000 pairs of unrelated paragraphs of one book the likeness was 0.21 at most in
99 of 100 (more only where both quote the same), among all pairs of the Mongolia brief 0.26; of 646 paragraphs of which
half of the words were replaced by those of another it was 0.42 at least in 99 of 100. tests/test_matching.py measures
both again on the brief.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: Likeness from which a passage between two fixed points is the one that stood there: half of it may be new.
IN_ORDER: Final = 0.35
#: The same where nothing but the words speaks for it, the place being another.
ANYWHERE: Final = 0.5
#: The same for a number that was withdrawn: giving it to another text would be worse than giving a new one.
RETURNED: Final = 0.75
#: Share of a passage's word triples that stand in another when it is a part of it. An edited word costs three triples;
#: unrelated paragraphs of the brief have at most 0.17 in common.
PART: Final = 0.5
#: A part has gone from where it was when less than this share of its triples is left there.
LEFT_BEHIND: Final = 0.25
#: A shorter passage is too little to say that it was part of another: four words recur by chance.
PART_WORDS: Final = 5

# Chinese and Japanese write no blanks between words: there each character counts as one.
_SINGLE: Final = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD: Final = re.compile(rf"[{_SINGLE}]|[^\W{_SINGLE}]+")


@lru_cache(maxsize=1 << 14)
def word_list(text: str) -> tuple[str, ...]:
    """The words of a text, without regard to case, to the form of a character or to punctuation."""
    return tuple(_WORD.findall((text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()))


@lru_cache(maxsize=1 << 14)
def triples(text: str) -> frozenset[tuple[str, ...]]:
    """Each three words that follow on one another; a shorter text as it is."""
    found = word_list(text)
    return frozenset(zip(found, found[1:], found[2:], strict=False)) or frozenset([found])


def normalized(text: str) -> str:
    """What two texts share that differ in spacing, punctuation and case only; a text without a word is kept."""
    return " ".join(word_list(text)) or text.strip()


@lru_cache(maxsize=1 << 15)  # what was compared to find a passage again is told when it is decided
def alike(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1: the share of their words that stand in both in the same order.

    Letters count where they say more: a short text with a misspelt word has few words left, but most of its letters.
    """
    from rapidfuzz.distance import Indel  # most builds change nothing and need no comparison

    by_words = Indel.normalized_similarity(word_list(one) or (one,), word_list(other) or (other,))
    # Any two texts of one language share half of their letters in order: only what is above that speaks for them.
    by_letters = 2 * Indel.normalized_similarity(normalized(one), normalized(other)) - 1
    return max(by_words, by_letters)


def begins(part: str, whole: str) -> int:
    """Behind how many words of `whole` something of `part` comes first; behind all of them if nothing does."""
    found, own = word_list(whole), triples(part)
    return next(
        (at for at, triple in enumerate(zip(found, found[1:], found[2:], strict=False)) if triple in own), len(found)
    )


def contained(part: str, whole: str) -> float:
    """Which share of `part` stands in `whole`, in whatever order: of its word triples. 0 if `part` is too short."""
    if len(word_list(part)) < PART_WORDS:
        return 0.0
    return len(triples(part) & triples(whole)) / len(triples(part))

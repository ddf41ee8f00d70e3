"""How much of two texts is the same: the measures by which edited passages are recognized, and their thresholds.

How the thresholds were found: among 20,000 pairs of unrelated paragraphs of one book, likeness was at most 0.21 in 99
of 100 (more only where both quote the same), among all pairs of the Mongolia brief 0.26; for 646 paragraphs with half
of their words replaced by those of another, it was at least 0.42 in 99 of 100. tests/test_matching.py measures both
again on the brief.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from briefsite.writing.common_order import share_in_order
from briefsite.writing.script import has_blankless
from briefsite.writing.segmentation import measured, telling_units, word_list

#: Likeness from which a passage between two fixed points is the one that was there: half of it may be new.
IN_ORDER: Final = 0.35
#: The same in another place, where only the words count as evidence.
ANYWHERE: Final = 0.5
#: The same for a withdrawn number: to give it to another text would be worse than to give a new one.
RETURNED: Final = 0.75
#: Share of a passage's word triples in another from which it is a part of it. An edited word costs three triples;
#: unrelated paragraphs of the brief have at most 0.17 in common.
PART: Final = 0.5
#: A part has left a passage when less than this share of its triples is left there.
LEFT_BEHIND: Final = 0.25
#: Words from which a passage can be part of another: four words recur by chance.
PART_WORDS: Final = 5


@lru_cache(maxsize=1 << 14)
def triples(text: str) -> frozenset[tuple[str, ...]]:
    """All three consecutive words; a shorter text as one tuple."""
    found = word_list(text)
    return frozenset(zip(found, found[1:], found[2:], strict=False)) or frozenset([found])


def normalized(text: str) -> str:
    """A form that texts share if they differ only in spacing, punctuation and case; a text without words is kept."""
    return " ".join(word_list(text)) or text.strip()


@lru_cache(maxsize=1 << 15)  # the report compares the same pairs again as the matching
def alike(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1: the share of their words that both have in the same order.

    Letters count if they give more: a short text with a misspelt word shares few words, but most of its letters.
    """
    if one == other:  # as in most builds, which change nothing and do without the library
        return 1.0
    by_words = share_in_order(telling_units(one) or (one,), telling_units(other) or (other,))
    # Any two texts of one language share half of their letters in order: only a share above that counts.
    by_letters = 2 * share_in_order(_letters(one), _letters(other)) - 1
    return max(by_words, by_letters)


def _letters(text: str) -> str:
    """The text in its normal form, without blanks where its script has none."""
    return "".join(word_list(text)) if has_blankless(text) else normalized(text)


def begins(part: str, whole: str) -> int:
    """The number of words of `whole` before the first that is of `part`; of all its words if none is."""
    found, own = word_list(whole), triples(part)
    return next(
        (at for at, triple in enumerate(zip(found, found[1:], found[2:], strict=False)) if triple in own), len(found)
    )


def contained(part: str, whole: str) -> float:
    """The share of the word triples of `part` that are in `whole`, in any order. 0 if `part` is too short."""
    if _counted(part) < PART_WORDS:
        return 0.0
    return len(triples(part) & triples(whole)) / len(triples(part))


def _counted(text: str) -> int:
    """How many words a text has, or as many as its characters say in a script without blanks."""
    return measured(text) if has_blankless(text) else len(word_list(text))

"""What two sequences of words have in common in the same order: how much, where, and what is changed between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class ChangedWords(NamedTuple):
    """Words `low`..`high` of one sequence, which the other has as its words `begin`..`end`; either may be empty."""

    low: int
    high: int
    begin: int
    end: int


def share_in_order(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of all words that both have in the same order, from 0 to 1: twice those in common, of those of both."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)


def common_runs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """The runs of words that both have in the same order, as many words as possible: where in each, and how long."""
    from rapidfuzz.distance import Indel

    return [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in Indel.opcodes(one, other)
        if code.tag == "equal"
    ]


def drawn_together(
    runs: Sequence[tuple[int, int, int]], one: Sequence[str], other: Sequence[str]
) -> list[tuple[int, int, int]]:
    """`common_runs` whose first and last runs are next to the others, where `other` has the same words there, too.

    Of "held by China" in "held by China, which depends on China", the last word is then the first "China".
    """
    drawn = list(runs)
    while len(drawn) > 1:
        (at, there, size), (last, _, count) = drawn[-2:]
        if last != at + size or other[there + size : there + size + count] != one[last : last + count]:
            break
        drawn[-2:] = [(at, there, size + count)]
    while len(drawn) > 1:
        (first, _, count), (at, there, size) = drawn[:2]
        if first + count != at or count > there or other[there - count : there] != one[first:at]:
            break
        drawn[:2] = [(first, there - count, size + count)]
    return drawn


def words_between(runs: Sequence[tuple[int, int, int]], lengths: tuple[int, int]) -> Iterator[ChangedWords]:
    """What is before, between and after the `runs` of two sequences of the given `lengths`."""
    low = begin = 0
    for at, there, size in (*runs, (*lengths, 0)):
        if low < at or begin < there:
            yield ChangedWords(low, at, begin, there)
        low, begin = at + size, there + size


def longest_run(one: Sequence[str], other: Sequence[str]) -> tuple[int, int, int]:
    """The longest run of words that both have: where in each, and how long. The first of several that are as long."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match()

"""The differences between two texts, word by word, or character by character in scripts without blanks."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import Literal

from briefsite.words import squeezed
from briefsite.writing.script import has_blankless
from briefsite.writing.segmentation import word_spans


def word_changes(before: str, after: str) -> Iterator[tuple[Literal["", "-", "+"], list[str]]]:
    """The words of two texts in their order, in stretches, each with a sign.

    It is "" for words that both have, "-" for those that only `before` has, "+" for those that only `after` has.
    `stretch_text` makes a text of a stretch again.
    """
    # Where not every word has a blank behind it, each keeps the one that it has.
    divided = _with_blanks if has_blankless(before + after) else str.split
    old, new = divided(before), divided(after)
    for what, low, high, begin, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "", old[low:high]
            continue
        if low < high:
            yield "-", old[low:high]
        if begin < end:
            yield "+", new[begin:end]


def stretch_text(words: Sequence[str]) -> str:
    """The text of a stretch of words."""
    if any(word.endswith(" ") or has_blankless(word) for word in words):
        return "".join(words).strip()
    return " ".join(words)


def _with_blanks(text: str) -> list[str]:
    text = squeezed(text)
    starts = [low for low, _ in word_spans(text)]
    return [text[low:high] for low, high in zip(starts, [*starts[1:], len(text)], strict=True)]

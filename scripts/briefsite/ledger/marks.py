"""The marks of notes in two wordings of a passage: which mark of the one is which mark of the other.

What a mark shows says nothing, since numbers shift whenever a note is put in. So both wordings are compared as words
and marks, every mark like any other: what the words around it show is its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Generic, TypeVar

from briefsite.writing.segmentation import word_list

_Old = TypeVar("_Old")
_New = TypeVar("_New")
_Mark = TypeVar("_Mark")

#: What marks that follow one another are among the words, and the ends of a passage: no word is any of them.
_MARKS: Final = ""
_START: Final = "\x02"
_END: Final = "\x03"
_DIGITS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED: Final = str.maketrans("0123456789", _DIGITS)
_LOWERED: Final = str.maketrans(_DIGITS, "0123456789")
#: The digits that a number may be printed in, from 0 to 9.
_SCRIPTS: Final = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
#: The sign before ①, and how many are circled.
_CIRCLED: Final = 0x245F
_MOST_CIRCLED: Final = 20
#: The number or letter of a note as texts have it. Signs are not among them: a star may be text.
MARK_NUMBER: Final = re.compile(rf"\[(?:\^|fn:)?(?:[1-9][0-9]{{0,3}}|[A-Z])\]|(?<=\w[.,;:!?])[{_DIGITS}]{{1,3}}")


@dataclass(frozen=True, slots=True)
class MarkedWords(Generic[_Mark]):
    """A wording as `words`, in which each "" is a group of marks with no word between them: the next of `groups`."""

    words: tuple[str, ...]
    groups: tuple[tuple[_Mark, ...], ...]


@dataclass(frozen=True, slots=True)
class AlignedMarks(Generic[_Old, _New]):
    """Marks at one place of both wordings. `sure`: a word beside them, or the end of the passage, is the same."""

    before: tuple[_Old, ...]
    after: tuple[_New, ...]
    sure: bool


def without_numbers(text: str) -> str:
    """`text` without the number, or letter, of each mark: what stays the same when notes are numbered anew."""
    return MARK_NUMBER.sub("[]", text)


def labels_in(text: str) -> tuple[str, ...]:
    """The number or letter of each mark in `text`, in order: "7" for "[7]", "[^7]" or "⁷"."""
    return tuple(mark.strip("[]^").removeprefix("fn:").translate(_LOWERED) for mark in MARK_NUMBER.findall(text))


def marked_words(text: str, marks: Sequence[tuple[str, _Mark]]) -> MarkedWords[_Mark]:
    """The words and marks of `text`. `marks` are those in it, each with its label ("7", "*"), in order for each label.

    In the text, numbers and letters are in brackets of any kind ("[7]", "[A]", "[^7]", "{7}", "[Note 7]", one of a
    group), or they are raised, circled or in parentheses; signs may be in brackets.
    """
    waiting: dict[str, list[_Mark]] = {}
    for label, mark in reversed(marks):
        waiting.setdefault(label, []).append(mark)
    words: list[str] = [_START]
    groups: list[tuple[_Mark, ...]] = []
    at = 0
    longest_first = sorted(waiting, key=lambda label: (-len(label), label))
    for match in _pattern(longest_first).finditer(text) if waiting else ():
        label = longest_first[(match.lastindex or 1) - 1]
        if waiting[label]:
            words += word_list(text[at : match.start()])
            at = match.end()
            if words[-1] == _MARKS:
                groups[-1] += (waiting[label].pop(),)
            else:
                words.append(_MARKS)
                groups.append((waiting[label].pop(),))
    return MarkedWords((*words, *word_list(text[at:]), _END), tuple(groups))


def _pattern(labels: Sequence[str]) -> re.Pattern[str]:
    """What shows one of `labels`: the number of the group that matches tells which."""
    return re.compile("|".join(f"({_shown(label)})" for label in labels))


def _shown(label: str) -> str:
    escaped = re.escape(label)
    bracketed = rf"\[(?:\^|fn:)?{escaped}\]|[{{<]{escaped}[}}>]"
    if label.isdecimal():
        digits = "".join(f"[{''.join(script[int(digit)] for script in _SCRIPTS)}]" for digit in label)
        other = rf"[\[(（［【〔〈](?:[^\W\d][^\[\]()]{{0,20}})?{digits}[\])）］】〕〉]"
        circled = rf"|{chr(_CIRCLED + int(label))}" if int(label) <= _MOST_CIRCLED else ""
        raised = label.translate(_RAISED)
        grouped = rf"(?<=[\[,;–-]){escaped}(?=[\],;:–-])|(?<=[\[,;–-] ){escaped}(?=[\],;:–-])"
        return rf"{bracketed}|(?<![{_DIGITS}]){raised}(?![{_DIGITS}])|{other}{circled}|{grouped}"
    return bracketed if label.isalnum() else rf"{bracketed}|{escaped}"


def unmarked(text: str) -> str:
    """A text without the numbers and letters of notes, for comparisons: "one.[7] Two" is "one. Two".

    A text that is nothing else stays as it is.
    """
    return MARK_NUMBER.sub("", text) or text


def joined_words(parts: Sequence[MarkedWords[_Mark]]) -> MarkedWords[_Mark]:
    """Several wordings as one, in which the ends of each are still told."""
    return MarkedWords(
        tuple(word for part in parts for word in part.words), tuple(group for part in parts for group in part.groups)
    )


def aligned_marks(before: MarkedWords[_Old], after: MarkedWords[_New]) -> Iterator[AlignedMarks[_Old, _New]]:
    """The marks that are at the same place in both wordings; where words were replaced, those in the stretch together.

    Marks that were taken out, or put in, between words that are the same are in none.
    """
    if before.words == after.words:
        yield from (AlignedMarks(*pair, sure=True) for pair in zip(before.groups, after.groups, strict=True))
        return
    olds, news = _by_place(before), _by_place(after)
    matcher = SequenceMatcher(None, before.words, after.words, autojunk=False)
    low = begin = 0
    for block in matcher.get_matching_blocks():  # the last is empty, at the end
        if block.size == 1 and before.words[block.a] == _MARKS:
            continue  # every mark is like any other, so without a word beside it this says nothing
        gone = tuple(mark for place in range(low, block.a) for mark in olds.get(place, ()))
        come = tuple(mark for place in range(begin, block.b) for mark in news.get(place, ()))
        if gone and come:
            yield AlignedMarks(gone, come, sure=False)
        low, begin = block.a + block.size, block.b + block.size
        for old, new in zip(range(block.a, low), range(block.b, begin), strict=True):
            if before.words[old] == _MARKS:
                yield AlignedMarks(olds[old], news[new], sure=True)


def _by_place(words: MarkedWords[_Mark]) -> dict[int, tuple[_Mark, ...]]:
    places = (place for place, word in enumerate(words.words) if word == _MARKS)
    return dict(zip(places, words.groups, strict=True))

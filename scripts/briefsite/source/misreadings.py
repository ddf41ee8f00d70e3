"""Suspicions: words that look misread by a scanner, found with no dictionary but the text itself.

A scanner takes `m` for `rn`, `l` and `I` for `1`, `O` for `0`, and the other way round. A word is under suspicion
where the text has the other reading much more often:

- letters only, eight at least, read so once, and otherwise (`rn` for `m`, say) five times or more. Shorter words that
  differ so little may both be words ("modem", "modern"): these are suspicions, but never sure.
- letters with a digit inside, where the word with a letter in its place is in the text;
- digits with a letter inside, three or four signs in all, as in years.

What is the text's own way of writing is then left alone: it has each word as often as it likes to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from briefsite.problem import Fix
from briefsite.problems import Problems
from briefsite.source.emendation import lead
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.words import squeezed

_WORD: Final = re.compile(r"\w+")
#: What scanners take for one another; the second is what the text may mean.
_CONFUSED: Final = (("m", "rn"), ("rn", "m"))
_LETTER_FOR: Final = {"1": "li", "0": "o", "5": "s"}
_DIGIT_FOR: Final = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})
_YEAR: Final = re.compile(r"(?=(?:[lIOo]*\d){2})(?=\d*[lIOo])[\dlIOo]{3,4}(?<![lo])")
_OFTEN = 5
_SURE = 8
_SHORTEST = 5


def find_misreadings(source: Source, text: Passage, problems: Problems) -> None:
    """Problem S05, a warning, for each word under suspicion, with the emendation. What was emended is left alone."""
    folded = text.text.casefold()
    words = Counter(_WORD.findall(folded))
    for match in _WORD.finditer(text.text):
        for read, sure in _readings(match[0], words):
            if any(run.emendation is not None for run in text[match.start() : match.end()].runs):
                break
            start, times = text.place(match.start()), words[read.casefold()]
            fix = _fix(source, start, match[0], read, sure=sure)
            has = f", which the text has {times} time{'s' * (times > 1)}" if times else ""
            message = f'"{match[0]}" may be "{read}"{has}'
            place = source.place(start, len(match[0]))
            problems.warning(place, "S05", message, f"if so, add   - {fix.entry}", subject=match[0], fix=fix)
            break


def _readings(word: str, words: Counter[str]) -> Iterator[tuple[str, bool]]:
    """What a word may be misread from, and whether that is sure."""
    if word.isalpha():
        if len(word) >= _SHORTEST and words[word.casefold()] == 1:
            for seen, meant in _CONFUSED:
                for at in _places(word, seen):
                    read = word[:at] + meant + word[at + len(seen) :]
                    if words[read.casefold()] >= _OFTEN:
                        yield read, len(word) >= _SURE
    elif _YEAR.fullmatch(word):
        yield word.translate(_DIGIT_FOR), True
    elif re.fullmatch(r"[^\W\d_]+[015][^\W\d_]+", word):
        digit = next(sign for sign in word if sign.isdigit())
        for letter in _LETTER_FOR[digit]:
            read = word.replace(digit, letter)
            if words[read.casefold()]:
                yield read, True


def _places(word: str, part: str) -> Iterator[int]:
    at = word.find(part)
    while at >= 0:
        yield at
        at = word.find(part, at + 1)


def _fix(source: Source, start: int, word: str, read: str, *, sure: bool) -> Fix:
    words = lead(source.text, start, start + len(word)) or ""
    words = squeezed(words) + " " * words[-1:].isspace()
    return Fix(f"{words}{word}".strip(), f"{words}{read}".strip(), "misread by the scanner", sure)

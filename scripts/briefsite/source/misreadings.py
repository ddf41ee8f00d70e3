"""Misreadings: words that a scanner probably misread, found without a dictionary, from the text itself.

A scanner reads `m` for `rn`, `l` and `I` for `1`, `O` for `0`, and the other way round. Three kinds of words are
reported:

- letters only: a word that the text has once, if it has the other reading (`rn` for `m`, say) five times or more. A
  word of five to seven letters is never sure, as both readings may be words ("modem", "modern"). What the text has
  more than once is its own way of writing.
- letters with a digit inside, if the text has the word with a letter in its place;
- digits with a letter among them, three or four characters in all, as in years.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Fix
from briefsite.source.emendation import lead
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.words import squeezed

_WORD: Final = re.compile(r"\w+")
#: Letters that scanners take for one another: as seen, and as the text may mean.
_CONFUSED: Final = (("m", "rn"), ("rn", "m"))
_LETTER_FOR: Final = {"1": "li", "0": "o", "5": "s"}
_DIGIT_FOR: Final = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})
_YEAR: Final = re.compile(r"(?=(?:[lIOo]*\d){2})(?=\d*[lIOo])[\dlIOo]{3,4}(?<![lo])")
_OFTEN = 5
_SURE = 8
_SHORTEST = 5


def find_misreadings(source: Source, text: Passage, problems: Problems) -> None:
    """Problem S05, a warning with the emendation, for each word that looks misread. Emended words are left alone."""
    folded = text.text.casefold()
    words = Counter(_WORD.findall(folded))
    found = {word: [*_readings(word, words)] for word in {*_WORD.findall(text.text)}}
    suspect = {word: readings for word, readings in found.items() if readings}
    for match in _WORD.finditer(text.text) if suspect else ():
        for read, sure in suspect.get(match[0], ()):
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
    """The readings that the text may mean by `word`, each with whether it is sure."""
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

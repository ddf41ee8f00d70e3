"""Emendations: readings by which an editor replaces those of the source, each with its reason.

An emendation is matched by quotation, not by line, and must match exactly once: edits elsewhere in the source then
neither break it nor make it change another place. White space in the quotation matches any white space, so a quotation
may run over a line end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, zip_longest

from briefsite.edition.model import Emendation
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, Problem, Removal
from briefsite.source.passage import Passage, Run
from briefsite.source.source import Source
from briefsite.words import nearest, shortened
from briefsite.writing.script import has_blankless, has_square, joins_without_blank
from briefsite.writing.segmentation import within_word, word_spans


@dataclass(frozen=True, slots=True)
class Correction:
    """An emendation found in the source: `index` is its position in edition.yml, `start`..`end` what it replaces.

    The extent (offsets in the source, end exclusive) is narrowed to the characters that differ, then widened to whole
    words: a reader should see "China's" marked, not the whole quotation that was needed to find it.
    """

    index: int
    emendation: Emendation
    start: int
    end: int
    old: str
    new: str


def emended_in(passage: Passage) -> tuple[int, ...]:
    """The emendations (their positions in edition.yml) that touch a passage, in its order, each once."""
    return tuple(dict.fromkeys(run.emendation for run in passage.runs if run.emendation is not None))


def emend(
    source: Source, emendations: Sequence[Emendation], places: Sequence[Place], problems: Problems
) -> tuple[Passage, tuple[Correction, ...]]:
    """The emended text, and the corrections in the order of the text.

    `places[i]` is where `emendations[i]` begins in edition.yml. An emendation with a problem changes nothing.
    Problems: M01 quotation not found, M02 found more than once, M03 two emendations overlap, M04 (a warning) one
    repeats another.
    """
    found: list[Correction] = []
    for index, (emendation, place) in enumerate(zip(emendations, places, strict=True)):
        starts = [match.span() for match in quotation(emendation.find).finditer(source.text)]
        if len(starts) == 1:
            found.append(_narrowed(source.text, index, emendation, *starts[0]))
        elif starts:
            lines = ", ".join(str(source.line(start)) for start, _ in starts)
            problems.error(
                place,
                "M02",
                f'"{shortened(emendation.find)}" is in {problems.path(source.file)} {len(starts)} times '
                f"(lines {lines})",
                "quote more of the words around it, so that it occurs only once",
                subject=emendation.find,
            )
        else:
            file = problems.path(source.file)
            problems.add([_not_found(source, emendation, index, place, file, few=problems.are_few)])
    found.sort(key=lambda correction: (correction.start, correction.end))
    kept: list[Correction] = []
    for correction in found:
        if kept and (correction.start < kept[-1].end or _repeats(correction, kept[-1])):
            _complain_of_meeting(correction, kept[-1], places, problems)
        else:
            kept.append(correction)
    return _applied(source.text, kept), tuple(kept)


def _not_found(source: Source, emendation: Emendation, index: int, place: Place, file: str, *, few: bool) -> Problem:
    """M01. Where the source reads so itself, or has nothing like the words, there is nothing left to emend."""
    message = f'"{shortened(emendation.find)}" is not in {file}'
    near = nearest_words(source.text, emendation.find) if few else "correct the emendations above first"
    read = emendation.read.strip()
    if read and quotation(read).search(source.text):
        help_, why = (
            f'if "{shortened(read)}" is what the source has itself now',
            f'the source now has "{shortened(read)}"',
        )
    elif near:
        return Problem(place, "M01", message, near, subject=emendation.find)
    else:
        help_, why = "if the error is no longer in the text", "nothing like it is in the source"
    removal = Removal((("emendations", index),), says=(why,), sure=True)
    help_ += ", delete the emendation (`briefsite check --fix` does)"
    return Problem(place, "M01", message, help_, subject=emendation.find, removal=removal)


def _repeats(correction: Correction, other: Correction) -> bool:
    """Whether both change the same characters to the same reading."""
    return (correction.start, correction.end, correction.new) == (other.start, other.end, other.new)


def _complain_of_meeting(
    correction: Correction, other: Correction, places: Sequence[Place], problems: Problems
) -> None:
    place, earlier = places[correction.index], places[other.index]
    find = correction.emendation.find
    shown = shortened(find)
    if _repeats(correction, other):
        message = f'"{shown}" changes what the emendation in line {earlier.line} changes, and to the same'
        problems.warning(place, "M04", message, "delete one of the two", subject=find)
    else:
        message = f'"{shown}" changes characters that "{shortened(other.emendation.find)}" changes too'
        problems.error(place, "M03", message, "merge the two emendations", subject=find)


def quotation(words: str) -> re.Pattern[str]:
    """A pattern for `words` in which white space stands for any white space.

    So does a border between two characters that have no blank between them, wherever a line ends there.
    """
    return re.compile(r"\s+".join(map(_over_line_ends, words.split())))


def _over_line_ends(word: str) -> str:
    if not has_square(word):
        return re.escape(word)
    joints = (r"\s*" if joins_without_blank(*pair) else "" for pair in pairwise(word))
    return "".join(part for both in zip_longest(map(re.escape, word), joints, fillvalue="") for part in both)


def lead(text: str, start: int, end: int, longest: int = 200) -> str | None:
    """The words to quote before the text from `start` to `end`, so that the quotation occurs only once.

    None if it still recurs when it is longer than `longest` characters, or begins the text.
    """
    begin = start
    while True:
        quoted = text[begin:end]
        if quoted.split() and len(list(islice(quotation(quoted).finditer(text), 2))) == 1:
            return text[begin:start]
        if begin == 0 or end - begin > longest:
            return None
        # Whole words only: a quotation that begins inside a word could match inside another.
        before = len(text[:begin].rstrip())
        begin = max(text.rfind(sign, 0, before) for sign in " \n\t\f") + 1
        if has_blankless(text[begin:before]):
            begin += word_spans(text[begin:before])[-1][0]


def nearest_words(text: str, words: str) -> str:
    """The question whether the stretch of `text` most like `words` was meant; empty if none is like them."""
    wanted = words.split()
    there = text.split()
    windows = [" ".join(there[i : i + len(wanted)]) for i in range(max(1, len(there) - len(wanted) + 1))]
    close = nearest(" ".join(wanted), windows, cutoff=0.7)
    return f'did you mean "{shortened(close[0])}"?' if close else ""


def _applied(text: str, corrections: Sequence[Correction]) -> Passage:
    runs: list[Run] = []
    position = 0
    for correction in corrections:
        if correction.start > position:
            runs.append(Run(text[position : correction.start], position, correction.start))
        runs.append(Run(correction.new, correction.start, correction.end, correction.index))
        position = correction.end
    if position < len(text):
        runs.append(Run(text[position:], position, len(text)))
    return Passage(tuple(runs))


def _narrowed(text: str, index: int, emendation: Emendation, start: int, end: int) -> Correction:
    # A line end in `read` is only white space: where paragraphs begin, the source and `splits` say.
    old, new = text[start:end], re.sub(r"\s+", " ", emendation.read)
    if new:
        old, new, start, end = _whole_words(text, old, new, start, end)
    if old == new:  # the editor confirms the reading of the source
        return Correction(index, emendation, start, end, old, new)
    head = 0
    while head < min(len(old), len(new)) and _same(old[head], new[head]):
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and _same(old[-1 - tail], new[-1 - tail]):
        tail += 1
    # Widen to whole words; an emendation that drops everything keeps its whole extent.
    while head and not old[head - 1].isspace() and old:
        head -= 1
    while tail and not old[len(old) - tail].isspace():
        tail -= 1
    low, high = start + head, end - tail
    return Correction(index, emendation, low, high, text[low:high], new[head : len(new) - tail])


def _whole_words(text: str, old: str, new: str, start: int, end: int) -> tuple[str, str, int, int]:
    """`old`, `new`, `start` and `end`, widened to a word or marker that the quotation begins or ends inside."""
    while start > 0 and (text[start - 1] == "[" or (within_word(text[start - 1], text[start]))):
        start -= 1
        old, new = text[start] + old, text[start] + new
    while end < len(text) and (text[end] == "]" or (within_word(text[end - 1], text[end]))):
        old, new = old + text[end], new + text[end]
        end += 1
    return old, new, start, end


def _same(old: str, new: str) -> bool:
    return old == new or (old.isspace() and new.isspace())

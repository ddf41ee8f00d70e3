"""Lists of notes: what the lines ahead say of one that begins, and where several notes share a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefsite.source.label_digits import label_of, printed_label
from briefsite.source.label_forms import LABEL_FORMS, may_begin_note
from briefsite.source.marker_forms import follows_abbreviation
from briefsite.source.note_headings import RULE, is_note_heading
from briefsite.source.note_lines import FoundNote, Row

#: How much deeper than its label the words of a note may be, in columns, and how far apart labels of one list are.
_DEEPER: Final = 2
#: A line that divides a text: "* * *".
_BREAK: Final = re.compile(r"\s*(?:[*·•#~]\s*){3,}")
#: The most rows that one list has.
_LONGEST: Final = 4000
#: The fewest notes of a list that nothing but its numbers announces.
_FEWEST: Final = 3
#: How labels are printed inside a line, by their form, and in columns beside one another.
_SHARED: Final = {
    "brackets": r"\[([1-9]\d{0,2})\](?=[.:]?[ \t]*\S)",
    "superscripts": r"([¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,2})(?=[ \t]?[^\W\d])",
    "points": r"([1-9]\d{0,2})[.)](?=[ \t]+[^\W\da-z])",
    "parentheses": r"\(([1-9]\d{0,2})\)(?=[ \t]*[^\W\da-z])",
}
_BEHIND: Final = r"(?<=[.!?…)\]”’\"'»])[ \t]+"
_BESIDE: Final = r"[ \t]{3,}"


def numbers_ahead(ahead: Sequence[Row], is_heading: Callable[[str], bool]) -> tuple[list[int], bool]:
    """The numbers of the labels of a list that begins with the first of the rows, and whether nothing else follows.

    The labels have one form and begin at one column. The list goes up to the next heading.
    """
    form, first = _label(ahead[0]) if ahead else ("", 0)
    if not first:
        return [], False
    found, alone, column = [first], True, ahead[0].indent
    for row in ahead[1:_LONGEST]:
        if is_heading(row.text) or is_note_heading(row.text):
            break
        name, number = _label(row)
        if name == form and abs(row.indent - column) < _DEEPER:
            found.append(number)
        elif row.blanks and row.indent < column + _DEEPER:
            alone = False
    return found, alone


def _label(row: Row) -> tuple[str, int]:
    """The form of the label that a row begins with, and its number; 0 if there is none."""
    for form in LABEL_FORMS if may_begin_note(row.text) else ():
        match = form.pattern.match(row.text)
        label = printed_label(match) if match else ""
        if label.isdecimal():
            return form.name, int(label)
    return "", 0


def is_inner(row: Row, number: str, column: int, ahead: Sequence[Row], is_heading: Callable[[str], bool]) -> bool:
    """Whether a row with a number is part of a note: it is indented, and the same number comes at the list's column."""
    if row.indent < column + _DEEPER:
        return False
    for later in ahead[:_LONGEST]:
        if is_heading(later.text) or is_note_heading(later.text):
            return False
        if later.indent < column + _DEEPER and _label(later)[1] == int(number):
            return True
    return False


def is_whole_list(
    ahead: Sequence[Row], before: Row | None, wanted: set[str], is_heading: Callable[[str], bool]
) -> bool:
    """Whether the rows are a list that has exactly the numbers of the markers, from 1 on, and nothing comes after it.

    A short one has a rule or a break above it.
    """
    numbers, alone = numbers_ahead(ahead, is_heading)
    apart = before is not None and bool(RULE.fullmatch(before.text) or _BREAK.fullmatch(before.text))
    row = list(range(1, len(numbers) + 1))
    return alone and numbers == row and {*map(str, row)} == wanted and (apart or len(row) >= _FEWEST)


def unordered(numbers: Sequence[int]) -> bool:
    """Whether numbers are each there once, and not in the order in which a list has them."""
    return len(numbers) > 1 and len({*numbers}) == len(numbers) and list(numbers) != list(range(1, len(numbers) + 1))


def divided_notes(text: str, found: Sequence[FoundNote], opened: Mapping[int, Collection[str]]) -> Iterator[FoundNote]:
    """The notes, with those that share a line divided: behind a sentence the next number, or one in a second column.

    Only numbers divide that begin no line of their list, and that a marker before it waits for: `opened` has these for
    the position of each note.
    """
    series: list[FoundNote] = []
    for note in found:
        if any(note.label == other.label for other in series):
            yield from _divided(text, series, opened)
            series = []
        series.append(note)
    yield from _divided(text, series, opened)


def _divided(text: str, series: Sequence[FoundNote], opened: Mapping[int, Collection[str]]) -> Iterator[FoundNote]:
    begun = {note.label for note in series}
    for note in series:
        rest, wanted = note, {*opened[note.low]} - begun
        while (match := _next_in(text, rest, wanted)) is not None:
            yield replace(rest, end=match.start(), high=match.start())
            rest = replace(rest, label=label_of(match[1]), low=match.start(), begin=match.end())
            wanted -= {rest.label}
        yield rest


def _next_in(text: str, note: FoundNote, wanted: Collection[str]) -> re.Match[str] | None:
    if note.form not in _SHARED or not note.label.isdecimal():
        return None
    following = str(int(note.label) + 1)
    for pattern, among in ((_BEHIND, {following} & {*wanted}), (_BESIDE, wanted)):
        for match in re.compile(pattern + _SHARED[note.form]).finditer(text, note.begin, note.end) if among else ():
            if label_of(match[1]) in among and not follows_abbreviation(text, match.start()):
                return match
    return None

"""Unread notes: what looks like the markers or the notes of a text, and is not read as such.

Every form is asked about once, at the first of its places, and only where it is likely: two numbers in a row, a list
that has them, a heading above a numbered list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.edition.model import Edition
from briefsite.problems import Problems
from briefsite.source.emendation import quotation
from briefsite.source.inline_notes import UNNUMBERED_LABEL
from briefsite.source.marking import MarkerSpan, in_sequence
from briefsite.source.note_forms import GROUPED, LABEL_FORMS, MARKER_FORMS, MarkerForm, label_of, marks_in
from briefsite.source.note_headings import RULE, is_note_heading
from briefsite.source.note_lines import rows
from briefsite.source.passage import Passage
from briefsite.source.source import Source

_SHOWN: Final = 3
#: What may be a label in a form that no table has.
_LABEL_LIKE: Final = re.compile(r"\s*[{<(\[]?(\d{1,3}|[ivxlcIVXLC]{1,6})[}>)\]:.]?\s+\S")
#: How many lines from one label to the next a list without a heading has at most.
_CLOSE: Final = 12
#: Forms that nothing but notes has: a single one is worth a question.
_PECULIAR: Final = frozenset({"carets", "org"})


@dataclass(frozen=True, slots=True)
class _Unread:
    """What looks like markers or notes: places in the text, what each prints, and what may be done about it."""

    places: Sequence[tuple[int, int]]
    says: str
    help_: str


def find_unread_notes(source: Source, text: Passage, edition: Edition, problems: Problems) -> None:
    """Problem N11, a warning, for everything in the running text that looks like markers or a list of notes.

    `text` is the running text, with the runs of what was read as markers.
    """
    for unread in (*_numbers(text, edition), *_forms(text, edition), *_lists(text)):
        shown = [text.text[low:high].strip() for low, high in unread.places]
        listed = ", ".join(f'"{one}"' for one in dict.fromkeys(shown[:_SHOWN]))
        more = len(shown) - len(shown[:_SHOWN])
        listed += f" and {more} more" if more else ""
        low, high = unread.places[0]
        offset = text.place(low + len(text.text[low:high]) - len(text.text[low:high].lstrip()))
        problems.warning(
            source.place(offset, len(shown[0])), "N11", f"{listed} {unread.says}", unread.help_, subject=shown[0]
        )


def _numbers(text: Passage, edition: Edition) -> Iterator[_Unread]:
    """Numbers in brackets that mark no note: years, numbers of pages. Not where edition.yml says that notes end."""
    begin = 0
    found = []
    ends = [quotation(words) for words in edition.note_blocks.end]
    for run in text.runs:
        if run.style == "plain" and run.text and not any(end.match(text.text, begin) for end in ends):
            found.append((begin, begin + len(run.text)))
        begin += len(run.text)
    if found:
        says = "may be years, pages or markers: no notes have these numbers, so they are text"
        if len(found) == 1:
            says = "may be a year, a page or a marker: no note has this number, so it is text"
        yield _Unread(found, says, "if it is a marker, add its note to edition.yml, under notes")


def _forms(text: Passage, edition: Edition) -> Iterator[_Unread]:
    taken = _taken(text)
    groups = [match.span() for match in GROUPED.finditer(text.text) if not match[1].isdigit() or "." in match[0]]
    groups = [span for span in groups if not _is_taken(taken, span[0])]
    if groups:
        says = f"look{'s' * (len(groups) == 1)} like markers, and not all of their numbers have notes"
        yield _Unread(groups, says, "if they are, add the notes that are missing to edition.yml, under notes")
    for form in MARKER_FORMS:
        if form.name in {"brackets", "signs"}:
            continue
        marks = [
            MarkerSpan(low, high, (label,))
            for label, low, high in marks_in(text.text, form)
            if not _is_taken(taken, low) and label != UNNUMBERED_LABEL
        ]
        likely = _likely(text.text, marks, form)
        if likely:
            places = [(mark.low, mark.high) for mark in likely]
            says = f"look{'s' * (len(places) == 1)} like {'markers' if len(places) > 1 else 'a marker'} of notes"
            help_ = "name the words that begin their list, or its heading, under note_blocks: begin"
            if form.stated and form.name not in edition.note_forms:
                says += ", and there is a list with these numbers"
                help_ = f"if so, add to edition.yml   note_forms: [{', '.join((*edition.note_forms, form.name))}]"
            else:
                says += ", and no notes with such labels were found"
            yield _Unread(places, says, help_)


def _likely(text: str, marks: Sequence[MarkerSpan], form: MarkerForm) -> Sequence[MarkerSpan]:
    """Those of `marks` that probably are markers: all of a peculiar form, else two or more in a row."""
    if form.name in _PECULIAR:
        return marks
    if form.name == "letters":
        labels = {mark.labels[0] for mark in marks}
        return marks if {"a", "b"} <= labels or {"i", "ii"} <= labels else ()
    row = list(in_sequence(marks))
    labels = {mark.labels[0] for mark in row}
    if not {"1", "2"} <= labels:
        return ()
    return row if not form.stated or (row[0].labels == ("1",) and is_listed(text, row[0].low, form.name)) else ()


def is_listed(text: str, behind: int, form: str) -> bool:
    """Whether lines behind a marker begin with the numbers 1 and 2, not far from each other, as in a list of notes.

    Numbers in parentheses are often those of points in an argument: their list has a heading or a rule above it.
    """
    last: int | None = None
    opened = form != "parentheses"
    for index, row in enumerate(rows(text[behind:])):
        opened = opened or is_note_heading(row.text) or bool(RULE.fullmatch(row.text))
        label = _label(row.text) if index and opened else ""
        if label == "2" and last is not None and index - last <= _CLOSE:
            return True
        if label == "1":
            last = index
    return False


def _lists(text: Passage) -> Iterator[_Unread]:
    """Headings of lists of notes above labels that were not read as notes."""
    found = list(rows(text.text))
    for index, row in enumerate(found):
        if not is_note_heading(row.text):
            continue
        below = [_label(after.text) for after in found[index + 1 : index + 1 + _CLOSE]]
        first = next((label for label in below[:2] if label), "")
        if first and (sum(map(bool, below)) > 1 or len(below) == 1):
            yield _Unread(
                [(row.low, row.low + len(row.text.rstrip()))],
                f'looks like the heading of notes, with "{first}" as a label, but no marker in the text goes with them',
                "if they are notes, emend their markers or labels; if they are text, nothing is to be done",
            )


def _label(line: str) -> str:
    patterns = (*(form.pattern for form in LABEL_FORMS), _LABEL_LIKE)
    return next((label_of(match[1]) for pattern in patterns if (match := pattern.match(line))), "")


def _taken(text: Passage) -> Sequence[tuple[int, int]]:
    begin = 0
    found = []
    for run in text.runs:
        if run.style == "mark" and run.text:
            found.append((begin, begin + len(run.text)))
        begin += len(run.text)
    return found


def _is_taken(taken: Sequence[tuple[int, int]], position: int) -> bool:
    at = bisect_right(taken, (position, len(taken) and taken[-1][1])) - 1
    return at >= 0 and taken[at][0] <= position < taken[at][1]

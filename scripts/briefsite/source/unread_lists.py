"""Unread lists: lines that look like a list of notes, and are not read as such."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.scalar import quoted
from briefsite.source.label_digits import printed_label
from briefsite.source.label_forms import LABEL_FORMS, may_begin_note
from briefsite.source.note_headings import RULE, is_note_heading
from briefsite.source.note_lines import Row, rows
from briefsite.source.passage import Passage
from briefsite.words import squeezed

_SHOWN: Final = 3
#: What may be a label in a form that no table has.
_LABEL_LIKE: Final = re.compile(
    r"\s*[^\w\s]{0,3}(\d{1,3}|[ivxlcIVXLC]{1,6})[^\w\s]{0,3}\s+\S|\s*[(\[]?([A-Za-z])[.)\]]\s+\S|\s*([A-Z])\s+[^\W\d_]"
)
#: How many lines from one label to the next a list without a heading has at most.
_CLOSE: Final = 12


@dataclass(frozen=True, slots=True)
class Unread:
    """What looks like markers or notes: places in the text, what each prints, and what may be done about it.

    `labels` are those of the markers that are meant.
    """

    places: Sequence[tuple[int, int]]
    says: str
    help_: str
    labels: frozenset[str] = frozenset()


def named(printed: Sequence[str]) -> str:
    """The first of what is printed, between quotation marks, and how many more there are."""
    more = len(printed) - len(printed[:_SHOWN])
    listed = ", ".join(f'"{one}"' for one in dict.fromkeys(printed[:_SHOWN]))
    return f"{listed} and {more} more" if more else listed


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


def unread_lists(text: Passage, unanswered: Collection[str], forms: Sequence[Unread]) -> Iterator[Unread]:
    """Lists of labels that were not read as notes: those under a heading, and those with the numbers of markers.

    `unanswered` are the labels of markers for which the text has no note.
    """
    found = list(rows(text.text))
    labels = [_label(row.text) for row in found]
    headed = False
    for index, row in enumerate(found):
        if not is_note_heading(row.text):
            continue
        below = [label for label in labels[index + 1 : index + 1 + _CLOSE] if label]
        first = next((label for label in labels[index + 1 : index + 3] if label), "")
        if first and (len(below) > 1 or len(found) == index + 2):
            headed = True
            marks = [unread for unread in forms if unread.labels & set(below)]
            yield _under_heading(text, row, first, marks, answers=bool({*below} & {*unanswered}))
    if not headed:
        yield from _without_heading(
            text, found, labels, {*unanswered, *(one for unread in forms for one in unread.labels)}
        )


def _under_heading(text: Passage, row: Row, first: str, marks: Sequence[Unread], *, answers: bool) -> Unread:
    says = f'looks like the heading of notes, with "{first}" as a label, but no marker in the text goes with them'
    help_ = "if they are notes, correct their markers or labels with emendations; if they are text, ignore this"
    if marks or answers:
        shown = [text.text[low:high] for unread in marks for low, high in unread.places]
        says = f'looks like the heading of notes, with "{first}" as a label, which are not read as notes'
        says += f", and so are their markers {named(shown)}" if shown else ", though the text has their markers"
        help_ = f"if they are notes, add to edition.yml   note_blocks: {{begin: [{quoted(row.text.strip())}]}}"
    labels = frozenset().union(*(unread.labels for unread in marks))
    return Unread([(row.low, row.low + len(row.text.rstrip()))], says, help_, labels)


def _without_heading(
    text: Passage, found: Sequence[Row], labels: Sequence[str], wanted: Collection[str]
) -> Iterator[Unread]:
    """The last lines that have the numbers 1, 2 and so on of markers as their labels."""
    row: list[int] = []
    for index, label in enumerate(labels):
        if label == "1":
            row = [index]
        elif row and label == str(len(row) + 1) and index - row[-1] <= _CLOSE:
            row.append(index)
    if len(row) > 1 and {str(number) for number in range(1, len(row) + 1)} <= {*wanted}:
        shown = [(found[index].low, found[index].low + len(found[index].text.rstrip())) for index in row]
        first = squeezed(text.text[slice(*shown[0])])
        says = f"begins a list with the numbers of the markers, 1 to {len(row)}, that is not read as their notes"
        help_ = f"if it is, add to edition.yml   note_blocks: {{begin: [{quoted(first)}]}}"
        yield Unread(shown[:1], says, help_, frozenset(map(str, range(1, len(row) + 1))))


def _label(line: str) -> str:
    if not (may_begin_note(line) or _LABEL_LIKE.match(line)):
        return ""
    patterns = (*(form.pattern for form in LABEL_FORMS), _LABEL_LIKE)
    return next((printed_label(match) for pattern in patterns if (match := pattern.match(line))), "")

"""Marking: which places of a text are markers of its notes, whatever their form.

A marker that is a number in brackets is found wherever it is shown (`marker.markers`). Every other form is a run of its
own with the style "mark": a sign, a letter, a superscript, each number of a group. What only looks like a number of a
note, as a year in brackets does, is a run with the style "plain".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import structs

from briefsite.source.marker import MARKER
from briefsite.source.marker_forms import MarkerForm, marks_in
from briefsite.source.note_groups import GROUPED, IN_PARENTHESES, grouped_by_dash, members
from briefsite.source.note_lines import FoundNote
from briefsite.source.passage import Passage, Run

#: How many numbers may be missing between two that belong to one row of notes.
_MISSING: Final = 2
#: Numbers in brackets from here on are years.
_YEARS: Final = 1000
#: How far apart the numbers of two notes may be that belong to one row.
_NEAR: Final = 3
#: What a marker stands directly behind.
_POINTS: Final = frozenset(".,;:!?…)]\"'”’»")
_BESIDE: Final = _POINTS | {"["}


class MarkerSpan(NamedTuple):
    """The characters `low` up to `high` mark the notes with the `labels`; with none of them, they mark no note."""

    low: int
    high: int
    labels: tuple[str, ...]


def marked_text(
    text: Passage,
    found: Sequence[FoundNote],
    heads: Sequence[tuple[int, int]],
    forms: Sequence[MarkerForm],
    entries: Collection[str],
    ends: Collection[int],
) -> Passage:
    """The text with the runs of its markers.

    `found` and `heads` are the notes in it and the headings of their lists, `forms` the forms that its markers can
    have, `entries` the labels of the notes that editors supply, `ends` where notes end as edition.yml says. In the
    notes themselves, a marker counts only for a note that the running text doesn't mark.
    """
    spans = sorted([*heads, *((note.low, note.high) for note in found)])
    starts = [low for low, _ in spans]

    def is_text(mark: MarkerSpan) -> bool:
        at = bisect_right(starts, mark.low) - 1
        return at < 0 or spans[at][1] <= mark.low

    labels = {note.label for note in found}
    candidates = list(_marks(text.text, found, forms, labels | set(entries)))
    running = [mark for mark in candidates if is_text(mark)]
    numbers = [MarkerSpan(*match.span(), (match[1],)) for match in MARKER.finditer(text.text)]
    body_numbers = [mark for mark in numbers if is_text(mark)]
    marked = {label for mark in (*running, *body_numbers) for label in mark.labels}
    marked |= {note.label for note in found if note.marks}
    within = [
        mark
        for mark in (*candidates, *numbers)
        if set(mark.labels) <= labels - marked
        and any(note.begin <= mark.low < note.end and note.label not in mark.labels for note in found)
    ]
    plain = list(_numbers_of_no_note(text.text, body_numbers, labels | set(entries)))
    plain += [mark._replace(labels=()) for mark in body_numbers if mark.low in ends]
    return _with_runs(text, _apart([*running, *within, *plain]))


def _marks(
    text: str,
    found: Sequence[FoundNote],
    forms: Sequence[MarkerForm],
    known: Collection[str],
) -> Iterator[MarkerSpan]:
    """The marks of notes with the labels `known`, except single numbers in brackets."""
    for match in GROUPED.finditer(text):
        group = members(match)
        if {label for member in group for label in member.labels} <= set(known):
            yield from (MarkerSpan(*member) for member in group)
    in_parentheses = any(form.name == "parentheses" for form in forms)
    groups = list(_in_parentheses(text, known)) if in_parentheses else []
    yield from groups
    yield from (MarkerSpan(*dash) for dash in grouped_by_dash(text) if set(dash.labels) <= set(known))
    label_forms = {note.form for note in found if note.label.isdigit()}
    in_brackets = any(match[1] in known for match in MARKER.finditer(text))
    others = False
    for form in sorted(forms, key=lambda form: form.name == "words"):  # "(see note 7)" is rarely a marker
        marks = [MarkerSpan(low, high, (label,)) for label, low, high in marks_in(text, form) if label in known]
        if form.name in {"brackets", "signs", "letters"}:
            yield from (mark for mark in marks if not mark.labels[0].isdigit())
        elif form.stated:
            # Numbers that name works, as groups of them show, are in no order.
            yield from marks if groups and form.name == "parentheses" else in_sequence(marks)
        elif form.name == "words" and others:
            break
        elif not form.weak or not in_brackets or form.name in label_forms:
            others = others or bool(marks)
            yield from marks


def _in_parentheses(text: str, known: Collection[str]) -> Iterator[MarkerSpan]:
    for match in IN_PARENTHESES.finditer(text):
        group = members(match)
        if {label for member in group for label in member.labels} <= set(known):
            yield from (MarkerSpan(*member) for member in group)


def in_sequence(marks: Iterable[MarkerSpan]) -> Iterator[MarkerSpan]:
    """The marks whose numbers rise one by one, or begin again with 1."""
    last = 0
    for mark in marks:
        number = int(mark.labels[0])
        if number == 1 or last < number <= last + 1 + _MISSING:
            last = number
            yield mark


def _numbers_of_no_note(text: str, numbers: Sequence[MarkerSpan], known: Collection[str]) -> Iterator[MarkerSpan]:
    """The numbers in brackets that mark no note: years, the numbers of the pages of a print.

    Without a note, a number of up to three digits marks one that is missing if it stands directly behind a point. So
    it does directly behind a word, or before a point, if another number of a note is no more than three below it or, of
    such numbers, above it.
    """
    unknown = [mark for mark in numbers if mark.labels[0] not in known]
    short = [mark for mark in unknown if int(mark.labels[0]) < _YEARS]
    attached = {mark for mark in short if _is_attached(text, mark)}
    near = {0, *(int(label) for label in known if label.isdigit())}
    distinct = sorted({int(mark.labels[0]) for mark in attached})
    chain = set()
    for before, number, after in zip([None, *distinct], distinct, [*distinct[1:], None], strict=False):
        beside = (other for other in (before, after) if other is not None)
        if any(number - _NEAR <= other < number for other in near) or any(
            abs(other - number) <= _NEAR for other in beside
        ):
            chain.add(number)
            near.add(number)
    for mark in unknown:
        if not (mark in attached and (int(mark.labels[0]) in chain or text[mark.low - 1 : mark.low] in _POINTS)):
            yield mark._replace(labels=())


def _is_attached(text: str, mark: MarkerSpan) -> bool:
    """Whether a number in brackets touches the word or point before it, a point after it, or another, or is a line."""
    before, after = text[max(0, mark.low - _NEAR) : mark.low], text[mark.high : mark.high + 1]
    alone = before[-1:] in {"", "\n"} and after in {"", "\n", "\r"}
    touches = bool(before[-1:].strip()) or after in _BESIDE or before.rstrip().endswith("]")
    return not after.isalnum() and (alone or touches)


def _apart(marks: Iterable[MarkerSpan]) -> list[MarkerSpan]:
    """The marks in order, without those that begin inside another."""
    out: list[MarkerSpan] = []
    for mark in sorted(set(marks), key=lambda mark: (mark.low, -mark.high)):
        if not out or out[-1].high <= mark.low:
            out.append(mark)
    return out


def _with_runs(text: Passage, marks: Sequence[MarkerSpan]) -> Passage:
    runs: list[Run] = []
    position = 0
    for mark in marks:
        runs += text[position : mark.low].runs
        part = text[mark.low : mark.high]
        if len([run for run in part.runs if run.text]) == 1:
            runs += [_marked(run, mark) for run in part.runs]
        else:  # an emendation changes a part of it: one run, as one mark needs
            low, high = part.extent
            emended = next((run.emendation for run in part.runs if run.emendation is not None), None)
            runs.append(_marked(Run(part.text, low, high, emended), mark))
        position = mark.high
    return Passage((*runs, *text[position:].runs)) if marks else text


def _marked(run: Run, mark: MarkerSpan) -> Run:
    if not run.text:
        return run
    if not mark.labels:
        return structs.replace(run, style="plain")
    label = " ".join(mark.labels)
    return structs.replace(run, style="mark", label="" if run.text.strip("[]") == label else label)

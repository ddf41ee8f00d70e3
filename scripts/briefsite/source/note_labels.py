"""Note labels: which labels can begin a note at a line, by the markers that were read and the notes that were found.

A number begins a note if it is the next one, a letter or a star only if a marker waits for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from briefsite.source.label_digits import printed_label
from briefsite.source.label_forms import LABEL_FORMS, LabelForm, may_begin_note
from briefsite.source.marker import only_markers
from briefsite.source.marker_forms import BRACKETED, MARKER_FORMS, PRINTED_MARKER, marks_in, may_have_marker
from briefsite.source.note_groups import GROUPED, IN_PARENTHESES, members

#: Labels that no line of a note has by chance.
_UNMISTAKABLE: Final = frozenset(
    {
        *("brackets", "carets", "org", "superscripts", "words", "words in brackets", "braces", "angles"),
        *("circled numbers", "other brackets"),
    }
)
#: A number in brackets with more digits is a year.
_DIGITS: Final = 3
#: How many numbers a list may leave out.
_LEFT_OUT: Final = 2
_SENTENCE_END: Final = re.compile(rf"[.!?…](?:[\"'”’»)\]]|{PRINTED_MARKER})*$")


@dataclass(frozen=True, slots=True)
class NoteLabel:
    """A label, the length of what prints it, and its form."""

    label: str
    length: int
    form: LabelForm


class AwaitedLabels:
    """The labels that markers wait for, and those of the notes found so far. Lives for one search.

    `fresh`: a list was opened, and no note of it has come yet. `unordered`: its numbers, if they don't rise one by one.
    """

    def __init__(self, note_forms: Collection[str]) -> None:
        self.forms = [form for form in MARKER_FORMS if not form.stated or form.name in note_forms]
        self.fresh = False
        self.unordered: frozenset[str] = frozenset()
        self._stated = bool(note_forms)
        self._in_parentheses = "parentheses" in note_forms
        self._waiting: Counter[str] = Counter()
        self._open: Counter[str] = Counter()
        self._found: Counter[str] = Counter()
        self._last = (0, "")  # the number of the last note that has one, and the form of its label

    # -- what was read -----------------------------------------------------------------------------------------------

    def wait(self, line: str) -> None:
        """Waits for the notes to the markers in a line of the text."""
        if not may_have_marker(line):
            return
        labels = [label for form in self.forms for label, _, _ in marks_in(line, form)]
        groups = [*GROUPED.finditer(line), *(IN_PARENTHESES.finditer(line) if self._in_parentheses else ())]
        labels += [label for match in groups for mark in members(match) for label in mark.labels]
        for label in labels:
            self._waiting[label] += 1
            self._open[label] += 1

    def wait_within(self, words: str) -> None:
        """Waits for the notes to a note: numbers in brackets only, since letters and stars are often text there."""
        for match in BRACKETED.finditer(words):
            if match[1].isdigit():
                self._waiting[match[1]] += 1

    def begin(self, label: NoteLabel) -> None:
        """Takes note of a label that begins a note."""
        self.fresh = False
        self._open[label.label] = 0
        if label.label.isdigit():
            self._found[label.label] += 1
            self._last = (int(label.label), label.form.name)
        else:
            del self._waiting[label.label]

    def is_awaited(self, label: str) -> bool:
        """Whether the text has a marker with this label."""
        return bool(self._waiting[label])

    def is_open(self, label: str) -> bool:
        """Whether the text has a marker with this label since a note with it was found."""
        return bool(self._open[label])

    @property
    def open_numbers(self) -> set[str]:
        """The numbers of the markers that wait for a note."""
        return {label for label, count in self._open.items() if count and label.isdigit()}

    @property
    def awaits_number(self) -> bool:
        """Whether the text has a marker that is a number."""
        return any(map(str.isdigit, self._waiting))

    # -- what begins a line ------------------------------------------------------------------------------------------

    def label(self, line: str, *, headed: bool, opening: bool = False) -> NoteLabel | None:
        """The label that a line begins with. `headed`: below a heading; `opening`: as the first of a list."""
        if not may_begin_note(line):
            return None
        for form in LABEL_FORMS:
            match = form.pattern.match(line) if headed or not form.plain else None
            if match is not None:
                label = printed_label(match)
                if self._fits(label, form, opening=opening or self.fresh):
                    return NoteLabel(label, match.end(), form)
        return None

    def awaited(self, line: str) -> NoteLabel | None:
        """The label of a note without heading that a marker waits for."""
        label = self.label(line, headed=False)
        if label is None or only_markers(line.strip()) or not self.is_awaited(label.label):
            return None
        return label

    def at_foot(self, line: str, before: str) -> NoteLabel | None:
        """The label of a note at the foot of a page, directly below the text: behind a sentence, before a capital."""
        label = self.label(line, headed=False) if _SENTENCE_END.search(before.rstrip()) else None
        if label is None or not label.label.isdigit() or not self._open[label.label]:
            return None
        words = line[label.length :].lstrip("\"'“‘«„(_*")
        return label if words[:1].isupper() else None

    def stated(self, line: str) -> NoteLabel | None:
        """The label of a note without heading, in a text whose markers have a form that edition.yml states."""
        if not self._stated:
            return None
        label = self.label(line, headed=True, opening=True) or self._waited_for(line)
        return label if label is not None and label.form.plain and self._open[label.label] else None

    def _fits(self, label: str, form: LabelForm, *, opening: bool) -> bool:
        """Whether a label can begin a note here. A letter or star that no marker has is part of the note before it."""
        if not label.isdigit():
            return self.is_awaited(label)
        number = int(label)
        if not form.plain:
            return len(label) <= _DIGITS or self.is_awaited(label)
        if label in self.unordered:
            return bool(self._open[label])
        last, of = self._last
        if not opening and of in _UNMISTAKABLE:
            return False
        if number == 1:
            return self._is_wanted(label) if last and not opening else not last or self._is_wanted(*self._waiting)
        return number == last + 1 or bool(last and last < number <= last + 1 + _LEFT_OUT and self.is_awaited(label))

    def _is_wanted(self, *labels: str) -> bool:
        """Whether the text has more markers with one of these numbers than notes were found for it."""
        return any(label.isdigit() and self._waiting[label] > self._found[label] for label in labels)

    def _waited_for(self, line: str) -> NoteLabel | None:
        """A plain number that isn't the next, but the first of those that markers wait for."""
        for form in LABEL_FORMS:
            match = form.pattern.match(line) if form.plain else None
            label = printed_label(match) if match is not None else ""
            if match is not None and label.isdigit():
                waiting = min(map(int, self.open_numbers), default=0)
                return NoteLabel(label, match.end(), form) if int(label) == waiting else None
        return None

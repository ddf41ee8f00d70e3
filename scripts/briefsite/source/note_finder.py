"""The finding of notes in a text: where their labels, words and headings stand.

A source prints its notes in blocks after each chapter or at the end (`FOOTNOTES:`, then `[1] …`), at the foot of a page
under a rule, under the paragraph that they belong to, or between brackets inside it (`[Footnote 1: …]`, `^[…]`). The
forms of markers and labels are in `marker_forms` and `label_forms`; `note_labels` says which label can begin a note at
a line, and `inline_notes` finds those between brackets. The rules, in the order in which they apply:

1. `[Footnote 1: … ]` is a note wherever it stands. Inside a block, if no marker for it came before, it marks its place,
   and so does one without a number. After a star, `*[Footnote: … ]` continues the one before.
2. A line that says no more than "Footnotes", "Notes", "References" opens a block of notes if a label follows. A plain
   number is such a label only where the text has markers.
3. A rule opens the notes at the foot of a page if a label follows that a marker waits for, or more of the last note
   of the page before, if that ended no sentence and the page ends soon.
4. In a block a label at a line's beginning begins a note. What follows without a label belongs to the note before it,
   over one empty line as well. Over two or more, or if it is a heading, the block has ended, unless the next label is
   that of the next note, and its marker came before.
5. Without such a heading, a block of lines that begins with a label is a note if a marker before it waits for one. So
   is a line directly below the text, behind the end of a sentence. It ends at an empty line, except before lines that
   are indented more than its label, up to the next label, and at the end of a page.
6. A list of plain numbers without a heading is one of notes if it has exactly the numbers of the markers, and ends the
   text or a part of it. Its notes may share a line. A line above notes that end the text is their heading, whatever
   its words are, unless it may be the author's last line.
7. A letter, a star or a dagger is a label, and a marker, only where both are there.

`note_blocks` of edition.yml overrules 2 to 6. Labels and headings are not shown as text: the list of notes has its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from briefsite.source.inline_notes import begins_inline_note, inline_notes
from briefsite.source.marker_forms import MarkerForm, marks_in
from briefsite.source.note_headings import RULE, is_note_heading, is_part_heading
from briefsite.source.note_labels import AwaitedLabels, NoteLabel
from briefsite.source.note_lines import FoundNote, NoteLine, Row, lines_beside, rows
from briefsite.source.note_lists import divided_notes, is_inner, is_whole_list, numbers_ahead, unordered
from briefsite.source.note_parts import NoteParts
from briefsite.source.sentence import ends_sentence
from briefsite.writing.headings import is_numbered_heading

#: The heading of a list on the line of its first note: "Notes: [1] See".
_BEFORE_NOTE: Final = re.compile(r"\s*[^\d\[({<:.]{2,40}[:.]\s*(?:[–—]\s*)?(?=\S)")
#: How far ahead the next note of a list is looked for, in lines that aren't empty.
_AHEAD: Final = 300
_DEEPER: Final = 2
#: How many lines the notes at the foot of a page have at most, if the first goes on from the page before.
_FOOT: Final = 25

#: What a line belongs to: the running text, notes without a heading, those at a page's foot, a list under a heading.
_State = Literal["text", "notes", "foot", "list"]
#: What a line is. "between brackets": a part of `[Footnote 1: …]`; "opening": the heading of a list of notes; "rule":
#: that above the notes of a page; "label": the beginning of a note; "first": that of the first in a list without a
#: heading; "chapter": a heading in a list, after which numbers begin again; "rest": more of a note.
_Kind = Literal["between brackets", "opening", "rule", "label", "first", "chapter", "rest", "text"]
#: What the next line belongs to, by what a line is and what it belongs to itself.
_NEXT: Final[Mapping[_Kind, Mapping[_State, _State]]] = {
    "between brackets": {"text": "text", "notes": "text", "foot": "text", "list": "text"},
    "opening": {"text": "list", "notes": "list", "foot": "list", "list": "list"},
    "rule": {"text": "foot", "notes": "foot", "foot": "foot", "list": "foot"},
    "label": {"text": "notes", "notes": "notes", "foot": "foot", "list": "list"},
    "first": {"text": "list", "notes": "list", "foot": "list", "list": "list"},
    "chapter": {"list": "list"},
    "rest": {"notes": "notes", "foot": "foot", "list": "list"},
    "text": {"text": "text", "notes": "text", "foot": "text", "list": "text"},
}


@dataclass(frozen=True)
class FoundNotes:
    """The notes, and where the headings of their lists stand, in the order of the text.

    `unclosed` are the notes between brackets that are never closed: position and label. `forms` are those of markers
    that were looked for.
    """

    notes: tuple[FoundNote, ...]
    heads: tuple[tuple[int, int], ...]
    unclosed: tuple[tuple[int, str], ...]
    forms: tuple[MarkerForm, ...]


# A first edition is read several times, mostly with the same text.
@lru_cache(maxsize=2)
def find_notes(text: str, forms: tuple[str, ...], begins: frozenset[int], ends: frozenset[int]) -> FoundNotes:
    """The notes of a text.

    `forms` are those of markers and `begins` and `ends` the positions of notes that edition.yml states.
    """
    return NoteFinder(text, forms, begins, ends).read()


class NoteFinder:
    """The state of one search for notes. Lives for one call."""

    def __init__(self, text: str, forms: Collection[str], begins: Collection[int], ends: Collection[int]) -> None:
        self.text, self.begins, self.ends = text, begins, ends
        self.labels = AwaitedLabels(forms)
        self.rows = list(rows(text))
        self.parts = NoteParts(self.rows, self.labels)
        self.found: list[FoundNote] = []
        self.heads: list[tuple[int, int]] = []
        self.opened: dict[int, set[str]] = {}  # the numbers that markers waited for, where each note begins
        self.column = 0  # where the label of the last note stands
        self.list_column = 0  # where those of the list stand
        self.carried = False  # whether more of the last note of the page before may follow

    def read(self) -> FoundNotes:
        """Searches the text."""
        inline, unclosed = inline_notes(self.text, self.ends)
        state: _State = "text"
        for line in lines_beside(inline, self.rows):
            kind, label = self._classified(line, state)
            if label is not None:
                if state == "text" and self.parts.heads_last_list(line.index - 1):
                    above = self.rows[line.index - 1]
                    self.heads.append((above.low, above.low + len(above.text)))
                self._begin(label, line, first=kind == "first")
                self.carried = False
            elif kind in {"opening", "chapter", "rule"}:
                self.heads.append((line.row.low, line.end))
                self.labels.fresh = True
                self.carried = kind == "rule" and self._carries(line)
            elif kind == "rest":
                self._extend(line)
            elif kind == "text":
                self.labels.wait(line.row.text)
            state = "text" if line.cut else _NEXT[kind][state]
        own = divided_notes(self.text, self.found, self.opened)
        notes = sorted([*inline, *own], key=lambda note: note.low)
        return FoundNotes(tuple(notes), tuple(self.heads), tuple(unclosed), tuple(self.labels.forms))

    def _following(self, line: NoteLine, count: int = 2) -> list[Row]:
        return self.rows[line.index + 1 : line.index + 1 + count]

    def _classified(self, line: NoteLine, state: _State) -> tuple[_Kind, NoteLabel | None]:
        """What a line is, and the label that it begins with if it begins a note."""
        if line.between_brackets:
            return "between brackets", None
        if line.row.first in self.ends:
            return "text", None
        if first := self._first_of_list(line, state):
            return "first", first
        if self._opens(line):
            return "opening", None
        if self._rules(line):
            return ("opening" if self.labels.fresh and state == "list" else "rule"), None
        if label := self._label_in(line, state):
            return "label", label
        if state == "list" and self.parts.heads_part(line.index):
            return "chapter", None
        return "rest" if self._goes_on(line, state) else "text", None

    def _label_in(self, line: NoteLine, state: _State) -> NoteLabel | None:
        if state in {"list", "foot"}:
            label = self.labels.label(line.row.text, headed=True)
            heads = label is not None and label.form.plain and is_numbered_heading(line.row.text.strip())
            return None if label is None or heads or self._is_inner(label, line) else label
        if state == "notes":
            return self.labels.label(line.row.text, headed=False) or self.labels.stated(line.row.text)
        if line.row.blanks:
            return self.labels.awaited(line.row.text) or self.labels.stated(line.row.text)
        before = self.rows[line.index - 1].text if line.index else ""
        return self.labels.stated(line.row.text) or self.labels.at_foot(line.row.text, before)

    def _is_inner(self, label: NoteLabel, line: NoteLine) -> bool:
        """Whether a plain number is that of a list inside a note."""
        if not label.form.plain or not label.label.isdigit() or self.labels.fresh:
            return False
        ahead = self.rows[line.index + 1 :]
        return is_inner(line.row, label.label, self.list_column, ahead, is_part_heading)

    def _first_of_list(self, line: NoteLine, state: _State) -> NoteLabel | None:
        """The label of the first note of a list without a heading of its own.

        edition.yml says that the list begins there, its heading is on the same line, or it has exactly the numbers of
        the markers, and nothing comes after it.
        """
        row = line.row
        if row.first in self.begins:
            return self.labels.label(row.text, headed=True, opening=True)
        before = _BEFORE_NOTE.match(row.text)
        if before is not None and is_note_heading(before[0].rstrip(" –—\t")):
            label = self.labels.label(row.text[before.end() :], headed=True, opening=True)
            if label is not None and self.labels.is_awaited(label.label):
                self.heads.append((row.low, row.low + before.end()))
                return replace(label, length=before.end() + label.length)
        if state != "text" or not row.blanks or line.cut:
            return None
        label = self.labels.label(row.text, headed=True, opening=True)
        if label is None or not label.form.plain or label.label != "1":
            return None
        above = self.rows[line.index - 1] if line.index else None
        whole = is_whole_list(self.rows[line.index :], above, self.labels.open_numbers, is_part_heading)
        return label if whole else None

    def _opens(self, line: NoteLine) -> bool:
        following = [row for row in self._following(line, 4) if not RULE.fullmatch(row.text)]
        if line.row.first in self.begins:
            return True
        if not following or not is_note_heading(line.row.text):
            return False
        first = following[0]
        if first.first in self.ends:
            return False
        numbers, _ = numbers_ahead(self.rows[line.index + 1 :], is_part_heading)
        awaited = unordered(numbers) and all(self.labels.is_open(str(number)) for number in numbers)
        self.labels.unordered = frozenset(map(str, numbers)) if awaited else frozenset()
        label = self.labels.label(first.text, headed=True, opening=True)
        if label is not None:
            return not label.form.plain or self.labels.awaits_number or not label.label.isdigit()
        if begins_inline_note(first.text):
            return True
        return self.parts.heads_part(self.rows.index(first, line.index))

    def _rules(self, line: NoteLine) -> bool:
        """Whether a line is a rule above notes: that of a page's foot, or the underline of a heading."""
        if not RULE.fullmatch(line.row.text):
            return False
        following = self._following(line, 1)
        label = self.labels.label(following[0].text, headed=True, opening=True) if following else None
        awaited = label is not None and (self.labels.fresh or self.labels.is_awaited(label.label))
        return awaited or self._carries(line)

    def _carries(self, line: NoteLine) -> bool:
        """Whether more of the last note comes below a rule: it ended no sentence, and the page ends soon."""
        last = self.found[-1] if self.found else None
        following = self.rows[line.index + 1 : line.index + 1 + _FOOT]
        if last is None or not following or self.labels.label(following[0].text, headed=True, opening=True):
            return False
        ends = following[-1] is self.rows[-1] or any(row.begins_page for row in following)
        pages = "\f" in self.text[last.end : line.row.low] and not following[0].begins_page
        return ends and pages and not ends_sentence(self.text[last.begin : last.end].rstrip())

    def _begin(self, label: NoteLabel, line: NoteLine, *, first: bool) -> None:
        low, begin = line.row.low, line.row.low + label.length
        if self.heads and self.heads[-1][0] == low:  # its heading is on the same line
            low = self.heads[-1][1]
        if first or self.labels.fresh:
            self.list_column = line.row.indent
        self.opened[low] = self.labels.open_numbers
        self.found.append(FoundNote(label.label, low, begin, line.end, line.end, label.form.name))
        self.column = line.row.indent
        self.labels.begin(label)
        self.labels.wait_within(self.text[begin : line.end])

    def _extend(self, line: NoteLine) -> None:
        if self.found and self.carried:
            low, last = line.row.first, self.found[-1]
            self.found.append(FoundNote(last.label, low, low, line.end, line.end, last.form, continues=True))
            self.opened[low] = set()
            self.carried = False
        elif self.found:
            self.found[-1] = replace(self.found[-1], end=line.end, high=line.end)
            self.labels.wait_within(self.text[line.row.low : line.end])

    def _goes_on(self, line: NoteLine, state: _State) -> bool:
        """Whether a line without a label belongs to the note before it."""
        if state in {"notes", "foot"} and line.row.begins_page:
            return False
        if state == "text" or not line.row.blanks:
            return state != "text"
        if state == "list":
            headed = is_part_heading(line.row.text) or is_note_heading(line.row.text)
            apart = line.row.blanks > 1 or headed or self.parts.heads_text(line.index, self.list_column)
            return (not apart or self._resumes(line)) and not self._marks_anew(line)
        return self.parts.is_inset(line.index, self.column)

    def _marks_anew(self, line: NoteLine) -> bool:
        """Whether the text goes on at a line of a list: its markers are those of another list."""
        last = self.found[-1].label if self.found else ""
        return last.isdigit() and self.parts.marks_anew(line.index, self.list_column, int(last), self.labels.forms)

    def _resumes(self, line: NoteLine) -> bool:
        """Whether the next label is that of the next note of the list, whose marker came before."""
        if not self.found or not self.found[-1].label.isdigit():
            return False
        awaited = str(int(self.found[-1].label) + 1)
        if not self.labels.is_awaited(awaited):
            return False
        for row in self.rows[line.index : line.index + _AHEAD]:
            label = self.labels.label(row.text, headed=True)
            if label is not None:
                return label.label == awaited
            if is_note_heading(row.text) or any(
                found == awaited for form in self.labels.forms for found, _, _ in marks_in(row.text, form)
            ):
                return False
        return False

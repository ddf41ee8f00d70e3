"""The finding of notes in a text: where their labels, words and headings stand.

A source prints its notes in blocks after each chapter or at the end (`FOOTNOTES:`, then `[1] …`), at the foot of a page
under a rule, under the paragraph that they belong to, or between brackets inside it (`[Footnote 1: …]`, `^[…]`). The
forms of markers, labels and headings are in `note_forms`. The rules, in the order in which they apply:

1. `[Footnote 1: … ]` is a note wherever it stands. Inside a block, if no marker for it came before, it marks its place,
   and so does one without a number. After a star, `*[Footnote: … ]` continues the one before.
2. A line that says no more than "Footnotes", "Notes", "References" opens a block of notes if a label follows. A plain
   number is such a label only where the text has markers.
3. A rule opens the notes at the foot of a page if a label follows that a marker waits for.
4. In a block a label at a line's beginning begins a note. What follows without a label belongs to the note before it,
   over one empty line as well. Over two or more, or if it is a heading, the block has ended, unless the next label is
   that of the next note, and its marker came before.
5. Without such a heading, a block of lines that begins with a label is a note if a marker before it waits for one. So
   is a line directly below the text, behind the end of a sentence. It ends at an empty line, except before lines that
   are indented more than its label, up to the next label, and at the end of a page.
6. A letter, a star or a dagger is a label, and a marker, only where both are there.

`note_blocks` of edition.yml overrules 2 to 5. Labels and headings are not shown as text: the list of notes has its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from briefsite.edition.model import Edition
from briefsite.problems import Problems
from briefsite.source.emendation import quotation
from briefsite.source.marker import only_markers
from briefsite.source.note_forms import (
    BRACKETED,
    GROUPED,
    LABEL_FORMS,
    MARKER_FORMS,
    PRINTED_MARKER,
    RULE,
    SIGN,
    LabelForm,
    is_note_heading,
    label_of,
    marks_in,
)
from briefsite.yaml_files.located import Located

_INLINE: Final = re.compile(
    rf"\[\s*(?:(?:(?:foot|end)?note|fu(?:ß|ss)note|anmerkung|nota|noot|dipnot|примечание)\s+"
    rf"([1-9]\d{{0,3}}|[A-Za-z]|{SIGN})\s*[:.]|footnote\s*:)\s*|(?<=\S)\^\[(?=[^\]\n])",
    re.IGNORECASE,
)
#: How a note between brackets without a number is marked.
UNNUMBERED_LABEL: Final = "^"
_HEADING: Final = re.compile(
    r"\s*(?:(?:[Cc]hapter|[Pp]art|[Bb]ook|[Ss]ection)\s+[\dIVXLC]+\b.*|[^a-z]*[A-Z]{2}[^a-z]*)\s*"
)
_BRACKET: Final = re.compile(r"[\[\]]")
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_SENTENCE_END: Final = re.compile(rf"[.!?…](?:[\"'”’»)\]]|{PRINTED_MARKER})*$")
#: How far ahead the next note of a list is looked for, in lines that aren't empty.
_AHEAD: Final = 300
#: How many numbers a list may leave out.
_LEFT_OUT: Final = 2
_DEEPER: Final = 2

#: What a line belongs to: the running text, notes without a heading, those at a page's foot, a list under a heading.
_State = Literal["text", "notes", "foot", "list"]
#: What a line is. "between brackets": a part of `[Footnote 1: …]`; "opening": the heading of a list of notes; "rule":
#: that above the notes of a page; "label": the beginning of a note; "chapter": a heading in a list, after which numbers
#: begin again; "rest": more of a note.
_Kind = Literal["between brackets", "opening", "rule", "label", "chapter", "rest", "text"]
#: What the next line belongs to, by what a line is and what it belongs to itself.
_NEXT: Final[Mapping[_Kind, Mapping[_State, _State]]] = {
    "between brackets": {"text": "text", "notes": "text", "foot": "text", "list": "text"},
    "opening": {"text": "list", "notes": "list", "foot": "list", "list": "list"},
    "rule": {"text": "foot", "notes": "foot", "foot": "foot", "list": "foot"},
    "label": {"text": "notes", "notes": "notes", "foot": "foot", "list": "list"},
    "chapter": {"list": "list"},
    "rest": {"notes": "notes", "foot": "foot", "list": "list"},
    "text": {"text": "text", "notes": "text", "foot": "text", "list": "text"},
}


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note in the emended text: `low`..`begin` is its label, up to `end` its words, up to `high` what closes it.

    `form` is the form of its label. `marks`: it is where a marker would be. `continues`: it is more of the one before.
    """

    label: str
    low: int
    begin: int
    end: int
    high: int
    form: str = ""
    marks: bool = False
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line that isn't empty, with its line end, and the number of empty ones before it."""

    text: str
    low: int
    blanks: int

    @property
    def indent(self) -> int:
        """The column at which its words begin."""
        expanded = self.text.lstrip("\f").expandtabs()
        return len(expanded) - len(expanded.lstrip())

    @property
    def begins_page(self) -> bool:
        """Whether a form feed comes before its words: there a page of the print ended."""
        return "\f" in self.text[: len(self.text) - len(self.text.lstrip())]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as the search reads it: its position among all, where its words begin, and where it ends.

    At `end` it ends, or there a note between brackets begins (`cut`).
    """

    row: Row
    index: int
    first: int
    end: int
    between_brackets: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class _Label:
    """A label, the length of what prints it, and its form."""

    label: str
    length: int
    form: LabelForm


class NoteFinder:
    """The state of one search for notes. Lives for one call."""

    def __init__(self, text: str, edition: Edition, located: Located, problems: Problems) -> None:
        self.text, self.problems = text, problems
        self.stated = bool(edition.note_forms)
        self.forms = [form for form in MARKER_FORMS if not form.stated or form.name in edition.note_forms]
        self.unclosed: list[tuple[int, str]] = []
        self.begins = self._quoted("begin", edition.note_blocks.begin, located)
        self.ends = self._quoted("end", edition.note_blocks.end, located)
        self.rows = list(rows(text))
        self.found: list[FoundNote] = []
        self.heads: list[tuple[int, int]] = []
        self.waiting: Counter[str] = Counter()
        self.open: Counter[str] = Counter()
        self.fresh = False  # a list was opened, and no note of it has come yet
        self.column = 0  # where the label of the last note stands

    def _quoted(self, name: str, quotations: Sequence[str], located: Located) -> set[int]:
        positions = set()
        for index, words in enumerate(quotations):
            matches = list(quotation(words).finditer(self.text))
            # Words up to the end of the text can't be more: they are those at the end.
            at_end = matches[-1:] if matches and matches[-1].end() == len(self.text.rstrip()) else matches
            places = [match.start() for match in at_end]
            if len(places) == 1:
                positions.add(places[0])
            else:
                there = f"in the text {len(places)} times" if places else "not in the text"
                place = located.place("note_blocks", name, index)
                message, help_ = f'"{words}" is {there}', "quote the words that begin there"
                self.problems.error(place, "P01", message, help_, subject=words)
        return positions

    def read(self) -> tuple[list[FoundNote], list[tuple[int, int]]]:
        """The notes, and where the headings of their lists stand, in the order of the text."""
        inline = list(self._inline())
        state: _State = "text"
        for line in self._lines(inline):
            kind, label = self._classified(line, state)
            if label is not None:
                self._begin(label, line)
            elif kind in {"opening", "chapter", "rule"}:
                self.heads.append((line.row.low, line.end))
                self.fresh = True
            elif kind == "rest":
                self._extend(line)
            elif kind == "text":
                self._wait(line.row.text)
            state = "text" if line.cut else _NEXT[kind][state]
        return sorted([*inline, *self.found], key=lambda note: note.low), self.heads

    def _inline(self) -> Iterator[FoundNote]:
        behind = 0
        marked: Counter[str] = Counter()
        closed = False
        for match in _INLINE.finditer(self.text):
            if match.start() < behind or match.start() in self.ends:
                continue
            marked.update(earlier[1] for earlier in BRACKETED.finditer(self.text, behind, match.start()))
            label = match[1] or UNNUMBERED_LABEL
            close = _closing(self.text, match.end())
            if close is None:
                if match[0] != "^[":
                    self.unclosed.append((match.start(), label))
                continue
            line = self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
            low, high = match.start(), close + 1
            continues = closed and not match[1] and line == "*"
            if continues:
                low = self.text.rindex("*", 0, low)
            high += self.text[high : high + 1] == "*"  # the star says that the note goes on elsewhere
            marks = not continues and (not match[1] or (bool(line) and not marked[label]))
            marked[label] = 0
            behind, closed = high, True
            yield FoundNote(label, low, match.end(), close, high, "inline", marks=marks, continues=continues)

    def _lines(self, inline: Sequence[FoundNote]) -> Iterator[_Line]:
        """The lines, held against the notes between brackets."""
        lows = [note.low for note in inline]
        for index, row in enumerate(self.rows):
            high = row.low + len(row.text)
            first = high - len(row.text.lstrip())
            within = bisect_right(lows, first) - 1
            # A note between brackets is not part of the note around it.
            end = min([high, *lows[within + 1 : within + 2]])
            between = within >= 0 and first < inline[within].high
            yield _Line(row, index, first, end, between, cut=end < high)

    def _following(self, line: _Line, count: int = 2) -> list[Row]:
        return self.rows[line.index + 1 : line.index + 1 + count]

    def _classified(self, line: _Line, state: _State) -> tuple[_Kind, _Label | None]:
        """What a line is, and the label that it begins with if it begins a note."""
        if line.between_brackets:
            return "between brackets", None
        if line.first in self.ends:
            return "text", None
        if self._opens(line):
            return "opening", None
        if self._rules(line):
            return ("opening" if self.fresh and state == "list" else "rule"), None
        if label := self._label_in(line, state):
            return "label", label
        if state == "list" and _HEADING.fullmatch(line.row.text) and self._restarts(self._following(line)):
            return "chapter", None
        return "rest" if self._goes_on(line, state) else "text", None

    def _label_in(self, line: _Line, state: _State) -> _Label | None:
        if state in {"list", "foot"}:
            return self._label(line.row.text, headed=True)
        if state == "notes":
            return self._label(line.row.text, headed=False) or self._stated(line.row.text)
        if line.row.blanks:
            return self._awaited(line.row.text) or self._stated(line.row.text)
        return self._stated(line.row.text) or self._at_foot(line)

    def _opens(self, line: _Line) -> bool:
        following = [row for row in self._following(line, 4) if not RULE.fullmatch(row.text)]
        if line.first in self.begins:
            return True
        if not following or not is_note_heading(line.row.text):
            return False
        first = following[0]
        if first.low + len(first.text) - len(first.text.lstrip()) in self.ends:
            return False
        label = self._label(first.text, headed=True, opening=True)
        if label is not None:
            return not label.form.plain or any(map(str.isdigit, self.waiting)) or not label.label.isdigit()
        if _INLINE.match(first.text.lstrip()):
            return True
        return bool(_HEADING.fullmatch(first.text)) and self._restarts(following[1:])

    def _rules(self, line: _Line) -> bool:
        """Whether a line is a rule above notes: that of a page's foot, or the underline of a heading."""
        if not RULE.fullmatch(line.row.text):
            return False
        following = self._following(line, 1)
        label = self._label(following[0].text, headed=True, opening=True) if following else None
        return label is not None and (self.fresh or bool(self.waiting[label.label]))

    def _restarts(self, following: Sequence[Row]) -> bool:
        label = self._label(following[0].text, headed=True, opening=True) if following else None
        return label is not None and label.label == "1"

    def _label(self, line: str, *, headed: bool, opening: bool = False) -> _Label | None:
        for form in LABEL_FORMS:
            match = form.pattern.match(line) if headed or not form.plain else None
            if match is not None:
                label = label_of(match[1])
                if self._fits(label, form, opening=opening or self.fresh):
                    return _Label(label, match.end(), form)
        return None

    def _fits(self, label: str, form: LabelForm, *, opening: bool) -> bool:
        """Whether a label can begin a note here. A letter or star that no marker has is part of the note before it."""
        if not label.isdigit():
            return bool(self.waiting[label])
        number = int(label)
        if not form.plain:
            return len(label) <= _DIGITS or bool(self.waiting[label])
        last, of = next(((int(note.label), note) for note in reversed(self.found) if note.label.isdigit()), (0, None))
        if not opening and of is not None and of.form in _UNMISTAKABLE:
            return False
        if number == 1:
            return self._is_wanted(label) if last and not opening else not last or self._is_wanted(*self.waiting)
        return number == last + 1 or bool(last and last < number <= last + 1 + _LEFT_OUT and self.waiting[label])

    def _is_wanted(self, *labels: str) -> bool:
        """Whether the text has more markers with one of these numbers than notes were found for it."""
        found = Counter(note.label for note in self.found)
        return any(label.isdigit() and self.waiting[label] > found[label] for label in labels)

    def _awaited(self, line: str) -> _Label | None:
        label = self._label(line, headed=False)
        if label is None or only_markers(line.strip()) or not self.waiting[label.label]:
            return None
        return label

    def _at_foot(self, line: _Line) -> _Label | None:
        """The label of a note at the foot of a page, directly below the text: behind a sentence, before a capital."""
        before = self.rows[line.index - 1].text.rstrip() if line.index else ""
        label = self._label(line.row.text, headed=False) if _SENTENCE_END.search(before) else None
        if label is None or not label.label.isdigit() or not self.open[label.label]:
            return None
        words = line.row.text[label.length :].lstrip("\"'“‘«„(_*")
        return label if words[:1].isupper() else None

    def _stated(self, line: str) -> _Label | None:
        """The label of a note without heading, in a text whose markers have a form that edition.yml states."""
        if not self.stated:
            return None
        label = self._label(line, headed=True, opening=True) or self._waited_for(line)
        return label if label is not None and label.form.plain and self.open[label.label] else None

    def _waited_for(self, line: str) -> _Label | None:
        """A plain number that isn't the next, but the first of those that markers wait for."""
        for form in LABEL_FORMS:
            match = form.pattern.match(line) if form.plain else None
            if match is not None and match[1].isdigit():
                waiting = [int(label) for label, count in self.open.items() if count and label.isdigit()]
                return _Label(match[1], match.end(), form) if waiting and int(match[1]) == min(waiting) else None
        return None

    def _begin(self, label: _Label, line: _Line) -> None:
        low = line.row.low
        begin = low + label.length
        self.found.append(FoundNote(label.label, low, begin, line.end, line.end, label.form.name))
        self.fresh, self.column = False, line.row.indent
        self.open[label.label] = 0
        if not label.label.isdigit():
            del self.waiting[label.label]
        self._wait_within(self.text[begin : line.end])

    def _extend(self, line: _Line) -> None:
        if self.found:
            self.found[-1] = replace(self.found[-1], end=line.end, high=line.end)
            self._wait_within(self.text[line.row.low : line.end])

    def _wait(self, line: str) -> None:
        labels = [label for form in self.forms for label, _, _ in marks_in(line, form)]
        labels += [
            label for match in GROUPED.finditer(line) for label in numbers_of(match[1]) if match[0] != f"[{label}]"
        ]
        for label in labels:
            self.waiting[label] += 1
            self.open[label] += 1

    def _wait_within(self, words: str) -> None:
        """Waits for the notes to a note: numbers in brackets only, since letters and stars are often text there."""
        for match in BRACKETED.finditer(words):
            if match[1].isdigit():
                self.waiting[match[1]] += 1

    def _goes_on(self, line: _Line, state: _State) -> bool:
        """Whether a line without a label belongs to the note before it."""
        if state in {"notes", "foot"} and line.row.begins_page:
            return False
        if state == "text" or not line.row.blanks:
            return state != "text"
        if state == "list":
            headed = _HEADING.fullmatch(line.row.text) or is_note_heading(line.row.text)
            apart = line.row.blanks > 1 or headed
            return not apart or self._resumes(line)
        return self._is_inset(line)

    def _resumes(self, line: _Line) -> bool:
        """Whether the next label is that of the next note of the list, whose marker came before."""
        if not self.found or not self.found[-1].label.isdigit():
            return False
        awaited = str(int(self.found[-1].label) + 1)
        if not self.waiting[awaited]:
            return False
        for row in self.rows[line.index : line.index + _AHEAD]:
            label = self._label(row.text, headed=True)
            if label is not None:
                return label.label == awaited
            if is_note_heading(row.text) or any(
                found == awaited for form in self.forms for found, _, _ in marks_in(row.text, form)
            ):
                return False
        return False

    def _is_inset(self, line: _Line) -> bool:
        """Whether a line after an empty one is indented more than the label, and so are all up to the next label.

        Or up to a heading, two empty lines, or the end of the text.
        """
        least = self.column + _DEEPER
        if line.row.indent < least:
            return False
        for row in self.rows[line.index + 1 :]:
            if row.indent < least:
                label = self._label(row.text, headed=False)
                return label is not None or row.blanks > 1 or bool(_HEADING.fullmatch(row.text))
        return True


#: Labels that no line of a note has by chance.
_UNMISTAKABLE: Final = frozenset({"brackets", "carets", "org", "superscripts", "words"})
#: A number in brackets with more digits is a year.
_DIGITS: Final = 3


def numbers_of(group: str) -> list[str]:
    """The numbers of a group of markers: "1", "3", "4", "5" for "1, 3–5". Empty if one of its spans runs backwards."""
    found: list[str] = []
    for part in re.split(r"[,;]", group):
        first, _, last = re.sub(r"\s*[–—-]\s*", "-", part.strip()).partition("-")
        span = range(int(first), int(last or first) + 1)
        if not span:
            return []
        found += map(str, span)
    return found


def rows(text: str) -> Iterator[Row]:
    """The lines of a text that aren't empty."""
    end = 0
    for match in _LINE.finditer(text):
        if match[0].strip():
            yield Row(match[0], match.start(), text.count("\n", end, match.start()) if end else 1)
            end = match.end()


def _closing(text: str, position: int) -> int | None:
    """Where the bracket that was opened before `position` is closed; None if it isn't."""
    depth = 1
    for match in _BRACKET.finditer(text, position):
        depth += 1 if match[0] == "[" else -1
        if not depth:
            return match.start()
    return None

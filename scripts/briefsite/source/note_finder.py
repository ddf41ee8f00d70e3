"""The finding of notes in a text: where their labels, words and headings stand.

A source prints its notes in blocks after each chapter or at the end (`FOOTNOTES:`, then `[1] …`), under the paragraph
that they belong to, or between brackets inside it (`[Footnote 1: …]`). The rules, in the order in which they apply:

1. `[Footnote 1: … ]` is a note wherever it stands. Inside a block, if no marker for it came before, it marks its place.
2. A line that says no more than "Footnotes", "Notes", "References" opens a block of notes if a label follows.
3. In a block a label at a line's beginning begins a note. What follows without a label belongs to the note before it,
   over one empty line as well; over two or more, or if it is a heading, the block has ended.
4. Without such a heading, a block of lines that begins with a label is a note if a marker before it waits for one.
5. A letter, a star or a dagger is a label, and a marker, only where both are there.

`note_blocks` of edition.yml overrules 2 and 3. A label is a number, letter or sign between brackets, a bare sign, or
under a heading a number with a point. Labels and headings are not shown as text: the list of notes has its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from briefsite.edition.model import Edition
from briefsite.problems import Problems
from briefsite.source.emendation import quotation
from briefsite.source.marker import only_markers
from briefsite.writing.headings import NOTE_HEADINGS
from briefsite.yaml_files.located import Located

_SIGN: Final = r"\*{1,3}|†{1,3}|‡{1,3}|§"
BRACKETED: Final = re.compile(rf"\[([1-9]\d{{0,3}}|[A-Z]|{_SIGN})\]")
#: A sign marks a note behind a word or a closing point, not before one.
BARE_MARK: Final = re.compile(rf"(?<=[\w.,;:!?\"'”’)\]])({_SIGN})(?=[\s.,;:!?\"'”’)—-]|$)")
_INLINE: Final = re.compile(rf"\[\s*(?:foot)?note\s+([1-9]\d{{0,3}}|[A-Z]|{_SIGN})\s*[:.]\s*", re.IGNORECASE)
_HEAD: Final = re.compile(
    r"\s*(?:foot\s?notes?|end\s?notes?|notes?|notes and references|references|anmerkungen|fu(?:ß|ss)noten|notlar"
    rf"|{'|'.join(map(re.escape, NOTE_HEADINGS))})\s*[:.：]?\s*",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(rf"[ \t]*{BRACKETED.pattern}[ \t]*(?=\S)")
_SIGN_LABEL: Final = re.compile(rf"[ \t]*({_SIGN})[ \t]?(?=[\w\"'“‘(_])")
_POINT_LABEL: Final = re.compile(r"[ \t]*([1-9]\d{0,3})[.)][ \t]+(?=\S)")
_HEADING: Final = re.compile(
    r"\s*(?:(?:[Cc]hapter|[Pp]art|[Bb]ook|[Ss]ection)\s+[\dIVXLC]+\b.*|[^a-z]*[A-Z]{2}[^a-z]*)\s*"
)
_BRACKET: Final = re.compile(r"[\[\]]")
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")

#: What a line belongs to: the running text, notes without a heading, a list of notes under one.
_State = Literal["text", "notes", "list"]
#: What a line is. "between brackets": a part of `[Footnote 1: …]`; "opening": the heading of a list of notes; "label":
#: the beginning of a note; "chapter": a heading in a list, after which numbers begin again; "rest": more of a note.
_Kind = Literal["between brackets", "opening", "label", "chapter", "rest", "text"]
#: What the next line belongs to, by what a line is and what it belongs to itself.
_NEXT: Final[Mapping[_Kind, Mapping[_State, _State]]] = {
    "between brackets": {"text": "text", "notes": "text", "list": "text"},
    "opening": {"text": "list", "notes": "list", "list": "list"},
    "label": {"text": "notes", "notes": "notes", "list": "list"},
    "chapter": {"list": "list"},
    "rest": {"notes": "notes", "list": "list"},
    "text": {"text": "text", "notes": "text", "list": "text"},
}


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note in the emended text: `low`..`begin` is its label, up to `end` its words, up to `high` what closes it."""

    label: str
    low: int
    begin: int
    end: int
    high: int
    marks: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that isn't empty, with its line end: where it is, how many empty ones are before it, which two follow.

    It begins at `low`, its words at `first`. At `end` it ends, or there a note between brackets begins (`cut`).
    """

    text: str
    low: int
    first: int
    end: int
    blanks: int
    following: Sequence[str]
    between_brackets: bool
    cut: bool


def is_note_heading(line: str) -> bool:
    """Whether a line is no more than the heading of a list of notes."""
    return bool(_HEAD.fullmatch(line))


class NoteFinder:
    """The state of one search for notes. Lives for one call."""

    def __init__(self, text: str, edition: Edition, located: Located, problems: Problems) -> None:
        self.text, self.problems = text, problems
        self.unclosed: list[tuple[int, str]] = []
        self.begins = self._quoted("begin", edition.note_blocks.begin, located)
        self.ends = self._quoted("end", edition.note_blocks.end, located)
        self.found: list[FoundNote] = []
        self.heads: list[tuple[int, int]] = []
        self.waiting: dict[str, int] = {}

    def _quoted(self, name: str, quotations: Sequence[str], located: Located) -> set[int]:
        positions = set()
        for index, words in enumerate(quotations):
            places = [match.start() for match in quotation(words).finditer(self.text)]
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
            if line.first in self.ends:
                state = "text"
            kind, label = self._classified(line, state)
            if label is not None:
                self._begin(label, line.low, line.end)
            elif kind in {"opening", "chapter"}:
                self.heads.append((line.low, line.end))
            elif kind == "rest":
                self._extend(line.end)
            elif kind == "text":
                self._wait(line.text)
            state = "text" if line.cut else _NEXT[kind][state]
        return sorted([*inline, *self.found], key=lambda note: note.low), self.heads

    def _inline(self) -> Iterator[FoundNote]:
        behind = 0
        marked: dict[str, int] = {}
        for match in _INLINE.finditer(self.text):
            if match.start() < behind or match.start() in self.ends:
                continue
            for earlier in BRACKETED.finditer(self.text, behind, match.start()):
                marked[earlier[1]] = marked.get(earlier[1], 0) + 1
            close = _closing(self.text, match.end())
            if close is None:
                self.unclosed.append((match.start(), match[1]))
                continue
            begins_block = not self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
            marks = not begins_block and not marked.get(match[1])
            marked.pop(match[1], None)
            behind = close + 1
            yield FoundNote(match[1], match.start(), match.end(), close, close + 1, marks=marks)

    def _lines(self, inline: Sequence[FoundNote]) -> Iterator[_Line]:
        """The lines, held against the notes between brackets."""
        matches = [match for match in _LINE.finditer(self.text) if match[0].strip()]
        lows = [note.low for note in inline]
        for index, match in enumerate(matches):
            first = match.end() - len(match[0].lstrip())
            within = bisect_right(lows, first) - 1
            # A note between brackets is not part of the note around it.
            end = min([match.end(), *lows[within + 1 : within + 2]])
            yield _Line(
                match[0],
                match.start(),
                first,
                end,
                self.text.count("\n", matches[index - 1].end(), match.start()) if index else 1,
                [other[0] for other in matches[index + 1 : index + 3]],
                between_brackets=within >= 0 and first < inline[within].high,
                cut=end < match.end(),
            )

    def _classified(self, line: _Line, state: _State) -> tuple[_Kind, re.Match[str] | None]:
        """What a line is, and the label that it begins with if it begins a note."""
        if line.between_brackets:
            return "between brackets", None
        if self._opens(line):
            return "opening", None
        if label := self._label_in(line, state):
            return "label", label
        if state == "list" and _HEADING.fullmatch(line.text) and self._restarts(line.following):
            return "chapter", None
        return "rest" if _goes_on(line, state) else "text", None

    def _label_in(self, line: _Line, state: _State) -> re.Match[str] | None:
        if state == "text":
            return self._awaited(line.text) if line.blanks else None
        return self._label(line.text, headed=state == "list")

    def _opens(self, line: _Line) -> bool:
        following = line.following
        if line.first in self.begins:
            return True
        if not following or not _HEAD.fullmatch(line.text):
            return False
        if self._label(following[0], headed=True) or _INLINE.match(following[0].lstrip()):
            return True
        return bool(_HEADING.fullmatch(following[0])) and self._restarts(following[1:])

    def _restarts(self, following: Sequence[str]) -> bool:
        label = self._label(following[0], headed=True) if following else None
        return label is not None and label[1] == "1"

    def _label(self, line: str, *, headed: bool) -> re.Match[str] | None:
        match = _LABEL.match(line) or _SIGN_LABEL.match(line)
        if match and not match[1].isdigit() and match[1] not in self.waiting:
            match = None  # a letter or star that no marker has is a part of the note before it
        if match is None and headed:
            match = _POINT_LABEL.match(line)
            last = next((int(note.label) for note in reversed(self.found) if note.label.isdigit()), 0)
            if match and match[1] not in {"1", str(last + 1)}:
                match = None
        return match

    def _awaited(self, line: str) -> re.Match[str] | None:
        match = _LABEL.match(line) or _SIGN_LABEL.match(line)
        if match is None or only_markers(line.strip()) or not self.waiting.get(match[1]):
            return None
        return match

    def _begin(self, label: re.Match[str], low: int, end: int) -> None:
        begin = low + label.end()
        self.found.append(FoundNote(label[1], low, begin, end, end))
        if not label[1].isdigit():
            self.waiting.pop(label[1], None)

    def _extend(self, end: int) -> None:
        if self.found:
            self.found[-1] = replace(self.found[-1], end=end, high=end)

    def _wait(self, line: str) -> None:
        for pattern in (BRACKETED, BARE_MARK):
            for match in pattern.finditer(line):
                self.waiting[match[1]] = self.waiting.get(match[1], 0) + 1


def _goes_on(line: _Line, state: _State) -> bool:
    """Whether a line without a label belongs to the note before it."""
    if state == "text" or not line.blanks:
        return state != "text"
    return state == "list" and line.blanks == 1 and not _HEADING.fullmatch(line.text)


def _closing(text: str, position: int) -> int | None:
    """Where the bracket that was opened before `position` is closed; None if it isn't."""
    depth = 1
    for match in _BRACKET.finditer(text, position):
        depth += 1 if match[0] == "[" else -1
        if not depth:
            return match.start()
    return None

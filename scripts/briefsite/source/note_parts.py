"""Note parts: where a list of notes goes over to the notes of another chapter, and where the text goes on below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from briefsite.source.marker_forms import MarkerForm, marks_in
from briefsite.source.note_headings import RULE, is_note_heading, is_part_heading, names_part
from briefsite.source.note_labels import AwaitedLabels
from briefsite.source.note_lines import Row
from briefsite.source.note_lists import numbers_ahead
from briefsite.source.sentence import ends_sentence
from briefsite.writing.book_words import name_key
from briefsite.writing.script import is_small

#: The longest line that heads a part of a text, in characters.
_SHORT: Final = 60
#: How much deeper than the labels of its list the words of a note may be, in columns.
_DEEPER: Final = 2
#: How far ahead the next list of notes is looked for, in lines that aren't empty.
_AHEAD: Final = 300
#: The most words of a heading of notes that isn't known as one; what looks like one and ends a text.
_WORDS: Final = 8
_LAST_WORDS: Final = frozenset(
    (
        *(
            "the end",
            "end",
            "finis",
            "ende",
            "fin",
            "fine",
            "fim",
            "son",
            "slut",
            "einde",
            "koniec",
            "конец",
            "完",
            "終",
        ),
        *("終わり", "amen", "adieu", "vale", "farewell", "explicit", "stop", "over"),
    )
)
_OPEN: Final = (",", ";", ":", "-", "–", "—")


class NoteParts:
    """The rows of a text, and the labels of notes as they are read. Lives for one search."""

    def __init__(self, rows: Sequence[Row], labels: AwaitedLabels) -> None:
        self.rows, self.labels = rows, labels

    def restarts(self, index: int) -> bool:
        """Whether a list of notes begins with 1 at a row."""
        row = self.rows[index] if index < len(self.rows) else None
        label = self.labels.label(row.text, headed=True, opening=True) if row else None
        return label is not None and label.label == "1"

    def heads_part(self, index: int) -> bool:
        """Whether a row in a list says which part of the text the notes below it are for, which begin again with 1.

        It names the part, or has the words of a line in the text, as the heading of a chapter has. A part may have a
        second line: its title.
        """
        if not self._may_head_part(index):
            return False
        return self.restarts(index + 1) or (self._may_head_part(index + 1) and self.restarts(index + 2))

    def heads_text(self, index: int, column: int) -> bool:
        """Whether a row between empty lines is like the heading of a part of the text, not of notes."""
        row = self.rows[index]
        following = self.rows[index + 1] if index + 1 < len(self.rows) else None
        words = row.text.strip()
        return (
            following is not None
            and bool(row.blanks and following.blanks)
            and len(words) <= _SHORT
            and row.indent < column + _DEEPER
            and not (ends_sentence(words) or words.endswith(_OPEN) or is_small(words[:1]))
            and ends_sentence(following.text.rstrip())
        )

    def heads_last_list(self, index: int) -> bool:
        """Whether a row with any words heads the notes that end the text: "Sources consulted", "1. Quellenverweise".

        It is alone between empty lines, below the end of a sentence, and two notes or more follow it. A name, a date,
        a greeting or "The End" is the author's last line and no heading.
        """
        if index < 1 or index + 1 >= len(self.rows):
            return False
        before, row, following = self.rows[index - 1 : index + 2]
        words = row.text.strip()
        if not (row.blanks and following.blanks and len(words) <= _SHORT) or len(words.split()) > _WORDS:
            return False
        numbers, alone = numbers_ahead(self.rows[index + 1 :], is_part_heading)
        rising = alone and len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
        marked = any(True for form in self.labels.forms for _ in marks_in(words, form))
        return rising and not marked and self._may_head_list(before.text.rstrip(), words)

    def _may_head_list(self, before: str, words: str) -> bool:
        bare = words.strip(" #*_:.=-–—").casefold()
        ends = ends_sentence(words) and not words.endswith(":")
        parts = re.findall(r"[^\W\d_][\w.'’-]*", words)
        named = not words.isupper() and len(parts) > 1 and all(part[0].isupper() for part in parts)
        last = bare in _LAST_WORDS or named or re.search(r"\d{3}|\b[^\W\d_]\.", words)
        begins = not is_small(words.lstrip("#*_ ")[:1]) and words[0] not in '—–-"“«„(['
        return begins and not (ends or last or words.endswith((",", ";"))) and ends_sentence(before)

    def marks_anew(self, index: int, column: int, last: int, forms: Sequence[MarkerForm]) -> bool:
        """Whether a paragraph has markers of notes that a later list has: the number 1, or the one after the `last`."""
        row = self.rows[index]
        if not row.blanks or row.indent >= column + _DEEPER:
            return False
        marked = {label for one in self._paragraph(index) for form in forms for label, _, _ in marks_in(one.text, form)}
        if not {"1", str(last + 1)} & marked:
            return False
        opened = False
        for at in range(index + 1, min(index + _AHEAD, len(self.rows))):
            text = self.rows[at].text
            opened = opened or is_note_heading(text) or bool(RULE.fullmatch(text))
            label = self.labels.label(text, headed=True, opening=True)
            if label is not None and label.label in marked:
                return label.label == "1" or (opened and label.label == str(last + 1))
        return False

    def is_inset(self, index: int, column: int) -> bool:
        """Whether a row after an empty line is indented more than the label, and so are all up to the next label.

        Or up to a heading, two empty lines, or the end of the text. The label is at `column`.
        """
        least = column + _DEEPER
        if self.rows[index].indent < least:
            return False
        for row in self.rows[index + 1 :]:
            if row.indent < least:
                label = self.labels.label(row.text, headed=False)
                return label is not None or row.blanks > 1 or is_part_heading(row.text)
        return True

    def _paragraph(self, index: int) -> Iterator[Row]:
        yield self.rows[index]
        for row in self.rows[index + 1 :]:
            if row.blanks:
                return
            yield row

    def _may_head_part(self, index: int) -> bool:
        if index >= len(self.rows):
            return False
        words = self.rows[index].text.strip()
        if names_part(words):
            return True
        return len(words) <= _SHORT and self._first.get(name_key(words), index) < index

    @cached_property
    def _first(self) -> dict[str, int]:
        """The short lines that end no sentence, each with the first row that has it."""
        found: dict[str, int] = {}
        for index, row in enumerate(self.rows):
            words = row.text.strip()
            if len(words) <= _SHORT and re.search(r"[^\W\d_]", words) and not ends_sentence(words):
                found.setdefault(name_key(words), index)
        return found

"""The forms of markers that a first edition states: those that would be taken for text if it didn't."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, get_args

import msgspec

from briefsite.edition.model import Edition, StatedForm
from briefsite.problems.collector import Problems
from briefsite.source.marker import marked
from briefsite.source.marker_forms import FORMS, marks_in
from briefsite.source.note_groups import IN_PARENTHESES, Member, members
from briefsite.source.note_headings import is_note_heading
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.source.source_notes import separate_notes
from briefsite.yaml_files.located import Located

#: How many notes a list without a heading has at least.
_FEWEST: Final = 2


def stated_forms(source: Source, text: Passage, edition: Edition, located: Located) -> tuple[StatedForm, ...]:
    """The forms of markers that the edition of a text should state: those that lead to all notes of a list.

    A list has a heading, or two notes or more.
    """
    return tuple(name for name in get_args(StatedForm) if _is_form(name, source, text, edition, located))


def _in_groups(text: str) -> Iterator[Member]:
    return (mark for match in IN_PARENTHESES.finditer(text) for mark in members(match))


def _is_form(name: StatedForm, source: Source, text: Passage, edition: Edition, located: Located) -> bool:
    grouped = name == "parentheses" and any("1" in mark.labels for mark in _in_groups(text.text))
    if not (grouped or any(label == "1" for label, _, _ in marks_in(text.text, FORMS[name]))):
        return False
    without = separate_notes(source, text, edition, located, Problems())
    stated = msgspec.structs.replace(edition, note_forms=(name,))
    found = separate_notes(source, text, stated, located, Problems())
    own = Counter(marker.label for marker in marked(found.text)) - Counter(m.label for m in marked(without.text))
    gained = Counter(note.label for note in found.notes)
    headed = any(is_note_heading(part.passage.text.strip()) for part in found.parts if part.kind == "label")
    few = sum(gained.values()) < _FEWEST - headed
    return not few and bool(own) and all(own[label] >= count for label, count in gained.items())

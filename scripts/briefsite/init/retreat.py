"""The retreat from what a first edition can't state: it has to build, so what is at fault is left out again.

Nothing of the text is lost by that: an emendation that is left out leaves the words as they stand, a page that is left
out goes on the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefsite.file_names import EDITION_FILE
from briefsite.init.draft_file import Draft, number_in_yaml
from briefsite.problems.problem import Fix, Problem
from briefsite.scalar import quoted
from briefsite.source.source import Source, printable
from briefsite.words import squeezed

#: At most so many lines are quoted for an emendation.
_LINES: Final = 12


def without_faults(draft: Draft, text: str, problems: Sequence[Problem]) -> bool:
    """Takes out of the draft what `problems` find wrong in its file, `text`. Returns whether there was anything."""
    lines = text.split("\n")
    at_fault = {
        lines[problem.place.line - 1]
        for problem in problems
        if problem.severity == "error" and problem.place.file.endswith(EDITION_FILE) and problem.place.line
    }
    before = _entries(draft)
    draft.certain = [fix for fix in draft.certain if not _is_in(fix.entry, at_fault)]
    draft.emendations = [fix for fix in draft.emendations if not _is_in(fix.proposal, at_fault)]
    draft.splits = [words for words in draft.splits if f"  - {quoted(words)}" not in at_fault]
    draft.note_ends = [words for words in draft.note_ends if f"    - {quoted(words)}" not in at_fault]
    draft.notes = [label for label in draft.notes if not _is_in(f"- {{number: {number_in_yaml(label)},", at_fault)]
    if draft.licence not in draft.splits:
        draft.licence = ""
    return _entries(draft) < before


def without_pages(draft: Draft) -> bool:
    """Takes out all pages and sections but the overview, which then has the whole text. Whether there were any."""
    had = len(draft.pages) > 1 or any(page.sections for page in draft.pages)
    draft.pages = [replace(page, title="Overview", sections=()) for page in draft.pages[:1]]
    return had


def over_line(draft: Draft, source: Source, problem: Problem) -> Iterator[Fix]:
    """One emendation of a whole line, in place of all those in it and of the one that `problem` proposes.

    Single ones may be too close to one another, or too like others, to be quoted. Of a line that comes twice, those
    before it are part of the quotation, or else those after it. Nothing if that isn't enough.
    """
    place, fix = problem.place, problem.fix
    text = squeezed(source.text)
    around = [(before, 0) for before in range(min(place.line, _LINES))] + [(0, after) for after in range(1, _LINES)]
    for before, after in around:
        line = squeezed("\n".join(source.lines[place.line - 1 - before : place.line + after]))
        if not line or text.count(line) > 1:
            continue
        inside = [own for own in draft.emendations if own.find in line]
        read = line
        for own in [*inside, *([fix] if fix is not None and fix.sure else [])]:
            read = read.replace(own.find, own.read, 1)
        read = squeezed(printable(read))
        if read != line or problem.code == "S04":  # some control characters count as blanks where words are quoted
            draft.emendations = [own for own in draft.emendations if own not in inside]
            yield Fix(line, read, fix.because if fix is not None else "damaged")
        return


def _entries(draft: Draft) -> int:
    fixes, words = [*draft.certain, *draft.emendations], [*draft.splits, *draft.note_ends, *draft.notes]
    return len(fixes) + len(words)


def _is_in(entry: str, lines: set[str]) -> bool:
    return any(entry in line for line in lines)

"""Corrections of a draft: what a first edition states in answer to the errors of its reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from briefsite.init.draft_file import Draft
from briefsite.problems.problem import Fix, Problem
from briefsite.source.emendation import lead, quotation
from briefsite.source.source import Source
from briefsite.words import squeezed
from briefsite.writing.segmentation import first_words, word_spans


def corrected(draft: Draft, says: list[str], source: Source, problems: Sequence[Problem]) -> bool:
    """Corrects the errors that can be corrected, with a line in `says` for each. Whether there was any."""
    before = draft.size
    # Damage comes first: a marker may look broken only because of a control character in it, and may lack its note
    # only because the note was not recognized yet.
    errors = [problem for problem in problems if problem.severity == "error"]
    for some in ([p for p in errors if p.code == "S04"], [p for p in errors if p.code != "N01"], errors):
        for problem in some:
            says += _remedy(draft, source, problem)
        if draft.size > before:
            return True
    return False


def _remedy(draft: Draft, source: Source, problem: Problem) -> Iterator[str]:
    place = problem.place
    here = source.offset(place.line, place.column) if place.file.endswith(f"/{source.file}") and place.line else -1
    where = f"line {place.line}"
    if problem.code == "N01":
        if problem.subject not in draft.notes:
            draft.notes.append(problem.subject)
    elif problem.fix is not None:
        fix = problem.fix
        if fix.sure and fix not in draft.emendations:
            draft.emendations.append(fix)
            yield f'{where}: {problem.message}: "{fix.find}" read {fix.read}'
    elif problem.code in {"N07", "N08"} and here >= 0:
        words = quoted_once(source, here)
        if words and words not in draft.note_ends:
            draft.note_ends.append(words)
            yield f"{where}: {problem.message}: left in the text"
    elif problem.code == "N10" and here >= 0:
        end = source.text.find("\n\n", here)
        end = len(source.text.rstrip()) if end < 0 else end
        words = lead(source.text, end, end) or ""
        fix = Fix(words, f"{words}]", "the bracket that begins the note is never closed", sure=False)
        if words and fix not in draft.emendations:
            draft.emendations.append(fix)
            yield f"{where}: {problem.message}: taken to end with its paragraph"


def quoted_once(source: Source, start: int) -> str:
    """The words from `start` on, enough to occur only once, or up to the end; empty if 400 characters don't do."""
    text = source.text[start : start + 400]
    least = len(first_words(text, 2))
    for end in (high for _, high in word_spans(text) if high >= least):
        quoted = squeezed(text[:end])
        if len(list(islice(quotation(quoted).finditer(source.text), 2))) == 1:
            return quoted
    return squeezed(text) if start + len(text) == len(source.text) else ""

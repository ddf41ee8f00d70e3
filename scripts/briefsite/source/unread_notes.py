"""Unread notes: what looks like the markers or the notes of a text, and is not read as such.

Every form is asked about once, at the first of its places, and only where it is likely: two numbers in a row, a list
that has them, a heading above a numbered list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

from briefsite.edition.model import Edition
from briefsite.problems.collector import Problems
from briefsite.source.emendation import quotation
from briefsite.source.inline_notes import UNNUMBERED_LABEL
from briefsite.source.label_forms import LABEL_FORMS
from briefsite.source.marker_forms import MARKER_FORMS, MarkerForm, marks_in
from briefsite.source.marking import MarkerSpan, in_sequence
from briefsite.source.note_groups import GROUPED, members
from briefsite.source.note_text import TextAndNotes
from briefsite.source.passage import Passage
from briefsite.source.sentence import ends_sentence
from briefsite.source.source import Source
from briefsite.source.unread_lists import Unread, is_listed, named, unread_lists
from briefsite.words import squeezed
from briefsite.writing.script import is_small
from briefsite.writing.segmentation import first_words

#: What a number that marks a note is directly behind.
_SENTENCE_ENDS: Final = frozenset(".!?…”’»。！？؟।")
#: The fewest words of a note that may go on elsewhere; how many characters the words of a question are taken from.
_LONG: Final = 8
_QUOTED: Final = 120
#: Forms that nothing but notes has: a single one is worth a question.
_PECULIAR: Final = frozenset({"carets", "org"})


def find_unread_notes(source: Source, read: TextAndNotes, edition: Edition, problems: Problems) -> None:
    """Problem N11, a warning, for everything in the running text that looks like markers or a list of notes.

    The running text of `read` has the runs of what was read as markers. A list and its markers are one question.
    """
    text = read.text
    known = {*(note.label for note in read.notes), *(entry.label for entry in edition.notes)}
    forms = list(_forms(text, edition, known))
    lists = list(unread_lists(text, known - {note.label for note in read.notes}, forms))
    listed = {label for unread in lists for label in unread.labels}
    alone = [unread for unread in forms if not listed or not listed & unread.labels]
    for unread in (*_numbers(text, edition), *_groups(text), *alone, *lists, *_left_out(text, edition)):
        shown = [text.text[low:high].strip() for low, high in unread.places]
        low, high = unread.places[0]
        offset = text.place(low + len(text.text[low:high]) - len(text.text[low:high].lstrip()))
        message = f"{named(shown)} {unread.says}"
        problems.warning(source.place(offset, len(shown[0])), "N11", message, unread.help_, subject=shown[0])
    _ask_of_interrupted(source, read, problems)


def _ask_of_interrupted(source: Source, read: TextAndNotes, problems: Problems) -> None:
    """Problem N11, a warning, where a note stops within a sentence, and what follows it goes on in small letters.

    It may be more of the note, from the next page. A short note without a full stop is no reason to ask.
    """
    for note, after in pairwise(read.parts):
        words, following = note.passage.text.rstrip(), after.passage.text.lstrip()
        if note.kind != "note" or after.kind != "text" or not is_small(following[:1]):
            continue
        last = words.split()[-_LONG:]
        if len(last) < _LONG or not is_small(last[-1][:1]) or ends_sentence(words):
            continue
        begin, end = note.passage.extent
        whole = (one.passage.extent for one in read.notes)
        if not any(low <= begin and end < high for low, high in whole):  # more of it was found
            begun = first_words(squeezed(following[:_QUOTED]), 5)
            message = f'"{begun}" may be more of the note before it, which does not end a sentence: it is in the text'
            help_ = f'if so, emend it to "*[Footnote: {begun} …", and its end to "…]"'
            place = source.place(after.passage.place(len(after.passage.text) - len(following)), len(begun))
            problems.warning(place, "N11", message, help_, subject=begun)


def _numbers(text: Passage, edition: Edition) -> Iterator[Unread]:
    """Numbers in brackets that mark no note: years, numbers of pages. Not where edition.yml says that notes end."""
    if not edition.note_blocks.read:
        return
    begin = 0
    found = []
    ends = [quotation(words) for words in edition.note_blocks.end]
    for run in text.runs:
        if run.style == "plain" and run.text and not any(end.match(text.text, begin) for end in ends):
            found.append((begin, begin + len(run.text)))
        begin += len(run.text)
    if found:
        says = "may be years, pages or markers: no notes have these numbers, so they are text"
        if len({text.text[low:high] for low, high in found}) == 1:
            says = "may be a year, a page or a marker: no note has this number, so it is text"
        yield Unread(found, says, "if it is a marker, add its note to edition.yml, under notes")


def _left_out(text: Passage, edition: Edition) -> Iterator[Unread]:
    """Lines that begin as notes do, and are left in the text because edition.yml says that notes end there."""
    found = []
    for words in edition.note_blocks.end:
        match = quotation(words).search(text.text)
        if match is not None and any(form.pattern.match(match[0]) for form in LABEL_FORMS):
            line = text.text[match.start() :].split("\n", 1)[0].rstrip()
            found.append((match.start(), match.start() + len(line)))
    if found:
        says = "begins like a note, but note_blocks excludes it"
        if len(found) > 1:
            says = "begin like notes, but note_blocks excludes them"
        help_ = "if that is right, ignore this; if not, emend the marker or number and edit note_blocks"
        yield Unread(sorted(found), f"{says} in the text", help_)


def _groups(text: Passage) -> Iterator[Unread]:
    taken = _taken(text)
    groups = [match.span() for match in GROUPED.finditer(text.text) if members(match)]
    groups = [span for span in groups if not _is_taken(taken, span[0])]
    if groups:
        says = f"look{'s' * (len(groups) == 1)} like markers, but not all of their numbers have notes"
        yield Unread(groups, says, "if they are, add the missing notes to edition.yml, under notes")


def _forms(text: Passage, edition: Edition, known: Collection[str]) -> Iterator[Unread]:
    """The forms of markers of which there are some in a row that mark no note."""
    taken = _taken(text)
    for form in MARKER_FORMS:
        if form.name in {"brackets", "signs"}:
            continue
        marks = [
            MarkerSpan(low, high, (label,))
            for label, low, high in marks_in(text.text, form)
            if not (_is_taken(taken, low) or label == UNNUMBERED_LABEL or (form.weak and label in known))
        ]
        likely = _likely(text.text, marks, form)
        if likely:
            places = [(mark.low, mark.high) for mark in likely]
            says = f"look{'s' * (len(places) == 1)} like {'markers' if len(places) > 1 else 'a marker'} of notes"
            says += ", and no notes with such labels were found"
            help_ = "name the heading of their list, or the words that begin it, under note_blocks: begin"
            if form.stated and form.name not in edition.note_forms:
                state = f"note_forms: [{', '.join((*edition.note_forms, form.name))}]"
                help_ = (
                    f"if so, add to edition.yml   {state}   and name what begins their list under note_blocks: begin"
                )
                if is_listed(text.text, likely[0].low, form.name):
                    says = says.replace("no notes with such labels were found", "there is a list with these numbers")
                    help_ = f"if so, add to edition.yml   {state}"
            yield Unread(places, says, help_, frozenset(mark.labels[0] for mark in likely))


def _likely(text: str, marks: Sequence[MarkerSpan], form: MarkerForm) -> Sequence[MarkerSpan]:
    """Those of `marks` that probably are markers: all of a peculiar form, else two or more in a row.

    Of a form that has to be stated, there is a list with the same numbers, or all are directly behind a point.
    """
    if form.name in _PECULIAR:
        return marks
    if form.name in {"letters", "raised letters"}:
        labels = {mark.labels[0] for mark in marks}
        return marks if {"a", "b"} <= labels or {"i", "ii"} <= labels else ()
    row = list(in_sequence(mark for mark in marks if mark.labels[0].isdecimal()))
    if not {"1", "2"} <= {mark.labels[0] for mark in row}:
        return ()
    if not form.stated or (row[0].labels == ("1",) and is_listed(text, row[0].low, form.name)):
        return row
    behind = list(in_sequence(mark for mark in row if text[mark.low - 1] in _SENTENCE_ENDS))
    return behind if {"1", "2"} <= {mark.labels[0] for mark in behind} else ()


def _taken(text: Passage) -> Sequence[tuple[int, int]]:
    begin = 0
    found = []
    for run in text.runs:
        if run.style == "mark" and run.text:
            found.append((begin, begin + len(run.text)))
        begin += len(run.text)
    return found


def _is_taken(taken: Sequence[tuple[int, int]], position: int) -> bool:
    at = bisect_right(taken, (position, len(taken) and taken[-1][1])) - 1
    return at >= 0 and taken[at][0] <= position < taken[at][1]

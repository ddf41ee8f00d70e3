"""Source notes: the notes printed in the source, separated from its running text.

`note_finder` finds them. Their labels and headings are not shown as text: the page's list of notes has its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from msgspec import structs

from briefsite.edition.model import Edition
from briefsite.problems.collector import Problems
from briefsite.source.emendation import quotation
from briefsite.source.inline_notes import UNNUMBERED_LABEL
from briefsite.source.marker import MARKER, Marker, markers
from briefsite.source.marking import marked_text
from briefsite.source.note_finder import find_notes
from briefsite.source.note_lines import FoundNote
from briefsite.source.note_text import NoteText, Stretch, TextAndNotes
from briefsite.source.passage import Passage, Run
from briefsite.source.source import Source
from briefsite.source.structured_notes import structured_notes
from briefsite.yaml_files.located import Located


def separate_notes(
    source: Source, text: Passage, edition: Edition, located: Located, problems: Problems
) -> TextAndNotes:
    """Separates the notes from the running text.

    Problems: N08 a number twice in a series, N10 a bracket that is never closed, P01 a wrong quotation in
    `note_blocks`.
    """
    if source.structure is not None:
        return structured_notes(source, source.structure, text)
    if not edition.note_blocks.read:
        _ask_of_unread(source, text, problems)
        plain = _without_markers(text)
        return TextAndNotes(plain, (), (Stretch("text", plain),) if plain else ())
    begins, ends = (_stated(text.text, name, edition, located, problems) for name in ("begin", "end"))
    search = find_notes(text.text, edition.note_forms, begins, ends)
    found, heads = search.notes, search.heads
    for position, label in search.unclosed:
        message = f"note {label} begins here, but its bracket is never closed"
        place = source.place(text.place(position))
        problems.error(place, "N10", message, 'add the closing "]" with an emendation', subject=label)
    entries = {entry.label for entry in edition.notes}
    marked = marked_text(text, found, heads, search.forms, entries, ends)
    if not found:
        return TextAndNotes(marked, (), (Stretch("text", marked),) if marked else ())
    parts, body = _divided(marked, found, heads)
    notes = _in_series(marked, found, heads)
    _check_labels(source, notes, problems)
    return TextAndNotes(body, tuple(notes), parts)


def _stated(
    text: str, name: Literal["begin", "end"], edition: Edition, located: Located, problems: Problems
) -> frozenset[int]:
    """The positions in the text at which notes begin or end as edition.yml says. Problem P01."""
    positions = set()
    for index, words in enumerate(getattr(edition.note_blocks, name)):
        matches = list(quotation(words).finditer(text))
        # Words up to the end of the text can't be more: they are those at the end.
        at_end = matches[-1:] if matches and matches[-1].end() == len(text.rstrip()) else matches
        places = [match.start() for match in at_end]
        if len(places) == 1:
            positions.add(places[0])
        else:
            there = f"in the text {len(places)} times" if places else "not in the text"
            place = located.place("note_blocks", name, index)
            message, help_ = f'"{words}" is {there}', "copy the first words of the line"
            problems.error(place, "P01", message, help_, subject=words)
    return frozenset(positions)


def _ask_of_unread(source: Source, text: Passage, problems: Problems) -> None:
    """Problem N02, a warning, if there are numbers in brackets, and edition.yml says that they are no markers."""
    found = list(MARKER.finditer(text.text))
    if found:
        more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
        message = f"{found[0][0]}{more} may mark a note, but is left in the text, as note_blocks says"
        help_ = "in edition.yml, take out   read: no   and answer the question about each"
        place = source.place(text.place(found[0].start()), len(found[0][0]))
        problems.warning(place, "N02", message, help_, subject="note_blocks")


def _without_markers(text: Passage) -> Passage:
    """The text with its numbers in brackets as runs that mark no note."""
    out = Passage()
    position = 0
    for match in MARKER.finditer(text.text):
        number = text[match.start() : match.end()]
        plain = tuple(structs.replace(run, style="plain") if run.text else run for run in number.runs)
        out += text[position : match.start()] + Passage(plain)
        position = match.end()
    return out + text[position:] if position else text


def _divided(
    text: Passage, found: Sequence[FoundNote], heads: Sequence[tuple[int, int]]
) -> tuple[tuple[Stretch, ...], Passage]:
    spans: list[tuple[int, int, Literal["text", "label", "note"], bool]] = [(*head, "label", False) for head in heads]
    for note in found:
        spans += [(note.low, note.begin, "label", note.marks), (note.begin, note.end, "note", False)]
        spans += [(note.end, note.high, "label", False)] if note.high > note.end else []
    labels = {note.low: note.label for note in found if note.marks}
    parts: list[Stretch] = []
    body: list[Run] = []
    position = 0
    for low, high, kind, marks in sorted(spans):
        if low > position:
            parts.append(Stretch("text", text[position:low]))
            body += parts[-1].passage.runs
        parts.append(Stretch(kind, text[low:high]))
        if marks:
            begin, end = parts[-1].passage.extent
            body.append(_mark_of(labels[low], begin, end))
        position = high
    if position < len(text):
        parts.append(Stretch("text", text[position:]))
        body += parts[-1].passage.runs
    return tuple(parts), Passage(tuple(body))


def _mark_of(label: str, begin: int, end: int) -> Run:
    """The mark of a note between brackets, at its place."""
    if label == UNNUMBERED_LABEL:
        return Run(label, begin, end, None, "mark")
    return Run(f"[{label}]", begin, end, None, "" if label.isdigit() else "mark")


def _in_series(text: Passage, found: Sequence[FoundNote], heads: Sequence[tuple[int, int]]) -> list[NoteText]:
    """The notes with their series and scopes. Notes with no running text between them are a group.

    A group of one series answers the markers since the group before it. For a group of several, that stretch is
    divided where the numbers of the markers begin again.
    """
    groups: list[list[list[FoundNote]]] = []
    whole = [note for note in found if not note.continues]
    for before, note in zip([None, *whole], whole, strict=False):
        between = [head for head in heads if before and before.high <= head[0] < note.low]
        rest = text.text[before.high : note.low] if before else ""
        headings = "".join(text.text[low:high] for low, high in between)
        if before is None or note.marks or "".join(rest.split()) != "".join(headings.split()):
            groups.append([[note]])
        elif between or (note.label.isdigit() and note.label == groups[-1][-1][0].label):
            groups[-1].append([note])
        else:
            groups[-1][-1].append(note)
    notes: list[NoteText] = []
    shown = [marker for marker in markers(text) if marker.label.isdigit()]
    series = 0
    begin = 0
    for group in groups:
        end = group[0][0].high if group[0][0].marks else group[0][0].low
        for part, (low, high) in zip(group, _scopes(shown, group, begin, end), strict=True):
            series += 1
            scope = (text.place(low), text.place(high))
            notes += [NoteText(n.label, text[n.begin : n.end], text.place(n.low), series, scope) for n in part]
        begin = end
    return _continued(text, found, notes) if len(whole) < len(found) else notes


def _continued(text: Passage, found: Sequence[FoundNote], notes: Sequence[NoteText]) -> list[NoteText]:
    """The notes, with what `*[Footnote: … ]` adds to them."""
    whole = iter(notes)
    out: list[NoteText] = []
    for note in found:
        if note.continues:
            added = text[note.begin : note.end]
            begin = added.extent[0]
            joined = out[-1].passage + Passage((Run(" ", begin, begin),)) + added
            out[-1] = replace(out[-1], passage=joined)
        else:
            out.append(next(whole))
    return out


def _scopes(
    shown: Sequence[Marker], group: Sequence[Sequence[FoundNote]], begin: int, end: int
) -> Iterator[tuple[int, int]]:
    first = group[0][0].label
    within = [marker for marker in shown if begin <= marker.start < end]
    firsts = [marker.start for marker in within if marker.label == first]
    if len(firsts) == len(group):  # a part may have a single note
        return pairwise([begin, *firsts[1:], end])
    cuts = [begin]
    highest = 0
    for marker in within:
        number = int(marker.label)
        if len(cuts) < len(group) and marker.label == first and highest > number:
            cuts.append(marker.start)
            highest = 0
        highest = max(highest, number)
    cuts += [end] * (len(group) + 1 - len(cuts))
    return pairwise(cuts)


def _check_labels(source: Source, notes: Sequence[NoteText], problems: Problems) -> None:
    seen: set[tuple[int, str]] = set()
    for note in notes:
        if note.label.isdigit() and (note.series, note.label) in seen:
            message = f"note {note.label} appears twice in one list of notes"
            help_ = "if one of the numbers is damaged, correct it with an emendation"
            place = source.place(note.start, len(note.label) + 2)
            problems.error(place, "N08", message, help_, subject=note.label)
        seen.add((note.series, note.label))

"""Notes at the feet of pages and columns: which lines they are, where each begins, and where its mark is in the text.

Notes are below a short rule, or set in smaller type, and the first line begins with a mark. Lines before the first mark
continue the last note of the page before. A number at the beginning of a line begins a note only if it is set like the
other marks, and comes next; so "3 (2011): 201", where a line was broken, begins none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefsite.intake.pdf.body_style import BodyStyle
from briefsite.intake.pdf.contents import Rule
from briefsite.intake.pdf.note_marks import HEAD_OF_NOTES, mark_places
from briefsite.intake.pdf.note_matching import FootNote, matched_notes
from briefsite.intake.pdf.page_columns import Column
from briefsite.intake.pdf.tag_places import TagPlaces
from briefsite.intake.pdf.text_line import PageLine

#: How much smaller than the text the letters of notes are at most, where no rule is above them.
_SMALLER: Final = 0.95
_SHORTEST: Final = 18.0
#: How wide a rule above notes is that is no rule of a table or a running head, as a part of the column.
_SHORT: Final = 0.6
_SIGNS: Final = "*†‡§¶‖"
_TERMINAL: Final = ".!?…:;”’\"')]»"


@dataclass(frozen=True)
class NotedPages:
    """The columns without the notes, and the notes. `shown` has the note of each mark, by its first character's key."""

    columns: tuple[Column, ...]
    notes: tuple[FootNote, ...]
    shown: Mapping[tuple[int, int], tuple[FootNote, int]]


def with_foot_notes(
    columns: Sequence[Column],
    rules: Mapping[int, Sequence[Rule]],
    style: BodyStyle,
    extra: Sequence[PageLine],
    tags: TagPlaces,
) -> NotedPages:
    """Takes the notes out of the columns of all pages. `extra` are other lines that can have marks, as in tables."""
    split = [_first_tagged(column, tags) for column in columns] if tags.has_notes else _split(columns, rules, style)
    texts = [replace(column, lines=column.lines[: split[at]]) for at, column in enumerate(columns)]
    places = [place for column in texts for line in column.lines for place in mark_places(line)]
    places += [place for line in extra for place in mark_places(line)]
    tails = [(column, column.lines[split[at] :]) for at, column in enumerate(columns) if split[at] < len(column.lines)]
    raised = Counter(line.label[2] for _, tail in tails for line in tail if line.label[0])
    notes: list[FootNote] = []
    for column, tail in tails:
        near = [place.label for place in places if column.page - 1 <= place.page <= column.page]
        allowed = {part for label in near for part in (label, *_parts(label))}
        if tags.has_notes:
            _read_tagged(column, tail, notes, tags)
        else:
            _read(column, tail, notes, allowed, raised=raised[True] > 0 and 2 * raised[True] >= raised[False])
    shown = matched_notes(notes, places)
    orphans = [note for note in notes if not note.marks]
    kept = [_with_orphans(column, orphans, at, texts) for at, column in enumerate(texts)]
    return NotedPages(tuple(kept), tuple(note for note in notes if note.marks), shown)


def _with_orphans(column: Column, orphans: Sequence[FootNote], at: int, columns: Sequence[Column]) -> Column:
    """The column with the notes of its page that nothing marks: they are text."""
    if any(other.page == column.page for other in columns[at + 1 :]):
        return column
    lines = [line for note in orphans if note.page == column.page for line in _with_label(note)]
    return replace(column, lines=(*column.lines, *lines)) if lines else column


def _with_label(note: FootNote) -> list[PageLine]:
    return note.lines if note.head is None else [note.head, *note.lines[1:]]


def _split(columns: Sequence[Column], rules: Mapping[int, Sequence[Rule]], style: BodyStyle) -> list[int]:
    """For each column the number of its first line that belongs to the notes."""
    found = [len(column.lines) for column in columns]
    had = ending = False
    for at, column in enumerate(columns):
        ending = _is_ending(column, style, ending=ending)
        below = [
            other
            for other in columns[at + 1 :]
            if other.page == column.page
            and min(other.right, column.right) - max(other.left, column.left) > 10
            and other.lines
            and column.lines
            and other.lines[0].base < column.lines[-1].base
            and _first_note(other, rules.get(column.page, ()), style, had=True) > 0
        ]
        if not below and not (ending and all(_is_small(line, style) for line in column.lines)):
            found[at] = _first_note(column, rules.get(column.page, ()), style, had=had)
        had = had or found[at] < len(column.lines)
    return found


def _first_tagged(column: Column, tags: TagPlaces) -> int:
    """The number of the first line of a column that, as all below, is tagged as part of a note."""
    at = len(column.lines)
    while at and (place := tags.of_line(column.lines[at - 1])) is not None and place.note >= 0:
        at -= 1
    return at


def _read_tagged(column: Column, tail: Sequence[PageLine], notes: list[FootNote], tags: TagPlaces) -> None:
    """Adds the notes in some lines, as they are tagged."""
    for line in tail:
        place = tags.of_line(line)
        number = place.note if place is not None else -1
        before = tags.of_line(notes[-1].lines[-1]) if notes and notes[-1].lines else None
        if before is not None and place is not None and before.number == place.number:
            notes[-1].tag = number  # the same paragraph on the next page
        if not notes or notes[-1].tag != number:
            label, count, _ = line.label
            notes.append(FootNote(column.page, label, tag=number, head=line))
            line = PageLine(line.signs[count:], column.left, column.right)  # noqa: PLW2901
        elif place is not None and before is not None and place.number != before.number:
            notes[-1].breaks.append(len(notes[-1].lines))
        notes[-1].lines.append(line)


def _first_note(column: Column, rules: Sequence[Rule], style: BodyStyle, *, had: bool) -> int:
    lines = column.lines
    for at, line in enumerate(lines):
        upper = lines[at - 1] if at else None
        above = [rule for rule in rules if _is_above(rule, upper, line, column)]
        short = any(rule.right - rule.left < _SHORT * (column.right - column.left) for rule in above)
        tail = lines[at:]
        if not all(one.size <= style.size + 0.3 and (not one.bold or style.bold) for one in tail):
            continue
        # A rule under a running head, or in the text, is as wide as the column: only smaller type is notes then.
        marked = bool(line.label[0]) and (short or line.label[2] or line.size < style.size - 0.3)
        goes_on = had and (_is_small(line, style) or (short and upper is not None))
        if above and (marked or goes_on) and (upper is not None or short or _is_small(line, style)):
            return at
        small = all(one.size <= _SMALLER * style.size for one in tail)
        listed = upper is not None and _heads_notes(upper)
        if (
            small
            and not listed
            and _begins_note(line)
            and (upper is None or upper.size > line.size or not _is_small(upper, style))
        ):
            return at
        if small and had and upper is not None and not _is_small(upper, style) and _is_far(upper, line, style):
            later = [one for one in tail if _begins_note(one)]
            if later or line.text[:1].islower():
                return at
    return len(lines)


def _heads_notes(line: PageLine) -> bool:
    return bool(HEAD_OF_NOTES.fullmatch(line.text.strip(" .:")))


def _is_ending(column: Column, style: BodyStyle, *, ending: bool) -> bool:
    """Whether notes at the end go on with a column: only small lines come behind their heading."""
    heads = [at for at, line in enumerate(column.lines) if _heads_notes(line)]
    if not heads and not ending:
        return False
    return all(_is_small(line, style) for line in column.lines[heads[-1] + 1 if heads else 0 :])


def _is_small(line: PageLine, style: BodyStyle) -> bool:
    return line.size <= _SMALLER * style.size


def _is_far(upper: PageLine, lower: PageLine, style: BodyStyle) -> bool:
    return upper.base - lower.base > style.lead(upper) * 1.1


def _begins_note(line: PageLine) -> bool:
    return bool(line.label[0]) and (line.label[2] or not line.label[0].isalpha())


def _is_above(rule: Rule, upper: PageLine | None, line: PageLine, column: Column) -> bool:
    """Whether a rule is between two lines of a column, and no line under words."""
    if not rule.level or rule.right - rule.left < _SHORTEST:
        return False
    if not (column.left - 8 <= rule.left <= column.left + 0.4 * (column.right - column.left)):
        return False
    if rule.right > column.right + 12 or rule.low < line.base + 0.3 * line.size:
        return False
    return upper is None or rule.high < upper.base - 0.3 * upper.size


def _read(
    column: Column, tail: Sequence[PageLine], notes: list[FootNote], allowed: Collection[str], *, raised: bool
) -> None:
    """Adds the notes in some lines; what is before the first belongs to the last one so far."""
    indents = [line.begin for line in tail if line.label[0] and line.label[2] == raised]
    own: FootNote | None = None
    for line in tail:
        label, count, _ = line.label
        if len(label) > 1 and label[0] in _SIGNS and label not in allowed and label[: len(label) // 2] in allowed:
            label = label[: len(label) // 2]  # the author put the mark there, and so did the program
        starts = bool(label) and _starts(line, label, own, allowed, raised=raised, first=indents)
        if starts:
            own = FootNote(column.page, label, head=line)
            notes.append(own)
            rest = line.signs[count:]
            line = PageLine(rest, column.left, column.right)  # noqa: PLW2901
        if own is None and notes:
            own = notes[-1]
        if own is None:
            own = FootNote(column.page, "")
            notes.append(own)
        own.lines.append(line)


def _parts(label: str) -> Iterator[str]:
    """The marks that a mark may be if two are side by side: 3 and 4 for "34"."""
    for at in range(1, len(label)):
        if label.isdigit() and int(label[at:]) == int(label[:at]) + 1:
            yield from (label[:at], label[at:])


def _starts(
    line: PageLine,
    label: str,
    own: FootNote | None,
    allowed: Collection[str],
    *,
    raised: bool,
    first: Sequence[float],
) -> bool:
    is_raised = line.label[2]
    if raised != is_raised and label[0] not in _SIGNS:
        return False
    before = own.label if own is not None else ""
    following = label.isdigit() and before.isdigit() and int(label) == int(before) + 1
    if is_raised:
        return label in allowed or following or own is None
    if label not in allowed or (before.isdigit() and label.isdigit() and not following):
        return False
    ended = own is None or not own.lines or own.lines[-1].text.rstrip()[-1:] in _TERMINAL or _is_short(own.lines[-1])
    return ended and (not first or abs(line.begin - first[0]) < 2 * line.size)


def _is_short(line: PageLine) -> bool:
    return line.end < line.right - 3 * line.size

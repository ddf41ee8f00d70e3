"""Page furniture: the lines of printed pages that edition.yml names are taken out, where a page break is proven.

`page_breaks` finds the proof. What was taken out leaves a form feed, so that later steps know where a page ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Fix
from briefsite.scalar import quoted
from briefsite.source.emendation import lead
from briefsite.source.furniture_forms import Furniture, is_no_wrap_mark, line_form
from briefsite.source.page_breaks import page_furniture, recurring
from briefsite.source.passage import Passage, gap
from briefsite.source.source import Source
from briefsite.words import squeezed
from briefsite.yaml_files.located import Located

#: What a mark of proofreaders leaves around lines that are not to be wrapped: white space that no text has.
NO_WRAP: Final = "\x1c"


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A line of the source that was taken out as page furniture: its number, counted from 1, and its words."""

    line: int
    words: str


def without_furniture(source: Source, text: Passage, forms: Collection[str]) -> tuple[Passage, tuple[TakenOut, ...]]:
    """The emended text without the lines that have one of the `forms` at a page break, and these lines in order."""
    if not forms:
        return text, ()
    lines, starts = _lines(text)
    found = [number - 1 for one in page_furniture(lines) if one.form in forms for number in one.lines]
    taken: list[TakenOut] = []
    out, position = Passage(), 0
    for index in sorted(found):
        low, high = starts[index], starts[index + 1]
        # Directly behind another one, it is the same page break.
        sign = "" if taken and low == position else "\f"
        if is_no_wrap_mark(lines[index].strip()) and "#" not in lines[index]:  # between # lines may be wrapped
            sign = NO_WRAP
        out += text[position:low] + gap(sign, text[low:high])
        taken.append(TakenOut(source.line(text.place(low)), squeezed(lines[index])))
        position = high
    return (out + text[position:], tuple(taken)) if taken else (text, ())


def ask_about_recurring(
    source: Source, text: Passage, kept: Sequence[str], located: Located, problems: Problems
) -> None:
    """Problem S09, a warning, for each line that recurs as page furniture does, if nothing proves that it is.

    Not for the forms that are `kept`: edition.yml says that they are the author's. One that doesn't recur has the
    warning itself.
    """
    lines, starts = _lines(text)
    found = recurring(lines)
    for index in [at for at, form in enumerate(kept) if form not in {one.form for one in found}]:
        message = f'"{kept[index]}" does not recur like a page header'
        problems.warning(located.place("recurring", index), "S09", message, "delete it", subject=kept[index])
    for one in found:
        if one.form in kept:
            continue
        fixes = list(_fixes(source, text, one, starts, lines))
        first = text.place(
            starts[one.lines[0] - 1] + len(lines[one.lines[0] - 1]) - len(lines[one.lines[0] - 1].lstrip())
        )
        numbers = ", ".join(str(source.line(text.place(starts[line - 1]))) for line in one.lines[:_SHOWN])
        more = ", …" if len(one.lines) > _SHOWN else ""
        message = f'"{one.form}" occurs {len(one.lines)} times (lines {numbers}{more}) and may be a page header'
        entries = "\n".join(f"- {fix.entry}" for fix in fixes[:_SHOWN])
        help_ = f"if the author wrote it, add to recurring\n- {quoted(one.form)}\nif not, add to emendations\n{entries}"
        place = source.place(first, len(lines[one.lines[0] - 1].strip()))
        problems.warning(place, "S09", message, help_, subject=one.form)


#: How many places of one line are listed.
_SHOWN = 5


def _lines(text: Passage) -> tuple[list[str], list[int]]:
    lines = text.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    starts[-1] = len(text.text)
    return lines, starts


def _fixes(source: Source, text: Passage, one: Furniture, starts: list[int], lines: list[str]) -> Iterator[Fix]:
    for number in one.lines:
        low, high = text[starts[number - 1] : starts[number]].extent
        words = source.text[low:high]
        start, end = low + len(words) - len(words.lstrip()), low + len(words.rstrip())
        before = lead(source.text, start, end)
        if before is not None and line_form(lines[number - 1]) == one.form:
            find = squeezed(before + source.text[start:end])
            yield Fix(find, squeezed(before), "page header", sure=False, kind="furniture")


def words_taken_out(taken: Collection[TakenOut]) -> str:
    """What was taken out, in a line for the terminal; empty if nothing was."""
    if not taken:
        return ""
    count = sum(len(one.words.split()) for one in taken)
    shown = "; ".join(f"“{form}” {len(own)} × (lines {_listed(own)})" for form, own in lines_by_form(taken).items())
    words, lines = ("word" if count == 1 else "words"), ("line" if len(taken) == 1 else "lines")
    return f"{count:,} {words} in {len(taken):,} {lines} removed as page headers: {shown}."


def _listed(lines: Sequence[int]) -> str:
    shown = [str(line) for line in lines[:_SHOWN]]
    return ", ".join([*shown, "…"] if len(lines) > _SHOWN else shown)


def lines_by_form(taken: Collection[TakenOut]) -> Mapping[str, Sequence[int]]:
    """The lines that were taken out, by their form, in the order in which the forms first come."""
    forms: dict[str, list[int]] = {}
    for one in taken:
        forms.setdefault(line_form(one.words), []).append(one.line)
    return forms

"""Detects the encoding of a received text, its line ends, and its page furniture.

Used once, for a first edition: what is found is written into edition.yml, where an editor may change it. After that
nothing is guessed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from briefsite.paragraphs.block import is_break, is_numbered_heading
from briefsite.problem import Fix
from briefsite.source.emendation import lead
from briefsite.source.note_finder import is_note_heading
from briefsite.source.source import Source
from briefsite.words import squeezed

_NAMES: Final = {
    codecs.BOM_UTF8: ("utf-8", "a byte order mark says so"),
    codecs.BOM_UTF16_LE: ("utf-16", "a byte order mark says so"),
    codecs.BOM_UTF16_BE: ("utf-16", "a byte order mark says so"),
}
_ENDS: Final = re.compile(rb"\r\n|\r|\n")
#: Bytes that are letters or quotation marks in windows-1252 and control characters in latin-1.
_WINDOWS: Final = re.compile(rb"[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_TIMES = 3
_PAGE = (12, 130)
_LONGEST = 80


def encoding(data: bytes) -> tuple[str, str]:
    """The name of the encoding of `data`, and the reason to take it for that, in words."""
    for mark, found in _NAMES.items():
        if data.startswith(mark):
            return found
    try:
        data.decode("ascii")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", "every byte of it is ASCII"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = f"byte 0x{data[error.start]:02x} in line {data.count(bytes([10]), 0, error.start) + 1} is not UTF-8"
        if _WINDOWS.search(data):
            try:
                data.decode("windows-1252")
            except UnicodeDecodeError:
                pass
            else:
                return "windows-1252", f"{bad}, and there are quotation marks or dashes that only windows-1252 has"
        return "latin-1", f"{bad}; in latin-1 every byte is a character"
    return "utf-8", "it is valid UTF-8, which no other encoding is by chance"


def line_ends(data: bytes) -> str:
    """The line ends of `data`, in words: "1,204 CRLF and 3 LF"."""
    kinds = {b"\r\n": "CRLF", b"\n": "LF", b"\r": "CR"}
    counts = dict.fromkeys(kinds.values(), 0)
    for match in _ENDS.finditer(data):
        counts[kinds[match[0]]] += 1
    found = [f"{count:,} {name}" for name, count in counts.items() if count]
    return " and ".join(found) if found else "none"


@dataclass(frozen=True, slots=True)
class Furniture:
    """A page header, footer or number: the form that its lines share (# for a number), the lines (counted from 1)."""

    form: str
    lines: tuple[int, ...]


def furniture(source: Source) -> tuple[tuple[Furniture, ...], tuple[Fix, ...]]:
    """The lines that recur at page distance, and for each place an emendation that takes them out.

    A line recurs if it is there three times or more, apart from its digits, in a block of at most two lines or at a
    form feed, at a median distance of 12 to 130 lines. Breaks, numbered headings and the headings of notes don't count.
    """
    lines = source.lines
    forms: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        text = line.strip()
        if text and len(text) <= _LONGEST and _stands_alone(lines, number):
            form = re.sub(r"\d+", "#", text)
            furnishes = any(map(str.isalpha, text)) or re.fullmatch(r"[-–—(\[\s]*#[-–—)\]\s]*", form)
            if furnishes and not (
                is_break(text) or is_numbered_heading(text) or is_note_heading(text) or re.match(r"\[|\(?#[.)]", form)
            ):
                forms.setdefault(form, []).append(number)
    found = [
        Furniture(form, tuple(number + 1 for number in numbers))
        for form, numbers in forms.items()
        if len(numbers) >= _TIMES and _at_page_distance(numbers)
    ]
    taken = {number for entry in found for number in entry.lines}
    return tuple(found), tuple(_fixes(source, sorted(taken)))


def _stands_alone(lines: Sequence[str], number: int) -> bool:
    """Whether a line is in a block of at most two lines, or the first or last of a page that a form feed ends."""
    around = [lines[n].strip() if 0 <= n < len(lines) else "" for n in range(number - 2, number + 3)]
    if not around[1] or not around[3]:
        beside, behind = (3, 4) if not around[1] else (1, 0)
        if not around[beside] or not around[behind]:
            return True
    following = lines[number + 1] if number + 1 < len(lines) else ""
    return "\f" in lines[number] or following.startswith("\f")


def _at_page_distance(numbers: Sequence[int]) -> bool:
    gaps = [after - before for before, after in pairwise(numbers)]
    middle = median(gaps)
    return _PAGE[0] <= middle <= _PAGE[1] and sum(gap > 3 * middle for gap in gaps) <= len(gaps) // _TIMES


def _fixes(source: Source, taken: Sequence[int]) -> list[Fix]:
    fixes = []
    groups: list[list[int]] = []
    for number in taken:
        if groups and not any(line.strip() for line in source.lines[groups[-1][-1] : number - 1]):
            groups[-1].append(number)
        else:
            groups.append([number])
    for group in groups:
        text = source.lines[group[-1] - 1]
        start = source.offset(group[0], 1 + len(source.lines[group[0] - 1]) - len(source.lines[group[0] - 1].lstrip()))
        end = source.offset(group[-1], 1 + len(text.rstrip()))
        words = lead(source.text, start, end)
        if words is not None:
            find = squeezed(words + source.text[start:end])
            fixes.append(Fix(find, squeezed(words), "recurs at page distance", kind="furniture"))
    return fixes

"""Conflicts: what git writes into a file where two branches changed the same lines.

git-merge(1), "How conflicts are presented": a line of seven `<`, the lines of one branch, a line of seven `=`, those of
the other, a line of seven `>`; in the style diff3, a line of seven `|` begins the lines that both branches had before.
Nothing between them is an author's word until a person has decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from briefsite.problem import Place
from briefsite.problems import Problems

#: What to do about a conflict.
RESOLVE: Final = "keep what is right of the two branches' lines, and delete the lines with the markers"
#: A conflict has at least one of these.
_SIGNS: Final = (b"<" * 7, b"|" * 7, b">" * 7)
_MARKER: Final = re.compile(rb"^(<{7}|\|{7}|={7}|>{7})(?:[ \t][^\n]*)?\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Conflict:
    """The offsets of the markers in the file's bytes: `start` and `end` of the whole, and of `ours`.

    `ours` is the part of the branch that was merged into. A marker whose partner is missing is a conflict by itself,
    and has no such part.
    """

    start: int
    end: int
    ours: tuple[int, int] | None = None


def conflicts(data: bytes) -> Iterator[Conflict]:
    """The conflicts in a file, in their order.

    A line of seven `=` by itself is none: plain text underlines a heading so.
    """
    if not any(sign in data for sign in _SIGNS):  # so it is said of most files ten times as fast
        return
    begun: re.Match[bytes] | None = None
    middle: re.Match[bytes] | None = None
    for marker in _MARKER.finditer(data):
        sign = marker[1][:1]
        if sign == b"<":
            if begun is not None:
                yield Conflict(begun.start(), begun.end())
            begun, middle = marker, None
        elif begun is None:
            if sign != b"=":
                yield Conflict(marker.start(), marker.end())
        elif sign != b">":
            middle = middle or marker
        else:
            ours = None if middle is None else (begun.end() + 1, middle.start())
            yield Conflict(begun.start(), marker.end(), ours)
            begun = None
    if begun is not None:
        yield Conflict(begun.start(), begun.end())


def left_middles(data: bytes) -> Iterator[Conflict]:
    """The lines of seven `=` that are in no conflict: headings, or what a person has left of conflicts."""
    whole = [(one.start, one.end) for one in conflicts(data)]
    for marker in _MARKER.finditer(data):
        if marker[1] == b"=======" and not any(start <= marker.start() < end for start, end in whole):
            yield Conflict(marker.start(), marker.end())


def our_side(data: bytes) -> bytes:
    """A file as the branch has it that was merged into; the file itself if it has no conflict."""
    parts, at = [], 0
    for conflict in conflicts(data):
        parts.append(data[at : conflict.start])
        if conflict.ours is not None:
            parts.append(data[slice(*conflict.ours)])
        at = min(conflict.end + 1, len(data))
    return b"".join([*parts, data[at:]])


def find_conflicts(file: str, data: bytes, help_: str, problems: Problems) -> None:
    """Problem S07, with the advice `help_`, for each conflict in a file."""
    report_conflicts(file, data, conflicts(data), help_, problems)


def report_conflicts(file: str, data: bytes, found: Iterable[Conflict], help_: str, problems: Problems) -> None:
    """Problem S07, with the advice `help_`, for some of the conflicts in a file."""
    for conflict in found:
        first = data[conflict.start :].partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
        line = data.count(b"\n", 0, conflict.start) + 1
        last = line + data.count(b"\n", conflict.start, conflict.end)
        if last > line:
            message = f"two branches changed the same lines, and the conflict, up to line {last}, is not resolved"
        else:
            message = "a marker of a conflict between two branches is left here without its partner"
        problems.error(Place(file, line, 1, first, len(first)), "S07", message, help_, subject=first)

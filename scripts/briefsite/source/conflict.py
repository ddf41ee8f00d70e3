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

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place

#: What to do about a conflict.
RESOLVE: Final = "keep the correct lines and delete the conflict markers"
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

    A line of seven `=` by itself is not a conflict: plain text underlines headings in this way. See `stray_middles`.
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


def stray_middles(file: str, data: bytes) -> Iterator[Conflict]:
    """Those of `left_middles` that can't be anything else: no others are a problem by themselves, also if committed.

    In data no line is underlined. In a text it is a heading that is: a short line by itself, which ends no sentence.
    Any other line right above, with the sentence going on below or ended there, is one that two branches changed.
    """
    if b"\n=======" not in data and not data.startswith(b"======="):  # so it is said of most files ten times as fast
        return
    for one in left_middles(data):
        if file.endswith(_DATA) or _divides(data, one):
            yield one


def _divides(data: bytes, middle: Conflict) -> bool:
    """Whether a line of seven `=` in a text divides the lines of two branches, and underlines no heading."""
    before, above = [b"", b"", *data[: middle.start].splitlines()][-2:]
    below = data[middle.end :].removeprefix(b"\r").removeprefix(b"\n").partition(b"\n")[0]
    if not above.strip() or data[middle.start : middle.end].strip() != b"=======":
        return False
    ends = _ENDS_SENTENCE.search(above.strip()) is not None
    is_heading = before.strip() in {b"", b"======="} and len(above) <= _LONGEST_HEADING and not ends
    return not is_heading and (ends or bool(below.strip()))


#: How the names of files end that are no texts.
_DATA: Final = (".yml", ".yaml", ".bib", ".json", ".jsonl")
_LONGEST_HEADING: Final = 60
_ENDS_SENTENCE: Final = re.compile("[.!?;,:]$|。$".encode())


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
    """Problem S07, with the advice `help_`, for each conflict in a file, and for what is left of one."""
    found = [*conflicts(data), *stray_middles(file, data)]
    report_conflicts(file, data, sorted(found, key=lambda one: one.start), help_, problems)


def report_conflicts(file: str, data: bytes, found: Iterable[Conflict], help_: str, problems: Problems) -> None:
    """Problem S07, with the advice `help_`, for some of the conflicts in a file."""
    for conflict in found:
        first = data[conflict.start :].partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
        line = data.count(b"\n", 0, conflict.start) + 1
        last = line + data.count(b"\n", conflict.start, conflict.end)
        if last > line:
            message = f"two branches changed the same lines; the conflict, up to line {last}, is not resolved"
        else:
            message = "a merge-conflict marker is left here without its partner"
        problems.error(Place(file, line, 1, first, len(first)), "S07", message, help_, subject=first)

"""Problems as they are shown: to a person on a terminal, to programs as JSON, to a code host in its log.

The layout for people is that of compilers (`file:line:column: severity code message`), because text editors and code
hosts make such lines clickable.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Final

from briefsite.problems.problem import Place, Problem
from briefsite.scalar import as_number

#: The most characters of a message that are shown, and how many of these are from its end.
_LONGEST: Final = 1200
_END: Final = 200


def describe(problem: Problem) -> str:
    """The problem as a person reads it: the head line, the line at fault with a caret, and the help.

    Ends without a line end. A place with line 0 means the file as a whole, so no line is quoted.
    """
    place = problem.place
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    head = f"{where}: {problem.severity} {problem.code} {problem.message}"
    if len(head) > _LONGEST:
        head = f"{head[: _LONGEST - _END]} … {head[-_END:]}"
    lines = [visible(head).replace("\n", visible_sign("\n")), *quoted_line(place)]
    if problem.help:
        first, *rest = visible(problem.help).split("\n")
        lines.append(f"  help: {first}")
        lines.extend(f"        {line}".rstrip() for line in rest)
    return "\n".join(lines)


def quoted_line(place: Place) -> list[str]:
    """The line of a place with carets below what is meant; nothing for a file as a whole."""
    if not (place.line and place.text):
        return []
    # Tabs are one column for us and eight for a terminal: show them as one blank so that the caret fits the line.
    # Far from what is meant, nothing is shown of a line that is very long.
    cut = max(0, place.column - 1 - _FAR)
    text, start = place.text[cut : place.column - 1 + _FAR], place.column - 1 - cut
    width = max(1, min(place.width, len(text) - start))
    before, meant, after = (
        _in_line(part) for part in (text[:start], text[start : start + width], text[start + width :])
    )
    quoted, start, width = before + meant + after, len(before), max(1, len(meant))
    shown, start = _window(quoted, start)
    carets = f"      | {' ' * start}{'^' * min(width, max(1, len(shown) - start))}"
    return [f"{place.line:5} | {shown}".rstrip(), carets]


#: So many characters before and behind what is meant are looked at: more than `_window` shows.
_FAR: Final = 1000


def _in_line(text: str) -> str:
    return "".join(c if c.isprintable() else visible_sign(c) if c in DIRECTION_SIGNS else " " for c in text)


def _window(line: str, start: int, limit: int = 120) -> tuple[str, int]:
    """A long line cut down to `limit` characters around `start`, and the new position of `start`."""
    if len(line) <= limit:
        return line, start
    left = max(0, min(start - 30, len(line) - limit))
    right = min(len(line), left + limit)
    head, tail = ("…" if left else ""), ("…" if right < len(line) else "")
    return f"{head}{line[left:right]}{tail}", start - left + len(head)


#: The invisible characters that change the direction of writing (UAX #9), and so can make a line read as other words.
DIRECTION_SIGNS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE: Final = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff{DIRECTION_SIGNS}]")


def visible(text: str) -> str:
    """A text for a terminal: what would be invisible there, or change what is seen, is named: `⟨U+202E⟩`."""
    return _INVISIBLE.sub(lambda found: visible_sign(found[0]), text)


def visible_sign(sign: str) -> str:
    """The name of a character, as a text. What stands for a byte that is not in UTF-8 is shown as the byte."""
    code = ord(sign)
    return f"⟨0x{code - 0xDC00:02X}⟩" if 0xDC80 <= code <= 0xDCFF else f"⟨U+{code:04X}⟩"  # noqa: PLR2004 - PEP 383


def problems_as_json(problems: Iterable[Problem]) -> str:
    """The problems as a JSON array of objects, for programs."""
    written = json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"
    return _INVISIBLE.sub(lambda found: as_number(found[0]), written)


def problems_as_github(problems: Iterable[Problem]) -> str:
    """The problems as the annotation commands that code hosts read from a log, a line each."""
    lines = []
    for problem in problems:
        place = problem.place
        # The format's own escapes: https://docs.github.com/actions, "workflow commands".
        where = f"file={_escaped(visible(place.file), ':,')}"
        if place.line:
            where += f",line={place.line},col={place.column}"
        text = _escaped(visible(f"{problem.message}\n{problem.help}".strip()), "")
        lines.append(f"::{problem.severity} {where},title={problem.code}::{text}\n")
    return "".join(lines)


def _escaped(text: str, also: str) -> str:
    for sign in ("%", "\r", "\n", *also):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text

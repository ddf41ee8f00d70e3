"""Lines: a long list of short texts, written down as what has changed since another one.

The first line of a file says of which version it is, and on which other one it is based (none: all lines follow). The
lines after it are JSON arrays: lines as they are, or what to do with those of the base, from its first to its last:

    ["=", 12]            take over 12 lines
    ["-", 1]             leave out 1 line
    ["~", 20, 31, "x"]   take the first 20 characters of a line, "x", and its last 31 characters
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from briefsite.words import common_start

#: The first items of the lines that say what to do. No other line begins with one of them.
_KEEP, _LEAVE, _ALTER = _STEPS = ("=", "-", "~")
#: What follows each of them.
_TYPES: Final = {_KEEP: [int], _LEAVE: [int], _ALTER: [int, int, str]}
#: A line is altered if that is at least so much shorter than the new line.
_SHORTER: Final = 0.7


def parsed(line: str) -> list[Any]:
    """The JSON array in a line. ValueError if there is none."""
    try:
        value = json.loads(line)
    except ValueError:
        value = None
    if not isinstance(value, list) or not value:
        raise ValueError(f"this line is not a JSON array: {line[:60]}")
    return value


def written(value: Any) -> str:
    """A JSON value in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def changes(base: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """The lines that say how `base` becomes `lines`. `with_changes` is the reverse."""
    for step, low, high, begin, end in SequenceMatcher(None, base, lines, autojunk=False).get_opcodes():
        if step == "equal":
            yield written([_KEEP, high - low])
            continue
        pairs = min(high - low, end - begin)
        for old, new in zip(base[low : low + pairs], lines[begin : begin + pairs], strict=True):
            altered = _altered(old, new)
            if len(altered) < _SHORTER * len(new):
                yield altered
            else:
                yield from (written([_LEAVE, 1]), new)
        if high - low > pairs:
            yield written([_LEAVE, high - low - pairs])
        yield from lines[begin + pairs : end]


def _altered(old: str, new: str) -> str:
    first = common_start(old, new)
    last = common_start(old[first:][::-1], new[first:][::-1])
    return written([_ALTER, first, last, new[first : len(new) - last]])


def with_changes(base: Sequence[str], steps: Sequence[str]) -> list[str]:
    """The lines that `base` becomes by the `steps`. ValueError if they don't fit it."""
    lines: list[str] = []
    at = 0
    for text in steps:
        what, *how = parsed(text)
        if what not in _STEPS:
            lines.append(text)
            continue
        if [*map(type, how)] != _TYPES[what]:
            raise ValueError(f"this line is not a known instruction: {text[:60]}")
        count = 1 if what == _ALTER else how[0]
        if at + count > len(base):
            raise ValueError("it changes more lines than its base has")
        if what == _KEEP:
            lines += base[at : at + count]
        elif what == _ALTER:
            first, last, middle = how
            lines.append(base[at][:first] + middle + base[at][len(base[at]) - last :])
        at += count
    if at != len(base):
        raise ValueError("its base has more lines than it changes")
    return lines

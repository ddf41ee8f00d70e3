"""The size of a bibliography: the limits on its lines, its works, and the values of their fields.

What abbreviations make of a value is limited where they are put in (`bibtex_values`).
"""

from __future__ import annotations

import re
from typing import Final

from briefsite.limits import check_limit, limits
from briefsite.markup import count_signs
from briefsite.problems.collector import Problems
from briefsite.source.source import Source

_ENTRY: Final = re.compile(r"^[^\S\n]*@[^\S\n]*[A-Za-z]+\s*[{(]", re.MULTILINE)
#: The border of two values, for their size: the end of one, or the beginning of the next field or entry.
_BORDER: Final = re.compile(
    r"[}\"]?[ \t]*,?[ \t]*\n[ \t]*(?:@|[A-Za-z][\w-]*[ \t]*=)|[}\"][ \t]*,[ \t]*[A-Za-z][\w-]*[ \t]*="
)


def check_bibtex_size(file: str, text: str, problems: Problems) -> None:
    """Problem L01 for the first line or value that is too long, and for too many entries."""
    most = limits()
    source = Source(file, b"", text)
    for number, line in enumerate(source.lines, 1):
        if len(line) > most.line:
            place = source.place(source.offset(number, 1))
            check_limit(place, "line", len(line), "the line has {} characters", "break it into shorter lines", problems)
            break
    begins = [found.start() for found in _ENTRY.finditer(text)]
    if len(begins) > most.works:
        check_limit(source.place(begins[most.works]), "works", len(begins), "the file has {} works", _DIVIDE, problems)
    at = 0
    for end in [*(found.end() for found in _BORDER.finditer(text)), len(text)]:
        if end - at > most.value:
            check_limit(source.place(at), "value", end - at, "the value has {} characters", "shorten it", problems)
            break
        if end - at > most.signs and (count := _signs(text[at:end])) > most.signs:
            check_limit(source.place(at), "signs", count, "the value has {} signs of markup", "shorten it", problems)
            break
        at = end


def _signs(value: str) -> int:
    """The signs of markup, those of TeX's formulas with them: each is decoded by itself. Of braces nothing is left."""
    return count_signs(value) - sum(map(value.count, "{}\\")) + value.count("$")


_DIVIDE: Final = "divide it by edition"

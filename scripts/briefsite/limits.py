"""The limits: how large, long, deep or many anything may be that the program reads.

Sources come from strangers, and a build must end whatever is in them. So each kind of input has a limit, far above
what any text has that we know, and exceeding one is a problem (L01) at the place where it happens.

Whoever runs the program can raise or lower them, in the environment: BRIEFSITE_LIMITS="line=500000 works=20000". They
are no setting of the site, since the files of a site are what the limits protect against.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Final

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place

#: The environment variable with other limits: names and numbers, as in "line=500000 works=20000".
VARIABLE: Final = "BRIEFSITE_LIMITS"
#: No date is later. Packed files date themselves in 32 bits, which end in 2106; and a slip is found at once.
LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits. Each is the most that is read.

    Of files, in bytes: `file` of an edition, `published` in docs/, `folder` all of them together in one folder.
    Of a text: `lines`, the characters in a `line`, `blocks` between blank lines, characters in a `paragraph`, `notes`;
    and `questions` of one kind, such as signs that look like damaged note numbers.
    Of data: `values` in a YAML file, those under an alias counted each time, `aliases`, levels of `nesting`,
    characters in a `value`, `entries` in a list such as names or events, `records` in a ledger.
    Of a bibliography: `works`, characters that abbreviations add to it (`expansion`).
    Of a PDF: its `pages`.
    Of the search: bytes of an index that visitors fetch as one file (`search`). A larger one is divided.
    `signs` of Markdown that a paragraph or a value may have (`*`, `[`, `<` …), `name`: characters in a file's path.
    """

    file: int = 32_000_000
    published: int = 100_000_000
    folder: int = 1_000_000_000
    lines: int = 250_000
    line: int = 100_000
    blocks: int = 25_000
    paragraph: int = 250_000
    notes: int = 10_000
    questions: int = 1_000
    values: int = 200_000
    aliases: int = 1_000
    nesting: int = 50
    value: int = 100_000
    entries: int = 10_000
    records: int = 250_000
    works: int = 10_000
    expansion: int = 3_000_000
    pages: int = 2_000
    search: int = 10_000_000
    signs: int = 5_000
    name: int = 180


def limits() -> Limits:
    """The limits that hold now. ValueError if the environment states any that there are not."""
    return _limits(os.environ.get(VARIABLE, ""))


@cache
def _limits(stated: str) -> Limits:
    known = {field.name for field in fields(Limits)}
    values: dict[str, int] = {}
    for word in stated.replace(",", " ").split():
        name, _, number = word.partition("=")
        if name not in known or not number.isascii() or not number.isdecimal() or len(number) > _DIGITS:
            raise ValueError(f'{VARIABLE}: "{word}" is not a limit; write as in "line=500000 works=20000": {_names()}')
        values[name] = int(number)
    return replace(Limits(), **values)


_DIGITS: Final = 12


def _names() -> str:
    return ", ".join(field.name for field in fields(Limits))


def check_limit(place: Place, name: str, count: int, what: str, remedy: str, problems: Problems) -> bool:
    """Whether `count` is within the limit `name`; if not, problem L01 at `place`.

    `what` is the beginning of a sentence that goes on with numbers: "the line has {} characters". `remedy` is what to
    do other than raise the limit.
    """
    most: int = getattr(limits(), name)
    if count <= most:
        return True
    message = f"{what.format(f'{count:,}')}, and at most {most:,} are read"
    problems.error(place, "L01", message, f"{remedy}, or {raising(name, count)}", subject=name)
    return False


def raising(name: str, count: int) -> str:
    """How a limit is raised so that it allows `count`."""
    return f'raise the limit when you call the program:   {VARIABLE}="{name}={count}"'

"""A problem as a value: its place, its code, one sentence, the remedy, and what a program may do about it.

Every step reports its problems to a collector, and only the command line prints them, so that an editor sees all of
them at once, in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from briefsite.problems.codes import CODES
from briefsite.scalar import quoted

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is: `file` as shown to people, `line` and `column` counted from 1 (0: the file as a whole).

    `text` is the line itself without its line end, `width` the number of its characters that are meant.
    """

    file: str
    line: int = 0
    column: int = 0
    text: str = ""
    width: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Fix:
    """An emendation that would solve a problem. `sure`: it needs no judgment, and may be written by a program."""

    find: str
    read: str
    because: str
    sure: bool = True
    kind: Literal["scan", "furniture"] = "scan"

    @property
    def entry(self) -> str:
        """The entry for `emendations` in edition.yml, in one line."""
        find, read, because = map(quoted, (self.find, self.read, self.because))
        return f"{{find: {find}, read: {read}, because: {because}, kind: {self.kind}}}"

    @property
    def proposal(self) -> str:
        """The entry, marked as proposed by a program."""
        return f"{self.entry[:-1]}, proposed: true}}"


@dataclass(frozen=True, slots=True, order=True)
class Requotation:
    """The words that should be quoted at `path` (keys and positions) of edition.yml. A program may write them."""

    path: tuple[str | int, ...]
    words: str


@dataclass(frozen=True, slots=True, order=True)
class Removal:
    """What a program may take out of edition.yml: the parts at `paths`.

    `instead` are parts that stay, with other words.

    `sure`: it needs no judgment. Otherwise an editor has to say so. `says` has a line for each part, or the reason.
    """

    paths: tuple[tuple[str | int, ...], ...]
    instead: tuple[Requotation, ...] = ()
    says: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One complaint: its place, its stable `code` (a key of `CODES`), one sentence, the remedy.

    `fix` and `requotation` are what a program may write to solve it, `removal` what it may take out, if there is that.

    `subject` is what it is about, as data: a note's label, a key, a slug, a name, a year, an address, a quotation, a
    file. Programs read that; the sentence is for people, and may be reworded. ValueError for a code not in `CODES`.
    """

    place: Place
    code: str
    message: str
    help: str = ""
    severity: Severity = "error"
    subject: str = ""
    fix: Fix | None = field(default=None, compare=False)
    requotation: Requotation | None = field(default=None, compare=False)
    removal: Removal | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code} is not in CODES (problems/codes.py)")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, sorted by place, then code."""
    return tuple(sorted(set(problems)))


def fatal(problems: Iterable[Problem]) -> bool:
    """Whether any of them is an error, not only a warning."""
    return any(problem.severity == "error" for problem in problems)

"""The collector to which every step reports its problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from briefsite.problems.codes import CODES, STEPS
from briefsite.problems.problem import Fix, Place, Problem, Removal, in_order

_FEW: Final = 50


class Problems:
    """Collects problems. A step takes it as its last argument, and returns only its value.

    Steps are pure functions between frozen values. A collector is the one thing that they fill on the way, as a program
    fills its log: no step reads what another has put there, and the order does not matter, since problems are sorted at
    the end. Not thread-safe.

    `folder` is put before the names of all files: the steps that read an edition know its files by their names in its
    folder, and people see `sources/mongolia/edition.yml`.
    """

    def __init__(self, folder: str = "", step: str = "") -> None:
        self.folder, self.name = folder, step
        self.codes: Final = frozenset(STEPS[step].split()) if step else CODES.keys()
        self._own: list[Problem] = []
        self._parts: list[Problems] = []

    def error(
        self,
        place: Place,
        code: str,
        message: str,
        help_: str = "",
        *,
        subject: str,
        fix: Fix | None = None,
        removal: Removal | None = None,
    ) -> None:
        """Records a problem with which nothing is published. `subject`: see `Problem`."""
        self.add([Problem(place, code, message, help_, "error", subject, fix, removal=removal)])

    def warning(
        self,
        place: Place,
        code: str,
        message: str,
        help_: str = "",
        *,
        subject: str,
        fix: Fix | None = None,
        removal: Removal | None = None,
    ) -> None:
        """Records a problem with which the site is published all the same."""
        self.add([Problem(place, code, message, help_, "warning", subject, fix, removal=removal)])

    def add(self, problems: Iterable[Problem]) -> None:
        """Records existing problems, such as those from a cache, with `folder` before the names of their files.

        ValueError for a code that the step, as `STEPS` has it, does not give.
        """
        for problem in problems:
            if problem.code not in self.codes:
                raise ValueError(f"the step {self.name} has no {problem.code} in STEPS (problems/codes.py)")
            place = replace(problem.place, file=self.path(problem.place.file))
            self._own.append(replace(problem, place=place))

    def path(self, file: str) -> str:
        """The name of a file as people see it."""
        return f"{self.folder}/{file}" if self.folder else file

    def step(self, name: str) -> Problems:
        """A collector for one of `STEPS`. This one has its problems, too."""
        return self._part(Problems(self.folder, name))

    def below(self, folder: str) -> Problems:
        """A collector for the files of a `folder` inside this one's. This one has its problems, too."""
        return self._part(Problems(self.path(folder) if folder else self.folder, self.name))

    def part(self) -> Problems:
        """A collector for a part of the work, to ask what went wrong there. This one has its problems, too."""
        return self.below("")

    def _part(self, part: Problems) -> Problems:
        self._parts.append(part)
        return part

    def __iter__(self) -> Iterator[Problem]:
        yield from self._own
        for part in self._parts:
            yield from part

    def __bool__(self) -> bool:
        return any(True for _ in self)

    @property
    def are_few(self) -> bool:
        """Whether there are so few that for each the nearest words can be looked for, which takes time."""
        return len(list(islice(self, _FEW))) < _FEW

    def in_order(self) -> tuple[Problem, ...]:
        """Each problem once, sorted by place, then code."""
        return in_order(self)

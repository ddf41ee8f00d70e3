"""The collector to which every step reports its problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from briefsite.problem import CODES, Fix, Place, Problem, Removal, in_order

#: Every step from the files to the published site, in order, with the codes that it can give. Those of `read_edition`
#: are "conflicts" to "addresses"; the others have the names of packages or commands.
STEPS: Final = {
    "inputs": "S01 L01 L02 L03",
    "conflicts": "S07",
    "ledger": "S02 A03",
    "edition": "S01 S02 L01 E01 E02 E03 E04 E05 E07",
    "source": "S01 S02 S08 S10 S11 L01",
    "works": "S01 S02 L01 B01 B02 B03 B04 B05 B06",
    "emendations": "M01 M02 M03 M04 S04 S05 S09 L01 L04",
    "directions": "L04",
    "printed notes": "L01 N02 N08 N10 N11 P01 S13",
    "quotations": "Q01 Q02 Q03",
    "paragraphs": "L01 P01 P02 P03",
    "outline": "O01 O02 O03 O04",
    "ids": "O04 B06 E05",
    "notes": "N01 N03 N04 N05 N06 N07 N09 N12 N13 B08",
    "checks": "E06 M05 M06 O06 O07 O08 O09 O11 O12 O13 O14",
    "styles": "B09",
    "references": "B07",
    "addresses": "A05 A06",
    "history": "A04 A10 A11 A12",
    "site": "S02 S07 L01 L04 A02 A04 A09 B07 O05 O10 R04 R05 R07 R10 E01 E04",
    "rendering": "R01",
    "proof": "W01 W02 A01 R02 R08 R11",
    "publish": "A07 R03 R06 R09 S03 S12",
    "release": "A08",
    "init": "S01 S03 S06 S07 S12 L01 L02 E03",
    "links": "S01 S02 L01 L02",
}


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
                raise ValueError(f"the step {self.name} has no {problem.code} in problems.STEPS")
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

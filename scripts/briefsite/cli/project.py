"""What several commands begin or end with: the editions of the project, and the problems on the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefsite.problem import Problem
    from briefsite.reading.publication import Publication
    from briefsite.reading.read import Reading
    from briefsite.site.inputs import Inputs

#: The type of an option that is a day.
DAY: Final = click.DateTime(["%Y-%m-%d"])


def publications_of(root: Path) -> tuple[Inputs, Mapping[str, Publication]]:
    """The inputs, and the publication of each edition by folder. If one has errors, ends as `readings_of` does."""
    inputs, readings = readings_of(root)
    return inputs, {folder: reading.publication for folder, reading in readings.items() if reading.publication}


def readings_of(root: Path) -> tuple[Inputs, Mapping[str, Reading]]:
    """The inputs, and all editions by folder. If one has errors, prints all problems and exits with status 1."""
    from briefsite.problems import Problems
    from briefsite.site.compose import read_one
    from briefsite.site.inputs import gather

    problems = Problems()
    inputs = gather(root, {}, problems.step("inputs"))
    readings = {folder: read_one(inputs, folder) for folder in inputs.sources} if inputs else {}
    if inputs is not None and all(reading.publication for reading in readings.values()):
        return inputs, readings
    for reading in readings.values():
        problems.add(reading.problems)
    print_problems(problems.in_order())
    sys.exit(1)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print the problems, each with its line and what to do, where errors go."""
    from briefsite.problem import describe

    for problem in problems:
        click.echo(describe(problem), err=True)

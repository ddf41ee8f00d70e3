"""What several commands begin or end with: the editions of the project, and the problems on the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefsite.problems.collector import Problems
    from briefsite.problems.problem import Problem
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
    from briefsite.problems.collector import Problems
    from briefsite.site.compose import read_one

    problems = Problems()
    inputs = gathered(root, {}, problems)
    readings = {folder: read_one(inputs, folder) for folder in inputs.sources} if inputs else {}
    if inputs is not None and all(reading.publication for reading in readings.values()):
        return inputs, readings
    for reading in readings.values():
        problems.add(reading.problems)
    print_problems(problems.in_order())
    sys.exit(1)


def gathered(root: Path, last_written: Mapping[str, str], problems: Problems) -> Inputs | None:
    """The inputs of the project, as `gather` reads them, and all of one state if a build replaces files meanwhile."""
    from briefsite.problems.collector import Problems
    from briefsite.site.inputs import gather
    from briefsite.storage.project import read_whole

    def read() -> tuple[Inputs | None, Problems]:
        found = Problems()
        return gather(root, last_written, found.step("inputs")), found

    inputs, found = read_whole(root, read)
    problems.add(found)
    return inputs


def finish_first(root: Path) -> None:
    """Completes or undoes what a command that was interrupted has left, and says so; ends with status 1 if it can't."""
    from briefsite.storage.project import finish_interrupted

    try:
        if said := finish_interrupted(root):
            click.echo(said, err=True)
    except OSError as error:
        end_unwritten(error, root)


def end_unwritten(error: OSError, root: Path) -> NoReturn:
    """Prints what the disk has refused, and exits with status 1."""
    from briefsite.problems.collector import Problems
    from briefsite.publish.unwritten import report_unwritten

    problems = Problems().step("publish")
    report_unwritten(error, root, "nothing was changed", problems)
    print_problems(problems)
    sys.exit(1)


def inputs_of(root: Path) -> Inputs:
    """What is under `root`; if it can't be read, prints the problems and exits with status 1."""
    from briefsite.problems.collector import Problems
    from briefsite.publish.state import last_build

    problems = Problems()
    inputs = gathered(root, last_build(root).written, problems)
    if inputs is None:
        print_problems(problems.in_order())
        sys.exit(1)
    return inputs


def print_problems(problems: Iterable[Problem]) -> None:
    """Print the problems, each with its line and what to do, where errors go."""
    from briefsite.problems.shown import describe

    for problem in problems:
        click.echo(describe(problem), err=True)

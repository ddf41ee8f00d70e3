"""What is fuzzed: each target takes any bytes, and raises only if the program has a fault.

It is a fault if there is a traceback, or a problem at a place that is not there, or if it takes `SLOW` seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from briefsite.edition.file import parse_edition
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.writer import write_ledger
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem
from briefsite.problems.shown import describe
from briefsite.reading.read import read_edition
from briefsite.source.source import decode
from briefsite.works.bibliography import bibtex_text, read_bibliography

SLOW: Final = 10
_EDITION: Final = """\
work: { title: T, publisher: { name: P }, date: 2020-02-01, language: en, rights: R }
site: { title: T, description: D }
source: { file: brief.txt }
pages: [{ slug: /, title: Overview, from: The river, summary: S }]
"""


def text(data: bytes) -> None:
    """A text, and what an edition of it is read to."""
    reading = read_edition(
        "sources/x", {"edition.yml": _EDITION.encode(), "brief.txt": b"The river rose.\n\n" + data}, None
    )
    _check(reading.problems)
    if reading.publication is None and not any(problem.severity == "error" for problem in reading.problems):
        raise AssertionError("it is not read, and no problem says why")


def yaml(data: bytes) -> None:
    """An edition.yml."""
    problems = Problems()
    source = decode("edition.yml", data, "utf-8", problems)
    if source is not None:
        edition, _ = parse_edition("edition.yml", source.text.replace("\r", "\n"), problems)
        if edition is None and not problems:
            raise AssertionError("it is not read, and no problem says why")
    _check(problems)


def bibtex(data: bytes) -> None:
    """A bibliography."""
    problems = Problems()
    works = read_bibliography("references.bib", bibtex_text("references.bib", data, problems), None, problems)
    if len({work.key for work in works.works}) != len(works.works):
        raise AssertionError("two works have one key")
    _check(problems)


def ledger(data: bytes) -> None:
    """A permalinks.yml: what can be read without a problem is written as it is."""
    problems = Problems()
    source = decode("permalinks.yml", data, "utf-8", problems)
    if source is not None:
        reading = read_ledger(source.text.replace("\r", "\n"), problems)
        if not problems and reading.ledger.versions:
            again = read_ledger(write_ledger(reading.ledger), problems)
            if again.ledger != reading.ledger:
                raise AssertionError("it is another ledger after it was written")
    _check(problems)


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {"text": text, "yaml": yaml, "bibtex": bibtex, "ledger": ledger}


def run(target: str, data: bytes) -> None:
    """Tries one input. What is raised is a fault of the program."""
    begun = time.process_time()
    TARGETS[target](data)
    if (spent := time.process_time() - begun) > SLOW:
        raise AssertionError(f"it takes {spent:.1f} seconds")


def _check(problems: Iterable[Problem]) -> None:
    for problem in problems:
        describe(problem).encode()  # what is printed is UTF-8
        if problem.code[0] != "S" and problem.place.line and not problem.place.text and problem.place.column > 1:
            raise AssertionError(f"a problem has a place that is not there: {problem}")


def seeds(target: str) -> list[Path]:
    """The files with which a target begins, and those that once failed."""
    return sorted(path for path in (Path(__file__).parent / target).iterdir() if path.is_file())

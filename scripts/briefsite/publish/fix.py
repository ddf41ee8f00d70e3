"""`check --fix`: writes the emendations that need no judgment into each edition.yml."""

from __future__ import annotations

from collections.abc import Iterator

from briefsite.edition.emendation_file import amended
from briefsite.files import exclusive, write_file
from briefsite.problem import Fix, Problem
from briefsite.reading.read import read_edition
from briefsite.site.inputs import Inputs


def fix_editions(inputs: Inputs) -> Iterator[str]:
    """Adds to every edition the emendations that the program is sure of. Gives a line for each.

    A file is written in one step or not at all. It is left alone if the emendations would cause new problems.
    """
    for folder, files in inputs.sources.items():
        problems = read_edition(folder, files, None).problems
        fixes = _sure(problems)
        name = f"{folder}/edition.yml"
        if not fixes:
            continue
        text = files["edition.yml"].decode("utf-8")
        made = amended(text, fixes)
        if made is None:
            yield f"{name}: left alone, since its emendations stand in a way that only a person should add to"
            continue
        after = read_edition(folder, {**files, "edition.yml": made.encode()}, None).problems
        new = {(problem.code, problem.subject) for problem in after} - {(p.code, p.subject) for p in problems}
        if any(code in {"M01", "M02", "M03", "E01", "E02"} for code, _ in new):
            yield f"{name}: left alone, since the emendations would not fit those that are there"
            continue
        with exclusive(inputs.root) as scratch:
            write_file(inputs.root / name, made.encode(), scratch)
        yield from (f'{name}: emended "{fix.find}" to "{fix.read}" ({fix.because})' for fix in fixes)


def _sure(problems: tuple[Problem, ...]) -> list[Fix]:
    found = (problem.fix for problem in problems)
    return list(dict.fromkeys(fix for fix in found if fix is not None and fix.sure))

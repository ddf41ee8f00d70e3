"""The collector of problems, and which step can give which: no problem comes from where nobody expects it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from briefsite.problems.codes import CODES, STEPS
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place, Problem, fatal
from briefsite.progress import Clock
from briefsite.reading import read
from briefsite.reading.read import read_edition
from briefsite.site.compose import compose
from briefsite.site.inputs import gather
from briefsite.site.settings import check_placeholder
from tests.test_problems import CASES, project

PACKAGE: Final = Path(__file__).resolve().parent.parent / "scripts/briefsite"
#: Steps that are taken only in the commands themselves; what they print is in the golden cases of their codes.
LATER: Final = {"rendering", "proof", "publish", "release", "init", "links"}
#: Codes that several steps can give, each with the reason.
SHARED: Final = {
    "S01": "any step may read a file that is not there",
    "S02": "any step may decode a file",
    "S03": "two commands write: build and init",
    "S12": "the same",
    "S07": "an edition and the site have files that two branches may change",
    "L01": "each kind of file has limits",
    "L02": "a link can be in the project, and be given to a command",
    "L04": "they can be in the text, in what is written about it, and on a page of the site",
    "E01": "edition.yml and the texts that editors supply for the pages are YAML",
    "E04": "a key can be written twice in either",
    "E03": "an edition can name a file outside its folder, and a command a folder outside sources/",
    "P01": "the words that edition.yml quotes are looked for where they are used, for notes and for paragraphs",
    "E05": "a DOI can be wrong in itself, and be that of a version that there isn't",
    "O04": "an id can be wrong in itself, and meet another on its page",
    "B06": "a key can be wrong in itself, and meet another id on its page",
    "A04": "an edition can lose an address, and with another path all of them",
    "B07": "the engine formats the works when they are read, and the pages when they are made",
}


def problem(code: str, file: str = "edition.yml", *, line: int = 0) -> Problem:
    return Problem(Place(file, line), code, "It is so.", subject="it")


def test_files_are_named_as_people_see_them() -> None:
    problems = Problems("sources/x")
    problems.error(Place("edition.yml", 2), "E04", "Twice.", subject="site")
    problems.below("pages").warning(Place("index.md"), "R04", "By hand.", subject="index.md")
    Problems().below("").error(Place("lost.md"), "R04", "By hand.", subject="lost.md")
    assert [(p.place.file, p.code, p.severity, p.subject) for p in problems.in_order()] == [
        ("sources/x/edition.yml", "E04", "error", "site"),
        ("sources/x/pages/index.md", "R04", "warning", "index.md"),
    ]
    assert problems.path("edition.yml") == "sources/x/edition.yml"
    assert Problems().path("mkdocs.yml") == "mkdocs.yml"


def test_each_problem_is_listed_once_in_the_order_of_the_places() -> None:
    problems = Problems()
    problems.step("outline").add([problem("O01", line=9), problem("O01", line=2)])
    problems.step("checks").add([problem("O06", line=5), problem("O06", line=5)])
    assert [p.place.line for p in problems.in_order()] == [2, 5, 9]


def test_a_part_knows_what_went_wrong_in_it_and_the_whole_knows_it_too() -> None:
    problems = Problems("x")
    before, part = problems.part(), problems.step("works")
    assert not problems
    part.warning(Place("references.bib"), "B04", "Unknown.", subject="colour")
    assert (bool(part), bool(before), bool(problems)) == (True, False, True)
    assert not fatal(problems)
    part.part().error(Place("references.bib"), "B02", "Twice.", subject="a")
    assert (fatal(part), fatal(before), fatal(problems)) == (True, False, True)


def test_a_step_cannot_give_a_code_that_is_not_its_own() -> None:
    with pytest.raises(ValueError, match="the step outline has no B01"):
        Problems().step("outline").part().error(Place("x"), "B01", "?", subject="x")
    with pytest.raises(KeyError):
        Problems().step("unheard of")


def test_each_code_is_given_by_one_step_or_by_several_for_a_reason() -> None:
    given = Counter(code for codes in STEPS.values() for code in codes.split())
    assert given.keys() == CODES.keys()
    assert {code for code, times in given.items() if times > 1} == SHARED.keys()
    assert all(len(codes.split()) == len(set(codes.split())) for codes in STEPS.values())


def test_the_steps_are_those_that_the_code_takes() -> None:
    taken = {
        str(call.args[0].value)
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
        if "step" in {getattr(call.func, "id", ""), getattr(call.func, "attr", "")} and len(call.args) == 1
    }
    assert taken == STEPS.keys()


def test_what_the_reading_says_of_its_steps_is_so() -> None:
    listed = re.findall(r"^\d+\. ([\w ]+): .*\. ([A-Z\d ]+)$", read.__doc__ or "", re.MULTILINE)
    names = list(STEPS)
    assert listed == [(name, STEPS[name]) for name in names[names.index("conflicts") : names.index("addresses") + 1]]


def test_each_step_gives_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That it gives nothing else, the collector sees to: every case here, and every other test, would fail."""
    given: set[tuple[str, str]] = set()
    add = Problems.add

    def heard(self: Problems, problems: Iterable[Problem]) -> None:
        found = list(problems)
        given.update((self.name, one.code) for one in found)
        add(self, found)

    monkeypatch.setattr(Problems, "add", heard)
    for case in CASES:
        problems = Problems()
        inputs = gather(project(case, tmp_path / case.name), {}, problems.step("inputs"))
        if inputs is not None:
            compose(inputs, Clock(), {}, problems)
            check_placeholder(inputs.settings, problems.step("site"))
    gather(tmp_path, {}, Problems().step("inputs"))
    read_edition("sources/x", {}, None)
    declared = {(step, code) for step, codes in STEPS.items() if step not in LATER for code in codes.split()}
    # Of the others there are only the tests in test_problems.ELSEWHERE, of the limits, of the strings, and in
    # test_given_ids that of an old address.
    elsewhere = {
        ("inputs", "L01"),
        ("emendations", "L01"),
        ("printed notes", "L01"),
        ("site", "E01"),
        ("site", "E04"),
        ("inputs", "L02"),
        ("inputs", "L03"),
        ("emendations", "L01"),  # in test_limits, as the one below
        ("printed notes", "L01"),
        ("references", "B07"),
        ("site", "B07"),
        ("history", "A11"),
        ("history", "A12"),
        ("ids", "B06"),
        ("ids", "E05"),  # in test_dois
    }
    assert declared - given == elsewhere


def test_nobody_takes_a_message_apart() -> None:
    """It is for people, and may be worded anew; programs read the code and the subject."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts: list[ast.expr] = []
            if isinstance(node, ast.Attribute | ast.Subscript):
                parts = [node.value]
            elif isinstance(node, ast.Compare):
                parts = [node.left, *node.comparators]
            for part in parts:
                assert not (isinstance(part, ast.Attribute) and part.attr == "message"), f"{path.name}:{part.lineno}"

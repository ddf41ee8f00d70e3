"""Who deletes words of the text gets one message with all that refers to them, and one command that takes it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem
from briefsite.problems.shown import describe
from briefsite.publish.drop import plan_drop
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading, read_edition
from briefsite.site.inputs import Inputs, gather
from briefsite.site.settings import Settings
from briefsite.yaml_files.rewritten import rewritten
from tests.helpers import call, snapshot

FOLDER = "sources/mongolia"


@pytest.fixture(scope="module")
def inputs(root: Path) -> Inputs:
    found = gather(root, {}, Problems())
    assert found
    return found


def without_passages(inputs: Inputs, publication: Publication, paragraphs: Sequence[int]) -> Inputs:
    """The project with the brief's text deleted from the first to the last of some paragraphs."""
    passages = [part for number in paragraphs for part in (publication.assembly.paragraphs[number].whole,)]
    data = publication.source.text
    low = passages[0].place(0)
    following = paragraphs[-1] + 1
    rest = publication.assembly.paragraphs[following:]
    high = rest[0].whole.place(0) if rest else len(data)
    files = {**inputs.sources[FOLDER], "brief.txt": (data[:low] + data[high:]).encode()}
    return replace(inputs, sources={**inputs.sources, FOLDER: files})


def read(inputs: Inputs) -> Reading:
    return read_edition(FOLDER, inputs.sources[FOLDER], None)


def errors(reading: Reading) -> list[Problem]:
    return [problem for problem in reading.problems if problem.severity == "error"]


def fixed(inputs: Inputs) -> Reading:
    """The edition without emendations that have nothing left to emend."""
    idle = [path for each in read(inputs).problems if each.removal and each.removal.sure for path in each.removal.paths]
    made = rewritten(inputs.sources[FOLDER]["edition.yml"].decode(), {}, idle)
    assert made
    return read_edition(FOLDER, {**inputs.sources[FOLDER], "edition.yml": made.encode()}, None)


def dropped(inputs: Inputs, address: str) -> Inputs:
    drop = plan_drop(inputs, address)
    assert not drop.refused
    files = dict(inputs.sources[FOLDER])
    if f"{FOLDER}/edition.yml" in drop.files:
        files["edition.yml"] = drop.files[f"{FOLDER}/edition.yml"].encode()
    settings = {**inputs.settings.files, **{k: v.encode() for k, v in drop.files.items() if k in inputs.settings.files}}
    return replace(
        inputs,
        sources={**inputs.sources, FOLDER: files},
        settings=Settings(settings, inputs.settings.environment),
    )


@pytest.mark.parametrize("number", [1, 4, 6, 9, 14])
def test_a_deleted_paragraph_is_one_message_and_one_command(
    inputs: Inputs, publication: Publication, number: int
) -> None:
    cut = without_passages(inputs, publication, [number - 1])
    before = read(cut)
    # Furniture that was corrected in the paragraph is in no wording of it: what is left of it, `check --fix` takes out.
    idle = [each for each in errors(before) if each.removal and each.removal.sure]
    (error,) = (each for each in errors(before) if each not in idle)
    address = "/conclusion/" if error.subject.startswith("/") else f"p{number}"
    assert (error.code, error.subject) == ("Q02", address) or error.subject.startswith("/")
    after = fixed(dropped(cut, error.subject))
    assert after.publication, "\n".join(map(describe, after.problems))
    comments = re.compile(r"(?m)^\s*#.*$")
    old, new = (files.sources[FOLDER]["edition.yml"].decode() for files in (cut, dropped(cut, error.subject)))
    assert comments.findall(new) == comments.findall(old)


def test_a_page_whose_text_is_deleted_goes_with_its_entry_in_the_menu(inputs: Inputs, publication: Publication) -> None:
    leaf = next(leaf for leaf in publication.outline.leaves if leaf.page.slug == "turkey")
    cut = without_passages(inputs, publication, leaf.paragraphs)
    (error,) = errors(read(cut))
    assert error.subject == "/turkey/"
    assert error.message.startswith("no passage of page /turkey/ is left in the text")
    after = dropped(cut, "turkey")
    assert "turkey.md" not in after.settings.files["mkdocs.yml"].decode()
    assert "third-neighbors.md" in after.settings.files["mkdocs.yml"].decode()
    reading = read(after)
    assert reading.publication, "\n".join(map(describe, reading.problems))
    assert "turkey" not in {leaf.page.slug for leaf in reading.publication.outline.leaves}


def test_a_page_that_is_dropped_leaves_its_text_to_the_page_before(inputs: Inputs) -> None:
    drop = plan_drop(inputs, "/turkey/")
    assert drop.says[0].endswith('its text goes on the page "third-neighbors"')
    assert drop.says[1:] == ('mkdocs.yml: "turkey.md" in the menu',)
    reading = read(dropped(inputs, "/turkey/"))
    assert reading.publication, "\n".join(map(describe, reading.problems))
    assert reading.publication.outline.leaves[-1].page.slug != "turkey"


def with_file(inputs: Inputs, name: str, data: bytes) -> Inputs:
    return replace(inputs, sources={**inputs.sources, FOLDER: {**inputs.sources[FOLDER], name: data}})


def comments(inputs: Inputs) -> list[str]:
    text = inputs.sources[FOLDER]["edition.yml"].decode()
    return [line.strip() for line in text.split("\n") if line.strip().startswith("#")]


def test_a_deleted_work_is_one_message_and_one_command(inputs: Inputs) -> None:
    works = inputs.sources[FOLDER]["references.bib"].decode()
    only, shared = "bne2017battulga", "nsc_activities"
    without = works
    for key in (only, shared):
        without = re.sub(rf"@\w+{{{key},.*?\n}}\n", "", without, count=1, flags=re.DOTALL)
    # A second note that cites the work is part of the same message.
    edition = (
        inputs.sources[FOLDER]["edition.yml"].decode().replace("[ciafactbook2020, ", f"[{shared}, ciafactbook2020, ", 1)
    )
    gone = with_file(with_file(inputs, "references.bib", without.encode()), "edition.yml", edition.encode())
    found = errors(read(gone))
    assert [(each.code, each.subject) for each in found] == [("N04", shared), ("N04", only)]
    assert f"briefsite drop {shared}" in found[0].help
    assert found[0].message.startswith(f'notes 3 and 8 cite "{shared}"')
    before = comments(gone)
    for key in (shared, only):
        gone = dropped(gone, key)
    assert not errors(read(gone)), "\n".join(map(describe, errors(read(gone))))
    assert comments(gone) == before


def test_a_deleted_marker_is_one_message_and_one_command(inputs: Inputs) -> None:
    text = inputs.sources[FOLDER]["brief.txt"].decode()
    gone = with_file(inputs, "brief.txt", text.replace("[8]", "").encode())
    assert [(each.code, "briefsite drop n8" in each.help) for each in errors(read(gone))] == [("N03", True)]
    before = comments(gone)
    gone = dropped(gone, "n8")
    assert not errors(read(gone))
    assert comments(gone) == before


@pytest.mark.parametrize(
    "name", ["Battulga", "economic-concerns", "china-dependence#economic-concerns", "nsc_activities"]
)
def test_a_name_a_section_and_a_work_are_dropped_by_their_names(inputs: Inputs, name: str) -> None:
    made = dropped(inputs, name)
    assert not errors(read(made))
    ours, theirs = (each.sources[FOLDER]["edition.yml"].decode() for each in (inputs, made))
    words = "Battulga, Khaltmaagiin" if name == "Battulga" else name.rpartition("#")[2]
    assert words in ours
    assert words not in theirs
    assert comments(made) == comments(inputs)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("n7", "nothing refers to n7, or the text still has it"),
        ("p9", "first delete its words in brief.txt"),
        ("¶ 9", "first delete its words in brief.txt"),
        ("nowhere", "nothing refers to nowhere"),
        ("/", "/ is the first page"),
        ("/bibliography/", "/bibliography/ is made from the edition"),
        ("/names/", "/names/ is made from the edition"),
    ],
)
def test_what_is_in_the_text_is_not_dropped(inputs: Inputs, address: str, said: str) -> None:
    drop = plan_drop(inputs, address)
    assert said in drop.refused
    assert not drop.files


def test_drop_asks_and_changes_nothing_without_an_answer(tmp_path: Path, root: Path) -> None:
    for name in ("mkdocs.yml", "sources/mongolia/edition.yml", "sources/mongolia/brief.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((root / name).read_bytes())
    for path in (root / FOLDER).glob("*.*"):
        (tmp_path / FOLDER / path.name).write_bytes(path.read_bytes())
    (tmp_path / "docs").mkdir()
    before = snapshot(tmp_path / FOLDER), (tmp_path / "mkdocs.yml").read_bytes()
    result = call(tmp_path, "drop", "/turkey/")
    assert result.exit_code == 1
    assert (snapshot(tmp_path / FOLDER), (tmp_path / "mkdocs.yml").read_bytes()) == before
    result = call(tmp_path, "drop", "/turkey/", "--yes")
    assert result.exit_code == 0, result.output
    assert "Changed: sources/mongolia/edition.yml, mkdocs.yml" in result.output
    assert (snapshot(tmp_path / FOLDER), (tmp_path / "mkdocs.yml").read_bytes()) != before

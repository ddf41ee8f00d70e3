"""The page of recipes for editors: every command on it is run, and every entry on it is one that edition.yml takes."""

from __future__ import annotations

import json
import re
import shlex
import textwrap
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
import yaml

from briefsite.edition.model import Edition
from briefsite.problems.collector import Problems
from briefsite.reading.read import read_edition
from briefsite.site.supplied_strings import read_supplied_strings
from tests.helpers import call, commands_of_page, copy_of_repository

PAGE = "docs/editing.md"
EDITION = "sources/mongolia/edition.yml"
TEXT = "sources/mongolia/brief.txt"


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / PAGE).read_text(encoding="utf-8")


def entries(page: str) -> list[tuple[str, object]]:
    """The examples of the page: each key of edition.yml with its value."""
    blocks = re.findall(r"(?:^ {4,}\S.*\n)+", page, re.MULTILINE)
    found = [yaml.safe_load(textwrap.dedent(block)) for block in blocks if re.match(r" {4}\w+:\n", block)]
    return [(key, value) for block in found for key, value in block.items()]


def test_every_example_is_an_entry_of_an_edition(page: str) -> None:
    kinds = get_type_hints(Edition, include_extras=True)
    examples = entries(page)
    assert {key for key, _ in examples} == {
        *("emendations", "furniture", "recurring", "note_forms", "note_blocks", "notes", "names", "timeline"),
        *("addresses", "dois"),
    }
    for key, value in examples:
        assert msgspec.convert(value, kinds[key], strict=False)


def test_every_key_of_the_schema_is_on_the_page(page: str, root: Path) -> None:
    schema = json.loads((root / "sources/edition.schema.json").read_text(encoding="utf-8"))
    keys = {key for part in schema["$defs"].values() for key in part.get("properties", {})}
    assert len(keys) > 100
    assert {key for key in keys if f"`{key}`" not in page} == set()
    _, table = page.split("| Key | Meaning |\n")
    named = {key for row in table.splitlines() for key in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named == set(schema["$defs"]["Edition"]["properties"])


def test_the_example_of_texts_in_another_language_is_taken(page: str) -> None:
    (example,) = re.findall(r"(?m)^ {4}# sources/strings.yml\n((?: {4}.*\n)+)", page)
    problems = Problems()
    supplied = read_supplied_strings(textwrap.dedent(example).encode(), problems)
    assert (problems.in_order(), len(supplied["tr"])) == ((), 3)


#: Four pages of a print, with a number and a head between them, and a list of notes under a heading that no rule knows.
PRINTED = (
    "THE REPORT\n\nThe river rose in the spring,1 and the men of the town,(2) who knew it well, could not bring in\n"
)
PRINTED += "".join(
    f"- {number} -\nTHE RIVER REPORT\n"
    + "".join(f"the boats of pier {number * line} before the ice\n" for line in range(14))
    for number in range(11, 15)
)
PRINTED += """came down in the evening of that day.(3)

What the keeper told me

1. See the book of the tower.

2. He said it twice.

3. In May.

4. And there is a fourth thing, which is no note.
"""
NAMED = """work: {title: T, language: en}
site: {title: T, description: D}
source: {file: text.txt}
pages: [{slug: /, title: O, from: THE REPORT, summary: S}]
"""


def test_the_examples_of_furniture_and_notes_have_the_effect_that_the_page_says(page: str) -> None:
    stated = {key: value for key, value in entries(page) if key in {"furniture", "note_forms", "note_blocks"}}
    without, named = (
        read_edition("x", {"text.txt": PRINTED.encode(), "edition.yml": (NAMED + more).encode()}, None)
        for more in ("", yaml.safe_dump(stated))
    )
    assert without.publication is not None
    assert named.publication is not None
    assert not without.publication.notes
    before, after = (
        "\n".join(passage.text for paragraph in publication.paragraphs for _, passage in paragraph.passages())
        for publication in (without.publication, named.publication)
    )
    assert before.count("THE RIVER REPORT") == 4
    assert "THE RIVER REPORT" not in after
    assert "- 12 -" not in after
    assert [(note.label, len(note.citations)) for note in named.publication.notes] == [("1", 1), ("2", 1), ("3", 1)]
    assert "4. And there is a fourth thing" in after
    assert "What the keeper told me" not in after


def test_every_command_does_what_the_page_says(page: str, root: Path, tmp_path: Path) -> None:
    copy = copy_of_repository(root, tmp_path / "copy")
    text = (copy / TEXT).read_text(encoding="utf-8")
    done = []
    for line in commands_of_page(page):
        words = [word for word in shlex.split(line) if word != ".venv/bin/briefsite"]
        arguments = ["build"] if words == ["scripts/build"] else words
        if arguments == ["drop", "p9"]:
            begin, end = text.index("Reasons such as the dependence"), text.index("However, it is thought")
            (copy / TEXT).write_text(text[:begin] + text[end:], encoding="utf-8")
        if arguments[0] == "drop":
            arguments.append("--yes")  # the test's answer to its question
        if arguments == ["release", "--note", arguments[-1]]:
            arguments += ["--date", "2027-01-01"]
        result = call(copy, *arguments)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        done.append(arguments[0])
    assert done == ["check", "diff", "build", "check", *["drop"] * 4, "strings", "release", "release"]
    edition = (copy / EDITION).read_text(encoding="utf-8")
    assert "slug: turkey" not in edition
    assert "works: [ganbat_nsc]" in edition
    assert "Orkhon monuments" not in edition
    assert "turkey.md" not in (copy / "mkdocs.yml").read_text(encoding="utf-8")
    assert "economic-concerns" not in edition
    assert (copy / "sources/mongolia/versions/2027-01-01.jsonl").is_file()
    redirect = (copy / "site/turkey/index.html").read_text(encoding="utf-8")
    assert "third-neighbors" in redirect
    former = (copy / "site/china-dependence/index.html").read_text(encoding="utf-8")
    assert 'id="p9"' in former

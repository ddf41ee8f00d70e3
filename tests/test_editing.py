"""The page of recipes for editors: every command on it is run, and every entry on it is one that edition.yml takes."""

from __future__ import annotations

import re
import shlex
import textwrap
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest
import yaml

from briefsite.edition.model import Edition
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
    assert {key for key, _ in examples} == {"emendations", "notes", "names", "timeline", "addresses"}
    for key, value in examples:
        assert msgspec.convert(value, kinds[key], strict=False)


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
    assert done == ["check", "diff", "build", "check", "drop", "drop", "release", "release"]
    edition = (copy / EDITION).read_text(encoding="utf-8")
    assert "slug: turkey" not in edition
    assert "turkey.md" not in (copy / "mkdocs.yml").read_text(encoding="utf-8")
    assert "economic-concerns" not in edition
    assert (copy / "sources/mongolia/versions/2027-01-01.jsonl").is_file()
    redirect = (copy / "site/turkey/index.html").read_text(encoding="utf-8")
    assert "third-neighbors" in redirect
    former = (copy / "site/china-dependence/index.html").read_text(encoding="utf-8")
    assert 'id="p9"' in former

"""The README and the other pages for people who use the program: what they name is there, and is as they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Final

import click
import pytest

from briefsite.cli.main import main
from tests.helpers import call, copy_repository

#: Files and folders that the README names are below one of these.
PLACES: Final = ("", "scripts/briefsite/", "sources/mongolia/", "docs/")


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def fenced(text: str) -> list[str]:
    """The blocks of code, without their fences."""
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_every_file_that_it_names_is_there(readme: str, root: Path) -> None:
    named = re.findall(r"`([\w./-]+(?:/|\.(?:py|md|yml|bib|txt)))`|\]\(([\w./-]+)\)", readme)
    named = [in_code or linked for in_code, linked in named]
    assert len(named) > 15
    made = {"site/", "dist/", "versions/", "all-works.md"}  # by a person or a command, or in the folder of an edition
    assert [name for name in named if name not in made and not any((root / at / name).exists() for at in PLACES)] == []


@pytest.mark.parametrize("page", ["README.md", "docs/citing.md", "docs/publishing.md", "docs/editing.md"])
def test_every_command_can_be_given_like_that(
    page: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / page).read_text(encoding="utf-8")
    given = re.findall(r"(?:^ *(?:\.venv/bin/)?|`)(briefsite [a-z-]+[^`\n]*)", text, re.MULTILINE)
    assert len(given) > 5
    monkeypatch.chdir(tmp_path)
    for line in given:
        _, name, *arguments = shlex.split(line, comments=True)
        for argument in arguments:
            if ("." in argument and "/" not in argument) or argument.isupper():
                Path(argument).touch()
        command = main.get_command(click.Context(main), name)
        assert command, line
        if arguments:  # otherwise it is only named
            with command.make_context(name, arguments):
                pass


def test_the_problem_that_it_shows_is_what_the_program_prints(readme: str, root: Path, tmp_path: Path) -> None:
    (shown,) = (block for block in fenced(readme) if re.search(r": error [A-Z]\d\d ", block))
    wrong = re.search(r'cites "(\w+)"', shown)
    right = re.search(r'did you mean "(\w+)"', shown)
    assert wrong
    assert right
    own = copy_repository(root, tmp_path / "own")
    edition = own / "sources/mongolia/edition.yml"
    edition.write_text(edition.read_text(encoding="utf-8").replace(right[1], wrong[1], 1), encoding="utf-8")
    assert shown in call(own, "check").output

"""The README: what it names is there, its commands can be given, and its example is what the program prints."""

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


def test_every_command_can_be_given_like_that(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_blocks = [line for block in fenced(readme) for line in block.splitlines()]
    given = re.findall(r"^briefsite .*", "\n".join(in_blocks), re.MULTILINE) + re.findall(r"`(briefsite .*?)`", readme)
    assert len(given) > 20
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

"""The page for contributors: every command on it is run, and everything that it names is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.helpers import commands_of_page, copy_of_repository

PAGE: Final = Path("docs/contributing.md")
#: Files and folders that the page names are below one of these.
PLACES: Final = ("", "scripts/briefsite/", "docs/")


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / PAGE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def checkout(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git has, as committed, with the environment of this run."""
    copy = copy_of_repository(root, tmp_path_factory.mktemp("contributor") / "checkout")
    (copy / ".venv").symlink_to(root / ".venv")
    if (root / ".mypy_cache").is_dir():  # of the same code, so that the type checker has less to do
        shutil.copytree(root / ".mypy_cache", copy / ".mypy_cache", ignore=shutil.ignore_patterns("*.lock"))
    return copy


def test_every_command_of_the_page_succeeds(page: str, checkout: Path, root: Path) -> None:
    found = commands_of_page(page)
    assert len(found) > 10, found
    # The code of the copy comes first. Setting up is another test's business: it is done.
    environment = {**os.environ, "PYTHONPATH": str(checkout / "scripts"), "GIT_PAGER": "cat"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    for command in dict.fromkeys(found):
        line = re.sub(r"^scripts/build\b", ".venv/bin/briefsite build", command)
        line = re.sub(r"^scripts/test\b", ".venv/bin/pytest -q", line)
        # Nor are all tests looked through for a word, which takes longer than to run those that have it.
        line = re.sub(r"(?<=pytest -q )(?=-k (\w+))", lambda named: f"tests/test_{named[1]}.py ", line)
        # Whole files of tests are part of this run anyway: here it is enough that they are found.
        line += " --collect-only" * (
            re.fullmatch(r"\.venv/bin/pytest -q tests/test_(\w+)\.py( -k \1)?", line) is not None
        )
        result = subprocess.run(
            ["/bin/sh", "-ec", line], cwd=checkout, env=environment, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, f"{command}\n{result.stdout[-3000:]}\n{result.stderr[-3000:]}"
    changed = subprocess.run(["git", "status", "--short"], cwd=checkout, capture_output=True, text=True, check=True)  # noqa: S607
    assert changed.stdout.replace("?? .venv\n", "") == "", "a command of the page changed something"
    assert (root / "scripts/build").is_file()
    assert (root / "scripts/test").is_file()


def test_everything_that_the_page_names_is_there(page: str, root: Path) -> None:
    named = re.findall(r"`([\w./-]+(?:/|\.(?:py|md|yml|svg)))`", page)
    named += re.findall(r"`(scripts/\w+)`", page)
    made = {
        "docs/assets/mark.svg",
        "reading.txt",
        "problems.txt",
        "__init__.py",
        "sources/x/brief.txt",
        "permalinks.yml",
        ".fuzz/found/",
        "edition.yml",
    }
    missing = [name for name in named if name not in made and not any((root / p / name).exists() for p in PLACES)]
    assert missing == []


def test_the_page_names_every_package(page: str, root: Path) -> None:
    packages = {path.parent.name for path in (root / "scripts/briefsite").glob("*/__init__.py")} - {"yaml_files"}
    assert {name for name in packages if not re.search(rf"\b{name}\b", page)} == set()


def test_the_glossary_has_ten_words_at_most(page: str) -> None:
    words = re.findall(r"^\| (\w+) \| \S", page.partition("{ #glossary }")[2].partition("\n## ")[0], re.MULTILINE)
    assert 2 < len(words) - 1 <= 10, words

"""The page for newcomers: its text, its edition and every command on it, done as it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.cli.main import main
from tests.helpers import copy_repository

PAGE = "docs/make-your-own.md"


@pytest.fixture(scope="module")
def blocks(root: Path) -> Mapping[str, list[str]]:
    """The page's indented blocks by their sections."""
    found: dict[str, list[str]] = {}
    text = (root / PAGE).read_text(encoding="utf-8")
    for section in re.split(r"(?m)^## ", text)[1:]:
        name = re.search(r"\{ #(\S+) \}", section)
        assert name
        found[name[1]] = [
            textwrap.dedent(block).strip("\n") + "\n"
            for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", section, re.MULTILINE)
        ]
    return found


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """A repository in which the program is this one, whatever was installed."""
    checkout = copy_repository(root, tmp_path / "checkout")
    for name, command in (("scripts/build", "build"), ("scripts/serve", "serve --port 0"), (".venv/bin/briefsite", "")):
        path = checkout / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -um briefsite {command} "$@"\n')
        path.chmod(0o755)
    for step in (["init", "--quiet"], ["config", "user.name", "Editor"], ["config", "user.email", "editor@press.test"]):
        subprocess.run(["git", *step], cwd=checkout, check=True)  # noqa: S607 - the git of the machine
    return checkout


def run(checkout: Path, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["/bin/sh", "-ec", command], cwd=checkout, capture_output=True, text=True, check=False)


@pytest.mark.long
def test_a_newcomer_gets_from_the_text_to_a_site(blocks: Mapping[str, list[str]], checkout: Path) -> None:
    (text,) = blocks["your-text"]
    init, check = blocks["first-edition"]
    edition, works = blocks["your-edition"]
    (serve,), (build, release, commit, publish) = blocks["look"], blocks["publish"]
    warning, fix = blocks["edit-later"]
    commands = [init, check, serve, build, release, commit, publish, fix]
    assert sum(map(len, blocks.values())) == len(commands) + 4, "a block of the page is not tried"

    (checkout / "dam.txt").write_text(text, encoding="utf-8")
    folder = checkout / "sources/dam"
    if "init" in main.commands:
        made = run(checkout, init)
        assert made.returncode == 0, made.stdout + made.stderr
        run(checkout, check)
    else:
        folder.mkdir()
        shutil.copy(checkout / "dam.txt", folder)
    assert (folder / "dam.txt").read_text(encoding="utf-8") == text

    whole = re.sub(r'(?m)^  - \{find: "\[2".*\n', "", edition)
    (folder / "references.bib").write_text(works, encoding="utf-8")
    (folder / "edition.yml").write_text(whole, encoding="utf-8")
    found = run(checkout, check)
    assert 'sources/dam/dam.txt:8:7: warning N02 damaged note number "[2"' in found.stderr, found.stderr
    (folder / "edition.yml").write_text(edition, encoding="utf-8")
    found = run(checkout, check)
    assert found.returncode == 0, found.stderr

    with subprocess.Popen(
        ["/bin/sh", "-c", f"exec {serve}"],
        cwd=checkout,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        bufsize=1,
    ) as process:
        assert process.stdout is not None
        while not (line := process.stdout.readline()).startswith("http://"):
            assert line, "the preview ended"
        process.kill()

    done = run(checkout, build)
    assert done.returncode == 0, done.stdout + done.stderr
    tree = LexborHTMLParser((checkout / "site/dam/cracks/index.html").read_text(encoding="utf-8"))
    (paragraph,) = tree.css("[id=p2]")
    assert "diary.[2]" in " ".join(paragraph.text().split())
    assert "nobody thought" in (checkout / "site/dam/index.html").read_text(encoding="utf-8")
    assert "Stone and Water" in (checkout / "site/dam/bibliography/index.html").read_text(encoding="utf-8")
    assert "wait for a release" in run(checkout, publish).stderr
    for command in (release, commit, publish):
        done = run(checkout, command)
        assert done.returncode == 0, done.stdout + done.stderr
    committed = run(checkout, "git ls-files sources/dam").stdout
    assert "sources/dam/permalinks.yml" in committed
    assert "sources/dam/versions/" in committed

    later = text.replace("In 1964 the first crack", "There was a warning. In 1964 the first crack")
    (folder / "dam.txt").write_text(later, encoding="utf-8")
    assert warning in run(checkout, check).stderr
    assert "Q01" not in run(checkout, fix).stderr
    assert (folder / "edition.yml").read_text(encoding="utf-8") == edition.replace(
        "from: In 1964 the first crack", 'from: "There was a warning. In"'
    )

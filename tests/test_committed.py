"""What was last committed: read from git, which is asked for a file only where that has changed since."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from briefsite.site.inputs import Inputs, gather
from tests.helpers import collect, make_project

TEXT = "sources/x/brief.txt"


def _committed(root: Path, *how: str) -> None:
    for arguments in (
        ["init", "--quiet", *how],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "--quiet", "--message", "x"],
    ):
        command = ["git", "-C", str(root), *arguments]
        subprocess.run(command, check=True)


def _inputs(root: Path) -> Inputs:
    inputs, problems = collect(gather, root, {})
    assert inputs, problems
    return inputs


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What git is asked for."""
    commands: list[str] = []
    original = subprocess.run

    def run(command: list[str], **options: object) -> object:
        commands.append(" ".join(command[3:]))
        return original(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", run)
    return commands


@pytest.mark.parametrize("how", [(), ("--object-format=sha256",)])
def test_git_is_asked_once_for_all_files_and_then_for_what_has_changed(
    how: tuple[str, ...], tmp_path: Path, asked: list[str]
) -> None:
    root = make_project(tmp_path, {"sources/y/edition.yml": "", "sources/y/é.txt": "é\n"})
    _committed(root, *how)
    asked.clear()
    inputs = _inputs(root)
    for folder, contents in inputs.sources.items():
        for name, data in contents.items():
            assert inputs.committed(f"{folder}/{name}") == data.decode()
    assert asked == ["ls-tree -r -z HEAD sources"]
    before = (root / TEXT).read_text(encoding="utf-8")
    (root / TEXT).write_text("changed", encoding="utf-8")
    assert _inputs(root).committed(TEXT) == before
    assert asked[1:] == ["ls-tree -r -z HEAD sources", f"show HEAD:{TEXT}"]


def test_what_is_not_in_the_folder_is_asked_for_and_what_was_never_committed_is_not(
    tmp_path: Path, asked: list[str]
) -> None:
    root = make_project(tmp_path, {"sources/x/more.txt": "more"})
    _committed(root)
    (root / "sources/x/more.txt").unlink()
    (root / "sources/x/new.txt").write_text("new", encoding="utf-8")
    asked.clear()
    inputs = _inputs(root)
    assert inputs.committed("sources/x/more.txt") == "more"
    assert inputs.committed("sources/x/new.txt") is None
    assert asked == ["ls-tree -r -z HEAD sources", "show HEAD:sources/x/more.txt"]


def test_a_committed_file_that_is_no_text_is_as_one_that_never_was(tmp_path: Path) -> None:
    root = make_project(tmp_path, {TEXT: b"\xff"})
    _committed(root)
    assert _inputs(root).committed(TEXT) is None


def test_without_git_nothing_was_committed(tmp_path: Path) -> None:
    assert _inputs(make_project(tmp_path)).committed(TEXT) is None

"""Files and the site change together or not at all, whichever step fails."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from briefsite import files
from briefsite.file_reading import read_project_folder
from tests.helpers import snapshot

#: What a build changes of a project: the first of these names stays as it is.
OLD = {"docs/stays.md": "a", "docs/changes.md": "b", "docs/goes.md": "c", "site/index.html": "d", "site/goes/x": "e"}
NEW = {"docs/stays.md": "a", "docs/changes.md": "B", "docs/part/comes.md": "C", "site/index.html": "D"}


def make_files(root: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


class Project:
    """A project in its old state, with the new site in the scratch folder."""

    def __init__(self, root: Path, old: dict[str, str] = OLD) -> None:
        self.root, self.scratch = root, root / ".briefsite/scratch"
        make_files(root, old)
        make_files(self.scratch, {name: text for name, text in NEW.items() if name.startswith("site/")})

    def publish(self, more: dict[str, bytes | None] | None = None) -> None:
        changes: dict[str, bytes | None] = {
            name: text.encode() for name, text in NEW.items() if name.startswith("docs/")
        }
        changes |= {"docs/goes.md": None, "docs/was-never-there.md": None} | (more or {})
        paths = {self.root / name: data for name, data in changes.items()}
        files.replace_files(paths, self.root / "site", self.scratch / "site", self.scratch)

    def state(self) -> dict[str, str]:
        return {name: data.decode() for name, data in snapshot(self.root).items() if not name.startswith(".briefsite/")}


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system on which two names can't be exchanged in one step."""
    monkeypatch.setattr(files, "_swapped", lambda *_: False)


class Failing:
    """The calls of the system that change names: the one of this number fails, counted from 1."""

    CALLS = ("link", "unlink", "replace", "rename", "mkdir")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        self.made, self.number = 0, number
        for name in self.CALLS:
            monkeypatch.setattr(os, name, self.counted(getattr(os, name)))

    def counted(self, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            self.made += 1
            if self.made == self.number:
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(arguments[0]))
            return call(*arguments, **options)

        return counted


def test_all_changes_are_made(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.publish()
    assert project.state() == NEW


def test_the_first_site_is_put_where_there_was_none(tmp_path: Path) -> None:
    project = Project(tmp_path, {})
    project.publish()
    assert project.state() == NEW


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("old", [OLD, {}], ids=["rebuilt", "first"])
def test_whichever_step_fails_everything_is_as_it_was(tmp_path: Path, exchange: bool, old: dict[str, str]) -> None:
    """Also where the file system can't exchange two names: then the site is away for a moment, and comes back."""
    for number in itertools.count(1):
        project = Project(tmp_path / str(number), old)
        with pytest.MonkeyPatch.context() as monkeypatch:
            if not exchange:
                without_exchange(monkeypatch)
            failing = Failing(monkeypatch, number)
            try:
                project.publish()
            except OSError:
                assert project.state() == old, f"step {number} failed and left something behind"
                continue
        assert project.state() == NEW, f"step {number} failed, and nothing was said"
        if failing.made < number:
            break
    assert number > 6


def test_a_file_in_the_place_of_a_folder_is_found_before_or_undone(tmp_path: Path) -> None:
    project = Project(tmp_path)
    with pytest.raises(FileExistsError):
        project.publish({"docs/stays.md/below": b"x"})
    assert project.state() == OLD


def test_a_site_that_was_not_made_leaves_the_files_as_they_were(tmp_path: Path) -> None:
    project = Project(tmp_path)
    (project.scratch / "site").rename(project.scratch / "lost")
    with pytest.raises(FileNotFoundError):
        project.publish()
    assert project.state() == OLD


@pytest.mark.parametrize("count", [31, 32, 33, 70])
def test_however_many_files_there_are_each_gets_its_own_words(tmp_path: Path, count: int) -> None:
    project = Project(tmp_path)
    many = {f"docs/many/{number}.md": str(number) for number in range(count)}
    project.publish({name: text.encode() for name, text in many.items()})
    assert project.state() == NEW | many


@pytest.mark.parametrize("exchange", [True, False])
def test_two_folders_change_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        without_exchange(monkeypatch)
    make_files(tmp_path, {"new/a": "new", "old/a": "old"})
    files.swap(tmp_path / "new", tmp_path / "old")
    assert snapshot(tmp_path) == {"new/a": b"old", "old/a": b"new"}


def test_what_editors_leave_behind_is_not_read(tmp_path: Path) -> None:
    read = {"brief.txt": "a", "edition.yml": "b", "notes~.txt": "c", "swp": "d", "a#b": "e", "x.swp.txt": "f"}
    left = [".hidden", "#brief.txt#", ".#brief.txt", "brief.txt~", ".brief.txt.swp", "brief.txt.swp", "~", "#"]
    make_files(tmp_path, read | dict.fromkeys(left, "x") | {"folder/brief.txt": "x"})
    assert read_project_folder(tmp_path, []) == {name: text.encode() for name, text in read.items()}

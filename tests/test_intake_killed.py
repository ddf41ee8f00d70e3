"""`init` and `receive`, killed before any of their operations on the disk: all of it was written, or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefsite.cli.project import inputs_of
from briefsite.init.receive import receive_version
from briefsite.init.write import write_first_edition
from briefsite.storage.files import WORK_FOLDER
from briefsite.storage.project import finish_interrupted
from tests.helpers import snapshot
from tests.processes import KILLED, counted, killed_before
from tests.test_receive import FIRST, FOLDER, SECOND


def files(root: Path) -> dict[str, bytes]:
    """What is in a project, without what is temporary."""
    return {name: data for name, data in snapshot(root).items() if not name.startswith(WORK_FOLDER)}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an edition of the first version."""
    root, file = tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("file") / "river.docx"
    file.write_bytes(FIRST)
    assert not write_first_edition(root, file, None).problems
    return root


def check(before: Path, act: Callable[[Path], object], tmp_path: Path, *, every: int) -> None:
    """Kills `act` before every so many of its operations."""
    old, root = files(before), shutil.copytree(before, tmp_path / "whole")
    with counted(lambda *_: None) as operations:
        act(root)
    new = files(root)
    assert new != old
    ends = []
    for number in range(1, len(operations) + 1, every):
        root = shutil.copytree(before, tmp_path / str(number))
        assert killed_before(number, lambda root=root: act(root)) == KILLED  # type: ignore[misc]
        finish_interrupted(root)
        ends.append(files(root))
        assert ends[-1] in (old, new), f"half of it after operation {number}, {operations[number - 1]}"
        shutil.rmtree(root)
    assert ends[0] == old
    assert ends == [old] * ends.count(old) + [new] * ends.count(new)


@pytest.mark.parametrize("every", [53, pytest.param(1, marks=pytest.mark.long)])
def test_a_first_edition_is_whole_or_not_there(every: int, tmp_path: Path) -> None:
    empty, file = tmp_path / "empty", tmp_path / "river.docx"
    empty.mkdir()
    file.write_bytes(FIRST)
    check(empty, lambda root: write_first_edition(root, file, None), tmp_path, every=every)


@pytest.mark.parametrize("every", [29, pytest.param(1, marks=pytest.mark.long)])
def test_a_later_version_is_received_whole_or_not(every: int, begun: Path, tmp_path: Path) -> None:
    file = tmp_path / "river-v2.docx"
    file.write_bytes(SECOND)

    def receive(root: Path) -> None:
        assert not receive_version(inputs_of(root), file, FOLDER.rpartition("/")[2]).problems

    check(begun, receive, tmp_path, every=every)

"""A site whose editions other machines make is the same site, and what is wrong with a cluster is said plainly."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from distributed import LocalCluster

from briefsite.proof.elsewhere import made_by
from briefsite.site.cluster import Cluster
from briefsite.site.workers import OneWorker
from tests.helpers import call, call_build, make_project, small_edition, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefsite.proof.part_task import PartResult, PartTask, SiteFrame

_C = TypeVar("_C")
_T = TypeVar("_T")
_R = TypeVar("_R")

SITE = (
    small_edition("x", "", "river") | small_edition("y", "bridges/old", "bridge") | small_edition("z", "mill", "mill")
)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers, each a process of its own."""
    folder = tmp_path_factory.mktemp("cluster")
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=None, local_directory=str(folder)
    ) as cluster:
        yield cluster.scheduler_address


def test_a_site_is_the_same_from_two_workers_of_a_scheduler(tmp_path: Path, scheduler: str) -> None:
    root = make_project(tmp_path / "one", SITE)
    call_build(root)
    sites = {folder: snapshot(root / folder) for folder in ("docs", "site")}
    assert call(root, "build", "--force", "--scheduler", scheduler).exit_code == 0
    assert {folder: snapshot(root / folder) for folder in sites} == sites


def test_results_come_in_the_order_of_the_tasks(scheduler: str) -> None:
    with closing(Cluster(scheduler)) as cluster:
        assert list(cluster.do(operator.add, 1, range(20))) == list(range(1, 21))
        assert list(cluster.do(operator.add, 1, [])) == []


def test_an_error_in_a_task_is_raised_here(scheduler: str) -> None:
    with closing(Cluster(scheduler)) as cluster, pytest.raises(ZeroDivisionError):
        list(cluster.do(operator.truediv, 1, [1, 0]))


def test_nothing_of_the_project_is_read_where_a_part_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_project(tmp_path / "here", SITE)
    call_build(root)
    site = snapshot(root / "site")

    def made(_: object, frame: SiteFrame, tasks: Sequence[PartTask]) -> Iterator[PartResult]:
        return made_by(_Elsewhere(root), frame, tasks)

    monkeypatch.setattr("briefsite.proof.elsewhere.made_by", made)
    call_build(root, "--force")
    assert snapshot(root / "site") == site


class _Elsewhere(OneWorker):
    """Does tasks while the project in the folder `root` is away."""

    share_files = False

    def __init__(self, root: Path) -> None:
        self.root, self.away = root, root.with_name("away")
        self.done = 0

    def do(self, function: Callable[[_C, _T], _R], common: _C, tasks: Sequence[_T]) -> Iterator[_R]:
        for task in tasks:
            self.root.rename(self.away)
            try:
                result = function(common, task)
            finally:
                self.away.rename(self.root)
            self.done += 1
            yield result


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("tcp://127.0.0.1:1", "no scheduler answers at tcp://127.0.0.1:1"),
        ("odd://x", "no scheduler answers at odd://x"),
    ],
)
def test_a_scheduler_that_is_not_there_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, says: str
) -> None:
    monkeypatch.setattr("briefsite.site.cluster.ANSWERS_IN", 0.2)
    root = make_project(tmp_path, small_edition("x", "", "river"))
    result = call(root, "build", "--scheduler", address)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {says}")
    assert not (root / "site").exists()


def test_workers_with_another_program_get_no_task(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefsite.site.cluster.program_checksum", os.getpid)  # each has its own
    with pytest.raises(ConnectionError, match="another version of briefsite"):
        Cluster(scheduler)

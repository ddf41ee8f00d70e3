"""Workers: what comes out is the same whoever does the tasks, and whatever happens to them."""

from __future__ import annotations

import operator
import os
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.site import workers
from briefsite.site.workers import OneWorker, Processes
from tests.helpers import call_build, make_project, small_edition, snapshot

if TYPE_CHECKING:
    import pytest


def test_a_site_is_the_same_from_one_process_and_from_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = small_edition("x", "", "river") | small_edition("y", "bridges/old", "bridge")
    root = make_project(tmp_path / "one", files | small_edition("z", "mill", "mill"))
    call_build(root)
    sites = {folder: snapshot(root / folder) for folder in ("docs", "site")}
    monkeypatch.setattr(workers, "WORTH_STARTING", 2)
    monkeypatch.setattr("briefsite.site.compose.PACKED_FROM", 0)
    started: list[int] = []
    begin = Processes._started

    def heard(processes: Processes) -> object:
        pool = begin(processes)
        started.append(id(pool))
        return pool

    monkeypatch.setattr(Processes, "_started", heard)
    call_build(root, "--force", "--jobs", "2")
    assert len(started) == 2, "to read editions, and to render them"
    assert len(set(started)) == 1
    assert {folder: snapshot(root / folder) for folder in sites} == sites


def test_results_come_in_the_order_of_the_tasks_from_other_processes() -> None:
    tasks = list(range(9))
    assert list(OneWorker().do(operator.add, 1, tasks)) == list(range(1, 10))
    with closing(Processes(2)) as two:
        assert list(two.do(operator.add, 1, tasks)) == list(range(1, 10))
        assert set(two.do(_process, "pid", tasks)).isdisjoint({os.getpid()})
        assert set(two.do(_process, "pid", tasks[:3])) == {os.getpid()}, "three are not worth a process"


def _process(name: str, _: int) -> int:
    return int(getattr(os, f"get{name}")())


def test_what_an_ended_process_left_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pool:
        def map(self, _: object, files: list[str], tasks: list[int]) -> Iterator[int]:
            assert len(files) == len(tasks)
            yield 100
            raise BrokenProcessPool

    monkeypatch.setattr(Processes, "_started", lambda _: Pool())
    with closing(Processes(2)) as two:
        assert list(two.do(operator.add, 1, list(range(8)))) == [100, *range(2, 9)]
        monkeypatch.undo()

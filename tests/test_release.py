"""A release: it alone writes the ledger, all of it or nothing, and only if there is something to release."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from briefsite import files
from briefsite.files import replace_files
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.problems import Problems
from briefsite.progress import Clock
from briefsite.publish.build import Preview, build_preview
from briefsite.site import history
from briefsite.site.history import History, read_history
from tests.helpers import EDITION, call, call_build, call_release, make_project, published, snapshot

BRIEF = "sources/x/brief.txt"
LEDGER = "sources/x/permalinks.yml"
TEXT = "The river rose in the night.\n\nThe bridge held.\n"
EDITED = "The river rose in the morning.\n\nThe bridge held.\n\nNobody was hurt.\n"
NOTHING = "Nothing to release: nothing has changed since the last version.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one version."""
    made = make_project(tmp_path / "project", {BRIEF: TEXT})
    call_release(made, "2026-11-24", "--note", "The first.")
    return made


def edit(root: Path, text: str = EDITED) -> None:
    (root / BRIEF).write_text(text, encoding="utf-8")


def ledger_of(root: Path, file: str = LEDGER) -> Ledger:
    problems = Problems()
    reading = read_ledger((root / file).read_text(encoding="utf-8"), problems)
    assert not problems
    return reading.ledger


def versions_of(root: Path) -> dict[str, str]:
    """Each version with its note."""
    return {str(version.id): version.note for version in ledger_of(root).versions}


# ---- what a release does


def test_a_release_reads_the_history_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def read(where: Path) -> History:
        asked.append(where)
        return read_history(where)

    monkeypatch.setattr(history, "read_history", read)
    edit(root)
    call_release(root, "2026-12-01")
    assert asked == [root]


def test_a_release_dates_what_is_new_and_keeps_the_version(root: Path) -> None:
    edit(root)
    said = call_release(root, "2026-12-01", "--note", "The morning.").output
    assert "¶ 1 edited" in said
    assert "¶ 3 new after ¶ 2" in said
    assert "Version 2026-12-01.\n" in said
    assert "today" not in said
    assert versions_of(root) == {"2026-11-24": "The first.", "2026-12-01": "The morning."}
    records = ledger_of(root).by_id
    assert [str(records[address].since) for address in ("p1", "p2", "p3")] == ["2026-11-24", "2026-11-24", "2026-12-01"]
    assert [(words, str(on)) for words, on in records["p1"].earlier] == [
        ("The river rose in the night.", "2026-12-01"),
    ]
    assert sorted(path.name for path in (root / "sources/x/versions").iterdir()) == [
        "2026-11-24.jsonl",
        "2026-12-01.jsonl",
    ]
    assert "1 December 2026" in (root / "docs/changes.md").read_text(encoding="utf-8")
    assert "Nothing has changed: site/ is up to date." in call_build(root).output


def test_releasing_twice_changes_nothing(root: Path) -> None:
    edit(root)
    call_release(root, "2026-12-01")
    before = published(root)
    for arguments in ((), ("--note", "Again."), ("--dry-run",)):
        assert call_release(root, "2026-12-02", *arguments).output == NOTHING
        assert published(root) == before


def test_a_draft_that_is_taken_back_leaves_nothing_to_release(root: Path) -> None:
    before = published(root)
    for text in (EDITED, "The river fell.\n", EDITED + "\nMore.\n", TEXT):
        edit(root, text)
        call_build(root)
    assert call_release(root, "2026-12-02").output == NOTHING
    assert published(root) == before


def test_a_second_version_on_a_day_has_the_number_two(root: Path) -> None:
    for number in range(2, 12):
        edit(root, f"{TEXT}\nThis is the {number}th text.\n")
        assert f"Version 2026-11-24.{number}.\n" in call_release(root, "2026-11-24").output
    assert [*versions_of(root)] == ["2026-11-24", *(f"2026-11-24.{number}" for number in range(2, 12))]
    assert ">version of 24 November 2026 (11)<" in " ".join(
        (root / "docs/templates/parts/index/cite.html").read_text(encoding="utf-8").split()
    )


def test_a_date_before_the_last_version_is_refused(root: Path) -> None:
    edit(root)
    call_build(root)
    before = published(root)
    for arguments in ((), ("--dry-run",)):
        result = call(root, "release", "--date", "2026-11-23", *arguments)
        assert result.exit_code == 1
        assert "error A08 a version of 2026-11-23 would come before the last one, of 2026-11-24" in result.output
        assert published(root) == before


def test_without_a_date_it_is_today_and_the_command_says_so(root: Path) -> None:
    edit(root)
    result = call(root, "release", env={"SOURCE_DATE_EPOCH": "1796083200"})
    assert result.exit_code == 0
    assert "Dated today, 2026-12-01. To use another date, pass --date.\n" in result.output
    assert [*versions_of(root)] == ["2026-11-24", "2026-12-01"]


def test_a_dry_run_says_what_a_release_would_and_writes_nothing(root: Path) -> None:
    edit(root)
    call_build(root)
    before = published(root)
    said = call_release(root, "2026-12-01", "--dry-run").output
    assert published(root) == before
    released = call_release(root, "2026-12-01").output
    assert said.splitlines()[-1] == "Version 2026-12-01."
    assert released.startswith(said)


def test_only_the_editions_that_are_named_or_have_changed_are_released(root: Path) -> None:
    other = (root / EDITION).read_text(encoding="utf-8").replace("site: { ", "site: { path: y, ")
    make_project(root, {"sources/y/edition.yml": other, "sources/y/brief.txt": TEXT})
    edit(root)
    call_release(root, "2026-12-01", "y")
    assert [*versions_of(root)] == ["2026-11-24"]
    assert [str(version.id) for version in ledger_of(root, "sources/y/permalinks.yml").versions] == ["2026-12-01"]
    before = (root / "sources/y/permalinks.yml").read_bytes()
    assert "sources/y: Version" not in call_release(root, "2026-12-02").output
    assert [*versions_of(root)] == ["2026-11-24", "2026-12-02"]
    assert (root / "sources/y/permalinks.yml").read_bytes() == before


# ---- what writes no ledger


def test_nothing_but_a_release_writes_in_the_sources(root: Path, tmp_path: Path) -> None:
    for text in (TEXT, EDITED):
        edit(root, text)
        before = snapshot(root / "sources")
        call_build(root)
        call_build(root, "--force")
        build_preview(root, tmp_path / "preview", Preview(), Clock())
        for command in (["check"], ["addresses"], ["cite", "p1"], ["build", "--locked"], ["build", "--released"]):
            call(root, *command)
        assert snapshot(root / "sources") == before


def test_a_first_build_writes_no_ledger_either(tmp_path: Path) -> None:
    root = make_project(tmp_path, {BRIEF: TEXT})
    before = snapshot(root / "sources")
    assert "8 changes wait for a release" in call_build(root).output
    assert snapshot(root / "sources") == before


def test_released_fails_if_anything_waits_and_passes_after_the_release(root: Path) -> None:
    call_build(root, "--released")
    edit(root)
    call_build(root)
    before = published(root)
    result = call(root, "build", "--released")
    assert result.exit_code == 1
    assert "sources/x: error A07 2 changes wait for a release" in result.output
    assert published(root) == before
    call_release(root, "2026-12-01")
    call_build(root, "--released")
    call_build(root, "--released", "--locked")


# ---- a ledger of the first form


def first_form(ledger: str) -> str:
    """The ledger as it was written when it had no versions."""
    return "version: 1\naddresses:\n" + ledger.partition("addresses:\n")[2]


def test_a_release_writes_a_ledger_of_the_first_form_in_the_second_with_all_addresses(root: Path) -> None:
    edit(root)
    call_release(root, "2026-12-01")
    written = (root / LEDGER).read_text(encoding="utf-8")
    kept = (root / "sources/x/versions/2026-12-01.jsonl").read_bytes()
    shutil.rmtree(root / "sources/x/versions")
    (root / LEDGER).write_text(first_form(written), encoding="utf-8")
    before = snapshot(root / "sources")
    call_build(root, "--released")
    assert snapshot(root / "sources") == before
    # The last version is completed, and those before it are known by their dates.
    assert "Version 2026-12-01.\n" in call_release(root, "2026-12-05").output
    migrated = (root / LEDGER).read_text(encoding="utf-8")
    assert migrated.partition("addresses:\n")[2] == written.partition("addresses:\n")[2]
    assert [(str(version.id), bool(version.words)) for version in ledger_of(root).versions] == [
        ("2026-11-24", False),
        ("2026-12-01", True),
    ]
    files_ = snapshot(root / "sources/x/versions")
    assert [*files_] == ["2026-12-01.jsonl"]
    assert files_["2026-12-01.jsonl"].split(b"\n")[1:4] != kept.split(b"\n")[1:4], "it is based on no other"
    assert call_release(root, "2026-12-06").output == NOTHING


def test_a_ledger_of_the_first_form_goes_on_with_a_new_version(root: Path) -> None:
    old = first_form((root / LEDGER).read_text(encoding="utf-8"))
    shutil.rmtree(root / "sources/x/versions")
    (root / LEDGER).write_text(old, encoding="utf-8")
    edit(root)
    call_release(root, "2026-12-01")
    ledger = ledger_of(root)
    assert [str(version.id) for version in ledger.versions] == ["2026-11-24", "2026-12-01"]
    before = read_ledger(old, Problems()).ledger
    assert [record.id for record in ledger.at(before.versions[-1].id).records] == [r.id for r in before.records]
    assert ledger.at(before.versions[-1].id).records == before.records


# ---- a release that is killed


class KilledError(BaseException):
    """The process ends here: nothing that comes after is done, and nothing is put back."""


#: What changes a name on the disk.
STEPS: list[tuple[Any, str]] = [
    (Path, "replace"),
    (Path, "rename"),
    (Path, "unlink"),
    (Path, "mkdir"),
    (os, "link"),
    (files, "_swapped"),
]


def stop_before(number: int, monkeypatch: pytest.MonkeyPatch, error: Callable[[], BaseException]) -> list[int]:
    """Raises an error instead of a step on the disk, counted since files are put in place. Gives the steps so far."""
    steps: list[int] = []
    started: list[bool] = []

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            if started:
                steps.append(len(steps) + 1)
                if len(steps) == number:
                    raise error()
            return original(*arguments, **options)

        return step

    def start(*arguments: Any) -> None:
        started.append(True)
        replace_files(*arguments)

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    monkeypatch.setattr("briefsite.publish.build.replace_files", start)
    return steps


def steps_of_a_release(root: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The steps on the disk of a release in a copy of `root`, which it makes while it puts its files in place."""
    shutil.copytree(root, copy)
    with monkeypatch.context() as patch:
        steps = stop_before(0, patch, KilledError)
        call_release(copy, "2026-12-01", "--note", "The morning.")
    return steps


def telling(steps: Sequence[int]) -> list[int]:
    """The first steps and the last ones, and every third of those between: one file of docs/ is as good as the next."""
    return [*steps[:9], *steps[9:-9:3], *steps[-9:]]


def test_a_release_that_is_killed_has_happened_or_not(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root)
    call_build(root)
    steps = steps_of_a_release(root, tmp_path / "whole", monkeypatch)
    assert len(steps) > 20
    gone_on = {*steps[:9], *steps[9:-3:6], *steps[-3:]}  # one file of docs/ is as good as the next
    before, after = published(root), published(tmp_path / "whole")
    happened = []
    for number in telling(steps):
        copy = tmp_path / f"killed-{number}"
        shutil.copytree(root, copy)
        with monkeypatch.context() as patch:
            stop_before(number, patch, KilledError)
            with pytest.raises(KilledError):
                call(copy, "release", "--date", "2026-12-01", "--note", "The morning.")
        ledger = (copy / LEDGER).read_bytes()
        happened.append(ledger == after["sources"]["x/permalinks.yml"])
        assert happened[-1] or ledger == before["sources"]["x/permalinks.yml"]
        if happened[-1]:
            assert snapshot(copy / "sources") == after["sources"], "a version in the ledger is whole"
        if number in gone_on:
            # A build goes on from there, and so does a release: it makes the version if there was none.
            built = call_build(copy)
            assert "R06" not in built.output, "no file counts as edited by hand"
            assert (call_release(copy, "2026-12-01", "--note", "The morning.").output == NOTHING) == happened[-1]
            assert published(copy) == after
        shutil.rmtree(copy)
    assert happened == sorted(happened)
    assert 0 < happened.index(True) < len(happened) - 1, "it was killed before and after"


def test_a_release_that_the_disk_refuses_has_not_happened(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root)
    call_build(root)
    before = published(root)
    steps = steps_of_a_release(root, tmp_path / "whole", monkeypatch)

    def full() -> OSError:
        return OSError(errno.ENOSPC, "No space left on device", str(root / LEDGER))

    refused = []
    for number in telling(steps):
        with monkeypatch.context() as patch:
            stop_before(number, patch, full)
            result = call(root, "release", "--date", "2026-12-01")
        if result.exit_code == 0 or published(root) != before:
            break
        assert "sources/x/permalinks.yml: error S03 cannot be written: No space left on device" in result.output
        assert "Nothing was released" in result.output
        refused.append(number)
    assert len(refused) > 10
    assert steps[-1] - refused[-1] < 6, "only what is written after the site is in its place may fail"


def test_what_the_editors_say_is_released_too(root: Path) -> None:
    edition = (root / EDITION).read_text(encoding="utf-8")
    (root / EDITION).write_text(edition.replace("summary: It rains.", "summary: It pours."), encoding="utf-8")
    assert call(root, "build", "--released").exit_code == 1
    call_release(root, "2026-12-01")
    assert [*versions_of(root)] == ["2026-11-24", "2026-12-01"]
    assert "- Changed: pages “Overview”\n" in (root / "docs/changes.md").read_text(encoding="utf-8")
    assert "Changed: pages “Overview”" not in (root / "site/v/2026-11-24/changes/index.html").read_text("utf-8")
    assert "Changed: pages “Overview”" in (root / "site/v/2026-12-01/changes/index.html").read_text("utf-8")
    assert "It rains." in (root / "site/v/2026-11-24/index.html").read_text(encoding="utf-8")
    assert "It pours." in (root / "site/v/2026-12-01/index.html").read_text(encoding="utf-8")
    assert call(root, "build", "--released").exit_code == 0

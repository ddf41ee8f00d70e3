"""A release: it alone writes the ledger, all of it or nothing, and only if there is something to release."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.problems.collector import Problems
from briefsite.progress import Clock
from briefsite.publish.build import Preview, build_preview
from briefsite.site import history
from briefsite.site.history import History, read_history
from briefsite.storage import disk
from briefsite.storage.project import finish_interrupted
from briefsite.storage.replacement import replace_together
from briefsite.storage.replacement_plan import UNFINISHED
from tests.helpers import EDITION, call, call_build, call_release, commit, make_project, published, snapshot
from tests.processes import KILLED, counted, forked, killed_before, refused

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


class Interrupted(NamedTuple):
    """A project in which a release was killed between two files of docs/, and what is published before and after it."""

    root: Path
    before: dict[str, dict[str, bytes]]
    after: dict[str, dict[str, bytes]]


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Interrupted:
    root = make_project(tmp_path_factory.mktemp("interrupted") / "project", {BRIEF: TEXT})
    call_release(root, "2026-11-24", "--note", "The first.")
    edit(root)
    call_build(root)
    before, begun = published(root), []

    def kill(made: int, name: str, arguments: tuple[Any, ...]) -> None:
        if name == "rename" and arguments[1] == root / UNFINISHED:
            begun.append(made)
        if begun and made == begun[0] + 8:
            os.kill(os.getpid(), signal.SIGKILL)

    def run() -> None:
        with counted(kill):
            call(root, *RELEASE)

    assert forked(run).status == KILLED
    whole = shutil.copytree(root, root.with_name("whole"))
    finish_interrupted(whole)
    return Interrupted(root, before, published(whole))


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


@pytest.mark.long
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


# ---- a release that is killed, or that the disk refuses


class Halted(BaseException):
    """What was to be tried has been tried, and the release itself is not needed."""


def at_the_replacement(
    root: Path, arguments: Sequence[str], monkeypatch: pytest.MonkeyPatch, attempt: Callable[[Callable[[], None]], None]
) -> None:
    """Calls `attempt` with what puts the files of a command in place, as often as it likes, from the same beginning.

    The command stops there. So it renders once, however many attempts there are.
    """
    kept = root.with_name(f"{root.name}-kept")

    def replace(*given: Any) -> None:
        # Files are never written in place, so second names are as good as copies.
        shutil.copytree(root, kept, copy_function=os.link)
        for cache in ("markdown", "search", "templates", "versions"):
            shutil.rmtree(kept / ".briefsite" / cache, ignore_errors=True)

        def begin() -> None:
            shutil.rmtree(root)
            shutil.copytree(kept, root, copy_function=os.link)
            replace_together(*given)

        attempt(begin)
        raise Halted

    monkeypatch.setattr("briefsite.publish.build.replace_together", replace)
    monkeypatch.setattr("briefsite.storage.project.locked", lambda _: contextlib.nullcontext())
    with pytest.raises(Halted):
        raise call(root, *arguments).exception or AssertionError


def telling(count: int) -> list[int]:
    """The first and the last of so many operations, and some between: a file of docs/ is as good as another."""
    return sorted({*range(1, 8), *range(8, count - 8, 11), *range(max(1, count - 8), count + 2)})


RELEASE = ("release", "--date", "2026-12-01", "--note", "The morning.")


@pytest.mark.parametrize(
    "arguments", [RELEASE, pytest.param(("build",), marks=pytest.mark.long)], ids=["release", "build"]
)
def test_what_is_killed_has_happened_or_not(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str]
) -> None:
    """What is committed before the next command is the one or the other as well, or `--locked` says what differs."""
    edit(root)
    if arguments == RELEASE:
        call_build(root)
    commit(root, "The draft")
    before, after = published(root), {}
    happened: list[bool] = []
    mixed: list[dict[str, dict[str, bytes]]] = []

    def attempt(begin: Callable[[], None]) -> None:
        with counted(lambda *_: None) as made:
            begin()
        after.update(published(root))
        assert after["site"] != before["site"]
        for number in telling(len(made)):
            ended = killed_before(number, begin)
            assert (ended == KILLED) == (number <= len(made))
            left = published(root)
            if left["docs"] not in (before["docs"], after["docs"]):
                mixed.append(left)
            said = finish_interrupted(root)
            assert said in {"", f"Completed the {arguments[0]} that was interrupted."}
            happened.append(published(root) == after)
            assert happened[-1] or published(root) == before, f"a mixture after operation {number}"
            assert said or left == published(root)

    at_the_replacement(root, arguments, monkeypatch, attempt)
    assert happened == sorted(happened)
    assert 7 < happened.index(True) < len(happened) - 7, "it was killed before and after"
    for number in (0, len(mixed) // 2, -1):
        # What a commit of this moment has, for whoever gets it: the site is not in it.
        clone = make_project(tmp_path / f"clone-{number}")
        shutil.rmtree(clone / "docs")
        committed = {
            f"{name}/{path}": data for name in ("docs", "sources") for path, data in mixed[number][name].items()
        }
        result = call(make_project(clone, committed), "build", "--locked")
        assert re.search(r"^docs/\S+: error R03 ", result.output, re.MULTILINE)


def test_a_release_that_the_disk_refuses_has_not_happened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full from some operation on that needs space: nothing has changed, and that is what is said."""
    edit(root)
    call_build(root)
    before = published(root)

    def full() -> OSError:
        return OSError(errno.ENOSPC, "No space left on device", str(root / LEDGER))

    def attempt(begin: Callable[[], None]) -> None:
        with counted(lambda *_: None) as made:
            begin()
        for number in (each for each in telling(len(made)) if each < len(made) - 1):
            with refused(range(number, number + 1), full), pytest.raises(OSError, match="No space"):
                begin()
            assert published(root) == before
            assert finish_interrupted(root) == ""

    at_the_replacement(root, RELEASE, monkeypatch, attempt)


@pytest.mark.parametrize("arguments", [RELEASE, ("build",)], ids=["release", "build"])
@pytest.mark.parametrize("name", ["docs/index.md", ".briefsite/state.json", LEDGER])
def test_an_error_names_the_file_at_fault_and_says_what_is_true(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], name: str
) -> None:
    edit(root)
    before, rename = published(root), disk.rename

    def read_only(path: Path, to: Path, *, of: Path) -> None:
        if to == root / name:
            raise PermissionError(errno.EACCES, "Permission denied", str(of))
        rename(path, to, of=of)

    monkeypatch.setattr(disk, "rename", read_only)
    result = call(root, *arguments)
    if name == LEDGER and arguments == ("build",):
        assert result.exit_code == 0, "it writes no ledger"
        return
    folder = name.rpartition("/")[0]
    assert result.exit_code == 1
    assert f"{name}: error S03 cannot be written: Permission denied\n" in result.output
    assert f"check the permissions of {folder}/ and the file" in result.output
    assert "are unchanged" in result.output
    assert published(root) == before


@pytest.mark.parametrize(
    "arguments",
    [
        *(("build", "--locked"), ("check",), ("diff",), ("links", "mkdocs.yml"), ("merge-ledger",), ("drop", "p1")),
    ],
    ids=lambda arguments: arguments[0],
)
def test_any_command_first_completes_what_was_interrupted(
    interrupted: Interrupted, tmp_path: Path, arguments: Sequence[str]
) -> None:
    root = shutil.copytree(interrupted.root, tmp_path / "copy")
    assert published(root) not in (interrupted.before, interrupted.after)
    result = call(root, *arguments)
    assert result.stderr.startswith("Completed the release that was interrupted.\n")
    assert published(root) == interrupted.after


def test_a_preview_and_a_first_edition_first_complete_what_was_interrupted(
    interrupted: Interrupted, tmp_path: Path
) -> None:
    root = shutil.copytree(interrupted.root, tmp_path / "copy")
    build_preview(root, tmp_path / "preview", Preview(), Clock())
    assert published(root) == interrupted.after
    root = shutil.copytree(interrupted.root, tmp_path / "other")
    (tmp_path / "text.txt").write_text("The mill stood by the river.\n")
    call(root, "init", str(tmp_path / "text.txt"))
    assert published(root)["docs"] == interrupted.after["docs"]
    assert (root / LEDGER).read_bytes() == interrupted.after["sources"]["x/permalinks.yml"]


def test_a_release_of_a_text_that_was_edited_since_is_undone(interrupted: Interrupted, tmp_path: Path) -> None:
    root = shutil.copytree(interrupted.root, tmp_path / "copy")
    edit(root, EDITED + "\nMore.\n")
    result = call(root, "check")
    said = "Undid the release that was interrupted (sources/x/brief.txt has changed since).\n"
    assert result.stderr.startswith(said)
    assert [*versions_of(root)] == ["2026-11-24"]
    text = (root / BRIEF).read_bytes()
    before = {**interrupted.before, "sources": {**interrupted.before["sources"], "x/brief.txt": text}}
    assert published(root) == before


@pytest.mark.parametrize("released", [True, False])
def test_locked_names_the_file_of_a_version_that_was_not_released(root: Path, released: bool) -> None:
    if not released:
        (root / LEDGER).unlink()
        shutil.rmtree(root / "sources/x/versions")
        (root / "sources/x/versions").mkdir()
    (root / "sources/x/versions/2026-12-01.jsonl").write_text("{}\n")
    result = call(root, "build", "--locked")
    assert result.exit_code == 1
    assert "sources/x/versions/2026-12-01.jsonl: error R03 the ledger lists no such version\n" in result.output
    assert call(root, "build").exit_code == 0


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

"""What is replaced together changes together or not at all, whatever ends the program, and whichever step fails."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from briefsite.problems.collector import Problems
from briefsite.publish.unwritten import report_unwritten
from briefsite.storage import disk
from briefsite.storage.checksum import checksum, checksum_of_folder
from briefsite.storage.project import CommittedError, exclusive, finish_interrupted, read_whole, write_file
from briefsite.storage.replacement import UnfinishedError, replace_together
from briefsite.storage.replacement_plan import UNFINISHED, NewFolder, Replacement, ReplacementPlan
from tests.helpers import git, snapshot
from tests.processes import KILLED, counted, forked, killed_before, refused

#: What a release changes of a project: the first of these names stays as it is.
OLD = {
    "docs/stays.md": "a",
    "docs/changes.md": "b",
    "docs/goes.md": "c",
    "sources/x/brief.txt": "t",
    "sources/x/ledger.yml": "l",
    "sources/y/edition.yml": "m",
    "site/index.html": "d",
    "site/goes/x": "e",
}
NEW = {
    "docs/stays.md": "a",
    "docs/changes.md": "B",
    "docs/part/inner/comes.md": "C",
    "docs/part/too.md": "C",
    "sources/x/brief.txt": "t",
    "sources/x/ledger.yml": "L",
    "sources/x/versions/1.jsonl": "V",
    "kept/y/edition.yml": "m",
    "site/index.html": "D",
}
#: The same without a site before.
FIRST = {name: text for name, text in OLD.items() if not name.startswith("site/")}


def make_files(root: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def state(root: Path) -> dict[str, str]:
    """All files of a project, and its empty folders, without those of the work folder."""
    found = {name: data.decode() for name, data in snapshot(root).items() if not name.startswith(".briefsite/")}
    empty = {
        f"{path.relative_to(root).as_posix()}/": ""
        for path in root.rglob("*")
        if path.is_dir() and not any(path.iterdir()) and ".briefsite" not in path.parts
    }
    return found | empty


def replaced(root: Path, more: Mapping[str, bytes | None] | None = None, *, before: Any = None) -> None:
    """Replaces what is OLD by what is NEW, in a project that is locked."""
    with exclusive(root) as scratch:
        make_files(scratch, {name: text for name, text in NEW.items() if name.startswith("site/")})
        files: dict[str, bytes | None] = {
            "sources/x/versions/1.jsonl": b"V",
            "sources/x/ledger.yml": b"L",
            "docs/stays.md": b"a",
            "docs/changes.md": b"B",
            "docs/goes.md": None,
            "docs/was-never-there.md": None,
            "docs/part/inner/comes.md": b"C",
            "docs/part/too.md": b"C",
            **(more or {}),
        }
        asked = Replacement(
            {root / name: data for name, data in files.items()},
            {root / "site": NewFolder(scratch / "site", checksum_of_folder(scratch / "site"))},
            {root / "sources/y": root / "kept/y"},
            {root / "sources/x/brief.txt": b"t"},
        )
        if before is not None:
            before()
        replace_together(root, asked, scratch, "release")


def unfinished(root: Path, old: Mapping[str, str], steps: int) -> Path:
    """A project in which a replacement was killed after so many operations in place."""
    make_files(root, old)
    begun: list[int] = []

    def kill(made: int, name: str, arguments: tuple[Any, ...]) -> None:
        if name == "rename" and arguments[1] == root / UNFINISHED:
            begun.append(made)
        if begun and made == begun[0] + 2 + steps:  # the name is given, and the disk waited for
            os.kill(os.getpid(), KILLED * -1)

    def run() -> None:
        with counted(kill):
            replaced(root)

    assert forked(run).status == KILLED
    return root


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, int], Path]:
    """Gives a copy of a project, once OLD, in which a replacement was killed after so many operations in place."""
    known: dict[int, Path] = {}

    def copied(to: Path, steps: int) -> Path:
        if steps not in known:
            known[steps] = unfinished(tmp_path_factory.mktemp("interrupted") / str(steps), OLD, steps)
        return shutil.copytree(known[steps], to)

    return copied


@pytest.fixture
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether two names can be exchanged in one step; some file systems can't."""
    if not request.param:
        monkeypatch.setattr(disk, "exchange", lambda *_: False)
    return bool(request.param)


#: Where there is a site already, and the disk can exchange two names; and neither.
BOTH = pytest.mark.parametrize(("exchange", "old"), [(True, OLD), (False, FIRST)], indirect=["exchange"])
#: Where there is a site already, and the disk can't exchange two names, too.
ALL = pytest.mark.parametrize(
    ("exchange", "old"),
    [(True, OLD), (False, FIRST), pytest.param(False, OLD, marks=pytest.mark.long)],
    indirect=["exchange"],
)


# ---- all of it


@ALL
@pytest.mark.usefixtures("exchange")
def test_all_is_replaced(tmp_path: Path, old: dict[str, str]) -> None:
    make_files(tmp_path, old)
    replaced(tmp_path)
    assert state(tmp_path) == NEW
    assert not (tmp_path / UNFINISHED).exists()
    assert not (tmp_path / ".briefsite/scratch").exists()
    assert finish_interrupted(tmp_path) == ""


@pytest.mark.parametrize("count", [31, 32, 33, 70])
def test_however_many_files_there_are_each_gets_its_own_words(tmp_path: Path, count: int) -> None:
    make_files(tmp_path, OLD)
    many = {f"docs/many/{number}.md": str(number) for number in range(count)}
    replaced(tmp_path, {name: text.encode() for name, text in many.items()})
    assert state(tmp_path) == NEW | many


@pytest.mark.parametrize("count", [1, 499, 500])
def test_many_files_are_waited_for_one_by_one_or_with_their_disk(tmp_path: Path, count: int) -> None:
    make_files(tmp_path, {str(number): "x" for number in range(count)})
    with counted(lambda *_: None) as made:
        disk.sync_all(sorted(tmp_path.iterdir()))
    with_disk = count >= 500 and sys.platform.startswith("linux")
    assert made == [] if with_disk else made == ["sync"] * count


# ---- killed


@ALL
@pytest.mark.usefixtures("exchange")
def test_killed_at_any_operation_the_next_command_completes_it_or_it_was_not_begun(
    tmp_path: Path, old: dict[str, str]
) -> None:
    ends = []
    for number in itertools.count(1):
        root = tmp_path / str(number)
        make_files(root, old)
        if killed_before(number, lambda root=root: replaced(root)) != KILLED:  # type: ignore[misc]
            break
        begun = (root / UNFINISHED).exists()
        assert begun or state(root) in (old, NEW), f"half of it, and nobody knows, after operation {number}"
        said = finish_interrupted(root)
        assert said == ("Completed the release that was interrupted." if begun else "")
        ends.append(state(root))
        assert ends[-1] in (old, NEW), f"operation {number}"
        assert not (root / UNFINISHED).exists()
        shutil.rmtree(root)
    assert ends == [old] * ends.count(old) + [NEW] * ends.count(NEW)
    assert ends.count(old) > 15
    assert ends.count(NEW) > 20


@BOTH
@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("begun", [0, 6])
def test_killed_while_it_is_completed_it_is_completed_later(tmp_path: Path, begun: int, old: dict[str, str]) -> None:
    start = unfinished(tmp_path / "start", old, begun)
    for number in itertools.count(1):
        root = shutil.copytree(start, tmp_path / str(number))
        if killed_before(number, lambda root=root: finish_interrupted(root)) != KILLED:  # type: ignore[misc]
            break
        finish_interrupted(root)
        assert state(root) == NEW, f"operation {number}"
        shutil.rmtree(root)
    assert number > 6


@BOTH
@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("begun", [0, 6])
def test_killed_while_it_is_undone_it_is_undone_later(tmp_path: Path, begun: int, old: dict[str, str]) -> None:
    start = unfinished(tmp_path / "start", old, begun)
    (start / "sources/x/brief.txt").write_text("edited")
    for number in itertools.count(1):
        root = shutil.copytree(start, tmp_path / str(number))
        if killed_before(number, lambda root=root: finish_interrupted(root)) != KILLED:  # type: ignore[misc]
            break
        finish_interrupted(root)
        assert state(root) == {**old, "sources/x/brief.txt": "edited"}, f"operation {number}"
        shutil.rmtree(root)
    assert number > 4


def test_killed_while_it_is_put_back_it_is_put_back_later(tmp_path: Path) -> None:
    """The disk refuses a file in place, and the process is killed at each operation that puts the others back."""
    said = []
    for number in itertools.count(1):
        root = tmp_path / str(number)
        make_files(root, OLD)
        failed: list[int] = []

        def stop(made: int, name: str, _: tuple[Any, ...], number: int = number, failed: list[int] = failed) -> None:
            if name == "remove_file" and not failed:
                failed.append(made)
                raise disk_error()
            if failed and made == failed[0] + number:
                os.kill(os.getpid(), KILLED * -1)

        def run(root: Path = root, stop: Callable[..., None] = stop) -> None:
            with counted(stop):
                replaced(root)

        if forked(run).status != KILLED:
            break
        said.append(finish_interrupted(root))
        assert state(root) == (OLD if number > 1 else NEW), "only before the mark is set can it still be completed"
    completed, *undone, last = said
    assert (completed, last) == ("Completed the release that was interrupted.", "")
    assert set(undone) == {"Undid the release that was interrupted."}


def test_whichever_names_survive_a_loss_of_power_it_is_completed(
    tmp_path: Path, interrupted: Callable[[Path, int], Path]
) -> None:
    """The disk may make the steps durable in any order: each subset of them is completed."""
    chance = random.Random(15)
    for number in range(40):
        root = interrupted(tmp_path / str(number), 0)
        assert state(root) == OLD
        plan = msgspec.json.decode((root / UNFINISHED / "steps.json").read_bytes(), type=ReplacementPlan)
        for index, step in enumerate(plan.steps):
            if chance.random() < 0.5:
                step.do(root, root / UNFINISHED, index, first=True)
        finish_interrupted(root)
        assert state(root) == NEW
        shutil.rmtree(root)


def test_the_disk_is_waited_for_in_the_order_that_makes_it_safe(tmp_path: Path) -> None:
    """As the module says why: content before its name, the list before the steps, the steps before the list goes."""
    make_files(tmp_path, OLD)
    done: list[tuple[str, list[str]]] = []

    def note(_number: int, name: str, arguments: tuple[Any, ...]) -> None:
        paths = [str(path.relative_to(tmp_path)) for path in arguments if isinstance(path, Path)]
        done.append((name, paths))

    with counted(note):
        replaced(tmp_path)
    bench = ".briefsite/scratch/replacement"
    begin, end = done.index(("rename", [bench, UNFINISHED])), len(done) - 2
    work = ("sync", [".briefsite"])
    assert done[end] == ("rename", [UNFINISHED, ".briefsite/scratch/finished"])
    assert (done[begin - 1], done[begin + 1], done[end + 1]) == (("sync", [bench]), work, work)
    # Before: only what is temporary changes, and all of it is durable.
    assert all(path.startswith(".briefsite") for name, paths in done[:begin] for path in paths[-1:] if name != "sync")
    synced = {path for name, paths in done[:begin] if name == "sync" for path in paths}
    assert {".briefsite/scratch/site", ".briefsite/scratch/site/index.html"} <= synced
    kept = [paths[0] for name, paths in done[:begin] if name == "keep"]
    assert kept == ["sources/x/ledger.yml", "docs/changes.md", "docs/goes.md"]
    written = sum(name == "write" for name, _ in done[:begin])
    assert written == 5 + 2, "the new files, the list and the mark"
    # After: every folder in which a name has changed is durable before the list is forgotten.
    steps = done[begin + 2 : end]
    places = [place for place, (name, _) in enumerate(steps) if name != "sync"]
    assert places == list(range(len(places)))
    changed = {str(Path(path).parent) for name, paths in steps if name != "sync" for path in paths}
    assert changed - {UNFINISHED} <= {path for name, paths in steps if name == "sync" for path in paths}


# ---- refused


def disk_error() -> OSError:
    return OSError(errno.EIO, os.strerror(errno.EIO), "x")


@ALL
@pytest.mark.usefixtures("exchange")
@pytest.mark.parametrize("error", [disk_error, KeyboardInterrupt])
def test_whichever_operation_fails_everything_is_as_it_was(
    tmp_path: Path, old: dict[str, str], error: type[BaseException]
) -> None:
    for number in itertools.count(1):
        root = tmp_path / str(number)
        make_files(root, old)
        with refused(range(number, number + 1), error) as made:
            try:
                replaced(root)
            except UnfinishedError:
                assert made[-1] == "rename", "only the last name of all may fail so"
                assert finish_interrupted(root) == "Completed the release that was interrupted."
                assert state(root) == NEW
                continue
            except (OSError, KeyboardInterrupt):
                assert finish_interrupted(root) == "" or error is KeyboardInterrupt
                assert state(root) == old or (error is KeyboardInterrupt and state(root) == NEW), f"operation {number}"
                continue
        assert state(root) == NEW
        if len(made) < number:
            break
    assert number > 35


@BOTH
@pytest.mark.usefixtures("exchange")
def test_what_can_be_neither_completed_nor_undone_is_finished_when_the_disk_allows_it(
    tmp_path: Path, old: dict[str, str]
) -> None:
    """From some operation on the disk refuses all: the roll-back fails, too, and that is what is said."""
    told = []
    for number in itertools.count(1):
        root = tmp_path / str(number)
        make_files(root, old)
        with refused(range(number, 1_000), disk_error) as made:
            try:
                replaced(root)
            except UnfinishedError:
                told.append(number)
                with pytest.raises(UnfinishedError):
                    finish_interrupted(root)
            except OSError:
                assert state(root) == old
        if len(made) < number:
            break
        finish_interrupted(root)
        assert state(root) in (old, NEW), f"operation {number}"
        assert not (root / UNFINISHED).exists()
    assert told == list(range(told[0], told[-1] + 1))
    assert len(told) > 20


def test_what_only_one_file_refuses_is_undone_by_the_next_command(
    tmp_path: Path, interrupted: Callable[[Path, int], Path]
) -> None:
    """Killed, and then the place of one file became read-only."""
    root = interrupted(tmp_path / "root", 2)
    rename = disk.rename

    def read_only(path: Path, to: Path, *, of: Path) -> None:
        if to == root / "docs/changes.md":
            raise PermissionError(errno.EACCES, "Permission denied", str(of))
        rename(path, to, of=of)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "rename", read_only)
        said = finish_interrupted(root)
    assert said == "Undid the release that was interrupted (docs/changes.md: Permission denied)."
    assert state(root) == OLD


# ---- changed by others meanwhile


@pytest.mark.parametrize("begun", range(1, 13))
@pytest.mark.parametrize(
    "name", ["docs/changes.md", "docs/goes.md", "docs/part/too.md", "sources/x/ledger.yml", "sources/x/brief.txt"]
)
def test_what_was_edited_after_an_interruption_is_kept_and_the_rest_undone(
    tmp_path: Path, interrupted: Callable[[Path, int], Path], name: str, begun: int
) -> None:
    root = interrupted(tmp_path / "root", begun)
    make_files(root, {name: "by hand"})
    assert finish_interrupted(root) == f"Undid the release that was interrupted ({name} has changed since)."
    assert state(root) == {**OLD, name: "by hand"}


def test_what_git_has_put_back_is_not_released_by_the_next_command(
    tmp_path: Path, interrupted: Callable[[Path, int], Path]
) -> None:
    """After `git checkout .` the files that git knows are as before, text included; the version, a new file, stays."""
    root = interrupted(tmp_path / "root", 8)
    (root / "sources/x/brief.txt").write_text("as committed")
    make_files(root, {name: text for name, text in OLD.items() if name.startswith("docs/")})
    (root / "sources/x/ledger.yml").write_text("l")
    finish_interrupted(root)
    assert state(root) == {**OLD, "sources/x/brief.txt": "as committed"}


def test_what_was_interrupted_is_completed_before_something_else_is_replaced(
    tmp_path: Path, interrupted: Callable[[Path, int], Path]
) -> None:
    root = interrupted(tmp_path / "root", 6)
    with exclusive(root) as scratch:
        for text in ("1", "2"):
            replace_together(root, Replacement({root / "docs/later.md": text.encode()}), scratch, "build")
    assert state(root) == {**NEW, "docs/later.md": "2"}


def test_a_project_that_was_moved_is_finished_where_it_is(
    tmp_path: Path, interrupted: Callable[[Path, int], Path]
) -> None:
    root = interrupted(tmp_path / "elsewhere", 6)
    finish_interrupted(root)
    assert state(root) == NEW


def test_what_another_program_changes_at_the_last_moment_is_not_overwritten(tmp_path: Path) -> None:
    make_files(tmp_path, OLD)

    def edit(_number: int, name: str, arguments: tuple[Any, ...]) -> None:
        if name == "rename" and arguments[1] == tmp_path / UNFINISHED:
            (tmp_path / "docs/changes.md").unlink()
            (tmp_path / "docs/changes.md").write_text("by hand")

    with counted(edit), pytest.raises(OSError, match="changed by another program") as raised:
        replaced(tmp_path)
    assert raised.value.filename == str(tmp_path / "docs/changes.md")
    assert state(tmp_path) == {**OLD, "docs/changes.md": "by hand"}


#: A list of steps as a stranger may bring it with a project.
PLANTED = {
    "broken": "{",
    "of another kind": "[]",
    "absolute": '{"act":"x","steps":[{"type":"file","target":"%s/kept","old":"%s","new":""}],"made_from":{}}',
    "above": '{"act":"x","steps":[{"type":"file","target":"../outside/kept","old":"%.0s%s","new":""}],"made_from":{}}',
    "by a link": '{"act":"x","steps":[{"type":"file","target":"link/kept","old":"%.0s%s","new":""}],"made_from":{}}',
    "a move": '{"act":"x","steps":[{"type":"move","source":"../outside","target":"docs/x%.0s%.0s"}],"made_from":{}}',
    "the project": '{"act":"x","steps":[{"type":"folder","target":"","new":"%.0s%.0s","existed":true}],"made_from":{}}',
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_a_list_that_the_program_did_not_write_is_put_away(tmp_path: Path, planted: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    make_files(outside, {"kept": "kept"})
    filled = planted % (outside, checksum("kept")) if "%" in planted else planted
    make_files(root, {**OLD, f"{UNFINISHED}/steps.json": filled})
    (root / "link").symlink_to(outside)
    assert "Ignored" in finish_interrupted(root)
    (root / "link").unlink()
    assert (state(root), state(outside)) == (OLD, {"kept": "kept"})
    assert not (root / UNFINISHED).exists()


@pytest.mark.parametrize("name", ["scratch", "unfinished", "preview", "lock"])
def test_a_link_in_the_work_folder_leads_nobody_out(tmp_path: Path, name: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    make_files(outside, {"kept": "kept"})
    make_files(root, {**OLD, ".briefsite/x": ""})
    (root / ".briefsite" / name).symlink_to(outside)
    with pytest.raises(OSError, match="symbolic link") as raised, exclusive(root):
        pass
    assert raised.value.filename == str(root / ".briefsite" / name)
    assert state(outside) == {"kept": "kept"}


@pytest.mark.parametrize("what", ["new", "old"])
def test_content_that_is_no_longer_what_it_was_is_not_put_in_place(
    tmp_path: Path, interrupted: Callable[[Path, int], Path], what: str
) -> None:
    root = interrupted(tmp_path / "root", 6)
    staged = [path for path in (root / UNFINISHED).glob(f"*.{what}") if path.is_file()]
    for path in staged:
        path.unlink()
        path.symlink_to("/etc/hostname")
    if what == "new":
        assert finish_interrupted(root).startswith("Undid the release that was interrupted (docs/")
        assert state(root) == OLD
    else:
        (root / "sources/x/brief.txt").write_text("edited")
        with pytest.raises(UnfinishedError, match="its old content is not there"):
            finish_interrupted(root)


def test_who_reads_while_files_are_replaced_gets_them_all_of_one_state(tmp_path: Path) -> None:
    make_files(tmp_path, OLD)
    reads: list[dict[str, str]] = []

    def read() -> dict[str, str]:
        found = {name: (tmp_path / name).read_text() for name in ("docs/changes.md",)}
        if not reads:
            replaced(tmp_path)
        reads.append(found | {name: (tmp_path / name).read_text() for name in ("sources/x/ledger.yml",)})
        return reads[-1]

    assert read_whole(tmp_path, read) == {"docs/changes.md": "B", "sources/x/ledger.yml": "L"}
    assert len(reads) == 2


# ---- what is in the way


@pytest.mark.parametrize("name", ["docs/part", "docs/part/inner", "site", "docs", "kept", "sources/x/versions"])
@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_link_or_a_file_in_the_place_of_a_folder_is_named_and_kept(tmp_path: Path, name: str, kind: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    make_files(root, {own: text for own, text in OLD.items() if not own.startswith(f"{name}/")})
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    if kind == "link":
        (root / name).symlink_to(outside)
    else:
        (root / name).write_text("by hand")
    before = state(root)
    with pytest.raises(OSError, match="it is a") as raised:
        replaced(root)
    assert raised.value.filename == str(root / name)
    assert state(root) == before
    assert not [*outside.iterdir()]


@pytest.mark.parametrize("name", ["docs/changes.md", "sources/x/ledger.yml", "sources/x/versions/1.jsonl"])
@pytest.mark.parametrize("kind", ["link", "broken link", "folder"])
def test_a_link_or_a_folder_in_the_place_of_a_file_is_named_and_kept(tmp_path: Path, name: str, kind: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    make_files(root, {own: text for own, text in OLD.items() if own != name})
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    if kind == "folder":
        (root / name).mkdir()
    else:
        (root / name).symlink_to(outside)
    if kind == "link":
        outside.write_text("by hand")
    before = state(root)
    with pytest.raises(OSError, match=r"it is a symbolic link|a folder is in its place") as raised:
        replaced(root)
    assert raised.value.filename == str(root / name)
    assert state(root) == before
    assert kind != "link" or outside.read_text() == "by hand"


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_work_folder_that_is_none_is_named(tmp_path: Path, kind: str) -> None:
    root = tmp_path / "root"
    make_files(root, OLD)
    if kind == "link":
        (tmp_path / "outside").mkdir()
        (root / ".briefsite").symlink_to(tmp_path / "outside")
    else:
        (root / ".briefsite").write_text("x")
    with pytest.raises(OSError, match="it is a") as raised, exclusive(root):
        pass
    assert raised.value.filename == str(root / ".briefsite")


def test_a_disk_without_second_names_keeps_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    make_files(tmp_path, OLD)
    (tmp_path / "docs/changes.md").chmod(0o640)
    with refused(range(34, 35), disk_error), pytest.raises(OSError, match="Input/output"):
        replaced(tmp_path)
    assert state(tmp_path) == OLD
    assert (tmp_path / "docs/changes.md").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("number", range(1, 4))
def test_a_single_file_is_written_whole_and_an_error_names_it(tmp_path: Path, number: int) -> None:
    make_files(tmp_path, {"x.yml": "old", "scratch/y": ""})
    status = killed_before(number, lambda: write_file(tmp_path / "x.yml", b"new", tmp_path / "scratch"))
    assert status == KILLED
    assert (tmp_path / "x.yml").read_text() == ("new" if number == 3 else "old")
    (tmp_path / "x.yml").unlink()
    (tmp_path / "x.yml").mkdir()
    with pytest.raises(OSError, match="directory") as raised:
        write_file(tmp_path / "x.yml", b"new", tmp_path / "scratch")
    assert raised.value.filename == str(tmp_path / "x.yml")


@pytest.mark.parametrize("way", ["git", "refused"])
def test_a_work_folder_in_the_repository_is_not_believed(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a stranger's pull request it could hold pages that no source has, or a change to complete."""
    make_files(tmp_path, OLD)
    git(tmp_path, "init", "--quiet")
    with exclusive(tmp_path):
        (tmp_path / ".briefsite/parts").mkdir()
        (tmp_path / ".briefsite/parts/planted").write_text("x")
    with exclusive(tmp_path):
        pass  # as long as it is only there
    git(tmp_path, "add", "--force", ".briefsite")
    if way == "refused":  # as in a container, for the folder of another user
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(CommittedError) as raised, exclusive(tmp_path):
        pass
    problems = Problems().step("publish")
    report_unwritten(raised.value, tmp_path, "docs/, site/ and the ledger are unchanged", problems)
    (problem,) = problems.in_order()
    assert (problem.code, problem.place.file) == ("S03", ".briefsite")
    assert "git rm -r --cached .briefsite" in problem.help
    (tmp_path / UNFINISHED).mkdir()
    with pytest.raises(CommittedError):
        finish_interrupted(tmp_path)
    monkeypatch.delenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", raising=False)
    git(tmp_path, "rm", "-r", "--quiet", "--cached", ".briefsite")
    finish_interrupted(tmp_path)
    with exclusive(tmp_path):
        pass

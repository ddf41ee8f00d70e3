"""Ledgers of all kinds of repositories: what was released there is united, or a problem says what to do.

The ledgers are small and made here; how releases and builds go with them is in tests/test_merges.py.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.problems.collector import Problems
from briefsite.site.continuity import check_dropped, check_history
from briefsite.site.inputs import gather
from tests.helpers import call, git, make_project

FIRST = "Only the miller kept a boat of his own."
A, B, C = "Smith. The Ferries of the North", "Lee. On Coal and Its Price", "Bold. A History of Wool"


def text(**days: str) -> str:
    """A ledger in which the version of each day (of December 2026) gave smith2020 to a work; the first one has base."""
    versions = "".join(f"- version: 2026-12-{day[1:]}\n" for day in days)
    works = "".join(
        f"- id: {'smith2020' if day != 'd01' else 'base'}\n  kind: work\n  page: /\n"
        f"  since: 2026-12-{day[1:]}\n  wording: >-\n    {says}\n"
        for day, says in days.items()
    )
    return f"form: 2\nversions:\n{versions}addresses:\n{works}"


def also(ledger: str, day: int, key: str, says: str) -> str:
    """The ledger with one more version, which gave an address to a work."""
    record = f"- id: {key}\n  kind: work\n  page: /\n  since: 2026-12-{day:02}\n  wording: >-\n    {says}\n"
    return ledger.replace("addresses:\n", f"- version: 2026-12-{day:02}\naddresses:\n") + record


BASE = text(d01=FIRST)


class Work:
    """A repository, and the folder of the project in it."""

    def __init__(self, top: Path, below: str = "", *options: str) -> None:
        self.top = top
        self.root = top / below
        make_project(self.root, {".gitignore": "/.briefsite/\n"})
        git(top, "init", "--quiet", "--template=", *options)
        self.released(BASE, "Base")

    def ledger(self, folder: str = "x") -> Path:
        return self.root / f"sources/{folder}/permalinks.yml"

    def released(self, ledger: str, message: str, folder: str = "x") -> None:
        self.ledger(folder).write_text(ledger)
        self.saved(message)

    def saved(self, message: str) -> None:
        git(self.top, "add", "--all")
        git(self.top, "commit", "--quiet", "--allow-empty", f"--message={message}")

    def branch(self, name: str, ledger: str, folder: str = "x") -> None:
        """A branch of the base with a ledger; main is checked out again."""
        git(self.top, "checkout", "--quiet", "-b", name, "main~1")
        self.released(ledger, name, folder)
        git(self.top, "checkout", "--quiet", "main")

    def codes(self) -> list[str]:
        problems = Problems()
        inputs = gather(self.root, {}, problems)
        assert inputs is not None
        check_history(inputs, problems)
        check_dropped(inputs, problems)
        return [problem.code for problem in problems.in_order()]

    def united(self, *wordings: str, folder: str = "x") -> None:
        """The command unites all, and nothing is lost: these works have addresses."""
        result = call(self.root, "merge-ledger")
        assert result.exit_code == 0, result.output
        problems = Problems()
        ledger = read_ledger(self.ledger(folder).read_text(), problems).ledger
        assert not problems, [*problems]
        assert works(ledger) == [FIRST, *wordings]
        assert self.codes() == []
        self.saved("United")
        assert self.codes() == []
        assert "Nothing to merge: " in call(self.root, "merge-ledger").output
        assert sorted(path.parent.name for path in self.root.glob("sources/*/permalinks.yml")) == [folder]


def works(ledger: Ledger) -> Sequence[str]:
    return [record.wording for record in ledger.records]


OURS, THEIRS, THIRD = (text(d01=FIRST, **{day: one}) for day, one in (("d02", A), ("d03", B), ("d02", C)))


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Main has the ledger OURS, the branch b has THEIRS: both gave smith2020, each to another work."""
    return _work(tmp_path / "project")


def _work(top: Path, below: str = "", *options: str) -> Work:
    work = Work(top, below, *options)
    work.released(OURS, "Ours")
    work.branch("b", THEIRS)
    return work


BOTH = (A, B)


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "in progress"])
def test_several_branches_may_be_merged_at_once(work: Work, committed: bool) -> None:
    work.branch("c", THIRD)
    git(work.top, "merge", "--quiet", "--strategy=ours", *([] if committed else ["--no-commit"]), "--no-edit", "b", "c")
    assert {"A04", "A10"} == {*work.codes()}
    work.united(*BOTH, C)


@pytest.mark.parametrize("how", ["cherry-pick", "merge --squash", "merge --no-commit", "rebase"])
def test_a_release_may_come_by_any_way(work: Work, how: str) -> None:
    if how == "rebase":
        git(work.top, "checkout", "--quiet", "b")
    git(work.top, *how.split(), "main" if how == "rebase" else "b", check=False)
    assert b"<<<<<<<" in work.ledger().read_bytes()
    result = call(work.root, "merge-ledger")
    assert "smith2020 of the other branch is " in result.output
    work.united(*BOTH)


def test_damage_of_a_branch_that_was_put_right_there_is_no_loss_in_a_merge(work: Work) -> None:
    git(work.top, "checkout", "--quiet", "b")
    work.released(THEIRS.replace(B, "Nobody. What was never released"), "By hand")
    work.released(THEIRS, "Right again")
    git(work.top, "checkout", "--quiet", "main")
    git(work.top, "merge", "--quiet", "--no-commit", "b", check=False)
    work.united(*BOTH)


def test_what_a_wrong_merge_had_as_it_was_is_missed_later(work: Work) -> None:
    git(work.top, "merge", "--quiet", "--no-edit", "--strategy=ours", "b")
    work.united(*BOTH)
    work.ledger().write_text(work.ledger().read_text().replace("The Ferries of the North", "Nobody released this"))
    assert "A10" in work.codes()


def test_a_marker_that_was_left_of_a_conflict_is_no_heading(work: Work) -> None:
    """A line of seven = between two versions of a paragraph is what is easily overlooked."""
    heading = "The Bridge\n=======\n\nThe river rose.\n"
    (work.root / "sources/x/brief.txt").write_text(heading)
    work.saved("A heading")
    git(work.top, "merge", "--quiet", "--no-commit", "b", check=False)
    assert call(work.root, "merge-ledger").exit_code == 0
    assert work.codes() == []
    (work.root / "sources/x/brief.txt").write_text(f"{heading}=======\nThe river fell.\n")
    assert work.codes() == ["S07"]
    git(work.top, "merge", "--abort", check=False)


def test_a_revert_of_a_merge_loses_nothing(work: Work) -> None:
    git(work.top, "merge", "--quiet", "--no-commit", "b", check=False)
    work.united(*BOTH)
    git(work.top, "revert", "--no-edit", "--mainline=1", "HEAD")
    assert "A04" in work.codes()
    work.united(*BOTH)


@pytest.mark.parametrize("who", ["ours", "theirs"])
@pytest.mark.parametrize("how", ["in progress", "committed wrongly"])
def test_one_branch_may_rename_the_folder(work: Work, who: str, how: str) -> None:
    if who == "theirs":
        git(work.top, "checkout", "--quiet", "b")
    git(work.top, "mv", "sources/x", "sources/river")
    work.saved("Renamed")
    assert work.codes() == []
    git(work.top, "checkout", "--quiet", "main")
    git(work.top, "merge", "--quiet", "--no-commit", "b", check=False)
    assert not (work.root / "sources/x/edition.yml").exists()
    if how == "committed wrongly":
        work.released(OURS, "Merged wrongly", "river")
        assert {*work.codes()} == {"A04", "A10"}
    work.united(*BOTH, folder="river")


def test_a_folder_that_is_gone_is_not_made_again(work: Work) -> None:
    make_project(work.root, {"sources/y/edition.yml": "", "sources/y/brief.txt": "Another text.\n"})
    git(work.top, "rm", "-rq", "sources/x")
    work.saved("Gone")
    assert work.codes() == ["A04"]


@pytest.mark.parametrize("kind", ["below the root of the repository", "SHA-256", "a linked worktree", "a submodule"])
def test_a_repository_may_be_of_any_kind(tmp_path: Path, kind: str) -> None:
    if kind == "below the root of the repository":
        work = _work(tmp_path / "project", "site/of/the/text")
    else:
        work = _work(tmp_path / "project", "", *(["--object-format=sha256"] if kind == "SHA-256" else []))
    if kind == "a linked worktree":
        git(work.top, "worktree", "add", "--quiet", "-b", "linked", str(tmp_path / "linked"))
        work.top = work.root = tmp_path / "linked"
    if kind == "a submodule":
        (tmp_path / "above").mkdir()
        git(tmp_path / "above", "init", "--quiet")
        git(tmp_path / "above", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(work.top), "own")
        work.top = work.root = tmp_path / "above/own"
        git(work.top, "branch", "b", "origin/b")
    git(work.top, "merge", "--quiet", "--no-commit", "b", check=False)
    work.ledger().write_text(OURS)
    assert {*work.codes()} == {"A04", "A10"}
    work.united(*BOTH)


def test_a_project_that_a_larger_repository_does_not_have_is_in_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "other").write_text("")
    git(tmp_path, "add", "other")
    git(tmp_path, "commit", "--quiet", "--message=Other")
    root = make_project(tmp_path / "project")
    (root / "sources/x/permalinks.yml").write_text(OURS)
    inputs = gather(root, {}, Problems())
    assert inputs is not None
    assert (inputs.history.ledgers, inputs.committed_files) == ((), {})


def test_histories_may_have_nothing_in_common(work: Work) -> None:
    git(work.top, "checkout", "--quiet", "--orphan", "other")
    work.released(THIRD, "Of its own")
    git(work.top, "checkout", "--quiet", "main")
    git(work.top, "merge", "--quiet", "--no-commit", "--allow-unrelated-histories", "other", check=False)
    work.united(A, C)


def test_what_was_put_away_is_united_when_it_comes_back(work: Work) -> None:
    work.ledger().write_text(also(OURS, 4, "bold1999", C))
    git(work.top, "stash", "--quiet")
    work.released(also(OURS, 3, "lee1999", B), "Another")
    git(work.top, "stash", "pop", "--quiet", check=False)
    assert b"<<<<<<<" in work.ledger().read_bytes()
    assert "S07" in call(work.root, "check").output
    work.united(C, B, A)


def test_without_a_branch_the_log_of_other_branches_says_nothing(work: Work) -> None:
    git(work.top, "checkout", "--quiet", "b")
    git(work.top, "checkout", "--quiet", "--detach", "main")
    assert work.codes() == []
    work.released(also(OURS, 4, "bold1999", C), "Without a branch")
    git(work.top, "checkout", "--quiet", "--detach", "main")
    assert work.codes() == ["A12"]


@pytest.mark.parametrize("how", ["no git", "damaged"])
def test_a_git_that_does_not_answer_is_told_of(work: Work, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if how == "no git":
        monkeypatch.setenv("PATH", str(work.top / "sources"))
    else:
        (work.top / ".git/HEAD").write_text("nothing that git knows\n")
    checked = call(work.root, "check")
    why = "git cannot be started: " if how == "no git" else "fatal: "
    assert f"sources: warning A11 earlier ledgers could not be compared, because git cannot read them: {why}" in (
        checked.output
    )
    united = call(work.root, "merge-ledger")
    assert united.exit_code == 1
    assert re.search(f"sources: error A11 git cannot read the commits: {why}", united.output)
    assert shutil.which("git") is None or how == "damaged"

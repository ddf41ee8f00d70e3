"""The ledgers in the history of a repository: all of them count, and each is read once."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from briefsite.site import history as module
from briefsite.site.history import History, read_history
from tests.helpers import commit, git, make_project

LEDGER = "sources/x/permalinks.yml"
HEAD = "form: 2\nversions:\n- version: 2026-11-24\naddresses:\n"


def record(address: str, words: str = "The river rose.") -> str:
    return f"- id: {address}\n  kind: work\n  page: /\n  since: 2026-11-24\n  wording: >-\n    {words}\n"


def save(root: Path, *records: str, file: str = LEDGER) -> None:
    """Commits a ledger with these records."""
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(HEAD + "".join(records))
    commit(root, ", ".join(records) or "none")


def ends(root: Path, file: str = LEDGER) -> list[str]:
    """The addresses of each ledger that no other one carries on."""
    found = read_history(root)
    return [" ".join(_addresses(text)) for text in found.texts(found.ends.get(file, ()))]


def _addresses(text: str) -> Iterator[str]:
    return (line.removeprefix("- id: ") for line in text.splitlines() if line.startswith("- id: "))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one committed ledger."""
    make_project(tmp_path)
    save(tmp_path, record("a"))
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The objects that git is asked for."""
    names: list[str] = []
    original = module._texts

    def texts(root: Path, asked: Sequence[str]) -> Iterator[str]:
        names.extend(asked)
        return original(root, asked)

    monkeypatch.setattr(module, "_texts", texts)
    return names


def test_of_ledgers_that_only_grew_the_last_one_counts(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD").strip()
    save(root, record("a"), record("b"))
    save(root, record("a"), record("b"), record("c"))
    found = read_history(root)
    assert ends(root) == ["a b c"]
    assert [one.commit for one in found.ledgers][-1] == first
    assert (found.is_shallow, found.is_merging) == (False, False)


def test_what_was_lost_in_a_later_commit_counts_for_good(root: Path) -> None:
    save(root, record("a"), record("b"))
    git(root, "revert", "--no-edit", "HEAD")
    assert ends(root) == ["a", "a b"]
    for letter in "cde":
        save(root, record("a"), record(letter))
    assert ends(root) == ["a e", "a d", "a c", "a b"]


def test_a_branch_that_a_merge_passed_over_counts(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "other")
    save(root, record("a"), record("b"))
    git(root, "checkout", "-q", "main")
    save(root, record("a"), record("b", "The mill fell."))
    git(root, "merge", "-q", "--no-edit", "--strategy=ours", "other")
    assert ends(root) == ["a b", "a b"]


def test_a_ledger_that_a_merge_itself_made_counts(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "other")
    save(root, record("a"), record("b"))
    git(root, "checkout", "-q", "main")
    save(root, record("a"), record("c"))
    git(root, "merge", "-q", "--no-commit", "other", check=False)
    save(root, record("a"), record("b"), record("c"), record("d"))
    save(root, record("a"), record("b"), record("c"))
    assert ends(root) == ["a b c", "a b c d"]


def test_a_merge_in_progress_counts(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "other")
    save(root, record("a"), record("b"))
    git(root, "checkout", "-q", "main")
    save(root, record("a"), record("c"))
    assert ends(root) == ["a c"]
    git(root, "merge", "-q", "--no-commit", "other", check=False)
    assert sorted(ends(root)) == ["a b", "a c"]
    assert read_history(root).is_merging
    git(root, "merge", "--abort")
    assert not read_history(root).is_merging


def test_each_file_has_its_own(root: Path) -> None:
    save(root, record("z"), file="sources/y/permalinks.yml")
    save(root, record("n"), file="sources/y/notes/permalinks.yml")
    assert ends(root) == ["a"]
    assert ends(root, "sources/y/permalinks.yml") == ["z"]
    assert read_history(root).ends.keys() == {LEDGER, "sources/y/permalinks.yml"}


def test_only_what_was_not_seen_before_is_read(root: Path, read: list[str]) -> None:
    for letter in "bcdef":
        save(root, *map(record, f"a{letter}"))
    read_history(root)
    assert len(read) == 6
    read.clear()
    assert len(read_history(root).ends[LEDGER]) == 5
    assert len(read) == 5, "those of which each is carried on by none"
    save(root, *map(record, "abcdef"))
    read.clear()
    assert len(read_history(root).ends[LEDGER]) == 1
    assert len(read) == 6
    read.clear()
    read_history(root)
    assert read == []


def test_another_branch_knows_what_it_has_itself(root: Path) -> None:
    save(root, record("a"), record("b"))
    git(root, "checkout", "-q", "-b", "other", "HEAD^")
    save(root, record("a"), record("c"))
    assert ends(root) == ["a c"]
    git(root, "checkout", "-q", "main")
    assert ends(root) == ["a b"]


@pytest.mark.parametrize("kept", ["", "{", '{"maker": "another", "x": "y"}'])
def test_what_is_kept_may_be_lost_or_old(root: Path, kept: str) -> None:
    save(root, record("a"), record("b"))
    expected = read_history(root)
    (root / ".briefsite/history.json").write_text(kept)
    assert read_history(root) == expected


def test_no_ledger_that_cannot_be_read_is_in_the_way(root: Path) -> None:
    (root / LEDGER).write_bytes(b"\xff\x00[")
    commit(root)
    save(root, record("a"))
    assert ends(root)[0] == "a"
    assert len(read_history(root).ledgers) == 2


@pytest.mark.parametrize("how", ["no repository", "no commit", "SHA-256"])
def test_a_repository_may_be_missing_new_or_of_another_kind(tmp_path: Path, how: str) -> None:
    make_project(tmp_path)
    if how == "no repository":
        assert read_history(tmp_path) == History(tmp_path)
        return
    git(tmp_path, "init", "--quiet", f"--object-format={'sha256' if how == 'SHA-256' else 'sha1'}")
    assert read_history(tmp_path).ledgers == ()
    if how == "SHA-256":
        save(tmp_path, record("a"))
        save(tmp_path, record("a"), record("b"))
        assert ends(tmp_path) == ["a b"]


@pytest.mark.alone
def test_a_thousand_ledgers_take_less_than_half_a_second(root: Path) -> None:
    lines = [f"reset refs/heads/long\nfrom {git(root, 'rev-parse', 'HEAD')}"]
    for number in range(1_000):
        text = HEAD + "".join(record(f"w{at}", f"These are the words of work {at}.") for at in range(100 + number))
        lines.append(
            f"commit refs/heads/long\ncommitter A <a@b.test> {1_700_000_000 + number} +0000\ndata 1\nx\n"
            f"M 100644 inline {LEDGER}\ndata {len(text)}\n{text}\n"
        )
    (root / "stream").write_text("".join(lines))
    with (root / "stream").open() as stream:
        subprocess.run(["git", "-C", str(root), "fast-import", "--quiet"], stdin=stream, check=True)  # noqa: S607
    git(root, "checkout", "-q", "--force", "long")
    assert len(read_history(root).ledgers) == 1_001
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        assert len(read_history(root).ends[LEDGER]) == 2
        times.append(time.perf_counter() - begun)
    assert min(times) < 0.5, times
    kept = json.loads((root / ".briefsite/history.json").read_text().partition("\n")[2])
    assert len(kept) > 990

"""Two branches release, and are merged, reverted or reset with real git: nobody's address ever gets another text.

Each scenario ends as it should, or with a problem whose help, when it is done, makes it end so.
"""

from __future__ import annotations

import errno
import re
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.problems.collector import Problems
from briefsite.publish.merge_ledger import unite_files
from briefsite.site.committed import added_elsewhere
from briefsite.storage.project import finish_interrupted
from tests.helpers import EDITION, call, call_build, call_release, command, git, make_project, snapshot
from tests.processes import refused

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/working-on-branches.md"
BRIEF, LEDGER = "sources/x/brief.txt", "sources/x/permalinks.yml"
PARAGRAPHS = [
    "The river rose in the night.",
    "Nobody had expected so much water in June.",
    "The old bridge held until the morning.",
    "Then the northern pier gave way.",
    "A ferry was sent for from the coast.",
    "It took four days to come upstream.",
    "The market was moved to the eastern bank.",
    "Prices doubled within a week.",
    "The council met twice and decided nothing.",
    "In autumn the engineers came.",
    "They measured the bed and wrote a report.",
    "A new bridge was finished three years later.",
]
A = "Only the miller kept a boat of his own, and he charged for it."
B = "The school stayed closed through all of July and most of August."
C = "A plaque on the new bridge names those who built it."


def text(*inserted: tuple[int, str]) -> str:
    """The brief, with paragraphs put in behind those with these numbers."""
    found = [[paragraph] for paragraph in PARAGRAPHS]
    for number, paragraph in inserted:
        found[number - 1].append(paragraph)
    return "\n\n".join(paragraph for gap in found for paragraph in gap) + "\n"


def ledger(root: Path) -> Ledger:
    problems = Problems()
    found = read_ledger((root / LEDGER).read_text(encoding="utf-8"), problems).ledger
    assert not problems
    return found


def words(root: Path, *addresses: str) -> list[str]:
    return [ledger(root).by_id[address].wording for address in addresses]


def save(root: Path, message: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", f"--message={message}")


def release(root: Path, day: str, brief: str, message: str) -> None:
    """A release of a text, committed with its pages."""
    (root / BRIEF).write_text(brief, encoding="utf-8")
    call_release(root, day)
    save(root, message)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in which both branches released a paragraph behind ¶ 9; main, with A in ¶ 9a, is checked out."""
    root = make_project(tmp_path / "project", {BRIEF: text()})
    git(root, "init", "--quiet")
    (root / ".gitignore").write_text("/site/\n/.briefsite/\n")
    call_release(root, "2026-11-24")
    save(root, "The first version")
    git(root, "checkout", "--quiet", "-b", "branch")
    release(root, "2026-12-02", text((9, B)), "B")
    git(root, "checkout", "--quiet", "main")
    release(root, "2026-12-01", text((9, A)), "A")
    return root


def merge(root: Path, other: str, *, ledger: str = "", brief: str = text((9, A), (9, B))) -> None:
    """A merge by a person who resolves the text and takes the ledger of one side; the pages stay as git leaves them."""
    git(root, "merge", "--quiet", "--no-commit", other, check=False)
    (root / BRIEF).write_text(brief, encoding="utf-8")
    if ledger:
        git(root, "checkout", f"--{ledger}", LEDGER)


def helped(root: Path, result: Result, *codes: str) -> None:
    """The result has these problems; its one help is done, and then nothing is wrong."""
    assert result.exit_code == 1
    assert set(re.findall(r" error (\w+) ", result.output)) == set(codes), result.output
    asked = set(re.findall(r"  help: .*?   (briefsite merge-ledger)(?=   |$)", result.output, re.MULTILINE))
    assert asked == {"briefsite merge-ledger"}, result.output
    assert call(root, "merge-ledger").exit_code == 0
    again = call(root, "check")
    assert again.exit_code == 0, again.output
    call_build(root)


def is_united(root: Path, *, first: str = A, second: str = B) -> None:
    """Both texts have an address, every version is there as it was, and there is nothing to release."""
    assert words(root, "p9a", "p9b") == [first, second]
    assert [str(version.id) for version in ledger(root).versions] == ["2026-11-24", "2026-12-01", "2026-12-02"]
    assert "Nothing to release" in call(root, "release", "--date", "2026-12-24").output
    for day, address in (("2026-12-01", A), ("2026-12-02", B)):
        page = (root / f"site/v/{day}/index.html").read_text(encoding="utf-8")
        assert re.search(rf'id="p9a"[^<]*>.*?{re.escape(address[:30])}', page, re.DOTALL), f"the version of {day}"
    save(root, "Merged")
    call_build(root, "--locked", "--released")


# ---- the eight scenarios, and a criss-cross


def test_1_on_main_with_the_ledger_of_main(root: Path) -> None:
    merge(root, "branch", ledger="ours")
    helped(root, call(root, "check"), "A04", "A10")
    is_united(root)


def test_2_on_main_with_the_ledger_of_the_branch(root: Path) -> None:
    merge(root, "branch", ledger="theirs")
    result = call(root, "build")
    assert f'p9a meant "{A[:59].rstrip()}…" in commit ' in result.output
    assert f'and means "{B[:59].rstrip()}…" since commit ' in result.output
    helped(root, result, "A04", "A10")
    is_united(root)


def test_3_on_main_with_the_ledger_of_the_branch_committed(root: Path) -> None:
    merge(root, "branch", ledger="theirs")
    save(root, "Merged wrongly")
    helped(root, call(root, "build", "--locked"), "A04", "A10")
    is_united(root)


def test_4_on_the_branch_with_its_own_ledger(root: Path) -> None:
    git(root, "checkout", "--quiet", "branch")
    merge(root, "main", ledger="ours", brief=text((9, A), (9, B)))
    save(root, "Merged wrongly")
    helped(root, call(root, "check"), "A04", "A10")
    assert words(root, "p9a", "p9b") == [B, A], "the branch merged into keeps its address"
    kept = call(root, "merge-ledger", "--keep", "theirs")
    assert kept.exit_code == 0
    git(root, "checkout", "HEAD", LEDGER)
    kept = call(root, "merge-ledger", "--keep", "theirs")
    assert "¶ 9a of the other branch is ¶ 9b now" in kept.output
    call_build(root)
    is_united(root)


@pytest.mark.long
@pytest.mark.parametrize("committed", [False, True])
def test_what_was_put_right_the_other_way_round_stays_so_after_further_damage(root: Path, committed: bool) -> None:
    merge(root, "branch", ledger="theirs")
    save(root, "Merged wrongly")
    assert call(root, "merge-ledger", "--keep", "theirs").exit_code == 0
    save(root, "Right, and the branch has its address")
    right = (root / LEDGER).read_text(encoding="utf-8")
    for wrong in (right.replace(PARAGRAPHS[2], "Nobody released these words."), right.replace(PARAGRAPHS[7], A)):
        (root / LEDGER).write_text(wrong, encoding="utf-8")
        if committed:
            save(root, "By hand")
    assert call(root, "check").exit_code == 1
    said = call(root, "merge-ledger").output
    assert "¶ 9a" not in said
    assert (root / LEDGER).read_text(encoding="utf-8") == right
    checked = call(root, "check")
    assert checked.exit_code == 0, checked.output
    if committed:
        save(root, "Right again")
        (root / LEDGER).write_text(right.replace(PARAGRAPHS[10], "Nor were these."), encoding="utf-8")
        save(root, "By hand again")
        assert call(root, "merge-ledger").exit_code == 0
        assert (root / LEDGER).read_text(encoding="utf-8") == right


def test_5_both_wordings_in_one_record(root: Path) -> None:
    merge(root, "branch", ledger="ours")
    path = root / LEDGER
    path.write_text(path.read_text(encoding="utf-8").replace(f"    {A}\n", f"    {A}\n    {B}\n"), encoding="utf-8")
    save(root, "Merged wrongly")
    helped(root, call(root, "check"), "A04", "A10")
    is_united(root)
    assert f"{A} {B}" not in path.read_text(encoding="utf-8").replace("\n   ", ""), "nobody released these words"


def test_6_another_text_after_a_revert(root: Path) -> None:
    git(root, "revert", "--no-edit", "HEAD")
    (root / BRIEF).write_text(text((9, C)), encoding="utf-8")
    refused = call(root, "release", "--date", "2026-12-03")
    assert "p9a is lost: in commit " in refused.output
    helped(root, refused, "A04")
    call_release(root, "2026-12-03")
    assert words(root, "p9a", "p9b") == [A, C]
    assert ledger(root).by_id["p9a"].state == "withdrawn"


def test_what_came_back_after_a_revert_is_missed_when_it_is_lost_again(root: Path) -> None:
    path = root / LEDGER
    before = path.read_text(encoding="utf-8")

    def edited(ledger: str, was: str, said: str) -> str:
        history = f"  history:\n  - edited: 2026-12-01\n    before: >-\n      {was}\n"
        return ledger.replace(f"    {was}\n", f"    {said}\n{history}")

    path.write_text(edited(before, PARAGRAPHS[1], "Nobody knew."), encoding="utf-8")
    save(root, "Edited")
    git(root, "revert", "--no-edit", "HEAD")
    assert call(root, "merge-ledger").exit_code == 0
    path.write_text(edited(path.read_text(encoding="utf-8"), PARAGRAPHS[2], "It held."), encoding="utf-8")
    save(root, "It is back, and another edit")
    path.write_text(before, encoding="utf-8")
    said = call(root, "check").output
    assert 'p2 has lost its wording "Nobody knew."' in said
    assert 'p3 has lost its wording "It held."' in said


def test_7_another_text_after_a_reset(root: Path) -> None:
    lost = git(root, "rev-parse", "HEAD")[:9]
    git(root, "reset", "--quiet", "--hard", "HEAD^")
    (root / BRIEF).write_text(text((9, C)), encoding="utf-8")
    warned = call(root, "check")
    assert warned.exit_code == 0
    assert f"warning A12 the branch no longer has commit {lost}, which issued p9a" in warned.output
    assert f"   briefsite merge-ledger --with {lost}\n" in warned.output
    assert " A12 " in call(root, "release", "--date", "2026-12-03", "--dry-run").output
    assert call(root, "merge-ledger", "--with", lost).exit_code == 0
    assert " A12 " not in call(root, "check").output
    call_release(root, "2026-12-03")
    assert words(root, "p9a", "p9b") == [A, C]
    assert ledger(root).by_id["p9a"].state == "withdrawn"


@pytest.mark.long
def test_each_branch_merges_what_the_other_was_and_then_they_meet(root: Path) -> None:
    """A criss-cross: A is ¶ 9a on main and ¶ 9b on the branch, and so each of them again where they meet."""
    git(root, "tag", "main-was")
    for on, other in (("main", "branch"), ("branch", "main-was")):
        git(root, "checkout", "--quiet", on)
        merge(root, other)
        assert call(root, "merge-ledger").exit_code == 0
        call_build(root)
        save(root, f"Merged into {on}")
    assert words(root, "p9a", "p9b") == [B, A]
    release(root, "2026-12-05", text((3, C), (9, A), (9, B)), "C")
    git(root, "checkout", "--quiet", "main")
    assert words(root, "p9a", "p9b") == [A, B]
    merge(root, "branch", brief=text((3, C), (9, A), (9, B)))
    assert call(root, "merge-ledger").exit_code == 0
    assert words(root, "p3a", "p9a", "p9b") == [C, A, B]
    assert "p9c" not in ledger(root).by_id
    call_build(root)
    page = (root / "site/v/2026-12-05/index.html").read_text(encoding="utf-8")
    assert re.search(rf'id="p9a"[^<]*>.*?{re.escape(B[:30])}', page, re.DOTALL), "it was released under this address"
    assert "Nothing to release" in call(root, "release", "--date", "2026-12-24").output
    save(root, "Met")
    call_build(root, "--locked", "--released")


@pytest.mark.long
def test_a_release_that_was_picked_from_a_branch_brings_the_releases_before_it(root: Path) -> None:
    git(root, "checkout", "--quiet", "branch")
    release(root, "2026-12-03", text((4, C), (9, B)), "C")
    git(root, "checkout", "--quiet", "main")
    git(root, "cherry-pick", "branch", check=False)
    (root / BRIEF).write_text(text((4, C), (9, A)), encoding="utf-8")
    save(root, "Picked")
    refused = call(root, "check")
    assert " error A09 the version 2026-12-03 can't be read: versions/2026-12-02.jsonl is not" in refused.output
    commit = re.search(r"   briefsite merge-ledger --with (\w+)$", refused.output, re.MULTILINE)
    assert commit
    assert git(root, "rev-parse", "branch").startswith(commit[1])
    assert call(root, "merge-ledger", "--with", commit[1]).exit_code == 0
    assert words(root, "p4a", "p9a", "p9b") == [C, B, A]
    call_build(root)
    save(root, "With what came before")
    call_build(root, "--locked")


def test_a_file_of_another_branch_is_found_unless_this_one_knows_better(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    file = tmp_path / "a b.txt"
    save(tmp_path, "Begun")
    git(tmp_path, "checkout", "--quiet", "-b", "branch")
    file.write_text("1")
    save(tmp_path, "Added")
    added = git(tmp_path, "rev-parse", "HEAD")
    git(tmp_path, "checkout", "--quiet", "main")
    assert added.startswith(added_elsewhere(tmp_path, "a b.txt") or "none")
    assert added_elsewhere(tmp_path, "c.txt") == ""
    for content in "23":
        file.write_text(content)
        save(tmp_path, "Our own")
    assert added_elsewhere(tmp_path, "a b.txt") == ""


def test_8_paragraphs_in_two_places(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "other", "main^")
    release(root, "2026-12-02", text((12, C)), "C")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-commit", "other", check=False)
    conflicted = git(root, "diff", "--name-only", "--diff-filter=U").split()
    assert "docs/about.md" in conflicted
    helped(root, call(root, "check"), "S07")
    assert words(root, "p9a", "p13") == [A, C]
    assert "<<<<<<<" not in "".join(path.read_text(encoding="utf-8") for path in (root / "docs").rglob("*.md"))
    save(root, "Merged")
    call_build(root, "--locked", "--released")


# ---- what else a merge can be


def driver(root: Path) -> None:
    """Registers the program as git's driver for the ledger, as docs/working-on-branches.md says."""
    (root / ".gitattributes").write_text((ROOT / ".gitattributes").read_text())
    save(root, "Merge ledgers")
    (registered,) = re.findall(
        r"^    git config merge\.briefsite\.driver '(.*)'$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    assert registered in (ROOT / ".gitattributes").read_text()
    program = " ".join(command(root))
    git(root, "config", "merge.briefsite.driver", registered.replace(".venv/bin/briefsite", program))


def test_a_driver_unites_what_does_not_clash_without_a_word_to_say(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "other", "main^")
    release(root, "2026-12-02", text((12, C)), "C")
    git(root, "checkout", "--quiet", "main")
    driver(root)
    git(root, "merge", "--no-commit", "other", check=False)
    assert LEDGER not in git(root, "diff", "--name-only", "--diff-filter=U")
    assert words(root, "p9a", "p13") == [A, C]
    checked = call(root, "check")
    assert checked.exit_code == 0
    assert re.findall(r"(?:error|warning) (\w+) ", checked.output) == ["R09"]
    call_build(root)


def test_a_driver_stops_the_merge_where_a_person_has_to_look(root: Path) -> None:
    driver(root)
    said = git(root, "merge", "branch", check=False)
    assert "¶ 9a of the other branch is ¶ 9b now" in said
    assert "Automatic merge failed" in said
    assert LEDGER in git(root, "diff", "--name-only", "--diff-filter=U")
    (root / BRIEF).write_text(text((9, A), (9, B)), encoding="utf-8")
    assert call(root, "merge-ledger").exit_code == 0
    call_build(root)
    is_united(root)


@pytest.mark.parametrize("by", ["hand", "git"])
def test_a_ledger_that_the_disk_refuses_is_as_it_was(root: Path, by: str) -> None:
    """Whatever step fails: every file has the content that it had, and the program says which was refused."""
    merge(root, "branch", ledger="theirs")
    arguments: tuple[str, ...] = ()
    if by == "git":
        for name in ("base", "ours", "theirs"):
            revision = {"base": "main^", "ours": "main", "theirs": "branch"}[name]
            (root / f".{name}").write_text(git(root, "show", f"{revision}:{LEDGER}"), encoding="utf-8")
        arguments = (*(str(root / f".{name}") for name in ("base", "ours", "theirs")), LEDGER)

    def content() -> dict[str, bytes]:
        return {name: data for name, data in snapshot(root).items() if not name.startswith((".git/", ".briefsite/"))}

    def full() -> OSError:
        return OSError(errno.ENOSPC, "No space left on device", str(root / LEDGER))

    before, times = content(), 0
    for number in count(1):
        with refused(range(number, number + 1), full) as made:
            result = call(root, "merge-ledger", *arguments)
        if len(made) < number:
            break
        if content() == before:
            assert result.exit_code == 1
            assert "error S03 cannot be written: No space left on device" in result.output
            assert "  help: free some space" in result.output
            assert result.output.endswith("No files were written.\n")
            times += 1
        else:  # only what comes after the ledger was refused
            assert ("S12" in result.output) == (finish_interrupted(root) != "")
            (root / LEDGER).write_bytes(before[LEDGER])
    assert times >= 2
    assert words(root, "p9a", "p9b") == [A, B] if by == "hand" else "- id: p9b" in (root / ".ours").read_text("utf-8")


def test_a_ledger_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    united = unite_files(tmp_path / "a", tmp_path / "b", tmp_path / "c", name=LEDGER)
    assert [(problem.code, problem.place.file) for problem in united.problems] == [("S01", str(tmp_path / "a"))]


@pytest.mark.long
def test_the_text_of_the_other_branch_can_keep_the_address(root: Path) -> None:
    merge(root, "branch", brief=text((9, B), (9, A)))
    said = call(root, "merge-ledger").output
    assert said.endswith("If readers use the other branch's links:   briefsite merge-ledger --keep theirs\n")
    assert call(root, "merge-ledger", "--keep", "theirs").exit_code == 0
    call_build(root)
    is_united(root, first=B, second=A)


def test_two_versions_of_one_day_are_both_kept(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "other", "main^")
    release(root, "2026-12-01", text((12, C)), "C on the same day")
    release(root, "2026-12-03", text((12, C), (12, "The last word.")), "And another")
    git(root, "checkout", "--quiet", "main")
    (root / ".gitattributes").write_text((ROOT / ".gitattributes").read_text())
    merge(root, "other", brief=text((9, A), (12, C), (12, "The last word.")))
    said = call(root, "merge-ledger").output
    assert "The version 2026-12-01 of the other branch is 2026-12-01.2 now." in said
    call_build(root)
    versions = ["2026-11-24", "2026-12-01", "2026-12-01.2", "2026-12-03"]
    assert [str(version.id) for version in ledger(root).versions] == versions
    for version, shown in zip(versions, ((), (A,), (C,), (C, "The last word.")), strict=True):
        page = (root / f"site/v/{version}/index.html").read_text(encoding="utf-8")
        assert [one in page for one in (A, C, "The last word.")] == [one in shown for one in (A, C, "The last word.")]
    save(root, "Merged")
    call_build(root, "--locked", "--released")
    files = {path.name: path.read_bytes() for path in (root / "sources/x").rglob("*") if path.is_file()}
    lost = git(root, "rev-parse", "HEAD").strip()
    git(root, "reset", "--quiet", "--hard", "HEAD^")
    assert call(root, "merge-ledger", "--with", lost).exit_code == 0
    brought = {path.name: path.read_bytes() for path in (root / "sources/x").rglob("*") if path.is_file()}
    assert [name for name in files if name != "brief.txt" and brought.get(name) != files[name]] == []


@pytest.mark.long
def test_two_versions_of_one_day_that_differ_in_what_the_editors_say_are_both_kept(root: Path) -> None:
    """Neither an address nor a word of the text tells them apart."""
    before = (root / EDITION).read_text(encoding="utf-8")
    versions = root / "sources/x/versions"

    def says(summary: str) -> None:
        (root / EDITION).write_text(before.replace("It rains.", summary), encoding="utf-8")
        call_release(root, "2026-12-04")
        save(root, summary)

    says("The first summary.")
    git(root, "checkout", "--quiet", "-b", "other", "main^")
    says("Another summary.")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-edit", "--strategy=ours", "other")
    result = call(root, "check")
    assert "error A04 the version 2026-12-04 is lost: commit " in result.output
    helped(root, result, "A04")
    assert [str(version.id) for version in ledger(root).versions][-2:] == ["2026-12-04", "2026-12-04.2"]
    assert "The first summary" in (versions / "2026-12-04.jsonl").read_text(encoding="utf-8")
    assert "Another summary" in (versions / "2026-12-04.2.jsonl").read_text(encoding="utf-8")
    (versions / "2026-12-04.2.jsonl").write_text(
        (versions / "2026-12-04.2.jsonl").read_text(encoding="utf-8").replace("Another", "No"), encoding="utf-8"
    )
    assert "A09 what the editors say in the version 2026-12-04.2 is not" in call(root, "check").output


@pytest.mark.long
def test_a_rebase_is_a_merge_into_the_other_branch(root: Path) -> None:
    git(root, "checkout", "--quiet", "branch")
    git(root, "rebase", "--quiet", "main", check=False)
    (root / BRIEF).write_text(text((9, A), (9, B)), encoding="utf-8")
    helped(root, call(root, "check"), "S07")
    git(root, "add", "--all")
    git(root, "-c", "core.editor=true", "rebase", "--continue")
    checked = call(root, "check")
    assert (checked.exit_code, " A12 " in checked.output) == (0, False), checked.output
    is_united(root)


@pytest.mark.long
def test_a_ledger_that_cannot_be_read_on_its_branch_is_not_merged(root: Path) -> None:
    git(root, "checkout", "--quiet", "branch")
    (root / LEDGER).write_text("form: 3\n")
    save(root, "Damaged")
    git(root, "checkout", "--quiet", "main")
    merge(root, "branch", ledger="ours")
    before = (root / LEDGER).read_bytes()
    result = call(root, "merge-ledger")
    assert result.exit_code == 1
    assert "error A03" in result.output
    assert "correct the ledger on its own branch first" in result.output
    assert (root / LEDGER).read_bytes() == before


@pytest.mark.parametrize("how", ["no repository", "nothing lost", "no such commit"])
def test_there_may_be_nothing_to_unite(root: Path, how: str) -> None:
    if how == "no repository":
        (root / ".git").rename(root / "elsewhere")
    before = (root / LEDGER).read_bytes()
    result = call(root, "merge-ledger", *(["--with", "1a2b3c4"] if how == "no such commit" else []))
    expected = "Unknown commit 1a2b3c4." if how == "no such commit" else "Nothing to merge: "
    assert result.output.startswith(expected)
    assert (root / LEDGER).read_bytes() == before


def test_a_ledger_that_is_gone_or_damaged_comes_again(root: Path) -> None:
    before = (root / LEDGER).read_text(encoding="utf-8")
    for damaged in ("", "<<<<<<< HEAD\n", before.replace("  kind: paragraph", "  kind: page"), before[:900]):
        (root / LEDGER).write_text(damaged, encoding="utf-8")
        assert call(root, "check").exit_code == 1
        assert call(root, "merge-ledger").exit_code == 0
        assert (root / LEDGER).read_text(encoding="utf-8") == before
    shorter = re.sub(r"- version: 2026-12-01\n(?:  .*\n)+", "", before)
    assert shorter != before
    for committed in (False, True):
        (root / LEDGER).write_text(shorter, encoding="utf-8")
        if committed:
            save(root, "Without a version")
        assert " A03 " in call(root, "check").output
        assert call(root, "merge-ledger").exit_code == 0
        assert (root / LEDGER).read_text(encoding="utf-8") == before
    save(root, "With all versions")
    (root / LEDGER).unlink()
    assert "sources/x/permalinks.yml: error A04 permalinks.yml is missing" in call(root, "check").output
    assert call(root, "merge-ledger").exit_code == 0
    assert (root / LEDGER).read_text(encoding="utf-8") == before
    (root / LEDGER).unlink()
    save(root, "Without a ledger")
    assert "   git checkout " in call(root, "check").output
    assert call(root, "merge-ledger").exit_code == 0
    assert ledger(root).by_id["p9a"].wording == A


@pytest.mark.long
def test_an_edition_may_move_to_another_folder_with_its_ledger(root: Path) -> None:
    git(root, "mv", "sources/x", "sources/river")
    assert " A04 " not in call(root, "check").output
    save(root, "Renamed")
    assert " A04 " not in call(root, "check").output
    git(root, "rm", "-rq", "sources/river/permalinks.yml")
    save(root, "Lost")
    assert call(root, "check").output.count(" A04 ") == 2


def test_the_page_about_branches_has_no_command_that_is_not_there(root: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    commands = re.findall(r"^ {4,}(?:\.venv/bin/)?briefsite (.*)$", page, re.MULTILINE)
    assert len(set(commands)) == 4
    (root / ".gitattributes").write_text("")
    commit = git(root, "rev-parse", "HEAD")[:9]
    for line in commands:
        result = call(root, *line.replace("COMMIT", commit).split())
        assert result.exit_code == 0, result.output


@pytest.mark.long
def test_what_edition_yml_says_of_an_address_follows_a_person_not_the_merge(root: Path) -> None:
    git(root, "checkout", "--quiet", "branch")
    edition = root / EDITION
    before = edition.read_text(encoding="utf-8")
    rulings = f'addresses:\n- {{ paragraph: "{B[:20]}", is: p9a }}\n- {{ address: p9a, see: p10 }}\n'
    edition.write_text(f"{before}{rulings}", encoding="utf-8")
    save(root, "Rulings")
    git(root, "checkout", "--quiet", "main")
    edition.write_text(f"{before}addresses:\n- {{ address: p9a, see: p12 }}\n", encoding="utf-8")
    save(root, "Another ruling")
    merge(root, "branch")
    edition.write_text(f"{before}{rulings}- {{ address: p9a, see: p12 }}\n", encoding="utf-8")
    said = call(root, "merge-ledger").output
    line = before.count("\n") + 2
    told = "was written on the branch whose text has another ID now: write  "
    mentions = [each for each in said.splitlines() if each.startswith(EDITION)]
    assert mentions == [
        f"{EDITION}:{line}:44: is: p9a {told} is: p9b",
        f"{EDITION}:{line + 1}:14: address: p9a {told} address: p9b",
    ]
    message = "error A05 this paragraph was p9a on its branch, and is p9b since a merge left that to another"
    refused = call(root, "release", "--date", "2026-12-24").output
    assert f"{EDITION}:{line}:3: {message}" in refused
    assert "  help: write   is: p9b" in refused
    edition.write_text(f"{before}{rulings.replace('p9a', 'p9b')}", encoding="utf-8")
    assert "A05" not in call(root, "check").output
    assert words(root, "p9a", "p9b") == [A, B]

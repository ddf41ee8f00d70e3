"""`briefsite diff`: what would be released, for people who read it in a terminal or beside a pull request."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.publish.difference import ChangedAddress, EditionDifference, shown_changes
from briefsite.publish.difference_text import difference_as_html, difference_as_markdown
from tests.helpers import call, call_build, call_release, make_project

TEXT = "The river is what the report is about, and it says in its first paragraph for whom it was written.\n\n{}\n"
SECOND = "Exports of coal grew by a third in 2018, says the ministry, and fell by a tenth a year later."
SIGNS = ["coal", "ore", "and", "of", "the", "@all", "*grew*", "<b>", "[1]", "…"]
WORDS = st.lists(st.sampled_from(SIGNS), max_size=60).map(" ".join)


def edited(root: Path, second: str) -> None:
    (root / "sources/x/brief.txt").write_text(TEXT.format(second), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_project(tmp_path / "project", {"sources/x/brief.txt": TEXT.format(SECOND)})
    call_release(root, "2026-11-24")
    return root


def test_nothing_has_changed_after_a_release(root: Path) -> None:
    assert call(root, "diff").output == "sources/x: nothing has changed since the version of 24 November 2026\n"


def test_a_changed_passage_has_its_words_before_and_after_its_decision_and_both_addresses(root: Path) -> None:
    edited(root, SECOND.replace("grew by a third", "grew by a quarter"))
    said = call(root, "diff").output
    assert "1 change since the version of 24 November 2026" in said
    assert re.search(r"^¶ 2 edited \(\d+ % the same\)$", said, re.MULTILINE)
    assert "Exports of coal grew by a [-third-] {+quarter+} in 2018" in said
    assert "/#p2\n" in said
    assert "/v/2026-11-24/#p2\n" in said


def test_new_and_withdrawn_passages_show_all_their_words(root: Path) -> None:
    edited(root, "Herders lost whole flocks when a dry summer was followed by a hard winter.")
    said = call(root, "diff").output
    assert f"[-{SECOND}-]" in said
    assert "{+Herders lost whole flocks when a dry summer was followed by a hard winter.+}" in said


def test_what_the_editors_say_has_its_words_before_and_after(root: Path) -> None:
    works = root / "sources/x/references.bib"
    book = "@book{%s, title = {%s}, date = {2001}, publisher = {Example Press}}\n"
    works.write_text(book % ("coal", "On Coal") + book % ("ore", "On Ore"), encoding="utf-8")
    call_release(root, "2026-11-25")
    works.write_text(book % ("coal", "On Coal and Tar") + book % ("tin", "On Tin"), encoding="utf-8")
    said = call(root, "diff").output
    assert "The work “On Coal and Tar” was changed\n  [-title: On Coal-]\n  {+title: On Coal and Tar+}\n" in said
    assert re.search(r"^The work “On Ore” was removed\n  \[-key: ore; .*On Ore.*-\]$", said, re.MULTILINE)
    assert re.search(r"^The work “On Tin” is new\n  \{\+key: tin; .*On Tin.*\+\}$", said, re.MULTILINE)
    assert "The work “On Tin” is new" in call(root, "release", "--dry-run").output
    call_release(root, "2026-11-26")
    changes = (root / "docs/changes.md").read_text(encoding="utf-8")
    later, _, earlier = changes.partition("25 November")
    assert "- Changed: works “On Coal and Tar”\n" in later
    assert "- New: works “On Coal”, “On Ore”\n" in earlier, "an earlier version keeps its list"


def test_any_commit_can_be_the_base(root: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)  # noqa: S607

    edited(root, SECOND.replace("third", "quarter"))
    git("init", "-q")
    git("add", "sources", "mkdocs.yml")
    git("commit", "-qm", "a draft")
    edited(root, SECOND.replace("third", "fifth"))
    assert "[-quarter-] {+fifth+}" in call(root, "diff", "HEAD").output
    assert "[-third-] {+fifth+}" in call(root, "diff").output
    refused = call(root, "diff", "nowhere")
    assert (refused.exit_code, refused.output) == (
        1,
        "nowhere has no sources/x: is it a commit of this repository?\n",
    )


def test_a_difference_writes_nothing(root: Path) -> None:
    call_build(root)
    before = {path: path.read_bytes() for path in (root / "sources").rglob("*") if path.is_file()}
    edited(root, SECOND.replace("third", "quarter"))
    for form in ("text", "markdown", "html"):
        assert call(root, "diff", "--format", form).exit_code == 0
    edited(root, SECOND)
    assert before == {path: path.read_bytes() for path in (root / "sources").rglob("*") if path.is_file()}


@given(WORDS, WORDS)
def test_the_words_of_both_can_be_read_from_the_changes(before: str, after: str) -> None:
    changes = [*shown_changes(before, after)]
    for sign, words in (("-", before), ("+", after)):
        kept = " ".join(said for way, said in changes if way in {"", sign})
        pieces = (re.escape(" ".join(piece.split())) for piece in re.split(r" ?…(?: |$)", kept))
        assert re.search(r"\s*.*\s*".join(pieces), words.replace("…", " "), re.DOTALL)


def a_change(number: int, words: str) -> ChangedAddress:
    address = f"p{number}"
    return ChangedAddress(address, (f"¶ {number} new",), (("+", words),), f"https://x.test/#{address}", "")


def test_a_comment_on_a_code_host_is_never_too_long_and_says_what_it_leaves_out() -> None:
    changes = tuple(a_change(number, "A sentence of the text. " * 40) for number in range(1, 400))
    said = difference_as_markdown([EditionDifference("sources/x", "the version of 24 November 2026", changes)])
    assert len(said) <= 65_536
    assert said.count("- **¶ ") == len(changes)
    assert re.search(r"The words of \d+ changes are left out here", said)
    many = tuple(a_change(number, "A sentence.") for number in range(1, 3000))
    assert len(difference_as_markdown([EditionDifference("sources/x", "x", many)])) <= 65_536


def test_words_are_text_in_a_comment_and_in_a_document() -> None:
    words = "<script>alert(1)</script> @somebody *not bold* [a](b) # 1"
    one = EditionDifference("sources/x", "x", (a_change(1, words),))
    markdown = difference_as_markdown([one])
    assert "<script>" not in markdown
    assert "@somebody" not in markdown
    assert "*not" not in markdown
    assert "<script>" not in difference_as_html([one])

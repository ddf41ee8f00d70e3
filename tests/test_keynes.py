"""A second edition, of a whole book with notes of its own: all promises hold for a text that nothing was made for.

J. M. Keynes, The Economic Consequences of the Peace (1920): seven chapters, 168 notes in blocks after each, verse,
tables, in Latin-1. The author died in 1946.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.helpers import run

BOOK = Path(__file__).parent / "editions/keynes"
TEXT = (BOOK / "sources/keynes/keynes-1919.txt").read_bytes().decode("latin-1")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    root = tmp_path_factory.mktemp("keynes") / "book"
    shutil.copytree(BOOK, root)
    result = run(root, "release", "--date", "2026-11-24")
    assert result.returncode == 0, result.stdout + result.stderr
    return root, result


def page(root: Path, name: str) -> LexborHTMLParser:
    return LexborHTMLParser((root / "site" / name / "index.html").read_text(encoding="utf-8"))


def text_of(tree: LexborHTMLParser, address: str) -> str:
    (node,) = tree.css(f'[id="{address}"]')
    return " ".join(node.text().split())


def test_all_promises_hold(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, result = built
    words = len(re.findall(r"\[\d+\]|(?:(?!\[\d+\])\S)+", TEXT))  # a marker is a word of its own
    broken = len(re.findall(r"\w-\r\n\w", TEXT))
    labels = len(re.findall(r"^(?:\[\d+\] |FOOTNOTES:)", TEXT, re.MULTILINE))
    assert labels == 168 + 6
    count = words - broken - labels
    held = f"All {count:,} words of sources/keynes/keynes-1919.txt appear exactly once, in order, on 8 pages"
    assert held in result.stdout, "all but the numbers and headings of the lists of notes"
    assert "168 of 168 notes linked; 168 are the author’s own, 1 has sources." in result.stdout
    assert result.stderr.count(" error ") == 0
    assert len((root / "sources/keynes/permalinks.yml").read_text(encoding="utf-8")) > 100_000


def test_the_pages_call_the_text_what_its_editor_calls_it(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    root, _ = built
    (lead,) = page(root, "full-text").css("article .lead")
    assert lead.text().startswith("The whole book on one page.")
    assert not [path for path in (root / "site").rglob("*.html") if "the brief" in path.read_text("utf-8").lower()]


def test_the_menu_of_the_full_text_names_each_page_once(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, _ = built
    headings = re.findall(r"^## .*", (root / "docs/full-text.md").read_text(encoding="utf-8"), re.MULTILINE)
    (chapter,) = [line for line in headings if line.startswith("## CHAPTER VII")]
    (theirs,) = [line for line in headings if line.startswith("## REMEDIES")]
    (ours,) = [line for line in headings if "[Chapter VII. Remedies]" in line]
    assert ["data-toc-omit" in line for line in (ours, chapter, theirs)] == [False, True, True]


def test_every_note_is_on_the_page_that_cites_it(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, _ = built
    numbers = {
        "europe-before-the-war": range(1, 6),
        "the-conference": range(6, 7),
        "the-treaty": range(7, 76),
        "reparation": range(76, 145),
        "europe-after-the-treaty": range(145, 157),
        "remedies": range(157, 169),
    }
    for name, own in numbers.items():
        tree = page(root, name)
        assert [node.attributes["id"] for node in tree.css(".notes li")] == [f"n{number}" for number in own]
        assert {a.text() for a in tree.css("sup.marker a")} == {f"[{number}]" for number in own}
    after = page(root, "europe-after-the-treaty")
    assert "Author’s note" in text_of(after, "n152")
    assert "1913 60,760 41,860 18,900" in text_of(after, "n152"), "the table in it belongs to it"
    remedies = page(root, "remedies")
    assert "may average at least $225,000,000 monthly." in text_of(remedies, "n157"), "and what follows the table, too"


def test_a_note_of_the_author_and_the_work_that_it_names_both_show(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    note = text_of(page(built[0], "reparation"), "n83")
    assert "“The Wealth" in note or '"The Wealth and Income of the Chief Powers," by J.C. Stamp' in note
    assert "Stamp 1919" in note


def test_verse_tables_italics_and_dashes_are_shown_as_print_would_have_them(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    root, _ = built
    introduction = (root / "site/introductory/index.html").read_text(encoding="utf-8")
    assert "<em>War and" in introduction
    assert "cries from without,—all" in introduction
    (verse,) = [node for node in page(root, "introductory").css(".verse") if "Observe that all" in node.text()]
    assert (verse.html or "").count("<br>") == 4
    assert page(root, "the-treaty").css(".table")
    about = " ".join(page(root, "about").text().split())
    assert "Two hyphens (--) are shown as a dash: " in about


@pytest.mark.long
def test_a_second_build_changes_nothing(built: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    root, _ = built
    began = time.perf_counter()
    result = run(root, "build", "--locked", "--force")
    assert result.returncode == 0, result.stderr
    assert time.perf_counter() - began < 60, "a book of 400 kB takes seconds"

"""Conflicts that a merge leaves in a file: each is found once, and no line of plain text is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.source.conflict import conflicts, find_conflicts, our_side
from tests.helpers import collect

PLAIN = b"<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n"
DIFF3 = b"<<<<<<< HEAD\r\nours\r\n||||||| 1a2b3c4\r\nbefore\r\n=======\r\ntheirs\r\n>>>>>>> branch\r\n"
NO_MARKERS = [b"", b"words", b"=======", b"======", b"<<<<<< a", b"<<<<<<<a", b" <<<<<<< a", b"\xff"]
LINES = st.lists(st.sampled_from(NO_MARKERS))


@given(LINES, LINES)
def test_conflicts_are_found_between_any_lines(before: list[bytes], after: list[bytes]) -> None:
    above, below = (b"".join(line + b"\n" for line in lines) for lines in (before, after))
    (first, second) = conflicts(above + PLAIN + below + DIFF3)
    assert (first.start, first.end) == (len(above), len(above + PLAIN) - 1)
    assert second.start == len(above + PLAIN + below)
    assert our_side(above + PLAIN + below + DIFF3) == above + b"ours\n" + below + b"ours\r\n"
    assert list(conflicts(above + below)) == []
    assert our_side(above + below) == above + below


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (b"<<<<<<< HEAD\nours\n", [1]),
        (b"words\n>>>>>>> branch", [2]),
        (b"||||||| 1a2b3c4\n>>>>>>>\n", [1, 2]),
        (b"<<<<<<< a\n" + PLAIN, [1, 2]),
        (PLAIN + b">>>>>>> b\n", [1, 6]),
    ],
)
def test_a_marker_without_its_partner_is_a_problem_too(text: bytes, lines: list[int]) -> None:
    _, problems = collect(find_conflicts, "brief.txt", text, "Resolve it.")
    assert [problem.place.line for problem in problems] == lines


@pytest.mark.parametrize(
    ("file", "text", "lines"),
    [
        ("edition.yml", b"pages:\n=======\n  - slug: /\n", [2]),
        ("permalinks.yml", b"=======\n", [1]),
        ("references.bib", b"@book{a}\n\n=======\n\n@book{b}\n", [3]),
        ("versions/2026-12-01.jsonl", b"[]\n=======\n[]", [2]),
        ("edition.yml", b"find: a\n>>>>>>> branch\n=======\n", [2, 3]),
        ("brief.txt", b"It rained, and the\nriver rose.\n=======\nIt snowed.\n", [3]),
        ("brief.txt", b"It rained, and the\r\nriver\r\n=======\r\nfell.\r\n", [3]),
        ("brief.txt", b"\nIt rained.\n=======\n\nIt snowed.\n", [3]),
        ("page.md", b"One.\n\nIt rained\nall day\n=======\nIt snowed.\n", [5]),
        # What texts may have:
        ("brief.txt", b"History\n=======\n\nIt rained.\n", []),
        ("brief.txt", b"It rained.\n\nThe Third Neighbors\n=======\nIt snowed.\n", []),
        ("brief.txt", b"=======\nHistory\n=======\nIt rained.\n", []),
        ("brief.txt", b"It rained.\n\n=======\n\nIt snowed.\n", []),
        ("brief.txt", b"=======  =====\nName     Value\n=======  =====\nRain     7\n=======  =====\n", []),
        ("brief.txt", b"It rained\nall day.\n========\nIt snowed.\n", []),
    ],
)
def test_a_middle_alone_is_a_problem_unless_it_underlines_a_heading(file: str, text: bytes, lines: list[int]) -> None:
    _, problems = collect(find_conflicts, file, text, "Resolve it.")
    assert [problem.place.line for problem in problems] == lines


def test_a_marker_alone_is_taken_out_of_our_side() -> None:
    assert our_side(b"a\n>>>>>>> branch\nb\n<<<<<<< HEAD") == b"a\nb\n"

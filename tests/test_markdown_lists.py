"""Lists in Markdown that are counted by letters, Roman numbers and signs, as Pandoc reads them."""

from __future__ import annotations

import pytest

from briefsite.intake.document import words_of_parts
from tests.test_intake import read


def items(text: str) -> list[str]:
    """The blocks of a text: their level and number if they are items, "+" if a list begins, their words."""
    return [
        f"{one.level}{'+' * one.begins} {one.number} {words_of_parts(one.pieces)}"
        if one.kind == "item"
        else f"{one.kind} {words_of_parts(one.pieces)}"
        for one in read("x.md", text.encode()).document.blocks
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Words:\n\na. one\n   goes on\nb. two", ["prose Words:", "1+ a. one goes on", "1 b. two"]),
        ("(a) one\n\n    more\n(b) two\n(d) four", ["1+ (a) one more", "1 (b) two", "1 (d) four"]),
        ("(h) one\n(i) two\n(j) three", ["1+ (h) one", "1 (i) two", "1 (j) three"]),
        ("i. one\nii. two\n\n\nA.  three\nB.  four", ["1+ i. one", "1 ii. two", "1+ A. three", "1 B. four"]),
        ("(viii) one\n(ix) two", ["1+ (viii) one", "1 (ix) two"]),
        ("#. one\n#. two", ["1+ 1. one", "1 2. two"]),
        ("- one\n    a. two\n    b. three\n- four", ["1+  one", "2+ a. two", "2 b. three", "1  four"]),
        ("1. one\n   (a) two\n   (b) three\n2. four", ["1+ 1. one", "2+ (a) two", "2 (b) three", "1 2. four"]),
        ("> (1) one\n> (2) two", ["1+ (1) one", "1 (2) two"]),
        (
            "(@) one\n(@X) x\n\nAs (@fine) shows, (@other) not.\n\n(@fine) two",
            ["1+ (1) one", "1 (2) x", "prose As (3) shows, (@other) not.", "1+ (3) two"],
        ),
    ],
)
def test_lists_are_counted_in_other_ways_than_in_figures(text: str, shown: list[str]) -> None:
    assert items(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "(c) is only a paragraph.",
        "A. Smith was here.\nB. Jones was not.",
        "a. one\n\nWords.\n\nb. two",
        "(a) one\n(e) two",
        "Words that go on\n(a) and are wrapped\n(b) so.",
        "    a. code\n    b. code",
        "```\na. code\nb. code\n```",
        "(a. one\n(b. two",
    ],
)
def test_what_only_looks_like_a_list_is_text(text: str) -> None:
    found = items(text)
    assert not [one for one in found if one[0].isdecimal()]
    words = " ".join(one.partition(" ")[2] for one in found)
    assert words.split() == text.replace("```", "").split()

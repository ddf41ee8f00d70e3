"""What a program writes into an editor's YAML file: the values meant, and nothing else."""

from __future__ import annotations

from typing import Final

import pytest
import yaml

from briefsite.yaml_files.located import Path
from briefsite.yaml_files.rewritten import rewritten

LAYOUTS: Final = {
    "plain": "splits:\n  - a b # why\n  - c\n",
    "between double quotes": 'splits:\n  - "a \\"b" # why\n  - "c"\n',
    "between single quotes": "splits:\n  - 'a ''b' # why\n  - 'c'\n",
    "folded": "splits:\n  - >-\n    a\n    b\n\n  # why\n  - c\n",
    "literal": "splits:\n  - |\n    a\n    b\n  - c\n# why\n",
    "over two lines": "splits:\n  - a\n    b # why\n  - c\n",
    "in brackets": "splits: [a b, c] # why\n",
    "at the end": "joins: [c] # why\nsplits: [c, a b]",
    "with CRLF": "splits:\r\n  - a b # why\r\n  - c\r\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_other_words_are_written_and_nothing_else_is_changed(layout: str) -> None:
    text = LAYOUTS[layout]
    at = 1 if layout == "at the end" else 0
    made = rewritten(text, {("splits", at): 'new: "words" # ä'})
    assert made is not None
    assert "# why" in made
    expected = yaml.safe_load(text)
    expected["splits"][at] = 'new: "words" # ä'
    assert yaml.safe_load(made) == expected
    assert made.count("\r") == text.count("\r")


def test_what_a_program_cannot_write_safely_is_left_alone() -> None:
    assert rewritten("splits: [&a one, *a]\n", {("splits", 0): "two"}) is None
    assert rewritten("pages: &p [{from: a}]\nmore: *p\n", {("pages", 0, "from"): "b"}) is None
    assert rewritten("splits: [a]\n", {("splits", 1): "b"}) is None
    assert rewritten("splits: [a\n", {("splits", 0): "b"}) is None


# -- Without an entry: what is taken out, and what is left of the text.
WITHOUT: Final[dict[str, tuple[str, list[Path], str]]] = {
    "the first of a list": (
        "a:\n  # of one\n  - one # 1\n  # of two\n  - two\n",
        [("a", 0)],
        "a:\n  # of one\n  # of two\n  - two\n",
    ),
    "the last of a list": ("a:\n  - one\n  - two # 2\n\n# of b\nb: 1\n", [("a", 1)], "a:\n  - one\n\n# of b\nb: 1\n"),
    "a list at the margin": ("a:\n- one\n- two\n", [("a", 0)], "a:\n- two\n"),
    "an entry of several lines": (
        "a:\n  - when: 1\n    # why\n    words: >-\n      x\n      y\n\n  - when: 2\n",
        [("a", 0)],
        "a:\n\n  - when: 2\n",
    ),
    "two of a list": ("a:\n  - 1\n  - 2\n  - 3\n", [("a", 0), ("a", 2)], "a:\n  - 2\n"),
    "all of a list": ("a:\n  - 1\n  - 2\n# of b\nb: 1\n", [("a", 0), ("a", 1)], "# of b\nb: 1\n"),
    "in brackets": ("a: [one, two, three] # why\n", [("a", 1)], "a: [one, three] # why\n"),
    "the last in brackets": ("a: [one, two] # why\n", [("a", 1)], "a: [one] # why\n"),
    "a key of a mapping": ("- x: 1\n  y: 2 # why\n  z: 3\n", [(0, "y")], "- x: 1\n  z: 3\n"),
    "the first key of an entry": ("- x: 1\n  y: 2\n", [(0, "x")], "- y: 2\n"),
    "a key of a mapping in braces": ("a: {x: 1, y: 2}\n", [("a", "x")], "a: {y: 2}\n"),
    "the only key of an entry": ("a:\n  - x: 1\n  - y: 2\n", [("a", 0, "x")], "a:\n  - y: 2\n"),
    "an entry and a part of it": ("a:\n  - x: 1\n    y: 1\n  - z\n", [("a", 0), ("a", 0, "x")], "a:\n  - z\n"),
    "without a line end": ("a:\n  - one\n  - two", [("a", 1)], "a:\n  - one\n"),
    "with CRLF": ("a:\r\n  - one\r\n  - two\r\n", [("a", 0)], "a:\r\n  - two\r\n"),
    "beside a tag": (
        "a: !ENV [X, y]\nnav:\n  - one.md\n  - T: two.md\n",
        [("nav", 1)],
        "a: !ENV [X, y]\nnav:\n  - one.md\n",
    ),
    "a list in a list": ("a:\n  - - one\n    - two\n", [("a", 0, 0)], "a:\n  - - two\n"),
}


@pytest.mark.parametrize("case", WITHOUT)
def test_an_entry_is_taken_out_and_nothing_else_is_changed(case: str) -> None:
    text, paths, left = WITHOUT[case]
    assert rewritten(text, {}, paths) == left


def test_an_entry_is_taken_out_and_another_has_other_words() -> None:
    text = "a:\n  - one\n  - two\nb: x # why\n"
    assert rewritten(text, {("b",): "y"}, [("a", 0)]) == 'a:\n  - two\nb: "y" # why\n'


def test_what_is_written_once_and_used_twice_is_not_taken_out() -> None:
    assert rewritten("a: &x [1, 2]\nb: *x\n", {}, [("a", 0)]) is None
    assert rewritten("a: [1]\n", {}, [("a", 1)]) is None

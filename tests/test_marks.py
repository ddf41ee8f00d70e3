"""The marks of notes in a passage, and which of them is which in two wordings of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.ledger.marks import (
    MarkedWords,
    aligned_marks,
    joined_words,
    marked_words,
    unmarked,
    without_numbers,
)

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
START, END = "\x02", "\x03"


@pytest.mark.parametrize(
    ("text", "without", "bare"),
    [
        ("No mark.", "No mark.", "No mark."),
        ("One.[7] Two[A] or[^12].", "One.[] Two[] or[].", "One. Two or."),
        ("One.⁷ Two,¹²", "One.[] Two,[]", "One. Two,"),
        ("In m² and [fn:3]", "In m² and []", "In m² and "),
        ("[7]", "[]", "[7]"),
        ("[*] [12345] [AB]", "[*] [12345] [AB]", "[*] [12345] [AB]"),
    ],
)
def test_numbers_of_notes_in_a_text(text: str, without: str, bare: str) -> None:
    assert (without_numbers(text), unmarked(text)) == (without, bare)


@st.composite
def shown_marks(draw: st.DrawFn) -> tuple[str, str]:
    """A label, and how a text shows it."""
    if draw(st.booleans()):
        label = str(draw(st.integers(1, 30)))
        forms = [f"[{label}]", f"[^{label}]", f"[fn:{label}]", f"({label})", label.translate(RAISED)]
    else:
        label = draw(st.sampled_from(["*", "**", "†", "A", "B"]))
        forms = [f"[{label}]"] if label.isalpha() else [label, f"[{label}]"]
    return label, draw(st.sampled_from(forms))


@given(st.lists(st.sampled_from(["oil", "rain", "coal"]) | shown_marks(), max_size=12))
def test_property_marks_are_among_the_words_where_the_text_has_them(tokens: list[str | tuple[str, str]]) -> None:
    text = " ".join(token if isinstance(token, str) else token[1] for token in tokens)
    words, marks = [START], []
    groups: list[list[int]] = [[]]
    for at, token in enumerate(tokens):
        if isinstance(token, str):
            words.append(token)
        else:
            marks.append((token[0], at))
            if words[-1] != "":
                words.append("")
                groups.append([])
            groups[-1].append(at)
    expected = MarkedWords((*words, END), tuple(map(tuple, groups[1:])))
    assert marked_words(text, marks) == expected
    assert joined_words([expected, expected]) == MarkedWords(expected.words * 2, expected.groups * 2)


def test_what_looks_like_a_mark_is_one_as_often_as_there_are_marks() -> None:
    marked = marked_words("One [2, 3; 4] in [3] and [1–5] of 3", [(label, label) for label in "345"])
    assert marked.groups == (("3", "4"), ("5",))
    assert marked.words == (START, "one", "2", "", "in", "3", "and", "1", "", "of", "3", END)


def wording(text: str) -> MarkedWords[str]:
    """A text with the names of marks in braces."""
    names = re.findall(r"\{(.)\}", text)
    return marked_words(
        re.sub(r"\{(.)\}", lambda match: f"[{names.index(match[1]) + 1}]", text),
        [(str(number), name) for number, name in enumerate(names, start=1)],
    )


def pairs(before: str, after: str) -> str:
    """The marks at the same places, such as "ab = xy" for sure ones, "a ~ x" for others."""
    found = aligned_marks(wording(before), wording(after))
    return ", ".join(f"{''.join(one.before)} {'~='[one.sure]} {''.join(one.after)}" for one in found)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("One{a} two{b}.", "One{x} two{y}.", "a = x, b = y"),
        ("One{a}{b} two{c}.", "Uno{x}{y} two{z}.", "ab = xy, c = z"),
        ("One{a} two three.", "Uno{x} two three.", "a = x"),
        ("One two{a} three.", "One two{x} tres.", "a = x"),
        ("One two three{a}", "One two tres{x}", "a = x"),
        ("One two{a} three.", "One dos{x} tres.", "a ~ x"),
        ("One two{a} three{b} four.", "One dos{x} tres four.", "ab ~ x"),
        ("One two{a} three{b} four.", "One dos tres{x}{y} cuatro four.", "ab ~ xy"),
        ("One two{a} three four five{b} six.", "One dos{x} tres four cinco{y} seis.", "a ~ x, b ~ y"),
        ("One{a} two three.", "One two three{x}.", ""),
        ("One{a} two three.", "One two three.", ""),
        ("One two{a} three.", "One dos three.", ""),
        ("One two three.", "One dos{x} three.", ""),
        ("One{a} two.", "One{x} one and a half{y} two.", "a = x"),
        ("", "{x}", ""),
    ],
)
def test_marks_at_one_place(before: str, after: str, said: str) -> None:
    assert pairs(before, after) == said


def test_in_a_long_passage_frequent_words_tell_places_too() -> None:
    before = [*(f"{word}{{{name}}}" if name else word for word, name in zip("abcd" * 70, LONG, strict=True))]
    after = ["x" if at in {30, 250} else word for at, word in enumerate(before)]
    assert pairs(" ".join(before), " ".join(after)) == ", ".join(f"{name} = {name}" for name in LONG if name)


LONG = [chr(ord("A") + at // 20) if at % 20 == 0 and 30 < at < 250 else "" for at in range(280)]

TEXTS = st.lists(st.sampled_from(["oil", "rain", "coal", "{}"]), max_size=10)


def named(words: list[str]) -> str:
    names = iter("abcdefghij")
    return " ".join(f"{{{next(names)}}}" if word == "{}" else word for word in words)


@given(TEXTS, TEXTS)
def test_property_each_mark_is_at_one_place_and_in_order(one: list[str], other: list[str]) -> None:
    before, after = wording(named(one)), wording(named(other))
    found = [*aligned_marks(before, after)]
    olds, news = ([mark for each in found for mark in getattr(each, side)] for side in ("before", "after"))
    for marks, text in ((olds, named(one)), (news, named(other))):
        assert marks == [mark for mark in re.findall(r"\{(.)\}", text) if mark in marks]
    assert all(each.before and each.after for each in found)

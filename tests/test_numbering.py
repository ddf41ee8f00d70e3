"""Numbers are given once, there is always room for one more, and their order is the order of reading."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.ledger.numbering import (
    BEFORE_FIRST,
    Number,
    following,
    read_number,
    write_number,
)

NUMBERS = st.tuples(st.integers(0, 40), st.lists(st.integers(0, 60), max_size=5)).map(lambda n: (n[0], *n[1]))
PROPER = NUMBERS.filter(lambda number: number[-1] > 0)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("9", "10", "9a"),
        ("9", "12", "9a"),
        ("9a", "10", "9b"),
        ("9y", "10", "9z"),
        ("9z", "10", "9z1"),
        ("9z9", "10", "9z10"),
        ("9a", "9b", "9aa"),
        ("9aa", "9b", "9ab"),
        ("9", "9a", "9za"),
        ("9za", "9a", "9zb"),
        ("9", "9za", "9zza"),
        ("9a", "9aa", "9aza"),
        ("9z", "9z1", "9z0a"),
        ("14", None, "15"),
        ("14a", None, "15"),
        ("11", "10", "11a"),  # ¶ 11 was moved before ¶ 10
    ],
)
def test_what_is_put_in_is_numbered_as_in_a_statute(before: str, after: str | None, expected: str) -> None:
    number = following(read_number(before), read_number(after) if after else None, set().__contains__)
    assert write_number(number) == expected


def test_before_the_first_there_are_letters_of_nought() -> None:
    assert write_number(following(BEFORE_FIRST, read_number("1"), set().__contains__)) == "0a"
    assert write_number(following(BEFORE_FIRST, read_number("0a"), set().__contains__)) == "0za"


def test_thirty_paragraphs_put_in_one_after_the_other() -> None:
    taken = {read_number("9"), read_number("10")}
    number = read_number("9")
    given_ = []
    for _ in range(30):
        number = following(number, read_number("10"), taken.__contains__)
        taken.add(number)
        given_.append(write_number(number))
    assert given_ == [f"9{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"] + ["9z1", "9z2", "9z3", "9z4"]


def test_a_number_that_was_withdrawn_is_not_given_again() -> None:
    assert (
        write_number(
            following(read_number("9"), read_number("10"), {read_number("9a"), read_number("9b")}.__contains__)
        )
        == "9c"
    )
    assert write_number(following(read_number("13"), None, {read_number("14")}.__contains__)) == "15"


@given(PROPER)
def test_each_number_is_written_in_one_way(number: Number) -> None:
    assert read_number(write_number(number)) == number
    assert re.fullmatch(r"[0-9]+[a-z0-9]*", write_number(number), re.ASCII)


@given(st.text("0129abyz", max_size=8))
def test_what_is_read_is_what_is_written(text: str) -> None:
    try:
        number = read_number(text)
    except ValueError:
        return
    assert write_number(number) == text


@pytest.mark.parametrize("text", ["", "0", "a", "09", "9A", "9 a", "9z0", "9z01", "9é", "٩", "9a1", "-9", "9" * 5000])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        read_number(text)


@given(PROPER, PROPER, st.lists(PROPER))
def test_there_is_room_between_any_two(one: Number, other: Number, some: list[Number]) -> None:
    taken = {one, other, *some}
    low, high = sorted((one, other))
    if low < high:
        between = following(low, high, taken.__contains__)
        assert low < between < high
        assert between not in taken
        assert between[-1] > 0
    assert following(high, low, taken.__contains__) not in taken
    assert following(low, None, taken.__contains__) not in taken


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=120))
def test_any_number_of_insertions_anywhere_keeps_the_order_of_reading(places: list[tuple[float, bool]]) -> None:
    numbers: list[Number] = [(1,), (2,), (3,)]
    taken = set(numbers)
    for place, withdraw in places:
        at = round(place * len(numbers))
        if withdraw and at < len(numbers):
            del numbers[at]  # it stays taken
            continue
        before = numbers[at - 1] if at else BEFORE_FIRST
        number = following(before, numbers[at] if at < len(numbers) else None, taken.__contains__)
        assert number not in taken
        taken.add(number)
        numbers.insert(at, number)
    assert all(earlier < later for earlier, later in pairwise(numbers))

"""The grammar of addresses: what is made is read back, shown, said, found by `cite`, and is nobody else's id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.ledger.address import (
    Address,
    item_id,
    label,
    label_of_range,
    locator_of_range,
    meant_by,
    note_id,
    note_meant_by,
    paragraph_id,
    parse_address,
    place_id,
    plain_label,
    position,
    range_ends,
    range_id,
    read_address,
    sign_note_id,
    spoken,
    whole_of,
)
from briefsite.ledger.numbering import Number
from briefsite.ledger.page_ids import (
    emendation_id,
    emendation_sign_id,
    event_id,
    is_reserved,
    line_id,
    lists_editions,
    looks_numbered,
    name_id,
    numbered_again,
    title_id,
)
from tests.test_numbering import PROPER

COUNTS = st.integers(1, 999)
#: Every form of an address that is made of numbers: the fragment, and the same as a value.
ADDRESSES = st.one_of(
    PROPER.map(lambda number: (paragraph_id(number), Address("p", number))),
    st.tuples(PROPER, PROPER).map(lambda two: (item_id(paragraph_id(two[0]), two[1]), Address("p", *two))),
    PROPER.map(lambda number: (note_id(number), Address("n", number))),
    COUNTS.map(lambda count: (sign_note_id(count), Address("ns", (count,)))),
    st.tuples(PROPER, COUNTS).map(lambda two: (place_id(note_id(two[0]), two[1]), Address("n", two[0], (two[1],)))),
    st.tuples(COUNTS, COUNTS).map(
        lambda two: (place_id(sign_note_id(two[0]), two[1]), Address("ns", (two[0],), (two[1],)))
    ),
)


@given(ADDRESSES)
def test_what_is_made_is_read_back(made: tuple[str, Address]) -> None:
    fragment, address = made
    assert read_address(fragment) == parse_address(fragment) == address
    assert address.fragment == fragment
    assert whole_of(fragment) == address.whole.fragment


@given(ADDRESSES)
def test_what_is_shown_and_said_is_what_people_may_write(made: tuple[str, Address]) -> None:
    fragment, address = made
    if address.series != "p":
        return
    forms = (label(fragment), plain_label(fragment), spoken(fragment), f"par. {address.shown}", address.shown)
    for said in (*forms, *map(str.upper, forms), *(form.replace(".", "-") for form in forms if "par." not in form)):
        assert meant_by(said) == fragment


@pytest.mark.parametrize(
    ("fragment", "kind", "shown", "said"),
    [
        ("p9", "paragraph", "¶\xa09", "paragraph 9"),
        ("p9a", "paragraph", "¶\xa09a", "paragraph 9a"),
        ("p9z1", "paragraph", "¶\xa09z1", "paragraph 9z1"),
        ("p9za", "paragraph", "¶\xa09za", "paragraph 9za"),
        ("p0a", "paragraph", "¶\xa00a", "paragraph 0a"),
        ("p6-1", "item", "¶\xa06.1", "paragraph 6.1"),
        ("p6-1a", "item", "¶\xa06.1a", "paragraph 6.1a"),
        ("p6-1z1", "item", "¶\xa06.1z1", "paragraph 6.1z1"),
        ("n7", "note", "n7", "n7"),
        ("n7a", "note", "n7a", "n7a"),
        ("n7z1", "note", "n7z1", "n7z1"),
        ("ns1", "note", "ns1", "ns1"),
        ("n7-1", "place", "n7-1", "n7-1"),
        ("n7a-2", "place", "n7a-2", "n7a-2"),
        ("ns1-1", "place", "ns1-1", "ns1-1"),
        *((other, "", other, other) for other in ("em-a", "l12", "t-1636-p2", "name-x", "oil", "kerry", "/turkey/")),
        # What looks like an address, and is written as none ever is.
        *((other, "", other, other) for other in ("p", "p0", "p09", "p9A", "p9-0", "p9z0", "p9-", "p9-1-2", "p٩")),
        *((other, "", other, other) for other in ("n", "n0", "ns0", "ns1a", "n7-1a", "ns", "p9\n", "pn9")),
    ],
)
def test_how_each_form_is_shown_and_said(fragment: str, kind: str, shown: str, said: str) -> None:
    address = parse_address(fragment)
    assert (address.kind if address else "") == kind
    assert label(fragment) == shown
    assert plain_label(fragment) == shown.replace("\xa0", " ")
    assert spoken(fragment) == said


@pytest.mark.parametrize(
    ("fragment", "ends", "shown"),
    [
        ("p9-p12", ("p9", "p12"), "¶¶\xa09–12"),
        ("p6-1-p6-3", ("p6-1", "p6-3"), "¶¶\xa06.1–6.3"),
        ("p6-p6-1", ("p6", "p6-1"), "¶¶\xa06–6.1"),
        ("p9p-p10p", ("p9p", "p10p"), "¶¶\xa09p–10p"),
        *(
            (other, None, "")
            for other in ("p9", "p6-1", "p9-12", "p12-p9", "p9-p9", "n1-n2", "p9-n2", "p9-p", "em-p9-p10")
        ),
    ],
)
def test_a_range_is_written_as_nothing_else_is(fragment: str, ends: tuple[str, str] | None, shown: str) -> None:
    assert range_ends(fragment) == ends
    if ends:
        assert parse_address(fragment) is None
        assert range_id(*ends) == fragment
        assert locator_of_range(*ends) == shown
        assert looks_numbered(fragment, "theme")
        assert title_id(fragment) == f"part-{fragment}"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [("p9", "p14", "¶\xa09–14"), ("p0a", "p9z1", "¶\xa00a–9z1"), ("p9", "p9", "¶\xa09")],
)
def test_several_paragraphs_have_one_label(first: str, last: str, shown: str) -> None:
    assert label_of_range(first, last) == shown


@pytest.mark.parametrize(
    ("said", "fragment"),
    [
        ("¶ 9z1", "p9z1"),
        ("¶9", "p9"),
        ("par. 6.1a", "p6-1a"),
        ("Paragraph 9A", "p9a"),
        ("paragraph\xa0 9a", "p9a"),
        ("9", "p9"),
        ("6.1", "p6-1"),
        *(
            (other, "")
            for other in ("", "¶", "¶ 0", "9a1", "¶ s1", "s1", "note", "note 7", "turkey", "p9", "9.1.2", "٩")
        ),
    ],
)
def test_what_people_say_is_understood(said: str, fragment: str) -> None:
    assert meant_by(said) == fragment


@pytest.mark.parametrize(
    ("said", "label"),
    [
        *(("note 7", "7"), ("Note\xa07", "7"), ("note [12]", "12"), ("note *", "*"), ("editors’ note 7", "7")),
        *((other, "") for other in ("note", "7", "n7", "note 7 and 8", "¶ 7", "footnote")),
    ],
)
def test_a_note_is_meant_by_what_it_has_in_print(said: str, label: str) -> None:
    assert note_meant_by(said) == label


def test_what_is_made_of_no_numbers() -> None:
    assert (line_id(12), emendation_id("p9"), emendation_sign_id("em-p9")) == ("l12", "em-p9", "em-p9-ref")
    assert (event_id(1636, "p2"), name_id("batumi")) == ("t-1636-p2", "name-batumi")
    assert [numbered_again("name-batumi", occurrence) for occurrence in (1, 2)] == ["name-batumi", "name-batumi-2"]


@given(PROPER, PROPER)
def test_addresses_sort_by_their_position(paragraph: Number, item: Number) -> None:
    own, listed = paragraph_id(paragraph), item_id(paragraph_id(paragraph), item)
    assert position(own) == (paragraph, ())
    assert position(listed) == (paragraph, item)
    assert position(own) < position(listed) < position(paragraph_id((*paragraph, 1)))


@pytest.mark.parametrize("address", ["9", "n9", "p", "p0", "p9-", "p9-1-2", "p9-0"])
def test_other_addresses_have_no_position(address: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        position(address)


def test_an_id_is_reserved_where_the_page_gives_it_itself() -> None:
    assert is_reserved("p9", "first")
    assert not is_reserved("p9", "about")
    assert looks_numbered("em-p9", "first")
    assert not looks_numbered("em-p9", "bibliography")
    assert [lists_editions(one) for one in ("editions", "edition-x", "works")] == [True, True, False]


def test_the_id_of_a_title_is_free_and_ends_with_a_word() -> None:
    long = "a first title of more words than an id can have in all"
    assert title_id(long) == "a-first-title-of-more-words-than-an-id-can-have"
    for title in ("p9", "em-p9", "Index", "1848"):
        made = title_id(title)
        assert made not in {"p9", "em-p9", "index"}
        assert made[:1].isalpha()


def test_a_label_of_a_note_keeps_its_letters() -> None:
    assert [note_meant_by(said) for said in ("note [7]", "note XX", "Editors’ note *")] == ["7", "XX", "*"]

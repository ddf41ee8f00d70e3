"""The layout of lines: list items, the inset of notes, lines that were ended on purpose, contents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.block import Line, has_room
from briefsite.paragraphs.contents import find_lists_of_pages, joining_lines
from briefsite.paragraphs.heading import is_contents, is_heading, is_index, is_number_alone, may_be_heading
from briefsite.paragraphs.layout import block_starts, text_width
from briefsite.paragraphs.list_item import follows, item_label
from briefsite.paragraphs.note_layout import without_inset
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.source.passage import Passage, Run


@pytest.mark.parametrize(
    ("line", "label"),
    [
        *(
            ("- oak", "-"),
            ("•  oak", "•"),
            ("1. Oak", "1."),
            ("(a) oak", "(a)"),
            ("iv) oak", "iv)"),
            ("“2. Oak", "“2."),
        ),
        *(("-oak", ""), ("1.5 oak", ""), ("oak", ""), ("1.", ""), ("1234. oak", ""), ("xviii. oak", ""), ("", "")),
    ],
)
def test_the_label_of_a_list_item(line: str, label: str) -> None:
    assert item_label(line) == label


ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii")
SERIES = st.sampled_from(
    [[str(number) for number in range(1, 120)], [*"abcdefghijklmnopqrstuvwxyz"], [*"ABCDEFG"], [*ROMAN]]
)
FORMS = st.sampled_from(["{}.", "{})", "({})"])


@given(SERIES, FORMS, st.data())
def test_property_labels_follow_one_another_as_they_are_counted(
    series: list[str], form: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(series) - 2))
    label, following = form.format(series[at]), form.format(series[at + 1])
    assert follows(label, following)
    assert not follows(label, label)
    assert not follows(following, label)
    assert not follows(label, "")
    assert not follows("", following)
    assert not any(follows(label, other.format(series[at + 1])) for other in ("{}.", "{})", "({})") if other != form)
    if at + 2 < len(series):
        assert not follows(label, form.format(series[at + 2]))


def test_bullets_follow_the_same_bullet_only() -> None:
    assert [follows(*pair) for pair in (("•", "•"), ("•", "-"), ("-", "1."), ("1.", "-"), ("", ""))] == [
        *(True, False, False, False, False),
    ]


FIRST: list[Line] = [(0, "[1] It was of oak,"), (6, "as the bridge is.")]


@pytest.mark.parametrize(
    ("further", "is_prose"),
    [
        ([(4, "It stood for a"), (4, "year.")], True),
        ([(4, "It stood for a year.")], True),
        ([(4, "It stood for a year.”)")], True),
        ([(4, "It stood for a year")], False),
        ([(4, "It stood"), (4, "For a year.")], False),
        ([(4, "It stood for"), (6, "a year.")], False),
        ([(1, "It stood for a year.")], False),
    ],
)
def test_the_inset_of_a_note_is_taken_off_if_a_later_block_is_prose(further: list[Line], is_prose: bool) -> None:
    inset = 4 if is_prose else 0
    moved = [(column - inset, text) for column, text in further]
    assert without_inset([FIRST, further]) == [[FIRST[0], (6 - inset, FIRST[1][1])], moved]
    assert without_inset([FIRST[:1], [(8, "Oak,")], further]) == [FIRST[:1], [(8 - inset, "Oak,")], moved]


def test_a_note_of_one_block_stays_as_it_is() -> None:
    for block in (FIRST, FIRST[:1], [(0, "[1] It was of oak."), (4, "So.")]):
        assert without_inset([block]) == [block]


@pytest.mark.parametrize(
    ("line", "following", "room"),
    [
        *(("x" * 79, "oak-tree stood", True), ("x" * 80, "oak-tree stood", False), ("x" * 82, "oak-tree", False)),
        *(("x" * 87, "", True), ("x" * 88, "", False)),
    ],
)
def test_a_line_was_ended_where_the_next_word_had_room(line: str, following: str, room: bool) -> None:
    assert has_room(line, following, 100) is room


def test_contents_and_index_are_known_by_their_words() -> None:
    assert all(map(is_contents, ("Contents", "TABLE OF  CONTENTS.", "Inhalt:", "目次")))
    assert all(map(is_index, ("Index", "General index.", "Index of persons:", "Sachregister")))
    assert not any(is_contents(text) or is_index(text) for text in ("The contents", "Index card", "", "Content"))


def test_a_number_alone() -> None:
    assert [is_number_alone(texts) for texts in (["12."], ["No. 4."], ["12"], ["12.", "13."], ["12. Oak"])] == [
        *(True, True, False, False, False),
    ]


def test_an_entry_of_the_contents_runs_on_into_the_line_with_its_page() -> None:
    block = [(0, "The river and"), (0, "the bridge ...... 4"), (0, "The mill ...... 9"), (0, "Plates")]
    assert joining_lines(block) == [True, False, False, False]


PLAIN = "It rained in the town, and the river rose to the foot of the old stone bridge;"
ENDED = "Then it froze."


def test_in_a_page_without_empty_lines_a_short_end_is_the_end_of_a_paragraph() -> None:
    page = [PLAIN, PLAIN, ENDED, "The Bridge", *(PLAIN.replace("It", "So"), PLAIN, PLAIN, ENDED), PLAIN, PLAIN]
    block = [(0, text) for text in page]
    assert text_width([block]) == len(PLAIN)
    assert block_starts([block], headings=True) == [[0, 3, 4, 8]]
    assert block_starts([block], headings=False) == [[0, 3, 8]]
    assert block_starts([block[:7]], headings=True) == [[0, 3, 4]], "the whole text, and most of its lines are full"
    assert block_starts([block[:7], block[:1]], headings=True) == [[0], [0]], "too short for a page"
    assert block_starts([block[:3]], headings=True) == [[0]], "too short for a text"
    assert block_starts([[(0, PLAIN), (0, "1. Oak"), (0, "2. Ash"), (0, "so")]], headings=True) == [[0, 1, 2]]
    long = [(0, PLAIN * 3)] * 3
    assert block_starts([long, [(0, "Oak")]], headings=True) == [[0, 1, 2], [0]]


@pytest.mark.parametrize(
    ("kinds", "texts", "found"),
    [
        (["heading", "prose", "prose"], ["Contents", "Oak .... 4", "It rained on oak."], "hcp"),
        (["heading", "prose", "heading", "prose"], ["Contents", "River\nMill", "River", "It rained."], "hchp"),
        (
            ["heading", "prose", "prose", "heading", "prose"],
            ["Contents", "River", "Mill", "River", "It rained."],
            "hcchp",
        ),
        (["heading", "prose", "break", "prose"], ["Contents", "River", "* * *", "Mill"], "hcbp"),
        (["heading", "prose", "prose", "prose"], ["Contents", "River", "Mill " * 17, "Oak"], "hcpp"),
        (["heading", "prose", "prose"], ["Contents", "River .... 4", "Mill " * 16], "hcp"),
        (["heading", "prose", "prose"], ["Index", "Oak, 4", "Ash, see Oak"], "hii"),
        (["heading", "prose", "heading", "prose"], ["Index", "Oak, 4", "Notes", "Ash, 5"], "hihp"),
        (
            ["heading", "prose", "prose"],
            ["Index", "It rained for so long that nobody went out of doors.", "Ash, 5"],
            "hpp",
        ),
        (["prose", "prose"], ["Index", "Ash, 5"], "pp"),
    ],
)
def test_lists_of_pages(kinds: list[BlockKind], texts: list[str], found: str) -> None:
    find_lists_of_pages([[(0, line) for line in text.split("\n")] for text in texts], kinds)
    assert "".join(kind[0] for kind in kinds) == found


@pytest.mark.parametrize(
    ("text", "itself", "perhaps"),
    [
        *(
            ("CHAPTER IV", True, True),
            ("Foreword", True, True),
            ("1.2 The river", True, False),
            ("IV. The river", True, True),
        ),
        *(
            ("THE RIVER", True, True),
            ("THE RIVER,", False, False),
            ("The river", False, True),
            ("the river", False, False),
        ),
        *(
            ("The river rose.", False, False),
            ("Chapter 4 says.", False, False),
            ("U.S.", False, False),
            ("4 May", False, True),
        ),
        *(
            ("Oak   Ash", False, False),
            ("Oak __", False, False),
            ("4. oaks", False, False),
            ("Oak in 1900", False, False),
            ("Act 1. A room.", True, False),
            ("foreword", False, False),
        ),
    ],
)
def test_what_is_a_heading_by_itself_and_what_may_be_one(text: str, itself: bool, perhaps: bool) -> None:
    assert (is_heading([text]), may_be_heading(text, 80)) == (itself, perhaps)
    assert not is_heading([text] * 4)
    assert not may_be_heading(text, len(text))


def test_a_paragraph_has_its_body_and_its_items() -> None:
    body, first, second = (Passage((Run(text, 0, len(text)),)) for text in ("Oak:", "Ash.", "Elm."))
    paragraph = Paragraph(body, (first, second))
    assert [*paragraph.passages()] == [(None, body), (0, first), (1, second)]
    assert [paragraph.passage(item) for item in (None, 0, 1)] == [body, first, second]

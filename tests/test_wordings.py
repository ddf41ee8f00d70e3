"""In which versions a passage has changed, and since when its words are the same; what a reader is told of it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from unittest.mock import ANY

import pytest

from briefsite.language.strings import ENGLISH
from briefsite.ledger.addressable import Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.merge import merge_ledgers
from briefsite.ledger.reader import LedgerReading, read_ledger
from briefsite.ledger.update import update_ledger
from briefsite.ledger.version import DRAFT, Version, VersionId
from briefsite.ledger.version_links import last_kept
from briefsite.ledger.wordings import changed_after, rewordings, unchanged_since
from briefsite.ledger.writer import write_ledger
from briefsite.pages.changes import changes_page
from briefsite.pages.former import earlier_wordings, former_block
from briefsite.reading.publication import Publication
from tests.helpers import collect

FIRST, SECOND, THIRD = (VersionId(datetime.date(2026, 12, day)) for day in (1, 2, 3))
WORDS = "The river rose in the north, and the bridge did not hold."
NOTES = (
    "The first measurement of the water.",
    "A report on the bridge.",
    "A letter of the mayor.",
    "Tables of prices for grain.",
)


def text(words: str = WORDS, *cited: tuple[int, str], page: str = "/") -> list[Addressable]:
    """A page with one passage, in which the notes with these positions in NOTES are cited under these numbers."""
    units = [Addressable("page", "Overview", "/", "/"), Addressable("page", "Wool", "/wool/", "/wool/")]
    passage = " ".join([words, *(f"[{number}]" for _, number in cited)])
    units.append(Addressable("paragraph", passage, page))
    for note, number in cited:
        parent = len(units)
        units.append(Addressable("note", NOTES[note], page, label=number))
        units.append(Addressable("place", f"[{number}]", page, label=number, parent=parent, passage=2))
    return units


def released(*texts: list[Addressable], kept: bool = True) -> Ledger:
    ledger = Ledger()
    for version, units in zip((FIRST, SECOND, THIRD), texts, strict=False):
        update, problems = collect(update_ledger, ledger, units, ())
        assert problems == ()
        ledger = update.ledger.released(Version(version, "words" if kept else ""))
    return ledger


def told(ledger: Ledger) -> tuple[list[VersionId], VersionId]:
    """The versions in which the passage changed, and that since which its words are the same."""
    return told_of(ledger, "p1")


def told_of(ledger: Ledger, address: str) -> tuple[list[VersionId], VersionId]:
    record = ledger.by_id[address]
    return [one.on for one in rewordings(ledger, record)], unchanged_since(ledger, record)


def test_each_change_of_the_words_is_told_with_its_version() -> None:
    ledger = released(text(), text(WORDS.replace("north", "south")), text(WORDS.replace("north", "east")))
    assert told(ledger) == ([SECOND, THIRD], THIRD)
    one, other = rewordings(ledger, ledger.by_id["p1"])
    assert (one.before, one.after) == (WORDS, WORDS.replace("north", "south"))
    assert (other.before, other.after) == (one.after, WORDS.replace("north", "east"))


def test_a_version_that_left_the_words_alone_is_not_told() -> None:
    assert told(released(text(), text(), text())) == ([], FIRST)
    assert told(released(text(), text(page="/wool/"))) == ([], FIRST), "it only moved"


def test_other_numbers_of_the_same_notes_are_no_other_words() -> None:
    assert told(released(text(WORDS, (0, "1"), (1, "2")), text(WORDS, (0, "2"), (1, "3")))) == ([], FIRST)


@pytest.mark.parametrize(
    "later",
    [
        text(WORDS, (0, "1")),
        text(WORDS, (0, "1"), (1, "2"), (2, "3")),
        text(WORDS.replace("north", "south"), (0, "2"), (1, "3")),
    ],
    ids=["a note less", "a note more", "also other words"],
)
def test_other_notes_are_a_change(later: list[Addressable]) -> None:
    assert told(released(text(WORDS, (0, "1"), (1, "2")), later)) == ([SECOND], SECOND)


def test_a_note_that_is_another_because_its_own_went_elsewhere_is_a_change() -> None:
    assert told(released(two("1", ""), two("2", "1", notes="12"))) == ([SECOND], SECOND)


def two(first: str, second: str, *, notes: str = "1234", other: str = "/") -> list[Addressable]:
    """Two passages that cite notes by numbers, each of one digit; `notes` are their positions in NOTES, from 1."""
    units = [Addressable("page", "Overview", "/", "/"), Addressable("page", "Wool", "/wool/", "/wool/")]
    cited = {2: first, 3: second}
    pages = {2: "/", 3: other}
    for passage, words in ((2, WORDS), (3, "Wool was sold in the west, and for little money.")):
        text = words + "".join(f" [{number}]" for number in cited[passage])
        units.append(Addressable("paragraph", text, pages[passage]))
    parents: dict[str, int] = {}
    for passage, numbers in cited.items():
        for number in numbers:
            if number not in parents:
                parents[number] = len(units)
                says = NOTES[int(notes[int(number) - 1]) - 1]
                units.append(Addressable("note", says, pages[passage], label=number))
            mark = Addressable("place", f"[{number}]", pages[passage], label=number, parent=parents[number])
            units.append(replace(mark, passage=passage))
    return units


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(two("1", "2"), two("1", "2", notes="21"), id="two passages"),
        pytest.param(two("1", "2", other="/wool/"), two("1", "2", notes="21", other="/wool/"), id="on two pages"),
        pytest.param(two("1", "2"), two("2", "1"), id="their numbers went with them"),
        pytest.param(two("12", "34"), two("12", "34", notes="2134"), id="two notes of one passage"),
        pytest.param(two("12", "34"), two("21", "34"), id="two notes of one passage, with their numbers"),
        pytest.param(two("12", "34"), two("12", "34", notes="4231"), id="one of two each"),
        pytest.param(two("1", "2"), two("1", "1", notes="2"), id="one is gone"),
    ],
)
def test_notes_that_were_exchanged_are_a_change(before: list[Addressable], after: list[Addressable]) -> None:
    ledger = released(before, after, after)
    assert told(ledger) == ([SECOND], SECOND)
    assert [*collect(update_ledger, ledger, after, ())[0].decided] == []
    back = released(before, after, before)
    assert told(back) == ([SECOND, THIRD], THIRD)
    assert collect(read_ledger, write_ledger(back)) == (LedgerReading(back, ANY), ())


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(two("2", "3", notes="312"), id="a note before"),
        pytest.param(two("1", "12", notes="12"), id="cited twice"),
        pytest.param(two("1", ""), id="a note less"),
        pytest.param(two("1", "3", notes="132"), id="a note between"),
    ],
)
def test_notes_of_other_passages_change_nothing(after: list[Addressable]) -> None:
    assert told(released(two("1", "2"), after)) == ([], FIRST)


def with_notes_before(ledger: Ledger, version: VersionId, *before: int, own: tuple[int, ...] = (0,)) -> Ledger:
    """Releases a text in which a passage has the notes `before`, and the one behind it, ¶ 1, its `own`."""
    units = [Addressable("paragraph", "", "/"), Addressable("paragraph", "", "/")]
    number = 0
    for at, words, notes in ((0, "Coal was sold in the east, and for much money.", before), (1, WORDS, own)):
        labels = [str(number + count) for count in range(1, len(notes) + 1)]
        units[at] = Addressable("paragraph", words + "".join(f" [{label}]" for label in labels), "/")
        for note, label in zip(notes, labels, strict=True):
            units.append(Addressable("note", NOTES[note], "/", label=label))
            units.append(Addressable("place", f"[{label}]", "/", label=label, parent=len(units) - 1, passage=at))
        number += len(notes)
    update, problems = collect(update_ledger, ledger, units, ())
    assert problems == ()
    return update.ledger.released(Version(version, f"{version}"))


def test_a_passage_that_two_branches_renumbered_has_the_same_words() -> None:
    """Each puts in a note before it, and the merged text has both; or each puts in other notes, and one wins."""
    base = with_notes_before(Ledger(), FIRST)
    after = VersionId(THIRD.day, 2)
    for ours, theirs in (((1,), (2,)), ((1,), (1,)), ((1, 2), (3,))):
        one, other = (with_notes_before(base, day, *notes) for day, notes in ((SECOND, ours), (THIRD, theirs)))
        for merged in (merge_ledgers(base, one, other).ledger, merge_ledgers(base, other, one).ledger):
            both = with_notes_before(merged, after, *dict.fromkeys((*ours, *theirs)), 3)
            assert both.by_id["p2"].wording != merged.by_id["p2"].wording
            assert told_of(merged, "p2") == told_of(both, "p2") == ([], FIRST)


def test_of_two_branches_the_one_whose_mark_was_not_taken_over_changes_nothing() -> None:
    """One put a note into a passage in front of which the other put two; the merged text has only those."""
    base = with_notes_before(Ledger(), FIRST)
    one = with_notes_before(base, SECOND, own=(0, 1))
    other = with_notes_before(base, THIRD, 2)
    merged = merge_ledgers(base, one, other).ledger
    after = with_notes_before(merged, VersionId(THIRD.day, 2), 2, 3)
    assert after.by_id["p2"].wording == f"{WORDS} [3]"
    assert any(event.on.number == 2 for place in after.places_in("p2") for event in place.ends)
    assert told_of(after, "p2") == ([SECOND, THIRD], THIRD), "in the order of the versions, its mark came and went"


def test_a_note_that_two_branches_put_in_is_one_that_may_be_numbered_anew() -> None:
    base = with_notes_before(Ledger(), FIRST)
    one, other = (with_notes_before(base, day, own=(0, 1)) for day in (SECOND, THIRD))
    for merged in (merge_ledgers(base, one, other).ledger, merge_ledgers(base, other, one).ledger):
        after = with_notes_before(merged, VersionId(THIRD.day, 2), 2, own=(0, 1))
        assert after.by_id["p2"].wording == f"{WORDS} [2] [3]"
        assert told_of(after, "p2") == ([SECOND], SECOND)


def test_exchanged_notes_are_told_on_the_changes_page_and_by_a_release(publication: Publication) -> None:
    ledger = released(two("1", "2"), two("1", "2", notes="21"))
    blocks = "\n".join(changes_page(with_ledger(publication, ledger)).blocks)
    assert blocks.count("The notes cited in ") == 2
    assert "Only note numbers" not in blocks
    said = of_passage(publication, ledger)
    assert "Revised in the version of 2 December 2026:</span> the notes it cites changed." in said
    assert '<a href="site:v/2026-12-01/#p1">the version of 1 December 2026</a>' in said
    numbered = released(two("12", "3"), two("21", "3"))
    assert "was revised:" in "\n".join(changes_page(with_ledger(publication, numbered)).blocks)
    update, _ = collect(update_ledger, released(two("1", "2")), two("1", "2", notes="21"), ())
    assert [one.says for one in update.decided if one.address[0] == "p"] == [
        "¶ 1 cites other notes", "¶ 2 cites other notes"
    ]  # fmt: skip


def test_a_version_knows_until_when_its_words_were_the_same() -> None:
    ledger = released(text(), text(WORDS.replace("north", "south")), text()[:2])
    record = ledger.by_id["p1"]
    assert [changed_after(ledger, record, version) for version in (FIRST, SECOND, THIRD)] == [SECOND, THIRD, None]


def test_words_that_are_back_are_the_same_since_they_came_back() -> None:
    without = text()[:2]
    other = Addressable("paragraph", "Wool was sold in the west, and for little money.", "/")
    assert told(released([*text(), other], [*without, other], [*text(), other])) == ([], THIRD)


def test_a_change_that_waits_is_one_of_the_draft() -> None:
    ledger = released(text())
    update, _ = collect(update_ledger, ledger, text(WORDS.replace("north", "south")), ())
    assert told(update.ledger) == ([DRAFT], DRAFT)


def test_the_words_before_a_change_are_in_the_version_before() -> None:
    ledger = released(text(), text(page="/wool/"), text(WORDS.replace("north", "south"), page="/wool/"))
    record = ledger.by_id["p1"]
    assert last_kept(ledger, record, THIRD) == (SECOND, "/v/2026-12-02/wool/#p1")
    assert last_kept(ledger, record, SECOND) == (FIRST, "/v/2026-12-01/#p1")
    assert last_kept(ledger, record, FIRST) is None
    assert last_kept(released(text(), kept=False), record, SECOND) is None, "it was not kept whole"


# ---- what a reader is told


def with_ledger(publication: Publication, ledger: Ledger) -> Publication:
    return replace(publication, ledger=ledger, released=ledger)


def of_passage(publication: Publication, ledger: Ledger) -> str:
    return "\n".join(earlier_wordings(with_ledger(publication, ledger), ledger.by_id["p1"]))


def test_a_passage_lists_its_changes_the_newest_first_with_the_ways_to_the_words_before(
    publication: Publication,
) -> None:
    ledger = released(text(), text(WORDS.replace("north", "south")), text(WORDS.replace("north", "east")))
    said = of_passage(publication, ledger)
    assert "¶ 1 was revised 2 times, last in the version of 3 December 2026" in said.replace("\u00a0", " ")
    assert said.index("Revised in the version of 3 December") < said.index("Revised in the version of 2 December")
    assert '<a href="site:v/2026-12-02/#p1">the version of 2 December 2026</a>' in said
    assert '<a href="site:v/2026-12-01/#p1">the version of 1 December 2026</a>' in said
    assert "<del>south,</del> <ins>east,</ins>" in said
    assert "<del>north,</del> <ins>south,</ins>" in said


def test_a_passage_that_was_never_changed_says_nothing_of_it(publication: Publication) -> None:
    assert of_passage(publication, released(text(WORDS, (0, "1")), text(WORDS, (0, "2")))) == ""


def test_changes_names_in_one_line_where_only_the_numbers_of_notes_are_others(publication: Publication) -> None:
    ledger = released(text(WORDS, (0, "1"), (1, "2")), text(WORDS, (0, "2"), (1, "3")))
    blocks = "\n".join(changes_page(with_ledger(publication, ledger)).blocks)
    assert "- Only note numbers changed in [¶" in blocks
    assert "was revised:" not in blocks


def test_changes_says_once_that_a_page_has_a_new_address(publication: Publication) -> None:
    later = [replace(unit, id=unit.id.replace("wool", "cloth"), page="/cloth/") for unit in text(page="/wool/")[1:]]
    ledger = released(text(page="/wool/"), [text()[0], *(replace(unit, passage=None) for unit in later)])
    blocks = "\n".join(changes_page(with_ledger(publication, ledger)).blocks)
    (line,) = [line for line in blocks.splitlines() if line.startswith("- ")]
    assert line == "- [The page “Wool”](cloth.md) has a new link."


def test_the_mark_of_a_note_names_the_passage_that_it_is_in_now(publication: Publication) -> None:
    ledger = released(text(WORDS, (0, "1")), text(WORDS, (0, "1"), page="/wool/"))
    publication = with_ledger(publication, ledger)
    (found,) = [one for one in publication.former["/"] if one.record.kind == "place"]
    assert "was here before the version of 2 December 2026. It is now in [¶" in former_block(publication, found)


def test_what_was_withdrawn_gives_its_last_words_and_the_version_that_has_them(publication: Publication) -> None:
    name = Addressable("name", "Orkhon — A river.", "/wool/", "name-orkhon")
    ledger = released([*text(), name], text())
    publication = with_ledger(publication, ledger)
    (found,) = [one for one in publication.former["/wool/"] if one.record.kind == "name"]
    said = former_block(publication, found)
    assert "was withdrawn in the version of 2 December 2026. Its wording in " in said
    assert '<a href="site:v/2026-12-01/wool/#name-orkhon">the version of 1 December 2026</a>:' in said
    assert "<blockquote" in said
    assert "A river." in said


@pytest.mark.parametrize(("count", "said"), [(0, ""), (1, "¶ 0"), (2, "¶ 0 and ¶ 1"), (3, "¶ 0, ¶ 1 and ¶ 2")])
def test_things_in_one_sentence(count: int, said: str) -> None:
    assert ENGLISH.sequence([f"¶ {number}" for number in range(count)]) == said

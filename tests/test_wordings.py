"""In which versions a passage has changed, and since when its words are the same; what a reader is told of it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from briefsite.ledger.addressable import Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.update import update_ledger
from briefsite.ledger.version import DRAFT, Version, VersionId
from briefsite.ledger.version_links import last_kept
from briefsite.ledger.wordings import changed_after, rewordings, unchanged_since
from briefsite.pages.changes import changes_page
from briefsite.pages.former import earlier_wordings, former_block
from briefsite.reading.publication import Publication
from briefsite.words import in_one_sentence
from tests.helpers import collect

FIRST, SECOND, THIRD = (VersionId(datetime.date(2026, 12, day)) for day in (1, 2, 3))
WORDS = "The river rose in the north, and the bridge did not hold."
NOTES = ("The first measurement of the water.", "A report on the bridge.", "A letter of the mayor.")


def text(words: str = WORDS, *cited: tuple[int, str], page: str = "/") -> list[Addressable]:
    """A page with one passage, in which the notes with these positions in NOTES are cited under these numbers."""
    units = [Addressable("page", "Overview", "/", "/"), Addressable("page", "Wool", "/wool/", "/wool/")]
    passage = " ".join([words, *(f"[{number}]" for _, number in cited)])
    units.append(Addressable("paragraph", passage, page))
    for note, number in cited:
        parent = len(units)
        units.append(Addressable("note", NOTES[note], page, label=number))
        units.append(Addressable("place", f"[{number}]", page, parent=parent, passage=2))
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
    record = ledger.by_id["p1"]
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
        text(WORDS, (0, "1"), (2, "3")),
        text(WORDS, (0, "1")),
        text(WORDS, (0, "1"), (1, "2"), (2, "3")),
        text(WORDS.replace("north", "south"), (0, "2"), (1, "3")),
    ],
    ids=["another note", "a note less", "a note more", "also other words"],
)
def test_other_notes_are_a_change(later: list[Addressable]) -> None:
    assert told(released(text(WORDS, (0, "1"), (1, "2")), later)) == ([SECOND], SECOND)


def test_a_note_that_is_another_because_its_own_went_elsewhere_is_a_change() -> None:
    def two(first: str, second: str, *cited: tuple[int, str, int]) -> list[Addressable]:
        units = [Addressable("page", "Overview", "/", "/")]
        units += [Addressable("paragraph", f"{WORDS}{first}", "/")]
        units += [Addressable("paragraph", f"Wool was sold in the west, and for little money.{second}", "/")]
        for note, number, passage in cited:
            units.append(Addressable("note", NOTES[note], "/", label=number))
            units.append(Addressable("place", f"[{number}]", "/", parent=len(units) - 1, passage=passage))
        return units

    ledger = released(two("[1]", "", (0, "1", 1)), two("[2]", "[1]", (1, "2", 1), (0, "1", 2)))
    assert not [place.history for place in ledger.places_in("p1") + ledger.places_in("p2") if place.history]
    assert told(ledger) == ([SECOND], SECOND)


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
    return "\n".join(earlier_wordings(with_ledger(publication, ledger), ledger.by_id["p1"], "/wool/"))


def test_a_passage_lists_its_changes_the_newest_first_with_the_ways_to_the_words_before(
    publication: Publication,
) -> None:
    ledger = released(text(), text(WORDS.replace("north", "south")), text(WORDS.replace("north", "east")))
    said = of_passage(publication, ledger)
    assert "¶ 1 was changed 2 times, last in the version of 3 December 2026" in said.replace("\u00a0", " ")
    assert said.index("Changed in the version of 3 December") < said.index("Changed in the version of 2 December")
    assert '<a href="../v/2026-12-02/#p1">the version of 2 December 2026</a>' in said
    assert '<a href="../v/2026-12-01/#p1">the version of 1 December 2026</a>' in said
    assert "<del>south,</del> <ins>east,</ins>" in said
    assert "<del>north,</del> <ins>south,</ins>" in said


def test_a_passage_that_was_never_changed_says_nothing_of_it(publication: Publication) -> None:
    assert of_passage(publication, released(text(WORDS, (0, "1")), text(WORDS, (0, "2")))) == ""


def test_changes_names_in_one_line_where_only_the_numbers_of_notes_are_others(publication: Publication) -> None:
    ledger = released(text(WORDS, (0, "1"), (1, "2")), text(WORDS, (0, "2"), (1, "3")))
    blocks = "\n".join(changes_page(with_ledger(publication, ledger)).blocks)
    assert "- Only the numbers of notes have changed in [¶" in blocks
    assert "was changed:" not in blocks


def test_changes_says_once_that_a_page_has_a_new_address(publication: Publication) -> None:
    later = [replace(unit, id=unit.id.replace("wool", "cloth"), page="/cloth/") for unit in text(page="/wool/")[1:]]
    ledger = released(text(page="/wool/"), [text()[0], *(replace(unit, passage=None) for unit in later)])
    blocks = "\n".join(changes_page(with_ledger(publication, ledger)).blocks)
    (line,) = [line for line in blocks.splitlines() if line.startswith("- ")]
    assert line == "- [The page “Wool”](cloth.md) has a new address."


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
    assert "was withdrawn in the version of 2 December 2026. It said in " in said
    assert '<a href="../v/2026-12-01/wool/#name-orkhon">the version of 1 December 2026</a>:' in said
    assert "<blockquote" in said
    assert "A river." in said


@pytest.mark.parametrize(("count", "said"), [(0, ""), (1, "¶ 0"), (2, "¶ 0 and ¶ 1"), (3, "¶ 0, ¶ 1 and ¶ 2")])
def test_things_in_one_sentence(count: int, said: str) -> None:
    assert in_one_sentence([f"¶ {number}" for number in range(count)]) == said

"""Notes keep their addresses, whatever number a program prints: single edits, and edits at random.

A text is written with the names of its notes in braces: "It rained.{rain}". The names are what the test knows and the
ledger doesn't: it sees the numbers, which are counted anew in each edition.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from briefsite.ledger.addressable import Addressable
from briefsite.ledger.continuity import losses
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.listing import ListedSite, list_addresses
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.version import VersionId
from briefsite.ledger.wordings import rewordings
from briefsite.ledger.writer import write_ledger
from tests.helpers import Updated, collect, updated

DAY = VersionId(datetime.date(2026, 11, 24))


@dataclass(frozen=True)
class Text:
    """An edition: paragraphs with the names of notes in braces, each on a page, and what each note says.

    With `anew`, the numbers begin anew on each page. `signs` are the notes that are marked by "*".
    """

    paragraphs: tuple[tuple[str, str], ...]
    notes: Mapping[str, str]
    anew: bool = False
    signs: frozenset[str] = frozenset()

    def made(self) -> tuple[list[Addressable], list[str]]:
        """The units, and the names of notes and places: "rain", "rain@0" and "rain@0'" for those in paragraph 0."""
        labels = self._labels()
        cited = [(at, name) for at, (text, _) in enumerate(self.paragraphs) for name in re.findall(r"\{(.*?)\}", text)]
        units = [
            Addressable("paragraph", re.sub(r"\{(.*?)\}", lambda m: _mark(labels[m[1]]), text), page)
            for text, page in self.paragraphs
        ]
        names = ["" for _ in units]
        position: dict[str, int] = {}
        for at, name in cited:
            if name not in position:
                position[name] = len(units)
                units.append(Addressable("note", self.notes[name], self.paragraphs[at][1], label=labels[name]))
                names.append(name)
        for at, name in cited:
            page, label = self.paragraphs[at][1], labels[name]
            place = Addressable("place", f"[{label}]", page, label=label, parent=position[name], passage=at)
            units.append(place)
            own = f"{name}@{at}"
            names.append(own + "'" * sum(other.rstrip("'") == own for other in names))
        return units, names

    def _labels(self) -> dict[str, str]:
        labels: dict[str, str] = {}
        counts: dict[str, int] = {}
        for text, page in self.paragraphs:
            for name in re.findall(r"\{(.*?)\}", text):
                if name in self.signs:
                    labels[name] = "*"
                elif name not in labels:
                    series = page if self.anew else ""
                    counts[series] = counts.get(series, 0) + 1
                    labels[name] = str(counts[series])
        return labels


def _mark(label: str) -> str:
    return label if label == "*" else f"[{label}]"


def release(ledger: Ledger, text: Text, days: int = 0) -> tuple[Updated, dict[str, str]]:
    """The text as the version of a later day, and the addresses of its notes and places by their names."""
    units, names = text.made()
    day = VersionId(DAY.day + datetime.timedelta(days))
    step = updated(ledger, units, day)
    assert step.problems == ()
    assert len(set(step.assignment)) == len(units)
    again = updated(step.ledger, units, day)
    assert (again.ledger, again.decisions, again.assignment) == (step.ledger, (), step.assignment)
    assert list(losses(ledger, step.ledger)) == []
    assert collect(read_ledger, write_ledger(step.ledger))[0].ledger == step.ledger
    return step, {name: own for name, own in zip(names, step.assignment, strict=True) if name}


RIVER = "The river rose in spring{a}, and the bridge of wood was carried away within an hour{b}."
HERDS = "Herders lose whole flocks{c} when a dry summer is followed by a hard winter{d}."
COAL = "Most of the coal that the country mines goes over one border{e}, by lorry."
TELLING = {
    "a": "Report of the gauge at Batumi, 1913, sheets 4 to 9.",
    "b": "So the newspaper; the engineer says that it took two hours.",
    "c": "Figures of the statistical office, which counts sheep and goats together.",
    "d": "On such winters see the survey of the weather service, p. 12.",
    "e": "Customs returns for the year before.",
    "x": "A note that nobody has seen before, with a remark on lighthouses.",
    "y": "Another new one: the minutes of a meeting that ended early.",
}
SAME = dict.fromkeys(TELLING, "Ibid.")
NONE = dict.fromkeys(TELLING, "")
FIRST = {"a": "n1", "b": "n2", "c": "n3", "d": "n4", "e": "n5"}


def text(*paragraphs: str, notes: Mapping[str, str] = TELLING, anew: bool = False) -> Text:
    return Text(tuple((one, f"/{at}/") for at, one in enumerate(paragraphs)), notes, anew)


def known(got: Mapping[str, str]) -> dict[str, str]:
    """The addresses of the notes only."""
    return {name: address for name, address in got.items() if "@" not in name}


#: What is done -> the text after it, and the addresses that are other than those of the first edition.
EDITS: Mapping[str, tuple[tuple[str, str, str], Mapping[str, str]]] = {
    "nothing": ((RIVER, HERDS, COAL), {}),
    "put in at the front": ((RIVER.replace("river", "river{x}"), HERDS, COAL), {"x": "n0a"}),
    "put in between": ((RIVER, HERDS.replace("when", "{x} when"), COAL), {"x": "n3a"}),
    "put in beside another": ((RIVER, HERDS.replace("summer", "summer{x}"), COAL), {"x": "n3a"}),
    "two put in": ((RIVER, HERDS.replace("dry", "dry{x}").replace("hard", "hard{y}"), COAL), {"x": "n3a", "y": "n3b"}),
    "two put in at different places": (
        (RIVER.replace("The", "The{x}"), HERDS, COAL.replace(", by", ", by{y}")),
        {"x": "n0a", "y": "n7"},
    ),
    "put in at the end": ((RIVER, HERDS, f"{COAL}{{x}}"), {"x": "n6"}),
    "deleted at the front": ((RIVER.replace("{a}", ""), HERDS, COAL), {}),
    "deleted in the middle": ((RIVER, HERDS.replace("{c}", ""), COAL), {}),
    "deleted at the end": ((RIVER, HERDS, COAL.replace("{e}", "")), {}),
    "deleted, and another put in elsewhere": (
        (RIVER.replace("{a}", ""), HERDS, COAL.replace("mines", "mines{x}")),
        {"x": "n4a"},
    ),
    "a paragraph moved": ((COAL, RIVER, HERDS), {}),
    "a paragraph edited": ((RIVER.replace("hour", "short hour").replace("rose", "had risen"), HERDS, COAL), {}),
    "cited a second time": ((RIVER, HERDS, COAL.replace("mines", "mines{b}")), {}),
    "a paragraph put in": ((RIVER, f"In the city nothing of this was noticed.{{x}} {HERDS}", COAL), {"x": "n2a"}),
}


@pytest.mark.parametrize("notes", [TELLING, SAME, NONE], ids=["telling", "all the same", "without words"])
@pytest.mark.parametrize("edit", EDITS)
def test_a_note_keeps_its_address_when_all_are_numbered_anew(edit: str, notes: Mapping[str, str]) -> None:
    first, got = release(Ledger(), text(RIVER, HERDS, COAL, notes=notes))
    assert known(got) == FIRST
    paragraphs, changed = EDITS[edit]
    step, now = release(first.ledger, text(*paragraphs, notes=notes), days=1)
    expected = {name: {**FIRST, **changed}[name] for name in known(now)}
    assert known(now) == expected
    gone = [note for note in FIRST.values() if note not in now.values()]
    assert [note for note in gone if step.ledger.by_id[note].state != "withdrawn"] == []
    # Back to the first edition: whatever was withdrawn has its address again.
    _, again = release(step.ledger, text(RIVER, HERDS, COAL, notes=notes), days=2)
    assert known(again) == FIRST


def told(ledger: Ledger, edition: Text, days: int) -> tuple[Ledger, list[str]]:
    """The ledger after a release, and what is said of notes and places."""
    step, _ = release(ledger, edition, days)
    return step.ledger, [line for line in step.decisions if "¶" not in line]


def test_what_the_editor_is_told() -> None:
    first, _ = release(Ledger(), text(RIVER, HERDS, COAL))
    second, said = told(first.ledger, text(RIVER, HERDS.replace("dry", "dry{x}").replace("{d}", ""), COAL), 1)
    assert said == ["note n3a new after note n3", "note n4 withdrawn"]
    other = TELLING | {"b": "So the newspaper; the engineer says that it took three hours."}
    third, said = told(second, text(RIVER, HERDS, f"{COAL}{{a}}", notes=other), 2)
    assert said == [
        "note n2 edited (90 % the same)",
        "note n3a withdrawn",
        "note n4 back (withdrawn 2026-11-25)",
        "place n1-2 new",
    ]
    assert told(third, text(RIVER, HERDS, COAL), 3)[1] == ["note n2 edited (90 % the same)", "place n1-2 withdrawn"]


def at_once(*paragraphs: str, **changed: str) -> dict[str, str]:
    """The addresses of the notes after an edit of the text of a first edition, with other words in some notes."""
    before, _ = release(Ledger(), text(RIVER, HERDS, COAL))
    return known(release(before.ledger, text(*paragraphs, notes=TELLING | changed), 1)[1])


def test_a_passage_whose_notes_are_numbered_anew_has_the_same_words() -> None:
    first, _ = release(Ledger(), text(RIVER, HERDS, COAL))
    second, _ = release(first.ledger, text(RIVER.replace("The", "The{x}"), HERDS, COAL), 1)
    assert second.decisions == ("¶ 1 edited (92 % the same)", "note n0a new before note n1")
    herds = second.ledger.by_id["p2"]
    assert "[5]" in herds.wording
    assert rewordings(second.ledger, herds) == ()
    assert second.ledger.at(DAY).by_id["p2"].wording == first.ledger.by_id["p2"].wording
    listed = list_addresses(second.ledger, ListedSite("https://press.test/"), {}, "")
    assert [len(one.versions) for one in listed.addresses if one.id in {"p1", "p2"}] == [2, 1]


def test_a_number_in_brackets_that_is_of_no_note_is_a_word() -> None:
    river, years = RIVER.replace("{a}", "").replace("{b}", ""), "The gauge was read in [1913] and{a} in [1914]."
    first, _ = release(Ledger(), text(river, years))
    second, _ = release(first.ledger, text(river, years.replace("1913", "1912")), 1)
    assert second.decisions == ("¶ 2 edited (95 % the same)",)


def test_two_notes_that_change_places_are_known_by_their_words() -> None:
    swapped = RIVER.replace("{a}", "{-}").replace("{b}", "{a}").replace("{-}", "{b}")
    assert at_once(swapped, HERDS, COAL) == FIRST
    edited = {"a": TELLING["a"].replace("1913", "1914"), "b": TELLING["b"].replace("hours", "whole hours")}
    assert at_once(swapped, HERDS, COAL, **edited) == FIRST


def test_two_notes_that_are_much_alike_change_places() -> None:
    returns = TELLING | {"a": "Customs returns for 1913.", "b": "Customs returns for 1914."}
    first, _ = release(Ledger(), text(RIVER, HERDS, COAL, notes=returns))
    swapped = RIVER.replace("{a}", "{-}").replace("{b}", "{a}").replace("{-}", "{b}")
    assert known(release(first.ledger, text(swapped, HERDS, COAL, notes=returns), 1)[1]) == FIRST


def test_a_note_is_edited_and_numbered_anew_at_once() -> None:
    front = RIVER.replace("The", "The{x}")
    half = {"c": "Figures of the ministry, which counts sheep only, for 1990.", "d": "On winters see p. 12."}
    assert at_once(front, HERDS, COAL, **half) == {**FIRST, "x": "n0a"}
    short = {"c": "Ibid., 45.", "d": "", "e": "Wikipedia."}
    assert at_once(front, HERDS, COAL, **short) == {**FIRST, "x": "n0a"}


@pytest.mark.parametrize("herds", [HERDS, HERDS.replace("flocks{c} when a", "flocks when{c} a")], ids=["there", "near"])
def test_another_note_at_the_place_of_one_is_not_taken_for_it(herds: str) -> None:
    wholly = {"c": "No source was found.", "d": "Of the three that were found, none says so."}
    assert at_once(RIVER, herds, COAL, **wholly) == {**FIRST, "c": "n2a", "d": "n2b"}
    assert at_once(RIVER, herds.replace("{c}", "{x}"), COAL) == {"a": "n1", "b": "n2", "x": "n2a", "d": "n4", "e": "n5"}
    elsewhere = herds.replace("{c}", "{x}"), COAL.replace("mines", "mines{c}")
    assert at_once(RIVER, *elsewhere) == {**FIRST, "x": "n2a"}


def test_what_editors_say_on_a_note_does_not_tell_which_it_is() -> None:
    def release_of(ledger: Ledger, words: str, comment: str, days: int) -> tuple[Ledger, str]:
        units = [
            Addressable("paragraph", "It rained.[1]", "/"),
            Addressable("note", words or comment, "/", label="1", also=(comment,)),
            Addressable("place", "[1]", "/", label="1", parent=1, passage=0),
        ]
        step = updated(ledger, units, VersionId(DAY.day + datetime.timedelta(days)))
        return step.ledger, step.assignment[1]

    ledger, got = Ledger(), []
    says = "The author means the survey of the weather service."
    for days, (words, comment) in enumerate(
        [("", "No source was found."), ("", says), (TELLING["d"], says), ("", "Found in the archive by the editors.")]
    ):
        ledger, address = release_of(ledger, words, comment, days)
        got.append(address)
    assert got == ["n1"] * 4
    assert release_of(ledger, TELLING["a"], "Of another kind.", 9)[1] == "n2"


def test_a_stretch_is_written_anew_with_its_notes() -> None:
    herds = "Herders lose all that they own{c} when a dry summer comes before such a frost{d}."
    words = {"c": "See above.", "d": "The survey of the weather service has no word of it."}
    assert at_once(RIVER, herds, COAL, **words) == FIRST
    beside = HERDS.replace("flocks{c} when", "herds{c} if")
    assert at_once(RIVER, beside, COAL, c="Weather, perhaps.") == FIRST


def test_of_two_notes_in_a_stretch_written_anew_the_one_that_is_left_is_known_by_its_words() -> None:
    start, end = "Herders of the whole country lose, as all there know,", "and move to the capital with their tents."
    herds = f"{start} many flocks{{c}} when dry summers precede hard winters{{d}} of snow {end}"
    first, _ = release(Ledger(), text(RIVER, herds, COAL))
    anew = f"{start} all that they own if such seasons come{{d}} without warning {end}"
    survey = "About such winters the survey of the weather service, page 13 and others."
    alike = release(first.ledger, text(RIVER, anew, COAL, notes=TELLING | {"d": survey}), 1)[1]
    assert (alike["d"], alike["d@1"]) == ("n4", "n4-1")
    other = release(first.ledger, text(RIVER, anew, COAL, notes=TELLING | {"d": TELLING["x"]}), 1)[1]
    assert (other["d"], other["d@1"]) == ("n2a", "n2a-1"), "which of the two it was, nothing says"


def at_last(*editions: Text) -> dict[str, str]:
    """The addresses of the notes in the last of some editions."""
    ledger, got = Ledger(), dict[str, str]()
    for days, edition in enumerate(editions):
        step, got = release(ledger, edition, days)
        ledger = step.ledger
    return known(got)


@pytest.mark.parametrize("before", ["Rates of the railway for coal and ore.", ""])
def test_of_two_notes_at_one_place_the_one_that_is_left_is_known_by_its_words(before: str) -> None:
    notes = TELLING | {"x": before}
    edited = notes | {"e": "Customs returns for that year and two more."}
    one, other = "All coal goes by rail{x}{e}.", "All coal goes by rail{e}."
    assert at_last(text(RIVER, HERDS, one, notes=notes), text(RIVER, HERDS, other, notes=edited))["e"] == "n6"
    two = at_last(text(RIVER, HERDS, other, notes=notes), text(RIVER, HERDS, one, notes=edited))
    assert (two["x"], two["e"]) == ("n4a", "n5")


def test_a_note_without_words_is_known_by_its_place() -> None:
    survey = TELLING["d"].replace("12", "13")
    first, second = TELLING | {"c": ""}, TELLING | {"c": survey, "d": ""}
    assert at_last(text(RIVER, HERDS, COAL, notes=first), text(RIVER, HERDS, COAL, notes=second)) == FIRST


def test_a_note_that_is_there_comes_before_one_that_is_gone() -> None:
    same = TELLING | {"c": TELLING["d"]}
    herds, front = HERDS.replace("{c}", ""), RIVER.replace("The", "The{x}")
    editions = (text(RIVER, HERDS, COAL, notes=same), text(RIVER, herds, COAL), text(front, herds, COAL))
    assert at_last(*editions) == {"a": "n1", "b": "n2", "d": "n4", "e": "n5", "x": "n0a"}


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Figures of the Statistical Office, which count sheep and goats together.", "n3"),
        ("Figures of the statistical office, which counts horses only.", "n7"),
    ],
)
def test_a_note_comes_back_elsewhere_only_with_nearly_the_same_words(words: str, address: str) -> None:
    gone = text(RIVER, HERDS.replace("{c}", ""), COAL)
    back = text(RIVER, HERDS.replace("{c}", ""), f"{COAL}{{y}}{{c}}", notes=TELLING | {"c": words})
    assert at_last(text(RIVER, HERDS, COAL), gone, text(RIVER, HERDS.replace("{c}", ""), f"{COAL}{{y}}"), back) == {
        "a": "n1",
        "b": "n2",
        "d": "n4",
        "e": "n5",
        "y": "n6",
        "c": address,
    }


def test_in_another_paragraph_a_note_is_known_by_its_words_among_those_that_are_left() -> None:
    office = "Figures of the statistical office for sheep and goats"
    first = TELLING | {"c": office, "e": f"{office} at the border of the country"}
    second = TELLING | {
        "c": "Figures of the office for all goats that were at the border",
        "e": f"{office} at another border, without lorries",
    }
    herds = "Nothing else that grazes on a steppe{c} was ever counted."
    editions = (text(RIVER, HERDS.replace("{d}", ""), COAL, notes=first), text(RIVER, herds, COAL, notes=second))
    assert at_last(*editions) == {"a": "n1", "b": "n2", "c": "n3", "e": "n4"}


def test_a_note_that_was_edited_and_went_into_a_new_paragraph_is_known_by_its_words() -> None:
    new = "Nothing else that grazes on a steppe{c} was ever counted."
    edited = TELLING | {"c": "Figures of the statistical office, which counts horses only."}
    first = text(RIVER, HERDS, COAL)
    assert at_last(first, text(RIVER, new, HERDS.replace("{c}", ""), COAL, notes=edited)) == FIRST


def test_another_note_at_another_place_is_another() -> None:
    herds = HERDS.replace("{c}", "").replace("followed", "followed{x}")
    alike = {"x": "Figures of the statistical office, for goats only, of 1990."}
    assert at_once(RIVER, herds, COAL, **alike) == {"a": "n1", "b": "n2", "x": "n2a", "d": "n4", "e": "n5"}


def test_a_place_keeps_its_address() -> None:
    first, got = release(Ledger(), text(RIVER, HERDS.replace("dry", "dry{a}"), COAL))
    assert (got["a@0"], got["a@1"]) == ("n1-1", "n1-2")
    second, got = release(first.ledger, text(RIVER.replace("{a}", ""), HERDS.replace("dry", "dry{a}"), COAL), 1)
    assert (got["a"], got["a@1"]) == ("n1", "n1-2")
    assert second.ledger.resolve("n1-1") == second.ledger.by_id["n1"]
    _, got = release(second.ledger, text(RIVER.replace("{a}", ""), HERDS.replace("dry", "dry{a}"), f"{COAL}{{a}}"), 2)
    assert (got["a@1"], got["a@2"]) == ("n1-2", "n1-3")
    moved, got = release(first.ledger, text(RIVER, HERDS, COAL.replace("mines", "mines{a}")), 1)
    assert (got["a@0"], got["a@2"]) == ("n1-1", "n1-2"), "the mark went to another paragraph"
    assert moved.ledger.by_id["n1-2"].of == "p3"


def test_places_in_one_paragraph_are_told_apart_by_their_order() -> None:
    first, _ = release(Ledger(), text(RIVER, HERDS, COAL, notes=NONE))
    twice = text(RIVER.replace("river", "river{a}"), HERDS, COAL, notes=NONE)
    second, got = release(first.ledger, twice, 1)
    assert (got["a@0"], got["a@0'"]) == ("n1-2", "n1-1")
    assert second.ledger.by_id["n1-1"].after == "n1-2"
    later = text(RIVER.replace("river", "great river{a}"), HERDS, COAL, notes=NONE)
    assert release(second.ledger, later, 2)[1]["a@0'"] == "n1-1"


def test_a_place_that_does_not_name_its_passage_is_found_by_what_was_printed() -> None:
    first, _ = release(Ledger(), text(RIVER, HERDS, COAL, notes=NONE))
    old = Ledger(
        tuple(replace(r, of="") if r.kind == "place" else r for r in first.ledger.records), first.ledger.versions
    )
    same, _ = release(old, text(RIVER, HERDS, COAL, notes=NONE), 1)
    assert same.ledger == old, "that the passage is not named is no change"
    step, got = release(old, text(RIVER.replace("The", "The{x}"), HERDS, COAL, notes=NONE), 1)
    assert known(got) == {**FIRST, "x": "n0a"}
    assert step.ledger.by_id["n3-1"].of == "p2"


def test_numbers_begin_anew_in_each_chapter() -> None:
    first, got = release(Ledger(), text(RIVER, HERDS, COAL, anew=True))
    assert known(got) == {"a": "n1", "b": "n2", "c": "n1a", "d": "n2a", "e": "n1b"}
    step, now = release(first.ledger, text(RIVER, HERDS.replace("Herders", "Herders{x}"), f"{COAL}{{y}}", anew=True), 1)
    assert known(now) == {**known(got), "x": "n1c", "y": "n2b"}
    chapter = "Between the two came a chapter{x} of which nobody had heard."
    now = release(
        first.ledger, Text(((RIVER, "/0/"), (chapter, "/9/"), (HERDS, "/1/"), (COAL, "/2/")), TELLING, True), 1
    )[1]
    assert known(now) == {**known(got), "x": "n1c"}
    third, now = release(step.ledger, text(RIVER, HERDS, f"{COAL} {chapter}", anew=False), 2)
    assert known(now) == {**known(got), "x": "n1c"}
    assert third.ledger.by_id["n2b"].state == "withdrawn"


def test_signs_are_counted_and_never_counted_again() -> None:
    signs = frozenset("abcdx")
    edition = replace(text(RIVER, HERDS, COAL), signs=signs)
    first, got = release(Ledger(), edition)
    assert known(got) == {"a": "ns1", "b": "ns2", "c": "ns3", "d": "ns4", "e": "n1"}
    put_in = text(RIVER.replace("The", "The{x}"), HERDS.replace("{d}", ""), COAL)
    second, now = release(first.ledger, replace(put_in, signs=signs), 1)
    assert known(now) == {"x": "ns5", "a": "ns1", "b": "ns2", "c": "ns3", "e": "n1"}
    third, _ = release(second.ledger, replace(text(RIVER, HERDS.replace("{d}", ""), COAL), signs=signs), 2)
    y = text(RIVER, HERDS.replace("{d}", ""), f"{COAL}{{y}}", notes=TELLING)
    assert known(release(third.ledger, replace(y, signs=signs | {"y"}), 3)[1])["y"] == "ns6"


def test_a_note_that_went_into_another_leads_there() -> None:
    both = {"c": f"{TELLING['c']} {TELLING['d']}"}
    first, _ = release(Ledger(), text(RIVER, HERDS, COAL))
    step, now = release(first.ledger, text(RIVER, HERDS.replace("{d}", ""), COAL, notes=TELLING | both), 1)
    assert known(now) == {"a": "n1", "b": "n2", "c": "n3", "e": "n5"}
    assert step.ledger.by_id["n4"].into == "n3"


def test_printed_numbers_out_of_order_are_addresses_in_a_first_edition() -> None:
    units = [
        Addressable("paragraph", "One.[2] Two.[1]", "/"),
        *(Addressable("note", words, "/", label=label) for label, words in (("2", TELLING["b"]), ("1", TELLING["a"]))),
        *(
            Addressable("place", f"[{label}]", "/", label=label, parent=parent, passage=0)
            for label, parent in (("2", 1), ("1", 2))
        ),
    ]
    assert updated(Ledger(), units, DAY).assignment == ("p1", "n2", "n1", "n2-1", "n1-1")


def test_what_a_note_has_in_print_is_remembered() -> None:
    first, _ = release(Ledger(), text(RIVER, HERDS, COAL))
    second, _ = release(first.ledger, text(RIVER.replace("The", "The{x}"), HERDS.replace("{d}", ""), COAL), 1)
    assert second.ledger.labels == {"n0a": "1", "n1": "2", "n2": "3", "n3": "4", "n4": "4", "n5": "5"}
    assert second.ledger.at(DAY).labels == {f"n{number}": str(number) for number in range(1, 6)}


# ---- edits at random


COMMON = ("the", "of", "and", "in", "to", "a", "is", "that", "for", "with", "as", "was", "on", "by")
SEEDS = st.integers(0, 2**32)


@dataclass(frozen=True)
class Draft:
    """Paragraphs as words and marks ("{3}"), each with its page; what notes say; those that a sign marks."""

    paragraphs: tuple[tuple[str, ...], ...]
    pages: tuple[str, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    anew: bool = False
    signs: frozenset[str] = frozenset()

    def text(self) -> Text:
        joined = (" ".join(words).replace(" {", "{") for words in self.paragraphs)
        return Text(tuple(zip(joined, self.pages, strict=True)), self.notes, self.anew, self.signs)

    def cited(self) -> list[tuple[int, int]]:
        """Every mark: (paragraph, position)."""
        return [(at, to) for at, words in enumerate(self.paragraphs) for to, word in enumerate(words) if word[0] == "{"]

    def cited_after(self) -> set[tuple[str, str]]:
        """Every mark with the word before it."""
        return {(self.paragraphs[at][to], self.paragraphs[at][to - 1]) for at, to in self.cited()}

    def renamed(self, names: Mapping[str, str]) -> Draft:
        """The draft in which notes are known by other names."""
        marks = {f"{{{old}}}": f"{{{new}}}" for old, new in names.items()}
        paragraphs = tuple(tuple(marks.get(word, word) for word in words) for words in self.paragraphs)
        notes = {names.get(name, name): says for name, says in self.notes.items()}
        signs = frozenset(names.get(name, name) for name in self.signs - {*names.values()})
        return replace(self, paragraphs=paragraphs, notes=notes, signs=signs)

    def having(self, at: int, words: Sequence[str]) -> Draft:
        return replace(self, paragraphs=(*self.paragraphs[:at], tuple(words), *self.paragraphs[at + 1 :]))


class NotesEditor(RuleBasedStateMachine):
    """Edits of which a person would say at once which note is which."""

    @initialize(seed=SEEDS)
    def first_edition(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.count = 0
        self.days = 0
        self.ledger = Ledger()
        self.address: dict[str, str] = {}
        self.owner: dict[str, str] = {}
        self.past: list[Draft] = []
        paragraphs = tuple(self.words(self.dice.randint(15, 40)) for _ in range(self.dice.randint(2, 5)))
        self.draft = Draft(paragraphs, tuple(self.dice.choice(("/", "/a/")) for _ in paragraphs))
        for _ in range(self.dice.randint(0, 6)):
            self.draft = self.with_note(self.draft)
        self.publish(self.draft)

    def words(self, count: int) -> tuple[str, ...]:
        rare = (
            f"{self.dice.choice('bdfgklmnprst')}{self.dice.choice('aeiou')}{self.dice.randrange(3000)}"
            for _ in range(count)
        )
        return tuple(self.dice.choice(COMMON) if self.dice.random() < 0.3 else word for word in rare)

    def new_note(self) -> tuple[str, str]:
        """A name, and what the note says: words of its own, or "Ibid.", or nothing."""
        self.count += 1
        says = self.dice.choice(("own", "own", "Ibid.", ""))
        return str(self.count), " ".join(self.words(self.dice.randint(6, 20))) if says == "own" else says

    def with_note(self, draft: Draft) -> Draft:
        name, says = self.new_note()
        signs = draft.signs | {name} if self.dice.random() < 0.1 else draft.signs
        return replace(self.marked(draft, name), notes={**draft.notes, name: says}, signs=signs)

    def marked(self, draft: Draft, name: str) -> Draft:
        """The draft with a mark of a note where there is none beside it."""
        at = self.dice.randrange(len(draft.paragraphs))
        words = [*draft.paragraphs[at]]
        places = [to for to in range(1, len(words) + 1) if not any(w[0] == "{" for w in words[to - 1 : to + 1])]
        if not places:
            return draft.having(at, [*words, *self.words(3), f"{{{name}}}"])
        to = self.dice.choice(places)
        return draft.having(at, [*words[:to], f"{{{name}}}", *words[to:]])

    def publish(self, draft: Draft) -> None:
        self.days += 1
        before = self.ledger
        step, got = release(self.ledger, draft.text(), self.days)
        draft = draft.renamed(self.known_by_place(draft, known(got)))
        got = release(self.ledger, draft.text(), self.days)[1]
        for name, address in known(got).items():
            assert self.address.setdefault(name, address) == address, "a note has lost its address"
            assert self.owner.setdefault(address, name) == name, "an address was given to another note"
        live = {record.id for record in step.ledger.records if record.kind in {"note", "place"} and record.live}
        assert live == set(got.values())
        for record in before.records:
            end = step.ledger.resolve(record.id)
            assert end is not None
            assert end.live or end.state == "withdrawn"
        for name, address in got.items():
            assert address.startswith(got[name.partition("@")[0]]), "a place has the ID of another note's"
        self.ledger, self.draft = step.ledger, draft
        self.past.append(draft)

    def known_by_place(self, draft: Draft, got: Mapping[str, str]) -> dict[str, str]:
        """New notes that say as little as one that was withdrawn from the same place: nothing tells them apart."""
        return {
            name: owner
            for name, address in got.items()
            if name not in self.address and (owner := self.owner.get(address)) is not None
            if owner not in got and len(draft.notes[name].split()) < 3
            if draft.notes[name] in {past.notes.get(owner) for past in self.past}
        }

    @rule(seed=SEEDS, count=st.integers(1, 3))
    def put_in(self, seed: int, count: int) -> None:
        self.dice = random.Random(f"{seed} {self.count}")
        draft = self.draft
        for _ in range(count):
            draft = self.with_note(draft)
        self.publish(draft)

    @precondition(lambda self: self.draft.cited())
    @rule(seed=SEEDS)
    def delete_a_note(self, seed: int) -> None:
        self.dice = random.Random(seed)
        at, to = self.dice.choice(self.draft.cited())
        self.publish(self.without(self.draft, self.draft.paragraphs[at][to]))

    def without(self, draft: Draft, mark: str) -> Draft:
        paragraphs = tuple(tuple(word for word in words if word != mark) for words in draft.paragraphs)
        return replace(draft, paragraphs=paragraphs)

    @precondition(lambda self: self.draft.cited())
    @rule(seed=SEEDS)
    def cite_again(self, seed: int) -> None:
        self.dice = random.Random(seed)
        at, to = self.dice.choice(self.draft.cited())
        self.publish(self.marked(self.draft, self.draft.paragraphs[at][to].strip("{}")))

    @precondition(lambda self: self.draft.cited())
    @rule(seed=SEEDS)
    def delete_a_mark(self, seed: int) -> None:
        self.dice = random.Random(seed)
        at, to = self.dice.choice(self.draft.cited())
        words = self.draft.paragraphs[at]
        self.publish(self.draft.having(at, (*words[:to], *words[to + 1 :])))

    @precondition(lambda self: self.draft.cited())
    @rule(seed=SEEDS)
    def edit_a_note_and_put_one_in(self, seed: int) -> None:
        self.dice = random.Random(f"{seed} {self.count}")
        at, to = self.dice.choice(self.draft.cited())
        name = self.draft.paragraphs[at][to].strip("{}")
        says = self.draft.notes[name].split()
        if len(says) > 3:
            for position in self.dice.sample(range(len(says)), int(0.4 * len(says))):
                says[position] = self.words(1)[0]
        draft = replace(self.draft, notes={**self.draft.notes, name: " ".join(says)})
        self.publish(self.with_note(draft))

    @rule(seed=SEEDS)
    def edit_a_paragraph(self, seed: int) -> None:
        """Words beside a mark stay: without them, only a note's own words tell which it is."""
        self.dice = random.Random(seed)
        at = self.dice.randrange(len(self.draft.paragraphs))
        words = [*self.draft.paragraphs[at]]
        free = [to for to in range(len(words)) if all(word[0] != "{" for word in words[max(0, to - 1) : to + 2])]
        for to in self.dice.sample(free, int(0.3 * len(free))):
            words[to] = self.words(1)[0]
        self.publish(self.draft.having(at, words))

    @rule(seed=SEEDS)
    def move_a_paragraph(self, seed: int) -> None:
        self.dice = random.Random(seed)
        both = [*zip(self.draft.paragraphs, self.draft.pages, strict=True)]
        words, _ = both.pop(self.dice.randrange(len(both)))
        both.insert(self.dice.randrange(len(both) + 1), (words, self.dice.choice(("/", "/a/", "/b/"))))
        self.publish(replace(self.draft, paragraphs=tuple(w for w, _ in both), pages=tuple(p for _, p in both)))

    @precondition(lambda self: len(self.draft.paragraphs) > 2)
    @rule(seed=SEEDS)
    def delete_a_paragraph(self, seed: int) -> None:
        at = random.Random(seed).randrange(len(self.draft.paragraphs))
        paragraphs, pages = self.draft.paragraphs, self.draft.pages
        self.publish(
            replace(
                self.draft, paragraphs=(*paragraphs[:at], *paragraphs[at + 1 :]), pages=(*pages[:at], *pages[at + 1 :])
            )
        )

    @rule(seed=SEEDS)
    def put_in_a_paragraph(self, seed: int) -> None:
        self.dice = random.Random(f"{seed} {self.count}")
        at = self.dice.randrange(len(self.draft.paragraphs) + 1)
        paragraphs, pages = [*self.draft.paragraphs], [*self.draft.pages]
        name, says = self.new_note()
        paragraphs.insert(at, (*self.words(20), f"{{{name}}}"))
        pages.insert(at, self.dice.choice(("/", "/a/")))
        notes = {**self.draft.notes, name: says}
        self.publish(replace(self.draft, paragraphs=tuple(paragraphs), pages=tuple(pages), notes=notes))

    @rule(seed=SEEDS)
    def exchange_two_notes(self, seed: int) -> None:
        """Those with words of their own; for others nothing tells that they were exchanged."""
        self.dice = random.Random(seed)
        telling = {self.draft.paragraphs[at][to] for at, to in self.draft.cited()}
        names = sorted(mark for mark in telling if len(self.draft.notes[mark.strip("{}")].split()) > 3)
        if len(names) > 1:
            one, other = self.dice.sample(names, 2)
            to = {one: other, other: one}
            paragraphs = tuple(tuple(to.get(word, word) for word in words) for words in self.draft.paragraphs)
            self.publish(replace(self.draft, paragraphs=paragraphs))

    @rule()
    def number_otherwise(self) -> None:
        self.publish(replace(self.draft, anew=not self.draft.anew))

    @rule(place=st.floats(0, 1, exclude_max=True))
    def undo(self, place: float) -> None:
        """Later than at once, a note that says nothing of its own is put back only where it still is."""
        at = int(place * len(self.past))
        draft = self.past[at]
        if at < len(self.past) - 2:
            unlike = draft.cited_after() ^ self.draft.cited_after()
            for mark in sorted({mark for mark, _ in unlike}):
                if len(draft.notes.get(mark.strip("{}"), "").split()) < 3:
                    draft = self.without(draft, mark)
        self.publish(draft)


TestNotesEditor = NotesEditor.TestCase
TestNotesEditor.settings = settings(max_examples=50, stateful_step_count=15)


class NotesEditorAtLength(NotesEditor):
    """The same, for the long run."""


TestNotesEditorAtLength = pytest.mark.long(NotesEditorAtLength.TestCase)
TestNotesEditorAtLength.settings = settings(max_examples=5_000, stateful_step_count=30)

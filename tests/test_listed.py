"""What editors list without addresses: it is known again by its words, and no address ever means something else."""

from __future__ import annotations

import datetime

import pytest

from briefsite.ledger.addressable import Addressable, AddressKind
from briefsite.ledger.former import pages_with, published_addresses
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.listed import in_halves
from briefsite.ledger.version import VersionId
from tests.helpers import updated

DAYS = [VersionId(datetime.date(2026, 12, day)) for day in range(1, 6)]


def name(words: str, *also: str, own: str = "") -> Addressable:
    """A name with the line on it: "Khovd: A town."."""
    first, _, line = words.partition(": ")
    return Addressable("name", f"{first} — {line}", "/names/", id=own or f"name-{first.lower()}", also=also)


def event(words: str, own: str) -> Addressable:
    return Addressable("event", words, "/timeline/", id=own)


def emendation(words: str, own: str = "em-p1", page: str = "/") -> Addressable:
    return Addressable("emendation", words, page, id=own)


def heading(words: str, own: str, page: str = "/") -> Addressable:
    return Addressable("heading", words, page, id=own)


def released(*editions: list[Addressable]) -> tuple[Ledger, list[tuple[str, ...]]]:
    """The ledger after the release of each edition, and the addresses of its units in each."""
    ledger, given = Ledger(), []
    for day, units in zip(DAYS, editions, strict=False):
        update = updated(ledger, units, day)
        assert update.problems == ()
        ledger = update.ledger
        given.append(update.assignment)
        again = updated(ledger, units, DAYS[-1])
        assert again.ledger == ledger, "released again, nothing changes"
        assert again.assignment == update.assignment
    return ledger, given


LONG = "The engineer who designed the bridge of stone"


@pytest.mark.parametrize(
    ("before", "after", "given"),
    [
        # The name itself, with another line; another case, other signs.
        ([name("Khovd: A town.")], [name("Khovd: A city in the west.")], ["name-khovd"]),
        # The old name is a form of the new one.
        ([name("Khovd: A town.")], [name("Hovd: A town in the west.", "Khovd")], ["name-khovd"]),
        ([name("Khovd: A town.")], [name("Hovd: A town in the west.")], ["name-hovd"]),
        # A line that is long enough to be nobody else's.
        ([name(f"Ekholm: {LONG}.")], [name(f"Eckholm: {LONG}.")], ["name-ekholm"]),
        # A line that two names have tells neither.
        (
            [name(f"Darkhan: {LONG}."), name(f"Khovd: {LONG}.")],
            [name(f"Khovd: {LONG}."), name(f"Erdenet: {LONG}.")],
            ["name-khovd", "name-erdenet"],
        ),
        (
            [name(f"Darkhan: {LONG}.")],
            [name(f"Khovd: {LONG}."), name(f"Erdenet: {LONG}.")],
            ["name-khovd", "name-erdenet"],
        ),
        # Likeness alone is no evidence.
        ([name("Austria: A state.")], [name("Australia: A state.")], ["name-australia"]),
        # Another has the ID that it would get.
        (
            [name("Khovd: A town.")],
            [name("Hovd: A town in the west.", "Khovd"), name("Khovd!: A river.", own="name-khovd")],
            ["name-khovd", "name-khovd-2"],
        ),
        # A year is corrected; what happened is told in other words; another event takes its place.
        ([event("1636: They surrender.", "t-1636-p2")], [event("1635: They surrender.", "t-1635-p2")], ["t-1636-p2"]),
        ([event("1636: They surrender.", "t-1636-p2")], [event("1636: They surrender!", "t-1636-p5")], ["t-1636-p2"]),
        # The same happens in another year, which another paragraph tells.
        ([event("1990: Elections.", "t-1990-p2")], [event("1994: Elections.", "t-1994-p22")], ["t-1994-p22"]),
        ([event("1990: Elections.", "t-1990-p2-2")], [event("1992: Elections.", "t-1992-p2-1")], ["t-1990-p2-2"]),
        (
            [event("1636: The tribes surrender to the Qing.", "t-1636-p2")],
            [event("1636: Most of the tribes surrender.", "t-1636-p2")],
            ["t-1636-p2"],
        ),
        (
            [event("1636: The tribes surrender to the Qing.", "t-1636-p2")],
            [event("1636: A comet is seen.", "t-1636-p2")],
            ["t-1636-p2-2"],
        ),
        # The reading is another; another word is emended in the same paragraph; the same word on another page.
        ([emendation("Chinas → Chinese")], [emendation("Chinas → China’s")], ["em-p1"]),
        ([emendation("- 5 - → (taken out)")], [emendation("- 6 - → (taken out)")], ["em-p1-2"]),
        (
            [emendation("teh → the"), emendation("teh → the", "em-p2", "/x/")],
            [emendation("teh → the", "em-p2", "/x/")],
            ["em-p2"],
        ),
        # The slug of a page, or its title; the paragraph that a page begins with.
        ([heading("Turkey", "theme-turkey")], [heading("Turkey", "theme-ankara")], ["theme-turkey"]),
        ([heading("Turkey", "theme-turkey")], [heading("Ankara", "theme-turkey")], ["theme-turkey"]),
        (
            [heading("Turkey", "from-p9", "/full-text/")],
            [heading("Turkey", "from-p8a", "/full-text/")],
            ["from-p9"],
        ),
        ([heading("Turkey", "theme-turkey")], [heading("Ankara", "theme-ankara")], ["theme-ankara"]),
    ],
)
def test_what_is_known_again_keeps_its_address(
    before: list[Addressable], after: list[Addressable], given: list[str]
) -> None:
    ledger, (first, second) = released(before, after)
    assert list(second) == given
    gone = [record for record in ledger.records if record.id not in second]
    assert [record.id for record in gone] == [address for address in first if address not in second]
    assert {record.state for record in gone} <= {"withdrawn"}


def test_several_with_one_address_are_numbered_in_their_order() -> None:
    twice = [event("1990: One.", "t-1990-p1"), event("1990: Two.", "t-1990-p1"), event("1990: Three.", "t-1990-p1")]
    assert released(twice)[1] == [("t-1990-p1", "t-1990-p1-2", "t-1990-p1-3")]
    # The first is taken out, and put back: each has its own.
    _, given = released(twice, twice[1:], twice)
    assert given[1:] == [("t-1990-p1-2", "t-1990-p1-3"), ("t-1990-p1", "t-1990-p1-2", "t-1990-p1-3")]


def test_an_address_that_was_withdrawn_is_given_to_nothing_else() -> None:
    ledger, given = released([name("Khovd: A town.")], [], [name("Khovd!!: A town.", own="name-khovd")])
    assert given == [("name-khovd",), (), ("name-khovd",)], "it is back, as the name is the same"
    assert [event.what for event in ledger.by_id["name-khovd"].history] == ["withdrawn", "back", "edited"]
    _, given = released([event("1636: One thing.", "t-1636-p2")], [], [event("1636: It is not it.", "t-1636-p2")])
    assert given[-1] == ("t-1636-p2-2",)


def test_an_address_is_made_of_that_of_its_passage() -> None:
    passage = Addressable("paragraph", "The river rose in the night.", "/")
    units = [passage, Addressable("emendation", "niight → night", "/", id="em-*", parent=0)]
    assert released(units)[1] == [("p1", "em-p1")]
    before = Addressable("paragraph", "Another one, and a new one, comes before it.", "/")
    moved = [before, passage, Addressable("emendation", "niight → night", "/", id="em-*", parent=1)]
    assert released(units, moved)[1][1][-1] == "em-p1"


@pytest.mark.parametrize(
    ("kind", "words", "halves"),
    [
        ("name", "Khovd — A town — in the west.", ("Khovd", "A town — in the west.")),
        ("event", "1636: They surrender: all of them.", ("1636", "They surrender: all of them.")),
        ("emendation", "Chinas → China’s", ("Chinas", "China’s")),
        ("heading", "Turkey: a friend", ("Turkey: a friend", "")),
    ],
)
def test_words_have_halves(kind: AddressKind, words: str, halves: tuple[str, str]) -> None:
    assert in_halves(kind, words) == halves


def test_pages_that_repeat_what_others_have_keep_it_as_well() -> None:
    def units(*cited_on: str) -> list[Addressable]:
        places = [Addressable("place", "[7]", page, label="7", parent=1, passage=0) for page in cited_on]
        note = [Addressable("note", "See there what.", cited_on[0], label="7")] if cited_on else []
        text = "The river rose in the night." + "[7]" * len(cited_on)
        return [Addressable("paragraph", text, "/"), *note, *places, emendation("a → b")]

    ledger, _ = released(units("/a/", "/b/"))
    everywhere = {"/a/", "/b/", "/full-text/", "/bibliography/"}
    assert dict(pages_with(ledger, ledger.by_id["n7"])) == dict.fromkeys(everywhere)
    assert {"/full-text/#p1", "/full-text/#n7-2", "/b/#n7", "/#em-p1-ref", "/full-text/#em-p1-ref"} <= {
        *published_addresses(ledger)
    }
    ledger, _ = released(units("/a/", "/b/"), units("/a/"), units())
    assert dict(pages_with(ledger.at(DAYS[1]), ledger.at(DAYS[1]).by_id["n7"])) == {
        **dict.fromkeys(everywhere),
        "/b/": DAYS[1],
    }
    assert dict(pages_with(ledger, ledger.by_id["n7"])) == dict.fromkeys(everywhere, DAYS[2])

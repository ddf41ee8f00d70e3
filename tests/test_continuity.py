"""What one ledger has lost of another: nothing that was released, in whatever file the two are written."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.ledger.addressable import Addressable
from briefsite.ledger.continuity import is_carried_on, losses, lost_versions
from briefsite.ledger.excerpt import excerpt, read_difference
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.record import Change, FormerId, Record
from briefsite.ledger.version import Version, VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.problems.collector import Problems
from tests.helpers import updated

DAY = VersionId(datetime.date(2026, 11, 24))
LATER = VersionId(datetime.date(2027, 3, 1))
RECORD = Record(
    "paragraph",
    "p1",
    "/",
    DAY,
    "Exports were large. In 2018 coal was sold.",
    (
        Change("edited", LATER, "Exports were large. Coal was sold."),
        Change("moved", LATER, "/turkey/"),
        Change("renamed", LATER, "/tr/"),
        Change("back", LATER),
    ),
    formerly=(FormerId("p2", DAY),),
)
EVENTS = RECORD.history


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (None, "has lost its record"),
        (replace(RECORD, kind="item"), "was a paragraph, and is a item"),
        (replace(RECORD, since=LATER), "exists since 2026-11-24, and not only since 2027-03-01"),
        (replace(RECORD, history=EVENTS[1:]), 'has lost its wording "Exports were large. Coal was sold."'),
        (replace(RECORD, wording="Other words."), 'has lost its wording "Exports were large. In 2018 coal was sold."'),
        (replace(RECORD, page="/tr/"), "has lost that it was on /"),
        (replace(RECORD, history=EVENTS[:1]), "has lost that it was on /turkey/"),
        (replace(RECORD, history=EVENTS[:2]), "has lost that it was renamed into /tr/ in the version 2027-03-01"),
        (replace(RECORD, formerly=()), "has lost that it was p2 in the version 2026-11-24"),
    ],
)
def test_what_an_earlier_ledger_has_is_not_lost(now: Record | None, says: str) -> None:
    (loss,) = losses(Ledger((RECORD,)), Ledger((now,) if now else ()))
    assert (loss.was, loss.now, loss.says) == (RECORD, now, says)
    assert not loss.other_words
    assert list(losses(Ledger((RECORD,)), Ledger((RECORD,)))) == []


def test_an_address_with_none_of_its_wordings_means_other_words() -> None:
    (loss,) = losses(Ledger((RECORD,)), Ledger((replace(RECORD, wording="Other words.", history=()),)))
    assert loss.other_words


def test_a_withdrawal_is_not_lost() -> None:
    gone = replace(RECORD, history=(Change("withdrawn", LATER),))
    (loss,) = losses(Ledger((gone,)), Ledger((replace(gone, history=()),)))
    assert loss.says == "has lost that it was withdrawn in the version 2027-03-01"


def test_what_grew_is_not_lost() -> None:
    grown = RECORD.saying("New words.").standing("/tr/").ceased("withdrawn")
    assert list(losses(Ledger((RECORD,)), Ledger((grown,)))) == []


def test_a_text_that_a_merge_gave_another_address_is_not_lost() -> None:
    theirs = replace(RECORD, formerly=())
    other = Record("paragraph", "p1", "/", DAY, "Quite other words.")
    heir = replace(theirs, id="p1a", formerly=(FormerId("p1", DAY),))
    assert list(losses(Ledger((theirs,)), Ledger((other, heir)))) == []
    assert len(list(losses(Ledger((theirs,)), Ledger((other, replace(heir, wording="Lost.")))))) == 1


def test_a_version_may_be_completed_and_get_another_number_but_not_other_words() -> None:
    one, second = Version(DAY, "6f1c"), VersionId(DAY.day, 2)
    for kept in (one, Version(DAY), Version(second, "6f1c")):
        assert list(lost_versions(Ledger((), (one,)), Ledger((), (kept,)))) == []
    assert list(lost_versions(Ledger((), (Version(DAY),)), Ledger((), (one,)))) == []
    for other in (Version(DAY, "0000"), Version(second), Version(LATER, "6f1c")):
        assert list(lost_versions(Ledger((), (one,)), Ledger((), (other,)))) == [one]


def test_two_versions_with_the_same_words_are_two() -> None:
    first, second, third = (Version(VersionId(DAY.day, number), "6f1c") for number in (1, 2, 3))
    assert list(lost_versions(Ledger((), (first, second)), Ledger((), (first,)))) == [second]
    assert list(lost_versions(Ledger((), (first, second)), Ledger((), (first, third)))) == []
    assert list(lost_versions(Ledger((), (first, second)), Ledger((), (second, third)))) == []
    text, other = (write_ledger(Ledger((RECORD,), versions)) for versions in ((first, second), (first,)))
    assert list(lost_versions(read_difference(text, other), Ledger((RECORD,), (first,)))) == [second]


def test_two_versions_in_which_the_editors_say_other_things_are_two() -> None:
    one, other = Version(DAY, "6f1c", state="90ab"), Version(VersionId(DAY.day, 2), "6f1c", state="77aa")
    for kept in (one, replace(one, state=""), replace(one, id=other.id), replace(other, state="")):
        assert list(lost_versions(Ledger((), (one,)), Ledger((), (kept,)))) == []
    for kept in (other, replace(other, id=DAY)):
        assert list(lost_versions(Ledger((), (one,)), Ledger((), (kept,)))) == [one]


# ---- told from the texts

TEXTS = st.lists(st.integers(0, 30), min_size=1, max_size=8, unique=True)


def editions(texts: Sequence[Sequence[int]]) -> list[Ledger]:
    """The ledgers of a text that has these paragraphs in one version after the other."""
    ledgers = [Ledger()]
    for day, text in enumerate(texts):
        words = [f"{number} is the number of these words, and no other has the number {number}." for number in text]
        units = [Addressable("paragraph", text, "/") for text in words]
        ledgers.append(updated(ledgers[-1], units, VersionId(DAY.day + datetime.timedelta(day))).ledger)
    return ledgers[1:]


@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(TEXTS, min_size=1, max_size=4))
def test_property_the_difference_of_two_files_tells_all_that_is_lost(
    texts: list[list[int]], others: list[list[int]]
) -> None:
    for one in editions(texts):
        for other in (*editions(texts), *editions(others)):
            text, other_text = write_ledger(one), write_ledger(other)
            part = read_difference(text, other_text)
            assert list(losses(part, other)) == list(losses(one, other))
            assert list(lost_versions(part, other)) == list(lost_versions(one, other))
            if text == other_text:
                assert excerpt(text, other_text) == ""


@given(st.lists(TEXTS, min_size=2, max_size=5))
def test_property_each_ledger_is_carried_on_by_all_later_ones(texts: list[list[int]]) -> None:
    ledgers = editions(texts)
    for at, earlier in enumerate(ledgers):
        assert all(is_carried_on(earlier, later) for later in ledgers[at:])
        assert not any(is_carried_on(later, earlier) for later in ledgers[at + 1 :] if later != earlier)


@pytest.mark.parametrize(
    "text",
    [
        "{version: 1, addresses: [{id: p1, kind: paragraph, page: /, since: 2026-11-24, wording: A.}]}\n",
        'form: 2\nversions: []\naddresses:\n- {id: p1, kind: paragraph, page: /, since: 2026-11-24, wording: "A."}\n',
        "version: 1\naddresses:\n- kind: paragraph\n  id: p1\n  page: /\n  since: 2026-11-24\n  wording: A.\n",
    ],
)
def test_a_file_in_another_layout_is_read_as_a_whole(text: str) -> None:
    other = write_ledger(Ledger((replace(RECORD, formerly=()),), (Version(DAY), Version(LATER))))
    expected = read_ledger(text, Problems()).ledger
    assert [record.wording for record in expected.records] == ["A."]
    assert read_difference(text, other).records == expected.records

"""Where a page and a passage of a version are in the others, and where old links lead after a page was renamed."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from briefsite.ledger.addressable import Addressable
from briefsite.ledger.former import former_addresses
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import FormerId
from briefsite.ledger.update import update_ledger
from briefsite.ledger.version import DRAFT, Version, VersionId, version_named
from briefsite.ledger.version_links import address_now, kept_page, page_now, version_links
from tests.helpers import collect

FIRST, SECOND, THIRD = (VersionId(datetime.date(2026, 12, day)) for day in (1, 2, 3))
NORTH, SOUTH, WEST = "The river rose in the north.", "A bridge was built in the south.", "Wool was sold in the west."


def text(*pages: str, **passages: str) -> list[Addressable]:
    """Pages, the first at the root of the edition, and passages by the page that they are on."""
    units = [Addressable("page", path.strip("/").title() or "Overview", path, path) for path in ("/", *pages)]
    return units + [Addressable("paragraph", words, f"/{page}/") for page, words in passages.items()]


def released(*texts: list[Addressable]) -> Ledger:
    """The ledger after each text was released, on one day after the other."""
    ledger = Ledger()
    for version, units in zip((FIRST, SECOND, THIRD), texts, strict=False):
        update, problems = collect(update_ledger, ledger, units, ())
        assert problems == ()
        ledger = update.ledger.released(Version(version, "words"))
    return ledger


RENAMED = released(
    text("/oil/", "/wool/", oil=NORTH, wool=WEST),
    text("/energy/", "/wool/", energy=NORTH, wool=WEST),
    text("/power/", "/wool/", power=NORTH, wool=WEST),
)


def test_a_renamed_page_has_its_neighbors_under_the_paths_of_their_versions() -> None:
    there = version_links(RENAMED, "/energy/", SECOND)
    assert there.predecessor
    assert there.successor
    paths = (there.predecessor.path, there.latest.path, there.successor.path)
    assert paths == ("/v/2026-12-01/oil/", "/power/", "/v/2026-12-03/power/")


@pytest.mark.parametrize("path", ["/oil/", "/energy/", "/power/"])
def test_each_path_of_a_page_leads_to_its_pages_in_all_versions(path: str) -> None:
    kept = [kept_page(RENAMED, path, version) for version in (FIRST, SECOND, THIRD)]
    assert [page.path if page else "" for page in kept] == [
        "/v/2026-12-01/oil/",
        "/v/2026-12-02/energy/",
        "/v/2026-12-03/power/",
    ]
    assert page_now(RENAMED, path) == "/power/"


def test_a_page_has_no_neighbor_where_it_was_not_there_yet() -> None:
    ledger = released(text("/oil/", oil=NORTH), text("/oil/", "/wool/", oil=NORTH, wool=WEST))
    assert kept_page(ledger, "/wool/", FIRST) is None
    before = version_links(ledger, "/wool/", SECOND).predecessor
    assert before
    assert before.path == "/v/2026-12-01/", "the first page stands in for it"


def test_a_page_that_another_one_went_into_is_still_itself() -> None:
    ledger = released(
        text("/oil/", "/wool/", oil=NORTH, wool=WEST), [*text("/wool/", wool=WEST), *text(wool=NORTH)[1:]]
    )
    assert page_now(ledger, "/oil/") == "/wool/"
    before = kept_page(ledger, "/wool/", FIRST)
    assert before
    assert before.path == "/v/2026-12-01/wool/"


# ---- passages


def test_a_passage_is_found_where_it_is_now() -> None:
    ledger = released(
        text("/oil/", "/wool/", oil=NORTH, wool=WEST), text("/energy/", "/wool/", energy=SOUTH, wool=NORTH)
    )
    assert address_now(ledger, "p1", FIRST) == "/wool/#p1", "it moved, and its page was renamed"


def test_a_withdrawn_passage_is_found_on_the_page_that_its_page_is_now() -> None:
    """The renamed page leads its readers on before they can see anything there."""
    both = [*text("/oil/", oil=NORTH), *text(oil=SOUTH)[1:]]
    ledger = released(both, text("/oil/", oil=NORTH), text("/energy/", energy=NORTH))
    assert ledger.by_id["p2"].state == "withdrawn"
    assert address_now(ledger, "p2", FIRST) == "/energy/#p2"
    for page in ("/oil/", "/energy/"):
        gone = [found for found in former_addresses(ledger)[page] if found.record.id == "p2"]
        assert [(found.how, found.on) for found in gone] == [("gone", SECOND)]


def test_a_passage_that_left_when_its_page_was_renamed_is_announced_on_the_renamed_page() -> None:
    before = [*text("/oil/", "/wool/", oil=NORTH, wool=WEST), *text(oil=SOUTH)[1:]]
    after = [*text("/energy/", "/wool/", energy=NORTH, wool=WEST), *text(wool=SOUTH)[1:]]
    ledger = released(before, after)
    left = [found for found in former_addresses(ledger)["/energy/"] if found.record.kind == "paragraph"]
    moved = next(record for record in ledger.records if record.wording == SOUTH)
    assert [(found.record.id, found.how, found.end.page) for found in left] == [(moved.id, "elsewhere", "/wool/")]


def test_two_renamed_pages_announce_what_left_them_only_once() -> None:
    first = text("/oil/", "/coal/", "/wool/", oil=NORTH, wool=WEST)
    second = text("/coal/", "/wool/", coal=NORTH, wool=WEST)
    third = text("/energy/", "/wool/", energy=SOUTH, wool=NORTH)
    ledger = released(first, second, third)
    for page, found in former_addresses(ledger).items():
        ids = [one.record.id for one in found]
        assert len(ids) == len({*ids}), page


def test_an_address_that_a_merge_left_to_another_text_leads_to_its_own() -> None:
    ledger = released(text("/oil/", "/wool/", oil=NORTH, wool=WEST))
    had = replace(ledger.by_id["p2"], formerly=(FormerId("p1", FIRST),))
    ledger = Ledger(tuple(had if record.id == "p2" else record for record in ledger.records), ledger.versions)
    assert address_now(ledger, "p1", FIRST) == "/wool/#p2"
    assert address_now(ledger, "p1", DRAFT) == "/oil/#p1"


def test_a_version_is_named_in_files_and_in_sentences() -> None:
    second = VersionId(datetime.date(2026, 12, 1), 2)
    assert [str(DRAFT), str(second)] == ["draft", "2026-12-01.2"]
    assert version_named(DRAFT) == DRAFT.shown
    assert version_named(second) == f"the version of {second.shown}"


def test_versions_may_be_one_unless_both_say_otherwise() -> None:
    version = Version(VersionId(datetime.date(2026, 12, 1)), words="a", state="b")
    assert version.may_be(replace(version, state=""))
    assert not version.may_be(replace(version, words="other"))
    assert not version.may_be(replace(version, state="other"))

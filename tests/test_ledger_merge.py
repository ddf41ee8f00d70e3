"""Two branches release, and are merged: no address means two texts, and none of either branch is lost.

Texts are known by the number of the passage that they are a revision of, so that the model tells what the ledger has to
find out from the words. What the branches do is drawn at random.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefsite.ledger.addressable import PASSAGES, Addressable, AddressKind
from briefsite.ledger.check import check_ledger
from briefsite.ledger.continuity import losses
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.merge import MergedLedger, Renumbered, merge_ledgers
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.record import Change, FormerId, Record, What, order
from briefsite.ledger.update import update_ledger
from briefsite.ledger.version import Version, VersionId
from briefsite.ledger.writer import write_ledger
from tests.helpers import collect

DAY = datetime.date(2026, 11, 24)


def version(day: int, number: int = 1) -> VersionId:
    return VersionId(DAY + datetime.timedelta(day), number)


def words(who: int, revision: int = 0) -> str:
    """The words of a passage. Its revisions share most of them, two passages none."""
    own = ["".join(random.Random(f"{who} {number}").choices(ascii_lowercase, k=9)) for number in range(9)]
    return " ".join([*own, *(f"r{who}s{revision}" for _ in range(min(1, revision)))])


WHO = {words(who, revision): who for who in range(240) for revision in range(4)}


@dataclass(frozen=True)
class Passage:
    """A passage of a branch's text: who it is, its revision, its list items."""

    who: int
    revision: int = 0
    items: tuple[int, ...] = ()


Text = tuple[Passage, ...]


def units(text: Text) -> list[Addressable]:
    found = [Addressable("page", "Overview", "/", "/")]
    for passage in text:
        parent = len(found)
        found.append(Addressable("paragraph", words(passage.who, passage.revision), "/"))
        found += [Addressable("item", words(item), "/", parent=parent) for item in passage.items]
    return found


def released(ledger: Ledger, text: Text, on: VersionId) -> Ledger:
    update, problems = collect(update_ledger, ledger, units(text), ())
    assert problems == ()
    return ledger if update.ledger == ledger else update.ledger.released(Version(on, f"{on} {hash(text)}"))


#: What an editor does: the act, where, and a number from which a new passage of a branch is made.
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "insert", "insert", "shared", "edit", "delete", "move", "item"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 39),
    ),
    max_size=5,
)


def edited(text: Text, acts: Sequence[tuple[str, float, int]], branch: int) -> Text:
    """The text after some acts. Passages that only one branch has are numbered by `branch`; "shared" ones by none."""
    found = list(text)
    used = {who for passage in text for who in (passage.who, *passage.items)}
    for act, where, number in acts:
        at = int(where * len(found))
        who = number + 20 if act == "shared" else 60 * branch + number
        if act in {"insert", "shared", "item"} and who in used:
            continue
        used.add(who)
        if act in {"insert", "shared"}:
            found.insert(at, Passage(who))
        elif not found:
            continue
        elif act == "edit":
            found[at] = Passage(found[at].who, min(3, found[at].revision + branch), found[at].items)
        elif act == "item":
            found[at] = Passage(found[at].who, found[at].revision, (*found[at].items, who))
        elif act == "delete" and len(found) > 1:
            del found[at]
        elif act == "move":
            found.insert(int(number / 40 * len(found)), found.pop(at))
    return tuple(found)


#: A new passage at the same place as those of others.
AT_ONE_PLACE = [("insert", 0.2, 1)]
BASE: Text = tuple(Passage(who, 0, (10, 11) if who == 2 else ()) for who in range(6))


def holds(base: Ledger, ours: Ledger, theirs: Ledger, merged: MergedLedger) -> None:
    """What holds after each merge."""
    ledger = merged.ledger
    assert collect(check_ledger, ledger, {}) == (None, ())
    reading, problems = collect(read_ledger, write_ledger(ledger))
    assert (reading.ledger, problems) == (ledger, ())
    for branch in (base, ours, theirs):
        assert list(losses(branch, ledger)) == []
        assert branch.by_id.keys() <= ledger.by_id.keys()
    for record in ledger.records:
        if record.kind in PASSAGES:
            assert len({WHO[wording] for wording in record.wordings}) == 1, f"{record.id} means two texts"
    for change in merged.renumbered:
        branch = ours if change.ours else theirs
        assert WHO[branch.by_id[change.was].wording] == WHO[ledger.by_id[change.now].wording]
    for known, branch in ((base, theirs), (theirs, theirs), (ours, ours)):
        again = merge_ledgers(known, ledger, branch)
        assert unplaced(again.ledger) == unplaced(ledger), "merged again, it changes"
        assert again.renumbered == ()


def unplaced(ledger: Ledger) -> Ledger:
    """A ledger without the places of moved passages: where both branches move them, only a release knows these."""
    return replace(ledger, records=tuple(replace(record, after="") for record in ledger.records))


def as_it_was(branch: Ledger, merged: MergedLedger, names: dict[VersionId, VersionId]) -> None:
    """Every version of a branch has in the merged ledger the addresses and the words that it had on the branch."""
    for each in branch.versions:
        on = names.get(each.id, each.id)
        before, after = branch.at(each.id), merged.ledger.at(on)
        assert sorted(names.get(one.id, one.id) for one in before.versions) == [one.id for one in after.versions]
        assert in_text(before) == in_text(after), f"the version {on} is another"


def in_text(ledger: Ledger) -> set[tuple[str, str, str, bool]]:
    """What each address means that was ever in a text. What only leads on to another one since a merge is left out."""
    return {(one.id, one.wording, one.page, one.live) for one in ledger.records if one.was_in_text}


@given(ACTS, ACTS, st.integers(1, 3), st.integers(1, 3))
def test_property_a_merge_of_two_releases(
    one: list[tuple[str, float, int]], other: list[tuple[str, float, int]], our_day: int, their_day: int
) -> None:
    base = released(Ledger(), BASE, version(0))
    ours = released(base, edited(BASE, one, 1), version(our_day))
    theirs = released(base, edited(BASE, other, 2), version(their_day))
    merged = merge_ledgers(base, ours, theirs)
    holds(base, ours, theirs, merged)
    if not any(change.ours for change in merged.renumbered):
        assert all(WHO[merged.ledger.by_id[r.id].wording] == WHO[r.wording] for r in ours.records if r.kind in PASSAGES)
    as_it_was(ours, merged, {})
    as_it_was(theirs, merged, dict(merged.versions))


@given(ACTS, ACTS, ACTS, ACTS, st.booleans(), st.booleans())
def test_property_branches_go_on_after_a_merge(
    one: list[tuple[str, float, int]],
    other: list[tuple[str, float, int]],
    then: list[tuple[str, float, int]],
    later: list[tuple[str, float, int]],
    into_branch: bool,
    on_one_day: bool,
) -> None:
    """The branch goes on with its own addresses, the main one with those of the merge; then they meet again."""
    base = released(Ledger(), BASE, version(0))
    text, branch_text = edited(BASE, one, 1), edited(BASE, other, 2)
    main, branch = released(base, text, version(1)), released(base, branch_text, version(1 if on_one_day else 2))
    first = merge_ledgers(base, main, branch)
    holds(base, main, branch, first)
    used = {who for passage in text for who in (passage.who, *passage.items)}
    united = (*text, *(passage for passage in branch_text if used.isdisjoint((passage.who, *passage.items))))
    ahead = released(first.ledger, edited(united, then, 1), version(3))
    further = released(branch, edited(branch_text, later, 2), version(3 if on_one_day else 4))
    ours, theirs = (further, ahead) if into_branch else (ahead, further)
    second = merge_ledgers(branch, ours, theirs)
    holds(branch, ours, theirs, second)
    as_it_was(ours, second, dict(second.versions) if second.swapped else {})
    as_it_was(theirs, second, {} if second.swapped else dict(second.versions))
    assert not any(change.ours for change in second.renumbered) or into_branch


@given(ACTS, ACTS, ACTS, st.integers(1, 3), st.integers(1, 3), st.integers(1, 3))
@example(AT_ONE_PLACE, AT_ONE_PLACE, AT_ONE_PLACE, 1, 1, 1)
@example([("shared", 0.38, 16)], [("insert", 0.35, 24)], [("shared", 0.49, 10), ("insert", 0.5, 19)], 1, 3, 3)
@example([("insert", 0.7, 4)], [("insert", 0.7, 6), ("item", 0.7, 9)], [("insert", 0.7, 8)], 2, 3, 2)
def test_property_a_merge_of_two_branches_is_merged_with_a_third(
    one: list[tuple[str, float, int]],
    other: list[tuple[str, float, int]],
    third: list[tuple[str, float, int]],
    one_day: int,
    other_day: int,
    third_day: int,
) -> None:
    base = released(Ledger(), BASE, version(0))
    first, second, last = (
        released(base, edited(BASE, acts, number), version(day))
        for number, (acts, day) in enumerate([(one, one_day), (other, other_day), (third, third_day)], start=1)
    )
    both = merge_ledgers(base, first, second).ledger
    for ours, theirs in ((last, both), (both, last)):
        merged = merge_ledgers(base, ours, theirs)
        holds(base, ours, theirs, merged)
        as_it_was(ours, merged, dict(merged.versions) if merged.swapped else {})
        as_it_was(theirs, merged, {} if merged.swapped else dict(merged.versions))


#: A passage with an item, put in after the first paragraph.
WITH_AN_ITEM = [("insert", 0.1, 22), ("item", 0.1, 9)]


@given(st.tuples(ACTS, ACTS, ACTS, ACTS), st.booleans(), st.booleans(), st.integers(1, 2), st.integers(3, 4))
@example(([("insert", 0.7, 4)], [("insert", 0.7, 6)], [("insert", 0.2, 8)], [("insert", 0.2, 9)]), False, False, 2, 4)
@example(([("insert", 0.6, 34)], [("insert", 0.8, 31), ("shared", 0.6, 30)], [], []), True, True, 2, 4)
@example(([("delete", 0.9, 0), ("insert", 0.7, 26)], [("delete", 0.9, 0)], [], []), False, True, 1, 4)
@example(([("edit", 0, 0)], [("edit", 0, 0)], [], [("delete", 0.8, 0)]), False, False, 1, 3)
@example(([("edit", 0, 0)], [("edit", 0, 0)], [], [("delete", 0, 0)]), False, False, 1, 3)
@example(([("insert", 0.1, 26)], WITH_AN_ITEM, [], []), True, True, 2, 3)
@example(([("insert", 0.1, 26)], [("shared", 0.5, 7), *WITH_AN_ITEM, ("move", 0.1, 39)], [], []), True, False, 1, 4)
def test_property_branches_meet_again_that_have_merged_one_another(
    acts: tuple[list[tuple[str, float, int]], ...],
    into_branch: bool,
    began_with_branch: bool,
    branch_day: int,
    last_day: int,
) -> None:
    """A criss-cross: each branch has merged what the other was, and kept its own addresses."""
    one, other, then, later = acts
    base = released(Ledger(), BASE, version(0))
    text, branch_text = edited(BASE, one, 1), edited(BASE, other, 2)
    main, branch = released(base, text, version(1)), released(base, branch_text, version(branch_day))
    used = {who for passage in text for who in (passage.who, *passage.items)}
    united = (*text, *(passage for passage in branch_text if used.isdisjoint((passage.who, *passage.items))))
    ours = released(merge_ledgers(base, main, branch).ledger, edited(united, then, 1), version(3))
    theirs = released(merge_ledgers(base, branch, main).ledger, edited(united, later, 2), version(last_day))
    began = branch if began_with_branch else main
    own, others = (theirs, ours) if into_branch else (ours, theirs)
    merged = merge_ledgers(began, own, others)
    holds(began, own, others, merged)
    as_it_was(own, merged, dict(merged.versions) if merged.swapped else {})
    as_it_was(others, merged, {} if merged.swapped else dict(merged.versions))


# ---- what an editor sees

A, B = "The ferry to the island was slow in winter.", "In autumn nobody bought the coal of the northern mines."


def branch(base: Ledger, on: VersionId, *texts: str, items: Sequence[str] = ()) -> Ledger:
    """What a branch releases that has these paragraphs, the last of them with list items."""
    found = [Addressable("paragraph", text, "/") for text in texts]
    found += [Addressable("item", text, "/", parent=len(texts) - 1) for text in items]
    update, problems = collect(update_ledger, base, found, ())
    assert problems == ()
    return update.ledger.released(Version(on, " ".join(texts)))


FIRST = branch(Ledger(), version(0), words(1), words(2))


def test_the_branch_merged_into_keeps_the_address_and_the_other_gets_the_next_letter() -> None:
    ours, theirs = branch(FIRST, version(1), words(1), A, words(2)), branch(FIRST, version(2), words(1), B, words(2))
    merged = merge_ledgers(FIRST, ours, theirs)
    assert merged.renumbered == (Renumbered("p1a", "p1b", B, A),)
    assert merged.ledger.by_id["p1a"] == ours.by_id["p1a"]
    assert merged.ledger.by_id["p1b"].formerly == (FormerId("p1a", version(2)),)
    assert merged.ledger.versions[-1].without == (version(1),)
    update, _ = collect(
        update_ledger, merged.ledger, [Addressable("paragraph", text, "/") for text in (words(1), A, B, words(2))], ()
    )
    assert update.ledger == merged.ledger, "the merged text has nothing to release"
    assert write_ledger(merged.ledger).count("formerly:\n  - p1a: 2026-11-26\n") == 1


def test_two_versions_of_one_day_are_two_of_that_day() -> None:
    ours, theirs = branch(FIRST, version(1), words(1), A, words(2)), branch(FIRST, version(1), words(1), words(2), B)
    merged = merge_ledgers(FIRST, ours, theirs)
    assert merged.renumbered == ()
    assert merged.versions == {version(1): version(1, 2)}
    assert [each.id for each in merged.ledger.versions] == [version(0), version(1), version(1, 2)]
    assert merged.ledger.by_id["p3"].since == version(1, 2)


def test_at_the_end_numbers_go_on_and_in_a_gap_they_follow_those_of_ours() -> None:
    ours = branch(FIRST, version(1), words(1), words(3), words(4), words(2), A)
    theirs = branch(FIRST, version(2), words(1), words(5), words(6), words(2), B)
    merged = merge_ledgers(FIRST, ours, theirs)
    assert [(one.was, one.now) for one in merged.renumbered] == [("p1a", "p1c"), ("p1b", "p1d"), ("p3", "p4")]
    one = branch(FIRST, version(1), words(1), words(3), words(2))
    assert [(each.was, each.now) for each in merge_ledgers(FIRST, one, theirs).renumbered] == [("p1a", "p1aa")]


def test_the_items_of_a_paragraph_go_with_it_and_their_addresses_lead_on() -> None:
    ours = branch(FIRST, version(1), words(1), words(2), A)
    theirs = branch(FIRST, version(2), words(1), words(2), B, items=(words(7), words(8)))
    merged = merge_ledgers(FIRST, ours, theirs)
    assert [(one.was, one.now) for one in merged.renumbered] == [("p3", "p4"), ("p3-1", "p4-1"), ("p3-2", "p4-2")]
    assert merged.ledger.by_id["p3-2"].into == "p4-2"
    end = merged.ledger.resolve("p3-2")
    assert end is not None
    assert end.wording == words(8)


def test_an_item_that_became_a_paragraph_leads_to_that_under_its_new_address() -> None:
    base = branch(Ledger(), version(0), words(1), words(2), items=(A, words(7)))
    ours = branch(base, version(1), words(1), B, words(2), items=(words(7),))
    theirs = branch(base, version(2), words(1), A, words(2), items=(words(7),))
    merged = merge_ledgers(base, ours, theirs)
    assert [(one.was, one.now) for one in merged.renumbered] == [("p1a", "p1b")]
    assert (theirs.by_id["p2-1"].into, merged.ledger.by_id["p2-1"].into) == ("p1a", "p1b")
    assert list(losses(ours, merged.ledger)) == list(losses(theirs, merged.ledger)) == []
    wrong = replace(merged.ledger.by_id["p2-1"], history=(Change("renamed", version(2), "p2"),))
    others = (record for record in merged.ledger.records if record.id != wrong.id)
    assert [loss.was.id for loss in losses(theirs, replace(merged.ledger, records=(*others, wrong)))] == ["p2-1"]


def test_what_both_branches_have_in_other_words_is_one_text() -> None:
    ours, theirs = (
        branch(FIRST, version(1), words(1), A, words(2)),
        branch(FIRST, version(2), words(1), A + " It froze.", words(2)),
    )
    merged = merge_ledgers(FIRST, ours, theirs)
    assert merged.renumbered == ()
    assert merged.ledger.by_id["p1a"].wordings == (A + " It froze.", A)


def test_a_branch_that_goes_on_after_a_merge_keeps_what_the_merge_gave() -> None:
    main, other = branch(FIRST, version(1), words(1), A, words(2)), branch(FIRST, version(2), words(1), B, words(2))
    merged = merge_ledgers(FIRST, main, other).ledger
    further = branch(other, version(3), words(1), B + " Later it was sold.", words(2))
    again = merge_ledgers(other, merged, further)
    assert again.renumbered == ()
    assert again.ledger.by_id["p1b"].wording == B + " Later it was sold."
    assert again.ledger.by_id["p1a"].wording == A
    into_branch = merge_ledgers(other, further, merged)
    assert into_branch.renumbered == (Renumbered("p1a", "p1b", again.ledger.by_id["p1b"].wording, A, ours=True),)
    assert unplaced(into_branch.ledger) == unplaced(again.ledger)


def test_what_a_merge_gave_counts_although_the_branch_kept_its_own_versions() -> None:
    """Both released on one day, and the branch goes on: it has what both began with, and main has settled the rest."""
    main, other = branch(FIRST, version(1), words(1), A, words(2)), branch(FIRST, version(1), words(1), B, words(2))
    merged = merge_ledgers(FIRST, main, other).ledger
    further = branch(other, version(1, 2), words(1), B, words(9), words(2))
    assert (further.by_id["p1b"].wording, merged.by_id["p1b"].wording) == (words(9), B)
    for ours, theirs in ((further, merged), (merged, further)):
        both = merge_ledgers(other, ours, theirs)
        assert collect(check_ledger, both.ledger, {}) == (None, ())
        assert [both.ledger.by_id[address].wording for address in ("p1a", "p1b")] == [A, B]
        as_it_was(merged, both, {})
        as_it_was(further, both, {version(1): version(1, 2), version(1, 2): version(1, 3)})


def test_a_wrong_merge_is_done_again_without_what_it_made_up() -> None:
    main, other = branch(FIRST, version(1), words(1), A, words(2)), branch(FIRST, version(2), words(1), B, words(2))
    right = merge_ledgers(FIRST, main, other).ledger
    both = replace(main.by_id["p1a"], wording=f"{A} {B}")
    wrong = replace(main, records=tuple(both if record.id == "p1a" else record for record in main.records))
    later = branch(wrong, version(3), words(1), f"{A} {B}", words(2), words(9))
    again = merge_ledgers(wrong, right, later)
    assert again.renumbered == ()
    assert again.ledger.by_id["p1a"].wordings == (A,)
    assert again.ledger.by_id["p3"].wording == words(9)


def test_passages_that_were_moved_one_after_the_other_are_where_the_branch_merged_into_has_them() -> None:
    base = branch(Ledger(), version(0), *map(words, range(1, 8)))
    ours = branch(base, version(1), *map(words, (3, 4, 1, 5, 2, 6, 7)))
    theirs = branch(base, version(2), *map(words, (1, 4, 2, 3, 6, 7)))
    after = [{record.id: record.after for record in ledger.records if record.after} for ledger in (ours, theirs)]
    assert after == [{"p1": "p4", "p2": "p5"}, {"p4": "p1"}]
    merged = merge_ledgers(base, ours, theirs).ledger
    assert {record.id: record.after for record in merged.records if record.after} == {"p1": "p4"}, "p5 is gone"
    assert collect(check_ledger, merged, {}) == (None, ())


def test_two_that_went_into_one_another_end_with_their_last_words() -> None:
    def into(first: str, second: str, on: VersionId) -> Ledger:
        records = (
            replace(record, history=(Change("merged", on, second),)) if record.id == first else record
            for record in FIRST.records
        )
        return Ledger(tuple(records), (*FIRST.versions, Version(on, f"{on}")))

    main, other = into("p1", "p2", version(1)), into("p2", "p1", version(2))
    for ours, theirs in ((main, other), (other, main)):
        merged = merge_ledgers(FIRST, ours, theirs)
        assert collect(check_ledger, merged.ledger, {}) == (None, ())
        assert [(one.state, one.into) for one in merged.ledger.records] == [("withdrawn", ""), ("merged", "p1")]
        as_it_was(main, merged, {})
        as_it_was(other, merged, {})


@pytest.mark.parametrize("days", [(1, 2), (2, 1)], ids=["merged first", "withdrawn first"])
def test_what_one_branch_withdrew_leads_where_the_other_one_put_it(days: tuple[int, int]) -> None:
    def gone(what: What, day: int, into: str = "") -> Ledger:
        one, *others = FIRST.records
        end = Change(what, version(day), into)
        return Ledger((replace(one, history=(end,)), *others), (*FIRST.versions, Version(version(day), what)))

    main, other = gone("merged", days[0], "p2"), gone("withdrawn", days[1])
    for ours, theirs in ((main, other), (other, main)):
        merged = merge_ledgers(FIRST, ours, theirs)
        assert collect(check_ledger, merged.ledger, {}) == (None, ())
        assert (merged.ledger.by_id["p1"].state, merged.ledger.by_id["p1"].into) == ("merged", "p2")
        as_it_was(main, merged, {})
        as_it_was(other, merged, {})


@pytest.mark.parametrize(
    ("kind", "address", "ours", "theirs", "now"),
    [
        ("note", "n21", A, B, {"n21": "n21a", "n21-1": "n21a-1"}),
        ("note", "ns1", A, B, {"ns1": "ns2", "ns1-1": "ns2-1"}),
        (
            "work",
            "smith2020",
            "Smith. The Ferries. 2020",
            "Smith. On Northern Coal. 2020",
            {"smith2020": "smith2020-2"},
        ),
        ("work", "smith2020", "Smith. The Ferries. 2020", "Smith. The Ferries. 2020-05-01", {}),
        ("name", "name-khalkha", "Khalkha — A people.", "Khalkha — The largest group.", {}),
        ("name", "name-khalkha", "Khalkha — A people.", "Khalkhā — A river.", {"name-khalkha": "name-khalkha-2"}),
        ("event", "t-1999-p9", "1999: The ferry sank.", "1999: Coal was found.", {"t-1999-p9": "t-1999-p9-2"}),
        ("section", "oil", "Oil", "Petroleum and its uses", {}),
    ],
)
def test_other_things_than_passages_keep_their_addresses_too(
    kind: AddressKind, address: str, ours: str, theirs: str, now: dict[str, str]
) -> None:
    def with_one(text: str, on: VersionId) -> Ledger:
        records = [*FIRST.records, Record(kind, address, "/", on, text)]
        if kind == "note":
            records.append(Record("place", f"{address}-1", "/", on, "[21]"))
        return Ledger(tuple(sorted(records, key=order)), (*FIRST.versions, Version(on, text)))

    one, other = with_one(ours, version(1)), with_one(theirs, version(2))
    merged = merge_ledgers(FIRST, one, other)
    assert {each.was: each.now for each in merged.renumbered} == now
    assert merged.ledger.by_id[address].wordings[-1] == ours
    assert merged.ledger.by_id[now.get(address, address)].wording == theirs
    assert collect(check_ledger, merged.ledger, {}) == (None, ())
    assert list(losses(one, merged.ledger)) == list(losses(other, merged.ledger)) == []
    as_it_was(one, merged, {})
    as_it_was(other, merged, {})
    assert merge_ledgers(other, merged.ledger, other).ledger == merged.ledger


# ---- what has no words of its own


def marked(ledger: Ledger, on: VersionId, *paragraphs: str) -> Ledger:
    """What is released with these paragraphs. A mark [1] cites the note 1, which has no words, wherever it is."""
    found = [Addressable("paragraph", text, "/") for text in paragraphs]
    notes: dict[str, int] = {}
    cited = [(at, label) for at, text in enumerate(paragraphs) for label in re.findall(r"\[(\d)\]", text)]
    for _, label in cited:
        if label not in notes:
            notes[label] = len(found)
            found.append(Addressable("note", "", "/", label=label))
    for at, label in cited:
        found.append(Addressable("place", f"[{label}]", "/", label=label, parent=notes[label], passage=at))
    update, problems = collect(update_ledger, ledger, found, ())
    assert problems == ()
    return update.ledger.released(Version(on, " ".join(paragraphs)))


RIVER, COAL = f"{A} It was cold.[1]", f"{B} They closed."


@pytest.mark.parametrize(
    ("ours", "theirs", "renumbered"),
    [
        pytest.param((f"{RIVER}[2]", COAL), (RIVER, f"{COAL}[2]"), {"n2": "n2a", "n2-1": "n2a-1"}, id="two notes"),
        pytest.param(
            (RIVER, COAL.replace("nobody", "nobody[2]")), (RIVER, f"{COAL}[2]"), {"n2": "n2a", "n2-1": "n2a-1"},
            id="in one passage",
        ),
        pytest.param((RIVER, f"{COAL}[2]"), (RIVER, f"{COAL}[2]"), {}, id="the same note"),
        pytest.param((RIVER, f"{COAL}[2]"), (RIVER, f"{COAL.replace('closed', 'shut')}[2]"), {}, id="beside an edit"),
        pytest.param((f"{RIVER} Yes.[1]", COAL), (RIVER, f"{COAL}[1]"), {"n1-2": "n1-3"}, id="two places of one note"),
        pytest.param((RIVER, f"{COAL}[1]"), (RIVER, f"{COAL}[1]"), {}, id="the same place"),
    ],
)  # fmt: skip
def test_notes_and_places_without_words_are_told_apart_by_where_they_are(
    ours: tuple[str, str], theirs: tuple[str, str], renumbered: dict[str, str]
) -> None:
    base = marked(Ledger(), version(0), RIVER, COAL)
    for day in (1, 2):
        one, other = marked(base, version(1), *ours), marked(base, version(day), *theirs)
        merged = merge_ledgers(base, one, other)
        assert {each.was: each.now for each in merged.renumbered} == renumbered
        assert list(losses(one, merged.ledger)) == list(losses(other, merged.ledger)) == []
        assert collect(check_ledger, merged.ledger, {}) == (None, ())
        as_it_was(one, merged, {})
        as_it_was(other, merged, dict(merged.versions))
        again = merge_ledgers(other, merged.ledger, other)
        assert (again.ledger, again.renumbered) == (merged.ledger, ())


# ---- versions of one day


def renamed(base: Ledger, on: VersionId, **titles: str) -> Ledger:
    """A release in which nothing but sections have other titles: its words are those of the version before."""
    sections = {"oil": "Oil", "coal": "Coal"} | titles
    found = [Addressable("section", title, "/", id_) for id_, title in sections.items()]
    found += [Addressable("paragraph", words(1), "/"), Addressable("paragraph", words(2), "/")]
    update, problems = collect(update_ledger, base, found, ())
    assert problems == ()
    return update.ledger.released(Version(on, "the same words"))


def test_two_versions_of_one_day_with_the_same_words_are_two() -> None:
    base = renamed(Ledger(), version(0))
    main, other = renamed(base, version(0, 2), oil="Petroleum"), renamed(base, version(0, 2), coal="Lignite")
    merged = merge_ledgers(base, main, other)
    assert merged.versions == {version(0, 2): version(0, 3)}
    assert [str(each.id) for each in merged.ledger.versions] == ["2026-11-24", "2026-11-24.2", "2026-11-24.3"]
    as_it_was(main, merged, {})
    as_it_was(other, merged, dict(merged.versions))
    longer = renamed(main, version(0, 3), oil="Crude")
    assert merge_ledgers(base, base, longer).versions == {}
    assert len(merge_ledgers(base, base, longer).ledger.versions) == 3


def test_two_versions_of_one_day_in_which_the_editors_say_other_things_are_two() -> None:
    base = renamed(Ledger(), version(0))

    def editorial(state: str, *further: str) -> Ledger:
        own = [
            Version(version(1, number), "the same words", state=one) for number, one in enumerate((state, *further), 1)
        ]
        return replace(base, versions=(*base.versions, *own))

    merged = merge_ledgers(base, editorial("a", "b"), editorial("b", "c"))
    assert merged.versions == {version(1): version(1, 2), version(1, 2): version(1, 3)}
    assert [each.state for each in merged.ledger.versions] == ["", "a", "b", "c"]
    known = replace(base, versions=(replace(base.versions[0], state="0"),))
    for one, other in ((base, known), (known, base)):
        assert merge_ledgers(base, one, other).ledger.versions == known.versions, "one branch has not written it down"


def test_of_two_versions_that_are_the_same_the_one_of_the_same_number_is_meant() -> None:
    one, other = Ledger(), Ledger()
    for number, (ours, theirs) in enumerate([("Oil", "Petroleum"), ("Petroleum", "Crude"), ("Oil", "Oil")], 1):
        one, other = renamed(one, version(0, number), oil=ours), renamed(other, version(0, number), oil=theirs)
    assert merge_ledgers(Ledger(), one, other).versions == {version(0): version(0, 2), version(0, 2): version(0, 4)}


def test_a_merge_into_the_branch_keeps_the_versions_as_the_first_merge_named_them() -> None:
    base = renamed(Ledger(), version(0))
    main, other = renamed(base, version(1), oil="Petroleum"), renamed(base, version(1), coal="Lignite")
    first = merge_ledgers(base, main, other).ledger
    ahead = renamed(first, version(1, 3), oil="Crude", coal="Lignite")
    back = merge_ledgers(other, other, ahead)
    assert back.ledger == ahead
    assert (back.swapped, back.versions) == (True, {version(1): version(1, 2)})
    further = renamed(other, version(1, 2), coal="Brown coal")
    both = merge_ledgers(other, further, ahead)
    assert both.versions == {version(1): version(1, 2), version(1, 2): version(1, 4)}
    as_it_was(ahead, both, {})
    as_it_was(further, both, dict(both.versions))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "note"),
    [
        ("First.", "First.", "The first.", "The first."),
        ("First.", "The first.", "First.", "The first."),
        ("", "The first.", "The beginning.", "The first. The beginning."),
        ("First.", "The first.", "The first.", "The first."),
    ],
)
def test_the_note_about_a_version_is_the_one_that_was_changed(base: str, ours: str, theirs: str, note: str) -> None:
    known, one, other = (
        replace(FIRST, versions=(replace(FIRST.versions[0], note=text),)) for text in (base, ours, theirs)
    )
    assert merge_ledgers(known, one, other).ledger.versions[0].note == note

"""Promise 2: no address dies, and none is given to another text, whatever an editor does.

An editor's work is modelled by a machine that edits a text at random and publishes it after every step. The machine
knows which passage is which, because it made the edit; the ledger has to find out from the words alone.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from briefsite.ledger.address import position
from briefsite.ledger.addressable import PASSAGES, Addressable, AddressKind
from briefsite.ledger.continuity import losses
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.overrides import Ruling
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.reading_order import displaced, in_reading_order
from briefsite.ledger.record import Change, Record, order, spoken_name
from briefsite.ledger.update import update_ledger
from briefsite.ledger.version import VersionId
from briefsite.ledger.writer import write_ledger
from tests.helpers import Updated, collect, updated

DAY = VersionId(datetime.date(2026, 11, 24))
LATER = VersionId(datetime.date(2027, 3, 1))


def paragraphs(*texts: str, page: str = "/") -> list[Addressable]:
    return [Addressable("paragraph", text, page) for text in texts]


def published(*texts: str, page: str = "/") -> Ledger:
    return updated(Ledger(), paragraphs(*texts, page=page), DAY).ledger


def promises(old: Ledger, step: Updated, units: Sequence[Addressable], day: VersionId) -> None:
    """What holds after every edition, whatever was done to the text."""
    new = step.ledger
    assert step.problems == ()
    assert len(set(step.assignment)) == len(units), "two units have one address"
    assert {record.id for record in new.records if record.live} == set(step.assignment)
    for unit, address in zip(units, step.assignment, strict=True):
        record = new.by_id[address]
        assert (record.kind, record.wording, record.page) == (unit.kind, unit.text, unit.page)
    passages = [a for a, unit in zip(step.assignment, units, strict=True) if unit.kind in PASSAGES]
    remembered = in_reading_order(record for record in new.records if record.kind in PASSAGES)
    assert [record.id for record in remembered if record.live] == passages, "the order of reading is forgotten"
    for record in old.records:
        assert record.id in new.by_id, "an address died"
        end = new.resolve(record.id)
        assert end is not None
        assert end.live or end.state == "withdrawn", "an address leads to nothing"
    assert list(losses(old, new)) == []
    again = updated(new, units, day)
    assert (again.ledger, again.decisions, again.assignment) == (new, (), step.assignment), "built twice, it changes"
    reading, problems = collect(read_ledger, write_ledger(new))
    assert problems == ()
    assert reading.ledger == new
    assert write_ledger(reading.ledger) == write_ledger(new)


# ---- the editor


@dataclass(frozen=True)
class Passage:
    """A passage of the model: `who` it is, for good."""

    who: int
    words: tuple[str, ...]
    page: str = "/"
    items: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Draft:
    """All that an editor works on."""

    passages: tuple[Passage, ...]
    pages: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, str, str], ...]

    def units(self) -> tuple[list[Addressable], list[int]]:
        """The units, and who each of them is (-1 for what brings its own address)."""
        units = [Addressable("page", title, page, page) for page, title in self.pages]
        units += [Addressable("section", title, page, id_) for id_, title, page in self.sections]
        who = [-1] * len(units)
        for passage in self.passages:
            parent = len(units)
            units.append(Addressable("paragraph", passage.text, passage.page))
            units += [Addressable("item", item.text, passage.page, parent=parent) for item in passage.items]
            who += [passage.who, *(item.who for item in passage.items)]
        return units, who

    def renamed(self, names: dict[int, int]) -> Draft:
        return replace(self, passages=tuple(replace(p, who=names.get(p.who, p.who)) for p in self.passages))


COMMON = ["the", "of", "and", "in", "to", "a", "is", "that", "for", "with", "as", "was", "on", "by", "it", "from"]
SEEDS = st.integers(0, 2**32)
PLACES = st.floats(0, 1, exclude_max=True)


class Editor(RuleBasedStateMachine):
    """Each rule is an edit of which a person would say at once what it did to each passage."""

    @initialize(seed=SEEDS)
    def first_edition(self, seed: int) -> None:
        self.who = 0
        self.day = DAY
        self.ledger = Ledger()
        self.address: dict[int, str] = {}
        self.owner: dict[str, int] = {}
        dice = random.Random(seed)
        pages = (("/", "Overview"), ("/history/", "History"), ("/turkey/", "Turkey"))
        passages = tuple(self.passage(dice, page=dice.choice(pages)[0]) for _ in range(dice.randint(1, 6)))
        passages = (replace(passages[0], items=(self.passage(dice), self.passage(dice))), *passages[1:])
        self.past: list[Draft] = []
        self.publish(Draft(passages, pages, (("oil", "Oil and its price", "/"),)))

    def passage(self, dice: random.Random, words: tuple[str, ...] = (), page: str = "/") -> Passage:
        self.who += 1
        dice = random.Random(f"{dice.random()} {self.who}")  # the same seed twice makes no text twice
        return Passage(self.who, words or some_words(dice, dice.randint(12, 40)), page)

    def publish(self, draft: Draft, in_doubt: tuple[int, ...] = ()) -> None:
        units, who = draft.units()
        self.day = replace(self.day, number=self.day.number + 1)
        step = updated(self.ledger, units, self.day)
        promises(self.ledger, step, units, self.day)
        draft = draft.renamed(self.known_by_their_words(draft, in_doubt, dict(zip(who, step.assignment, strict=True))))
        units, who = draft.units()
        for person, address in zip(who, step.assignment, strict=True):
            if person >= 0:
                assert self.address.setdefault(person, address) == address, "a passage has lost its number"
                assert self.owner.setdefault(address, person) == person, "a number was given to another text"
        self.ledger, self.draft = step.ledger, draft
        self.past.append(draft)

    def known_by_their_words(self, draft: Draft, in_doubt: tuple[int, ...], got: dict[int, str]) -> dict[int, int]:
        """Who the passages in doubt are: the parts of one that was split, or what was made of two.

        By rights the first keeps its number. But one that says again what stood under another number once, because what
        had been merged was split off again or the other way round, has that number, and its own is left to the other
        part. There must be words to show for it.
        """
        texts = {passage.who: passage.text for passage in draft.passages}
        gone = {record.id for record in self.ledger.records if not record.live}
        back = {person for person in in_doubt if got[person] in gone}
        names = {}
        for person in in_doubt:
            owner = self.owner.get(got[person])
            if owner not in {None, person}:
                known = self.ledger.by_id[got[person]]
                earlier = [wording for wording, _ in known.earlier]
                assert person in back or texts[person] in earlier or back - {person}
                assert max(shared(wording, texts[person]) for wording in (known.wording, *earlier)) > 0.6
            elif owner is None and person in self.address:
                assert any(self.owner.get(got[other], other) != other for other in in_doubt), "it has lost its number"
                self.who += 1
            names[person] = owner or (self.who if person in self.address else person)
        return names

    def pick(self, place: float) -> int:
        return int(place * len(self.draft.passages))

    def with_passages(self, at: int, count: int, *passages: Passage) -> Draft:
        kept = self.draft.passages
        return replace(self.draft, passages=(*kept[:at], *passages, *kept[at + count :]))

    @rule(days=st.integers(0, 400))
    def time_passes(self, days: int) -> None:
        self.day = VersionId(self.day.day + datetime.timedelta(days), self.day.number)

    @precondition(lambda self: self.draft.passages)
    @rule(place=PLACES, seed=SEEDS, share=st.floats(0, 0.4))
    def change_words(self, place: float, seed: int, share: float) -> None:
        at = self.pick(place)
        passage = self.draft.passages[at]
        self.publish(self.with_passages(at, 1, replace(passage, words=changed(seed, passage.words, share))))

    @rule(place=PLACES, seed=SEEDS)
    def put_in(self, place: float, seed: int) -> None:
        at = self.pick(place)
        page = self.draft.passages[at].page if self.draft.passages else "/"
        self.publish(self.with_passages(at, 0, self.passage(random.Random(seed), page=page)))

    @rule(seed=SEEDS)
    def put_at_the_end(self, seed: int) -> None:
        self.publish(self.with_passages(len(self.draft.passages), 0, self.passage(random.Random(seed))))

    @precondition(lambda self: self.draft.passages)
    @rule(place=PLACES)
    def delete(self, place: float) -> None:
        self.publish(self.with_passages(self.pick(place), 1))

    @precondition(lambda self: self.draft.passages)
    @rule(place=PLACES, cut=st.floats(0.2, 0.8))
    def split(self, place: float, cut: float) -> None:
        at = self.pick(place)
        passage = self.draft.passages[at]
        where = int(cut * len(passage.words))
        if min(where, len(passage.words) - where) >= 8:
            rest = self.passage(random.Random(0), passage.words[where:], passage.page)
            first = replace(passage, words=passage.words[:where])
            self.publish(self.with_passages(at, 1, first, rest), in_doubt=(first.who, rest.who))

    @precondition(lambda self: len(self.draft.passages) > 1)
    @rule(place=PLACES)
    def merge(self, place: float) -> None:
        at = min(self.pick(place), len(self.draft.passages) - 2)
        first, second = self.draft.passages[at : at + 2]
        if not second.items:
            one = replace(first, words=first.words + second.words)
            self.publish(self.with_passages(at, 2, one), in_doubt=(first.who,))

    @precondition(lambda self: len(self.draft.passages) > 1)
    @rule(one=PLACES, other=PLACES)
    def swap(self, one: float, other: float) -> None:
        passages = list(self.draft.passages)
        a, b = self.pick(one), self.pick(other)
        passages[a], passages[b] = passages[b], passages[a]
        self.publish(replace(self.draft, passages=tuple(passages)))

    @precondition(lambda self: self.draft.passages)
    @rule(place=PLACES, to=PLACES)
    def move_to_another_page(self, place: float, to: float) -> None:
        at = self.pick(place)
        page = self.draft.pages[int(to * len(self.draft.pages))][0]
        self.publish(self.with_passages(at, 1, replace(self.draft.passages[at], page=page)))

    @rule(place=PLACES)
    def rename_a_page(self, place: float) -> None:
        old, title = self.draft.pages[int(place * len(self.draft.pages))]
        self.who += 1
        new = f"/page-{self.who}/"
        self.publish(
            Draft(
                tuple(replace(p, page=new) if p.page == old else p for p in self.draft.passages),
                tuple((new, title) if page == old else (page, name_) for page, name_ in self.draft.pages),
                tuple((i, t, new if page == old else page) for i, t, page in self.draft.sections),
            )
        )

    @rule(to=PLACES)
    def move_a_section(self, to: float) -> None:
        page = self.draft.pages[int(to * len(self.draft.pages))][0]
        self.publish(replace(self.draft, sections=tuple((i, t, page) for i, t, _ in self.draft.sections)))

    @rule()
    def rename_a_section(self) -> None:
        self.who += 1
        sections = tuple((f"oil-{self.who}", title, page) for _, title, page in self.draft.sections)
        self.publish(replace(self.draft, sections=sections))

    @precondition(lambda self: self.draft.passages)
    @rule(place=PLACES, where=PLACES, seed=SEEDS)
    def put_in_an_item(self, place: float, where: float, seed: int) -> None:
        at = self.pick(place)
        passage = self.draft.passages[at]
        items = list(passage.items)
        items.insert(int(where * (len(items) + 1)), self.passage(random.Random(seed)))
        self.publish(self.with_passages(at, 1, replace(passage, items=tuple(items))))

    @precondition(lambda self: any(passage.items for passage in self.draft.passages))
    @rule(place=PLACES, seed=SEEDS, share=st.one_of(st.none(), st.floats(0, 0.4)))
    def change_or_delete_an_item(self, place: float, seed: int, share: float | None) -> None:
        listed = [at for at, passage in enumerate(self.draft.passages) if passage.items]
        at = listed[int(place * len(listed))]
        passage = self.draft.passages[at]
        first, *rest = passage.items
        kept = () if share is None else (replace(first, words=changed(seed, first.words, share)),)
        self.publish(self.with_passages(at, 1, replace(passage, items=(*kept, *rest))))

    @rule(place=PLACES)
    def undo(self, place: float) -> None:
        self.publish(self.past[int(place * len(self.past))])

    @invariant()
    def every_address_sorts(self) -> None:
        if hasattr(self, "ledger"):
            assert list(self.ledger.records) == sorted(self.ledger.records, key=order)


def some_words(dice: random.Random, count: int) -> tuple[str, ...]:
    """Words as in a text: three in ten are the same in every paragraph, the others rarely."""
    rare = (f"{dice.choice('bdfgklmnprstvz')}{dice.choice('aeiou')}{dice.randrange(3000)}" for _ in range(count))
    return tuple(dice.choice(COMMON) if dice.random() < 0.3 else word for word in rare)


def changed(seed: int, words: tuple[str, ...], share: float) -> tuple[str, ...]:
    dice = random.Random(seed)
    changed_ = list(words)
    for at in dice.sample(range(len(words)), int(share * len(words))):
        changed_[at] = some_words(dice, 1)[0]
    return tuple(changed_)


def shared(one: str, other: str) -> float:
    words = [{*one.split()}, {*other.split()}]
    return len(words[0] & words[1]) / min(map(len, words))


TestEditor = Editor.TestCase
TestEditor.settings = settings(max_examples=60, stateful_step_count=30)


class EditorAtLength(Editor):
    """The same, for the long run."""


TestEditorAtLength = pytest.mark.long(EditorAtLength.TestCase)
TestEditorAtLength.settings = settings(max_examples=5_000, stateful_step_count=50)


# ---- whatever the edition


TEXTS = st.sampled_from(
    [
        "* * *",
        "a b c d e f g h",
        "a b c d e f g x",
        "a b c d e f g h i k l m n o p q",
        "i k l m n o p q",
        "Yes.",
        "yes",
        "",
    ]
)
PAGES = st.sampled_from(["/", "/a/", "/b/"])
LABELS = st.sampled_from(["1", "2", "*", "A"])
MARKED = st.tuples(TEXTS, st.sampled_from(["", "[1]", "[1][2]", " [2]*", "[A]"])).map("".join)


@st.composite
def editions(draw: st.DrawFn) -> list[Addressable]:
    """Passages, notes and works that are hard to tell apart, and sections under few ids with few titles."""
    units = [Addressable("page", draw(TEXTS), page, page) for page in sorted(draw(st.sets(PAGES)))]
    ids = sorted(draw(st.sets(st.sampled_from(["s", "t", "n1", "n1-1", "kerry", "p2"]))))
    units += [Addressable("section", draw(TEXTS), draw(PAGES), id_) for id_ in ids]
    passages = []
    for _ in range(draw(st.integers(0, 5))):
        parent, page = len(units), draw(PAGES)
        passages.append(parent)
        units.append(Addressable("paragraph", draw(MARKED), page))
        units += [Addressable("item", text, page, parent=parent) for text in draw(st.lists(MARKED, max_size=2))]
    for label, text in draw(st.lists(st.tuples(LABELS, TEXTS), max_size=4)) if passages else ():
        parent = len(units)
        at = draw(st.lists(st.sampled_from(passages), min_size=1, max_size=2))
        units.append(Addressable("note", text, units[at[0]].page, label=label))
        units += [
            Addressable("place", f"[{label}]", units[passage].page, label=label, parent=parent, passage=passage)
            for passage in at
        ]
    keys = draw(st.lists(st.sampled_from(["kerry", "Kerry", "s", "kerry-2"]), max_size=3, unique=True))
    return units + [Addressable("work", draw(TEXTS), "/bibliography/", label=key) for key in keys]


@given(st.lists(editions(), max_size=6), st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_whatever_the_edition_the_promises_hold(sequence: list[list[Addressable]], days: list[int]) -> None:
    ledger, day = Ledger(), DAY
    for units, passed in zip(sequence, days, strict=False):
        day = VersionId(day.day + datetime.timedelta(passed), day.number + 1)
        step = updated(ledger, units, day)
        if step.problems:
            assert {problem.code for problem in step.problems} == {"A06"}
        else:
            promises(ledger, step, units, day)
            ledger = step.ledger


# ---- single steps


def after(ledger: Ledger, units: list[Addressable], *rulings: Ruling, day: VersionId = LATER) -> Updated:
    step = updated(ledger, units, day, rulings)
    assert step.problems == ()
    return step


ONE = "Mongolia declared its independence after the fall of the Qing Empire in 1911."
TWO = "Turkey opened an embassy in Ulaanbaatar in 1996, and Mongolia one in Ankara a year later."
THREE = "Other mineral products, foremost being copper ores, come second among what China imports."
FOUR = "Herders lose whole flocks when a dry summer is followed by a hard winter."


def test_the_first_edition_is_numbered_in_order() -> None:
    units = [*paragraphs(ONE, TWO), Addressable("item", THREE, "/", parent=1), Addressable("item", FOUR, "/", parent=1)]
    step = updated(Ledger(), [*units, *paragraphs("The end.")], DAY)
    assert step.assignment == ("p1", "p2", "p2-1", "p2-2", "p3")
    assert step.decisions == ("first edition: 3 paragraphs, 2 items",)


def test_a_record_tells_the_whole_story() -> None:
    ledger = published(ONE, TWO, page="/history/")
    days = [VersionId(datetime.date(2027, month, 1)) for month in range(1, 8)]
    for day, units in zip(
        days,
        [
            paragraphs(ONE, TWO.replace("1996", "1997"), page="/history/"),
            [*paragraphs(ONE, page="/history/"), *paragraphs(TWO.replace("1996", "1997"), page="/turkey/")],
            paragraphs(ONE, page="/history/"),
            paragraphs(ONE, TWO, page="/history/"),
        ],
        strict=False,
    ):
        ledger = after(ledger, units, day=day).ledger
    record = ledger.by_id["p2"]
    assert record.history == (
        Change("edited", days[0], TWO),
        Change("moved", days[1], "/history/"),
        Change("withdrawn", days[2]),
        Change("back", days[3]),
        Change("edited", days[3], TWO.replace("1996", "1997")),
        Change("moved", days[3], "/turkey/"),
    )
    assert (record.since, record.state, record.until, record.into) == (DAY, "live", None, "")
    assert record.earlier == ((TWO, days[0]), (TWO.replace("1996", "1997"), days[3]))
    assert record.former_pages == (("/turkey/", days[3]),)


def test_a_page_owes_every_address_that_was_ever_on_it() -> None:
    ledger = published(ONE, TWO, THREE, page="/history/")
    moved = [*paragraphs(ONE, page="/history/"), *paragraphs(TWO, page="/turkey/")]
    ledger = after(ledger, moved).ledger
    owed = {page: [record.id for record in records] for page, records in ledger.by_page.items()}
    assert owed == {"/history/": ["p1", "p2", "p3"], "/turkey/": ["p2"]}


def test_drafts_leave_no_trace() -> None:
    ledger = published(ONE, TWO)
    for texts in [(f"{ONE} More.", TWO), (ONE,), (ONE, THREE, TWO)]:
        drafted, problems = collect(update_ledger, ledger, paragraphs(*texts), ())
        assert problems == ()
        assert drafted.ledger != ledger
        assert ledger == published(ONE, TWO)
    assert after(ledger, paragraphs(ONE, TWO)).ledger == ledger


def test_a_version_shows_the_ledger_as_it_was() -> None:
    first = published(ONE, TWO, page="/history/")
    moved = [*paragraphs(TWO, page="/history/"), *paragraphs(ONE.replace("1911", "1912"), FOUR, page="/turkey/")]
    second = after(first, moved).ledger
    third = after(second, paragraphs(THREE, FOUR), day=VersionId(datetime.date(2028, 1, 1))).ledger
    assert in_any_order(third.at(LATER)) == in_any_order(second)
    assert in_any_order(third.at(DAY)) == first


def in_any_order(ledger: Ledger) -> Ledger:
    """A ledger that doesn't say which passage comes after which: only the last version's order is written down."""
    return replace(ledger, records=tuple(replace(record, after="") for record in ledger.records))


def test_a_withdrawn_address_leads_to_its_notice_and_an_alias_to_the_passage() -> None:
    ledger = published(ONE, TWO, THREE, FOUR)
    ledger = after(ledger, paragraphs(f"{ONE} {TWO}", FOUR)).ledger
    assert [(record.id, record.state, record.into) for record in ledger.records] == [
        ("p1", "live", ""),
        ("p2", "merged", "p1"),
        ("p3", "withdrawn", ""),
        ("p4", "live", ""),
    ]
    assert ledger.resolve("p2") == ledger.by_id["p1"]
    assert ledger.resolve("p3") == ledger.by_id["p3"]
    assert ledger.resolve("p9") is None
    ledger = after(ledger, paragraphs(FOUR)).ledger
    assert ledger.resolve("p2") == ledger.by_id["p1"], "the notice of what it was merged into"


def test_an_item_without_a_paragraph_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="has no paragraph before it"):
        updated(Ledger(), [Addressable("item", ONE, "/")], DAY)


# ---- what brings its own address

PAGE, SECTION, WORK = (
    Addressable("page", "Turkey", "/turkey/", "/turkey/"),
    Addressable("section", "Oil", "/", "oil"),
    Addressable("work", "Kerry, John. Wind. 2016", "/bibliography/", label="kerry"),
)


def test_a_renamed_page_is_told_once_and_each_address_on_it_keeps_its_old_page() -> None:
    old = updated(Ledger(), [PAGE, *paragraphs(ONE, TWO, page="/turkey/")], DAY).ledger
    step = after(old, [replace(PAGE, page="/tr/", id="/tr/"), *paragraphs(ONE, TWO, page="/tr/")])
    assert step.decisions == ("page /turkey/ renamed /tr/",)
    assert step.ledger.by_id["/turkey/"].into == "/tr/"
    assert step.ledger.by_id["p1"].former_pages == (("/turkey/", LATER),)


def test_a_page_with_another_title_is_known_by_its_passages() -> None:
    old = updated(Ledger(), [PAGE, *paragraphs(ONE, TWO, page="/turkey/")], DAY).ledger
    step = after(old, [Addressable("page", "Türkiye", "/tr/", "/tr/"), *paragraphs(ONE, TWO, page="/tr/")])
    assert step.decisions == ("page /turkey/ renamed /tr/",)


def test_a_page_whose_passages_went_to_several_leads_to_where_most_of_them_are() -> None:
    old = updated(Ledger(), [PAGE, *paragraphs(ONE, TWO, THREE, page="/turkey/")], DAY).ledger
    pages = [Addressable("page", title, path, path) for title, path in (("Mongolia", "/a/"), ("Ankara", "/b/"))]
    step = after(old, [*pages, *paragraphs(ONE, page="/a/"), *paragraphs(TWO, THREE, page="/b/")])
    assert step.ledger.by_id["/turkey/"].into == "/b/"


def test_a_page_whose_passages_went_to_another_leads_there() -> None:
    home = Addressable("page", "Overview", "/", "/")
    old = updated(Ledger(), [home, PAGE, *paragraphs(ONE), *paragraphs(TWO, page="/turkey/")], DAY).ledger
    step = after(old, [home, *paragraphs(ONE, TWO)])
    assert step.decisions == (
        "page / and page /turkey/ merged: page /turkey/ is now inside page /",
        "¶ 2 moved from /turkey/ to /",
    )


def test_a_section_is_told_apart_by_its_id() -> None:
    old = updated(Ledger(), [SECTION], DAY).ledger
    step = after(old, [replace(SECTION, page="/turkey/", text="Oil and coal")])
    assert step.decisions == ("section oil moved from / to /turkey/", "section oil edited (50 % the same)")


def test_an_address_that_is_gone_leads_to_the_one_that_has_its_words() -> None:
    old = updated(Ledger(), [SECTION], DAY).ledger
    ledger = after(old, [replace(SECTION, id="oil-1")]).ledger
    assert ledger.by_id["oil"].history == (Change("renamed", LATER, "oil-1"),)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(
            [Addressable("section", "Oil", "/", "oil-1"), Addressable("section", "Oil", "/", "oil-2")],
            id="of two nothing says which",
        ),
        pytest.param([Addressable("work", "Oil", "/bibliography/", label="oil-1")], id="it is of another kind"),
        pytest.param([Addressable("section", "Oil.", "/", "oil-1")], id="it has other words"),
        pytest.param([Addressable("section", "Oil", "/", "before")], id="it was there before"),
        pytest.param([], id="nothing has them"),
    ],
)
def test_an_address_that_is_gone_leads_to_no_other_than_that(now: list[Addressable]) -> None:
    old = updated(Ledger(), [SECTION, replace(SECTION, id="before")], DAY).ledger
    assert after(old, now).ledger.by_id["oil"].history == (Change("withdrawn", LATER),)


def test_of_two_new_pages_with_the_title_of_one_that_is_gone_its_passages_say_which_it_is() -> None:
    old = updated(Ledger(), [PAGE, *paragraphs(ONE, TWO, page="/turkey/")], DAY).ledger
    pages = [replace(PAGE, page=path, id=path) for path in ("/a/", "/b/")]
    step = after(old, [*pages, *paragraphs(ONE, TWO, page="/b/")])
    assert step.ledger.by_id["/turkey/"].history == (Change("renamed", LATER, "/b/"),)


@pytest.mark.parametrize(
    ("now", "message"),
    [
        ([replace(SECTION, id="kerry"), WORK], "kerry is the ID of a section and of a work"),
        ([replace(SECTION, id="kerry")], 'kerry is the ID of a work: "Kerry, John. Wind. 2016"'),
        ([replace(SECTION, id="p1"), *paragraphs(ONE)], f'p1 is the ID of a paragraph: "{ONE[:40]}"'),
    ],
)
def test_an_address_is_not_claimed_twice(now: list[Addressable], message: str) -> None:
    old = updated(Ledger(), [WORK, *paragraphs(ONE)], DAY).ledger
    assert message in [p.message for p in updated(old, now, LATER).problems if p.code == "A06"]


def test_an_address_that_was_withdrawn_is_not_given_to_something_else() -> None:
    old = after(updated(Ledger(), [SECTION], DAY).ledger, []).ledger
    (problem,) = updated(old, [replace(SECTION, text="Peacekeeping")], LATER).problems
    assert problem.message == 'section oil was withdrawn on 2027-03-01, and was another: "Oil"'
    assert after(old, [replace(SECTION, text="Oil, again")]).decisions[0] == "section oil back (withdrawn 2027-03-01)"


def test_words_that_were_withdrawn_are_shown_from_their_beginning() -> None:
    title = "Oil, its price, and those who have to pay for it"
    old = after(updated(Ledger(), [replace(SECTION, text=title)], DAY).ledger, []).ledger
    (problem,) = updated(old, [SECTION], LATER).problems
    assert problem.message.endswith(': "Oil, its price, and those who have to pa"')


def test_a_title_may_be_another_while_its_section_is_there() -> None:
    old = updated(Ledger(), [SECTION], DAY).ledger
    assert after(old, [replace(SECTION, text="Peacekeeping")]).decisions == ("section oil edited (0 % the same)",)


def test_a_slug_that_leads_elsewhere_is_not_given_to_a_new_page() -> None:
    renamed = replace(PAGE, page="/tr/", id="/tr/")
    old = after(updated(Ledger(), [PAGE], DAY).ledger, [renamed]).ledger
    (problem,) = updated(old, [PAGE, renamed], LATER).problems
    assert problem.message == "page /turkey/ was renamed /tr/ on 2027-03-01, and its readers are led there"
    assert after(old, [PAGE]).decisions == ("page /tr/ renamed /turkey/", "page /turkey/ back (renamed 2027-03-01)")


# ---- works


def work(key: str, words: str) -> Addressable:
    return Addressable("work", words, "/bibliography/", label=key)


BULAG = "Bulag, Uradyn E. Mongolian Ethnicity and Linguistic Anxiety in China. 2003"


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("kerry2016", "kerry2016"),
        ("Kerry:2016a", "kerry-2016a"),
        ("DBLP:conf/x/Öztürk.20", "dblp-conf-x-ozturk-20"),
        ("loc_mongolia", "loc_mongolia"),
        ("2016kerry", "2016kerry"),
        ("Миша", "misha"),
        ("_x_:", "x"),
        ("n7", "work-n7"),
        ("+++", "work"),
        (f"{'long' * 20}est", "long" * 20),
        (f"{'x' * 79}:2020", "x" * 79),
    ],
)
def test_the_address_of_a_work_is_made_of_its_key(key: str, address: str) -> None:
    assert updated(Ledger(), [work(key, BULAG)], DAY).assignment == (address,)


@pytest.mark.parametrize(
    ("before", "now", "addresses"),
    [
        pytest.param([("kerry", BULAG)], [("bulag2003", BULAG)], ["kerry"], id="a key is renamed"),
        pytest.param(
            [("a", BULAG), ("b", ONE)], [("b", BULAG), ("a", ONE)], ["a", "b"], id="two works exchange their keys"
        ),
        pytest.param(
            [("a", "Press. Report. 2019"), ("b", "Press. Report. 2020")],
            [("b", "Press. Report. 2019"), ("a", "Press. Report. 2020")],
            ["a", "b"],
            id="two that are much alike exchange their keys",
        ),
        pytest.param(
            [("kerry", BULAG)],
            [("bulag2003", BULAG.replace("Anxiety", "Anxieties"))],
            ["kerry"],
            id="key and title are corrected",
        ),
        pytest.param([("kerry", BULAG)], [("kerry", "Булаг. 2003")], ["kerry"], id="the key is the same"),
        pytest.param([("kerry", BULAG)], [("kerry", ONE)], ["kerry-2"], id="another work has the key"),
        pytest.param(
            [("kerry", BULAG)], [("kerry", ONE), ("bulag", BULAG)], ["kerry-2", "kerry"], id="the key went to another"
        ),
        pytest.param(
            [("kerry", BULAG)],
            [("kerry", ONE), ("bulag", BULAG.replace("Anxiety", "Anxieties"))],
            ["kerry-2", "kerry"],
            id="the key went to another, and the title is corrected",
        ),
        pytest.param(
            [("a", "Press. Annual report. 2019"), ("b", "Press. Annual report. 2020")],
            [("a", "Press. Annual report, 2020"), ("b", "Press. Annual report, 2019")],
            ["a", "b"],
            id="the words are alike, and more so those of the other",
        ),
        pytest.param([("kerry", BULAG)], [("bulag", ONE)], ["bulag"], id="another work"),
        pytest.param(
            [("a", BULAG), ("b", BULAG)], [("b", BULAG), ("a", BULAG)], ["b", "a"], id="two with the same words"
        ),
        pytest.param([], [("Kerry", BULAG), ("kerry", ONE)], ["kerry", "kerry-2"], id="two keys make one address"),
    ],
)
def test_a_work_keeps_its_address(
    before: list[tuple[str, str]], now: list[tuple[str, str]], addresses: list[str]
) -> None:
    old = updated(Ledger(), [work(*one) for one in before], DAY).ledger
    step = after(old, [work(*one) for one in now])
    assert list(step.assignment) == addresses
    assert after(step.ledger, [work(*one) for one in now]).decisions == ()


def test_a_key_in_the_ledger_stays_an_address() -> None:
    old = Ledger((Record("work", "Kerry_2016", "/bibliography/", DAY, BULAG),))
    assert after(old, [work("Kerry_2016", f"{BULAG}.")]).assignment == ("Kerry_2016",)


def test_a_work_that_was_taken_out_comes_back_and_no_other_has_its_address() -> None:
    gone = after(updated(Ledger(), [work("kerry", BULAG)], DAY).ledger, []).ledger
    assert gone.by_id["kerry"].state == "withdrawn"
    assert after(gone, [work("bulag", BULAG)]).assignment == ("kerry",)
    assert after(gone, [work("kerry", ONE)]).assignment == ("kerry-2",)


def test_a_work_takes_no_address_of_a_section() -> None:
    assert updated(Ledger(), [SECTION, work("oil", BULAG)], DAY).assignment == ("oil", "oil-2")


# ---- rulings


def test_a_ruling_gives_a_passage_its_address_whatever_it_says_and_may_stay() -> None:
    old = published(ONE, TWO, THREE)
    is_two = Ruling("is", "Herders   lose", "p2")
    step = after(old, paragraphs(ONE, FOUR, THREE), is_two)
    assert step.assignment == ("p1", "p2", "p3")
    assert after(step.ledger, paragraphs(ONE, FOUR, THREE), is_two).decisions == ()


def test_a_ruling_makes_a_passage_new_and_may_stay_while_it_is_edited() -> None:
    old = published(ONE, TWO, THREE)
    not_two = Ruling("not", "Turkey opened", "p2")
    step = after(old, paragraphs(ONE, TWO, THREE), not_two)
    assert step.decisions == ("¶ 1a new after ¶ 1", "¶ 2 withdrawn")
    later = after(step.ledger, paragraphs(ONE, f"{TWO} Both are small.", THREE), not_two)
    assert later.assignment == ("p1", "p1a", "p3")


def test_a_ruling_leads_an_address_to_another_and_may_stay() -> None:
    old = published(ONE, TWO, THREE)
    into_three = Ruling("into", "p1", "p3")
    step = after(old, paragraphs(ONE, TWO, THREE), into_three)
    assert step.assignment == ("p0a", "p2", "p3")
    assert step.ledger.by_id["p1"].history == (Change("merged", LATER, "p3"),)
    assert after(step.ledger, paragraphs(ONE, TWO, THREE), into_three).decisions == ()


@pytest.mark.parametrize(
    ("ruling", "message"),
    [
        (Ruling("is", "Nothing begins so", "p1"), 'no paragraph starts with "Nothing begins so"'),
        (Ruling("is", "T", "p1"), '2 paragraphs begin with "T"'),
        (Ruling("is", "Mongolia", "p9"), "p9 is not a paragraph that was ever issued"),
        (Ruling("not", "Mongolia", "oil"), "oil is not a paragraph that was ever issued"),
        (Ruling("is", "Mongolia", "p3-1"), "p3-1 is the ID of an item, and this is a paragraph"),
        (Ruling("into", "p9", "p1"), "p9 has never been issued"),
        (Ruling("into", "oil", "p1"), "oil is still in the edition, so it can't lead to p1"),
        (Ruling("into", "p2", "p9"), "p2 can't lead to p9, which is not in the edition"),
        (Ruling("into", "p2", "p2"), "p2 can't lead to p2, which is not in the edition"),
    ],
)
def test_a_ruling_that_does_not_apply_is_a_problem(ruling: Ruling, message: str) -> None:
    third = "Trade with three partners goes on."
    units = [SECTION, *paragraphs(ONE, TWO, third), Addressable("item", FOUR, "/", parent=3)]
    old = updated(Ledger(), units, DAY).ledger
    assert [(p.code, p.message) for p in updated(old, units, LATER, [ruling]).problems] == [("A05", message)]


def test_two_rulings_on_one_address_are_a_problem() -> None:
    old = published(ONE, TWO)
    rulings = [Ruling("is", "Mongolia", "p2"), Ruling("is", "Turkey", "p2")]
    (problem,) = updated(old, paragraphs(ONE, TWO), LATER, rulings).problems
    assert problem.message == "another override already uses p2 or this paragraph"


# ---- the order of reading


@given(st.permutations(["p0a", "p1", "p1-1", "p1-2", "p2", "p2a", "p3"]), st.sets(st.integers(0, 6)))
def test_the_order_of_reading_is_kept_in_the_fewest_words(addresses: list[str], gone: set[int]) -> None:
    after_ = displaced(addresses)
    records = [Record("paragraph", address, "/", DAY, "", (), after_.get(address, "")) for address in addresses]
    records += [Record("paragraph", f"p4-{n}", "/", DAY, "", (Change("withdrawn", DAY),), "p1") for n in gone if n]
    in_order = in_reading_order(sorted(records, key=order))
    assert [record.id for record in in_order if record.live] == addresses
    assert len(in_order) == len(records)
    parts = (part for size in range(8) for part in combinations(map(position, addresses), size))
    longest = max(len(part) for part in parts if [*part] == sorted(part))
    assert len(after_) == len(addresses) - longest


def test_records_after_one_and_the_same_are_all_kept_in_the_order_of_their_addresses() -> None:
    behind = {"p1": "", "p2": "start", "p3": "start", "p4": "p1", "p5": "p1"}
    records = [Record("paragraph", address, "/", DAY, "", (), before) for address, before in behind.items()]
    assert [record.id for record in in_reading_order(records)] == ["p2", "p3", "p1", "p4", "p5"]


def test_what_was_moved_is_noted_and_no_more() -> None:
    step = after(published(ONE, TWO, THREE, FOUR), paragraphs(ONE, THREE, FOUR, TWO))
    assert [(record.id, record.after) for record in step.ledger.records if record.after] == [("p2", "p4")]
    assert step.decisions == ("¶ 2 put after ¶ 4",)
    assert after(step.ledger, paragraphs(TWO, ONE, THREE, FOUR)).ledger.by_id["p2"].after == "start"
    assert after(step.ledger, paragraphs(ONE, TWO, THREE, FOUR)).ledger.by_id["p2"].after == ""
    assert after(step.ledger, paragraphs(ONE, THREE, TWO)).decisions == ("¶ 4 withdrawn",), "no second move is told"


def test_neighbours_by_a_move_are_merged_as_neighbours() -> None:
    moved = after(published(ONE, TWO, THREE, FOUR), paragraphs(ONE, THREE, FOUR, TWO)).ledger
    step = after(moved, paragraphs(ONE, THREE, f"{FOUR} {TWO}"))
    assert step.decisions == ("¶ 4 and ¶ 2 merged: ¶ 2 is now inside ¶ 4",)


# ---- names


def test_addresses_are_called_as_people_call_them() -> None:
    kinds: list[tuple[AddressKind, str, str]] = [
        ("paragraph", "p9a", "¶ 9a"),
        ("item", "p6-1a", "¶ 6.1a"),
        ("note", "n7", "note n7"),
        ("place", "n7-1", "place n7-1"),
        ("section", "oil", "section oil"),
        ("work", "kerry", "work kerry"),
        ("page", "/turkey/", "page /turkey/"),
    ]
    for kind, id_, called in kinds:
        assert spoken_name(Record(kind, id_, "/", DAY, "")) == called

"""Promise 2: no address dies, and none is given to another text, whatever an editor does.

An editor's work is modelled by a machine that edits a text at random and publishes it after every step. The machine
knows which passage is which, because it made the edit; the ledger has to find out from the words alone.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from briefsite.ledger_check import lost
from briefsite.ledger_file import read, write
from briefsite.permalink import Ledger, Unit, order
from briefsite.transition import Transition, transition
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

DAY = datetime.date(2026, 11, 24)
LATER = datetime.date(2027, 3, 1)


def paragraphs(*texts: str, page: str = "/") -> list[Unit]:
    return [Unit("paragraph", text, page) for text in texts]


def published(*texts: str, page: str = "/") -> Ledger:
    return transition(Ledger(), paragraphs(*texts, page=page), DAY).ledger


def promises(old: Ledger, step: Transition, units: Sequence[Unit], day: datetime.date) -> None:
    """What holds after every edition, whatever was done to the text."""
    new = step.ledger
    assert step.problems == ()
    assert len(set(step.assignment)) == len(units), "two units have one address"
    assert {record.id for record in new.records if record.live} == set(step.assignment)
    for unit, address in zip(units, step.assignment, strict=True):
        record = new.by_id[address]
        assert (record.kind, record.wording, record.page) == (unit.kind, unit.text, unit.page)
    for record in old.records:
        assert record.id in new.by_id, "an address died"
        end = new.resolve(record.id)
        assert end is not None
        assert end.live or end.state == "withdrawn", "an address leads to nothing"
    assert lost(old, new, {}) == ()
    again = transition(new, units, day)
    assert (again.ledger, again.decisions, again.assignment) == (new, (), step.assignment), "built twice, it changes"
    reading = read(write(new))
    assert reading.problems == ()
    assert reading.ledger == new
    assert write(reading.ledger) == write(new)


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

    def units(self) -> tuple[list[Unit], list[int]]:
        """The units, and who each of them is (-1 for what brings its own address)."""
        units = [Unit("page", title, page, page) for page, title in self.pages]
        units += [Unit("section", title, page, id_) for id_, title, page in self.sections]
        who = [-1] * len(units)
        for passage in self.passages:
            parent = len(units)
            units.append(Unit("paragraph", passage.text, passage.page))
            units += [Unit("item", item.text, passage.page, parent=parent) for item in passage.items]
            who += [passage.who, *(item.who for item in passage.items)]
        return units, who

    def with_other_name(self, who: int, other: int) -> Draft:
        passages = (replace(passage, who=other) if passage.who == who else passage for passage in self.passages)
        return replace(self, passages=tuple(passages))


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

    def publish(self, draft: Draft, split: tuple[int, ...] = (), merged: tuple[int, int] | None = None) -> None:
        units, who = draft.units()
        step = transition(self.ledger, units, self.day)
        promises(self.ledger, step, units, self.day)
        if merged is not None and step.assignment[who.index(merged[0])] == self.address[merged[1]]:
            # The first of two neighbours keeps its number; of others, brought together by a move, either may.
            assert not self.are_neighbours(*merged)
            draft = draft.with_other_name(*merged)
            units, who = draft.units()
        elif merged is not None:
            split = (merged[0],)
        # What had been merged and is split off again, or the other way round, is known again by its words: then that is
        # who it is.
        for part in split:
            owner = self.owner.get(step.assignment[who.index(part)], part)
            if owner not in split:
                returned = self.ledger.by_id[self.address[owner]]
                assert not returned.live
                wordings = (returned.wording, *(wording for wording, _ in returned.earlier))
                assert max(shared(wording, units[who.index(part)].text) for wording in wordings) > 0.6
                draft = draft.with_other_name(part, owner)
                if part == split[0] and len(split) > 1:
                    draft = draft.with_other_name(split[1], part)
                units, who = draft.units()
                break
        for person, address in zip(who, step.assignment, strict=True):
            if person >= 0:
                assert self.address.setdefault(person, address) == address, "a passage has lost its number"
                assert self.owner.setdefault(address, person) == person, "a number was given to another text"
        self.ledger, self.draft = step.ledger, draft
        self.past.append(draft)

    def are_neighbours(self, who: int, other: int) -> bool:
        live = [record.id for record in self.ledger.records if record.live and record.kind == "paragraph"]
        return live.index(self.address[other]) - live.index(self.address[who]) == 1

    def pick(self, place: float) -> int:
        return int(place * len(self.draft.passages))

    def with_passages(self, at: int, count: int, *passages: Passage) -> Draft:
        kept = self.draft.passages
        return replace(self.draft, passages=(*kept[:at], *passages, *kept[at + count :]))

    @rule(days=st.integers(0, 400))
    def time_passes(self, days: int) -> None:
        self.day += datetime.timedelta(days)

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
            self.publish(self.with_passages(at, 1, first, rest), split=(first.who, rest.who))

    @precondition(lambda self: len(self.draft.passages) > 1)
    @rule(place=PLACES)
    def merge(self, place: float) -> None:
        at = min(self.pick(place), len(self.draft.passages) - 2)
        first, second = self.draft.passages[at : at + 2]
        if not second.items:
            one = replace(first, words=first.words + second.words)
            self.publish(self.with_passages(at, 2, one), merged=(first.who, second.who))

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
TestEditor.settings = settings(max_examples=100, stateful_step_count=30)


class TestEditorAtLength(Editor.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(max_examples=5_000, stateful_step_count=50)
    pytestmark = pytest.mark.long

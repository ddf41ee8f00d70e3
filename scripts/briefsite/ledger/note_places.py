"""The places that cite notes, as the ledger has them, and which of those in the text each of them is now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefsite.ledger.address import whole_of
from briefsite.ledger.addressable import PASSAGES, Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.marks import AlignedMarks, aligned_marks, joined_words, marked_words
from briefsite.ledger.reading_order import in_reading_order
from briefsite.ledger.record import Record, order

#: Places at one place of a passage: before by their addresses, now by the positions of their units.
AlignedPlaces = AlignedMarks[str, int]


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage with its `wording` when the `marks` in it were there: (label, address of the place).

    Marks of the same label are in the order of the text.
    """

    address: str
    wording: str
    marks: tuple[tuple[str, str], ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The addresses of the places, in the order of the text."""
        if len(self.marks) == 1:
            return (self.marks[0][1],)
        found = [place for group in marked_words(self.wording, self.marks).groups for place in group]
        return (*found, *(place for _, place in self.marks if place not in found))


def label_of_place(record: Record) -> str:
    """The number or sign of the note that a place cites, as printed there: "7"."""
    return record.wording[1:-1]


def marked_passages(ledger: Ledger, *, live: bool) -> tuple[MarkedPassage, ...]:
    """The passages with places that are in the text, or (not `live`) with places that are gone, in reading order."""
    places = [record for record in ledger.records if record.kind == "place" and record.live == live]
    if not places:
        return ()
    passages = in_reading_order(record for record in ledger.records if record.kind in PASSAGES)
    of = {place.id: place.of for place in places if place.of in ledger.by_id}
    if live:
        of |= _found_again([place for place in places if place.id not in of], passages)
    found: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for place in places:
        if place.id in of:
            passage = ledger.by_id[of[place.id]]
            wording = passage.wording if live else _wording_with(passage, place)
            found[passage.id, wording].append((label_of_place(place), place.id))
    at = {record.id: number for number, record in enumerate(passages)}
    return tuple(
        MarkedPassage(*passage, tuple(_in_text_order(marks, ledger)))
        for passage, marks in sorted(found.items(), key=lambda one: at.get(one[0][0], len(at)))
    )


def _in_text_order(marks: Sequence[tuple[str, str]], ledger: Ledger) -> list[tuple[str, str]]:
    """The marks of a passage, given in the order of the ledger, those of each label in the order of the text."""
    waiting = [mark for mark in marks if ledger.by_id[mark[1]].after]
    ordered = [mark for mark in marks if mark not in waiting]
    while waiting:
        places = [place for _, place in ordered]
        mark = next((mark for mark in waiting if ledger.by_id[mark[1]].after in places), waiting[0])
        before = ledger.by_id[mark[1]].after
        ordered.insert(places.index(before) + 1 if before in places else len(places), mark)
        waiting.remove(mark)
    return ordered


def places_in_order(
    units: Sequence[Addressable], ids: Sequence[str], records: Mapping[str, Record]
) -> Mapping[str, Record]:
    """The `records` of the places among `units`, with the places that they come after.

    That is said where the text has several with one label in a passage, in another order than the ledger.
    """
    groups: defaultdict[tuple[int | None, str], list[Record]] = defaultdict(list)
    for unit, address in zip(units, ids, strict=True):
        if unit.kind == "place" and address in records:
            groups[unit.passage, unit.label].append(records[address])
    placed = {}
    for group in groups.values():
        as_in_ledger = group == sorted(group, key=order)
        for before, record in zip([None, *group], group, strict=False):
            placed[record.id] = record.standing_after(before.id if before and not as_in_ledger else "")
    return placed


def _found_again(places: Iterable[Record], passages: Sequence[Record]) -> Mapping[str, str]:
    """The passages of places that don't name theirs: the first on their page that have their labels.

    The first releases didn't write down in which passage a place is.
    """
    waiting: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for place in places:
        waiting[place.page, place.wording].append(place.id)
    found: dict[str, str] = {}
    for (page, mark), ids in waiting.items():
        here = (p.id for p in passages if p.live and p.page == page for _ in range(p.wording.count(mark)))
        found |= dict(zip(ids, here, strict=False))
    return found


def _wording_with(passage: Record, place: Record) -> str:
    """The last wording of a passage before a place in it was gone."""
    gone = place.until
    return next((wording for wording, on in passage.earlier if gone is not None and on >= gone), passage.wording)


def aligned_places(
    passages: Iterable[MarkedPassage], units: Sequence[Addressable], went: Mapping[str, Sequence[int]]
) -> Iterator[AlignedPlaces]:
    """The places of `passages` that are in the text now. `went`: address of a passage -> the units with its words."""
    now: defaultdict[int, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        if unit.kind == "place" and unit.passage is not None:
            now[unit.passage].append(index)
    for passage in passages:
        parts = [
            (units[unit].text, [(units[at].label, at) for at in now[unit]]) for unit in went.get(passage.address, ())
        ]
        if len(parts) == 1 and parts[0][0] == passage.wording:
            yield from _by_label(passage.marks, parts[0][1])
        elif any(marks for _, marks in parts):
            before = marked_words(passage.wording, passage.marks)
            yield from aligned_marks(before, joined_words([marked_words(text, marks) for text, marks in parts]))


def _by_label(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, int]]) -> Iterator[AlignedPlaces]:
    """The same places in a passage whose wording hasn't changed."""
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    for label, place in reversed(before):
        waiting[label].append(place)
    for label, unit in after:
        if waiting[label]:
            yield AlignedMarks((waiting[label].pop(),), (unit,), sure=True)


def known_places(
    old: Ledger, units: Sequence[Addressable], notes: Mapping[int, str], aligned: Sequence[AlignedPlaces]
) -> dict[int, str]:
    """The unit of each place that the ledger knows -> its address. `notes`: unit of each known note -> its address.

    A place that cites the same note where one did before is that one. If a note has lost one place, and got one, its
    place was moved.
    """
    found: dict[int, str] = {}
    used: set[str] = set()
    for each in sorted(aligned, key=lambda each: not each.sure):
        for unit in each.after:
            own = notes.get(units[unit].parent or 0, "")
            same = [place for place in each.before if place not in used and whole_of(place) == own]
            if same and unit not in found:
                found[unit] = same[0]
                used.add(same[0])
    lost: defaultdict[str, list[str]] = defaultdict(list)
    for record in old.records:
        if record.kind == "place" and record.live and record.id not in used:
            lost[whole_of(record.id)].append(record.id)
    got: defaultdict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(units):
        if place.kind == "place" and index not in found:
            got[notes.get(place.parent or 0, "")].append(index)
    moved = ((got[note][0], ids[0]) for note, ids in lost.items() if len(ids) == len(got.get(note, ())) == 1)
    return found | dict(moved)

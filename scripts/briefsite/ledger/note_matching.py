"""Which note of the new text is which note of the old one.

The printed number says nothing: programs number anew whenever a note is put in. Notes are known by their words and by
the places that cite them, surest evidence first:

1. the same words, now or once, if no other note has them;
2. the same place in the text, and words that are alike; in edition.yml a note need not have any;
3. nearly the same words, wherever they are;
4. the same place, if what the author says contradicts nothing;
5. what passages are known by (briefsite.ledger.matching): repeated or similar words in the same order; but not where
   two notes are known to be cited at different places;
6. the same stretch of a passage, which was written anew, on the same condition.

As with passages, other words of the author at the same place are another note, and never get its address; where that is
wrong, editors lead the old address to the new one (briefsite.ledger.overrides). Notes with fewer than three words
("Ibid., 45", or none at all) are known by their places only, and so is a note on which only the editors have words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from briefsite.ledger.address import whole_of
from briefsite.ledger.addressable import Addressable
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.matching import KnownPassage, match
from briefsite.ledger.note_places import AlignedPlaces, MarkedPassage, aligned_places, known_places, marked_passages
from briefsite.ledger.pairing import candidate_pairs, non_crossing
from briefsite.ledger.record import Record
from briefsite.ledger.similarity import IN_ORDER, RETURNED, alike, normalized
from briefsite.writing.segmentation import word_list

#: Words from which a note can be known by them: "Ibid., 45" says nothing without its place.
_TELLING: Final = 3
#: So little that it only decides between equals.
_BIT: Final = 1e-9


@dataclass(frozen=True, slots=True)
class NoteMatching:
    """What became of notes and places: `same` (unit -> its old address), `inside` (note that is gone -> unit)."""

    same: Mapping[int, str]
    inside: Mapping[str, int]


def match_notes(old: Ledger, units: Sequence[Addressable], went: Mapping[str, Sequence[int]]) -> NoteMatching:
    """Find the notes of the ledger, and the places that cite them, among `units`.

    `went` gives, for the address of each passage, the units that have its words now. ValueError if the parent of a
    place is no note.
    """
    notes = _Notes(old, units)
    if not notes.known or not notes.units:
        return NoteMatching({}, {})
    passages = marked_passages(old, live=True)
    aligned = [*aligned_places(passages, units, went)]
    returned = [*aligned_places(marked_passages(old, live=False), units, went)]
    sure = [each for each in aligned if each.sure]
    notes.pair_telling()
    notes.pair_by_place(sure, notes.are_alike)
    notes.pair_nearly_same()
    notes.pair_by_place(sure, notes.may_be)
    inside = notes.pair_as_passages(passages, aligned, went)
    notes.pair_by_place([each for each in aligned if not each.sure], notes.may_be)
    notes.pair_returned(each for each in returned if each.sure)
    return NoteMatching(notes.same | known_places(old, units, notes.same, [*aligned, *returned]), inside)


@dataclass
class _Notes:
    """The notes of the ledger (by address) and those of the text (by unit), each open until it is paired."""

    old: Ledger
    every: Sequence[Addressable]
    same: dict[int, str] = field(default_factory=dict)
    #: `same` the other way round.
    now: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known: Mapping[str, Record] = {record.id: record for record in self.old.records if record.kind == "note"}
        self.units: Mapping[int, str] = {at: unit.text for at, unit in enumerate(self.every) if unit.kind == "note"}

    def pair(self, unit: int, note: str) -> None:
        """Pair the two, unless one of them is paired already."""
        if unit not in self.same and note not in self.now:
            self.same[unit], self.now[note] = note, unit

    def open_units(self) -> list[int]:
        return [unit for unit in self.units if unit not in self.same]

    def open_notes(self) -> list[str]:
        """Those that were in the text until now."""
        return [note for note, record in self.known.items() if record.live and note not in self.now]

    def likeness(self, unit: int, note: str) -> float:
        """How alike the words are; 1 where either has none: nothing contradicts that they are the same."""
        one, other = self.units[unit], self.known[note].wording
        return alike(one, other) if one and other else 1.0

    def are_alike(self, unit: int, note: str) -> bool:
        return self.likeness(unit, note) >= IN_ORDER

    def may_be(self, unit: int, note: str) -> bool:
        """Whether nothing that the author says contradicts that the two are the same."""
        words, comments = self.units[unit], self.every[unit].also
        known = self.known[note].wording
        by_editors = words in comments or known in comments
        return by_editors or not (tells(words) and tells(known)) or self.are_alike(unit, note)

    def pair_telling(self) -> None:
        """Pair notes with the same words, now or once, if there are enough of them, and only one note has them."""
        there, gone = ([record for record in self.known.values() if record.live == live] for live in (True, False))
        self._pair_same(((record.wording, record.id) for record in there), str)
        self._pair_same(((record.wording, record.id) for record in there), normalized)
        self._pair_same(((words, record.id) for record in there for words, _ in record.earlier), normalized)
        self._pair_same(((record.wording, record.id) for record in gone), normalized)
        self._pair_same(((words, record.id) for record in gone for words, _ in record.earlier), normalized)

    def _pair_same(self, wordings: Iterable[tuple[str, str]], form: Callable[[str], str]) -> None:
        texts = {unit: form(text) for unit in self.open_units() if tells(text := self.units[unit])}
        if not texts:
            return
        having: dict[str, set[str]] = {}
        for words, note in wordings:
            if note not in self.now:
                having.setdefault(form(words), set()).add(note)
        times = Counter(texts.values())
        for unit, words in texts.items():
            if times[words] == len(having.get(words, ())) == 1:
                self.pair(unit, *having[words])

    def pair_by_place(self, aligned: Iterable[AlignedPlaces], fits: Callable[[int, str], bool]) -> None:
        """Pair notes that the text cites at the same places, those with most of them first, if they fit."""
        votes: Counter[tuple[int, str]] = Counter()
        for each in aligned:
            news = dict.fromkeys(unit for place in each.after if (unit := self._note(place)) not in self.same)
            cited = (whole_of(place) for place in each.before)
            olds = dict.fromkeys(note for note in cited if note in self.known and note not in self.now)
            votes.update(self._side_by_side([*news], [*olds], sure=each.sure))
        for (unit, note), _ in votes.most_common():
            if fits(unit, note):
                self.pair(unit, note)

    def _note(self, place: int) -> int:
        parent = self.every[place].parent
        if parent is None or parent not in self.units:
            raise ValueError(f'the place "{self.every[place].text}" cites no note')
        return parent

    def _side_by_side(self, news: Sequence[int], olds: Sequence[str], *, sure: bool) -> Iterator[tuple[int, str]]:
        """The pairs among notes cited at one place: those that are alike, the others in their order."""
        if len(news) != 1 or len(olds) != 1:
            scored = [
                (new, old, likeness - _BIT * abs(new - old))
                for new, old in product(range(len(news)), range(len(olds)))
                if self.units[news[new]] and self.known[olds[old]].wording
                if (likeness := self.likeness(news[new], olds[old])) >= IN_ORDER
            ]
            pairs = non_crossing(scored)
            yield from ((news[new], olds[old]) for new, old in pairs)
            news = [unit for new, unit in enumerate(news) if new not in {paired for paired, _ in pairs}]
            olds = [note for old, note in enumerate(olds) if old not in {paired for _, paired in pairs}]
        # Where a stretch was written anew, the order says something only if as many are left on both sides.
        if sure or len(news) == len(olds):
            yield from zip(news, olds, strict=False)

    def pair_nearly_same(self) -> None:
        """Pair notes that are nearly the same, the most alike first."""
        units = {unit: self.units[unit] for unit in self.open_units()}
        notes = {note: self.known[note].wording for note in self.open_notes()}
        pairs = candidate_pairs(
            {unit: text for unit, text in units.items() if tells(text)},
            {note: text for note, text in notes.items() if tells(text)},
        )
        for score, unit, note in sorted((-alike(units[unit], notes[note]), unit, note) for unit, note in pairs):
            if -score >= RETURNED:
                self.pair(unit, note)

    def pair_as_passages(
        self, passages: Sequence[MarkedPassage], aligned: Iterable[AlignedPlaces], went: Mapping[str, Sequence[int]]
    ) -> Mapping[str, int]:
        """Pair notes as passages are paired. Returns the notes that are gone, each with the one that has its words."""
        if not self.open_units() and not self.open_notes():
            return {}
        in_order = dict.fromkeys(whole_of(place) for passage in passages for place in passage.places)
        # Notes that are gone are in no order.
        notes = [n for n in dict.fromkeys([*in_order, *self.known]) if n in self.known and tells(self.known[n].wording)]
        units = [unit for unit, text in self.units.items() if tells(text)]
        at = {unit: position for position, unit in enumerate(units)}
        of = {note: position for position, note in enumerate(notes)}
        elsewhere = self._elsewhere(passages, aligned, went)
        records = [self.known[note] for note in notes]
        matching = match(
            [KnownPassage(r.wording, tuple(text for text, _ in r.earlier), r.live) for r in records],
            [self.units[unit] for unit in units],
            ruled={at[unit]: of[note] for unit, note in self.same.items() if unit in at and note in of},
            barred={(at[unit], of[note]) for unit, note in elsewhere if unit in at and note in of},
        )
        for new, old in matching.same.items():
            self.pair(units[new], notes[old])
        return {notes[old]: units[new] for old, new in matching.inside.items()}

    def _elsewhere(
        self, passages: Iterable[MarkedPassage], aligned: Iterable[AlignedPlaces], went: Mapping[str, Sequence[int]]
    ) -> Iterator[tuple[int, str]]:
        """Pairs of open notes whose places in the text are known, and are different ones."""
        cited = [unit for unit in self.every if unit.kind == "place"]
        unknown = {whole_of(place) for passage in passages if not went.get(passage.address) for place in passage.places}
        known = {unit for units in went.values() for unit in units}
        adrift = {unit.parent for unit in cited if unit.passage not in known}
        together = {(self._note(new), whole_of(old)) for each in aligned for new in each.after for old in each.before}
        news = [unit for unit in self.open_units() if unit not in adrift]
        olds = [note for note in self.open_notes() if note not in unknown]
        return (pair for pair in product(news, olds) if pair not in together)

    def pair_returned(self, aligned: Iterable[AlignedPlaces]) -> None:
        """Pair notes with those at places where they were once, if they say the same, or both nothing."""
        for each in aligned:
            for place, former in zip(each.after, each.before, strict=False):
                unit, note = self._note(place), whole_of(former)
                known = self.known.get(note)
                if known is not None and normalized(known.wording) == normalized(self.units[unit]):
                    self.pair(unit, note)


def tells(text: str) -> bool:
    """Whether a note has enough words to be known by them, wherever it is."""
    return len(word_list(text)) >= _TELLING

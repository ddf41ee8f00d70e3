"""The present text: where the passages of the ledger are now, and which words they have."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, takewhile
from typing import Final

from briefsite.ledger.addressable import PASSAGES, Addressable, AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.note_matching import match_notes
from briefsite.ledger.overrides import Ruled, Ruling, resolve_rulings
from briefsite.ledger.recognition import Recognized, recognize
from briefsite.ledger.similarity import ANYWHERE, alike, normalized
from briefsite.paragraphs.paragraph import Assembly
from briefsite.problems.collector import Problems
from briefsite.reading.alignment import Alignment, Border, Span, nearest_stretch, still_alike
from briefsite.reading.known_text import KnownText, KnownWords
from briefsite.reading.note_answers import own_notes
from briefsite.reading.note_units import note_units, ordered_notes
from briefsite.source.note_text import NoteText
from briefsite.source.passage import Passage
from briefsite.words import squeezed
from briefsite.writing.segmentation import word_spans

#: Neighbours are together as long as not more than so many times their number of passages are between the outermost.
_TOGETHER: Final = 3


@dataclass(frozen=True, slots=True)
class PresentPassage:
    """A paragraph (`item` None) or list item of the running text (`note` 0) or of a note, counted from 1."""

    note: int
    paragraph: int
    item: int | None
    passage: Passage

    @property
    def text(self) -> str:
        """Its words, with single blanks."""
        return squeezed(self.passage.text)


@dataclass(frozen=True)
class PresentWords:
    """What became of known words: the `parts` of the text in which they may be, and the alignment of both.

    `low` and `high` are the offsets of the words in the old text, `end` that of the end of their passage.
    """

    parts: tuple[PresentPassage, ...]
    alignment: Alignment
    low: int
    high: int
    end: int

    @cached_property
    def _begins(self) -> Sequence[int]:
        """The position of the first word of each part, among the words of all; last, the number of words."""
        return [0, *accumulate(len(word_spans(part.text)) for part in self.parts)]

    def quoted(self) -> tuple[PresentPassage, Span] | None:
        """The words that are there now: their passage, and their offsets in its text. None if nothing is left of them.

        They are those in the same place, or else, since sentences may change places, those most like them. Where they
        have become part of two passages, they are those of the passage that has more of them.
        """
        words = self.alignment.old[self.low : self.high]
        span = self.alignment.span(self.low, self.high)
        if span is None or not still_alike(words, self.alignment.new[slice(*span)]):
            span = nearest_stretch(self.alignment.new, words)
        return None if span is None else self._cut(span)

    def _cut(self, span: Span) -> tuple[PresentPassage, Span]:
        begin, cut = 0, []
        for part in self.parts:
            end = begin + len(part.text)
            if max(span[0], begin) < min(span[1], end):
                cut.append((part, (max(span[0], begin) - begin, min(span[1], end) - begin)))
            begin = end + 1
        return max(cut, key=lambda found: found[1][1] - found[1][0])

    @property
    def instead(self) -> str:
        """What is in the place of the words, even if it is not at all like them."""
        span = self.alignment.span(self.low, self.high)
        return self.alignment.new[slice(*span)] if span else ""

    @property
    def border(self) -> Border | None:
        """Where the words begin now, as positions among the words of all parts.

        None if nothing is left of their passage from them on.
        """
        return self.alignment.border(self.low) if self.alignment.span(self.low, self.end) else None

    def place(self, word: int) -> tuple[PresentPassage, int]:
        """The part that has a word, and the word's offset in the part's passage."""
        at = max(index for index, begin in enumerate(self._begins[:-1]) if begin <= word)
        part = self.parts[at]
        return part, word_spans(part.passage.text)[word - self._begins[at]][0]

    def words_from(self, low: int, high: int) -> range:
        """The positions of the words from `low` to `high`, both included, as far as there are words."""
        return range(max(low, 0), min(high + 1, self._begins[-1]))

    def begins_part(self, word: int) -> bool:
        """Whether a part begins with the word."""
        return word in self._begins


class PresentText:
    """The present paragraphs, and which of them are passages of the ledger."""

    def __init__(
        self, known: KnownText, assembly: Assembly, printed: Sequence[NoteText], rulings: Sequence[Ruling]
    ) -> None:
        self.known, self.assembly, self.printed, self.rulings = known, assembly, printed, rulings

    @property
    def ledger(self) -> Ledger:
        """The ledger of the last version."""
        return self.known.ledger

    @cached_property
    def parts(self) -> tuple[PresentPassage, ...]:
        """All paragraphs and list items of the running text, in its order."""
        return tuple(_parts(0, self.assembly))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words of each of them."""
        return tuple(part.text for part in self.parts)

    @cached_property
    def _units(self) -> list[Addressable]:
        kinds: list[AddressKind] = ["paragraph" if part.item is None else "item" for part in self.parts]
        return [Addressable(kind, text, "") for kind, text in zip(kinds, self.texts, strict=True)]

    @cached_property
    def _recognized(self) -> Recognized:
        ruled = resolve_rulings(self.rulings, self.ledger, self._units, Problems()) if self.rulings else Ruled()
        return recognize(self.ledger, self._units, ruled)

    @cached_property
    def _now(self) -> Mapping[str, int]:
        return {address: unit for unit, address in self._recognized.same.items()}

    def passage(self, address: str) -> PresentPassage | None:
        """The paragraph, list item or heading that has an address; None if none has it: it may be inside another."""
        record = self.ledger.by_id.get(address)
        if record is not None and record.kind == "title":
            return self.heading(record.wording)
        return self.parts[self._now[address]] if address in self._now else None

    def heading(self, wording: str) -> PresentPassage | None:
        """The paragraph that is most like a heading of the last version, and is no passage of it; None if none is.

        It has not the words of another heading of that version, which would be the one that is there still.
        """
        known = {normalized(record.wording) for record in self.ledger.records if record.kind == "title" and record.live}
        known.discard(normalized(wording))
        others = [
            part
            for unit, part in enumerate(self.parts)
            if part.item is None and unit not in self._recognized.same and normalized(part.text) not in known
        ]
        likeness = {part.paragraph: alike(wording, part.text) for part in others}
        best = max(others, key=lambda part: likeness[part.paragraph], default=None)
        return best if best is not None and likeness[best.paragraph] >= ANYWHERE else None

    @cached_property
    def _notes(self) -> Mapping[str, int]:
        notes = own_notes(self.assembly, self.printed)
        passages = {(part.paragraph, part.item): unit for unit, part in enumerate(self.parts)}
        pages = dict.fromkeys(range(len(self.assembly.paragraphs)), "")
        units = [*self._units, *note_units(notes, pages, passages, len(self.parts))]
        same = match_notes(self.ledger, units, self._recognized.went).same
        places = {note.address: number for number, note in enumerate(notes)}
        return {
            same[unit]: places[note.address]
            for unit, note in enumerate(ordered_notes(notes), len(self.parts))
            if unit in same
        }

    def note(self, address: str) -> int | None:
        """The position, among the notes of the source, of the one that has an address."""
        return self._notes.get(address)

    def having(self, known: KnownWords, *, around: bool = False) -> PresentWords | None:
        """What became of known words; None if their passage is no longer in the text.

        With `around`, its neighbours are taken together with it: a part may have gone to one of them.
        """
        record = known.record
        if record.kind in {"title", "section"}:
            heading = self.heading(known.wording)
            parts: tuple[PresentPassage, ...] = () if heading is None else (heading,)
            wordings = {record.id: known.wording}
        elif record.kind not in PASSAGES:
            number = self._notes.get(record.id)
            parts = tuple(_parts(number + 1, self.assembly)) if number is not None else ()
            wordings = {record.id: known.wording}
        else:
            into = self.ledger.resolve(record.id) or record
            addresses, units = self._relatives(into.id)
            if around and units:
                addresses, units = self._around(into.id)
            parts = tuple(self.parts[unit] for unit in units)
            wordings = {a: known.wording if a == record.id else self.ledger.by_id[a].wording for a in addresses}
        if not parts:
            return None
        if record.id not in wordings:  # it was merged into one of them before
            wordings = {record.id: known.wording}
        before = sum(len(wordings[a]) + 1 for a in takewhile(lambda a: a != record.id, wordings))
        alignment = Alignment(" ".join(wordings.values()), " ".join(part.text for part in parts))
        end = before + len(known.wording)
        return PresentWords(parts, alignment, before + known.low, min(before + known.high, end), end)

    def _around(self, address: str) -> tuple[Sequence[str], Sequence[int]]:
        """The relatives of a passage and of its two neighbours, and what is between them in the text."""
        order = [record.id for record in self.known.passages]
        at = order.index(address) if address in order else 0
        found = [self._relatives(near) for near in (address, *order[max(at - 1, 0) : at], *order[at + 1 : at + 2])]
        addresses = {gone for gones, _ in found for gone in gones}
        units = sorted({unit for _, own in found for unit in own})
        stretch = range(units[0], units[-1] + 1)
        # Where one of them was moved far away, what is between is not theirs.
        together = stretch if len(stretch) <= _TOGETHER * len(units) else units
        return sorted(addresses, key=lambda gone: order.index(gone) if gone in order else -1), together

    def _relatives(self, address: str) -> tuple[Sequence[str], Sequence[int]]:
        """The passages of the ledger, and those of the text, that share words with the passage `address`.

        Both in reading order. A passage that was split has several of the text, one with which others were merged
        several of the ledger.
        """
        found = self._recognized
        pairs = [(gone, unit) for pairs in (found.same, found.split) for unit, gone in pairs.items()]
        pairs += [*found.inside.items(), *found.converted.items()]
        addresses, units = {address}, set[int]()
        grown = True
        while grown:
            size = len(addresses) + len(units)
            units |= {unit for gone, unit in pairs if gone in addresses}
            addresses |= {gone for gone, unit in pairs if unit in units}
            grown = len(addresses) + len(units) > size
        order = {record.id: at for at, record in enumerate(self.known.passages)}
        return sorted(addresses, key=lambda gone: order.get(gone, -1)), sorted(units)


def _parts(note: int, assembly: Assembly) -> Iterator[PresentPassage]:
    for number, paragraph in enumerate(assembly.notes[note - 1] if note else assembly.paragraphs):
        yield from (PresentPassage(note, number, item, passage) for item, passage in paragraph.passages())


def position_of(text: Passage, part: Passage, offset: int) -> int:
    """The position in `text` of the character at `offset` of a part of it, from which line ends may be gone."""
    return bisect_left(range(len(text)), part.place(offset), key=text.place)

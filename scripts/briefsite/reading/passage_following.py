"""Follows the quotations that name paragraphs, notes and words, once there are paragraphs.

First those of the rulings on addresses: they say which paragraph is which passage of the ledger. Then the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.record import Record
from briefsite.paragraphs.paragraph import Assembly
from briefsite.paragraphs.quotation_index import Spot
from briefsite.problems.collector import Problems
from briefsite.reading.addressables import edition_rulings
from briefsite.reading.alignment import Span
from briefsite.reading.followed import Findings, Followed, meant_address
from briefsite.reading.known_text import KnownText, KnownWords
from briefsite.reading.present_text import PresentText
from briefsite.reading.quotations import Quotation, Use, quotations
from briefsite.source.emendation import quotation
from briefsite.source.note_text import NoteText
from briefsite.words import squeezed
from briefsite.writing.segmentation import word_spans

#: The first words that are quoted where an address is given.
_OF_ADDRESS: Final = 6
#: The paragraphs after one that may tell it from another that is the same.
_FOLLOWING: Final = 3
_IN_TURN: Final[tuple[frozenset[Use], ...]] = (frozenset({"ruling"}), frozenset({"opening", "evidence", "note"}))


def follow_passages(
    followed: Followed, known: KnownText, assembly: Assembly, printed: Sequence[NoteText], problems: Problems
) -> Followed:
    """The edition with the quotations that name paragraphs, notes and words of them.

    What refers to passages that are no longer in the text is in its `gone`: `withdrawals` complains of it.

    Problems: Q01 for words that have changed, Q02 for an address that was never given and for a page without text, Q03
    for words of which nothing is left.
    """
    for uses in _IN_TURN:
        rulings = () if "ruling" in uses else edition_rulings(followed.edition, followed.located)
        findings = Findings(followed, problems)
        of_uses = [found for found in quotations(followed.edition) if found.use in uses]
        _PassageFollower(known, PresentText(known, assembly, printed, rulings), findings).follow(of_uses)
        followed = findings.result()
    return followed


@dataclass(frozen=True)
class _PassageFollower:
    """Follows quotations of one edition. What it finds goes into `findings`."""

    known: KnownText
    present: PresentText
    findings: Findings

    @property
    def assembly(self) -> Assembly:
        return self.present.assembly

    def follow(self, named: Collection[Quotation]) -> None:
        missing: list[tuple[Quotation, KnownWords]] = []
        begun: dict[Quotation, int] = {}
        for found in named:
            times = self._times(found, found.words)
            had = self._known(found, times)
            if had is None:
                if found.use == "opening" and times == 1:
                    begun[found] = self.assembly.quotations.begun_by(found.words)[0]
            elif found.use == "evidence":
                self._evidence(found, had, times)
            elif found.use == "note":
                self._note(found, had, times)
            elif (spot := self._spot_of(found, had)) is not None:
                begun[found] = spot[0]
                self._say(found, had.record, self._beginning(found, spot), times)
            elif had.record.kind == "item" and found.use == "opening" and self.present.having(had) is not None:
                self.findings.unusable(found)
            else:
                missing.append((found, had))
        for found, had in missing:
            self._missing(found, had, begun)

    def _known(self, found: Quotation, times: int) -> KnownWords | None:
        """The passage that is meant by an address, or by words that no longer name one place.

        None for words that do, and for words that were never in the text: the step that needs them complains.
        """
        if address := meant_address(found):
            had = self.known.addressed(address)
            if had is None and times != 1:
                self.findings.unusable(found)
            return had
        if times == 1:
            return None
        match found.use:
            case "evidence":
                return self.known.quoted(found.words)
            case "note":
                among = self._notes_of(found)
                return self.known.note_begun_by(
                    found.words, lambda record: (at := self.present.note(record.id)) is None or at in among
                )
            case "opening":
                return self.known.begun_by(found.words) or self.known.headed(found.words) or self._of_section(found)
            case _:
                return self.known.begun_by(found.words, items=found.use == "ruling")

    def _of_section(self, found: Quotation) -> KnownWords | None:
        """The heading with which a section of the last version begins: the words quoted are all that is known of it."""
        if "sections" not in found.path:
            return None
        page, section = int(found.path[1]), int(found.path[3])
        record = self.known.ledger.by_id.get(self.findings.followed.edition.pages[page].sections[section].id)
        live = record is not None and record.kind == "section" and record.live
        return KnownWords(record, squeezed(found.words), 0, len(squeezed(found.words))) if record and live else None

    def _times(self, found: Quotation, words: str) -> int:
        """How many places of the present text are named by words, if they are used as a quotation is."""
        match found.use:
            case "opening":
                return len(self.assembly.quotations.begun_by(words))
            case "evidence":
                return len(self.assembly.quotations.places(words))
            case "note":
                pattern = quotation(words)
                return sum(1 for at in self._notes_of(found) if pattern.match(self._note_text(at)))
            case _:
                said = squeezed(words)
                return sum(1 for text in self.present.texts if text.startswith(said))

    def _say(self, found: Quotation, record: Record, words: str | None, times: int, now: str = "") -> None:
        """Goes on with `words`. None if no words tell the place from others: the step that needs them complains."""
        if words is not None and meant_address(found):
            self.findings.address(found, words)
        elif words is not None:
            self.findings.words(found, record, words, times=times, now=now)

    # -- words in the text ------------------------------------------------------------------------------------------

    def _evidence(self, found: Quotation, had: KnownWords, times: int) -> None:
        whole = self.present.passage(had.record.id) if meant_address(found) else None
        now = self.present.having(had)
        if whole is not None:
            self._say(found, had.record, whole.text, times)
        elif now is None:
            self.findings.withdrawn(found, had.record)
        elif (place := now.quoted()) is None:
            self.findings.left_out(found, had.record, now.instead)
        else:
            part, span = place
            enough = _widened(part.text, span, lambda words: self._times(found, words) == 1)
            self._say(found, had.record, enough, times, part.text[slice(*span)])

    # -- beginnings -------------------------------------------------------------------------------------------------

    def _spot(self, record: Record, *, items: bool) -> Spot | None:
        """The paragraph, or with `items` the item of a list, that is the passage of a record."""
        part = self.present.passage(record.id)
        return (part.paragraph, part.item) if part and (items or part.item is None) else None

    def _spot_of(self, found: Quotation, had: KnownWords) -> Spot | None:
        """Where known words are that begin something: a heading, or a passage, with the heading if that was quoted."""
        if had.record.kind in {"title", "section"}:
            heading = self.present.heading(had.wording)
            return (heading.paragraph, None) if heading else None
        spot = self._spot(had.record, items=found.use == "ruling")
        with_heading = found.use == "opening" and len(squeezed(found.words)) > len(had.text) > 0
        if spot and with_heading and spot[0] and self.assembly.paragraphs[spot[0] - 1].kind == "heading":
            return spot[0] - 1, None
        return spot

    def _text(self, spot: Spot) -> str:
        return squeezed(self.assembly.paragraphs[spot[0]].passage(spot[1]).text)

    def _beginning(self, found: Quotation, spot: Spot) -> str | None:
        """The first words of a passage; of one that is the same as another, with the beginning of what follows."""
        number, _ = spot
        text = self._text(spot)
        if found.use == "ruling":
            return self._first_words(found, text)
        following = range(number + 1, min(number + 1 + _FOLLOWING, len(self.assembly.paragraphs)))
        whole = " ".join([text, *(self._text((other, None)) for other in following)])
        begun = (self._first_words(found, words) for words in (text, whole))
        return next((words for words in begun if words), None)

    def _first_words(self, found: Quotation, text: str) -> str | None:
        """The first words of a text, as many as were quoted, or as many more as name no other place."""
        count = _OF_ADDRESS if meant_address(found) else len(word_spans(found.words))
        ends = [end for _, end in word_spans(text)]
        for end in ends[count - 1 :] or ends[-1:]:
            for words in (text[:end].rstrip(",;:"), text[:end]):
                if self._times(found, words) == 1:
                    return words
        return None

    def _missing(self, found: Quotation, had: KnownWords, begun: dict[Quotation, int]) -> None:
        """Goes on with the next passage where the first one of a page or section is inside another paragraph now."""
        record = had.record
        following = self._following(found, record, begun) if found.use == "opening" else None
        if self.present.having(had) is None:
            self.findings.withdrawn(found, record, following[1] if following else "")
        elif following is not None:
            other, words = following
            self.findings.elsewhere(found, record, words, other.id if meant_address(found) else words)
        elif found.use == "ruling" or "sections" in found.path or found.key == "":
            self.findings.left_out(found, record)  # a ruling, a section, or one of several stretches of a page
        else:
            self.findings.without_text(found, record)

    def _following(self, found: Quotation, record: Record, begun: dict[Quotation, int]) -> tuple[Record, str] | None:
        """The next passage of a page or section whose first one is gone, and the words with which it begins."""
        is_section = "sections" in found.path
        if record.kind not in PASSAGES and (is_section or not found.key):
            return None  # of a heading inside a page, the ledger doesn't say what followed it
        taken = {number for other, number in begun.items() if ("sections" in other.path) == is_section}
        for other in self.known.after(record):
            spot = self._spot(other, items=False)
            if spot is not None and spot[0] in taken:
                return None
            if spot is not None and (words := self._beginning(found, spot)):
                begun[found] = spot[0]
                return other, words
        return None

    # -- notes ------------------------------------------------------------------------------------------------------

    def _notes_of(self, found: Quotation) -> Collection[int]:
        """The notes of the source with the number of an entry, by their positions."""
        label = self.findings.followed.edition.notes[int(found.path[1])].label
        return [at for at, note in enumerate(self.present.printed) if note.label == label]

    def _note_text(self, at: int) -> str:
        return squeezed(" ".join(paragraph.whole.text for paragraph in self.assembly.notes[at]))

    def _note(self, found: Quotation, had: KnownWords, times: int) -> None:
        at = self.present.note(had.record.id)
        if at is None:
            self.findings.withdrawn(found, had.record)
        else:
            self._say(found, had.record, self._first_words(found, self._note_text(at)), times)


def _widened(text: str, span: Span, unique: Callable[[str], bool]) -> str | None:
    """The words at `span`, with as many words behind, and then before them, as they need to be unique."""
    low, high = span
    ends = [high, *(end for _, end in word_spans(text) if end > high)]
    begins = [begin for begin, _ in reversed(word_spans(text)) if begin < low]
    for begin, end in [*((low, end) for end in ends), *((begin, ends[-1]) for begin in begins)]:
        if unique(text[begin:end]):
            return text[begin:end]
    return None

"""The known text: the passages of the ledger, with every wording that they ever had, to find old quotations in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from briefsite.ledger.addressable import PASSAGES, AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reading_order import in_reading_order
from briefsite.ledger.record import Record
from briefsite.paragraphs.quotation_index import QuotationIndex, quotation_index
from briefsite.words import squeezed

_TITLES: Final[AbstractSet[AddressKind]] = frozenset({"title"})


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words of the passage or note `record`: from `low` to `high` of a `wording` of it, the last or an earlier one."""

    record: Record
    wording: str
    low: int
    high: int

    @property
    def text(self) -> str:
        """The words."""
        return self.wording[self.low : self.high]


@dataclass(frozen=True)
class KnownText:
    """What the ledger knows of the text."""

    ledger: Ledger

    @cached_property
    def passages(self) -> Sequence[Record]:
        """The paragraphs and list items of the last version, in reading order."""
        return in_reading_order(record for record in self.ledger.records if record.kind in PASSAGES and record.live)

    @cached_property
    def _index(self) -> QuotationIndex:
        spots = ((number, None if record.kind == "paragraph" else 0) for number, record in enumerate(self.passages))
        return quotation_index(zip(spots, (record.wording for record in self.passages), strict=True))

    def addressed(self, address: str) -> KnownWords | None:
        """All words of the passage or note that has, or had, an address; None if there never was one."""
        record = self.ledger.by_id.get(address)
        if record is None or record.kind not in PASSAGES | {"note", "title"}:
            return None
        return KnownWords(record, record.wording, 0, len(record.wording))

    def after(self, record: Record) -> Iterator[Record]:
        """The paragraphs of the last version that were on the page of a passage, and came after it.

        A heading is that with which the page began.
        """
        order = in_reading_order(other for other in self.ledger.records if other.kind in PASSAGES)
        behind = order[order.index(record) + 1 :] if record.kind in PASSAGES else order
        return (other for other in behind if (other.live, other.kind, other.page) == (True, "paragraph", record.page))

    def begun_by(self, words: str, *, items: bool = False) -> KnownWords | None:
        """The one paragraph (with `items`, also list item) that begins with `words`, or once began.

        None if it isn't clear which.
        """
        found = self._index.begun_by(words)
        if found:
            records = [self.passages[number] for number in found]
            return _only(KnownWords(record, record.wording, 0, len(squeezed(words))) for record in records)
        return self._once(words, _at_beginning, PASSAGES if items else frozenset({"paragraph"})) or self._once(
            words, _at_beginning, _TITLES
        )

    def headed(self, words: str) -> KnownWords | None:
        """The one paragraph that follows a title, where `words` are the title and the beginning of the paragraph."""
        said = squeezed(words)
        titles = {record.wording for record in self.ledger.records if record.kind == "title" and record.live}
        for title in sorted(titles, key=len, reverse=True):
            if said.startswith(f"{title} "):
                return self.begun_by(said[len(title) + 1 :])
        return None

    def quoted(self, words: str) -> KnownWords | None:
        """The one passage that has `words` in it, or once had; None if it isn't clear which."""
        for said in _spellings(squeezed(words)):
            found = self._index.places(said)
            if found:
                records = [self.passages[number] for number, _ in found]
                return _only(_within(record, record.wording, record.wording.find(said), said) for record in records)
        kinds: tuple[AbstractSet[AddressKind], ...] = (PASSAGES, frozenset({"note"}), _TITLES)
        return next((had for kind in kinds if (had := self._once(words, str.find, kind))), None)

    def note_begun_by(self, words: str, among: Callable[[Record], bool]) -> KnownWords | None:
        """The one note, of those that `among` allows, that begins with `words`, or once began."""
        return self._once(words, _at_beginning, frozenset({"note"}), among)

    def _once(
        self,
        words: str,
        find: Callable[[str, str], int],
        kinds: AbstractSet[AddressKind],
        among: Callable[[Record], bool] = lambda _: True,
    ) -> KnownWords | None:
        """The only passage that has, or once had, the words; one that is gone counts only if no other had them."""
        records = [record for record in self.ledger.records if record.kind in kinds and among(record)]
        states = (
            [record for record in records if record.live],
            [record for record in records if record.into],
            [record for record in records if record.state == "withdrawn"],
        )
        for own in states:
            found = {known.record.id: known for known in _had(own, words, find)}
            if found:
                return _only(found.values())
        return None


def _had(records: Iterable[Record], words: str, find: Callable[[str, str], int]) -> Iterator[KnownWords]:
    """For each wording of the records that has the words, the last one at the end."""
    for record in records:
        for wording in (*(text for text, _ in record.earlier), record.wording):
            for said in _spellings(squeezed(words)):
                if (low := find(wording, said)) >= 0:
                    yield _within(record, wording, low, said)


def _within(record: Record, wording: str, low: int, said: str) -> KnownWords:
    return KnownWords(record, wording, low, low + len(said))


def _only(found: Iterable[KnownWords]) -> KnownWords | None:
    known = list(found)
    return known[0] if len(known) == 1 else None


def _at_beginning(wording: str, words: str) -> int:
    """0 if a wording begins with the words, and a word ends there; else -1."""
    return 0 if wording.startswith(words) and not wording[len(words) :][:1].isalnum() else -1


def _spellings(words: str) -> Iterator[str]:
    """The words, also without the blank, and without the hyphen, that a broken line leaves inside a word."""
    yield words
    if re.search(r"\w- \w", words):
        yield re.sub(r"(?<=\w)- (?=\w)", "-", words)
        yield re.sub(r"(?<=\w)- (?=\w)", "", words)

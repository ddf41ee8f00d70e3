"""All wordings in which the words of a quotation may be: those of today, those received, and those of earlier versions.

In: a publication. Out: blocks, in each of which one wording follows on the other as in the text, so that a quotation
may run from one to the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from briefsite.ledger.addressable import PASSAGES, AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.listing import ListedSite
from briefsite.ledger.marks import unmarked
from briefsite.ledger.record import Record
from briefsite.ledger.version import DRAFT, VersionId
from briefsite.ledger.version_links import last_kept
from briefsite.ledger.wordings import edits, is_renumbered, unchanged_since
from briefsite.page_path import PagePath
from briefsite.paragraphs.paragraph import Paragraph
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.source.emendation import emended_in
from briefsite.source.marker import markers
from briefsite.source.passage import Passage
from briefsite.words import squeezed

#: Where words are; an `editors` place has words that the editors wrote.
QuotedPlace = Literal["passage", "heading", "note", "editors’ note", "editors’ heading"]
#: Whether a wording is that of today, that of the received text before an emendation, or one of an earlier version.
WordingState = Literal["now", "received", "earlier"]
#: The kinds whose earlier wordings are searched.
_KINDS: Final[Mapping[AddressKind, QuotedPlace]] = {
    "paragraph": "passage",
    "item": "passage",
    "note": "note",
    "title": "heading",
    "page": "editors’ heading",
    "section": "editors’ heading",
}


@dataclass(frozen=True, slots=True)
class EmendedWords:
    """An emendation in a received wording: the words received at `low`..`high`, the reading now, and its URL."""

    low: int
    high: int
    received: str
    read: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchedWording:
    """A wording of an address of an edition: what it is `called` ("¶ 9"), the live `url`, and `kept`, the URL for good.

    `since` is the version since which it has been so, `until` the one that changed it (None: today's). `kept` is empty
    if no version that can be read has the wording. `again` marks one that is in the index in another form, too.
    """

    edition: str
    address: str
    called: str
    place: QuotedPlace
    state: WordingState
    text: str
    url: str
    kept: str = ""
    since: VersionId = DRAFT
    until: VersionId | None = None
    gone: bool = False
    emended: tuple[EmendedWords, ...] = ()
    again: bool = False


WordingBlock = tuple[SearchedWording, ...]


def searched_wordings(edition: str, publication: Publication, at: ListedSite) -> Iterator[WordingBlock]:
    """All wordings of an edition. `edition` is its name, `at` where it is on the site."""
    maker = _Wordings(edition, publication, at)
    yield from maker.text()
    yield from maker.notes()
    yield from maker.editors_headings()
    yield from maker.earlier()


@dataclass(frozen=True)
class _Wordings:
    edition: str
    publication: Publication
    at: ListedSite

    @cached_property
    def without_text(self) -> Collection[str]:
        """The addresses of notes that are the editors' alone. A note that is gone is taken for what all others are."""
        notes = self.publication.notes
        own = {note.address for note in notes if note.text}
        gone = () if own else (record.id for record in self.publication.ledger.records if record.kind == "note")
        return {*(note.address for note in notes), *gone} - own

    # -- the text of today, and as received -------------------------------------------------------------------------

    def text(self) -> Iterator[WordingBlock]:
        """The passages in their order, then those with marks, those around headings, and those received."""
        numbered, marked, received = [], [], []
        for number, paragraph in enumerate(self.publication.paragraphs):
            page = self.publication.leaf(number).at.path
            for item, passage in paragraph.passages():
                address = self.publication.addresses.of(number, item)
                found = self._now(address, "passage" if paragraph.numbered else "heading", unmarked_text(passage))
                numbered.append((paragraph, found))
                if found.text != passage.text:
                    marked.append((replace(found, text=passage.text, again=True),))
                received += [(replace(found, again=False),) for found in self._received(found, passage, page)]
        yield tuple(found for _, found in numbered)
        yield from _around_headings(numbered)
        yield from marked
        yield from received

    def _now(self, address: str, place: QuotedPlace, text: str) -> SearchedWording:
        record = self.publication.ledger.by_id.get(address)
        called = self.publication.called(address) if place in {"passage", "note", "editors’ note"} else _named(text)
        if record is None:
            return SearchedWording(self.edition, address, called, place, "now", text, self.at.own("/", address))
        since = unchanged_since(self.publication.ledger, record)
        kept = "" if since == DRAFT else self._kept(record, DRAFT)
        url = self._url(record)
        return SearchedWording(self.edition, address, called, place, "now", text, url, kept, since)

    def _received(self, now: SearchedWording, passage: Passage, page: str) -> Iterator[SearchedWording]:
        """A passage as it was before its emendations, with and without the marks of notes; nothing if it has none."""
        if not emended_in(passage):
            return
        text, emended, seen = "", [], set[int]()
        by_index = {correction.index: correction for correction in self.publication.corrections}
        ids, source = self.publication.emendation_ids, self.publication.source.text
        for run in passage.runs:
            if run.emendation is None:
                text += run.text
            elif run.emendation not in seen:
                seen.add(run.emendation)
                correction = by_index[run.emendation]
                url = self.at.own(page, ids.get(run.emendation, {}).get(page, now.address))
                old, new = squeezed(correction.old), squeezed(correction.new)
                # Where words were taken out, a blank before or behind them went, too.
                text += " " if source[: correction.start][-1:].isspace() else ""
                low = len(text)
                text += correction.old
                emended.append(EmendedWords(low, len(text), old, new, url))
                text += " " if source[correction.end : correction.end + 1].isspace() else ""
        yield replace(now, state="received", text=text, emended=tuple(emended))
        if unmarked(text) != text:
            yield replace(now, state="received", text=unmarked(text), emended=())

    # -- notes and headings -----------------------------------------------------------------------------------------

    def notes(self) -> Iterator[WordingBlock]:
        """The notes, with the author's words or else the editors'."""
        for note in self.publication.notes:
            for passage, text in _of_note(note):
                found = self._now(note.address, "note" if note.text else "editors’ note", text)
                yield (found,)
                if passage is not None:
                    page = self.publication.home(note).at.path
                    yield from ((received,) for received in self._received(found, passage, page))

    def editors_headings(self) -> Iterator[WordingBlock]:
        """The titles of pages and sections, which the editors wrote."""
        for record in self.publication.ledger.records:
            if record.live and record.kind in {"page", "section"}:
                yield (self._now(record.id, "editors’ heading", record.wording),)

    # -- earlier wordings -------------------------------------------------------------------------------------------

    def earlier(self) -> Iterator[WordingBlock]:
        """The wordings that were changed, and the last ones of what was withdrawn or went into another address."""
        ledger = self.publication.ledger
        for record in ledger.records:
            if record.kind not in _KINDS:
                continue
            since = record.since
            for edit in edits(record):
                if not is_renumbered(ledger, record, edit) and squeezed(edit.before) != squeezed(record.wording):
                    yield from self._past(record, edit.before, since, edit.on, ledger)
                since = edit.on
            if record.until is not None and record.state in {"withdrawn", "merged"}:
                yield from self._past(record, record.wording, since, record.until, ledger)

    def _past(
        self, record: Record, text: str, since: VersionId, on: VersionId, ledger: Ledger
    ) -> Iterator[WordingBlock]:
        called, place = _named(text), _KINDS[record.kind]
        if record.kind in PASSAGES:
            called = self.publication.called(record.id)
        elif record.kind == "note":
            called = self.publication.strings.text("common.note", number=ledger.labels.get(record.id, record.id))
            place = "editors’ note" if record.id in self.without_text else "note"
        found = SearchedWording(
            self.edition,
            record.id,
            called,
            place,
            "earlier",
            text,
            self._url(record),
            self._kept(record, on),
            since,
            on,
            gone=not record.live,
        )
        yield (found,)
        if unmarked(text) != text:
            yield (replace(found, text=unmarked(text)),)

    # -- URLs -------------------------------------------------------------------------------------------------------

    def _url(self, record: Record) -> str:
        return self.at.own(record.page, "" if record.kind == "page" else record.id)

    def _kept(self, record: Record, on: VersionId) -> str:
        """The URL in the last version before `on` that can be read and has the record; empty if there is none."""
        kept = last_kept(self.publication.ledger, record, on)
        if kept is None:
            return ""
        page, _, fragment = kept[1].partition("#")
        path = PagePath.of(page).under(self.at.path).url(self.at.site)
        return path if record.kind == "page" else f"{path}#{fragment}"


def unmarked_text(passage: Passage) -> str:
    """What a passage says, without the marks of its notes."""
    text, at = "", 0
    for marker in markers(passage):
        text += passage.text[at : max(at, marker.start)]
        at = max(at, marker.end)
        if text[-1:].isalnum() and passage.text[at : at + 1].isalnum():
            text += " "
    return text + passage.text[at:]


def _of_note(note: Note) -> Iterator[tuple[Passage | None, str]]:
    for paragraph in note.text:
        for _, passage in paragraph.passages():
            yield passage, passage.text
            if unmarked_text(passage) != passage.text:
                yield None, unmarked_text(passage)
    if not note.text and note.comment:
        yield None, note.comment


def _around_headings(numbered: Sequence[tuple[Paragraph, SearchedWording]]) -> Iterator[WordingBlock]:
    """The passages before and after headings, as who quotes across them leaves them out."""
    before: SearchedWording | None = None
    after_heading = False
    for paragraph, found in numbered:
        if paragraph.numbered:
            if after_heading and before:
                yield replace(before, again=True), replace(found, again=True)
            before = found
        after_heading = not paragraph.numbered


def _named(text: str) -> str:
    return f"“{squeezed(text)}”"

"""The publication: everything that the pages are made from, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from briefsite.edition.extras import IndexName
from briefsite.edition.model import Edition
from briefsite.language.strings import ENGLISH, Strings
from briefsite.ledger.address import label, spoken
from briefsite.ledger.former import FormerAddress, former_addresses
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import Record
from briefsite.ledger.version import DRAFT, VersionId
from briefsite.ledger.version_links import version_path
from briefsite.ledger.wordings import unchanged_since
from briefsite.page_path import PagePath
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.reading.addressables import Addresses
from briefsite.reading.editorial_change import EditorialChange
from briefsite.reading.emended_places import emended_on, emended_places
from briefsite.reading.listings import cards, turns
from briefsite.reading.name_index import mentioned
from briefsite.reading.note import Citation, Note, citations_in_notes, citations_in_paragraphs, notes_on_works
from briefsite.reading.outline import Leaf, Outline
from briefsite.reading.timeline import DatedEvent, ordered_events
from briefsite.source.emendation import Correction, emended_in
from briefsite.source.furniture import TakenOut
from briefsite.source.note_text import TextAndNotes
from briefsite.source.source import Source
from briefsite.source.typewriting import Convention
from briefsite.works.bibliography import Bibliography
from briefsite.works.reference_html import in_its_language
from briefsite.works.style import Style
from briefsite.works.styles import STYLES


@dataclass(frozen=True)
class Publication:
    """An edition, read, resolved and addressed. `references` holds each work's reference as an HTML fragment.

    `released` is the ledger of the last version, `ledger` has the draft besides. A `frozen` one is a version, read from
    its file, and `current` the ledger that has all versions. `edited` has, for each kept version but the first, and
    for the draft, what the editors say otherwise than in the version before. `styles` are the citation styles.
    `strings` are the texts of the interface, `images` the files of the document's images by their names.
    """

    edition: Edition
    source: Source
    corrections: tuple[Correction, ...]
    apparatus: TextAndNotes
    assembly: Assembly
    outline: Outline
    notes: tuple[Note, ...]
    bibliography: Bibliography
    references: Mapping[str, str]
    addresses: Addresses
    released: Ledger
    ledger: Ledger
    conventions: Mapping[Convention, int] = field(default_factory=dict)
    furniture: tuple[TakenOut, ...] = ()
    frozen: bool = False
    edited: Mapping[VersionId, tuple[EditorialChange, ...]] = field(default_factory=dict)
    current: Ledger | None = None
    styles: tuple[Style, ...] = STYLES
    strings: Strings = ENGLISH
    images: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def version(self) -> VersionId | None:
        """The last version; None before the first release."""
        return self.released.latest.id if self.released.latest else None

    @cached_property
    def waiting(self) -> tuple[Record, ...]:
        """The addresses about which something waits for a release, but for headings: they follow from pages."""
        changed = (record for record in self.ledger.records if self.released.by_id.get(record.id) != record)
        return tuple(record for record in changed if record.kind != "heading")

    @property
    def doi(self) -> str:
        """The DOI of the words as they are here: of their version, else of all versions; "" if there is none.

        What waits for a release is in no version, and an earlier version is not what all versions lead to.
        """
        if self.version is not None and (self.frozen or not self.is_draft):
            own = self.edition.dois.of_version(str(self.version))
            if own or self.frozen:
                return own
        return self.edition.dois.of_all

    @property
    def landing_doi(self) -> str:
        """The DOI that leads to this site: of all versions if there is one; an earlier version has its own only."""
        return self.doi if self.frozen else self.edition.dois.of_all or self.doi

    @property
    def edited_in_draft(self) -> tuple[EditorialChange, ...]:
        """What the editors say otherwise than in the last version."""
        return self.edited.get(DRAFT, ())

    @property
    def is_draft(self) -> bool:
        """Whether anything waits for a release."""
        return self.version is None or bool(self.waiting) or bool(self.edited_in_draft)

    def draft_of(self, address: str) -> Literal["", "new", "changed", "moved"]:
        """Whether an address is new in the draft, or its words, or else its page, have changed since the last version.

        Before the first version nothing is told apart: all is a draft.
        """
        record, released = self.ledger.by_id.get(address), self.released.by_id.get(address)
        if record is None or not record.live or self.version is None:
            return ""
        if released is None or not released.live:
            return "new"
        if unchanged_since(self.ledger, record) == DRAFT:
            return "changed"
        return "moved" if record.page != released.page else ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in the order of the source."""
        return self.assembly.paragraphs

    @cached_property
    def former(self) -> Mapping[str, tuple[FormerAddress, ...]]:
        """For each page path, the former addresses on it."""
        return former_addresses(self.ledger)

    @cached_property
    def citations_within(self) -> Mapping[str, tuple[Citation, ...]]:
        """For each note that cites others in its own words, the places in it, in their order."""
        return citations_in_notes(self.notes)

    @cached_property
    def citations_in(self) -> Mapping[int, tuple[Citation, ...]]:
        """For each paragraph, the places in it that cite a note, in the order of the text."""
        return citations_in_paragraphs(self.notes, len(self.paragraphs))

    @cached_property
    def note(self) -> Mapping[str, Note]:
        """The notes by their addresses, in their order."""
        return {note.address: note for note in self.notes}

    def called(self, address: str) -> str:
        """What a passage or note is called: "¶ 9", "note 7" as printed."""
        if address not in self.note:
            return label(address)
        return self.strings.text("common.note", number=self.note[address].label)

    def spoken(self, address: str) -> str:
        """The same said aloud: "paragraph 9", "note 7"."""
        return self.called(address) if address in self.note else spoken(address, self.strings)

    @cached_property
    def order_of_notes(self) -> Mapping[str, int]:
        """The position of each note among all, by its address."""
        return {note.address: position for position, note in enumerate(self.notes)}

    @cached_property
    def order_of_numbered(self) -> Mapping[int, int]:
        """The position of each paragraph that has a number, and its position among those."""
        numbered = (index for index, paragraph in enumerate(self.paragraphs) if paragraph.numbered)
        return {index: place for place, index in enumerate(numbered)}

    @cached_property
    def notes_on(self) -> Mapping[str, tuple[Note, ...]]:
        """Key of each work -> the notes that cite it."""
        return notes_on_works(self.notes)

    @cached_property
    def correction(self) -> Mapping[int, Correction]:
        """The emendations by their positions in edition.yml."""
        return {correction.index: correction for correction in self.corrections}

    @cached_property
    def corrections_of(self) -> Mapping[str, tuple[Correction, ...]]:
        """Address of each note with words of its own -> their emendations, in the order of the text."""
        return {
            note.address: tuple(self.correction[i] for paragraph in note.text for i in emended_in(paragraph.whole))
            for note in self.notes
        }

    @cached_property
    def corrections_in(self) -> Mapping[int, tuple[Correction, ...]]:
        """For each paragraph, its emendations, in the order of the text."""
        return {
            number: tuple(self.correction[index] for index in emended_in(paragraph.whole))
            for number, paragraph in enumerate(self.paragraphs)
        }

    def place_of(self, page: str) -> PagePath:
        """Where a page with a path in the edition is: in a version, below the path of the version."""
        return PagePath.of(page).under(version_path(self.version) if self.frozen and self.version else "")

    @property
    def edition_path(self) -> str:
        """The path of the edition on the site, without slashes around it; of a version, too, that of its edition."""
        path = self.edition.site.path
        return path.removesuffix(version_path(self.version)).rstrip("/") if self.frozen and self.version else path

    def work_address(self, key: str) -> str:
        """The fragment of a work on the page of the bibliography. Keys may be renamed; the address stays."""
        return self.addresses.works.get(key, key)

    @cached_property
    def work_key(self) -> Mapping[str, str]:
        """Address of each work -> its key."""
        return {self.work_address(work.key): work.key for work in self.bibliography.works}

    def reference(self, key: str) -> str:
        """A work's reference as the pages show it: a title in another language is marked as such."""
        return in_its_language(self.references[key], self.bibliography[key], self.edition.work.language)

    @cached_property
    def mentioned(self) -> Mapping[IndexName, tuple[tuple[int, int | None], ...]]:
        """For each name of the index, the paragraphs and items that mention it, in the order of the text."""
        return mentioned(self.paragraphs, self.edition.names)

    @cached_property
    def named(self) -> Mapping[IndexName, frozenset[int]]:
        """For each name of the index, the paragraphs that mention it."""
        return {name: frozenset(paragraph for paragraph, _ in found) for name, found in self.mentioned.items()}

    @cached_property
    def in_themes(self) -> frozenset[int]:
        """The paragraphs of all pages but the first."""
        return frozenset(one for leaf in self.outline.leaves if leaf.page.slug != "/" for one in leaf.paragraphs)

    @cached_property
    def named_in_themes(self) -> Mapping[IndexName, frozenset[int]]:
        """For each name of the index, the paragraphs of all pages but the first that mention it."""
        return {name: found & self.in_themes for name, found in self.named.items()}

    @cached_property
    def name_ids(self) -> Mapping[IndexName, str]:
        """The fragment of each name of the index."""
        return dict(zip(dict.fromkeys(self.edition.names), self.addresses.listed.get("name", ()), strict=True))

    @cached_property
    def events(self) -> tuple[DatedEvent, ...]:
        """The events in their order, each with its place and fragment."""
        placed = ordered_events(self.edition.timeline, self.assembly)
        ids = self.addresses.listed.get("event", ())
        return tuple(DatedEvent(event, place, id_) for (event, place), id_ in zip(placed, ids, strict=True))

    @cached_property
    def emendation_ids(self) -> Mapping[int, Mapping[str, str]]:
        """For each emendation on a page, by its position in edition.yml: path of the page -> its fragment there."""
        listed = [
            (index, leaf.at.path)
            for leaf, emended in emended_on(self.outline, self.paragraphs, self.notes)
            for index in emended
        ]
        found: dict[int, dict[str, str]] = {}
        for (index, path), fragment in zip(listed, self.addresses.listed.get("emendation", ()), strict=True):
            found.setdefault(index, {})[path] = fragment
        return found

    @cached_property
    def turns(self) -> Mapping[str, tuple[int, ...]]:
        """Path of a page -> the paragraphs with which the full text comes to it."""
        found: dict[str, tuple[int, ...]] = {}
        for number in turns(self.outline, len(self.paragraphs)):
            path = self.leaf(number).at.path
            found[path] = (*found.get(path, ()), number)
        return found

    @cached_property
    def heading_ids(self) -> Mapping[str | int, str]:
        """The fragments of the cards of themes, by slug, and of the turns of the full text, by paragraph."""
        slugs = (leaf.page.slug for leaf in cards(self.outline))
        headings: tuple[str | int, ...] = (*slugs, *turns(self.outline, len(self.paragraphs)))
        return dict(zip(headings, self.addresses.listed.get("heading", ()), strict=True))

    def leaf(self, paragraph: int) -> Leaf:
        """The page of a paragraph."""
        return self.outline.leaf_of[paragraph]

    def target(self, paragraph: int, item: int | None = None) -> str:
        """Where to link for a paragraph or item, from any page of the edition."""
        return f"{self.leaf(paragraph).file}#{self.addresses.of(paragraph, item)}"

    def home(self, note: Note) -> Leaf:
        """The page where a note has its lasting address: the one that cites it first."""
        return self.leaf(note.citations[0].paragraph)

    def quoted_at(self, words: str) -> tuple[int, int | None]:
        """The paragraph, and item, from which `words` are quoted."""
        return self.assembly.quotations.places(words)[0]

    def emended_at(self, index: int) -> tuple[str, str]:
        """(address, link target) of the text with the emendation at the position `index` in edition.yml.

        Text taken out around notes (a heading's page number, say) counts as the last paragraph before it.
        """
        if index in self.places:
            place = self.places[index][-1]
            return self.addresses.of(*place), self.target(*place)
        for note in self.notes:
            if any(correction.index == index for correction in self.corrections_of[note.address]):
                return note.address, f"{self.home(note).file}#{note.address}"
        start = self.correction[index].start
        before = [n for n, paragraph in enumerate(self.paragraphs) if paragraph.body.extent[0] <= start]
        return self.addresses.of(before[-1] if before else 0), self.target(before[-1] if before else 0)

    @cached_property
    def places(self) -> Mapping[int, tuple[tuple[int, int | None], ...]]:
        """Position of each emendation of the text in edition.yml -> its paragraphs and items."""
        return emended_places(self.paragraphs)

"""Everything in an edition that has an address, in reading order, as input for the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from briefsite.edition.model import Edition, Section
from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE, standing_pages
from briefsite.ledger.addressable import LISTED, PASSAGES, Addressable, AddressKind
from briefsite.ledger.listed import brought, new_addresses
from briefsite.ledger.overrides import Ruling
from briefsite.ledger.page_ids import break_id, title_id
from briefsite.page_path import PagePath
from briefsite.paragraphs.paragraph import Assembly
from briefsite.reading.emended_places import Emended
from briefsite.reading.listings import drawings_and_parts, listed_units
from briefsite.reading.note import Note
from briefsite.reading.note_units import note_units, ordered_notes
from briefsite.reading.outline import Outline
from briefsite.source.emendation import Correction
from briefsite.source.marker import MARKER
from briefsite.words import squeezed
from briefsite.works.bibliography import Bibliography
from briefsite.works.work import Work
from briefsite.yaml_files.located import Located


@dataclass(frozen=True, slots=True)
class Addresses:
    """The fragment of each paragraph, and of each item of each paragraph, by position in the text; of works, by key.

    `listed` has those of the names, events, emendations and headings, by kind, in the order of `listings`.
    """

    paragraphs: tuple[str, ...]
    items: tuple[tuple[str, ...], ...]
    listed: Mapping[AddressKind, tuple[str, ...]] = field(default_factory=dict)
    works: Mapping[str, str] = field(default_factory=dict)

    def of(self, paragraph: int, item: int | None = None) -> str:
        """The fragment of a paragraph, or of one of its items."""
        return self.paragraphs[paragraph] if item is None else self.items[paragraph][item]


def assigned(
    units: Sequence[Addressable], ids: Sequence[str], assembly: Assembly, sections: Mapping[int, Section]
) -> Addresses:
    """The addresses that the ledger gave, `ids[i]` to `units[i]`, by paragraph and item, by kind, and by work.

    A heading that begins a section has the id of that, as `sections` has them; a break has one that is in no ledger.
    """
    paragraphs: list[str] = []
    items: list[tuple[str, ...]] = []
    listed: dict[AddressKind, list[str]] = {}
    works: dict[str, str] = {}
    for unit, address in zip(units, ids, strict=True):
        if unit.kind == "paragraph":
            paragraphs.append(address)
            items.append(())
        elif unit.kind == "item":
            items[-1] += (address,)
        elif unit.kind == "work":
            works[unit.label] = address
        elif unit.kind in LISTED:
            listed.setdefault(unit.kind, []).append(address)
    numbered, titles, count = iter(zip(paragraphs, items, strict=True)), iter(listed.pop("title", ())), 0
    own: list[tuple[str, tuple[str, ...]]] = []
    for index, paragraph in enumerate(assembly.paragraphs):
        if paragraph.numbered:
            own.append(next(numbered))
        elif paragraph.kind == "heading":
            own.append((sections[index].id if index in sections else next(titles), ()))
        else:
            count += 1
            own.append((break_id(count), ()))
    of_lists = {kind: tuple(addresses) for kind, addresses in listed.items()}
    return Addresses(tuple(one for one, _ in own), tuple(under for _, under in own), of_lists, works)


def with_usual(
    units: Sequence[Addressable],
    known: Addresses,
    notes: Sequence[Note],
    assembly: Assembly,
) -> Addresses:
    """The addresses of a version that has only those of its passages, notes and works: others get what new ones get."""
    passages = (address for own in zip(known.paragraphs, known.items, strict=True) for address in (own[0], *own[1]))
    of_notes = (note.address for note in ordered_notes(notes))
    ids = [next(passages) if unit.kind in PASSAGES else unit.id for unit in units]
    for index, unit in enumerate(units):
        if unit.kind == "note":
            ids[index] = next(of_notes)
        elif unit.kind == "work":
            ids[index] = known.works[unit.label]
    others = {address for unit, address in zip(units, ids, strict=True) if unit.kind not in LISTED}
    given = new_addresses(brought(units, ids), others)
    return assigned(units, [given.get(index, address) for index, address in enumerate(ids)], assembly, {})


def addressables(
    assembly: Assembly,
    outline: Outline,
    notes: Sequence[Note],
    works: Bibliography,
    edition: Edition,
    *,
    corrections: Sequence[Correction],
    located: Located,
) -> tuple[Addressable, ...]:
    """Pages, sections, paragraphs with their items, notes with their places, works, and what editors list."""
    page_of = {index: leaf.at.path for index, leaf in outline.leaf_of.items()}
    found = [*_pages(edition, located)]
    passages: dict[tuple[int, int | None], int] = {}
    of_sections = {unit.id: number for number, unit in enumerate(found) if unit.kind == "section"}
    for index, paragraph in enumerate(assembly.paragraphs):
        words = _words(paragraph.body.text)
        if not paragraph.numbered:
            section = outline.section_at.get(index)
            if paragraph.kind == "heading" and section is None:
                found.append(Addressable("title", words, page_of[index], id=title_id(MARKER.sub("", words))))
            own = section and paragraph.kind == "heading"
            passages[index, None] = of_sections[section.id] if section and own else len(found) - 1
            continue
        found.append(Addressable("paragraph", words, page_of[index]))
        parent = len(found) - 1
        passages |= {(index, item): parent + number for number, (item, _) in enumerate(paragraph.passages())}
        found += [Addressable("item", _words(item.text), page_of[index], parent=parent) for item in paragraph.items]
    positions: dict[Emended, int] = {note.address: at for at, note in enumerate(ordered_notes(notes), len(found))}
    positions.update(passages.items())
    found += note_units(notes, page_of, passages, len(found))
    found += [
        Addressable("work", work_in_words(work), BIBLIOGRAPHY_PAGE.path, label=work.key, place=work.place)
        for work in works.works
    ]
    found += drawings_and_parts(edition, assembly, outline, located)
    found += listed_units(edition, assembly, outline, notes, corrections, positions)
    return tuple(found)


def _pages(edition: Edition, located: Located) -> Iterator[Addressable]:
    for number, page in enumerate(edition.pages):
        path = PagePath.of(page.slug).path
        yield Addressable("page", page.title, path, id=path, place=located.place("pages", number, "slug"))
        for position, section in enumerate(page.sections):
            place = located.place("pages", number, "sections", position, "id")
            yield Addressable("section", section.title, path, id=section.id, place=place)
    for slug, title in standing_pages(edition).items():
        path = PagePath.of(slug).path
        yield Addressable("page", title, path, id=path)


def edition_rulings(edition: Edition, located: Located) -> tuple[Ruling, ...]:
    """The editors' rulings on addresses."""
    found: list[Ruling] = []
    for index, entry in enumerate(edition.addresses):
        place = located.place("addresses", index)
        if entry.because or entry.see:
            found.append(Ruling("see", entry.address, entry.see, place))
        elif entry.into:
            found.append(Ruling("into", entry.address, entry.into, place))
        elif entry.is_:
            found.append(Ruling("is", entry.paragraph, entry.is_, place))
        elif entry.not_:
            found.append(Ruling("not", entry.paragraph, entry.not_, place))
    return tuple(found)


def work_in_words(work: Work) -> str:
    """A work as the ledger remembers it: author, title, date. Independent of the styles of references, which change."""
    authors = "; ".join(str(name) for name in work.authors)
    date = (work.date.iso or work.date.literal) if work.date else ""
    return ". ".join(part for part in (authors, work.title, date) if part)


def _words(text: str) -> str:
    return squeezed(text)

"""Notes and the places that cite them, as the ledger wants them, and with the addresses that it gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE
from briefsite.ledger.addressable import Addressable
from briefsite.reading.note import Citation, Note


def note_units(
    notes: Sequence[Note], page_of: Mapping[int, str], passages: Mapping[tuple[int, int | None], int], first: int
) -> list[Addressable]:
    """The notes in the order in which the text cites them first, then the places that cite them, in its order.

    `page_of` has the page of each paragraph, `passages` the positions of the units of paragraphs and items; `first` is
    the position that the first of these units will have.
    """
    ordered = ordered_notes(notes)
    position = {note.address: first + number for number, note in enumerate(ordered)}
    pages = [page_of[note.citations[0].paragraph] if note.citations else BIBLIOGRAPHY_PAGE.path for note in ordered]
    units = [
        Addressable("note", note.wording, page, label=note.label, also=(note.comment,) if note.comment else ())
        for note, page in zip(ordered, pages, strict=True)
    ]
    units += [
        Addressable(
            "place",
            f"[{citation.label}]",
            page_of[citation.paragraph],
            label=citation.label,
            parent=position[citation.note],
            passage=passages[citation.paragraph, citation.item],
        )
        for citation in _places(notes)
    ]
    return units


def addressed_notes(notes: Sequence[Note], units: Sequence[Addressable], ids: Sequence[str]) -> tuple[Note, ...]:
    """The notes with the addresses that the ledger gave, `ids[i]` to `units[i]`, and so the places that cite them."""
    given = {
        kind: [address for address, unit in zip(ids, units, strict=True) if unit.kind == kind]
        for kind in ("note", "place")
    }
    addresses = {note.address: address for note, address in zip(ordered_notes(notes), given["note"], strict=True)}
    places = dict(zip(_places(notes), given["place"], strict=True))
    return tuple(
        replace(
            note,
            address=addresses[note.address],
            citations=tuple(
                replace(c, note=addresses[c.note], address=places[c], within=addresses.get(c.within, ""))
                for c in note.citations
            ),
        )
        for note in notes
    )


def ordered_notes(notes: Iterable[Note]) -> list[Note]:
    """The notes in the order in which the text cites them first, and those that it doesn't cite."""
    cited, uncited = ([note for note in notes if bool(note.citations) == state] for state in (True, False))
    return [*sorted(cited, key=lambda note: _position(note.citations[0])), *uncited]


def _places(notes: Iterable[Note]) -> list[Citation]:
    return sorted((citation for note in notes for citation in note.citations), key=_position)


def _position(citation: Citation) -> tuple[int, int, int]:
    return citation.paragraph, -1 if citation.item is None else citation.item, citation.start

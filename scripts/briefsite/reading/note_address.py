"""The addresses of notes that the source prints itself, also where their numbers restart.

The address of a note is `n` and its number: `#n7`. Where numbers restart in each chapter, several notes have one
number; then the first has `#n7`, the others get `#n7a`, `#n7b`, as inserted paragraphs do, and signs (`*`, `A`) are
`#ns1`, `#ns2` through the text. The ledger records which note has which address, so that a note inserted between them
takes no other's. A place of citation is its note's address with a number: `#n7a-1`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from briefsite.ledger.address import note_id, parse_address, sign_note_id
from briefsite.ledger.record import Ledger
from briefsite.source.source_notes import NoteText


def note_addresses(printed: Sequence[NoteText], texts: Sequence[str], ledger: Ledger) -> tuple[str, ...]:
    """The addresses of the notes of the source, in its order. `texts` are their words.

    A unique number is the address. Several notes with one number, and all signs, keep the addresses that the ledger has
    for their words; new ones get the next that was never given.
    """
    families: dict[str, list[int]] = {}
    for index, note in enumerate(printed):
        families.setdefault(note.label if note.label.isdigit() else "s", []).append(index)
    given: dict[int, str] = {}
    for family, members in families.items():
        known = {r.id: r.wording for r in ledger.records if r.kind == "note" and _family(r.id) == family}
        if len(known) > 1 or len(members) > 1 or family == "s":
            given |= _known_again(members, texts, known)
        elif known:
            given[members[0]] = next(iter(known))
        fresh = (address for address in _addresses(family) if address not in known and address not in given.values())
        given |= {index: next(fresh) for index in members if index not in given}
    return tuple(given[index] for index in range(len(printed)))


def _family(fragment: str) -> str:
    """The number that the notes of an address have in print, or "s" where a sign marks them."""
    address = parse_address(fragment)
    if address is None or address.kind != "note":
        return ""
    return "s" if address.series == "ns" else str(address.number[0])


def _addresses(family: str) -> Iterator[str]:
    if family != "s":
        yield note_id((int(family),))
    for number in count(1):
        yield sign_note_id(number) if family == "s" else note_id((int(family), number))


def _known_again(members: Sequence[int], texts: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    """Position of each note whose words the ledger has -> its address: equal words first, then the most alike."""
    from briefsite.ledger.similarity import IN_ORDER, alike, normalized

    found: dict[int, str] = {}
    left = dict(known)
    for index in members:
        same = next(
            (address for address, wording in left.items() if normalized(wording) == normalized(texts[index])), None
        )
        if same is not None:
            found[index] = same
            del left[same]
    pairs = sorted(
        (-likeness, index, address)
        for index in members
        if index not in found
        for address, wording in left.items()
        if (likeness := alike(wording, texts[index])) >= IN_ORDER
    )
    for _, index, address in pairs:
        if index not in found and address in left:
            found[index] = address
            del left[address]
    return found

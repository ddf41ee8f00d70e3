"""What can be cited: the kinds of things with an address, and what the present edition has of them.

In: the edition as read. Out: one `Addressable` for each thing; briefsite.ledger.update gives it its address.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from briefsite.file_names import EDITION_FILE
from briefsite.ledger.address import plain_label
from briefsite.problems.problem import Place

#: The kinds of things with an address, in the order of the ledger. A `place` is where the text cites a note, a `figure`
#: is a chart or a map, a `part` one of the page about the text. A `heading` names another page: the card of a theme on
#: the first page, or what comes from another page in the full text. A `title` heads a part of the author's text.
AddressKind = Literal[
    "page",
    "paragraph",
    "item",
    "section",
    "note",
    "place",
    "work",
    "name",
    "event",
    "emendation",
    "figure",
    "part",
    "heading",
    "title",
]

ADDRESS_KINDS: Final[tuple[AddressKind, ...]] = get_args(AddressKind)
#: The kinds that are numbered in the order of the text.
PASSAGES: Final[frozenset[AddressKind]] = frozenset({"paragraph", "item"})
#: The kinds that editors list without addresses: what they bring is the address that a new one gets (ledger.listed).
LISTED: Final[frozenset[AddressKind]] = frozenset({"name", "event", "emendation", "heading", "title"})
#: The kinds that bring their own address.
NAMED: Final[frozenset[AddressKind]] = frozenset({"page", "section", "figure", "part"})


@dataclass(frozen=True, slots=True)
class Addressable:
    """Something of the present edition that has an address, or is to get one.

    `page` is the path of its page (`/turkey/`, `/` for the first). What is `NAMED` brings its `id`; what is `LISTED`
    brings the one that it gets if it is new, in which `*` is the address of its parent; everything else gets its own
    from the ledger. `text` is what readers see: the words of a passage or note, the title of a page or section, a
    work's reference, a name with the line on it, "[7]" at a place that cites a note. `label` is what a note has in
    print ("7"), or a work's key. `also` are other names of the same, or what editors say on a note. `parent` is the
    position, among all of them, of the paragraph that a list item belongs to, of the note that a place cites, or of the
    passage or note that the address of a listed one is made of; `passage` that of the paragraph or item in which a
    place is.
    """

    kind: AddressKind
    text: str
    page: str
    id: str = ""
    label: str = ""
    parent: int | None = None
    also: tuple[str, ...] = ()
    passage: int | None = None
    place: Place = field(default=Place(EDITION_FILE), compare=False)


def spoken_address(kind: AddressKind, address: str) -> str:
    """The address of something of a kind, as editors call it: see `spoken_name`."""
    return plain_label(address) if kind in PASSAGES else f"{kind} {address}"

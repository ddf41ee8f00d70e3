"""Tag places: to which block of the tagged text each character belongs, where the tags make sense.

They make sense if nearly all of the text is in them and a paragraph is a paragraph, not a line: some programs tag every
line. Where they don't, the file is read as if it had none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from briefsite.intake.pdf.contents import PagePicture, PdfContents, PdfPage, TagElement
from briefsite.intake.pdf.text_line import PageLine, PlacedGlyph

_BLOCKS: Final = frozenset(
    {
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "Title",
        "LI",
        "Caption",
        "BlockQuote",
        "TD",
        "TH",
        "Note",
        "FENote",
        "TOCI",
        "Code",
        "Aside",
        "Formula",
    }
)
_NOTES: Final = frozenset({"Note", "FENote"})
#: How much of the text is tagged at least, and how many of the longer paragraphs end like sentences, per cent.
_COVERED, _ENDED = 95, 60
_LONG: Final = 60
_ENDS: Final = ".!?…:;”’\"')]»*†‡0123456789"


@dataclass(frozen=True)
class TagPlace:
    """A block of the tagged text: its number, its role, the number of its note (-1 outside), how deep its list is.

    `table`, `row` and `cell` are numbers too, -1 outside of a table.
    """

    number: int
    role: str
    note: int = -1
    depth: int = 0
    quoted: bool = False
    table: int = -1
    row: int = -1
    cell: int = -1
    across: int = 1
    down: int = 1


@dataclass
class TagPlaces:
    """The places of characters by their page and the number of their marked content; the texts for images likewise.

    `figures` are the places of what is tagged as a figure, `page_alts` has the texts of each page, `cells` the cells of
    each row by the page and the number of the row.
    """

    places: dict[tuple[int, int], TagPlace] = field(default_factory=dict)
    alts: dict[tuple[int, int], str] = field(default_factory=dict)
    figures: set[tuple[int, int]] = field(default_factory=set)
    page_alts: dict[int, list[str]] = field(default_factory=dict)
    cells: dict[tuple[int, int], list[TagPlace]] = field(default_factory=dict)

    def of(self, sign: PlacedGlyph) -> TagPlace | None:
        """The place of a character."""
        return self.places.get((sign.page, sign.style.tag))

    def of_line(self, line: PageLine) -> TagPlace | None:
        """The place of most characters of a line."""
        found = Counter(place for sign in line.signs if (place := self.of(sign)) is not None)
        return max(found, key=lambda place: (found[place], -place.number)) if found else None

    def alt_of(self, picture: PagePicture) -> str:
        """The text for people who don't see an image; empty if the file has none."""
        found = self.alts.get((picture.page, picture.tag), "")
        alone = self.page_alts.get(picture.page, [])
        return " ".join((found or (alone[0] if len(alone) == 1 else "")).split())

    def is_figure(self, picture: PagePicture) -> bool:
        """Whether an image is tagged as a figure."""
        return picture.tag >= 0 and (picture.page, picture.tag) in self.figures

    @cached_property
    def has_notes(self) -> bool:
        """Whether there are notes among the blocks."""
        return any(place.note >= 0 for place in self.places.values())

    @cached_property
    def has_headings(self) -> bool:
        """Whether there are headings among the blocks."""
        return any(place.role.startswith("H") for place in self.places.values())


def tag_places(contents: PdfContents) -> TagPlaces:
    """The places of all characters; none if the tags make no sense."""
    reader = _TagReader()
    for page in contents.pages:
        reader.read(page)
    return reader.found if _make_sense(contents, reader.found) else TagPlaces()


class _TagReader:
    """Gives blocks their numbers; a block that goes on on the next page keeps its own."""

    def __init__(self) -> None:
        self.found = TagPlaces()
        self._next = 0
        self._before: dict[tuple[str, tuple[int, ...]], int] = {}
        self._here: dict[tuple[str, tuple[int, ...]], int] = {}

    def read(self, page: PdfPage) -> None:
        """Reads the tags of a page."""
        self._before, self._here = self._here, {}
        for element in page.tags:
            self._element(page.number, element, TagPlace(-1, ""))

    def _number(self, element: TagElement) -> int:
        key = element.role, element.marks
        number = self._before.get(key) if len(element.marks) > 1 and len(element.kids) < len(element.marks) else None
        if number is None:
            number, self._next = self._next, self._next + 1
        self._here[key] = number
        return number

    def _element(self, page: int, element: TagElement, place: TagPlace) -> None:
        role = element.role
        number = self._number(element) if role in _BLOCKS | {"Table", "TR"} else -1
        if role == "Figure":
            self.found.figures |= {(page, mark) for mark in _marks(element)}
        if role == "Figure" and element.alt:
            self.found.alts |= {(page, mark): element.alt for mark in _marks(element)}
            self.found.page_alts.setdefault(page, []).append(element.alt)
        inner = _inside(place, element, number)
        if role in {"TD", "TH"}:
            self.found.cells.setdefault((page, inner.row), []).append(inner)
        for kid in element.kids:
            if isinstance(kid, int):
                self.found.places.setdefault((page, kid), inner)
            else:
                self._element(page, kid, inner)


def _inside(place: TagPlace, element: TagElement, number: int) -> TagPlace:
    """The place of what is in an element that is at a place."""
    role = element.role
    if role == "L":
        return replace(place, depth=place.depth + 1)
    if role == "BlockQuote":
        return replace(place, quoted=True, number=number, role=role)
    if role == "Table":
        return replace(place, table=number if place.table < 0 else place.table)
    if role == "TR":
        return replace(place, row=number)
    if role in {"TD", "TH"}:
        return replace(place, number=number, role=role, cell=number, across=element.across, down=element.down)
    if role in _NOTES:
        return replace(place, number=number, role=role, note=number, depth=0)
    if role not in _BLOCKS or (role == "P" and place.role == "LI"):
        return place
    return replace(place, number=number, role=role)


def _marks(element: TagElement) -> Iterator[int]:
    for kid in element.kids:
        if isinstance(kid, int):
            yield kid
        else:
            yield from _marks(kid)


def _make_sense(contents: PdfContents, found: TagPlaces) -> bool:
    if not found.places:
        return False
    covered = total = 0
    texts: dict[int, list[str]] = {}
    roles: dict[int, str] = {}
    for page in contents.pages:
        for glyph in page.seen:
            style = page.styles[glyph.style]
            if style.artifact or style.turned:
                continue
            total += 1
            place = found.places.get((page.number, style.tag))
            if place is not None and place.number >= 0:
                covered += 1
                texts.setdefault(place.number, []).append(glyph.text)
                roles[place.number] = place.role
    if not total or 100 * covered < _COVERED * total:
        return False
    long = [own for number, own in texts.items() if len(own) > _LONG and not roles[number].startswith("H")]
    ended = sum(own[-1][-1:] in _ENDS for own in long)
    return not long or (100 * ended >= _ENDED * len(long) and max(map(len, long)) * 2 < total + 4000)

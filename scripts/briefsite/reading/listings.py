"""What editors list beside the text, with the addresses that new ones get: names, events, emendations, headings.

Also the charts, the map and the parts of the page about the text, which editors give ids of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefsite.edition.extras import Chart
from briefsite.edition.model import Edition
from briefsite.edition.standing_pages import ABOUT_PAGE, FULL_TEXT_PAGE, NAMES_PAGE, TIMELINE_PAGE
from briefsite.ledger.addressable import Addressable, AddressKind
from briefsite.ledger.listed import HALVES
from briefsite.ledger.page_ids import emendation_id, event_id, theme_id, turn_id
from briefsite.paragraphs.paragraph import Assembly
from briefsite.reading.emended_places import Emended, emended_on
from briefsite.reading.name_index import name_fragments
from briefsite.reading.note import Note
from briefsite.reading.outline import Leaf, Outline
from briefsite.reading.timeline import ordered_events
from briefsite.source.emendation import Correction
from briefsite.words import squeezed
from briefsite.yaml_files.located import Located

#: The positions of passages and notes among all that has an address.
Positions = Mapping[Emended, int]
#: Where the address of the passage or note comes in an address that is made of it.
_OF: str = "*"
#: The new reading of an emendation that has none.
_TAKEN_OUT = "(taken out)"


def turns(outline: Outline, count: int) -> tuple[int, ...]:
    """The paragraphs, of `count`, before which the full text says that another page has what follows."""
    pages = outline.leaf_of
    return tuple(number for number in range(count) if not number or pages[number] is not pages[number - 1])


def cards(outline: Outline) -> tuple[Leaf, ...]:
    """The themes that the first page lists; none where there is no first page."""
    themes = tuple(leaf for leaf in outline.leaves if leaf.page.slug != "/")
    return themes if len(themes) < len(outline.leaves) else ()


def drawn_on(leaf: Leaf, edition: Edition, assembly: Assembly, outline: Outline) -> tuple[tuple[int, Chart], ...]:
    """The charts of a theme's page, each with its position in edition.yml: those whose part is quoted from it."""
    return tuple(
        (number, chart)
        for number, chart in enumerate(edition.charts)
        if chart.part.words and outline.leaf_of[assembly.quotations.places(chart.part.words)[0][0]] is leaf
    )


def listed_units(
    edition: Edition,
    assembly: Assembly,
    outline: Outline,
    notes: Sequence[Note],
    corrections: Sequence[Correction],
    positions: Positions,
) -> Iterator[Addressable]:
    """Names, events, emendations and headings, those of a kind in the order in which `Addresses.listed` has them."""
    for name, fragment in name_fragments(edition.names).items():
        yield Addressable(
            "name", _in_halves("name", name.name, name.line), NAMES_PAGE.path, id=fragment, also=name.aliases
        )
    for event, (number, _) in ordered_events(edition.timeline, assembly):
        words, parent = _in_halves("event", event.when, event.what), positions[number, None]
        yield Addressable("event", words, TIMELINE_PAGE.path, id=event_id(event.year, _OF), parent=parent)
    by_index = {correction.index: correction for correction in corrections}
    for leaf, emended in emended_on(outline, assembly.paragraphs, notes):
        for index, where in emended.items():
            correction = by_index[index]
            words = _in_halves("emendation", correction.old, squeezed(correction.new) or _TAKEN_OUT)
            own = emendation_id(_OF)
            yield Addressable("emendation", words, leaf.at.path, id=own, parent=positions[where])
    for leaf in cards(outline):
        yield Addressable("heading", leaf.page.title, "/", id=theme_id(leaf.page.slug))
    for number in turns(outline, len(assembly.paragraphs)):
        title, parent = outline.leaf_of[number].page.title, positions[number, None]
        yield Addressable("heading", title, FULL_TEXT_PAGE.path, id=turn_id(_OF), parent=parent)


def drawings_and_parts(
    edition: Edition, assembly: Assembly, outline: Outline, located: Located
) -> Iterator[Addressable]:
    """The charts, the map, the parts of the page about the text: what has an id that an editor gave.

    One that is twice on a page is there once: `given_ids` complains of it.
    """
    for leaf in outline.leaves:
        if leaf.page.slug == "/" and edition.map:
            place = located.place("map", "id")
            yield Addressable("figure", edition.map.title, "/", id=edition.map.id, place=place)
        elif leaf.page.slug != "/":
            drawn = {chart.id: (number, chart) for number, chart in drawn_on(leaf, edition, assembly, outline)}
            for number, chart in drawn.values():
                place = located.place("charts", number, "id")
                yield Addressable("figure", chart.title, leaf.at.path, id=chart.id, place=place)
    for number, part in {part.id: (number, part) for number, part in enumerate(edition.about)}.values():
        place = located.place("about", number, "id")
        yield Addressable("part", part.title, ABOUT_PAGE.path, id=part.id, place=place)


def _in_halves(kind: AddressKind, first: str, second: str) -> str:
    return f"{squeezed(first)}{HALVES[kind]}{squeezed(second)}"

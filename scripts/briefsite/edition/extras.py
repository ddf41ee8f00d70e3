"""Extras: what an editor shows beside the text, from its own words. Names, events, figures, charts, a map.

Everything here is editorial, and quotes the words of the text on which it rests (`words`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from briefsite.edition.base import Degrees, EditionPart, Frame, Id, Language, Words, Year, YearNumber
from briefsite.words import squeezed


class IndexName(EditionPart, frozen=True, kw_only=True):
    """A person, place, body, document or term, with a line about it and the other names that the text uses."""

    name: str
    kind: Literal["person", "place", "body", "document", "term"]
    aliases: tuple[str, ...] = ()
    line: str
    language: Language | None = None


class TimelineEvent(EditionPart, frozen=True, kw_only=True):
    """A dated event: `when` as shown, `year` to sort by, what happened (editorial), the words it rests on.

    A `turning_point` is among the key dates on the first page. Where no event is, events from the whole span are.
    """

    when: str
    year: YearNumber
    what: str
    words: Words
    turning_point: bool = False


class Figure(EditionPart, frozen=True, kw_only=True):
    """A key figure of the text: its value as shown, what it measures (editorial), the words it rests on.

    `by` says whose number it is: the text states it, or the editors calculated it. Without it, a number that is in the
    words is the text's.
    """

    value: str
    label: str
    words: Words
    by: Literal["text", "editors"] | None = None


class Omission(EditionPart, frozen=True, kw_only=True):
    """A year of the text that is left off the timeline on purpose, and why."""

    year: Year
    because: str


class Quantity(EditionPart, frozen=True, kw_only=True):
    """A number of the text: `value` for the drawing, in the unit of the chart's `whole`; `shown` as the text has it.

    `label` is what it measures, `words` the quotation that says so. Without `words` it is the editors' own, worked out
    or true by definition, and the table says so. `of` is what it is a share of, as the `label` of the whole has it; a
    limit must state it, so that no bar mixes shares of different wholes.
    """

    value: Annotated[float, Meta(gt=0)]
    shown: str
    label: str
    words: Words | None = None
    of: str = ""
    bound: Literal["exact", "about", "more-than"] = "exact"


class Chart(EditionPart, frozen=True, kw_only=True):
    """A whole, the part of it that the text is about, what is left, and a limit set for the part."""

    id: Id
    title: str
    whole: Quantity
    part: Quantity
    rest: Quantity | None = None
    limit: Quantity | None = None
    note: str = ""

    @property
    def parts(self) -> tuple[tuple[str, Quantity], ...]:
        """The numbers that the chart has, as (key, number), in the order of the table."""
        given = {"part": self.part, "rest": self.rest, "limit": self.limit, "whole": self.whole}
        return tuple((key, quantity) for key, quantity in given.items() if quantity is not None)

    def is_of_whole(self, quantity: Quantity) -> bool:
        """Whether a number is a share of the whole that the bar shows. A limit that doesn't say so isn't."""
        basis = quantity.of or ("" if quantity is self.limit else self.whole.label)
        return squeezed(basis).casefold() == squeezed(self.whole.label).casefold()


class MapCountry(EditionPart, frozen=True, kw_only=True):
    """A country on the map: `outline` is its key in the map data, `name` its name in the index (`names`).

    The program finds a place for its label. `label` is another one (longitude, latitude, in degrees), where the label
    is anchored by its middle, start or end (`side`).
    """

    outline: Id
    name: str
    label: Degrees | None = None
    side: Literal["middle", "start", "end"] = "middle"


class MapGroup(EditionPart, frozen=True, kw_only=True):
    """Countries that the text treats alike: their style, what the legend calls them, the words that name them."""

    style: Literal["subject", "near", "far"]
    legend: str
    words: Words | None = None
    countries: tuple[MapCountry, ...]


class Map(EditionPart, frozen=True, kw_only=True):
    """The map of an edition: an azimuthal projection, true to areas or to distances from its `center`.

    Without a `center`, it is the middle of the subject, or of all its countries if there is no subject. Without a
    `frame`, the map shows its countries whole.
    """

    id: Id = "map"
    title: str
    projection: Literal["equal-area", "equidistant"] = "equal-area"
    center: Degrees | None = None
    frame: Frame | None = None
    groups: tuple[MapGroup, ...]
    note: str = ""

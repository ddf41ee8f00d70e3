"""A citation style: everything that is specific to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefsite.works.style_repairs import Exchange, Repair


@dataclass(frozen=True, slots=True)
class DateForms:
    """How a style writes dates, as a FORMAT of `exports.slots`.

    `published` is for the date of publication. `rest` is for the part of it that is printed later in the reference, or
    "". `day` is for all other dates.
    """

    published: str
    rest: str
    day: str


@dataclass(frozen=True, slots=True)
class InText:
    """How a style cites in the text.

    `conjunction` is before the last of several names, of which there are at most `most_names`; more are "et al.".
    `undated` is in place of a missing year, and None in a style without years. `one` and `several` are the words for
    paragraphs. `numbered`: whether the reference is cited by its number, in square brackets, in place of names.
    """

    conjunction: str
    most_names: int
    undated: str | None
    one: str
    several: str
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style.

    `id` is its name for the engine, `label` for readers, `cli` for `briefsite cite --style`. `region` is the country
    whose English conventions apply: GB has ‘single’ quotation marks, with the comma outside. `title_case`: whether
    English titles are in title case. `initials`: whether given names are abbreviated. `omits` is left out if author and
    publisher are the same body; a container with the author's name is left out of every style that keeps the author.
    `before_link` is the text before a URL. `series_in_brackets` is for the citation of a page, in which the engine
    doesn't print a series: the series is in brackets, or else a sentence of its own. `repairs` and `exchanges` correct
    the engine's faults. `particle_first`: whether a particle belongs to the family name ("van der Waals, J. D.").
    `french_particle_first`: whether French particles do so that lead a name in a list ("de Gaulle, Charles").
    `editors_as_authors`: whether the engine prints no "ed." for editors of a work without authors, nor inverts the name
    of the first, so that they are given to it as authors.
    `small_prepositions`: whether a preposition of five letters and more keeps its small letter in title case.
    `cased_genre`: whether the kind of a report is in title case ("Technical Report"). `first_published` is the sentence
    for the date of the first publication, in place of `{}`, where the engine has none. `csl` is the text of a CSL file
    (`csl_file`); "" for a style that the engine has.
    `in_text` is None for a style that cites in notes, which are in Chicago's form.
    """

    id: str
    label: str
    cli: str
    dates: DateForms
    region: str = "US"
    title_case: bool = False
    initials: bool = False
    omits: Literal["", "author", "publisher"] = ""
    before_link: str = ""
    series_in_brackets: bool = False
    repairs: tuple[Repair, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    particle_first: bool = False
    french_particle_first: bool = False
    editors_as_authors: bool = False
    small_prepositions: bool = False
    cased_genre: bool = False
    csl: str = ""
    first_published: str = "Originally published {}"
    in_text: InText | None = None

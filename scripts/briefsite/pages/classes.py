"""The class names of a page, in one list: what carries each of them, and who reads it besides the style sheets.

Pages, checks and search take them from here. Style sheets, scripts and templates can't: tests/test_classes.py compares
them with the list, and the list with the pages of real editions.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import Final, Literal, get_args

from briefsite.edition.base import BlockKind
from briefsite.edition.model import Status
from briefsite.exports.coins import COINS_CLASS
from briefsite.exports.metadata import ADDRESS_CLASS


@unique
class Css(StrEnum):
    """The classes by what carries them. A comment names the readers."""

    # ---- the text
    PAR = "par"  # a paragraph of the text; reader.js, checks, search
    UNNUMBERED = "unnumbered"  # a heading or a break of the text; checks
    ITEM = "item"  # an item of a list in the text; reader.js, checks, search
    ITEMS = "items"  # a list in the text
    KEPT = "kept"  # the lines of verse or of a table
    GRID = "grid"  # a table of the text, with cells
    NUMBER = "number"  # a cell in a column of numbers
    CELL_BAR = "cell-bar"  # what print has no letters for: a bar between cells, the sign in the place of an image
    SECTION = "section"  # the heading of a section; reader.js
    ED = "ed"  # whatever inside the text isn't the author's; reader.js, checks
    PILCROW = "pilcrow"  # the number of a paragraph or item; reader.js
    LINES = "lines"  # the lines of the source that a passage was read from
    CITE_LINK = "cite-link"  # a link to the page's "How to cite"; reader.js
    MARKER = "marker"  # the marker of a note; reader.js
    UNSEEN = "unseen"  # what is only said aloud: in a template, too; reader.js writes it
    FOOTNOTE_REF = "footnote-ref"  # a link to a note or an emendation; reader.js, and the theme, for its previews
    EMENDED = "emended"  # what the editors read in place of the source's reading
    GAP = "gap"  # room between two markers in a row
    EM_REF = "em-ref"  # the letter of an emendation in the text; search
    NAME = "name"  # the first mention of a name on a page
    CITED_WORK = "cited-work"  # the words of a note that name a work
    ALIAS = "alias"  # the address of a passage that went into this one
    WHEREABOUTS = "whereabouts"  # in the full text: on which page the next paragraphs are

    # ---- notes and emendations
    NOTES = "notes"  # the list of notes
    NOTE_TEXT = "note-text"  # a paragraph of a note that the source has itself; checks
    SIGNED = "signed"  # a note with a sign instead of a number
    STATUS = "status"  # who says what is in a note; reader.js
    REFERENCE = "reference"  # a work as a bibliography has it; reader.js, search
    TO_WORK = "to-work"  # from a note to the bibliography; reader.js, search
    COMMENT = "comment"  # what the editors say of a note
    BACKLINK = "backlink"  # from a note or emendation back to the text; search
    EMENDATIONS = "emendations"  # the list of emendations
    OLD_READING = "old-reading"  # what the source has where it was emended; search
    KIND = "kind"  # of what kind an emendation is

    # ---- versions
    VERSION = "version"  # which version a page is of, and the way to others
    DRAFT = "draft"  # says that the words beside it are not released
    LATEST_LINK = "latest-link"  # from a passage in a version to the same passage now

    # ---- the pages around the text
    LEAD = "lead"  # the first paragraph of an editorial page
    LABEL = "label"  # whose words the next ones are
    SUMMARY = "summary"  # the editors' summary of a page
    IMPRINT = "imprint"  # on the first page: whose text it is
    WAY = "way"  # what leads to a citation, with the sign before it
    MORE = "more"  # the way from a part of a list to the whole
    CARDS = "cards"  # a list of pages or editions; reader.js
    CARD = "card"  # one of them
    ARGUMENT = "argument"  # what it argues
    BY = "by"  # whose number a key figure is
    REACH = "reach"  # its paragraphs, or its imprint
    FIGURES = "figures"  # the key figures; reader.js
    FIGURE = "figure"  # one of them
    ELSEWHERE = "elsewhere"  # paragraphs of other themes that have something in common with the page
    CITE = "cite"  # how to cite, at the end of a page
    FOLD = "fold"  # a part of a page that is closed until it is opened; reader.js
    STYLES = "styles"  # the references in all styles
    RECEIVED = "received"  # the source, line by line
    QUOTED = "quoted"  # words of the text on an editorial page
    SOURCE = "source"  # where they are

    # ---- checking a quotation
    CHECK = "check"  # the form
    SAID = "said"  # what is said in short, aloud, too
    FINDINGS = "findings"  # the list of places; quotation.js fills it

    # ---- timeline, index of names, bibliography
    CHRONICLE = "chronicle"  # the timeline, with the buttons that filter it
    EVENTS = "events"  # its list
    EVENTS_START = "events-start"  # the beginning of it, on the first page
    EVENT = "event"  # an event; search
    WHEN = "when"  # its date; search
    WHAT = "what"  # what happened
    QUOTED_WORDS = "words"  # the words that it rests on
    NAMES = "names"  # the index of names
    NAME_ENTRY = "name-entry"  # a name; search
    ALSO = "also"  # its other forms in the text
    REGISTER = "register"  # the works, with the buttons that filter them
    WORKS = "works"  # their list
    SHOWN = "shown"  # how many of them are shown, once a filter hides some
    WORK = "work"  # a work; search
    LANGUAGE = "language"  # in which language it is
    SMALL_CAPS = "small-caps"  # words in a title that are in small capitals
    REMARK = "remark"  # what the editors say of it
    CITED_BY = "cited-by"  # where it is cited; search
    FILES = "files"  # the files of works for reference managers
    DOWNLOADS = "downloads"  # with `files`: the documents of the edition
    FILTER = "filter"  # a group of buttons that hide what isn't chosen; reader.js for its own buttons

    # ---- former addresses and wordings
    TRACES = "traces"  # the former addresses of sections, notes and works, at the end of a page
    TRACE = "trace"  # what is shown at a former address
    GONE = "gone"  # with `trace`: it was withdrawn
    EARLIER = "earlier"  # earlier wordings of a passage
    WORDING = "wording"  # a wording with its differences marked

    # ---- drawings
    DRAWING = "drawing"  # a figure with its caption and its table; reader.js
    PLOT = "plot"  # the drawing itself
    PICTURES = "pictures"  # the links to the files of a drawing
    CHARTS = "charts"  # the bar charts of a page
    BAR = "bar"  # with `drawing`: a bar chart
    BAR_WHOLE = "whole"  # in a bar chart: the whole
    BAR_PART = "part"  # the part of it
    PART_TEXT = "part-text"  # what the part is
    LIMIT = "limit"  # a line that marks a limit
    LIMIT_HALO = "limit-halo"  # what sets it off from the bar
    LIMIT_TEXT = "limit-text"  # what the limit is
    SPAN = "span"  # the measure under the bar
    LOCATOR = "locator"  # with `drawing`: the map
    SEA = "sea"  # its ground
    GRATICULE = "graticule"  # meridians and parallels
    LAND = "land"  # a country that isn't named
    RING = "ring"  # a circle of equal distance, and its swatch
    POLE = "pole"  # the name of the pole
    FRAME = "frame"  # the edge of the map
    LEADER = "leader"  # a line from a country's name to the country
    TIP = "tip"  # its end
    SWATCH = "swatch"  # a color of the map, in its legend


#: With `par` or `note-text`: what kind of block it is. A block of short lines has another name than Css.LINES.
BLOCK_CLASSES: Final[dict[BlockKind, str]] = {
    kind: "short-lines" if kind == "lines" else kind for kind in get_args(BlockKind) if kind != "prose"
}
#: With `status`: which status a note has.
STATUS_CLASSES: Final[dict[Status, str]] = {status: f"status-{status}" for status in get_args(Status)}
#: With `whole` in a bar chart: how exactly the text states it.
BOUND_CLASSES: Final = frozenset({"exact", "about", "more-than"})
#: Of a line of text in a drawing: which end of it is at its place.
SIDE_CLASSES: Final = frozenset({"start", "middle", "end"})
#: On the map: the style of a group, which its countries, their names and its swatch have.
COUNTRY_CLASSES: Final = frozenset({"subject", "near", "far"})

#: What only the templates write (theme/).
OF_TEMPLATES: Final = {
    "series": "the line above a page's title",
    "turn": "the way to the previous and the next page",
    "turn__previous": "the previous page",
    "turn__next": "the next page",
    "turn__title": "its title",
    "turn__text": "its description",
    "report": "the way to report an error on a page; reader.js",
    "to-top": "the way back to the top of a page",
    "md-nav--long": "the menu has all pages of the text, for which the row is too short",
}
#: What only the metadata of a page have.
OF_METADATA: Final = {
    COINS_CLASS: "a work of a page, for reference managers",
    ADDRESS_CLASS: "the address of a page, on paper",
}
#: What only reader.js and quotation.js write, for the style sheets and for themselves.
OF_SCRIPTS: Final = {
    "finding": "a place where the words of a quotation are",
    "finding__where": "which, and how the words are there",
    "finding__text": "the words there, with what differs",
    "finding__said": "what was left out or emended",
    "finding__ways": "the links to it",
    "citing": "the dialog with the references",
    "citing__alone": "the choice of the original alone",
    "citing__close": "its button",
    "citing__do": "the row below them",
    "citing__draft": "what is said of words that are not released",
    "citing__since": "since which version the words are the same",
    "citing__reference": "the reference that is shown",
    "citing__reference--data": "it is a file for reference managers",
    "citing__status": "whether it was copied",
    "citing__forms": "the choice of what of it",
    "citing__reach": "the choice of the last paragraph",
    "citing__styles": "the choice of styles",
    "in-range": "a paragraph in the range that the address names",
    "passage": "the buttons at words that are selected",
    "passage--touch": "they are at the edge of a touch screen",
    "passage--high": "at its upper edge",
    "sidenotes": "the notes in the margin",
    "sidenote": "one of them",
    "sidenote--late": "it is below its marker, with a line to it",
    "sidenote--near": "its marker is pointed at",
    "sidenote--out": "it finds no room",
}

#: What the theme writes, as far as our style sheets, scripts and templates name it.
OF_THEME: Final = frozenset(
    {
        "headerlink",
        "md-banner",
        "md-container",
        "md-content__inner",
        "md-copyright",
        "md-ellipsis",
        "md-footer",
        "md-footer-meta",
        "md-grid",
        "md-header",
        "md-header--lifted",
        "md-header--shadow",
        "md-header__inner",
        "md-header__title",
        "md-header__topic",
        "md-icon",
        "md-logo",
        "md-main__inner",
        "md-nav",
        "md-nav--integrated",
        "md-nav--lifted",
        "md-nav--primary",
        "md-nav--secondary",
        "md-nav__icon",
        "md-nav__item",
        "md-nav__item--active",
        "md-nav__link",
        "md-nav__link--active",
        "md-nav__list",
        "md-nav__title",
        "md-nav__toggle",
        "md-search-result__article",
        "md-search-result__icon",
        "md-search-result__meta",
        "md-search__form",
        "md-search__input",
        "md-search__output",
        "md-sidebar",
        "md-sidebar--primary",
        "md-sidebar__inner",
        "md-sidebar__scrollwrap",
        "md-tabs",
        "md-tabs__item",
        "md-tabs__item--active",
        "md-tabs__link",
        "md-tabs__list",
        "md-toggle",
        "md-tooltip2",
        "md-tooltip2__inner",
        "md-typeset",
        "md-typeset__scrollwrap",
        "no-js",
    }
)


def block_classes(kind: BlockKind) -> tuple[str, ...]:
    """The classes that a block of the text has besides `par` or `note-text`."""
    return (BLOCK_CLASSES[kind],) if kind in BLOCK_CLASSES else ()


def numbered_class(family: Literal["theme", "facet", "show"], number: int | str) -> str:
    """A class of one in a row: `theme-3` of an event, `facet-3` of a work, `show-3` of the button that shows these."""
    return f"{family}-{number}"

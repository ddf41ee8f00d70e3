"""The timeline: every dated event of the text, with the words that it rests on. It can be filtered by theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.edition.standing_pages import STANDING_TITLES, TIMELINE_PAGE
from briefsite.html import Html, Markdown, PageBlock, block_element, inline_element
from briefsite.markup import editorial, escape, heading, joined, link, paragraph, phrase, typeset
from briefsite.pages.classes import Css, numbered_class
from briefsite.pages.evidence import paragraph_link, quoted_words, whose
from briefsite.pages.filters import MOST_THEMES, Choice, filter_buttons
from briefsite.pages.page import GeneratedPage
from briefsite.pages.page_end import earlier_addresses
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.timeline import DatedEvent


def timeline_page(publication: Publication) -> GeneratedPage:
    """The page of all events."""
    events = publication.events
    themes = [leaf for leaf in publication.outline.leaves if any(_leaf(publication, event) is leaf for event in events)]
    spans = sorted({event.event.year for event in events})
    noun = publication.edition.work.noun
    lead = (
        f"The {len(events)} events that the {noun} dates or lets be dated, {spans[0]} to {spans[-1]}. What happened is "
        f"told in the editors’ words; under it stand the words of the {noun} on which it rests."
    )
    entries = [_event(publication, event, themes.index(_leaf(publication, event)) + 1) for event in events]
    list_ = block_element("ol", *entries, gap="\n", classes=Css.EVENTS)
    body = [
        paragraph(escape(lead), classes=Css.LEAD),
        block_element("div", *_filter(publication, events, themes), list_, classes=Css.CHRONICLE),
        *earlier_addresses(publication, TIMELINE_PAGE.path),
    ]
    description = (
        f"{publication.edition.work.title}: its {len(events)} dated events, {spans[0]} to {spans[-1]}, each with the "
        "words that it rests on."
    )
    return GeneratedPage(TIMELINE_PAGE, STANDING_TITLES[TIMELINE_PAGE], description, tuple(body))


def timeline_start(publication: Publication, count: int = 6) -> Iterator[PageBlock]:
    """The first events, for the overview, and the way to all of them."""
    events = publication.events
    if not events:
        return
    yield heading(2, phrase("Timeline"), id="timeline-start")
    told = "its first events" if len(events) > count else "its events"
    yield whose(f"What the {publication.edition.work.noun} dates: {told}, in the editors’ words")
    rows = (_first_event(publication, event) for event in events[:count])
    yield block_element("ol", *rows, gap="\n", classes=(Css.EVENTS, Css.EVENTS_START))
    more = link(phrase("All {} events, to {}", len(events), events[-1].event.year), TIMELINE_PAGE.markdown)
    yield paragraph(more, classes=Css.MORE)


def _first_event(publication: Publication, event: DatedEvent) -> Markdown:
    said = joined(editorial(event.event.what), paragraph_link(publication, event.place), by=" ")
    what = inline_element("span", said, classes=Css.WHAT)
    return block_element("li", joined(_when(event), what, by=" "), markdown="span", classes=Css.EVENT)


def _filter(publication: Publication, events: Sequence[DatedEvent], themes: Sequence[Leaf]) -> Iterator[Html]:
    if not 1 < len(themes) <= MOST_THEMES:
        return
    choices = [Choice("all", "All", len(events))]
    for number, leaf in enumerate(themes, start=1):
        count = sum(_leaf(publication, event) is leaf for event in events)
        choices.append(Choice(number, leaf.page.title, count))
    yield filter_buttons("theme", "Events on the page", choices)


def _event(publication: Publication, event: DatedEvent, theme: int) -> Markdown:
    leaf = _leaf(publication, event)
    where = [paragraph_link(publication, event.place), link(editorial(leaf.page.title), leaf.file)]
    source = inline_element("span", joined(*where, by=" · "), classes=Css.SOURCE)
    return block_element(
        "li",
        paragraph(_when(event), classes=Css.WHEN),
        paragraph(escape(typeset(event.event.what)), classes=Css.WHAT),
        paragraph(joined(quoted_words(publication, event.event.words), source, by=" "), classes=Css.QUOTED_WORDS),
        markdown="block",
        id=event.fragment,
        classes=(Css.EVENT, numbered_class("theme", theme)),
    )


def _when(event: DatedEvent) -> Markdown:
    return inline_element("time", editorial(event.event.when), datetime=f"{event.event.year:04}")


def _leaf(publication: Publication, event: DatedEvent) -> Leaf:
    return publication.leaf(event.place[0])

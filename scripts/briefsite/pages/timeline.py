"""The timeline: every dated event of the text, with the words that it rests on. It can be filtered by theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from briefsite.edition.standing_pages import TIMELINE_PAGE, standing_title
from briefsite.html import Html, Markdown, PageBlock, block_element, inline_element
from briefsite.language.strings import Strings
from briefsite.markup import editorial, escape, heading, inner, joined, link, paragraph, phrase, typeset
from briefsite.pages.classes import Css, numbered_class
from briefsite.pages.evidence import paragraph_link, quoted_words
from briefsite.pages.filters import MOST_THEMES, Choice, filter_buttons
from briefsite.pages.page import GeneratedPage
from briefsite.pages.page_end import earlier_addresses
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.timeline import DatedEvent

#: How many key dates the first page has where the editors name no turning points.
_KEY_DATES: Final = 10


def timeline_page(publication: Publication) -> GeneratedPage:
    """The page of all events."""
    events = publication.events
    themes = [leaf for leaf in publication.outline.leaves if any(_leaf(publication, event) is leaf for event in events)]
    say, work = publication.strings, publication.edition.work
    span = _span(events, say)
    lead = say.count("timeline.lead", len(events), text=work.noun, span=span)
    entries = [_event(publication, event, themes.index(_leaf(publication, event)) + 1) for event in events]
    list_ = block_element("ol", *entries, gap="\n", classes=Css.EVENTS)
    body = [
        paragraph(phrase(lead), classes=Css.LEAD),
        block_element("div", *_filter(publication, events, themes), list_, classes=Css.CHRONICLE),
        *earlier_addresses(publication, TIMELINE_PAGE.path),
    ]
    description = say.count("timeline.description", len(events), title=work.title, span=span)
    return GeneratedPage(TIMELINE_PAGE, standing_title(TIMELINE_PAGE, say), description, tuple(body), {"filters": True})


def key_dates(publication: Publication) -> Iterator[PageBlock]:
    """The turning points among the events, for the overview, and the way to all of them."""
    events = publication.events
    if not events:
        return
    say = publication.strings
    span = inner(_span(events, say))
    yield heading(2, phrase(say["timeline.key_dates"], span=span), id="timeline-start")
    rows = (_key_date(publication, event) for event in turning_points(events))
    yield block_element("ol", *rows, gap="\n", classes=(Css.EVENTS, Css.EVENTS_START))
    more = link(phrase(say.form("timeline.all", len(events)), count=len(events), span=span), TIMELINE_PAGE.markdown)
    yield paragraph(more, classes=Css.MORE)


def turning_points(events: Sequence[DatedEvent]) -> Sequence[DatedEvent]:
    """The events that the editors call turning points; where there are none, `_KEY_DATES` from the whole span."""
    chosen = [event for event in events if event.event.turning_point]
    if chosen or len(events) <= _KEY_DATES:
        return chosen or events
    return [events[round(step * (len(events) - 1) / (_KEY_DATES - 1))] for step in range(_KEY_DATES)]


def _span(events: Sequence[DatedEvent], say: Strings) -> str:
    """The years of events in order: "1636–2020"."""
    years = [event.event.year for event in events]
    if years[0] == years[-1]:
        return str(years[0])
    return say.text("timeline.span", first=years[0], last=years[-1])


def _key_date(publication: Publication, event: DatedEvent) -> Markdown:
    said = joined(editorial(event.event.what), paragraph_link(publication, event.place), by=" ")
    what = inline_element("span", said, classes=Css.WHAT)
    return block_element("li", joined(_when(event), what, by=" "), markdown="span", classes=Css.EVENT)


def _filter(publication: Publication, events: Sequence[DatedEvent], themes: Sequence[Leaf]) -> Iterator[Html]:
    if not 1 < len(themes) <= MOST_THEMES:
        return
    choices = [Choice("all", publication.strings["filter.all"], len(events))]
    for number, leaf in enumerate(themes, start=1):
        count = sum(_leaf(publication, event) is leaf for event in events)
        choices.append(Choice(number, leaf.page.title, count))
    yield filter_buttons("theme", publication.strings["timeline.filter"], choices)


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

"""The timeline: every dated event of the text, with the words that it rests on.

It is filtered by theme with radio buttons and CSS alone (assets/reading.css): a rule for the n-th button hides every
event that isn't of the n-th theme. Without CSS, or without `:has()`, all events are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from briefsite.markup import attribute, editorial, escape, link, typeset
from briefsite.page_path import PagePath
from briefsite.pages.evidence import paragraph_link, quoted_words
from briefsite.pages.page import GeneratedPage
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.reading.timeline import DatedEvent, ordered_events

#: For so many themes the style sheet has a rule. An edition with more of them gets no buttons.
MOST_THEMES: Final = 12


def timeline_page(publication: Publication) -> GeneratedPage:
    """The page of all events."""
    events = dated_events(publication)
    themes = [leaf for leaf in publication.outline.leaves if any(_leaf(publication, event) is leaf for event in events)]
    spans = sorted({event.event.year for event in events})
    lead = (
        f"The {len(events)} events that the brief dates or lets be dated, {spans[0]} to {spans[-1]}. What happened is "
        "told in the editors’ words; under it stand the words of the brief on which it rests."
    )
    entries = [_event(publication, event, themes.index(_leaf(publication, event)) + 1) for event in events]
    body = [
        f"{lead}\n{{: .lead }}",
        "\n\n".join(
            [
                '<div class="chronicle" markdown="1">',
                *_filter(publication, events, themes),
                "\n".join(['<ol class="events" markdown="1">', *entries, "</ol>"]),
                "</div>",
            ]
        ),
    ]
    description = (
        f"{publication.edition.work.title}: its {len(events)} dated events, {spans[0]} to {spans[-1]}, each with the "
        "words that it rests on."
    )
    return GeneratedPage(PagePath("timeline"), "Timeline", description, tuple(body))


def timeline_start(publication: Publication, count: int = 6) -> Iterator[str]:
    """The first events, for the overview, and the way to all of them."""
    events = dated_events(publication)
    if not events:
        return
    yield "## Timeline { #timeline-start }"
    rows = [
        f'<li class="event" markdown="span">{_when(event)} <span class="what">{editorial(event.event.what)} '
        f"{paragraph_link(publication, event.place)}</span></li>"
        for event in events[:count]
    ]
    told = "its first events" if len(events) > count else "its events"
    said = f'<p class="label">What the brief dates: {told}, in the editors’ words</p>'
    more = link(f"All {len(events)} events, to {events[-1].event.year}", "timeline.md")
    yield said
    yield "\n".join(['<ol class="events events-start" markdown="1">', *rows, "</ol>"])
    yield f"{more}\n{{: .more }}"


def dated_events(publication: Publication) -> tuple[DatedEvent, ...]:
    """The events of the edition in their order, each with its place and fragment."""
    return ordered_events(publication.edition.timeline, publication.assembly, publication.addresses.paragraphs)


def _filter(publication: Publication, events: Sequence[DatedEvent], themes: Sequence[Leaf]) -> Iterator[str]:
    if not 1 < len(themes) <= MOST_THEMES:
        return
    choices = [("all", "All", len(events))]
    for number, leaf in enumerate(themes, start=1):
        choices.append((str(number), leaf.page.title, sum(_leaf(publication, event) is leaf for event in events)))
    yield "\n".join(
        [
            '<fieldset class="filter" data-search-exclude="">',
            "<legend>Events on the page</legend>",
            *(_choice(name, title, count) for name, title, count in choices),
            "</fieldset>",
        ]
    )


def _choice(name: str, title: str, count: int) -> str:
    """A button. Without `autocomplete`, Firefox brings a choice back on reloading, and hides what a link leads to."""
    checked = " checked" if name == "all" else ""
    button = f'<input type="radio" name="theme" class="show-{name}" autocomplete="off"{checked}>'
    return f"<label>{button} <span>{attribute(typeset(title))} <small>{count}</small></span></label>"


def _event(publication: Publication, event: DatedEvent, theme: int) -> str:
    leaf = _leaf(publication, event)
    where = f"{paragraph_link(publication, event.place)} · {link(editorial(leaf.page.title), leaf.file)}"
    return "\n\n".join(
        [
            f'<li id="{event.fragment}" class="event theme-{theme}" markdown="block">',
            f"{_when(event)}\n{{: .when }}",
            f"{escape(typeset(event.event.what))}\n{{: .what }}",
            f'{quoted_words(event.event.words)} <span class="source">{where}</span>\n{{: .words }}',
            "</li>",
        ]
    )


def _when(event: DatedEvent) -> str:
    return f'<time datetime="{event.event.year:04}">{editorial(event.event.when)}</time>'


def _leaf(publication: Publication, event: DatedEvent) -> Leaf:
    return publication.leaf(event.place[0])

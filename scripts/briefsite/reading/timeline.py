"""The timeline: dated events in order, and the years of the text that no event mentions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefsite.edition.extras import TimelineEvent
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.source.emendation import quotation

#: A year as running text writes it: 1636, 2018, 1990s. Not a part of a longer number (1,994 or 20185).
YEAR_PATTERN = re.compile(r"(?:1\d{3}|20\d{2})(?<![\w.,]\d{4})s?(?![\w]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event with the place of its quotation, and its lasting fragment (`t-1636-p2`)."""

    event: TimelineEvent
    place: tuple[int, int | None]
    fragment: str


@dataclass(frozen=True, slots=True)
class UntoldYear:
    """A year of the text that is neither on the timeline nor left out on purpose, at its first place."""

    year: str
    paragraph: int
    item: int | None
    start: int


def ordered_events(
    events: Iterable[TimelineEvent], assembly: Assembly
) -> tuple[tuple[TimelineEvent, tuple[int, int | None]], ...]:
    """The events by year, each with the place of its quotation.

    Those of one year are in the order of the text, but what is dated less exactly ("from the 1990s" beside "1990")
    comes after what has the year itself.
    """
    placed = []
    for event in events:
        index, item = assembly.quotations.places(event.words)[0]
        passage = assembly.paragraphs[index].passage(item)
        start = quotation(event.words).search(passage.text)
        vague = not re.search(rf"(?<!\d){abs(event.year)}(?!\w)", event.when)
        order = (event.year, vague, index, -1 if item is None else item, start.start() if start else 0)
        placed.append((order, event, (index, item)))
    return tuple((event, place) for _, event, place in sorted(placed, key=lambda entry: entry[0]))


def years(text: str) -> Iterator[tuple[str, int]]:
    """Every year in `text`, as (the year as written, its offset)."""
    return ((match[0], match.start()) for match in YEAR_PATTERN.finditer(text))


def years_told(events: Iterable[TimelineEvent]) -> frozenset[str]:
    """The years on the timeline: those it sorts by, those it shows, those in the words it quotes."""
    return frozenset(
        year
        for event in events
        for year in (str(event.year), *(found for text in (event.when, event.words) for found, _ in years(text)))
    )


def untold(
    paragraphs: Sequence[Paragraph], events: Iterable[TimelineEvent], omitted: Collection[str]
) -> tuple[UntoldYear, ...]:
    """The years of the text that are neither on the timeline nor listed as omissions, each once, in text order."""
    known = years_told(events) | set(omitted)
    found: dict[str, UntoldYear] = {}
    for index, paragraph in enumerate(paragraphs):
        for item, passage in paragraph.passages():
            for year, start in years(passage.text):
                if year not in known:
                    found.setdefault(year, UntoldYear(year, index, item, start))
    return tuple(found.values())


def idle_omissions(
    paragraphs: Sequence[Paragraph], events: Sequence[TimelineEvent], omitted: Iterable[str]
) -> tuple[str, ...]:
    """Omissions that omit nothing: years that aren't in the text, or that are on the timeline."""
    there = {year for paragraph in paragraphs for _, passage in paragraph.passages() for year, _ in years(passage.text)}
    return tuple(year for year in omitted if year not in there or year in years_told(events))

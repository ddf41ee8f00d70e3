"""Changes: all that has befallen the addresses of the edition, newest first, and the pages that are no more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from briefsite.dates import long_date
from briefsite.ledger.address import label
from briefsite.ledger.former import FormerAddress
from briefsite.ledger.record import Change, Ledger, Record, spoken_name
from briefsite.markup import editorial, inner, link
from briefsite.page_path import PagePath
from briefsite.pages.former import file_of, former_block, marked_differences
from briefsite.pages.page import GeneratedPage
from briefsite.reading.publication import Publication


def changes_page(publication: Publication) -> GeneratedPage:
    """The page that lists every change, by day."""
    ledger = publication.ledger
    first = min((record.since for record in ledger.records), default=publication.edition.site.date)
    days: dict[datetime.date, list[str]] = {}
    for record in ledger.records:
        if record.since > first and record.kind != "place":
            days.setdefault(record.since, []).append(f"{_link(record)} is new.")
        for index, event in enumerate(record.history):
            if record.kind != "place":
                days.setdefault(event.on, []).append(_line(ledger, record, index, event))
    lead = (
        f"What has changed in this edition since it was first published on {long_date(first)}. Every address that was "
        "ever published still leads to its passage, or to where it went, or to what it said."
    )
    body = [f"{lead}\n{{: .lead }}"]
    for day in sorted(days, reverse=True):
        body += [f"## {long_date(day)} {{ #changes-{day} }}", "\n".join(f"- {line}" for line in days[day])]
    if not days:
        body.append("Nothing has changed since.")
    description = f"{publication.edition.work.title}: what has changed in this edition, newest first."
    return GeneratedPage(PagePath("changes"), "Changes", description, tuple(body), search=False)


def _line(ledger: Ledger, record: Record, index: int, event: Change) -> str:
    shown = _link(record)
    match event.what:
        case "edited":
            later = (e.before for e in record.history[index + 1 :] if e.what == "edited")
            marked = marked_differences(event.before, next(later, record.wording), inner)
            return f'{shown} was changed: <span class="wording">{marked}</span>'
        case "moved":
            return f"{shown} moved away from {editorial(event.before)}."
        case "merged" | "renamed":
            into = ledger.by_id.get(event.before)
            where = _link(into) if into else editorial(event.before)
            return f"{shown} {'went into' if event.what == 'merged' else 'is now'} {where}."
        case "withdrawn":
            return f"{shown} was withdrawn."
        case _:
            return f"{shown} is back."


def _link(record: Record) -> str:
    shown = label(record.id) if record.kind in {"paragraph", "item"} else editorial(spoken_name(record))
    target = file_of(record.page) if record.kind == "page" else f"{file_of(record.page)}#{record.id}"
    return link(shown, target)


def former_pages(publication: Publication) -> Iterator[GeneratedPage]:
    """The pages whose slugs are no more: each leads to where its readers find it now."""
    ledger = publication.ledger
    for record in ledger.records:
        if record.kind == "page" and not record.live:
            yield _former(ledger, record, publication.former.get(record.id, ()))


def _former(ledger: Ledger, record: Record, left: Sequence[FormerAddress]) -> GeneratedPage:
    end = ledger.resolve(record.id)
    at = PagePath.of(record.id)
    blocks = [former_block(found) for found in left]
    if end is None or not end.live:
        said = f"This page was withdrawn on {long_date(record.until or record.since)}."
        return GeneratedPage(at, record.wording, said, (said, *blocks), search=False)
    said = f"This page is now {link(editorial(end.wording), file_of(end.id))}."
    facts = {"template": "moved.html", "moved_path": end.id.lstrip("/")}
    return GeneratedPage(at, record.wording, f"This page is now at {end.id}", (said, *blocks), facts, search=False)

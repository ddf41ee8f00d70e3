"""Changes: what became of each address of the edition, newest first; and a page for each former path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.html import Markdown, PageBlock, inline_element
from briefsite.ledger.address import label
from briefsite.ledger.former import FormerAddress
from briefsite.ledger.record import Change, Ledger, Record, spoken_name
from briefsite.ledger.version import DRAFT, VersionId, in_version
from briefsite.markup import bullet_list, editorial, escape, heading, inner, inside, link, paragraph, phrase
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.former import former_block, marked_differences
from briefsite.pages.page import GeneratedPage
from briefsite.reading.publication import Publication


def changes_page(publication: Publication) -> GeneratedPage:
    """The page that lists every change, by day."""
    ledger = publication.ledger
    first = min((record.since for record in ledger.records), default=DRAFT)
    days: dict[VersionId, list[Markdown]] = {}
    for record in ledger.records:
        if record.since > first and record.kind != "place":
            days.setdefault(record.since, []).append(phrase("{} is new.", _link(record)))
        for index, event in enumerate(record.history):
            if record.kind != "place":
                days.setdefault(event.on, []).append(_line(ledger, record, index, event))
    lead = phrase(
        "What has changed in this edition since it was first published on {}. Every address that was ever published "
        "still leads to its passage, or to where it went, or to what it said.",
        inner(first.shown),
    )
    body: list[PageBlock] = [paragraph(lead, classes=Css.LEAD)]
    for day in sorted(days, reverse=True):
        body += [heading(2, inner(day.shown), id=f"changes-{day}"), bullet_list(days[day])]
    if not days:
        body.append(phrase("Nothing has changed since."))
    description = f"{publication.edition.work.title}: what has changed in this edition, newest first."
    return GeneratedPage(PagePath("changes"), "Changes", description, tuple(body), search=False)


#: The heading of the changes that wait for a release.
DRAFT_ID: Final = "changes-draft"


def draft_notice(publication: Publication) -> Printed:
    """What the header of every page says of a draft: since when it is one, and where its changes are listed."""
    site, version = publication.edition.site.path, publication.version
    if version is None:
        return printed(html_text("Draft: nothing of this edition has been released yet."))
    href = address_in_site(f"{site}/changes/#{DRAFT_ID}".lstrip("/"))
    since = f"changes since the version of {version.shown}"
    return printed(joined_html(html_text("Draft: "), element("a", html_text(since), href=href)))


def _line(ledger: Ledger, record: Record, index: int, event: Change) -> Markdown:
    shown = _link(record)
    match event.what:
        case "edited":
            later = (e.before for e in record.history[index + 1 :] if e.what == "edited")
            marked = marked_differences(event.before, next(later, record.wording))
            return phrase("{} was changed: {}", shown, inline_element("span", marked, classes=Css.WORDING))
        case "moved":
            return phrase("{} moved away from {}.", shown, editorial(event.before))
        case "merged" | "renamed":
            into = ledger.by_id.get(event.before)
            where = _link(into) if into else editorial(event.before)
            return phrase("{} went into {}." if event.what == "merged" else "{} is now {}.", shown, where)
        case "withdrawn":
            return phrase("{} was withdrawn.", shown)
        case _:
            return phrase("{} is back.", shown)


def _link(record: Record) -> Markdown:
    shown = inside(label(record.id)) if record.kind in {"paragraph", "item"} else editorial(spoken_name(record))
    file = PagePath.of(record.page).markdown
    target = file if record.kind == "page" else f"{file}#{record.id}"
    return link(shown, target)


def former_pages(publication: Publication) -> Iterator[GeneratedPage]:
    """A page for each path that is no longer in use: it leads to where its readers find it now."""
    ledger = publication.ledger
    for record in ledger.records:
        if record.kind == "page" and not record.live:
            yield _former(ledger, record, publication.former.get(record.id, ()))


def _former(ledger: Ledger, record: Record, left: Sequence[FormerAddress]) -> GeneratedPage:
    end = ledger.resolve(record.id)
    at = PagePath.of(record.id)
    blocks = [former_block(found) for found in left]
    if end is None or not end.live:
        said = f"This page was withdrawn {in_version(record.until)}."
        return GeneratedPage(at, record.wording, said, (escape(said), *blocks), search=False)
    now = phrase("This page is now {}.", link(editorial(end.wording), PagePath.of(end.id).markdown))
    facts = {"template": "moved.html", "moved_path": end.id.lstrip("/")}
    return GeneratedPage(at, record.wording, f"This page is now at {end.id}", (now, *blocks), facts, search=False)

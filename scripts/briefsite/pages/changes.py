"""Changes: the versions of an edition, newest first, with all that changed; and a page for each former path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from textwrap import shorten
from typing import Final

from briefsite.edition.standing_pages import CHANGES_PAGE, standing_title
from briefsite.exports.feed import FEED, FEED_TYPE
from briefsite.exports.template import Printed, address_in_site, printed
from briefsite.html import Html, Markdown, PageBlock, element, html_phrase, html_text, inline_element
from briefsite.ledger.addressable import AddressKind
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.marks import without_numbers
from briefsite.ledger.record import Change, Record
from briefsite.ledger.version import DRAFT, Version, VersionId, in_version, shown_version
from briefsite.ledger.version_links import version_path
from briefsite.ledger.wordings import Rewording, edits, is_renumbered, rewordings
from briefsite.markup import bullet_list, editorial, escape, heading, inner, joined, link, paragraph, phrase, typeset
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.former import former_block, marked_differences, reasons, record_link, with_rests
from briefsite.pages.page import GeneratedPage
from briefsite.pages.site_link import site_link
from briefsite.reading.publication import Publication


def changes_page(publication: Publication) -> GeneratedPage:
    """The page that lists every version, with its note and every change, additions included."""
    ledger, say = publication.ledger, publication.strings
    lines = _lines(publication)
    body: list[PageBlock] = [paragraph(phrase(say["changes.lead"]), classes=Css.LEAD)]
    if publication.version and not publication.frozen:
        feed = link(phrase(say["changes.feed"]), FEED, type=FEED_TYPE)
        body.append(phrase(say["changes.subscribe"], feed=feed))
    if publication.is_draft and not publication.frozen:
        body += [heading(2, phrase(say["changes.draft"]), id=DRAFT_ID), paragraph(_of_draft(publication))]
        body += [bullet_list(lines[DRAFT])] if publication.version and DRAFT in lines else []
        body += _edited_by_editors(publication, DRAFT)
    for version in reversed(ledger.versions):
        body += _of_version(publication, version, lines.get(version.id, ()))
    description = say.text("changes.description", title=publication.edition.work.title)
    return GeneratedPage(CHANGES_PAGE, standing_title(CHANGES_PAGE, say), description, tuple(body), search=False)


#: Kinds whose words are the editors': that they were changed is said with all else that the editors changed.
_EDITORIAL: Final[frozenset[AddressKind]] = frozenset({"name", "event", "figure", "part"})
#: The most letters of a name in a list of what the editors changed.
_LONGEST_NAME: Final = 60
#: The heading of the changes that wait for a release.
DRAFT_ID: Final = "changes-draft"


def _of_draft(publication: Publication) -> Markdown:
    say = publication.strings
    if publication.version is None:
        return phrase(say["changes.no_version"])
    return phrase(say["changes.unreleased"], version=inner(shown_version(publication.version, say)))


def changes_id(version: Version) -> str:
    """The fragment of what the page says of a version."""
    return f"changes-{version.id}"


def released_changes(publication: Publication) -> Mapping[VersionId, Sequence[PageBlock]]:
    """What changed in each version, as it was released: nothing of the draft is in it."""
    ledger = publication.released
    lines = _lines(replace(publication, ledger=ledger))
    return {version.id: [*_in_version(publication, version, lines.get(version.id, ()))] for version in ledger.versions}


def _of_version(publication: Publication, version: Version, lines: Sequence[Markdown]) -> Iterator[PageBlock]:
    yield heading(2, inner(shown_version(version.id, publication.strings)), id=changes_id(version))
    if version.note:
        yield escape(typeset(version.note))
    if version.words:
        yield _way(publication, version.id)
    yield from _in_version(publication, version, lines)


def _in_version(publication: Publication, version: Version, lines: Sequence[Markdown]) -> Iterator[PageBlock]:
    if version == publication.ledger.versions[0]:
        yield phrase(publication.strings["changes.first"])
    else:
        yield from [bullet_list(lines)] if lines else []
        yield from _edited_by_editors(publication, version.id)


def _edited_by_editors(publication: Publication, version: VersionId) -> Sequence[PageBlock]:
    """What the editors say otherwise than in the version before."""
    changes = publication.edited.get(version, ())
    if not changes:
        return ()
    named: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in changes:
        name = shorten(one.name, _LONGEST_NAME, placeholder="…")
        named[one.verb, one.part].append(f"{name}”" if name.startswith("“") and name.endswith("…") else name)
    say = publication.strings
    rows = [
        editorial(
            say.text(
                f"changes.editors_{verb}", kinds=say[f"changes.subject.{part}"], names=say["list.between"].join(names)
            ).rstrip()
        )
        for (verb, part), names in named.items()
    ]
    return paragraph(phrase(say["changes.editors"])), bullet_list(rows)


def _way(publication: Publication, version: VersionId) -> Html:
    """The way to the pages of a version."""
    said = publication.strings.text("changes.read", version=shown_version(version, publication.strings))
    return element("p", site_link(publication, said, f"/{version_path(version)}/"))


def draft_notice(publication: Publication) -> Printed:
    """What the header of every page says of a draft: since when it is one, and where its changes are listed."""
    site, version, say = publication.edition.site.path, publication.version, publication.strings
    if version is None:
        return printed(html_text(say["changes.draft_first"]))
    href = address_in_site(f"{site}/changes/#{DRAFT_ID}".lstrip("/"))
    since = html_text(say.text("changes.draft_since", version=shown_version(version, say)))
    return printed(html_phrase(say["changes.draft_notice"], changes=element("a", since, href=href)))


def _lines(publication: Publication) -> Mapping[VersionId, Sequence[Markdown]]:
    """What changed in each version after the first, a line for each change; without other words of the editors."""
    ledger = publication.ledger
    editorial_notes = {note.address for note in publication.notes if not note.text}
    first = ledger.versions[0].id if ledger.versions else DRAFT
    found: defaultdict[VersionId, list[Markdown]] = defaultdict(list)
    renumbered: defaultdict[VersionId, list[Record]] = defaultdict(list)
    pages = (record for record in ledger.records if record.kind == "page")
    renamed = {(event.on, event.before) for page in pages for event in page.history if event.what == "renamed"}
    for record in ledger.records:
        if record.kind in {"place", "heading"}:  # they follow from passages and pages
            continue
        if record.since > first and (record.since, record.id) not in renamed:
            found[record.since].append(_new(publication, record))
        for one in edits(record):
            if is_renumbered(ledger, record, one):
                renumbered[one.on].append(record)
        for one in rewordings(ledger, record):
            ours = record.kind in _EDITORIAL or record.id in editorial_notes
            if not ours and not _only_split(ledger, record, one):
                found[one.on].append(_edited(publication, record, one))
        for index, event in enumerate(record.history):
            found[event.on] += _other(publication, record, index, event)
    for version, records in renumbered.items():
        say = publication.strings
        links = joined(*(record_link(publication, record) for record in records), by=say["list.between"])
        found[version].append(phrase(say["changes.only_numbers"], addresses=links))
    return found


def _new(publication: Publication, record: Record) -> Markdown:
    say, shown = publication.strings, record_link(publication, record, first=True)
    whole = publication.ledger.by_id.get(record.of)
    if whole is not None:
        return phrase(say["changes.split"], address=shown, whole=record_link(publication, whole))
    return phrase(say["changes.new"], address=shown)


def _only_split(ledger: Ledger, record: Record, one: Rewording) -> bool:
    """Whether an edit did nothing but give a part of the words to passages of their own: their lines say so."""
    whole = with_rests(ledger, record, one.on, one.after)
    return whole != one.after and without_numbers(one.before) == without_numbers(whole)


def _edited(publication: Publication, record: Record, one: Rewording) -> Markdown:
    say = publication.strings
    if one.before == one.after:
        return phrase(say["changes.notes"], address=record_link(publication, record))
    marked = marked_differences(one.before, with_rests(publication.ledger, record, one.on, one.after))
    wording = inline_element("span", marked, classes=Css.WORDING)
    return phrase(say["changes.revised"], address=record_link(publication, record, first=True), words=wording)


def _other(publication: Publication, record: Record, index: int, event: Change) -> Iterator[Markdown]:
    """What happened to an address besides that its words changed, as a line; nothing if another line says it."""
    ledger, say = publication.ledger, publication.strings
    shown = record_link(publication, record, first=True)
    match event.what:
        case "edited":
            return
        case "moved":
            page = next((each.before for each in record.history[index + 1 :] if each.what == "moved"), record.page)
            left = ledger.by_id.get(event.before)
            if left is None or Change("renamed", event.on, page) not in left.history:
                old, new = _page(ledger, event.before), _page(ledger, page)
                yield phrase(say["changes.moved"], address=shown, old=old, new=new)
        case "merged" | "renamed":
            into = ledger.by_id.get(event.before)
            where = record_link(publication, into) if into else editorial(event.before)
            if into and record.kind == "page" and event.what == "renamed" and into.wording == record.wording:
                yield phrase(say["changes.new_link"], address=record_link(publication, into, first=True))
            else:
                yield phrase(say[f"changes.{event.what}"], address=shown, target=where)
        case "withdrawn":
            yield phrase(say["changes.withdrawn"], address=shown)
        case _:
            yield phrase(say["changes.back"], address=shown)


def _page(ledger: Ledger, path: str) -> Markdown:
    """A page by its title."""
    record = ledger.by_id.get(path)
    return link(editorial(record.wording if record else path), PagePath.of(path).markdown)


def former_pages(publication: Publication) -> Iterator[GeneratedPage]:
    """A page for each path that is no longer in use: it leads to where its readers find it now."""
    ledger = publication.ledger
    for record in ledger.records:
        if record.kind == "page" and not record.live:
            yield _former(publication, record)


def _former(publication: Publication, record: Record) -> GeneratedPage:
    end, say = publication.ledger.resolve(record.id), publication.strings
    at = PagePath.of(record.id)
    blocks: list[PageBlock] = [former_block(publication, found) for found in publication.former.get(record.id, ())]
    if end is None or not end.live:
        said = say.text("former.page_withdrawn", when=in_version(record.until, say))
        blocks = [phrase(said), *reasons(publication, {record.id}, record.id), *blocks]
        return GeneratedPage(at, record.wording, said, tuple(blocks), {"noindex": True}, search=False)
    now = phrase(say["former.page_now"], page=link(editorial(end.wording), PagePath.of(end.id).markdown))
    facts = {"template": "moved.html", "moved_path": end.id.lstrip("/")}
    said = say.text("former.page_now_at", path=end.id)
    return GeneratedPage(at, record.wording, said, (now, *blocks), facts, search=False)

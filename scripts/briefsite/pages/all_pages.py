"""All pages of an edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.edition.license import license_of
from briefsite.edition.standing_pages import standing_pages
from briefsite.exports.document_links import ZIP_KIND, DocumentLink
from briefsite.exports.metadata import Metadata
from briefsite.exports.template import assignments
from briefsite.ledger.version import shown_version
from briefsite.ledger.version_links import page_now
from briefsite.markup import typeset
from briefsite.page_path import PagePath
from briefsite.pages.about import about_page
from briefsite.pages.changes import changes_page, draft_notice, former_pages
from briefsite.pages.error_report import report_address
from briefsite.pages.full_text import full_text_page
from briefsite.pages.how_to_cite import cite_section
from briefsite.pages.mark import template_mark
from briefsite.pages.names import names_page
from briefsite.pages.overview import overview_page
from briefsite.pages.owed_ids import missing_ids
from briefsite.pages.page import GeneratedPage, Part, page_files, part_place
from briefsite.pages.quotation import quotation_page
from briefsite.pages.received import received_page
from briefsite.pages.theme import theme_page
from briefsite.pages.timeline import timeline_page
from briefsite.pages.version_banner import version_banner
from briefsite.pages.works import works_page
from briefsite.reading.publication import Publication

if TYPE_CHECKING:
    from briefsite.reading.summary import EditionSummary


def edition_files(
    publication: Publication,
    sources: str,
    metadata: Mapping[str, Metadata] | None = None,
    cited: Mapping[str, Part] | None = None,
    others: Sequence[EditionSummary] = (),
    cache: Path | None = None,
    *,
    documents: Sequence[DocumentLink] = (),
) -> Mapping[str, str]:
    """The files of an edition's pages by their names in docs/, those of the templates that they are printed with too.

    `sources` is where an editor finds the sources. `metadata` has for a page's path what it says to machines, `cited`
    what is said at its end (`pages.how_to_cite`). `others` are the editions that the first page lists.
    `cache` is the folder of the cache for the map, or None for no cache. `documents` are those that the site offers.
    """
    path = publication.edition.site.path
    made = []
    for page in _pages(publication, others, cache, documents):
        url = page.at.path
        parts = [cited[url]] if cited and url in cited else []
        version, current = publication.version, publication.current
        banner = [version_banner(version, page.at, current, publication.strings)] if version and current else []
        places = (part_place(part.name) for part in banner)
        blocks = (*places, *page.blocks, *(cite_section(part, publication.strings) for part in parts))
        made.append(
            replace(
                page,
                blocks=(*blocks, *missing_ids(url, blocks)),
                search=page.search and not banner,
                facts={
                    **page.facts,
                    **_responsible(publication),
                    **(_of_version(publication, page.at) if banner else {}),
                },
                parts=(*banner, *page.parts, *parts),
                metadata=metadata.get(url) if metadata else None,
            )
        )
    facts = {f"templates/editions/{path or 'index'}.html": f"{template_mark(sources)}\n{_facts(publication)}"}
    notice = {f"templates/drafts/{path or 'index'}.html": f"{template_mark(sources)}\n{draft_notice(publication)}"}
    return {**page_files(made, sources, path), **facts, **(notice if publication.is_draft else {})}


def _pages(
    publication: Publication,
    others: Sequence[EditionSummary],
    cache: Path | None,
    documents: Sequence[DocumentLink],
) -> Iterator[GeneratedPage]:
    edition = publication.edition
    for leaf in publication.outline.leaves:
        first = leaf.page.slug == "/"
        yield overview_page(publication, leaf, others, cache, documents) if first else theme_page(publication, leaf)
    yield works_page(publication)
    if edition.timeline:
        yield timeline_page(publication)
    if edition.names:
        yield names_page(publication)
    yield full_text_page(publication, [document for document in documents if document.kind != ZIP_KIND])
    yield about_page(publication)
    yield received_page(publication)
    yield changes_page(publication)
    if not publication.frozen:
        yield quotation_page(publication)
    yield from former_pages(publication)


def _responsible(publication: Publication) -> Mapping[str, str]:
    """The facts of every page about the editors' part: its license, where errors are reported."""
    found = license_of(publication.edition.license)
    known = {
        "license": found.name if found else "",
        "license_url": found.url if found else "",
        "report": report_address(publication),
    }
    return {name: value for name, value in known.items() if value}


def _of_version(publication: Publication, at: PagePath) -> Mapping[str, str]:
    """The facts of a page of a version: which one, and `now`, the path of the page today, if it is another one."""
    now = page_now(publication.current or publication.ledger, at.path)
    return {"version": str(publication.version), **({"now": now.lstrip("/")} if now != at.path else {})}


def _facts(publication: Publication) -> str:
    """What the templates say of an edition: the day of its last version, which the site map has.

    If it is not at the root, they also say its names, and the pages beside each of its pages. The navigation
    of mkdocs.yml is the site's; with hundreds of editions it can't hold the pages of all.
    """
    edition, say = publication.edition, publication.strings
    modified = {"modified": publication.version.day.isoformat() if publication.version else ""}
    if not edition.site.path:
        return assignments(modified)
    leaves = [(leaf.page.slug, leaf.page.title, "text") for leaf in publication.outline.leaves]
    tools = [(slug, title, "tools") for slug, title in standing_pages(edition, say).items()]
    tabs = [
        {"title": title, "url": PagePath.of(slug).under(edition.site.path).path.lstrip("/"), "group": group}
        for slug, title, group in (*leaves, *tools)
    ]
    version = publication.version if publication.frozen else None
    title = typeset(edition.site.title if version else edition.work.title)
    heading = say.text("banner.heading", version=shown_version(version, say), title=title) if version else title
    return assignments(
        {
            **modified,
            "language": say.language,
            "path": f"{edition.site.path}/",
            "version": str(version or ""),
            "title": title,
            "heading": heading,
            "series": edition.work.in_series,
            "rights": edition.work.rights,
            "tabs": tabs,
        }
    )

"""The front of an edition in JATS: what it is, whose it is, when it came out, where it can be read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from briefsite.documents.front import Front, front
from briefsite.documents.jats_works import jats_runs, name_element
from briefsite.documents.reference import ReferenceRun, phrase_runs
from briefsite.documents.xml_tree import lines_of, node
from briefsite.edition.base import ORCID_SITE
from briefsite.exports.cited_work import editor_names, original
from briefsite.reading.publication import Publication
from briefsite.works.work import Date, Work


def article_front(publication: Publication, site_url: str) -> Element:
    """`<front>`: the work as it came out, and this edition of it with its editors, its version and its address."""
    matter, work = front(publication, site_url), original(publication).work
    authors = [lines_of("contrib", name_element(name), contrib_type="author") for name in work.authors]
    editors = [
        lines_of(
            "contrib",
            node("contrib-id", f"{ORCID_SITE}{editor.orcid}", contrib_id_type="orcid") if editor.orcid else None,
            name_element(name),
            node("role", editor.role) if editor.role else None,
            contrib_type="editor",
        )
        for name, editor in zip(editor_names(publication), publication.edition.editors, strict=True)
    ]
    uri = node("self-uri")
    uri.set("xlink:href", matter.url)
    summary = publication.edition.site.description
    meta = lines_of(
        "article-meta",
        node("article-id", matter.doi, pub_id_type="doi") if matter.doi else None,
        lines_of("title-group", node("article-title", matter.title)),
        lines_of("contrib-group", *authors) if authors else None,
        lines_of("contrib-group", *editors, content_type="editors") if editors else None,
        *_dates(publication, work.date),
        _permissions(publication, matter),
        uri if matter.url else None,
        _original(matter, work),
        lines_of("abstract", node("p", summary), abstract_type="editors") if summary else None,
        lines_of("custom-meta-group", *_custom(publication, matter)),
    )
    return lines_of("front", _series(publication, work), meta)


def _series(publication: Publication, work: Work) -> Element:
    """`<journal-meta>`, which JATS demands: the series in which the work came out, else the site. It has no ISSN."""
    site = publication.edition.site.title
    publisher = [
        node("publisher-name", work.publisher),
        *([node("publisher-loc", work.publisher_place)] if work.publisher_place else []),
    ]
    return lines_of(
        "journal-meta",
        node("journal-id", work.publisher or site, journal_id_type="publisher-id"),
        lines_of("journal-title-group", node("journal-title", work.genre or site)),
        node("issn"),
        lines_of("publisher", *publisher) if work.publisher else None,
    )


def _dates(publication: Publication, published: Date | None) -> Iterator[Element]:
    """The date of the work, and that of the version. JATS demands one: it is empty if there is none."""
    version = publication.version
    found = [
        *([_date(published, "original")] if published and published.year > 0 else []),
        *([_day(version.day)] if version else []),
    ]
    yield from found or [node("pub-date", node("year"))]


def _date(date: Date, kind: str) -> Element:
    parts = [("day", date.day), ("month", date.month), ("year", date.year)]
    return node(
        "pub-date",
        *(node(name, f"{value:0{4 if name == 'year' else 1}}") for name, value in parts if value),
        date_type=kind,
        iso_8601_date=date.iso or None,
    )


def _day(day: datetime.date) -> Element:
    return _date(Date(day.year, day.month, day.day), "version")


def _permissions(publication: Publication, matter: Front) -> Element | None:
    parts: list[Element] = []
    if matter.rights:
        parts.append(node("copyright-statement", matter.rights))
    if matter.license:
        name = ReferenceRun(matter.license.name, url=matter.license.url)
        part = phrase_runs(publication.strings["document.editors_part"], license=[name])
        said = node("license-p", *jats_runs(part))
        own = node("license", said, specific_use="editors")
        if matter.license.url:
            own.set("xlink:href", matter.license.url)
        parts.append(own)
    return lines_of("permissions", *parts) if parts else None


def _original(matter: Front, work: Work) -> Element | None:
    if not matter.published_at and not matter.published:
        return None
    found = node("related-object", node("source", work.title), ", ", node("comment", matter.published))
    found.set("link-type", "original")
    if matter.published_at:
        found.set("ext-link-type", "doi" if work.doi else "uri")
        found.set("xlink:href", work.doi or matter.published_at)
    return found


def _custom(publication: Publication, matter: Front) -> Iterator[Element]:
    """What JATS has no element for: the version, and the file that was received."""
    known: Mapping[str, str] = {
        "edition": matter.statement,
        "version": str(publication.version or "draft"),
        "received-file": publication.source.file.rsplit("/", 1)[-1],
        "received-file-sha256": publication.source.sha256,
    }
    for name, value in known.items():
        yield lines_of("custom-meta", node("meta-name", name), node("meta-value", value))

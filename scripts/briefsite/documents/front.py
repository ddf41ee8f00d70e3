"""What every document says of itself: the work, its publication, this edition with its version and its address."""

from __future__ import annotations

from dataclasses import dataclass

from briefsite.edition.license import License, license_of
from briefsite.exports.cited_work import edition_statement, original
from briefsite.exports.placeholder import is_placeholder
from briefsite.markup import typeset
from briefsite.reading.publication import Publication


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a document. `published` says where and when the work came out; `url` is "" without a site."""

    title: str
    authors: tuple[str, ...]
    published: str
    statement: str
    url: str
    published_at: str
    rights: str
    license: License | None


def front(publication: Publication, site_url: str) -> Front:
    """The front matter of an edition whose URL is `site_url`."""
    work, cited = publication.edition.work, original(publication)
    date = cited.published.shown if cited.published else ""
    said = [cited.series, work.publisher.shown, work.publisher.place, date]
    return Front(
        title=typeset(work.title),
        authors=work.authors_shown,
        published=", ".join(dict.fromkeys(part for part in said if part)),
        statement=edition_statement(publication),
        url="" if is_placeholder(site_url) else site_url,
        published_at=work.published_at,
        rights=work.rights,
        license=license_of(publication.edition.license),
    )

"""Pages and the works that they cite as JSON-LD for search engines, in the vocabulary of schema.org.

Zotero doesn't read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefsite.exports.citable import Citable, brief, citables
from briefsite.exports.downloads import works_on
from briefsite.exports.remarks import lasting_address
from briefsite.exports.type_names import TYPE_NAMES
from briefsite.reading.publication import Publication
from briefsite.words import squeezed
from briefsite.works.addresses import doi_address
from briefsite.works.work import Name, Work


def json_ld(publication: Publication, site_url: str, citable: Citable) -> Mapping[str, Any]:
    """The JSON-LD of a page: its type, publisher, what it is part of, and the works that it cites."""
    edition, work = publication.edition, citable.work
    site = {"@type": "WebSite", "@id": f"{site_url}#site", "name": edition.site.title, "url": site_url}
    page: dict[str, Any] = {"@context": "https://schema.org", **_described(work), "@id": work.url}
    page["dateModified"] = publication.version.day.isoformat() if publication.version else ""
    page["version"] = str(publication.version) if publication.version else ""
    page["isPartOf"] = site
    if work.type in {"report", "chapter"}:
        page["publisher"] = page["copyrightHolder"] = _organization(publication)
        page["copyrightNotice"] = squeezed(edition.work.rights)
        leaf = next((leaf for leaf in publication.outline.leaves if leaf.at.path == citable.path != "/"), None)
        if leaf is not None:
            whole = brief(publication, site_url).work
            page["isPartOf"] = [{**_described(whole), "@id": whole.url}, site]
            page["description"] = squeezed(leaf.page.description or leaf.page.summary)
        elif citable.path == "/":
            page["sameAs"] = [version.url for version in edition.work.published]
            page["hasPart"] = [
                {"@type": "Chapter", "@id": each.work.url, "name": each.work.title}
                for each in citables(publication, site_url).values()
                if each.work.type == "chapter"
            ]
        paragraphs = leaf.paragraphs if leaf else range(len(publication.paragraphs))
        page["citation"] = [_described(cited) for cited in works_on(publication, paragraphs)]
    elif citable.path == "/bibliography/":
        page["@type"] = "CollectionPage"
        page["mainEntity"] = {
            "@type": "ItemList",
            "itemListElement": [_described(cited) for cited in publication.bibliography.works],
        }
    return {name: value for name, value in page.items() if value}


def _organization(publication: Publication) -> Mapping[str, str]:
    """The publisher; empty if none is stated."""
    publisher = publication.edition.work.publisher
    known = {"name": publisher.name or publisher.short, "alternateName": publisher.short if publisher.name else ""}
    said = {name: value for name, value in known.items() if value}
    return {"@type": "Organization", **said} if said else {}


def _described(work: Work) -> dict[str, Any]:
    """A work as a schema.org object, without empty properties."""
    known: dict[str, Any] = {
        "@type": TYPE_NAMES[work.type].schema,
        "name": work.title,
        "author": [_author(name) for name in work.authors],
        "datePublished": work.date.iso if work.date else "",
        "inLanguage": work.language,
        "url": lasting_address(work),
        "sameAs": doi_address(work.doi) if work.doi else "",
        "pagination": work.pages,
    }
    if work.type == "report":
        known["reportNumber"] = work.number
    if work.container and work.type != "chapter":
        known["isPartOf"] = {"@type": "CreativeWork", "name": work.container}
    if work.publisher:
        known["publisher"] = {"@type": "Organization", "name": work.publisher}
    return {name: value for name, value in known.items() if value}


def _author(name: Name) -> Mapping[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    parts = {
        "@type": "Person",
        "name": " ".join(filter(None, (name.given, name.prefix, name.family, name.suffix))),
        "givenName": name.given,
        "familyName": " ".join(filter(None, (name.prefix, name.family))),
    }
    return {part: text for part, text in parts.items() if text}

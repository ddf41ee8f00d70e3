"""Pages and the works that they cite as JSON-LD for search engines, in the vocabulary of schema.org.

Zotero doesn't read it. The works are described on the page of the bibliography only: the pages that cite them name them
by their addresses there (`@id`), or each page would have twice the data, and every visitor would load it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from briefsite.edition.base import ORCID_SITE
from briefsite.edition.edited_work import PublishedVersion
from briefsite.edition.license import license_of
from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE, FULL_TEXT_PAGE
from briefsite.exports.citable import Citable
from briefsite.exports.cited_work import brief, editor_names
from briefsite.exports.downloads import works_on
from briefsite.exports.remarks import lasting_address
from briefsite.exports.type_names import TYPE_NAMES
from briefsite.markup import typeset
from briefsite.reading.publication import Publication
from briefsite.words import squeezed
from briefsite.works.addresses import doi_address, doi_in
from briefsite.works.work import Name, Work, bracketed_title


def json_ld(publication: Publication, site_url: str, citable: Citable) -> Mapping[str, Any]:
    """The JSON-LD of a page: the work, the page of the site, the site with its editors, and the works that it cites.

    The overview and the full text are the work itself. The page of a theme is a page of the site with the editors'
    title; its main entity is the work, which has an author. Cited works are named by their addresses.
    """

    def work_url(work: Work) -> str:
        return f"{BIBLIOGRAPHY_PAGE.url(site_url)}#{publication.work_address(work.key)}"

    site = _site(publication, site_url)
    whole = _whole(publication, site_url, citable) if citable.of_text else {}
    leaf = next((leaf for leaf in publication.outline.leaves if leaf.at.path == citable.path != "/"), None)
    page: dict[str, Any] = {"@context": "https://schema.org"}
    if citable.of_text and leaf is None:
        page |= whole
        if citable.path == "/":
            site["hasPart"] = [
                {"@type": "WebPage", "@id": each.at.url(site_url), "name": typeset(each.page.title)}
                for each in publication.outline.leaves
                if each.at.path != "/"
            ]
    elif leaf is not None:
        page |= _page(publication, typeset(leaf.page.title), citable.work.url)
        page |= {"description": squeezed(leaf.page.description or leaf.page.summary), "mainEntity": whole}
    else:
        page |= {**_described(citable.work), **_page(publication, citable.work.title, citable.work.url)}
    page["@id"] = citable.work.url
    page["dateModified"] = publication.version.day.isoformat() if publication.version else ""
    page["version"] = str(publication.version) if publication.version else ""
    page["isPartOf"] = site
    if citable.of_text:
        paragraphs = leaf.paragraphs if leaf else range(len(publication.paragraphs))
        page["citation"] = [{"@id": work_url(cited)} for cited in works_on(publication, paragraphs)]
    elif citable.path == BIBLIOGRAPHY_PAGE.path:
        page["@type"] = "CollectionPage"
        page["mainEntity"] = {
            "@type": "ItemList",
            "itemListElement": [
                {**_described(cited), "@id": work_url(cited)} for cited in publication.bibliography.works
            ],
        }
    return {name: value for name, value in page.items() if value}


def _site(publication: Publication, site_url: str) -> dict[str, Any]:
    """The edition as a site, which has the editors."""
    title = typeset(publication.edition.site.title)
    known = {"@id": f"{site_url}#site", "name": title, "url": site_url, "editor": _editors(publication)}
    known |= _license(publication)
    return {"@type": "WebSite", **{name: value for name, value in known.items() if value}}


def _page(publication: Publication, title: str, url: str) -> dict[str, Any]:
    """A page of the site, whose title is the editors'."""
    known = {"name": title, "url": url, "inLanguage": publication.strings.language, "editor": _editors(publication)}
    known |= _license(publication)
    return {"@type": "WebPage", **{name: value for name, value in known.items() if value}}


def _whole(publication: Publication, site_url: str, citable: Citable) -> dict[str, Any]:
    """The work: as it was published, with its translations, at the address that this edition has for it."""
    work, stated = brief(publication, site_url).work, publication.edition.work
    others = [version for version in stated.published if version.language != stated.language]
    known = {
        **_described(replace(work, editors=())),
        "@id": work.url,
        "url": citable.work.url if citable.path == FULL_TEXT_PAGE.path else work.url,
        "identifier": doi_address(publication.landing_doi) if publication.landing_doi else "",
        "sameAs": _same(publication),
        "workTranslation": [_other_language(version) for version in others if not version.original],
        "translationOfWork": [_other_language(version) for version in others if version.original],
        "copyrightNotice": work.rights,
    }
    publisher = _organization(publication)
    return {
        name: value for name, value in {**known, "publisher": publisher, "copyrightHolder": publisher}.items() if value
    }


def _same(publication: Publication) -> list[str]:
    """The addresses of the work besides that of this edition: the edition's DOI, and where it was published."""
    work = publication.edition.work
    there = [version.url for version in work.published if version.language == work.language]
    dois = [publication.landing_doi, publication.doi]
    found = [doi_address(doi) for doi in dois if doi] + [
        doi_address(doi) if (doi := doi_in(url)) else url for url in there
    ]
    return [*dict.fromkeys(found)]


def _other_language(version: PublishedVersion) -> dict[str, Any]:
    known = {
        "name": typeset(version.title),
        "inLanguage": version.language,
        "datePublished": version.date.isoformat(),
        "reportNumber": version.number,
        "url": version.url,
    }
    return {"@type": "Report", **{name: value for name, value in known.items() if value}}


def _editors(publication: Publication) -> list[dict[str, str]]:
    """The editors, with their ORCID iDs."""
    found = []
    for editor, name in zip(publication.edition.editors, editor_names(publication), strict=True):
        orcid = f"{ORCID_SITE}{editor.orcid}" if editor.orcid else ""
        known = {**_author(name), "@id": orcid, "identifier": orcid, "description": editor.role}
        found.append({key: value for key, value in known.items() if value})
    return found


def _license(publication: Publication) -> dict[str, str]:
    """The license of the editors' part, which the work doesn't have."""
    found = license_of(publication.edition.license)
    return {"license": found.cited} if found else {}


def _organization(publication: Publication) -> Mapping[str, str]:
    """The publisher, by the name that it has in citations; empty if none is stated."""
    publisher = publication.edition.work.publisher
    other = publisher.name if publisher.name != publisher.cited else ""
    known = {"name": publisher.cited, "alternateName": other}
    said = {name: value for name, value in known.items() if value}
    return {"@type": "Organization", **said} if said else {}


def _described(work: Work) -> dict[str, Any]:
    """A work as a schema.org object, without empty properties."""
    known: dict[str, Any] = {
        "@type": TYPE_NAMES[work.type].schema,
        "name": bracketed_title(work),
        "author": [_author(name) for name in work.authors],
        "editor": [_author(name) for name in work.editors],
        "translator": [_author(name) for name in work.translators],
        "datePublished": work.date.iso if work.date else "",
        "inLanguage": work.language,
        "url": lasting_address(work),
        "sameAs": doi_address(work.doi) if work.doi else "",
        "archivedAt": work.archived.url if work.archived else "",
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

"""The metadata of a page for programs, in its head and in spans of its body.

- COinS (briefsite.exports.coins) for Zotero. Each page of the text has one for itself. The bibliography has one for
  each work and none for itself, because Zotero would then offer only the page.
- Highwire Press tags (Google Scholar, *Inclusion Guidelines*), for the brief as a report.
- Dublin Core in HTML (DCMI, *Expressing Dublin Core metadata using HTML/XHTML meta and link elements*). By
  `dc.identifier` together with `dc.relation.ispartof`, Hypothesis recognizes a page whose address has changed.
- JSON-LD (briefsite.exports.json_ld) for search engines, Open Graph for link previews.
- Signposting (*FAIR Signposting Profile*): `cite-as`, `describedby`, `item`, `license`. No `rel=alternate`, DOI or PDF
  is given that several pages share: annotation tools would treat these pages as one.

It is written beside the page, one fact a line, as two templates that those of the theme include.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE
from briefsite.exports.citable import Citable, citables
from briefsite.exports.cited_work import brief, original
from briefsite.exports.coins import COINS_CLASS, coins
from briefsite.exports.document_links import PDF_KIND, TWIN, DocumentLink
from briefsite.exports.feed import FEED, FEED_TYPE
from briefsite.exports.json_ld import json_ld
from briefsite.exports.page_data import addressed, page_data
from briefsite.exports.placeholder import is_placeholder
from briefsite.exports.signposting import signposts
from briefsite.exports.social_card import HEIGHT, WIDTH, card_in_words
from briefsite.exports.template import Printed, address_in_site, in_script, printed
from briefsite.file_names import CARD
from briefsite.html import Html, Value, element, html_text
from briefsite.ledger.version import shown_version
from briefsite.ledger.version_links import version_links, version_path
from briefsite.reading.publication import Publication
from briefsite.works.languages import locale_of
from briefsite.works.work import Name, Work

Meta = tuple[str, str]


#: The class of the element with the URL to cite.
ADDRESS_CLASS: Final = "address"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a page as text of templates, for its head and its body.

    The body has COinS and, for print, the URL to cite with the version; not while `site_url` is a placeholder.
    """

    head: Printed
    body: Printed


def page_metadata(
    publication: Publication,
    site_url: str,
    templates: Mapping[tuple[str, str], str],
    documents: Sequence[DocumentLink] = (),
) -> Mapping[str, Metadata]:
    """The metadata of each page, by its path. `templates` are those of `style_templates.page_templates`.

    `documents` are those that the site offers: the first page names the PDF, as Google Scholar wants it.
    """
    found = {}
    for path, citable in citables(publication, site_url).items():
        versions = [*_version_links(publication, path)]
        head = _head(publication, site_url, citable, templates, versions, documents if path == "/" else ())
        found[path] = Metadata(head, _body(publication, site_url, citable))
    return found


def _head(
    publication: Publication,
    site_url: str,
    citable: Citable,
    templates: Mapping[tuple[str, str], str],
    versions: Iterable[Mapping[str, Value]],
    documents: Sequence[DocumentLink],
) -> Printed:
    work = addressed(citable.work, site_url)
    # Pages with one DOI would be one page to annotation tools: only the landing page has it.
    doi = publication.landing_doi if citable.path == "/" else ""
    names = [*(_highwire(work, doi) if citable.of_text else ()), *_dublin_core(publication, site_url, citable)]
    names += [
        ("citation_pdf_url", urljoin(citable.work.url, document.path))
        for document in documents
        if document.kind == PDF_KIND and not is_placeholder(site_url)
    ]
    properties = [*(_open_graph(publication, work) if citable.of_text else ()), *_card(publication, site_url)]
    linked_data = json_ld(publication, site_url, citable)
    data = page_data(citable, templates, site_url, original(publication), publication.styles)
    lines = [
        *(element("meta", name=name, content=said) for name, said in names if said),
        *(element("meta", property=name, content=said) for name, said in properties if said),
        *([element("meta", name="twitter:card", content="summary_large_image")] if site_url else []),
        *([element("meta", name="robots", content="noindex")] if publication.frozen else []),
        *(element("link", gap="", **link) for link in (*_signposts(publication, site_url, citable), *versions)),
        *_feed(publication),
        *_twin(publication, citable),
        element("script", in_script(linked_data), gap="\n", type="application/ld+json"),
        element("script", in_script(data), gap="\n", type="application/json", id="citation-data"),
    ]
    return printed(*lines)


def _body(publication: Publication, site_url: str, citable: Citable) -> Printed:
    works = publication.bibliography.works if citable.path == BIBLIOGRAPHY_PAGE.path else ()
    said = works or ((addressed(citable.located, site_url),) if citable.of_text else ())
    lines = [element("span", classes=COINS_CLASS, title=coins(one), hidden=True) for one in said]
    if not is_placeholder(site_url):
        lines = [element("p", html_text(_on_paper(publication, citable)), classes=ADDRESS_CLASS), *lines]
    return printed(*lines)


def _on_paper(publication: Publication, citable: Citable) -> str:
    """The foot of each sheet: the URL, and the version, with a word on what is not in it."""
    version, say = publication.version, publication.strings
    if version is None:
        return say.text("head.draft", url=citable.work.url)
    key = "head.changed" if publication.is_draft and not publication.frozen else "head.version"
    return say.text(key, url=citable.work.url, version=shown_version(version, say))


def _highwire(work: Work, doi: str) -> Iterator[Meta]:
    yield "citation_title", work.title
    yield from (("citation_author", _unsplit(name)) for name in work.authors)
    yield from (("citation_editor", _unsplit(name)) for name in work.editors)
    yield "citation_publication_date", work.date.iso.replace("-", "/") if work.date else ""
    yield "citation_technical_report_institution", work.publisher
    yield "citation_technical_report_number", work.number
    yield "citation_publisher", work.publisher
    yield "citation_language", work.language
    yield "citation_doi", doi
    if work.url:
        yield "citation_public_url", work.url


def _unsplit(name: Name) -> str:
    """A person as "Family, Given"; a body with a comma only at its end, without which Zotero would split its name."""
    return f"{name.literal.replace(',', '')}," if name.literal else str(name)


def _dublin_core(publication: Publication, site_url: str, citable: Citable) -> Iterator[Meta]:
    edition, work = publication.edition, citable.located
    yield "dc.title", work.title
    yield from (("dc.creator", str(name)) for name in work.authors)
    yield from (("dc.contributor", str(name)) for name in work.editors)
    yield "dc.date", work.date.iso if work.date else ""
    yield "dc.language", work.language
    yield "dc.format", "text/html"
    if citable.of_text:
        yield "dc.publisher", work.publisher
        yield "dc.rights", work.rights
        yield from (("dc.source", version.url) for version in edition.work.published)
    # Not a URL, so that it stays the same if the site moves.
    yield "dc.identifier", work.key
    if work.note:
        yield "dc.description", work.note
    yield "dc.relation.ispartof", brief(publication, site_url).work.key
    if publication.version:
        yield "dcterms.modified", publication.version.day.isoformat()


def _open_graph(publication: Publication, work: Work) -> Iterator[Meta]:
    """The properties that the theme doesn't print itself (title, description, type and URL)."""
    yield "article:published_time", work.date.iso if work.date else ""
    if publication.version:
        yield "article:modified_time", publication.version.day.isoformat()
    yield "og:locale", locale_of(work.language)


def _card(publication: Publication, site_url: str) -> Iterator[Meta]:
    """The picture of the edition, which its versions share. Its address has to be absolute."""
    version = publication.version
    root = site_url.removesuffix(f"{version_path(version)}/") if publication.frozen and version else site_url
    if root:
        yield "og:image", urljoin(root, CARD)
        yield "og:image:width", str(WIDTH)
        yield "og:image:height", str(HEIGHT)
        yield "og:image:alt", card_in_words(publication)


def _version_links(publication: Publication, path: str) -> Iterator[Mapping[str, Value]]:
    """The links to the same page now and in other versions (RFC 5829), as attributes."""
    version = publication.version if publication.frozen else None
    links = version_links(publication.current or publication.ledger, path, version, is_draft=publication.is_draft)
    root = publication.edition_path
    if version:
        yield {"rel": "latest-version", "href": _in_edition(root, links.latest.path)}
    for rel, other in (("predecessor-version", links.predecessor), ("successor-version", links.successor)):
        if other is not None:
            yield {"rel": rel, "href": _in_edition(root, other.path)}


def _feed(publication: Publication) -> Iterator[Html]:
    """The link to the feed of the edition, if it has one. Feeds are the only `alternate` that annotations don't follow.

    Hypothesis takes any other for the same page at another address.
    """
    if publication.version and not publication.frozen:
        href = address_in_site(f"{publication.edition.site.path}/{FEED}".lstrip("/"))
        yield element("link", rel="alternate", type=FEED_TYPE, title=publication.strings["head.feed"], href=href)


def _twin(publication: Publication, citable: Citable) -> Iterator[Html]:
    """The link to the page as Markdown, which is another form of this page only; annotations may take both for one."""
    if citable.of_text or citable.path == BIBLIOGRAPHY_PAGE.path:
        href = address_in_site(f"{publication.edition.site.path}{citable.path}{TWIN}".lstrip("/"))
        yield element("link", rel="alternate", type="text/markdown", href=href)


def _in_edition(root: str, path: str) -> str:
    return address_in_site(f"{root}{path}".lstrip("/"))


def _signposts(publication: Publication, site_url: str, citable: Citable) -> Iterator[Mapping[str, Value]]:
    """The links of `signposting`, as attributes."""
    path = publication.edition.site.path
    below = f"{path}/" if path else ""
    for sign in signposts(publication, site_url, citable):
        target = sign.target if "://" in sign.target else address_in_site(f"{below}{sign.target}")
        yield {"rel": sign.rel, "href": target, "type": sign.media_type or None}

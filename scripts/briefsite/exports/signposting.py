"""Signposting: typed links by which programs find their way from a page to what it is about (signposting.org/FAIR).

The first page of an edition is the landing page of the work, the full text and the pages of themes are what it consists
of. Each page has its links in its head (level 1), and a file has those of all of these pages (level 2; a link set as
JSON, RFC 9264).

While the site has no address of its own, there is no file and no link that needs a permanent URL: `cite-as`, `item`,
`collection`, `linkset`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin

from briefsite.edition.standing_pages import ABOUT_PAGE, FULL_TEXT_PAGE
from briefsite.exports.citable import Citable, citables
from briefsite.exports.formats import FORMATS
from briefsite.exports.page_data import FOLDER
from briefsite.exports.placeholder import is_placeholder
from briefsite.exports.type_names import TYPE_NAMES
from briefsite.page_path import PagePath
from briefsite.reading.publication import Publication
from briefsite.works.addresses import doi_address

#: The file with the links of all pages, from the edition's path.
LINKSET: Final = f"{FOLDER}/index.linkset.json"
_SCHEMA: Final = "https://schema.org/"
_HTML: Final = "text/html"


@dataclass(frozen=True, slots=True)
class Signpost:
    """A link: its relation, its target, and the media type of that (empty for what is only named).

    The target is an absolute URL, or a path that counts from the edition's.
    """

    rel: str
    target: str
    media_type: str = ""


def signposts(publication: Publication, site_url: str, citable: Citable) -> Iterator[Signpost]:
    """The links of a page. `site_url` is the address of the edition."""
    lasting = not is_placeholder(site_url)
    if lasting:
        doi = publication.landing_doi if citable.path == "/" else ""
        yield Signpost("cite-as", doi_address(doi) if doi else citable.work.url)
    yield from (Signpost("type", f"{_SCHEMA}{name}") for name in _types(citable))
    if not citable.of_text:
        # These pages are the editors'. edition.yml has no identifier of an author of the text.
        named = (editor.orcid for editor in publication.edition.editors if editor.orcid)
        yield from (Signpost("author", f"https://orcid.org/{orcid}") for orcid in named)
    for form in FORMATS:
        yield Signpost("describedby", f"{FOLDER}/{citable.name}.{form.ending}", form.media_type)
    if not citable.of_text:
        return
    # The work has no license. Its rights are described on the page about the text.
    there = any(section.id == "rights" for section in publication.edition.about)
    yield Signpost("license", f"{ABOUT_PAGE.path[1:]}{'#rights' if there else ''}", _HTML)
    if not lasting:
        return
    if citable.path == "/":
        yield from (Signpost("item", page.url(site_url), _HTML) for page in _items(publication))
    else:
        yield Signpost("collection", PagePath().url(site_url), _HTML)
    yield Signpost("linkset", LINKSET, "application/linkset+json")


def _types(citable: Citable) -> tuple[str, ...]:
    if citable.path == "/":
        return ("AboutPage", TYPE_NAMES[citable.work.type].schema)
    if citable.path == FULL_TEXT_PAGE.path:
        return (TYPE_NAMES[citable.work.type].schema,)
    return ("WebPage",) if citable.of_text else ()


def _items(publication: Publication) -> Iterator[PagePath]:
    yield FULL_TEXT_PAGE
    yield from (leaf.at for leaf in publication.outline.leaves if leaf.at.path != "/")


def linkset_file(publication: Publication, site_url: str) -> Mapping[str, bytes]:
    """The file with the links of the landing page and its items, by its path from the edition's; none without a URL."""
    if is_placeholder(site_url):
        return {}
    found = []
    for citable in citables(publication, site_url).values():
        if citable.of_text:
            context: dict[str, Any] = {"anchor": citable.work.url}
            for sign in signposts(publication, site_url, citable):
                if sign.rel != "linkset":
                    typed = {"type": sign.media_type} if sign.media_type else {}
                    context.setdefault(sign.rel, []).append({"href": urljoin(site_url, sign.target), **typed})
            found.append(context)
    return {LINKSET: (json.dumps({"linkset": found}, ensure_ascii=False, indent=1) + "\n").encode()}

"""addresses.json of each edition, and its schema: files in docs/ for those who cite the site."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from briefsite.edition.standing_pages import QUOTATION_PAGE
from briefsite.exports.placeholder import is_placeholder
from briefsite.ledger.former import REPEATS
from briefsite.ledger.listing import (
    ADDRESSES,
    ADDRESSES_SCHEMA,
    AddressList,
    ListedSite,
    addresses_as_json,
    addresses_schema,
    list_addresses,
)
from briefsite.page_path import PagePath
from briefsite.pages.mark import data_mark
from briefsite.reading.publication import Publication
from briefsite.site.inputs import Inputs
from briefsite.site.navigation import listed_files

#: The page with the works of all editions. It is made if the navigation names it.
ALL_WORKS: Final = PagePath("all-works")


def listed_site(inputs: Inputs, path: str, editions: Iterable[str]) -> ListedSite:
    """What addresses.json says of the site around the edition at `path`; `editions` are the paths of all editions."""
    return around(inputs, {path, *editions})(path)


def around(inputs: Inputs, editions: Collection[str]) -> Callable[[str], ListedSite]:
    """The function that gives `listed_site` for each of the `editions`, by its path."""
    by_hand = {name for name in inputs.written_by_hand if name.endswith(".md") and not name.startswith("templates/")}
    if ALL_WORKS.markdown in listed_files(inputs.settings):
        by_hand.add(ALL_WORKS.markdown)
    by_hand |= {QUOTATION_PAGE.under(edition).markdown for edition in editions}
    pages = sorted(PagePath.of_markdown(name).path for name in by_hand)
    paths = sorted(f"/{edition}/" for edition in editions if edition)
    site = "" if is_placeholder(inputs.site_url) else inputs.site_url

    def at(path: str) -> ListedSite:
        here = f"/{path}/" if path else "/"
        others = [other for other in _beginning_with(here, paths) if other != here]
        own = [page for page in _beginning_with(here, pages) if not page.startswith(tuple(others))]
        return ListedSite(site=site, path=path, other_pages=tuple(own), other_editions=tuple(others))

    return at


def _beginning_with(start: str, paths: Sequence[str]) -> Sequence[str]:
    """Those of the sorted `paths` that begin with `start`."""
    return paths[bisect_left(paths, start) : bisect_left(paths, f"{start}\U0010ffff")]


def address_list(folder: str, publication: Publication, at: ListedSite) -> AddressList:
    """The addresses of the edition in `folder`, those of the draft among them."""
    return list_addresses(publication.ledger, at, REPEATS, data_mark(f"{folder}/"))


def address_files(folder: str, publication: Publication, at: ListedSite) -> Mapping[str, bytes]:
    """addresses.json of an edition, by its name in docs/."""
    name = f"{at.path}/{ADDRESSES}" if at.path else ADDRESSES
    return {name: addresses_as_json(address_list(folder, publication, at)).encode()}


def quotation_files(folder: str, publication: Publication) -> Mapping[str, bytes]:
    """quotations.json of an edition, by its name in docs/: for its page that checks quotations."""
    from briefsite.quotations.wording_file import QUOTATIONS, quotations_as_json
    from briefsite.quotations.wordings import searched_wordings

    name, path = folder.rpartition("/")[2], publication.edition.site.path
    versions = [version.id for version in publication.ledger.versions]
    at = ListedSite("", path)
    blocks = searched_wordings(name, publication, at)
    text = quotations_as_json(name, data_mark(f"{folder}/"), versions, at, blocks, publication.strings)
    return {f"{path}/{QUOTATIONS}" if path else QUOTATIONS: text.encode()}


def address_schema_files() -> Mapping[str, bytes]:
    """The schema of these files, by its name in docs/."""
    schema = {"$comment": data_mark("its types"), **addresses_schema()}
    return {ADDRESSES_SCHEMA: (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()}

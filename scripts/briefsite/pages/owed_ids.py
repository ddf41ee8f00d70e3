"""The ids that pages use themselves: menus offer them, so that people link to them, and a page never loses one.

A page owes each of them for good, also where the list or heading that had it is gone, or where the page itself is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from briefsite.html import PageBlock, ids_in
from briefsite.ledger.page_ids import ON_EVERY_PAGE, ON_TEXT_PAGES, PAGE_IDS
from briefsite.pages.changes import DRAFT_ID
from briefsite.pages.former import empty_anchors
from briefsite.pages.names import NAME_KINDS, kind_id

#: The ids of pages that are no theme's, by the path in the edition.
_OWED: Final[Mapping[str, frozenset[str]]] = {
    "/": PAGE_IDS["first"],
    "/bibliography/": PAGE_IDS["bibliography"],
    "/about/": PAGE_IDS["about"],
    "/full-text/": ON_TEXT_PAGES,
    "/names/": frozenset({"traces", *map(kind_id, NAME_KINDS)}),
    "/timeline/": frozenset({"traces"}),
    "/changes/": frozenset({DRAFT_ID}),
    "/received/": frozenset(),
}


def owed_ids(path: str) -> frozenset[str]:
    """The ids that the page with this path in its edition owes to those who link to it, whatever is on it now."""
    # Every page has a title, and what is for machines is never linked to.
    return _OWED.get(path, PAGE_IDS["theme"]) - ON_EVERY_PAGE


def missing_ids(path: str, blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """The ids that a page owes and its blocks don't have, as a block that shows nothing."""
    there = {name for block in blocks for name in ids_in(block)}
    yield from empty_anchors(sorted(owed_ids(path) - there))

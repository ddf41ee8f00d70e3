"""The ids that pages use themselves: menus offer them, so that people link to them, and a page never loses one.

A page owes each of them for good, also where the list or heading that had it is gone, or where the page itself is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from briefsite.edition.standing_pages import (
    ABOUT_PAGE,
    BIBLIOGRAPHY_PAGE,
    CHANGES_PAGE,
    FULL_TEXT_PAGE,
    NAMES_PAGE,
    QUOTATION_PAGE,
    RECEIVED_PAGE,
    TIMELINE_PAGE,
)
from briefsite.html import PageBlock, ids_in
from briefsite.ledger.page_ids import ON_EVERY_PAGE, ON_TEXT_PAGES, PAGE_IDS
from briefsite.pages.changes import DRAFT_ID
from briefsite.pages.former import empty_anchors
from briefsite.pages.names import NAME_KINDS, kind_id

#: The ids of pages that are no theme's, by the path in the edition.
_OWED: Final[Mapping[str, frozenset[str]]] = {
    "/": PAGE_IDS["first"],
    BIBLIOGRAPHY_PAGE.path: PAGE_IDS["bibliography"],
    ABOUT_PAGE.path: PAGE_IDS["about"],
    FULL_TEXT_PAGE.path: ON_TEXT_PAGES,
    NAMES_PAGE.path: frozenset({"traces", *map(kind_id, NAME_KINDS)}),
    TIMELINE_PAGE.path: frozenset({"traces"}),
    CHANGES_PAGE.path: frozenset({DRAFT_ID}),
    RECEIVED_PAGE.path: frozenset(),
    QUOTATION_PAGE.path: frozenset(),
}


def owed_ids(path: str) -> frozenset[str]:
    """The ids that the page with this path in its edition owes to those who link to it, whatever is on it now."""
    # Every page has a title, and what is for machines is never linked to.
    return _OWED.get(path, PAGE_IDS["theme"]) - ON_EVERY_PAGE


def missing_ids(path: str, blocks: Sequence[PageBlock]) -> Iterator[PageBlock]:
    """The ids that a page owes and its blocks don't have, as a block that shows nothing."""
    owed = owed_ids(path)
    # A long page has thousands of blocks, most of them without any of these.
    signs = [sign for name in owed for sign in (f'"{name}"', f" #{name}")]
    there = {name for block in blocks if any(sign in block for sign in signs) for name in ids_in(block)}
    yield from empty_anchors(sorted(owed - there))

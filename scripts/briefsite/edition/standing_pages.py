"""Standing pages: those that an edition has besides its own, their places and their titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from briefsite.edition.model import Edition
from briefsite.language.strings import ENGLISH, Strings
from briefsite.page_path import PagePath

BIBLIOGRAPHY_PAGE: Final = PagePath("bibliography")
FULL_TEXT_PAGE: Final = PagePath("full-text")
ABOUT_PAGE: Final = PagePath("about")
RECEIVED_PAGE: Final = PagePath("received")
CHANGES_PAGE: Final = PagePath("changes")
TIMELINE_PAGE: Final = PagePath("timeline")
NAMES_PAGE: Final = PagePath("names")
#: Every edition has it, but it has no words of the edition, and nothing in it can be cited: it is in no ledger, no
#: version, and in the menu only if the menu names it.
QUOTATION_PAGE: Final = PagePath("check-a-quotation")

#: Those that can be in the ledger, in their order.
STANDING_PAGES: Final = (
    *(TIMELINE_PAGE, NAMES_PAGE, BIBLIOGRAPHY_PAGE, FULL_TEXT_PAGE, ABOUT_PAGE, RECEIVED_PAGE, CHANGES_PAGE),
)
#: The slugs of those that every edition has.
STANDING_SLUGS: Final = tuple(page.slug for page in STANDING_PAGES if page not in {TIMELINE_PAGE, NAMES_PAGE})
#: Slugs that no page of an edition's own can have: of these pages, and of other things that are built.
RESERVED_SLUGS: Final = frozenset(
    {*(page.slug for page in (*STANDING_PAGES, QUOTATION_PAGE)), *("assets", "search", "404", "v", "index")}
)


def standing_title(page: PagePath, say: Strings = ENGLISH) -> str:
    """The title of a standing page."""
    return say[f"page.{page.name}"]


def standing_pages(edition: Edition, say: Strings = ENGLISH) -> Mapping[str, str]:
    """The pages of an edition besides its own, slug -> title: those that all have, and those for parts that it has."""
    lacking = {page for page, parts in ((TIMELINE_PAGE, edition.timeline), (NAMES_PAGE, edition.names)) if not parts}
    return {page.slug: standing_title(page, say) for page in STANDING_PAGES if page not in lacking}

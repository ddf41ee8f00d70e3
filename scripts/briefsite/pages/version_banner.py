"""The banner of a page of a version: which one it is, and where the page is now and in other versions.

It is a part of the page: so the page's Markdown, which is converted once, is the same in all versions that have the
same words.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefsite.exports.template import printed
from briefsite.html import Html, element, html_text, joined_html
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.version import VersionId
from briefsite.ledger.version_links import PageInVersion, version_links, version_path
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.page import Part


def version_banner(version: VersionId, at: PagePath, current: Ledger) -> Part:
    """The banner of the page `at` (its path in the edition) in a version. `current` has all versions."""
    links = version_links(current, at.path, version)
    here = at.under(version_path(version))
    latest = current.latest.id if current.latest else version
    said = "It is the latest." if latest == version else f"The latest is of {latest.shown}."
    lines = [
        joined_html(element("strong", html_text(f"Version of {version.shown}.")), html_text(said), by=" "),
        _link(here, links.latest, "This page as it is now", "latest-version"),
        *_neighbors(here, links.predecessor, links.successor),
    ]
    banner = element(
        "aside",
        *(element("p", line) for line in (lines[0], joined_html(*lines[1:], by=" · "))),
        classes=(Css.VERSION, Css.ED),
        aria_label="About this version",
        data_search_exclude="",
    )
    return Part(f"{at.stem}/version", printed(banner))


def _neighbors(here: PagePath, before: PageInVersion | None, after: PageInVersion | None) -> Iterator[Html]:
    for other, way, rel in (
        (before, "Earlier", "predecessor-version"),
        (after, "Later", "successor-version"),
    ):
        if other and other.version:
            yield _link(here, other, f"{way}: version of {other.version.shown}", rel)


def _link(here: PagePath, other: PageInVersion, shown: str, rel: str) -> Html:
    return element("a", html_text(shown), href=here.to(other.path), rel=rel)

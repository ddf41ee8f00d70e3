"""The banner of a page of a version: which one it is, and where the page is now and in other versions.

It is a part of the page: so the page's Markdown, which is converted once, is the same in all versions that have the
same words.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefsite.exports.template import printed
from briefsite.html import Html, element, html_text, joined_html
from briefsite.language.strings import Strings
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.version import VersionId, shown_version
from briefsite.ledger.version_links import PageInVersion, version_links, version_path
from briefsite.page_path import PagePath
from briefsite.pages.classes import Css
from briefsite.pages.page import Part


def version_banner(version: VersionId, at: PagePath, current: Ledger, say: Strings) -> Part:
    """The banner of the page `at` (its path in the edition) in a version. `current` has all versions."""
    links = version_links(current, at.path, version)
    here = at.under(version_path(version))
    latest = current.latest.id if current.latest else version
    is_latest = latest == version
    said = say["banner.is_latest"] if is_latest else say.text("banner.latest", version=shown_version(latest, say))
    this = html_text(say.text("banner.version", version=shown_version(version, say)))
    lines = [
        joined_html(element("strong", this), html_text(said), by=" "),
        _link(here, links.latest, say["banner.now"], "latest-version"),
        *_neighbors(here, links.predecessor, links.successor, say),
    ]
    banner = element(
        "aside",
        *(element("p", line) for line in (lines[0], joined_html(*lines[1:], by=" · "))),
        classes=(Css.VERSION, Css.ED),
        aria_label=say["banner.about"],
        data_search_exclude="",
    )
    return Part(f"{at.stem}/version", printed(banner))


def _neighbors(
    here: PagePath, before: PageInVersion | None, after: PageInVersion | None, say: Strings
) -> Iterator[Html]:
    for other, key, rel in (
        (before, "banner.earlier", "predecessor-version"),
        (after, "banner.later", "successor-version"),
    ):
        if other and other.version:
            yield _link(here, other, say.text(key, version=shown_version(other.version, say)), rel)


def _link(here: PagePath, other: PageInVersion, shown: str, rel: str) -> Html:
    return element("a", html_text(shown), href=here.to(other.path), rel=rel)

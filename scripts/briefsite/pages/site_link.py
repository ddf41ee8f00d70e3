"""Links in the Markdown of a page to what is in the site and not in docs/: the pages of versions.

A link of Markdown would lead nowhere, and relative URLs in HTML aren't the same for all renderers: Zensical counts them
from the file, the others from the page. So the Markdown has the path from the root of the site behind `site:`, and
theme/parts.html prints the way there.
"""

from __future__ import annotations

from briefsite.html import Html, Markdown, element, html_text, inline_element
from briefsite.markup import inner
from briefsite.reading.publication import Publication


def site_link(publication: Publication, said: str, path: str) -> Html:
    """A link to a path in the edition (`/v/2026-12-01/`), as HTML."""
    return element("a", html_text(said), href=_href(publication, path))


def inline_site_link(publication: Publication, said: str, path: str) -> Markdown:
    """The same in a line of Markdown."""
    return inline_element("a", inner(said), href=_href(publication, path))


def _href(publication: Publication, path: str) -> str:
    return f"site:{publication.edition_path}{path}".replace(":/", ":")

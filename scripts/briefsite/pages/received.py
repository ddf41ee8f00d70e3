"""The text as received, line by line: what every emendation and every line number refers to."""

from __future__ import annotations

from html import escape as html_escape

from briefsite.ledger.address import line_id
from briefsite.markup import escape
from briefsite.page_path import PagePath
from briefsite.pages.page import GeneratedPage
from briefsite.reading.publication import Publication


def received_page(publication: Publication) -> GeneratedPage:
    """The page that has the source as it is. It is kept out of the search: all of it stands on the theme pages."""
    source = publication.source
    lines = [
        # An entity for every sign that Markdown reads: inside a raw block nothing is escaped by a backslash.
        f'<li id="{line_id(number)}"><code>{html_escape(line.replace(chr(9), "    "), quote=False) or " "}</code></li>'
        for number, line in enumerate(source.lines, start=1)
    ]
    name = source.file.rsplit("/", 1)[-1]
    lead = (
        f"{escape(name)}, {len(source.data):,} bytes, {len(source.lines)} lines, as it was received and before any "
        f"emendation. SHA-256 `{source.sha256}`."
    )
    body = (
        f"{lead}\n{{: .lead }}",
        "\n".join(['<ol class="received">', *lines, "</ol>"]),
    )
    description = f"{publication.edition.work.title}: the text as received, line by line, with its checksum."
    return GeneratedPage(PagePath("received"), "The text as received", description, body, search=False)

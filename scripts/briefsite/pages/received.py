"""The text as received, line by line: what every emendation and every line number refers to."""

from __future__ import annotations

from briefsite.edition.standing_pages import RECEIVED_PAGE, STANDING_TITLES
from briefsite.html import Markdown, element, html_text, verbatim_html
from briefsite.ledger.page_ids import line_id
from briefsite.markup import code, editorial, inner, paragraph, phrase
from briefsite.pages.classes import Css
from briefsite.pages.former import empty_anchors
from briefsite.pages.page import GeneratedPage
from briefsite.reading.publication import Publication
from briefsite.source.received import is_as_received
from briefsite.works.dates import long_date


def received_page(publication: Publication) -> GeneratedPage:
    """The page that has the source as it is. The search leaves it out: the theme pages have all of it."""
    source = publication.source
    lines = [
        # In an element that is a block Markdown reads nothing.
        element("li", element("code", verbatim_html(line.replace("\t", "    ")) or html_text(" ")), id=line_id(number))
        for number, line in enumerate(source.lines, start=1)
    ]
    lead = phrase(
        "{}, {} bytes, {} lines, {} and uncorrected. SHA-256 {}.",
        inner(source.file.rsplit("/", 1)[-1]),
        inner(f"{len(source.data):,}"),
        len(source.lines),
        _since_received(publication),
        code(source.sha256),
    )
    most = max((version.lines for version in publication.ledger.versions), default=0)
    former = [line_id(number) for number in range(len(source.lines) + 1, most + 1)]
    list_ = element("ol", *lines, gap="\n", classes=Css.RECEIVED)
    body = (paragraph(lead, classes=Css.LEAD), list_, *empty_anchors(former))
    description = f"{publication.edition.work.title}: the source file, line by line, with its checksum."
    return GeneratedPage(RECEIVED_PAGE, STANDING_TITLES[RECEIVED_PAGE], description, body, search=False)


def _since_received(publication: Publication) -> Markdown:
    """Whether the text is what was received: "as it was received on 24 November 2026"."""
    stated, source = publication.edition.source, publication.source
    on = f" on {long_date(stated.received.date)}" if stated.received else ""
    if is_as_received(source, stated):
        return inner(f"as it was received{on}")
    changed = stated.changed
    because = f" ({changed.because.rstrip('.')})" if changed and changed.sha256 == source.sha256 else ""
    return editorial(f"changed since it was received{on}{because},")

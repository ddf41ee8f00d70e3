"""The text as received, line by line: what every emendation and every line number refers to."""

from __future__ import annotations

from briefsite.edition.standing_pages import RECEIVED_PAGE, standing_title
from briefsite.html import Markdown, element, html_text, verbatim_html
from briefsite.ledger.page_ids import line_id
from briefsite.markup import code, editorial, inner, paragraph, phrase
from briefsite.pages.classes import Css
from briefsite.pages.former import empty_anchors
from briefsite.pages.page import GeneratedPage
from briefsite.reading.publication import Publication
from briefsite.source.received import is_as_received


def received_page(publication: Publication) -> GeneratedPage:
    """The page that has the source as it is. The search leaves it out: the theme pages have all of it."""
    source = publication.source
    lines = [
        # In an element that is a block Markdown reads nothing.
        element("li", element("code", verbatim_html(line.replace("\t", "    ")) or html_text(" ")), id=line_id(number))
        for number, line in enumerate(source.lines, start=1)
    ]
    say = publication.strings
    lead = phrase(
        say["received.lead"],
        file=inner(source.file.rsplit("/", 1)[-1]),
        bytes=inner(say.number(len(source.data))),
        lines=len(source.lines),
        received=_since_received(publication),
        checksum=code(source.sha256),
    )
    most = max((version.lines for version in publication.ledger.versions), default=0)
    former = [line_id(number) for number in range(len(source.lines) + 1, most + 1)]
    list_ = element("ol", *lines, gap="\n", classes=Css.RECEIVED)
    body = (paragraph(lead, classes=Css.LEAD), list_, *empty_anchors(former))
    description = say.text("received.description", title=publication.edition.work.title)
    return GeneratedPage(RECEIVED_PAGE, standing_title(RECEIVED_PAGE, say), description, body, search=False)


def _since_received(publication: Publication) -> Markdown:
    """Whether the text is what was received: "as it was received on 24 November 2026"."""
    stated, source = publication.edition.source, publication.source
    say, changed = publication.strings, stated.changed
    date = say.date(stated.received.date) if stated.received else ""
    on = "_on" if date else ""
    if is_as_received(source, stated):
        return phrase(say[f"received.as_received{on}"], date=inner(date))
    if changed and changed.sha256 == source.sha256:
        reason = editorial(changed.because.rstrip("."))
        return phrase(say[f"received.changed{on}_because"], date=inner(date), reason=reason)
    return phrase(say[f"received.changed{on}"], date=inner(date))

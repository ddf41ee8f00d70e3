"""The text as received, line by line: what every emendation and every line number refers to."""

from __future__ import annotations

from urllib.parse import quote

from briefsite.edition.standing_pages import RECEIVED_PAGE, standing_title
from briefsite.html import Html, Markdown, element, html_text, verbatim_html
from briefsite.ledger.page_ids import line_id
from briefsite.markup import code, editorial, inner, link, paragraph, phrase
from briefsite.pages.classes import Css
from briefsite.pages.former import empty_anchors
from briefsite.pages.page import GeneratedPage
from briefsite.pages.source_lines import shown_place
from briefsite.reading.publication import Publication
from briefsite.source.document_place import page_link, published_name
from briefsite.source.received import is_as_received
from briefsite.source.structure import StructureBlock, StructureHead


def received_page(publication: Publication) -> GeneratedPage:
    """The page that has the source as it is. The search leaves it out: the theme pages have all of it."""
    source = publication.source
    say = publication.strings
    blocks = source.structure.blocks if source.structure is not None else ()
    places = {block.lines[0]: _place(publication, block) for block in blocks}
    lines = [
        # In an element that is a block Markdown reads nothing.
        element(
            "li",
            element("code", verbatim_html(line.replace("\t", "    ")) or html_text(" ")),
            *([html_text(" "), element("small", places[number])] if places.get(number) else []),
            id=line_id(number),
        )
        for number, line in enumerate(source.lines, start=1)
    ]
    lead = phrase(
        say["received.lead"],
        file=inner(source.file.rsplit("/", 1)[-1]),
        bytes=inner(say.number(len(source.data))),
        lines=len(source.lines),
        received=_since_received(publication),
        checksum=code(source.sha256),
    )
    if source.structure is not None:
        lead = _of_document(publication, source.structure.head)
    most = max((version.lines for version in publication.ledger.versions), default=0)
    former = [line_id(number) for number in range(len(source.lines) + 1, most + 1)]
    list_ = element("ol", *lines, gap="\n", classes=Css.RECEIVED)
    body = (paragraph(lead, classes=Css.LEAD), list_, *empty_anchors(former))
    description = say.text("received.description", title=publication.edition.work.title)
    return GeneratedPage(RECEIVED_PAGE, standing_title(RECEIVED_PAGE, say), description, body, search=False)


def _place(publication: Publication, block: StructureBlock) -> Html:
    """The place of a block in the document, in words where it has some; on a page of a PDF, with a link to it."""
    structure = publication.source.structure
    shown = html_text(shown_place(publication.strings, block.at))
    target = page_link(structure.head.document, block.at) if structure is not None and not publication.frozen else ""
    return element("a", shown, href=f"../{quote(target, safe='/#=')}") if target else shown


def _of_document(publication: Publication, head: StructureHead) -> Markdown:
    """What is said of a text that was derived from a document: the document, which can be saved, and its checksum."""
    name = head.document.rpartition("/")[2]
    shown = inner(name) if publication.frozen else link(inner(name), published_name(head.document))
    return phrase(
        publication.strings["received.of_document"],
        file=shown,
        received=_since_received(publication),
        checksum=code(head.sha256),
    )


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

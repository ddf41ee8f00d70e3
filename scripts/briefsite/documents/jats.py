"""An edition in JATS, the Journal Article Tag Suite, for archives that take articles in it.

Source of the format: ANSI/NISO Z39.96-2015 (JATS 1.1), Journal Publishing Tag Set. Later versions of JATS 1 take its
files as they are. What is the editors' is in sections and elements of their own: `sec-type`, `content-type` and
`specific-use` say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.correction_words import correction_in_words
from briefsite.documents.jats_front import article_front
from briefsite.documents.jats_text import JatsText
from briefsite.documents.jats_works import jats_runs, reference_list, worded_title
from briefsite.documents.xml_tree import document_of, lines_of, node, xml_id
from briefsite.reading.publication import Publication

_DOCTYPE: Final = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.1 20151215//EN" '
    '"JATS-journalpublishing1.dtd">'
)
_VERSION: Final = "1.1"


def jats(publication: Publication, site_url: str) -> bytes:
    """The JATS file of an edition, in UTF-8."""
    text = JatsText(publication)
    body = lines_of("body", *text.themes(site_url))
    back = [part for part in (text.notes(), reference_list(publication), *_editors(publication)) if part is not None]
    root = lines_of("article", article_front(publication, site_url), body, lines_of("back", *back) if back else None)
    values = {"xmlns:xlink": "http://www.w3.org/1999/xlink", "article-type": "other", "dtd-version": _VERSION}
    for name, value in {**values, "xml:lang": publication.edition.work.language}.items():
        root.set(name, value)
    return document_of(root, _DOCTYPE)


def _editors(publication: Publication) -> Iterator[Element]:
    """What the editors add behind the text: corrections, events and names."""
    say = publication.strings
    corrections = [
        node(
            "list-item",
            node("p", *jats_runs(correction_in_words(publication, one))),
            id=f"correction-{one.index + 1}",
        )
        for one in publication.corrections
    ]
    if corrections:
        listed = lines_of("list", *corrections, list_type="simple")
        yield _section("corrections", worded_title(say["about.corrections"]), listed)
    events = [_definition(xml_id(dated.fragment), dated.event.when, dated.event.what) for dated in publication.events]
    if events:
        yield _section("timeline", worded_title(say["page.timeline"]), lines_of("def-list", *events))
    names = [_definition(xml_id(fragment), name.name, name.line) for name, fragment in publication.name_ids.items()]
    if names:
        yield _section("names", worded_title(say["page.names"]), lines_of("def-list", *names))


def _section(kind: str, title: Element, listed: Element) -> Element:
    return lines_of("sec", title, listed, sec_type=kind, specific_use="editors")


def _definition(own: str, term: str, text: str) -> Element:
    return node("def-item", node("term", term), node("def", node("p", text)), id=own)

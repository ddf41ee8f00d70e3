"""The last page of an EPUB: what the editors add behind the text."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from briefsite.documents.correction_words import correction_in_words, correction_letters
from briefsite.documents.epub_pages import BookPage, page_file, reference, run_contents, said
from briefsite.documents.reference import phrase_runs
from briefsite.documents.xml_tree import node, xml_id
from briefsite.markup import typeset
from briefsite.reading.publication import Publication


def editors_page(publication: Publication) -> BookPage:
    """What the editors add behind the text: works, corrections, events and names."""
    letters, say = correction_letters(publication), publication.strings
    works = [
        node("p", *reference(publication, work.key), id=f"work-{xml_id(publication.work_address(work.key))}")
        for work in publication.bibliography.works
    ]
    corrections = [
        node(
            "p",
            node("strong", letters[one.index]),
            " ",
            *run_contents(correction_in_words(publication, one)),
            id=f"correction-{letters[one.index]}",
        )
        for one in publication.corrections
    ]
    events = [node("p", node("strong", one.event.when), f" {typeset(one.event.what)}") for one in publication.events]
    names = [
        node("p", *run_contents(phrase_runs(say["document.explained"], name=name.name, line=typeset(name.line))))
        for name in publication.name_ids
    ]
    parts = {
        "bibliography": (say["page.bibliography"], works),
        "corrections": (say["about.corrections"], corrections),
        "timeline": (say["page.timeline"], events),
        "names": (say["page.names"], names),
    }
    shown = {name: part for name, part in parts.items() if part[1]}
    title = say["document.what_editors_add"]
    body: list[Element] = [said("h1", title, class_="editors")]
    for name, (heading, rows) in shown.items():
        body += [said("h2", heading, class_="editors", id=name), *rows]
    sections = tuple((name, heading) for name, (heading, _) in shown.items())
    content = page_file(publication, title, body, kind="backmatter")
    return BookPage("editors.xhtml", title, content, sections)

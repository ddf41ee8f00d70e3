"""An edition as plain text: a paragraph a line, with its number before it; notes and works behind the text.

What the editors wrote (the titles of themes and sections, what they say of notes) is in square brackets, or under the
headings of the notes, so that no word of theirs is taken for the author's.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefsite.documents.correction_words import correction_in_words
from briefsite.documents.flow import FlowBlock, FlowPassage, note_passages, stretches
from briefsite.documents.flow_parts import FlowCorrection, FlowMark, FlowWords
from briefsite.documents.front import front
from briefsite.documents.note_words import locator_in_words, says_status, status_runs
from briefsite.documents.reference import phrase_runs, text_of_runs
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.works.addresses import doi_address
from briefsite.works.reference_html import reference_text


def text_file(publication: Publication, site_url: str) -> bytes:
    """The text file of an edition, in UTF-8, with line feeds."""
    return ("\n".join(_lines(publication, site_url)) + "\n").encode()


def _lines(publication: Publication, site_url: str) -> Iterator[str]:
    matter, say = front(publication, site_url), publication.strings
    yield from (matter.title, *matter.authors)
    yield from filter(None, (matter.published, matter.published_at))
    yield f"[{matter.statement}{f', {matter.url}' if matter.url else ''}]"
    doi = text_of_runs(phrase_runs(say["document.doi"], doi=doi_address(matter.doi))) if matter.doi else ""
    yield from (f"[{line}]" for line in (doi, matter.rights) if line)
    for stretch in stretches(publication, site_url):
        if not stretch.headed:
            yield from ("", f"[{stretch.title}]")
        for block in stretch.blocks:
            yield from ("", *_block(block))
    if publication.notes:
        yield from ("", "", f"[{say['notes.title']}]")
        for note in publication.notes:
            yield from ("", *_note(publication, note))
    if publication.bibliography.works:
        yield from ("", "", f"[{say['page.bibliography']}]", "")
        yield from (reference_text(publication.reference(work.key)) for work in publication.bibliography.works)
    if publication.corrections:
        yield from ("", "", f"[{say['about.corrections']}]", "")
        yield from (text_of_runs(correction_in_words(publication, one)) for one in publication.corrections)


def _block(block: FlowBlock) -> Iterator[str]:
    yield _passage(block.body, block.indent)
    yield from (f"  {_passage(item)}" for item in block.items)


def _passage(passage: FlowPassage, indent: int = 0) -> str:
    words = text_of(passage)
    number = f"{passage.number}  " if passage.number else ""
    return f"{number}{' ' * indent}{words}"


def text_of(passage: FlowPassage) -> str:
    """The words of a passage with the marks of its notes, as printed."""
    shown = (part for part in passage.parts if isinstance(part, FlowWords | FlowMark | FlowCorrection))
    return "".join(part.text for part in shown)


def _note(publication: Publication, note: Note) -> Iterator[str]:
    own = [text_of(passage) for passage in note_passages(publication, note)]
    said = [f"[{text_of_runs(status_runs(publication, note))}]"] if says_status(note) else []
    yield f"{note.shown}  {' '.join([*own, *said])}"
    for cited in note.works:
        yield f"    {reference_text(publication.reference(cited.key))}{locator_in_words(publication, cited)}"
    if note.comment:
        yield f"    [{note.comment}]"

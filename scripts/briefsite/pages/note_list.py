"""Notes as list items: the author's words, what the editors supplied, their works, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from briefsite.edition.model import Cited
from briefsite.exports.template import address_in_site, printed_html, printed_text
from briefsite.ledger.address import label, spoken
from briefsite.markup import attribute, escape, from_fragment, link, typeset
from briefsite.pages.inline import inline, kept, lined, source_lines
from briefsite.pages.page import Part, part_place
from briefsite.paragraphs.block import LINED
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication

#: What a note's status says to a reader. The first three name their author: the editors.
STATUS: Final = {
    "supplied": "Supplied by the editors · supports the sentence",
    "partial": "Supplied by the editors · partly supports the sentence",
    "unidentified": "Not identified · the editors found no work",
    "author": "Author’s note",
}


def note_entry(
    publication: Publication,
    note: Note,
    here: set[int] | None,
    letters: Mapping[int, str] | None = None,
    *,
    repeated: bool = False,
) -> str:
    """A note as a list item: the author's words, its status, its works, the comment, links back to where it is cited.

    `here` are the paragraphs of the page it stands on; None on a page that has no paragraphs. `letters` are the signs
    of the emendations on that page. With `repeated`, what the editors say of the note is a part of the page
    (`note_parts`): the Markdown has it on the pages that cite the note.
    """
    paragraphs = list(_own_words(publication, note, letters or {})) if note.text else []
    if repeated:
        paragraphs += [part_place(_part_name(note))] if _annotated(note) else []
    else:
        paragraphs += _annotation(publication, note)
    paragraphs.append(" ".join(_backlinks(publication, note, here)))
    body = "\n\n".join(paragraphs)
    # A list counts in numbers; a sign stands where the number would, by way of the style sheet.
    printed = f'value="{note.label}"' if note.label.isdigit() else f'class="signed" data-sign="{attribute(note.label)}"'
    return f'<li id="{note.address}" {printed} markdown="block">\n\n{body}\n</li>'


def note_parts(publication: Publication, notes: Iterable[Note]) -> tuple[Part, ...]:
    """What the editors say of each note, for the pages that repeat them all."""
    return tuple(
        Part(_part_name(note), "\n".join(_printed_annotation(publication, note))) for note in notes if _annotated(note)
    )


def _part_name(note: Note) -> str:
    return f"notes/{note.address}"


def _says_status(note: Note) -> bool:
    """Whether the status is said in a paragraph of its own: the author's note says it at its beginning."""
    return not note.text or note.status != "author"


def _annotated(note: Note) -> bool:
    return bool(_says_status(note) or note.works or note.comment)


def _annotation(publication: Publication, note: Note) -> Iterator[str]:
    """What the editors say of a note, as Markdown: its status, its works, the comment."""
    if _says_status(note):
        yield f'<span class="status status-{note.status}">{STATUS[note.status]}</span>'
    yield from (f"{cited_reference(publication, cited)}\n{{: .reference }}" for cited in note.works)
    if note.comment:
        yield f"{escape(typeset(note.comment))}\n{{: .comment }}"


def _printed_annotation(publication: Publication, note: Note) -> Iterator[str]:
    """The same as a template has it: `_annotation` after Markdown."""
    if _says_status(note):
        yield f'<p><span class="status status-{note.status}">{STATUS[note.status]}</span></p>'
    site = publication.edition.site
    for cited in note.works:
        text = printed_html(publication.reference(cited.key))
        locator = f" Here: {printed_text(cited.locator)}." if cited.locator else ""
        address = address_in_site(f"{site.path}/bibliography/#{cited.key}".lstrip("/"))
        way = f'<span class="to-work">— <a href="{address}">in the bibliography</a></span>'
        yield f'<p class="reference">{text}{locator} {way}</p>'
    if note.comment:
        yield f'<p class="comment">{printed_text(typeset(note.comment))}</p>'


def _own_words(publication: Publication, note: Note, letters: Mapping[int, str]) -> Iterator[str]:
    """The note as the source has it, paragraph by paragraph, with its lines."""
    status = f'<span class="status status-author ed">{STATUS["author"]}</span>'
    for paragraph in note.text:
        for _, passage in paragraph.passages():
            lines = source_lines(publication.source, passage)
            words = inline(passage, None, letters)
            if paragraph.kind in LINED:
                words = kept(lined(passage, None, letters, (), paragraph.indent), paragraph.kind)
            kind = "" if paragraph.kind == "prose" else f" .{paragraph.kind}"
            yield f"{status} {words} {lines}\n{{: .note-text{kind} }}".lstrip()
            status = ""


def _backlinks(publication: Publication, note: Note, here: set[int] | None) -> Iterator[str]:
    for citation in note.citations:
        address = publication.addresses.of(citation.paragraph, citation.item)
        local = here is not None and citation.paragraph in here
        target = f"#{citation.address}" if local else f"{publication.leaf(citation.paragraph).file}#{citation.address}"
        role = ' role="doc-backlink"' if local else ""
        yield f'[↩ {label(address)}]({target}){{ .backlink{role} aria-label="back to the text, {spoken(address)}" }}'


def cited_reference(publication: Publication, cited: Cited) -> str:
    """A work that a note cites: the formatted reference, the place in it, and the way to the bibliography."""
    text = from_fragment(publication.reference(cited.key))
    locator = f" Here: {escape(cited.locator)}." if cited.locator else ""
    way = link("in the bibliography", f"bibliography.md#{cited.key}")
    return f'{text}{locator} <span class="to-work">— {way}</span>'

"""Notes as list items: the author's words, what the editors supplied, their works, and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from briefsite.edition.model import Cited
from briefsite.ledger.address import label, spoken
from briefsite.markup import attribute, escape, from_fragment, link, typeset
from briefsite.pages.inline import inline, kept, lined, source_lines
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
    publication: Publication, note: Note, here: set[int] | None, letters: Mapping[int, str] | None = None
) -> str:
    """A note as a list item: the author's words, its status, its works, the comment, links back to where it is cited.

    `here` are the paragraphs of the page it stands on; None on a page that has no paragraphs. `letters` are the signs
    of the emendations on that page.
    """
    paragraphs = list(_own_words(publication, note, letters or {})) if note.text else []
    if not note.text or note.status != "author":
        paragraphs.append(f'<span class="status status-{note.status}">{STATUS[note.status]}</span>')
    paragraphs += [f"{cited_reference(publication, cited)}\n{{: .reference }}" for cited in note.works]
    if note.comment:
        paragraphs.append(f"{escape(typeset(note.comment))}\n{{: .comment }}")
    paragraphs.append(" ".join(_backlinks(publication, note, here)))
    body = "\n\n".join(paragraphs)
    # A list counts in numbers; a sign stands where the number would, by way of the style sheet.
    printed = f'value="{note.label}"' if note.label.isdigit() else f'class="signed" data-sign="{attribute(note.label)}"'
    return f'<li id="{note.address}" {printed} markdown="block">\n\n{body}\n</li>'


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

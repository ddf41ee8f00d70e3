"""Notes as list items: the author's words, what the editors supplied, their works, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from briefsite.edition.model import Cited, Status
from briefsite.edition.standing_pages import BIBLIOGRAPHY_PAGE
from briefsite.exports.template import address_in_site, printed
from briefsite.html import (
    Html,
    Markdown,
    PageBlock,
    block_element,
    element,
    html_text,
    inline_element,
    joined_html,
    list_item,
)
from briefsite.ledger.address import label, spoken
from briefsite.markup import (
    escape,
    from_fragment,
    html_of_engine,
    inner,
    inside,
    joined,
    link,
    paragraph,
    phrase,
    typeset,
)
from briefsite.pages.beside_passage import draft_mark, source_lines
from briefsite.pages.classes import STATUS_CLASSES, Css, block_classes
from briefsite.pages.former import earlier_wordings
from briefsite.pages.inline import EmendationSign, inline, kept, lined
from briefsite.pages.language import tongue
from briefsite.pages.page import Part, part_place
from briefsite.pages.pieces import in_one_piece
from briefsite.pages.text_link import TextLink
from briefsite.paragraphs.block import LINED
from briefsite.reading.note import Note
from briefsite.reading.publication import Publication
from briefsite.reading.typography import in_print
from briefsite.source.marker import marked
from briefsite.source.passage import Passage
from briefsite.works.label import work_label
from briefsite.works.sites import with_sites

if TYPE_CHECKING:
    from briefsite.citations.naming import NamedWork

#: The statuses in the order of lists. Beside the text, what comes behind the dash of their texts is enough.
STATUSES: Final[Sequence[Status]] = ("supplied", "partial", "unidentified", "author")


def note_entry(
    publication: Publication,
    note: Note,
    here: set[int] | None,
    signs: Mapping[int, EmendationSign] | None = None,
    *,
    page: str = "",
) -> Markdown:
    """A note as a list item: the author's words, its status, its works, the comment, links back to where it is cited.

    `here` are the paragraphs of the page that it is on; None on a page that has no paragraphs. `signs` are those
    of the emendations on that page. `page` is the path of that page if it is one that cites the note: there the
    Markdown has what the editors say of it, and its earlier wordings. On one that repeats all notes (""), the former
    is a part of the page (`note_parts`).
    """
    blocks: list[PageBlock] = list(_own_words(publication, note, signs or {}, here)) if note.text else []
    if page:
        blocks += _annotation(publication, note)
        # Other words of the editors are in the versions, and the page of changes names them.
        blocks += earlier_wordings(publication, publication.ledger.by_id[note.address]) if note.text else ()
    elif _annotated(note):
        blocks.append(part_place(_part_name(note)))
    how = publication.draft_of(note.address)
    blocks.append(
        joined(*([draft_mark(how, publication.strings)] if how else []), *_backlinks(publication, note, here), by=" ")
    )
    # A list counts in numbers; a sign is where the number would be, by way of the style sheet.
    own = " ".join(passage.text for block in note.text for _, passage in block.passages())
    way = tongue(publication.edition.work.language, own)["dir"]
    if note.label.isdigit() and note.shown == note.label:
        return list_item(*blocks, id=note.address, value=note.label, dir=way)
    return list_item(*blocks, id=note.address, classes=Css.SIGNED, data_sign=note.shown, dir=way)


def note_parts(publication: Publication, notes: Iterable[Note]) -> tuple[Part, ...]:
    """What the editors say of each note, for the pages that repeat them all."""
    return tuple(
        Part(_part_name(note), printed(*_printed_annotation(publication, note))) for note in notes if _annotated(note)
    )


def _part_name(note: Note) -> str:
    return f"notes/{note.address}"


def _says_status(note: Note) -> bool:
    """Whether the status is said in a paragraph of its own: the author's note says it at its beginning."""
    return not note.text or note.status != "author"


def _annotated(note: Note) -> bool:
    return bool(_says_status(note) or note.works or note.comment)


def _annotation(publication: Publication, note: Note) -> Iterator[Markdown]:
    """What the editors say of a note, as Markdown: its status, its works, the comment."""
    if _says_status(note):
        classes = (Css.STATUS, STATUS_CLASSES[note.status])
        status = inline_element("span", phrase(publication.strings[f"status.{note.status}"]), classes=classes)
        if note.comment:
            opened = block_element("summary", status, markdown="span")
            yield block_element("details", opened, paragraph(escape(typeset(note.comment))), classes=Css.COMMENT)
        else:
            yield status
    for cited in note.works:
        yield paragraph(cited_reference(publication, cited), classes=Css.REFERENCE)
    if note.comment and not _says_status(note):
        yield paragraph(escape(typeset(note.comment)), classes=Css.COMMENT)


def _printed_annotation(publication: Publication, note: Note) -> Iterator[Html]:
    """The same as a template has it: `_annotation` after Markdown."""
    if _says_status(note):
        classes = (Css.STATUS, STATUS_CLASSES[note.status])
        status = element("span", html_text(publication.strings[f"status.{note.status}"]), classes=classes)
        if note.comment:
            said = element("p", html_text(typeset(note.comment)))
            yield element("details", element("summary", status), said, gap="\n", classes=Css.COMMENT)
        else:
            yield element("p", status)
    site = publication.edition.site
    for cited in note.works:
        text = html_of_engine(with_sites(publication.reference(cited.key)))
        locator = html_text(publication.strings.text("notes.locator", locator=cited.locator) if cited.locator else "")
        address = address_in_site(f"{site.path}/bibliography/#{publication.work_address(cited.key)}".lstrip("/"))
        way = element("a", html_text(_label(publication, cited)), href=address, classes=Css.TO_WORK)
        said = joined_html(joined_html(text, locator), way, by=" ")
        yield element("p", said, classes=Css.REFERENCE)
    if note.comment and not _says_status(note):
        yield element("p", html_text(typeset(note.comment)), classes=Css.COMMENT)


def _own_words(
    publication: Publication, note: Note, signs: Mapping[int, EmendationSign], here: set[int] | None
) -> Iterator[Markdown]:
    """The note as the source has it, paragraph by paragraph, with its lines.

    Markers of other notes in it lead there on the page that has those.
    """
    inner_places = publication.citations_within.get(note.address, ())
    leads = here is not None and bool(inner_places) and inner_places[0].paragraph in here
    cited = iter(inner_places) if leads else None
    classes = (Css.STATUS, STATUS_CLASSES["author"], Css.ED)
    say = publication.strings
    named = iter(_work_links(publication, note))
    status = [inline_element("span", phrase(say["status.author"]), classes=classes)]
    for block in note.text:
        for _, passage in block.passages():
            lines = source_lines(publication.source, passage, say, frozen=publication.frozen)
            links = next(named)
            shown = passage
            if block.kind != "table":
                shown, to = in_print(publication.edition, passage)
                links = tuple(one.moved(to) for one in links)
            words = inline(shown, cited, signs, links, find=marked, say=say)
            if block.kind in LINED:
                words = kept(lined(shown, cited, signs, links, block.indent, marked, say=say), block.kind)
            said = joined(*status, words, lines, by=" ")
            spoken_in = tongue(publication.edition.work.language, passage.text)
            yield paragraph(said, classes=(Css.NOTE_TEXT, *block_classes(block.kind)), **spoken_in)
            status = []


def _work_links(publication: Publication, note: Note) -> Iterator[tuple[TextLink, ...]]:
    """For each passage of the author's words, links on those that name a work of the note, to the bibliography."""
    if not note.text:
        return
    # Most notes of most editions have no words in the source: this takes a twentieth of the time of a build.
    from briefsite.citations.naming import named_in_note

    passages = (passage for block in note.text for _, passage in block.passages())
    for passage, named in zip(passages, named_in_note(publication, note), strict=True):
        yield tuple(link for one in named if (link := _work_link(publication, passage, one)))


def _work_link(publication: Publication, passage: Passage, named: NamedWork) -> TextLink | None:
    """The link on the words that name a work; what says only "Ibid." says aloud which work that is."""
    start, end = in_one_piece(passage, named.start, named.end)
    if start >= end:
        return None
    label_of_work = work_label(publication.bibliography[named.key])
    said = publication.strings.text("common.labelled", label=passage.text[start:end], value=label_of_work)
    target = f"{BIBLIOGRAPHY_PAGE.markdown}#{publication.work_address(named.key)}"
    return TextLink(start, end, target, label_of_work, Css.CITED_WORK, "" if named.titled else said)


def _backlinks(publication: Publication, note: Note, here: set[int] | None) -> Iterator[Markdown]:
    say = publication.strings
    for citation in note.citations:
        address = publication.addresses.of(citation.paragraph, citation.item)
        local = here is not None and citation.paragraph in here
        page = "" if local else publication.leaf(citation.paragraph).file
        yield link(
            phrase(say["notes.back"], place=inside(label(address))),
            f"{page}#{citation.address}",
            classes=Css.BACKLINK,
            role="doc-backlink" if local else None,
            aria_label=say.text("spoken.back", place=spoken(address, say)),
        )


def cited_reference(publication: Publication, cited: Cited) -> Markdown:
    """A work that a note cites: the formatted reference, the place in it, and the way to the bibliography."""
    text = from_fragment(with_sites(publication.reference(cited.key)))
    say = publication.strings
    locator = phrase(say["notes.locator"], locator=escape(cited.locator)) if cited.locator else inner("")
    entry = f"{BIBLIOGRAPHY_PAGE.markdown}#{publication.work_address(cited.key)}"
    way = link(inner(_label(publication, cited)), entry, classes=Css.TO_WORK)
    return joined(joined(text, locator), way, by=" ")


def _label(publication: Publication, cited: Cited) -> str:
    """The work in a few words, with the place in it."""
    name = work_label(publication.bibliography[cited.key])
    return publication.strings.text("notes.work_at", work=name, locator=cited.locator) if cited.locator else name

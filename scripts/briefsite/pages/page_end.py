"""The end of a page: its notes, its emendations, and the earlier addresses of what isn't a passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefsite.html import Markdown, PageBlock, block_element, list_item
from briefsite.ledger.addressable import PASSAGES
from briefsite.ledger.page_ids import emendation_sign_id
from briefsite.markup import heading, inside, joined, link, phrase
from briefsite.pages.classes import Css
from briefsite.pages.emendations import emendation_sentence
from briefsite.pages.fold import folded
from briefsite.pages.former import empty_anchor, former_block
from briefsite.pages.note_list import note_entry
from briefsite.pages.page import part_place
from briefsite.pages.page_text import PageText
from briefsite.pages.works_files import files_of_page
from briefsite.reading.publication import Publication
from briefsite.source.emendation import Correction


def end_blocks(text: PageText, around: Iterable[PageBlock] = ()) -> Iterator[PageBlock]:
    """What comes after the text of a page: its notes, what is `around` the text, its emendations, earlier addresses."""
    if text.notes:
        here = set(text.paragraphs)
        signs = text.signs_in.get("", {})
        page = "" if text.copy else text.path
        notes = (note_entry(text.publication, note, here, signs, page=page) for note in text.notes)
        files = (part_place(part.name) for part in files_of_page(text))
        yield block_element(
            "section",
            heading(2, phrase(text.publication.strings["notes.title"]), id=Css.NOTES),
            block_element("ol", *notes, gap="\n"),
            *files,
            classes=Css.NOTES,
            role="doc-endnotes",
            aria_labelledby=Css.NOTES,
        )
    yield from around
    if text.corrections:
        entries = [_emendation(text, correction) for _, correction in text.corrections]
        listed = block_element("ol", *entries, gap="\n", type="a")
        yield folded(
            phrase(text.publication.strings["about.corrections"]), listed, id=Css.EMENDATIONS, classes=Css.EMENDATIONS
        )
    yield from earlier_addresses(text.publication, text.path)


def earlier_addresses(publication: Publication, path: str) -> Iterator[PageBlock]:
    """The former addresses of all that is on a page besides passages: sections, notes, names and so on."""
    others = [found for found in publication.former.get(path, ()) if found.record.kind not in PASSAGES]
    if others:
        yield block_element(
            "section",
            heading(2, phrase(publication.strings["former.contents"]), id="traces", data_search_exclude=""),
            *(former_block(publication, found) for found in others),
            classes=Css.TRACES,
            aria_labelledby="traces",
        )


def _emendation(text: PageText, correction: Correction) -> Markdown:
    say = text.publication.strings
    address, _ = text.publication.emended_at(correction.index)
    own, *further = text.emendation_ids(correction.index)
    others = [empty_anchor(each) for name in further for each in (name, emendation_sign_id(name))]
    back = link(
        phrase(say["notes.back"], place=inside(text.publication.called(address))),
        f"#{emendation_sign_id(own)}",
        classes=Css.BACKLINK,
        aria_label=say.text("spoken.back", place=text.publication.spoken(address)),
    )
    said = joined(emendation_sentence(text.publication, correction), back, by=" ")
    return list_item(joined(*others, said), id=own)

"""The locators with which the places of a page are cited: "¶ 9", "¶¶ 9–14", "sec. Aims", "note 7".

The titles of pages and sections are the editors', so no citation has them: a page and a section are cited by the
numbers of their paragraphs, a paragraph by its own, an author's note as "note 7", an editors' as "editors’ note 7". If
the text has a heading of its own, that is a locator. The overview and the full text are cited as the whole work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.ledger.address import label, locator_of_ranges
from briefsite.markup import typeset
from briefsite.reading.note import Note
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.writing.capitals import cased


def locators_of_page(
    publication: Publication, paragraphs: Sequence[int], leaf: Leaf | None = None
) -> Iterator[tuple[str, str]]:
    """The locators of the addresses on a page, and of the page itself if it is one of the themes, a `leaf`."""
    if leaf is not None and leaf.at.path != "/":
        yield "", _numbers(publication, paragraphs)
    for division in (division for stretch in leaf.stretches for division in stretch) if leaf else ():
        if division.section:
            yield division.section.id, _numbers(publication, division.paragraphs)
    cited: dict[str, None] = {}
    for index in paragraphs:
        paragraph = publication.paragraphs[index]
        if paragraph.numbered:
            for address in (publication.addresses.of(index), *publication.addresses.items[index]):
                yield address, label(address)
        elif paragraph.kind == "heading" and index not in publication.outline.section_at:
            title = cased(paragraph.body.text, publication.edition.work.language)
            yield publication.addresses.of(index), f"sec. {typeset(title)}"
        cited |= dict.fromkeys(citation.note for citation in publication.citations_in[index])
    in_order = sorted(cited, key=publication.order_of_notes.__getitem__)
    yield from ((address, note_locator(publication.note[address])) for address in in_order)


def _numbers(publication: Publication, paragraphs: Sequence[int]) -> str:
    """The numbers of paragraphs (their positions in the text): "¶¶ 9–14", "¶ 9", "¶¶ 3–5, 9"; "" if none has one."""
    of = publication.addresses.of
    return locator_of_ranges([(of(run[0]), of(run[-1])) for run in _runs(publication, paragraphs)])


def passages_in_order(publication: Publication, paragraphs: Sequence[int]) -> Sequence[Sequence[str]]:
    """The addresses of paragraphs and items, for each run of several that follow one another in the text."""
    addresses = publication.addresses
    runs = (
        [passage for index in run for passage in (addresses.of(index), *addresses.items[index])]
        for run in _runs(publication, paragraphs)
    )
    return [run for run in runs if len(run) > 1]


def _runs(publication: Publication, paragraphs: Sequence[int]) -> Sequence[Sequence[int]]:
    """Those paragraphs that have numbers, in the order of the text, divided where others are between them."""
    place = publication.order_of_numbered
    runs: list[list[int]] = []
    for index in sorted({*paragraphs} & place.keys()):
        if runs and place[index] == place[runs[-1][-1]] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def note_locator(note: Note) -> str:
    """The locator of a note: "note 7" if it is the author's, otherwise "editors’ note 7"."""
    own = note.text or note.status == "author"
    return f"note {note.shown}" if own else f"editors’ note {note.shown}"

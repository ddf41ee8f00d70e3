"""Where emendations are: in which paragraphs, items and notes, and on which pages these are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefsite.paragraphs.paragraph import Paragraph
from briefsite.reading.note import Note
from briefsite.reading.outline import Leaf, Outline
from briefsite.source.emendation import emended_in

#: What the address of an emendation is made of: a paragraph or item by its position, or a note's address.
Emended = tuple[int, int | None] | str


def emended_places(paragraphs: Sequence[Paragraph]) -> Mapping[int, tuple[tuple[int, int | None], ...]]:
    """Position of each emendation of the text in edition.yml -> its paragraph and item.

    An emendation across a border is in several.
    """
    found: dict[int, tuple[tuple[int, int | None], ...]] = {}
    for index, paragraph in enumerate(paragraphs):
        for item, passage in paragraph.passages():
            for emended in emended_in(passage):
                found[emended] = (*found.get(emended, ()), (index, item))
    return found


def emended_on(
    outline: Outline, paragraphs: Sequence[Paragraph], notes: Sequence[Note]
) -> Iterator[tuple[Leaf, Mapping[int, Emended]]]:
    """The emendations that each page lists, by their positions in edition.yml, in its order: where each of them is.

    It lists those of its text, then those in the notes that it cites. One across a border is in the last passage of the
    page that it touches.
    """
    emended = [(note, tuple(index for text in note.text for index in emended_in(text.whole))) for note in notes]
    emended = [(note, indexes) for note, indexes in emended if indexes]
    for leaf in outline.leaves:
        here = set(leaf.paragraphs)
        found: dict[int, Emended] = {}
        for number in leaf.paragraphs:
            for item, passage in paragraphs[number].passages():
                found |= dict.fromkeys(emended_in(passage), (number, item))
        for note, indexes in emended:
            if any(citation.paragraph in here for citation in note.citations):
                for index in indexes:
                    found.setdefault(index, note.address)
        yield leaf, found

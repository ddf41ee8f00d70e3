"""The quotations of an edition: all words by which edition.yml names a place of the text.

An emendation's quotation is none of these: it quotes the text as received, and must be exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefsite.edition.model import Edition
from briefsite.yaml_files.located import Path

#: What a quotation names: where lines are to be joined or parted (`border`), the first paragraph of a page or section
#: (`opening`), a paragraph about whose address editors rule (`ruling`), a note of the source (`note`), or the words on
#: which something rests (`evidence`).
Use = Literal["border", "opening", "ruling", "note", "evidence"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words at `path` of edition.yml.

    `owner` is the path of what cannot be used without them; `said` is what that is, for a sentence.
    """

    path: Path
    words: str
    use: Use
    owner: Path
    said: str

    @property
    def key(self) -> str:
        """The key under which they are, "from"; empty for an entry of a list."""
        last = self.path[-1]
        return last if isinstance(last, str) else ""


def quotations(edition: Edition) -> Iterator[Quotation]:
    """All quotations, in the order of the types."""
    yield from _borders(edition)
    yield from _openings(edition)
    for index, note in enumerate(edition.notes):
        if note.start:
            path: Path = ("notes", index)
            yield Quotation((*path, "from"), note.start, "note", path, f"the entry on note {note.label}")
    yield from _evidence(edition)
    for index, ruling in enumerate(edition.addresses):
        if ruling.paragraph:
            path = ("addresses", index)
            said = f"the override for {ruling.is_ or ruling.not_}"
            yield Quotation((*path, "paragraph"), ruling.paragraph, "ruling", path, said)


def _borders(edition: Edition) -> Iterator[Quotation]:
    for key, said, entries in (("joins", "a join", edition.joins), ("splits", "a split", edition.splits)):
        for index, words in enumerate(entries):
            yield Quotation((key, index), words, "border", (key, index), said)
    for number, entry in enumerate(edition.lists):
        for index, words in enumerate(entry.items):
            path: Path = ("lists", number, "items", index)
            yield Quotation(path, words, "border", path, "an item of a list")
    for index, block in enumerate(edition.blocks):
        yield Quotation(("blocks", index, "from"), block.start, "border", ("blocks", index), "a block")


def _openings(edition: Edition) -> Iterator[Quotation]:
    for number, page in enumerate(edition.pages):
        for position, words in enumerate(page.starts):
            path: Path = ("pages", number, "from") + (() if isinstance(page.start, str) else (position,))
            yield Quotation(path, words, "opening", path, f'the page "{page.slug}"')
        for position, section in enumerate(page.sections):
            path = ("pages", number, "sections", position)
            yield Quotation((*path, "from"), section.start, "opening", path, f'the section "{section.id}"')


def _evidence(edition: Edition) -> Iterator[Quotation]:
    path: Path
    for index, event in enumerate(edition.timeline):
        path = ("timeline", index)
        yield Quotation((*path, "words"), event.words, "evidence", path, f'the event "{event.when}"')
    for index, figure in enumerate(edition.figures):
        path = ("figures", index)
        yield Quotation((*path, "words"), figure.words, "evidence", path, f'the figure "{figure.value}"')
    for index, chart in enumerate(edition.charts):
        path = ("charts", index)
        for part, quantity in chart.parts:
            if quantity.words:
                # Without its whole or its part there is nothing to draw.
                owner = (*path, part) if part in {"rest", "limit"} else path
                said = f'the chart "{chart.id}"' if owner == path else f'the {part} of the chart "{chart.id}"'
                yield Quotation((*path, part, "words"), quantity.words, "evidence", owner, said)
    for index, group in enumerate(edition.map.groups if edition.map else ()):
        if group.words:
            path = ("map", "groups", index)
            said = f'the countries "{group.legend}" of the map'
            yield Quotation((*path, "words"), group.words, "evidence", path, said)

"""Typography: the straight quotation marks of the text, shown as those of print where the edition says so.

It is a correction of its own kind, declared once for the whole text (`typography: quotation_marks` in edition.yml), and
only of what pages show. The words are the same, so paragraphs, addresses, quotations and versions keep the marks as
they were received: switching it on or off changes no wording. Tables are left alone, where " means ditto.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from msgspec import structs

from briefsite.edition.model import Edition
from briefsite.paragraphs.paragraph import Assembly, Decision, Paragraph
from briefsite.reading.publication import Publication
from briefsite.source.emendation import quotation
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.writing.quotation_marks import PrintedMarks, marks_of_print

_UNCERTAIN: Final = "leave a straight quotation mark as it is: what it stands for is not certain"


def is_typeset(edition: Edition) -> bool:
    """Whether the pages of an edition show quotation marks of print for the straight ones of the text."""
    return edition.typography == "quotation_marks"


def in_print(edition: Edition, passage: Passage) -> tuple[Passage, Callable[[int], int]]:
    """A passage as pages show it, and how its positions are found there.

    It is as it was if the edition has no rule of typography.
    """
    if not is_typeset(edition):
        return passage, _same_position
    signs = _marks(edition, passage).at
    if not signs:
        return passage, _same_position
    runs = []
    begin = 0
    for run in passage.runs:
        shown = "".join(signs.get(at, letter) for at, letter in enumerate(run.text, start=begin))
        runs.append(structs.replace(run, text=shown))
        begin += len(run.text)

    def moved(position: int) -> int:
        return position + sum(len(sign) - 1 for at, sign in signs.items() if at < position)

    return Passage(tuple(runs)), moved


def _same_position(position: int) -> int:
    return position


def words_in_print(publication: Publication, words: str) -> str:
    """Words that are quoted from the text, with the marks that their passage is shown with."""
    if not is_typeset(publication.edition):
        return words
    index, item = publication.quoted_at(words)
    passage = publication.paragraphs[index].passage(item)
    found = quotation(words).search(passage.text)
    if found is None:
        return words
    signs = _marks(publication.edition, passage).at
    return "".join(signs.get(at, passage.text[at]) for at in range(*found.span()))


@dataclass(frozen=True, slots=True)
class TypesetMarks:
    """How many straight marks are `shown` as those of print, and the offsets in the source of those that are `left`."""

    shown: int
    left: tuple[int, ...]


def typeset_marks(publication: Publication) -> TypesetMarks:
    """What the rule of typography does to the text and to the author's notes of a publication."""
    own = (block for note in publication.notes for block in note.text)
    return _counted(publication.edition, (*publication.paragraphs, *own))


def typography_decisions(edition: Edition, source: Source, assembly: Assembly) -> Iterator[Decision]:
    """A decision for each mark that the rule leaves as it is, for `briefsite check -v`."""
    if is_typeset(edition):
        blocks = (*assembly.paragraphs, *(block for note in assembly.notes for block in note))
        for offset in _counted(edition, blocks).left:
            yield Decision(source.place(offset), _UNCERTAIN)


def _counted(edition: Edition, blocks: Iterable[Paragraph]) -> TypesetMarks:
    shown, left = 0, []
    for block in blocks:
        if block.kind != "table":
            for _, passage in block.passages():
                marks = _marks(edition, passage)
                shown += len(marks.at)
                left += [passage.place(at) for at in marks.left]
    return TypesetMarks(shown, tuple(left))


def _marks(edition: Edition, passage: Passage) -> PrintedMarks:
    """The marks of a passage. A note's own mark (a star, a letter, a small number) belongs to no word."""
    text = "".join("[" * len(run.text) if run.style == "mark" else run.text for run in passage.runs)
    return marks_of_print(text, edition.work.language)

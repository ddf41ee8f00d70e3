"""Text lines: the lines of a text in blocks, each with the kind of its block.

A block is the lines between two empty ones; where only the layout says so, one begins without an empty line
(`layout`). `block_kinds` gives the kinds, and `blocks` of edition.yml overrides them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

import msgspec
from msgspec.structs import replace

from briefsite.edition.base import BlockKind
from briefsite.paragraphs.block import Line, measure
from briefsite.paragraphs.block_kinds import block_kinds
from briefsite.paragraphs.contents import joining_lines
from briefsite.paragraphs.layout import block_starts
from briefsite.paragraphs.note_layout import without_inset
from briefsite.paragraphs.overrides import ParagraphOverrides
from briefsite.paragraphs.paragraph import Decision
from briefsite.paragraphs.structured import BLOCK_KINDS
from briefsite.source.furniture import NO_WRAP
from briefsite.source.source import Source
from briefsite.source.structure import Structure

#: The kinds other than prose, as a decision names them.
_A: Final = {
    "heading": "a heading",
    "verse": "verse",
    "quotation": "a quotation",
    "table": "a table",
    "break": "a break",
    "list": "an item of a list",
    "contents": "a table of contents",
    "index": "an index",
    "lines": "lines that stay as they are",
}


class TextLine(msgspec.Struct, frozen=True, gc=False):
    """A line that isn't empty: `low`..`high` are its words in the text, `column` is where they begin in the source.

    `joins`: it is an entry of a table of contents that runs on into the next line.
    """

    low: int
    high: int
    indented: bool
    after_blank: bool
    column: int = 0
    kind: BlockKind = "prose"
    joins: bool = False


class TextInProgress:
    """A text while its paragraphs are assembled: the running text (number 0) or a note. Collects the decisions."""

    def __init__(self, source: Source, number: int, overrides: ParagraphOverrides) -> None:
        self.source, self.number, self.overrides = source, number, overrides
        self.passage = overrides.texts[number]
        self.text = self.passage.text
        self.decisions: list[Decision] = []
        self.doubtful: list[tuple[int, int]] = []  # blocks that run on, and may be paragraphs: position, line before
        self.splits = [position for text, position in overrides.splits if text == number]
        self.joins = [position for text, position in overrides.joins if text == number]

    def words(self, line: TextLine) -> str:
        """The words of a line."""
        return self.text[line.low : line.high]

    def line_of(self, position: int) -> int:
        """The number of the line in the source that has a position of the text."""
        return self.source.line(self.passage.place(position))

    def decide(self, position: int, says: str) -> None:
        """Keeps a decision about the text at a position."""
        self.decisions.append(Decision(self.source.place(self.passage.place(position)), says))

    def ask_for_block(self, path: Sequence[str | int], help_: str, words: str) -> None:
        """Problem P01: the words that edition.yml quotes at `path` begin no block."""
        overrides = self.overrides
        overrides.problems.error(
            overrides.located.place(*path), "P01", "these words don't begin a block", help_, subject=words
        )


def read_lines(text: TextInProgress) -> list[TextLine]:
    """The lines of a text that aren't empty, each with the kind of its block; cut where edition.yml splits one.

    Problem P01: the words of an entry of `blocks` that begin no block.
    """
    if text.source.structure is not None:
        return _structured(text, text.source.structure)
    blocks = _blocks(text, _lines(text))
    layout = [_layout(text, block) for block in blocks]
    if text.number:
        layout = without_inset(layout)
    else:  # the notes have the measure of the running text
        text.overrides.width = measure(layout)
    return [
        replace(
            line,
            kind=kind,
            indented=line.indented and column > 0,
            joins=joins,
        )
        for block, kind, own in zip(blocks, _kinds(text, blocks, layout), layout, strict=True)
        for joining in [joining_lines(own) if kind == "contents" else [False] * len(own)]
        for line, (column, _), joins in zip(block, own, joining, strict=True)
    ]


def _lines(text: TextInProgress) -> list[TextLine]:
    lines: list[TextLine] = []
    blank = False
    for match in re.finditer(r"[^\n]*\n|[^\n]+", text.text):
        line = match[0]
        words = line.strip()
        if not words:
            blank = True
            continue
        low = match.start() + len(line) - len(line.lstrip())
        cuts = sorted(cut for cut in text.splits if low < cut < low + len(words))
        for begin, end in zip([low, *cuts], [*cuts, low + len(words)], strict=True):
            stripped = text.text[begin:end].rstrip()
            indented = begin == low and line[0] in " \t\u3000"
            column = text.source.column(text.passage.place(begin))
            lines.append(TextLine(begin, begin + len(stripped), indented, blank, column))
            blank = False
    return lines


def _layout(text: TextInProgress, block: Sequence[TextLine]) -> list[Line]:
    return [(line.column, text.words(line)) for line in block]


def _blocks(text: TextInProgress, lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines in blocks: between empty lines, and where the layout alone begins one."""
    blocks: list[list[TextLine]] = []
    for line in lines:
        if line.after_blank or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    starts_of = block_starts([_layout(text, block) for block in blocks], headings=not text.number)
    divided: list[list[TextLine]] = []
    for block, starts in zip(blocks, starts_of, strict=True):
        for low, high in pairwise([*starts, len(block)]):
            if low:
                text.decide(block[low].low, "begins a block: the line before it ends early, or it is an item")
            first = replace(block[low], after_blank=block[low].after_blank or low > 0)
            divided.append([first, *block[low + 1 : high]])
    return divided


def _kinds(
    text: TextInProgress, blocks: Sequence[Sequence[TextLine]], layout: Sequence[Sequence[Line]]
) -> list[BlockKind]:
    """The kind of each block, by the rules and as edition.yml says."""
    found = block_kinds(layout, text.overrides.width, headings=not text.number)
    _keep_lines(text, blocks, found)
    _override(text, blocks, found)
    for block, kind in zip(blocks, found, strict=True):
        if kind != "prose":
            text.decide(block[0].low, f"{_A[kind]}, by how {'it stands' if len(block) == 1 else 'its lines stand'}")
    return found


def _keep_lines(text: TextInProgress, blocks: Sequence[Sequence[TextLine]], found: list[BlockKind]) -> None:
    """Makes verse of what proofreaders marked as lines that are not to be wrapped."""
    marks = [match.start() for match in re.finditer(NO_WRAP, text.text)]
    for index, block in enumerate(blocks if len(marks) % 2 == 0 else ()):
        if found[index] in {"prose", "quotation"} and bisect_right(marks, block[0].low) % 2:
            found[index] = "verse"


def _override(text: TextInProgress, blocks: Sequence[Sequence[TextLine]], found: list[BlockKind]) -> None:
    """Puts the kinds that edition.yml states in the place of others. Problem P01."""
    overrides = text.overrides
    begins = {block[0].low: number for number, block in enumerate(blocks)}
    for index, (number, low) in enumerate(overrides.blocks):
        stated = overrides.edition.blocks[index]
        if number == text.number and low in begins:
            found[begins[low]] = stated.kind
        elif number == text.number:
            text.ask_for_block(("blocks", index, "from"), "quote the first words of a block", stated.start)


def _structured(text: TextInProgress, structure: Structure) -> list[TextLine]:
    """The lines of a text with a structure file: the blocks are those of the file."""
    numbered = [(structure.number_at(text.line_of(line.low)), line) for line in _lines(text)]
    groups = [(number, [line for _, line in lines]) for number, lines in groupby(numbered, key=lambda one: one[0])]
    blocks = [lines for _, lines in groups]
    found: list[BlockKind] = [BLOCK_KINDS[structure.blocks[max(0, number)].kind] for number, _ in groups]
    _override(text, blocks, found)
    return [
        replace(line, kind=kind, indented=False, after_blank=line is block[0], column=line.column * (kind == "verse"))
        for block, kind in zip(blocks, found, strict=True)
        for line in block
    ]

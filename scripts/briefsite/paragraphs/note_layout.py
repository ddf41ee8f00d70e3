"""The layout of a note: the inset that its lines have because they are a note's, not because they are verse."""

from __future__ import annotations

from collections.abc import Sequence

from briefsite.paragraphs.block import Line

_LEAST = 2


def without_inset(blocks: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The blocks of a note, without the columns by which all its lines but the first are indented, if they are prose.

    They are if a later block shows it: all its lines are at that column, it ends a sentence, and a line of it that is
    not its first begins in small letters, or it is a single line.
    """
    further = [line for number, block in enumerate(blocks) for line in block[0 if number else 1 :]]
    inset = min((column for column, _ in further), default=0)
    if inset < _LEAST or not any(_is_prose(block, inset) for block in blocks[1:]):
        return [list(block) for block in blocks]
    return [
        [(0 if not number + at else column - inset, text) for at, (column, text) in enumerate(block)]
        for number, block in enumerate(blocks)
    ]


def _is_prose(block: Sequence[Line], inset: int) -> bool:
    runs_on = any(text[:1].islower() for _, text in block[1:])
    ends = block[-1][1].rstrip("\"'”’»)")[-1:] in {".", "!", "?", "…", "。", "؟"}
    return ends and (runs_on or len(block) == 1) and all(column == inset for column, _ in block)

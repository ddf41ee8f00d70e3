"""The words of cells: a cell has paragraphs, and what else is in it is made into these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.intake.document import DocumentBlock, InlineParts, WordPart


def paragraphs_of(blocks: Sequence[DocumentBlock]) -> tuple[InlineParts, ...]:
    """The blocks of a cell as its paragraphs; a row of a table in it is one."""
    return tuple(paragraph for block in blocks for paragraph in _paragraphs(block) if paragraph)


def _paragraphs(block: DocumentBlock) -> Iterator[InlineParts]:
    if block.rows:
        for row in block.rows:
            pieces = [piece for cell in row for own in cell.paragraphs for piece in (*own, WordPart(" "))]
            yield tuple(pieces)
    elif block.pieces:
        yield block.pieces

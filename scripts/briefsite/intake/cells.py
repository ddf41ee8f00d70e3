"""The words of cells: a cell has paragraphs, and what else is in it is made into these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.intake.document import DocumentBlock, InlineParts, WordPart


def paragraphs_of(blocks: Sequence[DocumentBlock]) -> tuple[InlineParts, ...]:
    """The blocks of a cell as its paragraphs; a row of a table in it is one."""
    return tuple(paragraph for block in blocks for paragraph in _paragraphs(block) if paragraph)


def figures_of(blocks: Sequence[DocumentBlock]) -> Iterator[DocumentBlock]:
    """The images among the blocks of a cell. Cells have words only: a table's images come behind it."""
    yield from (block for block in blocks if block.kind == "figure")


def are_figures(cells: Sequence[Sequence[DocumentBlock]]) -> bool:
    """Whether a table only sets images and their captions beside one another. `cells` are the blocks of each."""
    blocks = [block for cell in cells for block in cell if block.pieces or block.rows or block.kind == "figure"]
    return any(one.kind == "figure" for one in blocks) and all(one.kind in {"figure", "caption"} for one in blocks)


def _paragraphs(block: DocumentBlock) -> Iterator[InlineParts]:
    if block.rows:
        for row in block.rows:
            pieces = [piece for cell in row for own in cell.paragraphs for piece in (*own, WordPart(" "))]
            yield tuple(pieces)
    elif block.pieces:
        yield block.pieces

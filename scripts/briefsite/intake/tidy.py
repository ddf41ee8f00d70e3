"""Tidying: what the blocks of a document say together, in whatever format it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefsite.intake.document import DocumentBlock, NoteMark, WordPart


def tidy(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """The blocks without empty ones, a caption with its figure, and the first item of each list marked.

    A list begins behind any other block, and where items at the same depth change between bullets and numbers or count
    from the beginning again.
    """
    kept = [block for block in blocks if _has_content(block)]
    out: list[DocumentBlock] = []
    for block in kept:
        before = out[-1] if out else None
        if block.kind == "caption" and before is not None and before.kind == "figure" and not before.pieces:
            out[-1] = replace(before, pieces=block.pieces, at=block.at)
        elif block.kind == "item" and not block.begins:
            out.append(replace(block, begins=_begins(out, block)))
        else:
            out.append(block)
    return out


def _begins(before: Sequence[DocumentBlock], item: DocumentBlock) -> bool:
    for block in reversed(before):
        if block.kind != "item" or block.level < item.level:
            return True
        if block.level == item.level:
            return bool(block.number) != bool(item.number) or (bool(item.number) and block.number == item.number)
    return True


def _has_content(block: DocumentBlock) -> bool:
    if block.rows or block.kind in {"figure", "break"}:
        return True
    return any(isinstance(one, NoteMark) or (isinstance(one, WordPart) and one.text.strip()) for one in block.pieces)

"""Tidying: what the blocks of a document say together, in whatever format it came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefsite.intake.document import DocumentBlock, InlinePart, LineBreak, NoteMark, WordPart, words_of_parts

#: How the caption of a table begins.
_TABLE: Final = re.compile(r"\s*(?:tab(?:\b|l[eoa]|elle?|ela|ula|ulka|el)|таблица|表)", re.IGNORECASE)


def tidy(blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """The blocks without empty ones, a caption with its figure, and the first item of each list marked.

    A list begins behind any other block, and where items at the same depth change between bullets and numbers or count
    from the beginning again.
    """
    kept = [block for block in blocks if _has_content(block)]
    out: list[DocumentBlock] = []
    for block in kept:
        before = out[-1] if out else None
        if block.kind == "caption" and _is_of_table(out, block):
            out.insert(_behind_table(out), block)
        elif block.kind == "caption" and before is not None and before.kind == "figure" and not before.pieces:
            out[-1] = replace(before, pieces=block.pieces, at=block.at)
        elif block.kind == "item" and not block.begins:
            out.append(replace(block, begins=_begins(out, block)))
        else:
            out.append(block)
    return out


def without_bold(pieces: Sequence[InlinePart]) -> tuple[InlinePart, ...]:
    """The pieces of a heading, which programs set in bold letters; as they are if that marks some of its words."""
    words = [one for one in pieces if isinstance(one, WordPart) and one.text.strip()]
    if not all("strong" in one.faces for one in words):
        return tuple(pieces)
    return tuple(
        replace(one, faces=tuple(face for face in one.faces if face != "strong")) if isinstance(one, WordPart) else one
        for one in pieces
    )


def item_blocks(found: Sequence[DocumentBlock], level: int, number: str, *, begins: bool) -> Iterator[DocumentBlock]:
    """The blocks of an item of a list, in order: its first paragraphs are its lines, one item.

    Paragraphs behind a list, a table or an image in it are paragraphs: no word may come before one that is above it.
    """
    low = next((at for at, one in enumerate(found) if _is_line(one)), len(found))
    high = next((at for at in range(low, len(found)) if not _is_line(found[at])), len(found))
    pieces: list[InlinePart] = []
    for one in found[low:high]:
        pieces += [*([LineBreak()] if pieces else []), *one.pieces]
    yield from found[:low]
    if pieces:
        yield DocumentBlock("item", tuple(pieces), found[low].at, level, number, begins)
    yield from found[high:]


def _is_line(block: DocumentBlock) -> bool:
    return block.kind in {"prose", "heading", "quotation"} and bool(block.pieces) and not block.rows


def _behind_table(before: Sequence[DocumentBlock]) -> int:
    """The place behind the last block that is no figure without words."""
    return 1 + max((at for at, one in enumerate(before) if one.kind != "figure" or one.pieces), default=-1)


def begins_table_caption(words: str) -> bool:
    """Whether words begin as the caption of a table does: "Table 3"."""
    return bool(_TABLE.match(words))


def _is_of_table(before: Sequence[DocumentBlock], caption: DocumentBlock) -> bool:
    """Whether a caption is that of the table before it, which has images in its cells."""
    at = _behind_table(before)
    return 0 < at < len(before) and bool(before[at - 1].rows) and begins_table_caption(words_of_parts(caption.pieces))


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

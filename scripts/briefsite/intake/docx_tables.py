"""The tables of a Word file: rows, cells that reach over columns and rows, and heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.intake.cells import are_figures, figures_of, paragraphs_of
from briefsite.intake.document import DocumentBlock, DocumentCell, WordPart
from briefsite.intake.docx_parts import WordFile, is_on, value, w

_MOST_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class _Cell:
    element: Element
    blocks: Sequence[DocumentBlock]


@dataclass(frozen=True, slots=True)
class _Placed:
    column: int
    cell: DocumentCell
    goes_on: bool  # it is the cell above


def word_table(
    table: Element,
    blocks_in: Callable[[Element], Sequence[DocumentBlock]],
    at: str,
    file: WordFile,
    counts: Counter[str],
) -> Iterator[DocumentBlock]:
    """A table as a block, and the images in it; one of a single cell is a frame around blocks.

    `blocks_in` reads the blocks of a cell; `counts` has what was left out.
    """
    change, name = ("del", "struck") if file.accepts else ("ins", "put in")
    known = [*_within(table, "tr")]
    rows = [row for row in known if not _is_gone(row, change)]
    counts[name] += len(known) - len(rows)
    hidden = [row for row in rows if is_on(row.find(w("trPr")), "hidden")]
    counts["hidden words"] += sum(len((one.text or "").split()) for row in hidden for one in row.iter(w("t")))
    rows = [row for row in rows if row not in hidden]
    cells = [[_Cell(cell, _blocks(cell, blocks_in, file)) for cell in _within(row, "tc")] for row in rows]
    inner = [cell.blocks for row in cells for cell in row]
    if (len(cells) == 1 and len(inner) == 1) or are_figures(inner):
        yield from (block for blocks in inner for block in blocks)
        return
    placed = [[*_placed(row, own)] for row, own in zip(rows, cells, strict=True)]
    heads = _Heads(*_styled(table, file))
    made = heads.marked([*_joined(placed)])
    yield DocumentBlock("table", at=at, rows=tuple(tuple(row) for row in made))
    yield from (figure for blocks in inner for figure in figures_of(blocks))


def _blocks(
    cell: Element, blocks_in: Callable[[Element], Sequence[DocumentBlock]], file: WordFile
) -> Sequence[DocumentBlock]:
    """The blocks of a cell; none for one that a tracked change takes out."""
    properties = cell.find(w("tcPr"))
    gone = properties is not None and properties.find(w("cellDel" if file.accepts else "cellIns")) is not None
    return () if gone else blocks_in(cell)


def _styled(table: Element, file: WordFile) -> tuple[bool, bool]:
    """Whether the style of a table sets its first row, and its first column, in bold letters, and the table takes that.

    Source: ECMA-376, 17.4.55 (`tblLook`: as attributes, or as bits of a number) and 17.7.6 (`tblStylePr`).
    """
    properties = table.find(w("tblPr"))
    look = properties.find(w("tblLook")) if properties is not None else None
    if look is None:
        return False, False
    number = look.get(w("val"), "")
    bits = int(number, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", number) else 0
    bold = {part for style in file.based(value(properties, "tblStyle")) for part in style.bold}
    row, column = (
        part in bold and look.get(w(name), "1" if bits & bit else "0") in {"1", "true", "on"}
        for part, name, bit in (("firstRow", "firstRow", 0x20), ("firstCol", "firstColumn", 0x80))
    )
    return row, column


@dataclass(frozen=True, slots=True)
class _Heads:
    """Whether the first row, and the first column, of a table head the others."""

    row: bool
    column: bool

    def marked(self, rows: Sequence[Sequence[DocumentCell]]) -> Iterator[list[DocumentCell]]:
        """The rows with their heads. What an author set in bold letters by hand heads the rest, too."""
        first = self.row or _is_set_apart(rows[:1], rows[1:])
        below = [own for at, own in enumerate(rows) if not (first and not at) and not all(one.head for one in own)]
        column = self.column or _is_set_apart([own[:1] for own in below], [own[1:] for own in below])
        for number, own in enumerate(rows):
            whole = first and not number
            beside = column and own in below
            yield [replace(one, head=one.head or whole or (beside and not at)) for at, one in enumerate(own)]


def _is_set_apart(heads: Sequence[Sequence[DocumentCell]], others: Sequence[Sequence[DocumentCell]]) -> bool:
    """Whether all words of some cells are bold, and not all of the others."""
    bold, plain = (
        [
            "strong" in part.faces
            for row in rows
            for cell in row
            for paragraph in cell.paragraphs
            for part in paragraph
            if isinstance(part, WordPart) and part.text.strip()
        ]
        for rows in (heads, others)
    )
    return len(bold) > 1 and all(bold) and bool(plain) and not all(plain)


def _within(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag in {w("sdt"), w("sdtContent"), w("customXml"), w("ins")}:
            yield from _within(child, name)


def _is_gone(row: Element, change: str) -> bool:
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w(change)) is not None


def _placed(row: Element, cells: Sequence[_Cell]) -> Iterator[_Placed]:
    properties = row.find(w("trPr"))
    head = bool(is_on(properties, "tblHeader"))
    column = _count(value(properties, "gridBefore"), 0)
    if column:
        yield _Placed(0, DocumentCell((), column), goes_on=False)
    for cell in cells:
        own = cell.element.find(w("tcPr"))
        across = _count(value(own, "gridSpan"), 1)
        merged = value(own, "vMerge")
        goes_on = merged is not None and merged != "restart"
        paragraphs = paragraphs_of(cell.blocks)
        yield _Placed(column, DocumentCell(paragraphs, across, 1, head), goes_on)
        column += across


def _count(stated: str | None, otherwise: int) -> int:
    return min(int(stated), _MOST_COLUMNS) if stated and stated.isdecimal() and int(stated) else otherwise


def _joined(rows: Sequence[Sequence[_Placed]]) -> Iterator[list[DocumentCell]]:
    """The rows with each cell that reaches down over others once, where it begins."""
    out: list[list[DocumentCell]] = []
    begun: dict[int, tuple[int, int]] = {}  # by column: the row and the position of the cell that may reach down
    for row in rows:
        out.append([])
        for one in row:
            above = begun.get(one.column)
            if one.goes_on and above is not None:
                r, p = above
                cell = out[r][p]
                more = tuple(chain(cell.paragraphs, one.cell.paragraphs))
                out[r][p] = replace(cell, down=len(out) - r, paragraphs=more)
            else:
                begun[one.column] = (len(out) - 1, len(out[-1]))
                out[-1].append(one.cell)
    yield from out

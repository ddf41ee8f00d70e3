"""Tables of the author's words: rows and cells, and the head of the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefsite.html import Markdown, inline_element
from briefsite.language.strings import Strings
from briefsite.markup import joined
from briefsite.pages.classes import Css
from briefsite.pages.inline import EmendationSign, inline, lined
from briefsite.pages.text_link import TextLink
from briefsite.paragraphs.grid import Cell, GridRow
from briefsite.reading.note import Citation
from briefsite.source.passage import Passage


def grid_table(
    passage: Passage,
    grid: Sequence[GridRow],
    cited: Iterator[Citation],
    signs: Mapping[int, EmendationSign],
    links: Sequence[TextLink],
    caption: str | None,
    *,
    say: Strings,
) -> Markdown:
    """The table, inside a line of Markdown; `caption` is the address of the paragraph that is its caption.

    The other arguments are those of `inline`. An emendation has its sign in the last cell that it touches.
    """
    cells = [cell for row in grid for cell in row.cells]
    signed = _last_cells(passage, cells)
    rows: list[Markdown] = []
    end = 0
    reached: dict[int, int] = {}  # by column: how many more rows a cell above reaches down
    for row in grid:
        out: list[Markdown] = []
        column = 0
        for cell in row.cells:
            out += [inline_element("td") for free in range(column, cell.column) if not reached.get(free)]
            column = cell.column + cell.span
            own = [one.shifted(cell.low) for one in links if cell.low <= one.start and one.end <= cell.high]
            here = {index: sign for index, sign in signs.items() if signed.get(index) is cell}
            words = [_bars(passage[end : cell.low]), _words(passage[cell.low : cell.high], cited, here, own, say)]
            end = cell.high
            if cell is cells[-1]:
                words.append(_bars(passage[end:]))
            tag, scope = "td", None
            if row.heads(cell, passage[cell.low : cell.high].text):
                tag, scope = "th", _scope("col", cell.span) if row.head else _scope("row", cell.down)
            across, down = (size if size > 1 else None for size in (cell.span, cell.down))
            classes = Css.NUMBER if cell.number else None
            said = joined(*filter(None, words), by=" ")
            out.append(inline_element(tag, said, scope=scope, colspan=across, rowspan=down, classes=classes))
        reached = {at: left - 1 for at, left in reached.items() if left > 1}
        for cell in row.cells:
            reached |= dict.fromkeys(range(cell.column, cell.column + cell.span), cell.down - 1)
        rows.append(inline_element("tr", joined(*out, by=" ")))
    table = inline_element("table", joined(*rows, by=" "), aria_labelledby=caption)
    return inline_element("figure", table, classes=Css.GRID, tabindex=0)


def _scope(what: str, over: int) -> str:
    """What a cell heads: a "col" or "row", or a group of as many (HTML Standard, 4.9.10)."""
    return what if over == 1 else f"{what}group"


def _words(
    passage: Passage,
    cited: Iterator[Citation],
    signs: Mapping[int, EmendationSign],
    links: Sequence[TextLink],
    say: Strings,
) -> Markdown:
    """The words of a cell, with its paragraphs as lines."""
    shown = lined if "\n" in passage.text else inline
    return shown(passage, cited, signs, links, say=say)


def _bars(between: Passage) -> Markdown:
    """Bars and rules between two cells: they are in the text, and not to be seen."""
    if not between.text.strip():
        return joined()
    return inline_element("span", inline(between, None, {}), classes=Css.CELL_BAR, aria_hidden="true")


def _last_cells(passage: Passage, cells: Sequence[Cell]) -> Mapping[int, Cell]:
    """For each emendation of a table, the last cell that it touches."""
    found: dict[int, Cell] = {}
    end = 0
    for run in passage.runs:
        end += len(run.text)
        if run.emendation is not None:
            found[run.emendation] = next((cell for cell in reversed(cells) if cell.low < end), cells[0])
    return found

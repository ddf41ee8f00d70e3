"""The size of a text: the limits on its lines, blocks and paragraphs, and on the signs of Markdown in one of them.

A page is made by a renderer whose time grows with the square of the signs in a paragraph that need escaping, and the
rules of reading look at whole lines. So neither gets more than the limits allow (briefsite.limits).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from briefsite.limits import check_limit, limits
from briefsite.markup import count_signs
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.source.passage import Passage
from briefsite.source.source import Source

_DIVIDE: Final = "divide it into paragraphs"


def check_size(source: Source, problems: Problems) -> None:
    """Problem L01 for the first line that is too long or has too many signs of markup, too many lines, or blocks."""
    lines, most = source.lines, limits()
    name = problems.path(source.file)
    _check_first(source, "line", "the line has {} characters", map(len, lines), "break it into shorter lines", problems)
    signs = (count_signs(line) if len(line) > most.signs else 0 for line in lines)
    _check_first(source, "signs", "the line has {} signs of markup", signs, _DIVIDE, problems)
    if len(lines) > most.lines:
        place = source.place(source.offset(most.lines + 1, 1))
        check_limit(place, "lines", len(lines), f"{name} has {{}} lines", _SEVERAL, problems)
    full = [bool(line) and not line.isspace() for line in lines]
    begins = [number for number, (before, here) in enumerate(pairwise([False, *full]), 1) if here and not before]
    place = source.place(source.offset(begins[most.blocks], 1)) if len(begins) > most.blocks else Place(source.file)
    check_limit(place, "blocks", len(begins), f"{name} has {{}} blocks of lines", _SEVERAL, problems)
    marks = [found.start() for found in _MARK.finditer(source.text)]
    if len(marks) > most.notes:
        said = f"{name} has {{}} marks of notes"
        check_limit(source.place(marks[most.notes]), "notes", len(marks), said, _SEVERAL, problems)


#: What may be the mark of a note, or its number in a list.
_MARK: Final = re.compile(r"\[[\w^*]{1,6}\]")
_SEVERAL: Final = "make several editions of it"


def _check_first(source: Source, name: str, what: str, counts: Iterable[int], remedy: str, problems: Problems) -> None:
    """L01 for the first line of which there is more than the limit `name`."""
    most: int = getattr(limits(), name)
    for number, count in enumerate(counts, 1):
        if count > most:
            check_limit(source.place(source.offset(number, 1)), name, count, what, remedy, problems)
            return


def check_paragraph(source: Source, passage: Passage, problems: Problems) -> None:
    """Problem L01 for a paragraph that is too long or has too many signs of markup."""
    text = passage.text
    if len(text) <= min(limits().paragraph, limits().signs):
        return
    place = source.place(passage.place(0)) if text else Place(source.file)
    check_limit(place, "paragraph", len(text), "the paragraph has {} characters", _DIVIDE, problems)
    check_limit(place, "signs", count_signs(text), "the paragraph has {} signs of markup", _DIVIDE, problems)

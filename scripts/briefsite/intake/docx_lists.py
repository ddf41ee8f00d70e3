"""The lists of a Word file: which paragraphs are items, how deep, and with which number they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.intake.counting import numeral_of
from briefsite.intake.docx_parts import WordFile, WordLevel, WordStyle, value, w

_PLACE: Final = re.compile(r"%([1-9])")
_MOST_LEVELS: Final = 9


@dataclass(frozen=True, slots=True)
class WordItem:
    """An item: its depth from 1, and its number as printed ("2.", "b)"), empty for a bullet."""

    level: int
    number: str


class WordLists:
    """Counts the items of all lists, in the order of the text."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self._counts: dict[str, list[int]] = {}

    def item(self, properties: Element | None, styles: Sequence[WordStyle]) -> WordItem | None:
        """The item that a paragraph is, by its own properties or those of its style; None for a paragraph."""
        for one in (properties, *(style.paragraph for style in styles)):
            numbering = one.find(w("numPr")) if one is not None else None
            if numbering is not None:
                id_, level = value(numbering, "numId") or "", value(numbering, "ilvl") or "0"
                depth = min(int(level), _MOST_LEVELS - 1) if level.isdecimal() else 0
                return None if id_ in {"", "0"} else self._counted(id_, depth)
        return None

    def _counted(self, id_: str, depth: int) -> WordItem:
        levels = self.file.levels.get(id_, ())
        counts = self._counts.setdefault(id_, [0] * _MOST_LEVELS)
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (_MOST_LEVELS - depth - 1)
        level = levels[depth] if depth < len(levels) else WordLevel()
        if level.form in {"bullet", "none", ""}:
            return WordItem(depth + 1, "")

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            own = levels[at] if at < len(levels) else WordLevel("decimal")
            return numeral_of(max(1, counts[at]) + own.start - 1, own.form)

        return WordItem(depth + 1, _PLACE.sub(number, level.text).strip())

"""The lists of an edition as Word counts them: each item is printed with the number that the text has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.word_xml import w_node, w_part
from briefsite.intake.counting import numeral_of
from briefsite.paragraphs.paragraph import ItemForm

_NUMBER: Final = re.compile(r"(\(?)([0-9]{1,4}|[A-Za-z]{1,7})([.):\]]{0,2})")
_FORMS: Final = ("decimal", "lowerRoman", "upperRoman", "lowerLetter", "upperLetter")
_MOST_LEVELS: Final = 9
#: How many numbers are tried: a letter has no more, and Roman numbers of lists are small.
_MOST: Final = 60
#: How far each level is moved in, in twentieths of a point.
_STEP: Final = 425
#: The lists that are there from the start: without signs, and with bullets.
_PLAIN, _BULLETS = 1, 2


@dataclass(frozen=True, slots=True)
class _List:
    """A list of Word: its number, how it counts, what is around its numbers ("(%1)"), the last number."""

    id: int
    form: str
    text: str
    count: int


class WordNumbering:
    """Gives items their lists, in the order of the text."""

    def __init__(self) -> None:
        self._levels: dict[int, _List] = {}
        self._made: list[tuple[int, _List]] = []

    def place(self, form: ItemForm | None) -> Element:
        """The list and the level of an item; without a form it has no sign of its own."""
        if form is None:
            return _placed(_PLAIN, 1)
        level = min(max(1, form.level), _MOST_LEVELS)
        self._levels = {at: one for at, one in self._levels.items() if at < level + (not form.begins)}
        if not form.number:
            self._levels.pop(level, None)
            return _placed(_BULLETS, level)
        before = self._levels.get(level)
        found = before and _next(before, form.number)
        if found is None:
            found = _begun(len(self._made) + _BULLETS + 1, form.number, level)
            self._made.append((level, found))
        self._levels[level] = found
        return _placed(found.id, level)

    def part(self) -> bytes:
        """The definitions of all lists."""
        plain = [_level(at, "none", "", 1) for at in range(1, _MOST_LEVELS + 1)]
        bullets = [_level(at, "bullet", "•", 1) for at in range(1, _MOST_LEVELS + 1)]
        lists = {_PLAIN: plain, _BULLETS: bullets}
        for level, one in self._made:
            lists[one.id] = [
                _level(at, one.form, one.text if at == level else "", one.count) for at in range(1, level + 1)
            ]
        abstract = [_abstract(id_, levels) for id_, levels in lists.items()]
        numbers = [w_node("num", w_node("abstractNumId", val=id_), numId=id_) for id_ in lists]
        return w_part("numbering", *abstract, *numbers)


def _next(before: _List, number: str) -> _List | None:
    """The list with one item more, if that would be printed with this number."""
    shown = re.sub(r"%\d", numeral_of(before.count + 1, before.form), before.text)
    counted = "%" in before.text and shown == number
    return _List(before.id, before.form, before.text, before.count + 1) if counted else None


def _begun(id_: int, number: str, level: int) -> _List:
    """A list that begins with this number; one that no list counts so has it as its text."""
    match = _NUMBER.fullmatch(number)
    for form, count in product(_FORMS, range(1, _MOST)) if match else ():
        if match and numeral_of(count, form) == match[2]:
            return _List(id_, form, f"{match[1]}%{level}{match[3]}", count)
    if match and match[2].isdecimal() and match[2] == str(int(match[2])):
        return _List(id_, "decimal", f"{match[1]}%{level}{match[3]}", int(match[2]))
    return _List(id_, "decimal", number.replace("%", "\uff05"), 1)


def _placed(id_: int, level: int) -> Element:
    return w_node("numPr", w_node("ilvl", val=level - 1), w_node("numId", val=id_))


def _abstract(id_: int, levels: Sequence[Element]) -> Element:
    return w_node("abstractNum", w_node("multiLevelType", val="multilevel"), *levels, abstractNumId=id_)


def _level(level: int, form: str, text: str, start: int) -> Element:
    indent = w_node("ind", left=_STEP * level, hanging=_STEP)
    return w_node(
        "lvl",
        w_node("start", val=start),
        w_node("numFmt", val=form),
        w_node("lvlText", val=text),
        w_node("lvlJc", val="left"),
        w_node("pPr", indent),
        ilvl=level - 1,
    )

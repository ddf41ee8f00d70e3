"""Item lists: the items of a paragraph as the lists that the document has, each with its signs or numbers and depth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import Final

from briefsite.html import Markdown, block_element
from briefsite.pages.classes import Css
from briefsite.paragraphs.paragraph import ItemForm
from briefsite.writing.roman import is_well_formed, roman_value

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def item_lists(
    items: Sequence[Markdown], forms: Sequence[ItemForm], classes: Css | tuple[str, ...], way: str | None
) -> Iterator[Markdown]:
    """The lists of some items. `forms` has that of each item; where it has none, they are one list without numbers."""
    own: list[Markdown] = []
    first = ItemForm()
    for item, form in zip(items, chain(forms, repeat(ItemForm())), strict=False):
        if own and (form.begins or form.level != first.level or bool(form.number) != bool(first.number)):
            yield _list(own, first, classes, way)
            own = []
        first = first if own else form
        own.append(item)
    if own:
        yield _list(own, first, classes, way)


def _list(items: Sequence[Markdown], first: ItemForm, classes: Css | tuple[str, ...], way: str | None) -> Markdown:
    depth = first.level if first.level > 1 else None
    if not first.number:
        return block_element("ul", *items, gap="\n", classes=classes, dir=way, data_depth=depth)
    kind, start = _counted(first.number.strip("().[] "))
    begin = start if start != 1 else None
    return block_element("ol", *items, gap="\n", classes=classes, dir=way, data_depth=depth, type=kind, start=begin)


def _counted(number: str) -> tuple[str | None, int]:
    """How a list counts whose first number this is (the attribute `type`), and the number as a number."""
    number = number.rpartition(".")[2]
    if number.isdecimal():
        return None, int(number)
    if is_well_formed(number) and (len(number) > 1 or number in "iIvVxX"):
        return "i" if number.islower() else "I", roman_value(number)
    if len(number) == 1 and number.lower() in _LETTERS:
        return "a" if number.islower() else "A", _LETTERS.index(number.lower()) + 1
    return None, 1

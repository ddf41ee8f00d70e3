"""Tracked changes of an OpenDocument text, rejected: what was put in is taken out, and what was struck is put back.

Source: OpenDocument 1.3, part 3, 5.5: what was put in is between two marks, which may be in different paragraphs; what
was struck is kept before the text, as paragraphs of which the first and the last belong to the one with the mark.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.intake.odt_styles import o

_PARAGRAPHS: Final = frozenset(map(o, ("text:p", "text:h")))
_START, _END, _POINT = map(o, ("text:change-start", "text:change-end", "text:change"))
_SPAN: Final = o("text:span")
_ID: Final = o("text:change-id")


def reject_changes(body: Element) -> int:
    """Rejects the tracked changes of a text, in place. Returns how many there are."""
    regions = [*body.iter(o("text:changed-region"))]
    put_in = {id_ for one in regions if one.find(o("text:insertion")) is not None for id_ in _ids(one)}
    struck = {id_: blocks for one in regions if (blocks := _struck(one)) for id_ in _ids(one)}
    _Rejection(put_in).visit(body)
    _put_back(body, struck)
    return len(regions)


def _ids(region: Element) -> set[str]:
    return {value for key, value in region.attrib.items() if key.endswith("}id")}


def _struck(region: Element) -> list[Element]:
    """The blocks that a change struck."""
    return [
        one
        for deletion in region.findall(o("text:deletion"))
        for one in deletion
        if not one.tag.endswith("}change-info")
    ]


class _Rejection:
    """Goes through a text in order, and takes out what is between the marks of what was put in."""

    def __init__(self, put_in: set[str]) -> None:
        self.put_in = put_in
        self.open: set[str] = set()
        self._unended: Element | None = None  # a paragraph whose end was put in

    def visit(self, parent: Element) -> None:
        """Takes out what was put in, inside an element."""
        for child in [*parent]:
            if child.tag == o("text:tracked-changes"):
                continue
            if child.tag in {_START, _END}:
                change = self.open.add if child.tag == _START else self.open.discard
                if child.get(_ID, "") in self.put_in:
                    change(child.get(_ID, ""))
                child.tail = None if self.open else child.tail
                continue
            began = bool(self.open)
            child.text = None if began else child.text
            self.visit(child)
            if child.tag in _PARAGRAPHS:
                self._paragraph(parent, child, began=began)
            elif began and self.open and next(child.iter(_END), None) is None:
                parent.remove(child)
            child.tail = None if self.open else child.tail

    def _paragraph(self, parent: Element, paragraph: Element, *, began: bool) -> None:
        """Takes a paragraph out that was put in; joins one whose beginning was put in with the one before."""
        if began and self.open:
            parent.remove(paragraph)
        elif began and self._unended is not None:
            _append(self._unended, paragraph)
            parent.remove(paragraph)
            self._unended = None
        elif self.open:
            self._unended = paragraph


def _put_back(body: Element, struck: Mapping[str, list[Element]]) -> None:
    """Puts what was struck back at its marks."""
    parents = {child: parent for parent in body.iter() for child in parent}
    for point in [*body.iter(_POINT)]:
        blocks = [copy.deepcopy(one) for one in struck.get(point.get(_ID, ""), ())]
        if not blocks:
            continue
        parent = parents[point]
        if len(blocks) == 1 or parent.tag not in _PARAGRAPHS or parent not in parents:
            point.tag = _SPAN
            for number, block in enumerate(blocks):
                if number:
                    point.append(Element(o("text:line-break")))
                _append(point, block)
            continue
        at = [*parent].index(point)
        behind = [*parent][at + 1 :]
        last = blocks[-1]
        tail, point.tail, point.tag = point.tail, None, _SPAN
        _append(point, blocks[0])
        rest = Element(_SPAN)
        rest.text = tail
        last.append(rest)
        for one in behind:
            parent.remove(one)
            last.append(one)
        around = parents[parent]
        place = [*around].index(parent) + 1
        around[place:place] = blocks[1:]
        parents |= {child: own for own in (around, *blocks) for child in own}
        parents |= {child: own for block in blocks for own in block.iter() for child in own}


def _append(to: Element, paragraph: Element) -> None:
    """Adds what is in a paragraph at the end of another element."""
    words = Element(_SPAN)
    words.text = paragraph.text
    to.append(words)
    for child in [*paragraph]:
        to.append(child)

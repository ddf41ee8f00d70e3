"""The tags of a page: the tree that says what its marked contents are (ISO 32000-1, 14.7)."""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw as pdfium

from briefsite.intake.pdf.contents import TagElement
from briefsite.intake.pdf.library_text import wide_text

_DEEPEST: Final = 60
_MOST: Final = 50_000
_MOST_ATTRIBUTES: Final = 20


def page_tags(page: pypdfium2.PdfPage) -> tuple[TagElement, ...]:
    """The elements of a page that are in no other; empty if it has none."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return ()
    try:
        left = [_MOST]
        count = min(max(0, pdfium.FPDF_StructTree_CountChildren(tree)), _MOST)
        kids = (pdfium.FPDF_StructTree_GetChildAtIndex(tree, number) for number in range(count))
        return tuple(found for kid in kids if kid and (found := _element(kid, 0, left)) is not None)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _element(one: Any, depth: int, left: list[int]) -> TagElement | None:
    """An element with what is in it on this page; None if that is nothing."""
    kids: list[int | TagElement] = []
    left[0] -= 1
    if depth > _DEEPEST or left[0] < 0:
        return None
    for number in range(min(max(0, pdfium.FPDF_StructElement_CountChildren(one)), _MOST)):
        kid = pdfium.FPDF_StructElement_GetChildAtIndex(one, number)
        if kid:
            found = _element(kid, depth + 1, left)
            if found is not None:
                kids.append(found)
        else:
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(one, number)
            if mark >= 0:
                kids.append(mark)
    role = wide_text(lambda room, size: pdfium.FPDF_StructElement_GetType(one, room, size))
    alt = wide_text(lambda room, size: pdfium.FPDF_StructElement_GetAltText(one, room, size))
    if not kids and not (role == "Figure" and alt) and role not in {"TD", "TH"}:
        return None
    count = min(max(0, pdfium.FPDF_StructElement_GetMarkedContentIdCount(one)), _MOST)
    marks = tuple(pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(one, number) for number in range(count))
    across, down = _spans(one) if role in {"TD", "TH"} else (1, 1)
    return TagElement(role, tuple(kids), marks, alt, across, down)


def _spans(one: Any) -> tuple[int, int]:
    """Over how many columns and rows a cell is."""
    found = {"ColSpan": 1, "RowSpan": 1}
    for number in range(min(max(0, pdfium.FPDF_StructElement_GetAttributeCount(one)), _MOST_ATTRIBUTES)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(one, number)
        for name in found:
            value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name.encode()) if attribute else None
            said = ctypes.c_float(0)
            if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, said):
                found[name] = min(max(1, int(said.value)), 200)
    return found["ColSpan"], found["RowSpan"]

"""Upright places: those of a page as people see it, whatever the file says of how it is turned."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from pypdfium2 import raw as pdfium

from briefsite.intake.pdf.contents import PageBox

if TYPE_CHECKING:
    import pypdfium2


_SAMPLE: Final = 200


class Upright:
    """Makes places on a page upright: turned so that most of its text runs from left to right, from the corner below.

    What the file says of how the page is turned isn't asked: a page of text that was turned by mistake is read as well.
    """

    def __init__(self, page: pypdfium2.PdfPage, turn: int) -> None:
        """`turn` says by how many quarters the text runs upwards."""
        self.left, self.low, right, high = page.get_cropbox()
        across, up = right - self.left, high - self.low
        self.turn = turn
        self.width, self.height = (up, across) if self.turn % 2 else (across, up)
        self._across, self._up = across, up

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file as one of the page."""
        x, y = x - self.left, y - self.low
        if self.turn == 1:
            return y, self._across - x
        if self.turn == 2:
            return self._across - x, self._up - y
        if self.turn == 3:
            return self._up - y, x
        return x, y

    def box(self, left: float, low: float, right: float, high: float) -> PageBox:
        """A box of the file as one of the page, rounded."""
        (x0, y0), (x1, y1) = self.point(left, low), self.point(right, high)
        return round(min(x0, x1), 2), round(min(y0, y1), 2), round(max(x0, x1), 2), round(max(y0, y1), 2)


def turn_of_text(text: pypdfium2.PdfTextPage) -> int:
    """By how many quarters most of the text of a page runs upwards, asked of some of its characters."""
    count = pdfium.FPDFText_CountChars(text.raw)
    turns = Counter(
        round(-pdfium.FPDFText_GetCharAngle(text.raw, at) / (math.pi / 2)) % 4
        for at in range(0, count, max(1, count // _SAMPLE))
        if pdfium.FPDFText_IsGenerated(text.raw, at) == 0
    )
    return max(turns, key=lambda turn: (turns[turn], -turn)) if turns else 0

"""Upright places: those of a page as people see it, whatever the file says of how it is turned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefsite.intake.pdf.contents import Box

if TYPE_CHECKING:
    import pypdfium2


class Upright:
    """Makes places on a page places on the page as people see it: turned, and counted from its lower left corner."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.left, self.low, right, high = page.get_cropbox()
        across, up = right - self.left, high - self.low
        self.turn = page.get_rotation() // 90 % 4
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

    def box(self, left: float, low: float, right: float, high: float) -> Box:
        """A box of the file as one of the page, rounded."""
        (x0, y0), (x1, y1) = self.point(left, low), self.point(right, high)
        return round(min(x0, x1), 2), round(min(y0, y1), 2), round(max(x0, x1), 2), round(max(y0, y1), 2)

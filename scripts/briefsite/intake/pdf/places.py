"""Places in a PDF, as the structure file has them: "pdf/page[12]/box[70,650,520,700]"."""

from __future__ import annotations

from collections.abc import Sequence

from briefsite.intake.pdf.contents import PageBox
from briefsite.intake.pdf.text_line import PageLine


def place_of_box(page: int, box: PageBox) -> str:
    """A box on a page, in points."""
    return f"pdf/page[{page}]/box[{','.join(str(round(one)) for one in box)}]"


def place_of_line(lines: Sequence[PageLine]) -> str:
    """The box around lines, as far as they are in one column of one page."""
    own = [lines[0]]
    for line in lines[1:]:
        if line.page != own[-1].page or line.base > own[-1].base:
            break
        own.append(line)
    low = min(sign.glyph.low for line in own for sign in line.signs)
    box = (min(line.begin for line in own), low, max(line.end for line in own), max(line.top for line in own))
    return place_of_box(lines[0].page, box)

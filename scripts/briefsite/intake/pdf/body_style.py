"""The style of the text of a document: its size, and how far its lines are apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefsite.intake.pdf.page_columns import Column
from briefsite.intake.pdf.text_line import PageLine


@dataclass(frozen=True)
class BodyStyle:
    """The size of most letters, whether most are bold, and for each size the usual distance of lines."""

    size: float
    bold: bool
    leading: dict[float, float]

    def lead(self, line: PageLine) -> float:
        """How far lines like this one are apart."""
        return self.leading.get(line.size) or 1.25 * line.size


def body_style(columns: Sequence[Column]) -> BodyStyle:
    """The style of the text in some columns."""
    sizes: Counter[tuple[float, bool]] = Counter()
    for line in _lines(columns):
        sizes[line.size, line.bold] += len(line.signs)
    (size, bold), _ = max(sizes.items(), key=lambda one: (one[1], one[0])) if sizes else ((10.0, False), 0)
    gaps: dict[float, Counter[float]] = {}
    for column in columns:
        for upper, lower in zip(column.lines, column.lines[1:], strict=False):
            gap = upper.base - lower.base
            if upper.size == lower.size and 0.9 * upper.size <= gap <= 2.6 * upper.size:
                gaps.setdefault(upper.size, Counter())[round(gap * 2) / 2] += 1
    leading = {}
    for of, found in gaps.items():
        most = max(found.values())
        leading[of] = min(gap for gap, count in found.items() if count >= 0.4 * most)
    return BodyStyle(size, bold, leading)


def _lines(columns: Iterable[Column]) -> Iterable[PageLine]:
    return (line for column in columns for line in column.lines)

"""The text of a block, while it is made of pieces: its characters, and what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from briefsite.intake.document import CitedPlace, InlinePart, LineBreak, NoteMark, WordPart
from briefsite.source.source import printable
from briefsite.source.structure import BlockSpan

_BLANKS: Final = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
#: Where a word may be divided at the end of a line, and a byte order mark: signs that are not seen within a line.
_UNSEEN: Final = {0xAD: None, 0xFEFF: None}


class BlockText:
    """Collects the text and the spans of one block. White space is one blank, and none at the ends of a line."""

    def __init__(self, labels: Mapping[str, str], numbers: Mapping[str, int], keys: Mapping[str, str]) -> None:
        """`labels` and `numbers` are those of the notes by their keys, `keys` those of the works by their ids."""
        self.labels, self.numbers, self.keys = labels, numbers, keys
        self.text = ""
        self.spans: list[BlockSpan] = []

    def add(self, pieces: Iterable[InlinePart]) -> None:
        """Adds pieces at the end."""
        for piece in pieces:
            if isinstance(piece, LineBreak):
                self.end_line("\n")
            elif isinstance(piece, NoteMark):
                self._mark(piece)
            else:
                self._words(piece)

    def end_line(self, sign: str = "\n") -> None:
        """Ends a line, a cell or the block with a sign; blanks before it are taken off."""
        self.text = self.text.rstrip(" ")
        self.spans = [_within(span, len(self.text)) for span in self.spans if span.low < len(self.text)]
        self.text += sign

    def _mark(self, mark: NoteMark) -> None:
        if mark.note not in self.numbers:
            return
        self.text = self.text or ""
        low = len(self.text)
        label = mark.shown or self.labels[mark.note]
        printed = f"[{label}]" if label.isalnum() or not mark.shown else label
        self.text += mark.received if mark.received and mark.corrected == label else printed
        self.spans.append(BlockSpan(low, len(self.text), "mark", str(self.numbers[mark.note])))

    def _words(self, words: WordPart) -> None:
        shown = printable(_BLANKS.sub(" ", words.text.translate(_UNSEEN)))
        if not self.text or self.text[-1] in " \n\t":
            shown = shown.lstrip(" ")
        if not shown:
            return
        low = len(self.text)
        self.text += shown
        for face in words.faces:
            self._span(BlockSpan(low, len(self.text), face))
        if words.link:
            self._span(BlockSpan(low, len(self.text), "link", words.link))
        for cited in words.cites:
            self._span(BlockSpan(low, len(self.text), "cite", self._cited(cited)))

    def _cited(self, cited: CitedPlace) -> str:
        return f"{self.keys.get(cited.id, cited.id)} {cited.locator}".strip()

    def _span(self, span: BlockSpan) -> None:
        """Adds a span; one that goes on where one of its kind ended is made longer."""
        for at in range(len(self.spans) - 1, max(-1, len(self.spans) - _NEAR), -1):
            before = self.spans[at]
            if (before.high, before.kind, before.value) == (span.low, span.kind, span.value):
                self.spans[at] = BlockSpan(before.low, span.high, span.kind, span.value)
                return
        self.spans.append(span)


#: How many spans can end at one place: a face each, a link, citations.
_NEAR: Final = 9


def _within(span: BlockSpan, end: int) -> BlockSpan:
    return span if span.high <= end else BlockSpan(span.low, end, span.kind, span.value)

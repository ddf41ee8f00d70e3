"""The words of a note with what is in italics, and how they are divided into the parts that may cite something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_QUOTES: Final = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "(": ")", "[": "]"}
#: What a part after a semicolon or a sentence begins with: a capital, a title's mark, an address, a lead-in in small.
_BEGINS: Final = re.compile(r"\s*(?:[“„«\"]|https?://|(?i:see|cf\.|vgl\.|voir|bkz\.|ibid|ebd|a\.g\.e) )")
#: A sentence that begins with a lead-in is a part of its own.
_LEAD: Final = re.compile(
    r"(?<=[.!?”»)]) (?=(?:See(?: also)?|Cf\.|Compare|Vgl\.|Siehe(?: auch)?|Voir(?: aussi)?|Bkz\.|См\.|Ср\.) )"
)


@dataclass(frozen=True, slots=True)
class MarkedNote:
    """Text with the ranges of it that are in italics, in order."""

    text: str
    italics: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of_typed(cls, typed: str) -> MarkedNote:
        """From text in which italics are between low lines: `_Rivers_`."""
        text, italics, at = "", [], 0
        for match in re.finditer(r"(?<!\w)_([^_]+)_(?!\w)", typed):
            text += typed[at : match.start()]
            italics.append((len(text), len(text) + len(match[1])))
            text += match[1]
            at = match.end()
        return cls(text + typed[at:], tuple(italics))

    def cut(self, low: int, high: int) -> MarkedNote:
        """The part from `low` to `high`, without white space at its ends."""
        piece = self.text[low:high]
        begin = low + len(piece) - len(piece.lstrip())
        end = low + len(piece.rstrip())
        inside = ((max(a, begin) - begin, min(b, end) - begin) for a, b in self.italics if a < end and b > begin)
        return MarkedNote(self.text[begin:end], tuple(inside))


def parts(note: MarkedNote) -> tuple[MarkedNote, ...]:
    """A note divided at semicolons outside of quotation marks and brackets, and where a lead-in begins a sentence."""
    inside = {*_semicolons(note.text), *(match.end() for match in _LEAD.finditer(note.text))}
    found = (note.cut(low, high) for low, high in pairwise([0, *sorted(inside), len(note.text)]))
    trimmed = (part.cut(0, len(part.text.rstrip(";"))) for part in found)
    return tuple(part for part in trimmed if part.text)


def _semicolons(text: str) -> Iterator[int]:
    waiting: list[str] = []
    for at, sign in enumerate(text):
        if waiting and sign in waiting[-1]:
            waiting.pop()
        elif sign in _QUOTES:
            waiting.append(_QUOTES[sign])
        elif sign == ";" and not waiting and (text[at + 1 :].lstrip()[:1].isupper() or _BEGINS.match(text, at + 1)):
            yield at + 1


def quoted_spans(text: str) -> Sequence[tuple[int, int]]:
    """The ranges between quotation marks, without these."""
    return [match.span(match.lastindex or 0) for match in _QUOTED.finditer(text)]


_QUOTED: Final = re.compile(r"“((?:[^“”]|“[^”]*”)*)”|„([^“”]*)[“”]|«\s*([^»]*?)\s*»|\"([^\"]*)\"")

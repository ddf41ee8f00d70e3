"""The words of a note with what is in italics, and how they are divided into the parts that may cite something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefsite.citations.lead_ins import (
    AFTER_COMMA,
    AFTER_COMMENT,
    AFTER_NUMBER,
    AFTER_SEMICOLON,
    AFTER_SENTENCE,
    AFTER_SMALL,
    REMARK,
    SMALL_PAIR,
)
from briefsite.citations.year_form import YEAR

_QUOTES: Final = {"“": "”", "„": "“”", "«": "»", "‘": "’", "『": "』", "「": "」", '"': '"', "(": ")", "[": "]"}
#: What a part after a semicolon begins with, if not with a capital or with a lead-in: a title's mark, an address.
_BEGINS: Final = re.compile(r"\s*(?:[“„«\"]|https?://)")
#: Where a sentence of the author's may begin behind a citation: after a number, a closing mark, "f." or "Ibid.".
_SENTENCE_END: Final = re.compile(r"(?:[\d)\]”»“’\"]|\bff?|\b[Ii]b[ií]d|\bEbd)[.!?]?[”»\"]? (?=[^\W\d_])")
#: "p. 15, has it otherwise": behind the place in a work.
_COMMA: Final = re.compile(r"(?<=\d), ")
#: "(emphasis in the original)".
_EMPHASIS: Final = re.compile(r" \([^\W\d_A-ZÀ-ÞА-ЯЁ][^()\d“„«\"]* [^()\d“„«\"]*\)\.?$")
#: "; italics mine": no other work.
_TAIL: Final = re.compile(r";\s+(?!https?:)[^\W\d_A-ZÀ-ÞА-ЯЁ][^\d“„«»\";]*$")
#: "(1973). The title", which looks like such a place.
_YEARED: Final = re.compile(rf"\({YEAR}[a-z]?\)\.? $")


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

    @property
    def typed(self) -> str:
        """The text with low lines about what is in italics."""
        signs = list(self.text)
        for low, high in reversed(self.italics):
            signs[high:high] = signs[low:low] = "_"
        return "".join(signs)

    @property
    def marked_texts(self) -> Sequence[str]:
        """What is in italics or quotation marks, without signs at its ends."""
        return [self.text[low:high].strip(" ,.;:") for low, high in [*self.italics, *quoted_spans(self.text)]]

    def cut(self, low: int, high: int) -> MarkedNote:
        """The part from `low` to `high`, without white space at its ends."""
        piece = self.text[low:high]
        begin = low + len(piece) - len(piece.lstrip())
        end = low + len(piece.rstrip())
        inside = ((max(a, begin) - begin, min(b, end) - begin) for a, b in self.italics if a < end and b > begin)
        return MarkedNote(self.text[begin:end], tuple(inside))


def parts(note: MarkedNote) -> tuple[MarkedNote, ...]:
    """A note divided at semicolons outside of quotation marks and brackets, at lead-ins, and before a remark."""
    leads = (
        match.end()
        for pattern in (AFTER_COMMENT, AFTER_SENTENCE, AFTER_COMMA, AFTER_NUMBER)
        for match in pattern.finditer(note.text)
    )
    inside = {*_semicolons(note), *leads}
    found = (note.cut(low, high) for low, high in pairwise([0, *sorted(inside), len(note.text)]))
    trimmed = (part.cut(0, len(part.text.rstrip(";,"))) for part in found)
    return tuple(piece for part in trimmed for piece in _before_remark(part) if piece.text)


def _before_remark(part: MarkedNote) -> tuple[MarkedNote, ...]:
    """A citation and the remark that the author makes behind it, if there is one."""
    if bracket := _EMPHASIS.search(part.text):
        return (*_before_remark(part.cut(0, bracket.start())), part.cut(bracket.start(), len(part.text)))
    if tail := _TAIL.search(part.text):
        return (*_before_remark(part.cut(0, tail.start())), part.cut(tail.start() + 1, len(part.text)))
    marked = [*part.italics, *quoted_spans(part.text)]
    for comma in _COMMA.finditer(part.text):
        rest = part.text[comma.end() :]
        if not any(high > comma.end() for _, high in marked) and _tells(rest) and REMARK.match(f"{rest.rstrip('.')} "):
            return (part.cut(0, comma.start()), part.cut(comma.end(), len(part.text)))
    for end in _SENTENCE_END.finditer(part.text):
        at = end.end()
        inside = any(low < at < high for low, high in marked) or _YEARED.search(part.text[:at])
        if inside or not part.text[at].isupper() or not re.search(r"[.!?]", end[0]):
            continue
        free = part.text[at : min((low for low, _ in marked if low >= at), default=len(part.text))]
        if REMARK.search(re.split(r"\d", free)[0]) or (part.text.endswith(free) and _tells(free)):
            return (part.cut(0, at), part.cut(at, len(part.text)))
    return (part,)


def _tells(rest: str) -> bool:
    """Whether words without numbers have two in small letters: "He was wrong."."""
    return not re.search(r"\d", rest) and bool(SMALL_PAIR.search(f"{rest.rstrip('.')} "))


def _semicolons(note: MarkedNote) -> Iterator[int]:
    waiting: list[str] = []
    text, last = note.text, 0
    for at, sign in enumerate(text):
        if waiting and sign in waiting[-1]:
            waiting.pop()
        elif sign in _QUOTES:
            waiting.append(_QUOTES[sign])
        elif sign == ";" and not waiting and _begins(text, at + 1) and _SAYS.search(note.cut(last, at).typed):
            last = at + 1
            yield at + 1


#: What a part has that is more than one of several names: "SILVA, Antonio; SOUZA, Bruno."
_SAYS: Final = re.compile(r"[\d“„«\"‘_『]|(?i:ibid|ebd|\bcit\b|idem|там же|a\. ?g\.|o\. ?c\.|a\. ?a\.)")


def _begins(text: str, at: int) -> bool:
    """Whether another part begins here."""
    return text[at:].lstrip()[:1].isupper() or bool(
        _BEGINS.match(text, at) or AFTER_SEMICOLON.match(text, at) or AFTER_SMALL.match(text, at)
    )


def quoted_spans(text: str) -> Sequence[tuple[int, int]]:
    """The ranges between quotation marks, without these."""
    return [match.span(match.lastindex or 0) for match in _QUOTED.finditer(text)]


#: Single marks look like apostrophes: the first follows a blank, the last is followed by a sign.
_QUOTED: Final = re.compile(
    r"“((?:[^“”]|“[^”]*”)*)”|„([^“”]*)[“”]|«\s*([^»]*?)\s*»|»\s*([^«»]*?)\s*«|\"([^\"]*)\"|『([^』]*)』|「([^」]*)」|"
    r"(?:(?<=[\s(])|^)‘([^‘]*?)’(?=[.,:;)]|$)|(?:(?<=[\s(])|^)'(\w[^']*(?:'\w[^']*)*)'(?=[.,:;)]|$)"
)

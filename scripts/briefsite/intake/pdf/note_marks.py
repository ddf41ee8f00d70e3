"""Marks: the places in a text that may be marks of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briefsite.intake.pdf.text_line import PageLine, has_blank

#: What heads a list of notes.
HEAD_OF_NOTES: Final = re.compile(
    r"(?:end\s?|foot)?notes?(?:\s+and\s+references)?|anmerkungen|endnoten|fußnoten|notes\s+de\s+fin|notlar|dipnotlar|"
    r"sonnotlar|примечания|сноски|notas|note",
    re.IGNORECASE,
)
_LONGEST_UNIT: Final = 2
_SIGNS: Final = "*†‡§¶‖"
_SPLIT: Final = re.compile(r"\d{1,3}|[*†‡§¶‖]{1,4}|[ivxlc]{2,7}(?![a-z])|[a-z](?![a-z])")


@dataclass(frozen=True)
class NoteMarkPlace:
    """A place in the text that may be the mark of a note: its characters by their keys, and the label."""

    page: int
    label: str
    keys: tuple[tuple[int, int], ...]
    power: bool


def mark_places(line: PageLine) -> Iterator[NoteMarkPlace]:
    """The places in a line that may be marks: raised figures and signs, numbers in brackets."""
    at = 0
    signs = line.signs
    while at < len(signs):
        end = at
        while end < len(signs) and (
            line.is_raised(signs[end]) or (signs[end].glyph.text in _SIGNS and _is_sign(line, end))
        ):
            end += 1
        if end > at:
            yield from _places(line, at, end)
        at = max(end, at + 1)
    text = "".join(sign.glyph.text for sign in signs)
    if sum(len(sign.glyph.text) for sign in signs) == len(signs):
        for match in re.finditer(r"\[(\d{1,3})\]", text):
            if match.start() and not line.is_raised(signs[match.start()]):
                yield NoteMarkPlace(
                    line.page, match[1], tuple(one.key for one in signs[match.start() : match.end()]), power=False
                )


def _is_sign(line: PageLine, at: int) -> bool:
    """Whether a star or dagger is behind a word, as marks are."""
    if at == 0 or has_blank(line.signs[at - 1], line.signs[at]):
        return False
    return (
        at + 1 == len(line.signs)
        or has_blank(line.signs[at], line.signs[at + 1])
        or not line.signs[at + 1].glyph.text.isalnum()
    )


def _places(line: PageLine, low: int, high: int) -> Iterator[NoteMarkPlace]:
    signs = line.signs[low:high]
    text = "".join(sign.glyph.text if len(sign.glyph.text) == 1 else "?" for sign in signs)
    power = _is_power(line, low)
    for match in _SPLIT.finditer(text):
        around = text[: match.start()][-1:], text[match.end() :][:1]
        if any(one.isalpha() for one in around):
            continue
        first, last = match.span()
        if text[first - 1 : first] in {"[", "("} and first and text[last : last + 1] in {"]", ")"}:
            first, last = first - 1, last + 1
        yield NoteMarkPlace(line.page, match[0], tuple(one.key for one in signs[first:last]), power)


def _is_power(line: PageLine, low: int) -> bool:
    """Whether what is before a raised figure is a number or a unit: m², 10⁶."""
    word = ""
    for sign, following in zip(reversed(line.signs[:low]), reversed(line.signs[1 : low + 1]), strict=True):
        if following is not line.signs[low] and has_blank(sign, following):
            break
        word = sign.glyph.text + word
    if low and has_blank(line.signs[low - 1], line.signs[low]):
        return False
    return word.isdigit() or (0 < len(word) <= _LONGEST_UNIT and word.isalpha())

"""What the model sees of a note: its words and signs, each with what it looks like and what is around it.

Training and reading share this module. A change here asks for new weights (`scripts/train_notes.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefsite.citations.marked_note import MarkedNote, quoted_spans
from briefsite.citations.year_form import YEAR

#: What a word or sign of a note can be part of; O is everything else. "editor" has translators, too; "document" is
#: what has no fields: cases, treaties, papers in archives, interviews.
LABELS: Final = (
    *("O", "author", "editor", "title", "container", "place", "publisher"),
    *("year", "volume", "number", "pages", "locator", "document"),
)
_TOKEN: Final = re.compile(r"https?://[^\s<>“”«»]+|[^\W_]+(?:['’‐-][^\W_]+)*|[^\w\s]|_")
_YEAR: Final = re.compile(rf"{YEAR}[a-z]?")
_ROMAN: Final = re.compile(r"[IVXLC]+|[ivxlc]+")
#: A full stop behind one of these ends nothing.
_SHORT: Final = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign, with its range in the note."""

    text: str
    low: int
    high: int


def tokens_of(text: str) -> Sequence[Token]:
    """The words and signs of a text in order; an address of the web is one, without the signs that end it."""
    found = []
    for match in _TOKEN.finditer(text):
        low, high = match.span()
        if match[0].startswith("http"):
            high = low + len(match[0].rstrip(".,;:)]"))
            found.append(Token(text[low:high], low, high))
            found += [Token(sign, at, at + 1) for at, sign in enumerate(text[high : match.end()], high)]
        else:
            found.append(Token(match[0], low, high))
    return found


def _shape(word: str) -> str:
    if word.isdigit():
        return "year" if _YEAR.fullmatch(word) else f"d{min(len(word), 5)}"
    if not word[0].isalnum():
        return word
    if word.startswith("http"):
        return "url"
    if any(sign.isdigit() for sign in word):
        return "year" if _YEAR.fullmatch(word) else "mixed"
    if len(word) == 1:
        return "X1" if word.isupper() else "x1"
    if word.isupper():
        return "ROMAN" if _ROMAN.fullmatch(word) else "XX"
    if word[0].isupper():
        return "Xx"
    return "xx"


@dataclass(frozen=True, slots=True)
class _Segment:
    """What is between two signs: what it is made of, in one word each."""

    facts: tuple[str, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Features:
    """What the model sees at a token: of itself, and of its segment, which all tokens of that have in common."""

    own: Sequence[str]
    shared: Sequence[str]


def features_of(note: MarkedNote, tokens: Sequence[Token], lexicon: Mapping[str, str]) -> Sequence[Features]:
    """The features of each token. `lexicon` says of words in small letters what they are; "" is "itself"."""
    if not tokens:
        return []
    words = [_word(token.text, lexicon) for token in tokens]
    shapes = [_shape(token.text) for token in tokens]
    marks = _marks(note, tokens)
    segments = _segments(tokens, words, shapes)
    quoted = any(mark[0] == "q" for mark in marks)
    italic = any(mark[0] == "i" for mark in marks)
    found: list[Features] = []
    years, depth, last = 0, 0, len(tokens) - 1
    number, shared = 0, _shared(segments, 0)
    for at, token in enumerate(tokens):
        if number + 1 < len(segments) and at >= segments[number + 1].low:
            number += 1
            shared = _shared(segments, number)
        segment = segments[number]
        if token.text in "([":
            depth += 1
        word, shape, mark = words[at], shapes[at], marks[at]
        before, behind = (words[at - 1] if at else "<"), (words[at + 1] if at < last else ">")
        place, dated = min(number, 9), years > 0
        own = [
            f"w={word}",
            f"s={shape}",
            f"w-1={before}",
            f"w+1={behind}",
            f"w-2={words[at - 2] if at > 1 else '<'}",
            f"w+2={words[at + 2] if at < last - 1 else '>'}",
            f"ww={before}|{word}",
            f"w+={word}|{behind}",
            f"m={mark}|{shape}",
            f"b={depth > 0}|{shape}|{dated}",
            f"n={place}|{shape}|{dated}",
            f"q={quoted}|{italic}|{mark}|{place}",
            f"end={min(len(segments) - number, 5)}|{shape}",
            f"y={dated}|{before}|{shape}",
            f"in={min(at - segment.low, 3)}|{word}",
            f"out={min(segment.high - at, 3)}|{shape}",
        ]
        if len(token.text) > _SHORT and token.text.isalpha():
            own.append(f"e={token.text[-2:].casefold()}|{shape}")
        found.append(Features(own, shared))
        if shape == "year":
            years += 1
        if token.text in ")]":
            depth = max(0, depth - 1)
    return found


def _shared(segments: Sequence[_Segment], number: int) -> Sequence[str]:
    """What a segment is made of, with its place among the others, and what those before and behind it are made of."""
    place = min(number, 9)
    facts = [f"g={fact}" for fact in segments[number].facts]
    facts += [f"n={place}", *(f"gn={fact}|{place}" for fact in segments[number].facts[:4])]
    facts += [f"g-={fact}" for fact in segments[number - 1].facts] if number else ["g-=<"]
    facts += [f"g+={fact}" for fact in segments[number + 1].facts] if number + 1 < len(segments) else ["g+=>"]
    return facts


def _word(text: str, lexicon: Mapping[str, str]) -> str:
    """A word as the model knows it: itself, its class, or only its shape."""
    folded = text.casefold()
    if known := lexicon.get(folded):
        # A name of a person or city begins with a capital, as other words don't.
        return known if text[0].isupper() else _shape(text)
    return folded if known == "" or not text[0].isalnum() else _shape(text)


def _marks(note: MarkedNote, tokens: Sequence[Token]) -> Sequence[str]:
    """For each token whether it is quoted ("q") or in italics ("i"), and which range of these it is in; else "-"."""
    marks = ["-"] * len(tokens)
    for kind, spans in (("q", quoted_spans(note.text)), ("i", note.italics)):
        for number, (low, high) in enumerate(sorted(spans)):
            for at, token in enumerate(tokens):
                if low <= token.low and token.high <= high:
                    marks[at] = f"{kind}{min(number, 2)}"
    return marks


_ENDS: Final = frozenset(',:;()[]/“”„«»"—–')


def _segments(tokens: Sequence[Token], words: Sequence[str], shapes: Sequence[str]) -> Sequence[_Segment]:
    """The tokens divided at signs; a full stop divides too, unless it is behind an initial or a short word."""
    borders = [0]
    for at, token in enumerate(tokens):
        sign = token.text
        before = tokens[at - 1].text if at else ""
        divides = sign in _ENDS and not (sign in "–—" and before.isdigit())
        if divides or (sign == "." and len(before) > _SHORT):
            borders.append(at + 1)
    borders = sorted({border for border in borders if border < len(tokens)})
    return [
        _segment(tokens, words, shapes, low, high)
        for low, high in zip(borders, [*borders[1:], len(tokens)], strict=True)
    ]


_MANY: Final = (1, 2, 3, 5, 8, 13)


def _segment(tokens: Sequence[Token], words: Sequence[str], shapes: Sequence[str], low: int, high: int) -> _Segment:
    inside = shapes[low:high]
    letters = [shape for shape in inside if shape in {"Xx", "XX", "xx", "X1", "x1"}]
    small = sum(shape in {"xx", "x1"} for shape in letters)
    kinds = {word for word in words[low:high] if word.startswith("<")}
    share = "none" if not letters else "all" if not small else "most" if small * 2 < len(letters) else "few"
    first = next((shape for shape in inside if shape[0].isalnum()), "-")
    size = sum(len(letters) >= bound for bound in _MANY)
    facts = [
        f"{share}{size}",
        f"f{first}{share}",
        f"e{tokens[high - 1].text if not tokens[high - 1].text.isalnum() else 'w'}",
        f"p{tokens[low - 1].text if low else '<'}{share}{size}",
        f"i{'X1' in inside}{'year' in inside}{any(s.startswith('d') for s in inside)}{share}",
        *sorted(kinds),
    ]
    return _Segment(tuple(facts), low, high)

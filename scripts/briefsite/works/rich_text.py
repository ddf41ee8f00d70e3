"""Markup within the texts of a work: italics, raised and lowered characters, small capitals, words of fixed case.

The text itself stays plain, so that it is compared, sorted and searched as it is; `TextMark`s say which parts of it are
marked. A raised or lowered character is in the text as Unicode has it, if it does ("H₂O", "10⁻³"); the views with
markup have the plain character in its place.

Between reading and printing, marks travel as signs within the text (`SIGNS`): noncharacters, which no text contains.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

#: `kept`: no style may change the case.
MarkKind = Literal["kept", "italic", "lowered", "raised", "small_caps"]
#: The texts of a work that can have marks.
MarkedField = Literal["title", "title_addon", "container", "series"]


@dataclass(frozen=True, slots=True)
class TextMark:
    """A part of a text, from `begin` up to `end`. `field` says which text of a work it is in."""

    begin: int
    end: int
    kind: MarkKind
    field: MarkedField = "title"


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text and the marks in it, in order."""

    text: str = ""
    marks: tuple[TextMark, ...] = ()

    def followed_by(self, other: MarkedText, between: str) -> MarkedText:
        """Both texts, with `between` between them."""
        return MarkedText(f"{self.text}{between}{other.text}", (*self.marks, *moved(other.marks, self, between)))

    def of(self, field: MarkedField) -> tuple[TextMark, ...]:
        """The marks as those of a field of a work."""
        return tuple(replace(mark, field=field) for mark in self.marks)


#: The signs for the begin and the end of each kind of mark.
SIGNS: Final[Mapping[MarkKind, tuple[str, str]]] = {
    "italic": ("\ufdd0", "\ufdd1"),
    "lowered": ("\ufdd2", "\ufdd3"),
    "raised": ("\ufdd4", "\ufdd5"),
    "small_caps": ("\ufdd6", "\ufdd7"),
}
#: The signs for emphasis of a style, within which italics are roman.
EMPHASIS: Final = "\ufdd8"
EMPHASIS_END: Final = "\ufdd9"
_BEGINS: Final = {begin: kind for kind, (begin, _) in SIGNS.items()}
_ENDS: Final = {end: kind for kind, (_, end) in SIGNS.items()}
_SIGN: Final = re.compile("([\ufdd0-\ufdd9])")

_RAISED: Final = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
#: Raised and lowered characters of Unicode, and the plain ones.
LEVEL: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()ni0123456789+-=()")

_HTML_TAGS: Final[Mapping[MarkKind, tuple[str, str]]] = {
    "lowered": ("<sub>", "</sub>"),
    "raised": ("<sup>", "</sup>"),
    "small_caps": ('<span class="small-caps">', "</span>"),
}


def moved(marks: Sequence[TextMark], *before: MarkedText | str) -> tuple[TextMark, ...]:
    """`marks` of a text that now comes after the texts `before`."""
    shift = sum(len(text if isinstance(text, str) else text.text) for text in before)
    return tuple(replace(mark, begin=mark.begin + shift, end=mark.end + shift) for mark in marks)


def printed_marks(said: MarkedText) -> list[TextMark]:
    """The marks, without fixed cases of what has no case."""
    return [
        mark
        for mark in said.marks
        if mark.kind != "kept" or (part := said.text[mark.begin : mark.end]).upper() != part.lower()
    ]


def kept_spans(marks: Sequence[TextMark]) -> tuple[tuple[int, int], ...]:
    """The spans (begin, end) whose case must not change."""
    return tuple((mark.begin, mark.end) for mark in marks if mark.kind == "kept")


def with_tags(
    text: str, marks: Sequence[TextMark], tag: Callable[[MarkKind, str], tuple[str, str]], escape: Callable[[str], str]
) -> str:
    """`text` with tags around its marked parts, which are nested even where the marks are not.

    `tag` gives the begin and end of a tag for a kind of mark and what follows the begin; `escape` escapes a part of the
    text.
    """
    cuts = sorted({0, len(text), *(at for mark in marks for at in (mark.begin, mark.end) if 0 < at < len(text))})
    # Of marks that begin at one place the longest is the outermost; of the same ones, that which fixes the case is not.
    waiting = sorted(marks, key=lambda mark: (-mark.begin, mark.end, mark.kind != "kept"))
    active: list[TextMark] = []
    stack: list[tuple[TextMark, str]] = []
    out = ""
    parts: list[tuple[list[TextMark], str]] = []
    for begin, end in pairwise(cuts):
        active = [mark for mark in active if mark.end > begin]
        while waiting and waiting[-1].begin <= begin:
            if (mark := waiting.pop()).end > begin:
                active.append(mark)
        level = any(mark.kind in {"raised", "lowered"} for mark in active)
        parts.append(([*active], escape(text[begin:end].translate(LEVEL) if level else text[begin:end])))
    for wanted, part in [*parts, ([], "")]:
        same = next(
            (at for at, (one, (other, _)) in enumerate(zip(wanted, stack, strict=False)) if one != other),
            min(len(wanted), len(stack)),
        )
        out += "".join(end for _, end in reversed(stack[same:]))
        del stack[same:]
        begun = ""
        for mark in reversed(wanted[same:]):
            first, last = tag(mark.kind, begun + part)
            begun = first + begun
            stack.insert(same, (mark, last))
        out += begun + part
    return out


def signed(marked: MarkedText) -> str:
    """The text with signs for its marks, except those of a fixed case."""
    marks = [mark for mark in marked.marks if mark.kind in SIGNS]
    return with_tags(marked.text, marks, lambda kind, _: SIGNS[kind], str) if marks else marked.text


def unsigned(text: str, kept: Sequence[tuple[int, int]] = ()) -> MarkedText:
    """The text without signs, and its marks. Of several blanks one is left, and none at the ends.

    `kept` are spans of `text` whose case must not change; what is marked is another, unless it is the whole.
    """
    plain: list[str] = []
    places: list[int] = []
    begun: dict[MarkKind, list[int]] = {kind: [] for kind in SIGNS}
    marks: list[TextMark] = []
    for sign in text:
        places.append(len(plain))
        if sign in _BEGINS:
            begun[_BEGINS[sign]].append(len(plain))
        elif (kind := _ENDS.get(sign)) is not None:
            begin = begun[kind].pop() if begun[kind] else len(plain)
            if not begun[kind]:  # within another of its kind, a mark changes nothing
                plain[begin:] = _shifted(plain[begin:], kind)
                marks.append(TextMark(begin, len(plain), kind))
        elif sign != " " or (plain and plain[-1] != " "):
            plain.append(sign)
    places.append(len(plain))
    whole = "".join(plain).rstrip(" ")
    marks = [found for mark in marks if (found := _trimmed(mark, whole))]
    fixed = [(places[begin], places[end]) for begin, end in kept]
    fixed += [(_after_first(mark, whole), mark.end) for mark in marks if (mark.begin, mark.end) != (0, len(whole))]
    marks += [mark for begin, end in _united(fixed) if (mark := _trimmed(TextMark(begin, end, "kept"), whole))]
    return MarkedText(whole, tuple(sorted(marks, key=lambda mark: (mark.begin, -mark.end, mark.kind == "kept"))))


def _after_first(mark: TextMark, text: str) -> int:
    """Where the fixed case of a mark begins: italics at the beginning may need a capital, as any first word."""
    blank = text.find(" ", mark.begin, mark.end)
    return mark.begin if mark.begin or mark.kind != "italic" else blank if blank > 0 else mark.end


def _shifted(signs: list[str], kind: MarkKind) -> list[str]:
    """Raised or lowered characters as Unicode has them, if it has them all."""
    table = {"raised": _RAISED, "lowered": _LOWERED}.get(kind)
    return [sign.translate(table) for sign in signs] if table and all(ord(sign) in table for sign in signs) else signs


def _trimmed(mark: TextMark, text: str) -> TextMark | None:
    """The mark without blanks at its ends; None if nothing is left."""
    part = text[mark.begin : mark.end]
    begin = mark.begin + len(part) - len(part.lstrip(" "))
    end = begin + len(part.strip(" "))
    return replace(mark, begin=begin, end=end) if end > begin else None


def _united(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, with those that overlap as one."""
    out: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if out and begin < out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((begin, end))
    return out


def html_of_signs(text: str) -> str:
    """A text with signs as HTML: `<em>`, `<sub>`, `<sup>` and `<span class="small-caps">`; all else is escaped.

    Italics within emphasis are roman, as in print. `<em>` is outermost, so that no tags cross.
    """
    out = ""
    emphasis = italic = False
    within: list[MarkKind] = []
    shown: tuple[bool, list[MarkKind]] = (False, [])
    for part in [*_SIGN.split(text), ""]:
        if part in {EMPHASIS, EMPHASIS_END}:
            emphasis = part == EMPHASIS
        elif part in SIGNS["italic"]:
            italic = part == SIGNS["italic"][0]
        elif part in _BEGINS:
            within.append(_BEGINS[part])
        elif part in _ENDS:
            within = [kind for kind in within if kind != _ENDS[part]]
        elif part:
            out += _between(shown, (emphasis != italic, within)) + html.escape(part, quote=False)
            shown = (emphasis != italic, [*within])
    return out + _between(shown, (False, []))


def _between(one: tuple[bool, list[MarkKind]], other: tuple[bool, list[MarkKind]]) -> str:
    """The tags between a part with the emphasis and marks `one`, and a part with `other`."""
    if one == other:
        return ""
    if one[0] == other[0] and one[1] == other[1][: len(one[1])]:
        return "".join(_HTML_TAGS[kind][0] for kind in other[1][len(one[1]) :])
    closed = "".join(_HTML_TAGS[kind][1] for kind in reversed(one[1])) + ("</em>" if one[0] else "")
    begun = ("<em>" if other[0] else "") + "".join(_HTML_TAGS[kind][0] for kind in other[1])
    if one[0] == other[0] and one[1][: len(other[1])] == other[1]:
        return "".join(_HTML_TAGS[kind][1] for kind in reversed(one[1][len(other[1]) :]))
    return closed + begun


def raised_in_text(fragment: str) -> str:
    """An HTML fragment with the characters of Unicode in place of `<sub>` and `<sup>`, where it has them."""

    def in_unicode(found: re.Match[str]) -> str:
        return "".join(_shifted([*html.unescape(found[2])], "raised" if found[1] == "sup" else "lowered"))

    return re.sub(r"<(su[bp])>([^<]*)</\1>", in_unicode, fragment)

"""The forms of the labels with which notes begin: a row of a table for each.

The rules that use them are in `note_labels` and `note_lists`. A note is known by its label without what surrounds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefsite.source.label_digits import IDEOGRAPHS
from briefsite.source.note_signs import (
    CIRCLED,
    FOREIGN,
    KEY,
    LABEL_LETTER,
    NOTE_WORD,
    NUMBER,
    RAISED,
    RAISED_LETTER,
    RAISED_NUMBER,
    SHORT_NUMBER,
    SIGN,
)


@dataclass(frozen=True, slots=True)
class LabelForm:
    """A form of the labels at the beginning of notes; group 1 of the pattern is the label.

    A `plain` one looks like any numbered line. It is a label only under a heading, or where edition.yml states the
    form of its markers, and only if the numbers rise one by one.
    """

    name: str
    pattern: re.Pattern[str]
    plain: bool = False


_GAP: Final = r"[ \t\f\u3000]*"
#: Behind a label there are words, or nothing.
_REST: Final = rf"(?:{_GAP}(?=[^\s])|{_GAP}\r?$)"
#: Words that begin a note in small letters.
_CITING: Final = (
    r"(?:ibid|idem|id|cf|op|loc|see|siehe|vgl|ebd|ebenda|voir|cit|bkz|age|agm|supra|infra|quoted|in|там|см|ср|ibidem)\b"
)
#: Behind a number that has nothing around it, the words begin with a capital, a sign or a numeral, or they cite.
_BEGUN: Final = rf"(?=[ \t]+(?:[^\W\d_a-z]|[^\w\s.,;:)\]–—-]|{_CITING})|{_GAP}\r?$)[ \t]*"
#: What divides a number from the words of its note: a point, a bracket, a colon, a dash.
_POINT: Final = rf"(?:[.)](?![.\d])(?:{_GAP}[—–]{_GAP})?|[:\]](?=\s)|[ \t]?[—–][ \t]?(?!\d)|[ \t]?--?(?=\s)|[．、：])"
#: Words between stars, **as here**, at the beginning of a line: the stars are no label.
_EMPHASIS: Final = r"(?P<stars>\*{1,3})(?=[^\s*])[^*\n]*(?<=[^\s*])(?P=stars)(?![\w*])"


def _label_form(name: str, pattern: str, *, plain: bool = False) -> LabelForm:
    return LabelForm(name, re.compile(_GAP + pattern, re.MULTILINE), plain)


LABEL_FORMS: Final = (
    _label_form("brackets", rf"\[({NUMBER}|[A-Z]|{SIGN})\](?:[.:](?=\s))?{_REST}"),
    _label_form("signs", rf"(?!{_EMPHASIS})({SIGN})\)?[ \t]?(?=[\w\"'“‘«„(_])"),
    _label_form("letters", rf"\[({LABEL_LETTER})\](?:[.:](?=\s))?{_REST}"),
    _label_form("carets", rf"\[\^({KEY})\]:?{_REST}"),
    _label_form("org", rf"\[fn:({KEY})\]:?{_REST}"),
    _label_form("superscripts", rf"({RAISED_NUMBER})(?![{RAISED}])[.)]?{_REST}"),
    _label_form("raised letters", rf"([{RAISED_LETTER}])(?![{RAISED_LETTER}])[.)]?{_REST}"),
    _label_form("braces", rf"\{{{{1,2}}({NUMBER}|[A-Za-z])\}}{{1,2}}[.:]?{_REST}"),
    _label_form("angles", rf"<({SHORT_NUMBER}|[A-Za-z])>[.:]?{_REST}"),
    _label_form("circled numbers", rf"([{CIRCLED}])[.)]?{_REST}"),
    _label_form(
        "other brackets",
        rf"(?:[［【〔〈]\s?(\d{{1,3}}|{IDEOGRAPHS})\s?[］】〕〉]|\[({FOREIGN}|{IDEOGRAPHS})\]|/({SHORT_NUMBER})/|※\s?(\d{{1,3}}))"
        rf"[.:：]?{_REST}",
    ),
    _label_form(
        "signs around numbers",
        rf"(?:[«»]\s?({SHORT_NUMBER})\s?[«»]|‹({SHORT_NUMBER})›|›({SHORT_NUMBER})‹|<<({SHORT_NUMBER})>>"
        rf"|[\[({{]#({SHORT_NUMBER})[\])}}]|\{{n({SHORT_NUMBER})\}}|\|({SHORT_NUMBER})\||\^({SHORT_NUMBER})\^"
        rf"|[#@~]({SHORT_NUMBER})(?![\w#@~]))[.:]?{_REST}",
    ),
    _label_form("numbers behind a caret", rf"\^({SHORT_NUMBER})(?![\w^])[.)]?{_REST}"),
    _label_form("words", rf"(?i:{NOTE_WORD})\s*(\d{{1,3}}|[A-Z]|{SIGN})\s*(?:[:.)：）]|[—–]|　){_REST}"),
    _label_form(
        "words in brackets", rf"[\[(（［【〔](?i:{NOTE_WORD})\s*(\d{{1,3}}|[A-Z]|{SIGN})[\])）］】〕][.:：]?{_REST}"
    ),
    _label_form("points", rf"({NUMBER})(?:{_POINT}{_REST}|{_BEGUN})", plain=True),
    _label_form("parentheses", rf"(?:\(({NUMBER})\)|（(\d{{1,3}})）|\(({FOREIGN})\))[.:]?{_REST}", plain=True),
    _label_form("numbered words", rf"(?:№|[Nn][oº°]?r?\.?)\s?({NUMBER})(?:{_POINT}|{_GAP}(?=\s)){_REST}", plain=True),
    _label_form("foreign digits", rf"({FOREIGN})(?:{_POINT}|-(?=\s)|\s){_REST}", plain=True),
    _label_form("plain letters", rf"\(?({LABEL_LETTER}|[A-Z])[.)][ \t]+(?=\S)", plain=True),
)
#: What the first characters of every label are among, and a character that every marker has: most lines have neither.
_BEGINS_LABEL: Final = re.compile(
    rf"\s*(?:[^\w\s]|[\d{RAISED}{RAISED_LETTER}{CIRCLED}]|(?i:{NOTE_WORD})|[Nn]|(?:{LABEL_LETTER}|[A-Z])[.)])"
)


def may_begin_note(line: str) -> bool:
    """Whether a line may begin with a label: quick, and false only if it doesn't."""
    return _BEGINS_LABEL.match(line) is not None

"""The forms of notes in texts: of their markers, and of the labels they begin with.

Each form is a row of a table here, and the rules that use them are in `note_finder` and `source_notes`. A note is known
by its label without what surrounds it: `[7]`, `(7)`, `⁷`, `[^7]` and `7.` are all "7".

Two forms look too much like other things in a text (the number of a list, of a page, of an equation): numbers that have
nothing around them, and numbers in parentheses. They mark notes only if `note_forms` of edition.yml states it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briefsite.writing.book_words import book_pattern

SIGN: Final = r"\*{1,3}|†{1,3}|‡{1,3}|§"
_NUMBER: Final = r"[1-9]\d{0,3}"
_SHORT_NUMBER: Final = r"[1-9]\d{0,2}"
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_NUMBER: Final = f"[{_RAISED[1:]}][{_RAISED}]{{0,2}}"
_AS_DIGITS: Final = str.maketrans(_RAISED, "0123456789")
#: A letter, or a Roman number.
_LETTER: Final = r"[a-z]|[ivxlc]{2,7}|[IVXLC]{2,7}"
_NAME: Final = r"[^\s\[\]^]{1,40}"
#: What a superscript belongs to rather than a note: a number, a letter of a formula, a unit.
_RAISES: Final = re.compile(
    r"(?:(?<!\d{4})\d|(?:^|[^\w])(?:[^\W\d_]|[cdhkmµ]m|mc)|\d\s?(?:in|ft|yd|mi|sec|Bq|kg|sq)|(?:cm|km|mm)\.)$"
)
#: Words with a point that a number follows.
_ABBREVIATED: Final = re.compile(
    r"\b(?:\w|pp|nos?|nrs?|vols?|arts?|figs?|chs?|chaps?|secs?|par|caps?|bd|hft|cf|ca|col|ed|eds|eq|fol|lib|sig"
    r"|st|sess|tab|tit|tom|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|стр|гл|рис)\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MarkerForm:
    """A form of the markers in running text: its name, an example, and a pattern with the label as group 1.

    `context` tells of what is before and the character after, with a zero character between, whether a match is one.
    With `stated`, the form counts only where edition.yml states it, and where its numbers rise one by one.
    """

    name: str
    example: str
    pattern: re.Pattern[str]
    context: re.Pattern[str] | None = None
    stated: bool = False


@dataclass(frozen=True, slots=True)
class LabelForm:
    """A form of the labels at the beginning of notes; group 1 of the pattern is the label.

    A `plain` one looks like any numbered line. It is a label only under a heading, or where edition.yml states the
    form of its markers, and only if the numbers rise one by one.
    """

    name: str
    pattern: re.Pattern[str]
    plain: bool = False


#: `[7]`, `[A]`, `[*]`. Numbers in brackets are markers wherever they are in running text; letters and signs where a
#: note has them as its label.
BRACKETED: Final = re.compile(rf"\[({_NUMBER}|[A-Z]|{SIGN})\]")
#: Several notes in one bracket, or one with a place in it: `[1, 2]`, `[3–5]`, `[2, p. 34]`, `[see 4]`.
GROUPED: Final = re.compile(
    rf"\[(?:(?:see|cf\.|vgl\.|siehe|voir|bkz\.|см\.)\s+)?"
    rf"({_SHORT_NUMBER}(?:\s*[,;–—-]\s*{_SHORT_NUMBER})*)"
    r"(?:\s*[,:;]\s*(?:(?:pp?|S|ss?|págs?|с|стр|vols?|chs?|chap|cap|Kap|secs?|§+|figs?|Abb|tabs?|art|nos?|c)\b\.?|§)"
    r"[^\[\]\n]{0,40}|:\s?\d+(?:[–-]\d+)?)?\]",
    re.IGNORECASE,
)
#: Between two markers: the notes from the one to the other.
SPANNED: Final = re.compile(rf"(?<=\])([–—-])(?=\[{_SHORT_NUMBER}\])")

#: The patterns begin with what is rare in a text, and the context is looked at last: so the search is quick.
MARKER_FORMS: Final = (
    MarkerForm("brackets", "[7]", BRACKETED),
    MarkerForm(
        "signs",
        "word*",
        # A sign marks a note behind a word or a closing point, not before one.
        re.compile(rf"({SIGN})(?=[\s.,;:!?\"'”’)—-]|$)"),
        re.compile(r"[\w.,;:!?\"'”’)\]]\0"),
    ),
    MarkerForm("letters", "[a], [iv]", re.compile(rf"\[({_LETTER})\](?!\w)"), re.compile(r"\S\0")),
    MarkerForm("carets", "[^7]", re.compile(rf"\[\^({_NAME})\](?!:)")),
    MarkerForm("org", "[fn:7]", re.compile(rf"\[fn:({_NAME})\]")),
    MarkerForm(
        "superscripts",
        "word⁷",
        re.compile(rf"({_RAISED_NUMBER})(?![{_RAISED}\w])"),
        re.compile(r"[\w.,;:!?…\"'”’»)\]]\0"),
    ),
    MarkerForm(
        "parentheses",
        "word (7)",
        re.compile(rf"\(({_SHORT_NUMBER})\)(?!\w)"),
        re.compile(r"""(?:[.!?…"'”’»)\]]\s?|[,;:\w])\0|\w\s\0(?:[.,;:!?…”’»)]|$)"""),
        stated=True,
    ),
    MarkerForm(
        "bare",
        "word.7",
        re.compile(rf"({_SHORT_NUMBER})(?=[ \t]+[^\W\d_a-z]|[ \t]*(?:\r?\n|$)|[\s.,;:!?—–\"”’»)])"),
        re.compile(
            r"""
              (?: [^\W\d_][.,;:!?…"'”’»)\]]+ | [.!?]["'”’»)\]]+ ) \0 (?: [\s—–"”’»)] | $ )
            | [.!?"'”’»)] \s{1,2} \0 (?: \s | $ )
            | [^\W\d_A-Z]{3} \0
            """,
            re.VERBOSE,
        ),
        stated=True,
    ),
)
#: What may be a marker, in any form, behind the end of a sentence.
PRINTED_MARKER: Final = (
    rf"{GROUPED.pattern.replace('(' + _SHORT_NUMBER, '(?:' + _SHORT_NUMBER)}|\[(?:{_NUMBER}|[A-Z]|{_LETTER})\]"
    rf"|\[(?:\^|fn:){_NAME}\]|[{_RAISED}]{{1,3}}|\({_SHORT_NUMBER}\)|\^"
    rf"|(?<=[^\W\d_]{{3}}[.!?]) ?{_SHORT_NUMBER}(?=\s*$)"
)
#: The forms of markers by their names.
FORMS: Final[Mapping[str, MarkerForm]] = {form.name: form for form in MARKER_FORMS}

_GAP: Final = r"[ \t\f]*"
#: Behind a label there are words, or nothing.
_REST: Final = rf"(?:{_GAP}(?=[^\s])|{_GAP}\r?$)"
#: Words that begin a note in small letters.
_CITING: Final = (
    r"(?:ibid|idem|id|cf|op|loc|see|siehe|vgl|ebd|ebenda|voir|cit|bkz|age|agm|supra|infra|quoted|in|там|см|ср|ibidem)\b"
)
#: Behind a number that has nothing around it, the words begin with a capital, a sign or a numeral, or they cite.
_BEGUN: Final = rf"(?=[ \t]+(?:[^\W\d_a-z]|[^\w\s.,;:)\]–—-]|{_CITING})|{_GAP}\r?$)[ \t]*"


def _label_form(name: str, pattern: str, *, plain: bool = False) -> LabelForm:
    return LabelForm(name, re.compile(_GAP + pattern, re.MULTILINE), plain)


LABEL_FORMS: Final = (
    _label_form("brackets", rf"\[({_NUMBER}|[A-Z]|{SIGN})\](?:[.:](?=\s))?{_REST}"),
    _label_form("signs", rf"({SIGN})[ \t]?(?=[\w\"'“‘(_])"),
    _label_form("letters", rf"\[({_LETTER})\](?:[.:](?=\s))?{_REST}"),
    _label_form("carets", rf"\[\^({_NAME})\]:?{_REST}"),
    _label_form("org", rf"\[fn:({_NAME})\]:?{_REST}"),
    _label_form("superscripts", rf"({_RAISED_NUMBER})(?![{_RAISED}])[.)]?{_REST}"),
    _label_form("words", rf"(?i:{book_pattern('note')})\.?\s+({_NUMBER}|[A-Z]|{SIGN})\s*[:.]{_REST}"),
    _label_form("points", rf"({_NUMBER})(?:[.)](?![.\d]){_REST}|{_BEGUN})", plain=True),
    _label_form("parentheses", rf"\(({_NUMBER})\){_REST}", plain=True),
    _label_form("small letters", rf"\(?({_LETTER})[.)][ \t]+(?=\S)", plain=True),
)


def label_of(printed: str) -> str:
    """The label that a marker or the beginning of a note prints: "7" for `[7]`, `(7)`, `⁷` and `[^7]`."""
    bare = printed.strip().removeprefix("[fn:").strip("[]()^").translate(_AS_DIGITS)
    return bare or printed


def marks_in(text: str, form: MarkerForm) -> Iterator[tuple[str, int, int]]:
    """The markers of one form in `text`: the label, and where its print begins and ends."""
    for match in form.pattern.finditer(text):
        begin, end = match.span()
        before = text[max(0, begin - _AROUND) : begin]
        if form.context is not None and not form.context.search(f"{before}\0{text[end : end + 1]}"):
            continue
        unlikely = _UNLIKELY.get(form.name)
        if unlikely is None or not unlikely.search(before):
            yield label_of(match[1]), begin, end


#: How many characters before a marker are looked at.
_AROUND: Final = 12
#: What comes before a number that belongs to it rather than to a note.
_UNLIKELY: Final = {"bare": _ABBREVIATED, "superscripts": _RAISES}

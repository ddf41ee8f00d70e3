"""The forms of the markers of notes in running text: a row of a table for each.

The rules that use them are in `note_finder` and `source_notes`. A note is known by its label without what surrounds it:
`[7]`, `(7)`, `⁷`, `[^7]`, `⑦`, `[٧]`, `[Note 7]` and `7.` are all "7".

Two forms look too much like other things in a text (the number of a list, of a page, of an equation): numbers that have
nothing around them, and numbers in parentheses. They mark notes only if `note_forms` of edition.yml states it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briefsite.source.label_digits import IDEOGRAPHS, printed_label
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
    SEE,
    SHORT_NUMBER,
    SIGN,
)

#: The points and closing marks of other scripts than Latin, behind which a marker stands.
_POINTS: Final = "。，、；：！？」』）〉》】؟،؛۔।॥։՝"
#: What a superscript belongs to rather than a note: a number, a letter of a formula, a unit.
_RAISES: Final = re.compile(
    r"(?:(?<!\d{4})\d|(?:^|[^\w])(?:[^\W\d_]|[cdhkmµ]m|mc)|\d\s?(?:in|ft|yd|mi|sec|Bq|kg|sq)|(?:cm|km|mm)\.)$"
)
#: Words with a point that a number follows.
_ABBREVIATED: Final = re.compile(
    r"\b(?:\w|pp|nos?|nrs?|vols?|arts?|figs?|chs?|chaps?|secs?|par|caps?|bd|hft|cf|ca|col|ed|eds|eq|fol|lib|sig"
    r"|st|sess|tab|tit|tom|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|стр|гл|рис)\.$|[.·…]\s?[.·…]\s*$",  # a leader
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MarkerForm:
    """A form of the markers in running text: its name, an example, and a pattern with the label as group 1.

    `context` tells of what is before and the character after, with a zero character between, whether a match is one.
    With `stated`, the form counts only where edition.yml states it, and where its numbers rise one by one. A `weak` one
    may be something else: it counts only where a list has its labels, and no number in brackets marks those. Each has
    one of the `signs`, if any are given: a text without them isn't searched.
    """

    name: str
    example: str
    pattern: re.Pattern[str]
    context: re.Pattern[str] | None = None
    stated: bool = False
    weak: bool = False
    signs: str = ""


#: `[7]`, `[A]`, `[*]`. Numbers in brackets are markers wherever they are in running text; letters and signs where a
#: note has them as its label.
BRACKETED: Final = re.compile(rf"\[({NUMBER}|[A-Z]|{SIGN})\]")
#: The patterns begin with what is rare in a text, and the context is looked at last: so the search is quick.
MARKER_FORMS: Final = (
    MarkerForm("brackets", "[7]", BRACKETED),
    MarkerForm(
        "signs",
        "word*",
        # A sign marks a note behind a word or a closing point, not before one.
        re.compile(rf"({SIGN})\)?(?=[\s.,;:!?\"'”’)—-]|$)"),
        re.compile(rf"[\w.,;:!?\"'”’»)\]{_POINTS}]\0"),
        signs="*†‡§¶‖",
    ),
    MarkerForm(
        "letters",
        "[a], [iv]",
        re.compile(rf"\[({LABEL_LETTER})\](?!\w)|(?<=[.,;:!?…\"'”’»])\(({LABEL_LETTER})\)(?!\w)"),
        re.compile(r"\S\0|\w[ ]\0[.,;:!?]"),
        signs="[(",
    ),
    MarkerForm("carets", "[^7]", re.compile(rf"\[\^({KEY})\](?!:)"), signs="^"),
    MarkerForm("org", "[fn:7]", re.compile(rf"\[fn:({KEY})\]")),
    MarkerForm(
        "superscripts",
        "word⁷",
        re.compile(rf"({RAISED_NUMBER})\)?(?![{RAISED}\w])"),
        re.compile(rf"(?:[\w.,;:!?…\"'”’»)\]{_POINTS}]|[{RAISED}][⁻–-])\0"),
        weak=True,
        signs=RAISED,
    ),
    MarkerForm(
        "numbers behind a caret",
        "word^7",
        re.compile(rf"\^({SHORT_NUMBER})(?![\w^])"),
        re.compile(rf"(?:[^\W\d_]{{2}}|[.,;:!?…\"'”’»{_POINTS}])\0"),
        weak=True,
        signs="^",
    ),
    MarkerForm(
        "raised letters",
        "wordᵃ",
        re.compile(rf"([{RAISED_LETTER}])(?![{RAISED_LETTER}{RAISED}\w])"),
        re.compile(rf"(?:[^\W\d]{{2}}|[.,;:!?…\"'”’»)\]{_POINTS}])\0"),
        weak=True,
        signs=RAISED_LETTER,
    ),
    MarkerForm(
        "references",
        '<ref name="a" />',
        re.compile(r"<ref\s+name\s*=\s*[\"']?([^\s\"'<>/]{1,40})[\"']?\s*/>"),
        signs="<",
    ),
    MarkerForm("braces", "{7}", re.compile(rf"\{{{{1,2}}({NUMBER}|[A-Za-z])\}}{{1,2}}"), weak=True, signs="{"),
    MarkerForm("angles", "<7>", re.compile(rf"(?<!<)<({SHORT_NUMBER}|[A-Za-z])>(?!>)"), weak=True, signs="<"),
    MarkerForm(
        "words",
        "[Note 7]",
        re.compile(rf"[\[(（［【〔]{SEE}{NOTE_WORD}\s?(\d{{1,3}}|[A-Z])[\])）］】〕]", re.IGNORECASE),
        weak=True,
        signs="[(（［【〔",
    ),
    MarkerForm("circled numbers", "⑦", re.compile(f"([{CIRCLED}])"), re.compile(r"\S\s?\0"), weak=True),
    MarkerForm(
        "other brackets",
        "［7］, 〔七〕, [٧], /7/, ※7",
        re.compile(
            rf"[［【〔〈]\s?(\d{{1,3}}|{IDEOGRAPHS})\s?[］】〕〉]|\[({FOREIGN}|{IDEOGRAPHS})\]"
            rf"|(?<=[^\W\d_{RAISED}]|[.,;:!?…\"”’»)])/({SHORT_NUMBER})/(?![\w/])|※\s?(\d{{1,3}})"
        ),
        weak=True,
        signs="[［【〔〈/※",
    ),
    MarkerForm(
        "signs around numbers",
        "«7», <<7>>, [#7], word#7, word^7^",
        re.compile(
            rf"[«»]\s?({SHORT_NUMBER})\s?[«»]|‹({SHORT_NUMBER})›|›({SHORT_NUMBER})‹|<<({SHORT_NUMBER})>>"
            rf"|[\[({{]#({SHORT_NUMBER})[\])}}]|\{{n({SHORT_NUMBER})\}}|\|({SHORT_NUMBER})\|"
            rf"|(?<=\S)(?:\^({SHORT_NUMBER})\^|[#@~]({SHORT_NUMBER})(?![\w#@~]))"
        ),
        re.compile(rf"[\w.,;:!?…\"'”’»)\]{_POINTS}]\s?\0"),
        weak=True,
        signs="«»‹›<[({|^#@~",
    ),
    MarkerForm(
        "parentheses",
        "word (7)",
        re.compile(
            rf"\(({SHORT_NUMBER})\)(?!\w)|（(\d{{1,3}})）|\(({FOREIGN})\)|(?<!\d[.,])(?<![\[(\d\n])({SHORT_NUMBER})\)(?!\w)"
        ),
        re.compile(r"""(?:[.!?…"'”’»)\]。？！؟۔।]\s?|[,;:\w]|[、，；：」』،؛])\0|\w\s\0(?:[.,;:!?…”’»)。、，]|$)"""),
        stated=True,
        signs=")）",
    ),
    MarkerForm(
        "bare",
        "word.7",
        re.compile(rf"({SHORT_NUMBER})(?=[ \t]+[^\W\d_a-z]|[ \t]*(?:\r?\n|$)|[\s.,;:!?—–\"”’»)。、，；：」』])"),
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
    rf"\[{SEE}{SHORT_NUMBER}(?:\s?[,;:–—-][^\[\]\n]{{0,60}})?\]|\[(?:{NUMBER}|[A-Z]|{LABEL_LETTER})\]"
    rf"|\[(?:\^|fn:){KEY}\]|[{RAISED}{RAISED_LETTER}]{{1,3}}|\({SHORT_NUMBER}\)|\^|\{{{NUMBER}\}}|<{SHORT_NUMBER}>"
    rf"|[\[(（［【〔](?i:{SEE}{NOTE_WORD})\s?\d{{1,3}}[\])）］】〕]|[{CIRCLED}]|[［【〔〈]\s?\d{{1,3}}\s?[］】〕〉]|[\[(（]{FOREIGN}[\])）]"
    rf"|[［【〔\[]{IDEOGRAPHS}[］】〕\]]|/{SHORT_NUMBER}/|(?<=\S)\^{SHORT_NUMBER}"
    rf"|(?<=[^\W\d_]{{3}}[.!?]) ?{SHORT_NUMBER}(?=\s*$)"
)
#: The forms of markers by their names.
FORMS: Final[Mapping[str, MarkerForm]] = {form.name: form for form in MARKER_FORMS}


#: One star that opens emphasis, which ends on the same line, or two or three, with the words up to those that end it.
_OPENED: Final = re.compile(
    r"(?<![^\s(\[\"'“‘«„—–-])(?:\*(?=[^\s*])[^*\n]*|(\*{2,3})(?=[^\s*])(?:[^*\n]|\n(?!\s*\n))*)\Z"
)


_IN_MARKER: Final = re.compile(rf"[\d\[({{<（［【〔〈*†‡§¶‖{RAISED}{RAISED_LETTER}{CIRCLED}]")


def may_have_marker(line: str) -> bool:
    """Whether there may be a marker in a line: quick, and false only if there is none."""
    return _IN_MARKER.search(line) is not None


def marks_in(text: str, form: MarkerForm) -> Iterator[tuple[str, int, int]]:
    """The markers of one form in `text`: the label, and where its print begins and ends.

    A parenthesis that closes another one, opened before, is no part of a marker: "(see the book*)".
    """
    if form.signs and not any(sign in text for sign in form.signs):
        return
    for match in form.pattern.finditer(text):
        begin, end = match.span()
        if match[0][-1] == ")" and match[0][0] != "(" and _is_open(text[max(0, begin - _PARENTHESIS) : begin]):
            end -= 1
        before = text[max(0, begin - _AROUND) : begin]
        if form.context is not None and not form.context.search(f"{before}\0{text[end : end + 1]}"):
            continue
        if match[0][0] == "*" and _ends_emphasis(text, begin, match[1]):
            continue
        unlikely = _UNLIKELY.get(form.name)
        if unlikely is None or not unlikely.search(before):
            yield printed_label(match), begin, end


def follows_abbreviation(text: str, position: int) -> bool:
    """Whether what stands before a number is a word that numbers follow: "vol.", "p."."""
    return bool(_ABBREVIATED.search(text[max(0, position - _AROUND) : position]))


def _ends_emphasis(text: str, begin: int, stars: str) -> bool:
    """Whether stars end the emphasis of words before them, which the same stars began."""
    opened = _OPENED.search(text, max(0, begin - _PARENTHESIS), begin)
    return opened is not None and (opened[1] or "*") == stars


def _is_open(before: str) -> bool:
    return before.rfind("(") > before.rfind(")")


#: How many characters before a marker are looked at, and before one that a parenthesis follows.
_AROUND: Final = 12
_PARENTHESIS: Final = 300
#: What comes before a number that belongs to it rather than to a note.
_UNLIKELY: Final = {"bare": _ABBREVIATED, "parentheses": _ABBREVIATED, "superscripts": _RAISES}

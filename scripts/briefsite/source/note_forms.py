"""The forms of notes in texts: of their markers, and of the labels they begin with.

Each form is a row of a table here, and the rules that use them are in `note_finder` and `source_notes`. A note is known
by its label without what surrounds it: `[7]`, `(7)`, `⁷`, `[^7]`, `⑦`, `[٧]`, `[Note 7]` and `7.` are all "7".

Two forms look too much like other things in a text (the number of a list, of a page, of an equation): numbers that have
nothing around them, and numbers in parentheses. They mark notes only if `note_forms` of edition.yml states it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briefsite.source.label_digits import IDEOGRAPHS, label_of
from briefsite.writing.book_words import book_pattern

SIGN: Final = r"\*{1,3}|†{1,3}|‡{1,3}|§{1,2}|¶{1,2}|‖"
_NUMBER: Final = r"[1-9]\d{0,3}"
SHORT_NUMBER: Final = r"[1-9]\d{0,2}"
RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_NUMBER: Final = f"[{RAISED[1:]}][{RAISED}]{{0,2}}"
#: A number in the digits of another script than Latin, full-width ones among them.
_FOREIGN: Final = r"(?:(?![0-9])\d){1,3}"
#: The points and closing marks of other scripts than Latin, behind which a marker stands.
_POINTS: Final = "。，、；：！？」』）〉》】؟،؛۔।॥։՝"
_CIRCLED: Final = "①-⑳㉑-㉟㊱-㊿❶-❿➀-➓⑴-⒇"
_RAISED_LETTER: Final = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
#: What a marker or label says before its number: "[Note 7]", "(n. 7)", "（注7）", "Footnote 7:".
_WORD: Final = rf"(?:{book_pattern('note')}|n|fn|anm|прим|сноска|pozn|σημ|הערה|هامش|حاشية|[注註주]|각주|脚注)\.?"
#: What a marker may say of the note that it names.
SEE: Final = r"(?:(?:see|cf\.|siehe|(?-i:s\.)|vgl\.|voir|véase|ver|vedi|zie|bkz\.|см\.|ср\.)\s+(?:also\s+)?)?"
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
        re.compile(rf"\[({_LETTER})\](?!\w)|(?<=[.,;:!?…\"'”’»])\(({_LETTER})\)(?!\w)"),
        re.compile(r"\S\0|\w[ ]\0[.,;:!?]"),
        signs="[(",
    ),
    MarkerForm("carets", "[^7]", re.compile(rf"\[\^({_NAME})\](?!:)"), signs="^"),
    MarkerForm("org", "[fn:7]", re.compile(rf"\[fn:({_NAME})\]")),
    MarkerForm(
        "superscripts",
        "word⁷",
        re.compile(rf"({_RAISED_NUMBER})\)?(?![{RAISED}\w])"),
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
        re.compile(rf"([{_RAISED_LETTER}])(?![{_RAISED_LETTER}{RAISED}\w])"),
        re.compile(rf"(?:[^\W\d]{{2}}|[.,;:!?…\"'”’»)\]{_POINTS}])\0"),
        weak=True,
        signs=_RAISED_LETTER,
    ),
    MarkerForm(
        "references",
        '<ref name="a" />',
        re.compile(r"<ref\s+name\s*=\s*[\"']?([^\s\"'<>/]{1,40})[\"']?\s*/>"),
        signs="<",
    ),
    MarkerForm("braces", "{7}", re.compile(rf"\{{{{1,2}}({_NUMBER}|[A-Za-z])\}}{{1,2}}"), weak=True, signs="{"),
    MarkerForm("angles", "<7>", re.compile(rf"(?<!<)<({SHORT_NUMBER}|[A-Za-z])>(?!>)"), weak=True, signs="<"),
    MarkerForm(
        "words",
        "[Note 7]",
        re.compile(rf"[\[(（［【〔]{SEE}{_WORD}\s?(\d{{1,3}}|[A-Z])[\])）］】〕]", re.IGNORECASE),
        weak=True,
        signs="[(（［【〔",
    ),
    MarkerForm("circled numbers", "⑦", re.compile(f"([{_CIRCLED}])"), re.compile(r"\S\s?\0"), weak=True),
    MarkerForm(
        "other brackets",
        "［7］, 〔七〕, [٧], /7/, ※7",
        re.compile(
            rf"[［【〔〈]\s?(\d{{1,3}}|{IDEOGRAPHS})\s?[］】〕〉]|\[({_FOREIGN}|{IDEOGRAPHS})\]"
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
            rf"\(({SHORT_NUMBER})\)(?!\w)|（(\d{{1,3}})）|\(({_FOREIGN})\)|(?<!\d[.,])(?<![\[(\d\n])({SHORT_NUMBER})\)(?!\w)"
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
    rf"\[{SEE}{SHORT_NUMBER}(?:\s?[,;:–—-][^\[\]\n]{{0,60}})?\]|\[(?:{_NUMBER}|[A-Z]|{_LETTER})\]"
    rf"|\[(?:\^|fn:){_NAME}\]|[{RAISED}{_RAISED_LETTER}]{{1,3}}|\({SHORT_NUMBER}\)|\^|\{{{_NUMBER}\}}|<{SHORT_NUMBER}>"
    rf"|[\[(（［【〔](?i:{SEE}{_WORD})\s?\d{{1,3}}[\])）］】〕]|[{_CIRCLED}]|[［【〔〈]\s?\d{{1,3}}\s?[］】〕〉]|[\[(（]{_FOREIGN}[\])）]"
    rf"|[［【〔\[]{IDEOGRAPHS}[］】〕\]]|/{SHORT_NUMBER}/|(?<=\S)\^{SHORT_NUMBER}"
    rf"|(?<=[^\W\d_]{{3}}[.!?]) ?{SHORT_NUMBER}(?=\s*$)"
)
#: The forms of markers by their names.
FORMS: Final[Mapping[str, MarkerForm]] = {form.name: form for form in MARKER_FORMS}

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
#: One star that opens emphasis, which ends on the same line, or two or three, with the words up to those that end it.
_OPENED: Final = re.compile(
    r"(?<![^\s(\[\"'“‘«„—–-])(?:\*(?=[^\s*])[^*\n]*|(\*{2,3})(?=[^\s*])(?:[^*\n]|\n(?!\s*\n))*)\Z"
)


def _label_form(name: str, pattern: str, *, plain: bool = False) -> LabelForm:
    return LabelForm(name, re.compile(_GAP + pattern, re.MULTILINE), plain)


LABEL_FORMS: Final = (
    _label_form("brackets", rf"\[({_NUMBER}|[A-Z]|{SIGN})\](?:[.:](?=\s))?{_REST}"),
    _label_form("signs", rf"(?!{_EMPHASIS})({SIGN})\)?[ \t]?(?=[\w\"'“‘«„(_])"),
    _label_form("letters", rf"\[({_LETTER})\](?:[.:](?=\s))?{_REST}"),
    _label_form("carets", rf"\[\^({_NAME})\]:?{_REST}"),
    _label_form("org", rf"\[fn:({_NAME})\]:?{_REST}"),
    _label_form("superscripts", rf"({_RAISED_NUMBER})(?![{RAISED}])[.)]?{_REST}"),
    _label_form("raised letters", rf"([{_RAISED_LETTER}])(?![{_RAISED_LETTER}])[.)]?{_REST}"),
    _label_form("braces", rf"\{{{{1,2}}({_NUMBER}|[A-Za-z])\}}{{1,2}}[.:]?{_REST}"),
    _label_form("angles", rf"<({SHORT_NUMBER}|[A-Za-z])>[.:]?{_REST}"),
    _label_form("circled numbers", rf"([{_CIRCLED}])[.)]?{_REST}"),
    _label_form(
        "other brackets",
        rf"(?:[［【〔〈]\s?(\d{{1,3}}|{IDEOGRAPHS})\s?[］】〕〉]|\[({_FOREIGN}|{IDEOGRAPHS})\]|/({SHORT_NUMBER})/|※\s?(\d{{1,3}}))"
        rf"[.:：]?{_REST}",
    ),
    _label_form(
        "signs around numbers",
        rf"(?:[«»]\s?({SHORT_NUMBER})\s?[«»]|‹({SHORT_NUMBER})›|›({SHORT_NUMBER})‹|<<({SHORT_NUMBER})>>"
        rf"|[\[({{]#({SHORT_NUMBER})[\])}}]|\{{n({SHORT_NUMBER})\}}|\|({SHORT_NUMBER})\||\^({SHORT_NUMBER})\^"
        rf"|[#@~]({SHORT_NUMBER})(?![\w#@~]))[.:]?{_REST}",
    ),
    _label_form("numbers behind a caret", rf"\^({SHORT_NUMBER})(?![\w^])[.)]?{_REST}"),
    _label_form("words", rf"(?i:{_WORD})\s*(\d{{1,3}}|[A-Z]|{SIGN})\s*(?:[:.)：）]|[—–]|　){_REST}"),
    _label_form(
        "words in brackets", rf"[\[(（［【〔](?i:{_WORD})\s*(\d{{1,3}}|[A-Z]|{SIGN})[\])）］】〕][.:：]?{_REST}"
    ),
    _label_form("points", rf"({_NUMBER})(?:{_POINT}{_REST}|{_BEGUN})", plain=True),
    _label_form("parentheses", rf"(?:\(({_NUMBER})\)|（(\d{{1,3}})）|\(({_FOREIGN})\))[.:]?{_REST}", plain=True),
    _label_form("numbered words", rf"(?:№|[Nn][oº°]?r?\.?)\s?({_NUMBER})(?:{_POINT}|{_GAP}(?=\s)){_REST}", plain=True),
    _label_form("foreign digits", rf"({_FOREIGN})(?:{_POINT}|-(?=\s)|\s){_REST}", plain=True),
    _label_form("plain letters", rf"\(?({_LETTER}|[A-Z])[.)][ \t]+(?=\S)", plain=True),
)


#: What the first characters of every label are among, and a character that every marker has: most lines have neither.
_BEGINS_LABEL: Final = re.compile(
    rf"\s*(?:[^\w\s]|[\d{RAISED}{_RAISED_LETTER}{_CIRCLED}]|(?i:{_WORD})|[Nn]|(?:{_LETTER}|[A-Z])[.)])"
)
_IN_MARKER: Final = re.compile(rf"[\d\[({{<（［【〔〈*†‡§¶‖{RAISED}{_RAISED_LETTER}{_CIRCLED}]")


def may_begin_note(line: str) -> bool:
    """Whether a line may begin with a label: quick, and false only if it doesn't."""
    return _BEGINS_LABEL.match(line) is not None


def may_have_marker(line: str) -> bool:
    """Whether there may be a marker in a line: quick, and false only if there is none."""
    return _IN_MARKER.search(line) is not None


def printed_label(match: re.Match[str]) -> str:
    """The label that a match of a form's pattern has, in the one of its groups that matched."""
    return label_of(match[match.lastindex or 0])


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

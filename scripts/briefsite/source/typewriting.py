"""Typewriting: conventions of typed and scanned texts, shown as print would have them.

`--` stands for a dash, `_so_` for italics, `ﬁ` for the letters f and i, a soft hyphen for a place where a word may be
broken, `# ` before a line or a rule of signs below it for a heading, `<sup>2</sup>` for a raised number. Each is
applied only if edition.yml says so (`conventions`), and the page about the text then says so, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from msgspec import structs

from briefsite.edition.model import Conventions
from briefsite.source.passage import Passage, Run

Convention = Literal["dashes", "italics", "ligatures", "soft_hyphens", "headings", "raised"]

#: Not in the rules of tables: "-----|--".
_DASH: Final = re.compile(r"(?<![-|+])--(?:--)?(?![-|+])")
#: Within a paragraph, at the borders of words, not too long: other underscores mean something else.
_ITALICS: Final = re.compile(r"(?<![\w_])_(?=[^\s_])((?:[^_\n]|\n(?![ \t\r]*\n)){1,600}?)(?<=\S)_(?![\w_])")
_LIGATURE: Final = re.compile("[\ufb00-\ufb06]")
_SOFT: Final = re.compile("\u00ad")
#: The headings of Markdown and reStructuredText: signs before a line, or a rule below it (and perhaps above).
_HEADING: Final = re.compile(
    r"^(?P<marks>#{1,6}[ \t]+)(?=[^\W_#])[^\n]{1,120}?(?<![:;,\s])[ \t\r]*(?P<end>\n|\Z)"
    r"|^(?P<above>(?P<sign>[=~*^#\"'`-])(?P=sign){2,}[ \t\r]*\n)?(?P<title>[^\s=~*^#-][^\n|\t]{0,99})"
    r"\n(?P<below>(?P<rule>[=~*^#\"'`-])(?P=rule){2,})[ \t\r]*$",
    re.MULTILINE,
)
_LINK: Final = r"(?:<a\b[^<>\n]{0,120}>|</a>)?"
#: A number between the tags that raise or lower it, as a web page has the mark of a note, perhaps with its link.
_RAISED: Final = re.compile(
    rf"{_LINK}<(?P<tag>sup|sub)\b[^<>\n]{{0,80}}>\s?{_LINK}(?P<bracket>[\[(])?"
    rf"(?P<said>\d{{1,3}}(?:\s?[,–-]\s?\d{{1,3}}){{0,5}}|[a-z]|[*†‡§¶]{{1,3}})(?(bracket)[\])]){_LINK}\s?</(?P=tag)>{_LINK}",
    re.IGNORECASE,
)
_SUPERSCRIPTS: Final = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", " ")
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉", " ")
CONVENTION_PATTERNS: Final[Mapping[Convention, re.Pattern[str]]] = {
    "dashes": _DASH,
    "italics": _ITALICS,
    "ligatures": _LIGATURE,
    "soft_hyphens": _SOFT,
    "headings": _HEADING,
    "raised": _RAISED,
}


@dataclass(frozen=True, slots=True)
class _Change:
    """`read` replaces the text from `start` to `end`; None keeps that text and emphasizes it."""

    start: int
    end: int
    read: str | None


def convention_counts(text: str) -> Mapping[Convention, int]:
    """How often each convention would apply to `text`."""
    return {name: len(_found(name, text)) for name in CONVENTION_PATTERNS}


def apply_conventions(text: Passage, conventions: Conventions) -> tuple[Passage, Mapping[Convention, int]]:
    """The text with the conventions of an edition applied, and how often each of those was."""
    used: dict[Convention, int] = {}
    for name in CONVENTION_PATTERNS:
        if getattr(conventions, name):
            found = _found(name, text.text)
            used[name] = len(found)
            text = _applied(text, [change for match in found for change in _changes(name, match)])
    return text, used


def _found(name: Convention, text: str) -> list[re.Match[str]]:
    found = CONVENTION_PATTERNS[name].finditer(text)
    if name == "headings":
        return [match for match in found if match["marks"] or _is_ruled(match)]
    return [match for match in found if name != "raised" or _raised(match)]


def _raised(match: re.Match[str]) -> str:
    """The raised or lowered signs that a text with tags means; empty if Unicode doesn't have them."""
    said = match["said"]
    if match["tag"].lower() == "sub":
        read = said.translate(_SUBSCRIPTS) if said.isdecimal() else ""
    else:
        read = said.translate(_SUPERSCRIPTS)
    return "" if any(sign.isascii() and sign.isalpha() for sign in read) else read


def _is_ruled(match: re.Match[str]) -> bool:
    """Whether a line with a rule below it is a heading: set apart, about as long as the rule, and no row of a table."""
    above = match.string[: match.start()].rstrip(" \t\r")
    title, rule = match["title"].strip(), match["below"]
    below = match.string[match.end() :].lstrip(" \t\r\n").partition("\n")[0]
    alike = len(rule) in range((len(title) + 1) // 2, 2 * len(title) + 3)
    return (
        alike and above[-2:] in {"", "\n", "\n\n"} and not any(re.search(r"\S {3,}\S", line) for line in (title, below))
    )


def _changes(name: Convention, match: re.Match[str]) -> Iterator[_Change]:
    start, end = match.span()
    if name == "dashes":
        yield _Change(start, end, "—" * ((end - start) // 2))
    elif name == "ligatures":
        yield _Change(start, end, unicodedata.normalize("NFKC", match[0]))
    elif name == "headings" and match["marks"]:
        yield _Change(*match.span("marks"), "")
        if match["end"]:
            yield _Change(*match.span("end"), "\n\n")
    elif name == "headings":
        if match["above"]:
            yield _Change(*match.span("above"), "")
        yield _Change(*match.span("below"), "\n")
    elif name == "raised":
        yield _Change(start, end, _raised(match))
    elif name == "soft_hyphens":
        at_end = re.match(r"[ \t\r]*\n", match.string[end:])
        yield _Change(start, end, "-" if at_end else "")
    else:
        yield _Change(start, start + 1, "")
        yield _Change(start + 1, end - 1, None)
        yield _Change(end - 1, end, "")


def _applied(text: Passage, changes: list[_Change]) -> Passage:
    runs: list[Run] = []
    position = 0
    for change in changes:
        runs += text[position : change.start].runs
        part = text[change.start : change.end]
        if change.read is None:
            runs += [structs.replace(run, faces=("em",)) for run in part.runs]
        else:
            low, high = part.extent
            emended = next((run.emendation for run in part.runs if run.emendation is not None), None)
            runs.append(Run(change.read, low, high, emended))
        position = change.end
    return Passage((*runs, *text[position:].runs))

r"""Inline notes: those that a source prints between brackets inside its text, `[Footnote 1: …]`, `^[…]`, `[fn:: …]`.

Those that other programs write are read, too: `\footnote{…}` of LaTeX, `<ref>…</ref>`, `((…))` and `{{…}}` of wikis.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from briefsite.source.marker_forms import BRACKETED
from briefsite.source.note_lines import FoundNote
from briefsite.source.note_signs import SIGN
from briefsite.writing.book_words import book_pattern

#: How a note between brackets without a number is marked.
UNNUMBERED_LABEL: Final = "^"

_INLINE: Final = re.compile(
    rf"\[\s*(?:(?:{book_pattern('note')})\s+"
    rf"([1-9]\d{{0,3}}|[A-Za-z]|{SIGN})\s*[:.]|footnote\s*:)\s*|(?<=\S)\^\[(?=[^\]\n])"
    r"|(?<=\S)\[fn:([^\s\[\]:]{0,40}):\s*(?=[^\]\s])|\[fn\.?\s?:\s+(?=[^\]\s])"
    r"|(?<=\S)\s?\\(?:foot|end)note(?:\[\d{1,4}\])?(?P<brace>\{)\s*"
    r"|(?<=\S)(?P<tag><)ref(?:\s+name\s*=\s*[\"']?(?P<named>[^\s\"'<>/]{1,40})[\"']?)?(?:\s[^<>/]{0,80})?>\s*"
    # Two words or more: "measured.((See the report.))", "measured.{{See the report.}}".
    r"|(?:(?<=[^\s({])|(?<=[.,;:!?…\"'”’»)]\s))(?P<double>\(\(|\{\{)(?=[^\s(){}]*[^\W\d_][^\s(){}]*\s+[^\s(){}])",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(r"[\[^\\<]|\(\(|\{\{")
#: What opens and closes a note, and the same within it.
_BRACKETS: Final = {
    "[": re.compile(r"(\[)|(\])"),
    "{": re.compile(r"(\{)|(\})"),
    "<": re.compile(r"(<ref>)|(</ref>)", re.IGNORECASE),
    "((": re.compile(r"(\(\()|(\)\))"),
    "{{": re.compile(r"(\{\{)|(\}\})"),
}


def begins_inline_note(line: str) -> bool:
    """Whether a line begins with a note between brackets."""
    return bool(_INLINE.match(line.lstrip()))


def inline_notes(text: str, ends: Collection[int]) -> tuple[list[FoundNote], list[tuple[int, str]]]:
    """The notes between brackets in the order of the text, and those that are never closed: position and label.

    At the positions in `ends` edition.yml says that notes end: what begins there is text.
    """
    found: list[FoundNote] = []
    unclosed: list[tuple[int, str]] = []
    behind = 0
    marked: Counter[str] = Counter()
    for match in _openings(text):
        if match.start() < behind or match.start() in ends:
            continue
        marked.update(earlier[1] for earlier in BRACKETED.finditer(text, behind, match.start()))
        named = match[1] or match[2] or match["named"]
        label = named or UNNUMBERED_LABEL
        closing = _closing(text, match)
        if closing is None:
            if match[1] or match[0].startswith("["):
                unclosed.append((match.start(), label))
            continue
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        low, (close, high) = match.start(), closing.span()
        continues = bool(found) and not named and line == "*"
        if continues:
            low = text.rindex("*", 0, low)
        high += text[high : high + 1] == "*"  # the star says that the note goes on elsewhere
        marks = not continues and (not named or (bool(line) and not marked[label]))
        marked[label] = 0
        behind = high
        found.append(FoundNote(label, low, match.end(), close, high, "inline", marks=marks, continues=continues))
    return found, unclosed


def _openings(text: str) -> Iterator[re.Match[str]]:
    """What may open notes, in order. Only a sign that is rare in a text can, or a blank before a backslash."""
    end = 0
    for sign in _OPENS.finditer(text):
        at = sign.start()
        blank = sign[0] == "\\" and at > end and text[at - 1].isspace()
        match = (_INLINE.match(text, at - 1) if blank else None) or (_INLINE.match(text, at) if at >= end else None)
        if match is not None:
            end = match.end()
            yield match


def _closing(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """What closes a note that was opened; None if nothing does."""
    depth = 1
    sign = opening["brace"] or opening["tag"] or opening["double"] or "["
    for match in _BRACKETS[sign].finditer(text, opening.end()):
        depth += 1 if match[1] else -1
        if not depth:
            apart = opening["double"] and "\n\n" in text[opening.end() : match.start()]
            return None if apart else match
    return None

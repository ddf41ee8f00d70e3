"""Groups of markers: `[1, 2]`, `[3–5]`, `[2, p. 34]`, `[1, с. 4; 3, с. 5]`, and spans from one marker to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefsite.source.label_digits import label_of
from briefsite.source.note_signs import RAISED, SEE, SHORT_NUMBER

#: Between two numbers of a group, and between the first and the last of several.
_AND: Final = r"\s*(?:[,;、，；&]|\b(?:and|und|et|y|e|ve|en|и|і)\b)\s*"
_TO: Final = r"\s*(?:[–—-]|\b(?:to|bis|à|al?|tot|до|по)\b)\s*"
#: What a number may have behind it: "p. 34", "eq. (3)", "Art. IV", "§ 5", ": 12".
_PLACE: Final = (
    r"(?:\s*[,:，：]\s*(?:§+|第|[^\W\d_]{1,14}\b\.?)\s?(?:[(§]?\d|[(]|[IVXLCivxlc]+\b)[^\[\]\n;]{0,40}"
    r"|\s*[:：]\s?\d+(?:[–-]\d+)?)"
)
_PART: Final = rf"{SEE}{SHORT_NUMBER}(?:{_TO}{SHORT_NUMBER})?(?:{_PLACE}(?=\s*[;\]]))?"
GROUPED: Final = re.compile(rf"\[{_PART}(?:{_AND}{_PART})*\]", re.IGNORECASE)
#: The same in parentheses, of two numbers or more: "(1,2)", "(3–5)".
IN_PARENTHESES: Final = re.compile(
    rf"(?<!\b[^\W\d_])(?<!\d)\((?={SHORT_NUMBER}\D)(?!{SHORT_NUMBER}\))"
    rf"{SHORT_NUMBER}(?:{_TO}{SHORT_NUMBER})?(?:{_AND}{SHORT_NUMBER}(?:{_TO}{SHORT_NUMBER})?)*\)(?!\w)",
    re.IGNORECASE,
)
_MEMBER: Final = re.compile(rf"({SHORT_NUMBER})(?:({_TO})({SHORT_NUMBER}))?(?:{_PLACE}(?=\s*[;\]]))?", re.IGNORECASE)
#: Between two markers: the notes from the one to the other.
_SPANNED: Final = re.compile(
    rf"(?<=\[)({SHORT_NUMBER})\]([–—-])\[({SHORT_NUMBER})\]|(?<![{RAISED}])([{RAISED}]{{1,3}})([⁻–-])([{RAISED}]{{1,3}})"
)


_SPANS: Final = ("]–[", "]—[", "]-[", *RAISED)


class Member(NamedTuple):
    """The characters `low` up to `high` of a text, which mark the notes with `labels`."""

    low: int
    high: int
    labels: tuple[str, ...]


def members(group: re.Match[str]) -> Sequence[Member]:
    """The marks in a match of `GROUPED`, in order: none if it is a single number, or one of its spans runs backwards.

    The first has the bracket that opens the group in it, and the last the one that closes it. A dash marks the notes
    between the numbers beside it.
    """
    found = list(_members(group))
    plain = len(found) == 1 and group[0] == f"[{found[0].labels[0]}]"
    if plain or not all(member.labels for member in found):
        return ()
    found[0] = found[0]._replace(low=group.start())
    found[-1] = found[-1]._replace(high=group.end())
    return found


def _members(group: re.Match[str]) -> Iterator[Member]:
    for match in _MEMBER.finditer(group.string, group.start() + 1, group.end()):
        if match[3] is None:
            yield Member(match.start(1), match.end(), (match[1],))
            continue
        between = _between(match[1], match[3])
        yield Member(*match.span(1), (match[1],))
        if between or int(match[1]) >= int(match[3]):
            yield Member(*match.span(2), between)
        yield Member(match.start(3), match.end(), (match[3],))


def grouped_by_dash(text: str) -> Iterator[Member]:
    """The dashes between two markers, as in "[3]–[5]" and "³⁻⁵", that mark the notes between those."""
    if not any(sign in text for sign in _SPANS):
        return
    for match in _SPANNED.finditer(text):
        first, dash, last = (1, 2, 3) if match[1] else (4, 5, 6)
        between = _between(label_of(match[first]), label_of(match[last]))
        if between:
            yield Member(*match.span(dash), between)


def _between(first: str, last: str) -> tuple[str, ...]:
    return tuple(map(str, range(int(first) + 1, int(last))))

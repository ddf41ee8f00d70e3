"""Note markers in running text, and their misreadings in a scan.

A marker is `[` digits `]`. A near-marker is one of which the scanner misread a bracket or a digit: `[51` for `[5]`,
`[Z]` for `[7]`, `{7]`, `(8]`, `[l2]`. It is always reported and never corrected by a guess: this module says which
number is missing between its neighbours and prints the emendation to paste; an editor decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from briefsite.limits import check_limit
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Fix
from briefsite.source.emendation import lead
from briefsite.source.passage import Passage
from briefsite.source.source import Source
from briefsite.words import squeezed

MARKER = re.compile(r"\[([1-9]\d{0,3})\]")
_DIGITLIKE = "0-9OoQDlI|iZzSsBGgq"  # digits, and the letters that scanners read for them
_NEAR = re.compile(
    rf"""
    (?= [\[({{\d] ) (?:                             # few characters begin one of these
      \[ [{_DIGITLIKE}]{{1,3}} \] (?![A-Za-z])      # [Z] [l2], but not "[S]ince"
    | [({{] [{_DIGITLIKE}]{{1,3}} \]                # {{7] (8]
    | \[ [{_DIGITLIKE}]{{1,3}} [)}}]                # [7)
    | \[ \d{{1,3}} (?![\d\],.–-]|[rv][ab]?\])        # [51, a bracket that never closes; but not the leaf "[12r]"
    | (?<![\d\[({{.,–-]) \d{{1,3}} \]               # 5], one that never opened
    )
    """,
    re.VERBOSE,
)
_LONGEST_QUOTATION = 60
#: Words in brackets whose first one is a number.
_WORDS_BEHIND: Final = re.compile(r"(?:st|nd|rd|th|er|ème|[^\W\d_]{0,3}\.?[ \t\r\n]+[^\W\d_])[^\[\]{}]{0,80}\]")
#: What only ends a quotation.
_CLOSING = frozenset("”’»)]")
_ONLY = re.compile(rf"\s*(?:{MARKER.pattern}\s*)+")


class Marker(msgspec.Struct, frozen=True, gc=False):
    """The marker of the note with `label` ("7", "*", "A": as printed, without brackets) at `start`..`end` of a text."""

    label: str
    start: int
    end: int


def numbered(text: str) -> tuple[Marker, ...]:
    """All markers in `text` that are numbers in brackets, in order."""
    return tuple(Marker(match[1], *match.span()) for match in MARKER.finditer(text))


def markers(passage: Passage) -> tuple[Marker, ...]:
    """All markers in a passage, in order: the runs whose style is "mark", and the other numbers in brackets.

    A number in brackets in a run of the style "plain" is not a marker. A mark for several notes gives one for each.
    """
    numbers = numbered(passage.text)
    if not any(run.style for run in passage.runs):
        return numbers
    begin = 0
    taken = []
    for run in passage.runs:
        end = begin + len(run.text)
        if run.style in {"mark", "plain"}:
            taken.append((begin, end))
        begin = end
    others = [one for one in numbers if not any(low < one.end and one.start < high for low, high in taken)]
    return tuple(sorted([*marked(passage), *others], key=lambda marker: marker.start))


def marked(passage: Passage) -> Iterator[Marker]:
    """The markers whose runs have the style "mark", in order."""
    begin = 0
    for run in passage.runs:
        end = begin + len(run.text)
        if run.style == "mark":
            for label in run.label.split() or [run.text.strip("[]")]:
                yield Marker(label, begin, end)
        begin = end


def only_markers(text: str) -> bool:
    """Whether `text` is nothing but a marker or several."""
    return bool(_ONLY.fullmatch(text))


def only_near_marker(text: str) -> bool:
    """Whether `text` is nothing but a near-marker."""
    return bool(_NEAR.fullmatch(text.strip()))


def find_near_markers(source: Source, passage: Passage, problems: Problems) -> None:
    """Problem N02 for each near-marker in the emended text: an error if its number is sure, else a question.

    Emended text is left alone even if it still looks like a near-marker: an editor has seen it.
    """
    text = passage.text
    good = numbered(text)
    taken = {(marker.start, marker.end) for marker in good}
    near = [
        match
        for match in _NEAR.finditer(text)
        if match.span() not in taken
        and not _is_settled(passage, match.start(), match.end())
        and not _is_text(text, match)
        and not _is_word(text, match)
    ]
    if near and not check_limit(
        source.place(passage.place(near[-1].start())),
        "questions",
        len(near),
        "the text has {} signs like damaged note numbers",
        "state under note_blocks   read: no   if it has no notes",
        problems,
    ):
        return
    for match in near:
        _complain(source, passage, match, near, good, problems)


def _is_text(text: str, match: re.Match[str]) -> bool:
    """Whether the match is no near-marker after all.

    It is the end of "[Cd. 222]" or the beginning of "[2nd edition]", or a letter where letters mark notes.
    """
    if match[0][-1].isdigit():
        return not text[match.start() - 1 : match.start()].strip() and bool(_WORDS_BEHIND.match(text, match.end()))
    if match[0][0].isdigit():
        before = text[max(0, match.start() - _LONGEST_QUOTATION) : match.start()]
        return max(before.rfind("["), before.rfind("{")) > before.rfind("]")
    return bool(re.fullmatch(r"\[[A-Z]\]", match[0])) and "[A]" in text


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Whether letters in brackets are the author's: "the river [is] high", "object[s]"."""
    before = text[max(0, match.start() - 3) : match.start()]
    inner = match[0][1:-1]
    if not inner.isalpha() or before[-1:] in {"", "\n"}:  # at the beginning of a line, it may be the label of a note
        return False
    begins = not before.rstrip("\"'“‘«„([")[-1:].strip() and before[-1:] not in _CLOSING
    return begins or (before[-1:].isalpha() and inner.islower())


def _is_settled(passage: Passage, start: int, end: int) -> bool:
    """Whether an editor has emended a place, or it is the marker of a note."""
    return any((run.emendation is not None or run.style == "mark") and run.text for run in passage[start:end].runs)


def _complain(
    source: Source,
    passage: Passage,
    match: re.Match[str],
    near: Sequence[re.Match[str]],
    good: Sequence[Marker],
    problems: Problems,
) -> None:
    before = max((m for m in good if m.end <= match.start()), key=lambda m: m.start, default=None)
    after = min((m for m in good if m.start >= match.end()), key=lambda m: m.start, default=None)
    low = int(before.label) if before else 0
    siblings = [m for m in near if (not before or m.start() >= before.end) and (not after or m.end() <= after.start)]
    missing = range(low + 1, min(int(after.label), low + 2 + len(near)) if after else low + 1 + len(siblings))
    shown = match[0]
    message = f'damaged note number "{shown}"'
    rank = siblings.index(match)
    sure = False
    if len(missing) == len(siblings):
        number = missing[rank]
        neighbours = " and ".join(m.label for m in (before, after) if m)
        if sure := before is not None and after is not None:
            message += f": notes {neighbours} are there, {number} is missing"
        else:
            message += (
                f": note {neighbours} is there, {number} is missing" if neighbours else f": it may be note {number}"
            )
        read = f"[{number}]"
    else:
        message += ": no single number is missing between its neighbours"
        read = "[…]"
    if not sure and shown[1:-1].isalpha() and passage.text[match.start() - 1 : match.start()] in {"", "\n"}:
        return  # a word of the author's
    start = passage.place(match.start())
    words = lead(source.text, start, start + len(shown), _LONGEST_QUOTATION) or ""
    words = squeezed(words) + " " * words[-1:].isspace()
    fix = Fix(f"{words}{shown}".strip(), f"{words}{read}".strip(), "scanning error", sure)
    place, help_ = source.place(start, len(shown)), f"add to edition.yml   - {fix.entry}"
    tell = problems.error if sure else problems.warning
    tell(place, "N02", message, help_, subject=shown, fix=fix)

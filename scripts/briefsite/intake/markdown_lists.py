"""Lists in Markdown that CommonMark does not know: counted by letters, Roman numbers or `#`, or with marks in brackets.

Each mark is replaced by one of CommonMark with as many characters, so that places stay what they are; what the list
prints is kept by the line. A list begins below an empty line or in an item, and the marks of two items must count on:
a paragraph that only begins with "(c)", or with initials, stays a paragraph. Pandoc's examples, `(@)` and `(@name)`,
are counted through the whole text, and `(@name)` elsewhere in it is the number of that example.

Source: Pandoc User's Guide, "fancy_lists", "startnum", "example_lists".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefsite.intake.counting import numeral_of

_MARK: Final = re.compile(
    r"(?P<before>[ >]*)(?P<mark>(?P<open>\(?)(?P<count>@[\w-]*|#|\d{1,8}|[a-z]{1,7}|[A-Z]{1,7})(?P<close>[.)]))(?= +\S)"
)
_ANY_ITEM: Final = re.compile(r"[ >]*(?:[-*+]|\(?(?:\w{1,9}|#|@[\w-]*)[.)]|:|\[\^[^\]\s]+\]:) +")
_FENCE: Final = re.compile(r"[ >]*(?:```|~~~)")
_EXAMPLE: Final = re.compile(r"\(@([\w-]+)\)")
#: What counts: "i" is a number if "ii" comes next, and a letter if "j" does.
_FORMS: Final = ("decimal", "lowerRoman", "upperRoman", "lowerLetter", "upperLetter")
_MOST_ITEMS: Final = 200
#: From so many blanks on, lines are code unless they are in an item.
_CODE: Final = 4


@dataclass(frozen=True, slots=True)
class ListMark:
    """What an item begins with: what comes before it in the line, its signs, and what is between them."""

    before: str
    opens: str
    count: str
    closes: str

    @property
    def width(self) -> int:
        """How many characters the mark has."""
        return len(self.opens) + len(self.count) + len(self.closes)

    def is_alike(self, other: ListMark) -> bool:
        """Whether another mark is at the same depth and has the same signs."""
        signs, others = (self.before, self.opens, self.closes), (other.before, other.opens, other.closes)
        return signs == others and self.count[:1].isupper() == other.count[:1].isupper()


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """What is printed before an item, and whether its list begins with it."""

    text: str
    begins: bool


def with_plain_lists(lines: Sequence[str]) -> tuple[list[str], Mapping[int, PrintedMark]]:
    """The lines with CommonMark's marks in place of others, and what is printed for each, by the line from 0."""
    out, printed = [*lines], dict[int, PrintedMark]()
    examples: dict[str, str] = {}
    coded = [*_coded(lines)]
    marks = [None if code else _mark(line) for line, code in zip(lines, coded, strict=True)]
    counted = 0
    for at, mark in enumerate(marks):
        if mark is None or at in printed or not _may_begin(lines, at):
            continue
        found = [*_items(lines, marks, at, mark)]
        for (row, one), label in zip(found, _labels([one for _, one in found]), strict=False):
            text = label
            if one.count.startswith("@"):
                counted += 1
                text = f"({counted})"
                examples.setdefault(one.count[1:], text)
            printed[row] = PrintedMark(text, begins=row == at)
            out[row] = _plain(lines[row], one)
    examples.pop("", None)
    for number, line in enumerate(out):
        if examples and not coded[number]:
            out[number] = _EXAMPLE.sub(lambda match: examples.get(match[1], match[0]), line)
    return out, printed


def _mark(line: str) -> ListMark | None:
    """The mark of an item that CommonMark does not know; None for any other line."""
    match = _MARK.match(line)
    if match is None:
        return None
    mark = ListMark(match["before"], match["open"], match["count"], match["close"])
    if mark.opens and mark.closes == ".":
        return None
    if not mark.opens and (mark.count.isdecimal() or mark.count.startswith("@")):
        return None
    if mark.count == "#" and (mark.opens or mark.closes == ")"):
        return None
    initial = len(mark.count) == 1 and mark.count.isupper() and not mark.opens and mark.closes == "."
    return None if initial and not line[match.end() :].startswith("  ") else mark


def _coded(lines: Sequence[str]) -> Iterator[bool]:
    """Whether each line is in a fence, or begins or ends one."""
    within = False
    for line in lines:
        fence = bool(_FENCE.match(line))
        yield within or fence
        within ^= fence


def _may_begin(lines: Sequence[str], at: int) -> bool:
    """Whether a list may begin with a line: below an empty line or an item, and not in code."""
    before = lines[at - 1].strip(" >") if at else ""
    if before and not _ANY_ITEM.match(lines[at - 1]):
        return False
    depth = _depth(lines[at])
    if depth < _CODE:
        return True
    above = (one for one in reversed(lines[:at]) if one.strip(" >") and _depth(one) < depth)
    nearest = next(above, "")
    return bool(_ANY_ITEM.match(nearest))


def _depth(line: str) -> int:
    quoted = line.rfind(">", 0, len(line) - len(line.lstrip(" >"))) + 1
    rest = line[quoted:].removeprefix(" ") if quoted else line
    return len(rest) - len(rest.lstrip(" "))


def _items(
    lines: Sequence[str], marks: Sequence[ListMark | None], at: int, first: ListMark
) -> Iterator[tuple[int, ListMark]]:
    """The items from a line on with marks of the same signs as the first, up to the end of the list."""
    depth, empty = _depth(lines[at]), False
    for index in range(at, len(lines)):
        line, mark = lines[index], marks[index]
        if not line.strip(" >"):
            empty = True
            continue
        if mark is not None and mark.is_alike(first):
            yield index, mark
        elif empty and _depth(line) <= depth:
            return
        empty = False


def _labels(marks: Sequence[ListMark]) -> list[str]:
    """What is printed for each of the marks; for none if the second does not count on from the first."""
    first = marks[0]
    own = [f"{one.opens}{one.count}{one.closes}" for one in marks]
    if first.count.startswith("@"):
        return [label for label, one in zip(own, marks, strict=True) if one.count.startswith("@")]
    if first.count == "#":
        return [f"{number}." for number, _ in enumerate(marks, start=1)] if len(marks) > 1 else []
    return own if any(_count_on(marks, form) for form in _FORMS) else []


def _count_on(marks: Sequence[ListMark], form: str) -> bool:
    """Whether the second mark is the number behind the first."""
    numbers = [numeral_of(number, form) for number in range(1, _MOST_ITEMS)]
    return (marks[0].count, *(one.count for one in marks[1:2])) in {*pairwise(numbers)}


def _plain(line: str, mark: ListMark) -> str:
    """A line with a mark of CommonMark that is as wide. All are 1: only such a list may begin below other words."""
    rest = line[len(mark.before) + mark.width :]
    return f"{mark.before}{'1'.zfill(max(1, min(mark.width - 1, 9)))}){rest}"

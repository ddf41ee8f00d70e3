"""Stated versions: which version of the edition a text says that it cites, near the citation.

Two forms are read: a date after "version of", as the styles write it, and a version such as 2026-11-24, if the edition
has one of that name; any other date may be that of something else.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from briefsite.ledger.version import VersionId, read_version
from briefsite.works.dates import MONTHS

_GAP: Final = r"[\s~*_{}]+"
_NUMBERS: Final = {month[:3].casefold(): number for number, month in enumerate(MONTHS, 1)}
_IN_WORDS: Final = re.compile(
    rf"\bversion{_GAP}(?:of|from|dated){_GAP}(?:"
    rf"(?P<day>\d\d?){_GAP}(?P<month>[a-z]{{3,9}})\.?|(?P<month_first>[a-z]{{3,9}})\.?{_GAP}(?P<day_second>\d\d?),"
    rf"){_GAP}(?P<year>\d{{4}})\b(?:{_GAP}\((?P<number>\d{{1,3}})\))?",
    re.IGNORECASE,
)
_AS_WRITTEN: Final = re.compile(r"(?<![\w/.=%-])\d{4}-\d\d-\d\d(?:\.\d+)?(?![\w/-])")
_SAYS_VERSION: Final = re.compile(rf"\bversion{_GAP}(?:(?:of|from|dated){_GAP})?$", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")

Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StatedVersions:
    """The versions that a text names, with their places, and where its entries or paragraphs are `divided`."""

    stated: tuple[tuple[Extent, VersionId], ...]
    divided: tuple[Extent, ...]

    def of(self, citations: Sequence[Extent]) -> list[VersionId | None]:
        """The version that each of the `citations` is of, as its own entry or paragraph says. They must be sorted.

        A version belongs to the nearest citation; without one of its own, a citation is of the last version that was
        named before it.
        """
        own: dict[Extent, tuple[int, VersionId]] = {}
        for at, version in self.stated:
            low, high = self._around(at)
            number = bisect_left(citations, at)
            beside = [each for each in citations[max(0, number - 1) : number + 1] if low <= each[0] < high]
            nearest = min((_gap(each, at) for each in beside), default=0)
            for each in beside:
                if _gap(each, at) == nearest and (nearest, version) < own.get(each, (_FAR, version)):
                    own[each] = nearest, version
        return [own[each][1] if each in own else self._before(each) for each in citations]

    def _before(self, citation: Extent) -> VersionId | None:
        number = bisect_left(self.stated, citation[0], key=lambda each: each[0][0])
        if not number or self.stated[number - 1][0][0] < self._around(citation)[0]:
            return None
        return self.stated[number - 1][1]

    def _around(self, span: Extent) -> Extent:
        """Where the entry or paragraph begins and ends."""
        number = bisect_right(self.divided, span)
        low = self.divided[number - 1][0] if number else 0
        return low, self.divided[number][0] if number < len(self.divided) else _FAR


_FAR: Final = 1 << 60


def _gap(one: Extent, other: Extent) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def stated_versions(text: str, between: re.Pattern[str], known: AbstractSet[VersionId]) -> StatedVersions:
    """The versions that a text names. A date without the words "version of" has to be one of the `known` versions."""
    # Between the words of a date there may be tags, which take no more place here than there.
    without_tags = _TAG.sub(lambda match: " " * len(match[0]), text)
    divided = tuple(match.span() for match in between.finditer(text))
    return StatedVersions(tuple(sorted(_named(without_tags, known))), divided)


def _named(text: str, known: AbstractSet[VersionId]) -> Iterator[tuple[Extent, VersionId]]:
    for match in _IN_WORDS.finditer(text):
        month = (match["month"] or match["month_first"])[:3].casefold()
        try:
            day = datetime.date(int(match["year"]), _NUMBERS.get(month, 0), int(match["day"] or match["day_second"]))
        except ValueError:
            continue
        yield match.span(), VersionId(day, int(match["number"] or 1))
    for match in _AS_WRITTEN.finditer(text):
        try:
            version = read_version(match[0])
        except ValueError:
            continue
        if version in known or _SAYS_VERSION.search(text, max(0, match.start() - 40), match.start()):
            yield match.span(), version

"""The year of publication in a citation: that of the work, not one in its title or of another edition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefsite.citations.marked_note import quoted_spans
from briefsite.citations.year_form import YEAR

_YEAR: Final = re.compile(rf"(?:(?<![\d/.-])|(?<=\s\d/)|(?<=\s\d\d/))(?P<year>{YEAR})[a-z]?(?![\d/–-])")
_PAGED: Final = re.compile(r"\b(?:pp?|S|s|С|с|págs?|blz)\. ?\d+(?:[–-]\d+)?")


def years_outside_titles(body: str, italics: Sequence[tuple[int, int]]) -> set[str]:
    """The years outside of titles. Of two, one may be of an earlier edition, or of what the author remarks."""
    outside = body
    for low, high in (*quoted_spans(body), *((low, min(high, len(body))) for low, high in italics)):
        outside = outside[:low] + " " * (high - low) + outside[high:]
    return {match["year"] for match in _YEAR.finditer(_PAGED.sub("", outside))}


#: "Cook, L. (1999). ": a year behind it belongs to the title.
_SIGNED: Final = re.compile(rf"(?:\w\.,? \((?P<year>{YEAR})[a-z]?\)\.|\b[^\W\d_]\.,? \((?P<bare>{YEAR})[a-z]?\)) ")


def year_of(body: str) -> str:
    """The year of publication: the last in the body that is not inside of a title."""
    if signed := _SIGNED.search(body):
        return signed["year"] or signed["bare"]
    outside = body
    # "1972 [1961]": what is in square brackets is the year of another edition.
    original = [match.span() for match in re.finditer(r"(?<=\d) \[\d{4}\]", body)]
    for low, high in [*quoted_spans(body), *original]:
        outside = outside[:low] + " " * (high - low) + outside[high:]
    found = [match["year"] for match in _YEAR.finditer(_PAGED.sub("", outside))]
    return found[-1] if found else ""


def without_year(rest: str, year: str) -> str:
    """What follows a title, with the year as no number of a page."""
    return re.sub(rf"\b{year}\b", "–", rest) if year else rest

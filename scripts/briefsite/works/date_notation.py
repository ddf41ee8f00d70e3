"""Dates in the extended format of ISO 8601-2, which biblatex writes (*The biblatex Package*, 2.3.8).

They are "2004-06/2005", "1905~", "156X", "2014-23" and the like; a date that isn't exact is put into words.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from typing import Final

from briefsite.works.dates import MONTHS
from briefsite.works.work import Date

#: Numbers of ISO 8601-2 that stand in a month's place, from 21 on.
_SEASONS: Final = ("Spring", "Summer", "Autumn", "Winter")
SEASON_NUMBERS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_FIRST_SEASON: Final = 21
#: ISO 8601-2 tells the seasons of the two hemispheres apart with 25 to 32.
_LAST_SEASON: Final = 32
#: Parts of a year, from 33 on: quarters, thirds, halves.
_PARTS_OF_YEAR: Final = (
    *("1st quarter", "2nd quarter", "3rd quarter", "4th quarter", "1st third", "2nd third", "3rd third"),
    *("1st half", "2nd half"),
)
LAST_MONTH: Final = 12
_POINT = re.compile(
    r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?"
    r"(?P<mark>[?~%]|\?~)?"
)
#: A date in which each part has a mark of its own, before or behind it ("2004?-06-11", "1560-?12-~30").
_QUALIFIED = re.compile(r"[?~%]?-?\d{4}[?~%]?(?:-[?~%]?\d\d[?~%]?){0,2}")
_UNSPECIFIED = re.compile(r"(\d{3}[Xxu]|\d\d[Xxu]{2})|(\d{4})(?:-(\d\d))?(?:-[Xxu]{2}){1,2}")
ZEROS: Final = re.compile(r"(\d{4})[-/.](\d\d)?(?:[-/.])?00")
NO_DATE: Final = re.compile(r"[0\W]*|0{4}-.*")
_OPEN: Final = {"", "..", "open", "unknown", "*"}


@dataclass(frozen=True, slots=True)
class DatePoint:
    """One end of a span: a year with what is known of month (or season, from 21 on) and day; `mark` is ~, ? or %."""

    year: int
    month: int = 0
    day: int = 0
    mark: str = ""

    @property
    def edtf(self) -> str:
        """The point in the notation: "2004-06~"."""
        year = f"{'-' if self.year < 0 else ''}{abs(self.year):04}"
        return year + "".join(f"-{part:02}" for part in (self.month, self.day) if part) + self.mark


def date_in_notation(raw: str) -> Date | None:
    """A date in the notation of ISO 8601-2, or None."""
    first, slash, last = raw.partition("/")
    if NO_DATE.fullmatch(raw):
        return None
    if slash:
        return _between(first, last) or _incomplete(raw)
    point = _point(raw)
    return dated(point) if point else _incomplete(raw) or _qualified(raw)


def _qualified(raw: str) -> Date | None:
    """A date of which single parts are uncertain (?), approximate (~) or both (%), as one that is so as a whole."""
    plain = re.sub(r"[?~%]", "", raw)
    if plain == raw or not _QUALIFIED.fullmatch(raw):
        return None
    mark = "%" if "%" in raw or {"?", "~"} <= {*raw} else "~" if "~" in raw else "?"
    date = date_in_notation(plain + mark)
    return replace(date, edtf=raw) if date else None


def _incomplete(raw: str) -> Date | None:
    """A date of which a part isn't known: "156X", "2004-XX", "1986/00/00"."""
    if found := _UNSPECIFIED.fullmatch(raw):
        if found[1]:
            year = int(re.sub(r"\D", "0", found[1]))
            return Date(year, literal=f"{year}s", edtf=found[1].upper().replace("U", "X"))
        return dated(DatePoint(int(found[2]), int(found[3] or 0)))
    if found := ZEROS.fullmatch(raw):
        return dated(DatePoint(int(found[1]), int(found[2] or 0)))
    return None


def _between(first: str, last: str) -> Date | None:
    """A span of time, which may be open at one end."""
    begin, end = _point(first), _point(last)
    if begin and end:
        return spanned(begin, end)
    if begin and last.strip() in _OPEN and (date := dated(begin)):
        return Date(begin.year, literal=f"{date.shown}–", edtf=f"{begin.edtf}/")
    if end and first.strip() in _OPEN and (date := dated(end)):
        return Date(end.year, literal=f"–{date.shown}", edtf=f"/{end.edtf}")
    return None


def _point(raw: str) -> DatePoint | None:
    found = _POINT.fullmatch(raw.strip())
    if found is None:
        return None
    mark = {"?~": "%"}.get(found["mark"] or "", found["mark"] or "")
    return DatePoint(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0), mark)


def dated(point: DatePoint) -> Date | None:
    """The date of a point, or None if the calendar doesn't have it."""
    year, month, day = point.year, point.month, point.day
    if _FIRST_SEASON <= month <= _LAST_SEASON and not day:
        season = _SEASONS[(month - _FIRST_SEASON) % len(_SEASONS)]
        return Date(year, literal=f"{season} {year}", edtf=point.edtf)
    part = month - _LAST_SEASON - 1
    if 0 <= part < len(_PARTS_OF_YEAR) and not day:
        return Date(year, literal=f"{_PARTS_OF_YEAR[part]} of {year}", edtf=point.edtf)
    if not month and day:
        day = 0
    if month > LAST_MONTH or (day and day > calendar.monthrange(year if year > 0 else 4, month)[1]):
        return None
    plain = Date(year, month or None, day or None)
    if year <= 0:
        words = f"{1 - year} BCE"
        plain = Date(year, literal=words, edtf=point.edtf) if not month else Date(year, literal="", edtf=point.edtf)
        if month:
            named = MONTHS[month - 1] + (f" {day}," if day else "")
            plain = Date(year, literal=f"{named} {words}", edtf=point.edtf)
    if not point.mark:
        return plain
    words = plain.shown
    about = "" if point.mark == "?" else "c. "
    return Date(year, literal=about + words + ("" if point.mark == "~" else "?"), edtf=point.edtf)


def spanned(begin: DatePoint, end: DatePoint) -> Date | None:
    """The date from one point to another: "March–April 2001", "May 3–5, 2013", "1998–2001"."""
    first, last = dated(begin), dated(end)
    if first is None or last is None:
        return None
    if begin == end:
        return first
    # "Winter/Spring" of one year is a volume of a journal, and no span: its winter comes last.
    edtf = f"{begin.edtf}/{end.edtf}" if begin.edtf <= end.edtf or begin.year <= 0 else ""
    year = str(begin.year)
    if begin.year == end.year > 0 and begin.month and end.month and not (begin.mark or end.mark):
        one, two = (date.shown.removesuffix(year).strip(" ,") for date in (first, last))
        if begin.month == end.month and end.day:
            two = str(end.day)
        return Date(begin.year, literal=f"{one}–{two}{',' if end.day else ''} {year}", edtf=edtf)
    return Date(begin.year, literal=f"{first.shown}–{last.shown}", edtf=edtf)

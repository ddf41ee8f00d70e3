"""Dates as bibliographies write them, from the notation of biblatex to plain words.

biblatex writes dates in the extended format of ISO 8601-2 (*The biblatex Package*, 2.3.8): "2004-06/2005", "1905~",
"156X", "2014-23". Files made by hand have years in brackets, months with days, "26.09.2020" and much else. What isn't
understood becomes the words of a `Date`, so that a reader sees it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from typing import Final

from briefsite.works.dates import MONTHS
from briefsite.works.latex import plain_text
from briefsite.works.work import Date

#: Numbers of ISO 8601-2 that stand in a month's place, from 21 on.
_SEASONS: Final = ("Spring", "Summer", "Autumn", "Winter")
_SEASON_NUMBERS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_FIRST_SEASON: Final = 21
#: ISO 8601-2 tells the seasons of the two hemispheres apart with 25 to 32.
_LAST_SEASON: Final = 32
#: Parts of a year, from 33 on: quarters, thirds, halves.
_PARTS_OF_YEAR: Final = (
    *("1st quarter", "2nd quarter", "3rd quarter", "4th quarter", "1st third", "2nd third", "3rd third"),
    *("1st half", "2nd half"),
)
_LAST_MONTH: Final = 12
#: A year with a leap day, for months whose year is in words.
_ANY_YEAR: Final = 9996
#: Words in a date's place that mean what they say.
_KNOWN_WORDS: Final = re.compile(
    r"(?:forthcoming|in press|in print|to appear|accepted|submitted|in preparation|under review|in progress|undated"
    r"|nodate|unknown|no date|n\.\s?d\.?|n\.y\.|s\.\s?a\.|s\.\s?d\.|o\.\s?j\.|b\.\s?d\.|present)",
    re.IGNORECASE,
)
#: biblatex's states of publication (`pubstate`), and the words for them.
STATES: Final = {
    "inpreparation": "in preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in press",
    "prepublished": "prepublished",
}

_POINT = re.compile(
    r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?"
    r"(?P<mark>[?~%]|\?~)?"
)
#: A date in which each part has a mark of its own, before or behind it ("2004?-06-11", "1560-?12-~30").
_QUALIFIED = re.compile(r"[?~%]?-?\d{4}[?~%]?(?:-[?~%]?\d\d[?~%]?){0,2}")
_UNSPECIFIED = re.compile(r"(\d{3}[Xxu]|\d\d[Xxu]{2})|(\d{4})(?:-(\d\d))?(?:-[Xxu]{2}){1,2}")
_ZEROS = re.compile(r"(\d{4})[-/.](\d\d)?(?:[-/.])?00")
_NOTHING = re.compile(r"[0\W]*|0{4}-.*")
_OPEN: Final = {"", "..", "open", "unknown", "*"}
_CIRCA = re.compile(r"\[?(?:c\.|ca\.?|circa|about|approx\.?|~)\s*(\d{4})\]?", re.IGNORECASE)
_NUMERIC: Final = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})"),
)
#: What is written before the day on which somebody looked.
_LOOKED_UP: Final = re.compile(r"^(?:last\s+)?(?:accessed|visited|retrieved|checked)(?:\s+on)?:?\s*", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_NAME: Final = r"(?P<month>[^\W\d_]{3,}\.?)"
_WORDED: Final = (
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_NAME},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<day>\d{{1,2}})-{_NAME}-(?P<year>\d{{4}})"),
    re.compile(rf"{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,|\s)\s*(?P<year>\d{{4}})"),
    re.compile(rf"{_NAME},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<year>\d{{4}}),?\s+{_NAME}(?:\s+(?P<day>\d{{1,2}}))?"),
)
_YEARS = re.compile(r"(\d{4})\s*(?:/|--?|–)\s*(\d{4}|\d{2})?")
_DASH = re.compile(r"\s*(?:/|--?-?|–|—|\band\b|&)\s*")


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of a span: a year with what is known of month (or season, from 21 on) and day; `mark` is ~, ? or %."""

    year: int
    month: int = 0
    day: int = 0
    mark: str = ""

    @property
    def edtf(self) -> str:
        year = f"{'-' if self.year < 0 else ''}{abs(self.year):04}"
        return year + "".join(f"-{part:02}" for part in (self.month, self.day) if part) + self.mark


def written_date(value: str) -> tuple[Date | None, bool]:
    """The date that the field `date`, `urldate` or `origdate` gives, and whether all of it was understood.

    `value` is the field's text, with TeX. None if it has nothing to show ("0000-00-00").
    """
    raw = re.sub(r"[{}\s]+", " ", value).strip()
    if found := _notation(raw):
        # A negative year may be meant as BCE, with which ISO 8601 differs by one; zeros stand for what isn't known.
        return found, not (raw.startswith("-") or _ZEROS.fullmatch(raw))
    return _in_words(plain_text(value))


def written_year(value: str) -> tuple[Date | None, bool]:
    """The date that the field `year` gives, and whether all of it was understood.

    It is as by `written_date`, but "2004-05" could be two years as well as a month, and is left in words.
    """
    text = plain_text(value)
    if (found := re.fullmatch(r"\d\d(\d\d)-(\d\d)", text)) and not _LAST_MONTH < int(found[2]) > int(found[1]):
        return Date(int(text[:4]), literal=text), False
    if (years := _YEARS.fullmatch(text)) and years[2]:
        # "2004/05" is a winter, a term, or a double volume; "1978/1964" a new edition and the first.
        if int(years[2]) < int(years[1][-len(years[2]) :]):
            return Date(int(years[1]), literal=text), False
        edtf = f"{years[1]}/{years[1][: 4 - len(years[2])]}{years[2]}"
        return Date(int(years[1]), literal=_span(edtf if len(years[2]) == len(years[1]) else text), edtf=edtf), True
    return written_date(value)


def with_month(year: Date, month: str, day: str = "") -> tuple[Date, bool]:
    """The date of a `year` together with the texts of the fields `month` and `day`, and whether both were understood.

    A month may have a day ("3 May"), or be two months, two days or a season.
    """
    said = re.sub(r"\s+", " ", plain_text(month)).strip(" .,")
    if year.year and str(year.year) in said:  # "March 3, 2008"
        date, sure = _in_words(said)
        return (date or year), sure
    if year.literal or not year.year:
        about, words = ("c. ", year.literal[3:]) if year.literal.startswith("c. ") else ("", year.literal)
        known, sure = with_month(Date(_ANY_YEAR), said, day)
        named = known.shown.replace(str(_ANY_YEAR), "").strip()
        return Date(year.year, literal=about + " ".join(filter(None, (named, words)))), sure
    if said.casefold() in _SEASON_NUMBERS:
        return Date(year.year, literal=f"{said.capitalize()} {year.year}", edtf=_season(said, year.year).edtf), True
    if found := _month_point(said, year.year):
        number = int(day) if day.strip().isdecimal() and not found.day else found.day
        made = _dated(_Point(found.year, found.month, number))
        if made is not None:
            return made, not day or day.strip().isdecimal()
    if (ends := _ends(said, year.year)) and (both := _spanned(*ends)):
        return both, True
    return Date(year.year, literal=f"{said} {year.year}" if said else str(year.year)), not said


def _season(word: str, year: int) -> _Point:
    return _Point(year, _SEASON_NUMBERS[word.casefold()])


def month_number(word: str) -> int:
    """The number of a month (1 to 12) from its number, English name or abbreviation; 0 if it is none."""
    word = word.casefold().strip(" .")
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= _LAST_MONTH else 0
    whole = [month.casefold() for month in MONTHS]
    return next((n for n, month in enumerate(whole, 1) if len(word) >= len("jan") and month.startswith(word)), 0)


def _notation(raw: str) -> Date | None:
    """A date in the notation of ISO 8601-2, or None."""
    first, slash, last = raw.partition("/")
    if _NOTHING.fullmatch(raw):
        return None
    if slash:
        return _between(first, last) or _incomplete(raw)
    point = _point(raw)
    return _dated(point) if point else _incomplete(raw) or _qualified(raw)


def _qualified(raw: str) -> Date | None:
    """A date of which single parts are uncertain (?), approximate (~) or both (%), as one that is so as a whole."""
    plain = re.sub(r"[?~%]", "", raw)
    if plain == raw or not _QUALIFIED.fullmatch(raw):
        return None
    mark = "%" if "%" in raw or {"?", "~"} <= {*raw} else "~" if "~" in raw else "?"
    date = _notation(plain + mark)
    return replace(date, edtf=raw) if date else None


def _incomplete(raw: str) -> Date | None:
    """A date of which a part isn't known: "156X", "2004-XX", "1986/00/00"."""
    if found := _UNSPECIFIED.fullmatch(raw):
        if found[1]:
            year = int(re.sub(r"\D", "0", found[1]))
            return Date(year, literal=f"{year}s", edtf=found[1].upper().replace("U", "X"))
        return _dated(_Point(int(found[2]), int(found[3] or 0)))
    if found := _ZEROS.fullmatch(raw):
        return _dated(_Point(int(found[1]), int(found[2] or 0)))
    return None


def _between(first: str, last: str) -> Date | None:
    """A span of time, which may be open at one end."""
    begin, end = _point(first), _point(last)
    if begin and end:
        return _spanned(begin, end)
    if begin and last.strip() in _OPEN and (date := _dated(begin)):
        return Date(begin.year, literal=f"{date.shown}–", edtf=f"{begin.edtf}/")
    if end and first.strip() in _OPEN and (date := _dated(end)):
        return Date(end.year, literal=f"–{date.shown}", edtf=f"/{end.edtf}")
    return None


def _point(raw: str) -> _Point | None:
    found = _POINT.fullmatch(raw.strip())
    if found is None:
        return None
    mark = {"?~": "%"}.get(found["mark"] or "", found["mark"] or "")
    return _Point(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0), mark)


def _dated(point: _Point) -> Date | None:
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
    if month > _LAST_MONTH or (day and day > calendar.monthrange(year if year > 0 else 4, month)[1]):
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


def _spanned(begin: _Point, end: _Point) -> Date | None:
    """The date from one point to another: "March–April 2001", "May 3–5, 2013", "1998–2001"."""
    first, last = _dated(begin), _dated(end)
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


def _span(years: str) -> str:
    """Two years with a dash between them; "2004/05" keeps its slash."""
    return years.replace("/", "–") if len(years) == len("2004/2005") else re.sub(r"\s*-+\s*", "–", years)


def _in_words(text: str) -> tuple[Date | None, bool]:
    """A date that isn't in the notation, and whether it was understood."""
    text = _LOOKED_UP.sub("", text.strip(" ,;"))
    if _NOTHING.fullmatch(text):
        return None, not text
    if found := _CIRCA.fullmatch(text):
        return Date(int(found[1]), literal=f"c. {found[1]}", edtf=f"{found[1]}~"), True
    for pattern in (*_NUMERIC, *_WORDED):
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            word = parts["month"]
            month = month_number(word) or _SEASON_NUMBERS.get(word.casefold(), 0)
            date = _dated(_Point(int(parts["year"]), month, int(parts.get("day") or 0))) if month else None
            if date is not None:
                return date, True
    if found := _SLASHED.fullmatch(text):
        one, two, year = (int(part) for part in found.groups())
        # Which of the two is the month is certain only if the other can't be one.
        day, month = (one, two) if one > _LAST_MONTH else (two, one)
        if day > _LAST_MONTH and (date := _dated(_Point(year, month, day))):
            return date, True
    if (years := _YEARS.fullmatch(text)) and not years[2] and not text.endswith("/"):
        return Date(int(years[1]), literal=f"{years[1]}–", edtf=f"{years[1]}/"), True
    if years and years[2] and years[1] <= years[2]:
        return Date(int(years[1]), literal=f"{years[1]}–{years[2]}", edtf=f"{years[1]}/{years[2]}"), True
    year = next((int(match) for match in re.findall(r"(?<!\d)\d{4}(?!\d)", text)), 0)
    return Date(year, literal=text), _KNOWN_WORDS.fullmatch(text) is not None


def _month_point(said: str, year: int) -> _Point | None:
    """A month, a season, or a month with a day."""
    if said.casefold() in _SEASON_NUMBERS:
        return _season(said, year)
    if number := month_number(said):
        return _Point(year, number)
    for pattern in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?P<month>[^\W\d_]+\.?)",
        r"(?P<month>[^\W\d_]+\.?)\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    ):
        if (found := re.fullmatch(pattern, said)) and (number := month_number(found["month"])):
            return _Point(year, number, int(found["day"]))
    return None


def _ends(said: str, year: int) -> tuple[_Point, _Point] | None:
    """The two ends of "March/April", "May 3–5" or "3–5 May"."""
    parts = _DASH.split(said)
    if len(parts) != len(("first", "last")):
        return None
    one, two = parts
    begin, end = _month_point(one, year), _month_point(two, year)
    if begin and two.isdecimal() and begin.day:
        return begin, _Point(year, begin.month, int(two))
    if end and one.isdecimal() and end.day:
        return _Point(year, end.month, int(one)), end
    return (begin, end) if begin and end else None

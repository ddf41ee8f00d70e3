"""Dates as bibliographies write them, from the notation of biblatex to plain words.

Those of biblatex are read by `date_notation`. Files made by hand have years in brackets, months with days, "26.09.2020"
and much else. What isn't understood becomes the words of a `Date`, so that a reader sees it.
"""

from __future__ import annotations

import re
from typing import Final

from briefsite.works.date_notation import (
    LAST_MONTH,
    NO_DATE,
    SEASON_NUMBERS,
    ZEROS,
    DatePoint,
    date_in_notation,
    dated,
    spanned,
)
from briefsite.works.dates import MONTHS
from briefsite.works.latex import plain_text
from briefsite.works.work import Date

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


def written_date(value: str) -> tuple[Date | None, bool]:
    """The date that the field `date`, `urldate` or `origdate` gives, and whether all of it was understood.

    `value` is the field's text, with TeX. None if it has nothing to show ("0000-00-00").
    """
    raw = re.sub(r"[{}\s]+", " ", value).strip()
    if found := date_in_notation(raw):
        # A negative year may be meant as BCE, with which ISO 8601 differs by one; zeros stand for what isn't known.
        return found, not (raw.startswith("-") or ZEROS.fullmatch(raw))
    return _in_words(plain_text(value))


def written_year(value: str) -> tuple[Date | None, bool]:
    """The date that the field `year` gives, and whether all of it was understood.

    It is as by `written_date`, but "2004-05" could be two years as well as a month, and is left in words.
    """
    text = plain_text(value)
    if (found := re.fullmatch(r"\d\d(\d\d)-(\d\d)", text)) and not LAST_MONTH < int(found[2]) > int(found[1]):
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
    if said.casefold() in SEASON_NUMBERS:
        return Date(year.year, literal=f"{said.capitalize()} {year.year}", edtf=_season(said, year.year).edtf), True
    if found := _month_point(said, year.year):
        number = int(day) if day.strip().isdecimal() and not found.day else found.day
        made = dated(DatePoint(found.year, found.month, number))
        if made is not None:
            return made, not day or day.strip().isdecimal()
    if (ends := _ends(said, year.year)) and (both := spanned(*ends)):
        return both, True
    return Date(year.year, literal=f"{said} {year.year}" if said else str(year.year)), not said


def _season(word: str, year: int) -> DatePoint:
    return DatePoint(year, SEASON_NUMBERS[word.casefold()])


def month_number(word: str) -> int:
    """The number of a month (1 to 12) from its number, English name or abbreviation; 0 if it is none."""
    word = word.casefold().strip(" .")
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= LAST_MONTH else 0
    whole = [month.casefold() for month in MONTHS]
    return next((n for n, month in enumerate(whole, 1) if len(word) >= len("jan") and month.startswith(word)), 0)


def _span(years: str) -> str:
    """Two years with a dash between them; "2004/05" keeps its slash."""
    return years.replace("/", "–") if len(years) == len("2004/2005") else re.sub(r"\s*-+\s*", "–", years)


def _in_words(text: str) -> tuple[Date | None, bool]:
    """A date that isn't in the notation, and whether it was understood."""
    text = _LOOKED_UP.sub("", text.strip(" ,;"))
    if NO_DATE.fullmatch(text):
        return None, not text
    if found := _CIRCA.fullmatch(text):
        return Date(int(found[1]), literal=f"c. {found[1]}", edtf=f"{found[1]}~"), True
    for pattern in (*_NUMERIC, *_WORDED):
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            word = parts["month"]
            month = month_number(word) or SEASON_NUMBERS.get(word.casefold(), 0)
            date = dated(DatePoint(int(parts["year"]), month, int(parts.get("day") or 0))) if month else None
            if date is not None:
                return date, True
    if found := _SLASHED.fullmatch(text):
        one, two, year = (int(part) for part in found.groups())
        # Which of the two is the month is certain only if the other can't be one.
        day, month = (one, two) if one > LAST_MONTH else (two, one)
        if day > LAST_MONTH and (date := dated(DatePoint(year, month, day))):
            return date, True
    if (years := _YEARS.fullmatch(text)) and not years[2] and not text.endswith("/"):
        return Date(int(years[1]), literal=f"{years[1]}–", edtf=f"{years[1]}/"), True
    if years and years[2] and years[1] <= years[2]:
        return Date(int(years[1]), literal=f"{years[1]}–{years[2]}", edtf=f"{years[1]}/{years[2]}"), True
    year = next((int(match) for match in re.findall(r"(?<!\d)\d{4}(?!\d)", text)), 0)
    return Date(year, literal=text), _KNOWN_WORDS.fullmatch(text) is not None


def _month_point(said: str, year: int) -> DatePoint | None:
    """A month, a season, or a month with a day."""
    if said.casefold() in SEASON_NUMBERS:
        return _season(said, year)
    if number := month_number(said):
        return DatePoint(year, number)
    for pattern in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?P<month>[^\W\d_]+\.?)",
        r"(?P<month>[^\W\d_]+\.?)\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    ):
        if (found := re.fullmatch(pattern, said)) and (number := month_number(found["month"])):
            return DatePoint(year, number, int(found["day"]))
    return None


def _ends(said: str, year: int) -> tuple[DatePoint, DatePoint] | None:
    """The two ends of "March/April", "May 3–5" or "3–5 May"."""
    parts = _DASH.split(said)
    if len(parts) != len(("first", "last")):
        return None
    one, two = parts
    begin, end = _month_point(one, year), _month_point(two, year)
    if begin and two.isdecimal() and begin.day:
        return begin, DatePoint(year, begin.month, int(two))
    if end and one.isdecimal() and end.day:
        return DatePoint(year, end.month, int(one)), end
    return (begin, end) if begin and end else None

"""The date that a line of a title page states: a year, a month, a day, a season, a span of years, or about when.

The names of months are those of the Unicode Common Locale Data Repository. A line is read only if every word of it is
known, apart from the place that it may begin with: "Leeds, im März 1887".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from briefsite.citations.publishing_places import is_publishing_place
from briefsite.works.date_notation import SEASON_NUMBERS

_FIRST_YEAR: Final = 1400
_LAST_YEAR: Final = 2099
#: The languages whose names of months are known in every text, in whatever language it is.
_LANGUAGES: Final = ("en", "de", "de_AT", "fr", "es", "it", "pt", "nl", "ru", "tr", "pl", "sv", "cs")
#: The seasons, as in EDTF (ISO 8601-2): 21 is spring. The languages are those of the months.
_SEASONS: Final[Mapping[str, int]] = SEASON_NUMBERS | {
    word: SEASON_NUMBERS[season]
    for season, words in {
        "spring": "frühling frühjahr printemps primavera lente voorjaar весна весной весны ilkbahar bahar wiosna "
        "vår våren jaro",
        "summer": "sommer été verano estate verão zomer лето летом лета yaz lato sommar sommaren léto",
        "autumn": "herbst automne otoño autunno outono herfst najaar осень осенью осени sonbahar güz jesień höst "
        "hösten podzim",
        "winter": "hiver invierno inverno зима зимой зимы kış zima vinter vintern",
    }.items()
    for word in words.split()
}
#: Words that say that the year isn't certain.
_ABOUT: Final = frozenset(
    re.findall(
        r"\S+",
        "c ca circa cca around about approximately um etwa zirka vers env environ hacia cerca alrededor verso "
        "omstreeks около ок yaklaşık dolayları civarında około ok omkring cirka kolem asi",
    )
)
#: Words within a date that say nothing more, and those that are between the years of a span.
_PLAIN: Final = frozenset(
    re.findall(
        r"\S+",
        "the of in im am an a den der year jahr jahre le l la année en em el de del dell di nel nell anno año ano il "
        "no do da between zwischen entre op het jaar в году год года г yılı rok roku r år året st nd rd th er re ère "
        "to on this dated",
    )
)
_TO: Final = frozenset(("–", "—", "-", "/", "bis", "to", "and", "und", "a", "au", "à", "al", "ao", "tot", "до", "till"))
_PART: Final = re.compile(r"[0-9]+|[^\W\d_]+|[–—/-]")
_YEAR: Final = re.compile(r"(?:1[4-9]|20)[0-9]{2}")
_NUMERIC: Final = (
    re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2})\.\s?(?P<month>[0-9]{1,2})\.\s?(?P<year>[0-9]{4})"),
    re.compile(
        r"(?P<year>[0-9]{4})\s?[年년](?:\s?(?P<month>[0-9]{1,2})\s?[月월](?:\s?(?P<day>[0-9]{1,2})\s?[日일])?)?"
    ),
)
#: The place before a date, up to a comma, or without one before what can only be a date.
_PLACE: Final = re.compile(r"[^\W\d_][^\d,;:!?]{0,40},\s*")
_LONGEST: Final = 90
_DAYS: Final = 31
_CENTURY: Final = 100


def date_of_line(line: str, language: str) -> str:
    """The date that is all that a line states, with a place at most: "1887-03-02", "1887-21", "1820~", "1820/1825".

    `language` is the tag of the text's. Empty if the line states anything else, or no year.
    """
    said = line.strip(" \t.,;:()[]–—-*_")
    if len(said) > _LONGEST or not re.search("[0-9]{4}", said):
        return ""
    if found := _dated(said, language):
        return found
    if place := _PLACE.match(said):
        return _dated(said[place.end() :], language)
    # "LEEDS MARCH 1887", in which a city takes the place of a comma; what only has a year is read elsewhere.
    words = said.split()
    cities = (count for count in (1, 2, 3) if count < len(words) - 1 and is_publishing_place(" ".join(words[:count])))
    return next((found for count in cities if (found := _dated(" ".join(words[count:]), language))), "")


def _dated(said: str, language: str) -> str:
    """The date that words state, or nothing."""
    for form in _NUMERIC:
        if found := form.fullmatch(said):
            return _calendar(*(int(found[name] or 0) for name in ("year", "month", "day")))
    doubtful = bool(re.search(r"[0-9]{4}\s*\?", said))
    parts = [part.casefold() for part in _PART.findall(said)]
    if not parts or re.search(r"[^\w\s.,'’º°ª?~()\[\]–—/-]", said):
        return ""
    months = _months(language)
    years = [part for part in parts if _YEAR.fullmatch(part)]
    named = [months[part] for part in parts if part in months]
    seasons = [_SEASONS[part] for part in parts if part in _SEASONS and part not in months]
    days = [part for part in parts if part.isdecimal() and part not in years]
    about = any(part in _ABOUT for part in parts) or "~" in said
    known = {*years, *days, *months, *_SEASONS, *_ABOUT, *_PLAIN, *_TO}
    if not (named or seasons) and all(part in known for part in parts):
        return _of_years(said, parts, years, days, about=about, doubtful=doubtful)
    sure = len(years) == 1 and not about and all(part in known for part in parts)
    if not sure or len(named) + len(seasons) > 1 + (not days and not seasons):
        return ""
    return _of_part(years[0], named, seasons, days, span=bool(_TO & {*parts}))


def _of_part(year: str, named: Sequence[int], seasons: Sequence[int], days: Sequence[str], *, span: bool) -> str:
    """The date that a year with seasons, months or days states; `span` tells whether a dash or the like is there."""
    if seasons:
        return "" if days else f"{year}-{seasons[0]}"
    if len(named) > 1:
        one, two = named
        return f"{year}-{one:02}/{year}-{two:02}" if one < two and span else ""
    if len(days) > 1:
        ends = [_calendar(int(year), named[0], int(day)) for day in days]
        return "/".join(ends) if len(ends) == len("ab") and all(ends) and ends[0] < ends[1] and span else ""
    return _calendar(int(year), named[0], int(days[0]) if days else 0)


def _of_years(
    said: str, parts: Sequence[str], years: Sequence[str], days: Sequence[str], *, about: bool, doubtful: bool
) -> str:
    """The date that years alone state: one, or the ends of a span, of which the second may have two digits."""
    ends = [int(year) for year in years]
    if not ends:
        return ""
    if len(ends) == 1 and len(days) == 1 and re.search(r"[0-9]{4}\s?[–—/-]\s?[0-9]{2}$", said):
        ends.append(ends[0] // _CENTURY * _CENTURY + int(days[0]))
    elif days:
        return ""
    if len(ends) > 1:
        return f"{ends[0]}/{ends[1]}" if len(ends) == len("ab") and ends[0] < ends[1] and _TO & {*parts} else ""
    sign = "~" if about else "?" if doubtful else ""
    words = [part for part in parts if part not in years and part not in _ABOUT]
    return "" if words and not sign and any(part in _TO for part in words) else f"{ends[0]}{sign}"


def _calendar(year: int, month: int, day: int) -> str:
    """A date as in ISO 8601, to the year, month or day; empty if no calendar has it."""
    if not (_FIRST_YEAR <= year <= _LAST_YEAR) or day > _DAYS:
        return ""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return "-".join([str(year), *(f"{part:02}" for part in (month, day) if part)])


@cache
def _months(language: str) -> Mapping[str, int]:
    """The numbers of months by their names, in the text's language first; abbreviated ones of that and of English."""
    from babel import Locale, UnknownLocaleError

    found = {"sept": 9}
    for tag in (language, *_LANGUAGES):
        try:
            names = Locale.parse(tag, sep="-" if "-" in tag else "_").months
        except (UnknownLocaleError, ValueError):
            continue
        widths = ("wide", "abbreviated") if tag in {language, "en"} else ("wide",)
        for context in ("format", "stand-alone"):
            for width in widths:
                for number, name in names[context][width].items():
                    word = str(name).casefold().strip(". ")
                    if re.fullmatch(r"[^\W\d_]{3,}", word):
                        found.setdefault(word, number)
    return found

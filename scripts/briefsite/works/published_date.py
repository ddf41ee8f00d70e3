"""The date of publication in words, as a style writes it: "1997, November–December", "3–5 May 2001", "forthcoming".

The engine knows dates to the year, month or day. A season, a span and any other date in words is put in place of the
year that it was given (`stand_ins.STAND_IN_YEAR`).
"""

from __future__ import annotations

import re
from typing import Final

from briefsite.works.dates import MONTHS
from briefsite.works.style import Style
from briefsite.works.work import Date

_SHORT: Final = {"September": "Sept."}
#: A span within a year, to the month or to the day; and a season or another part of a year (ISO 8601-2).
_SPAN: Final = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?/\1-(\d\d)(?:-(\d\d))?")
_PART_OF_YEAR: Final = re.compile(r"(\d{4})-(?:2[1-9]|3\d|4[01])")


def published_in_words(date: Date, style: Style) -> str:
    """The words of a date in words (`Date.literal`) at the place of the year in a reference.

    Where a style has the year first, the season or the months follow it ("1989, Summer"). Where it has the year alone,
    they are left out ("1989"), but for days ("3–5 May 2001"): these follow elsewhere only for a date that is no span.
    """
    year, rest = _parts(date, style)
    if not year:
        return date.literal
    if "M" not in style.dates.published:
        return f"{rest} {year}" if rest[:1].isdecimal() else year
    if style.dates.published.startswith("YYYY"):
        return f"{year}, {rest.removesuffix(' of')}"
    comma = "," if re.search(r"[a-z.] \d", rest) else ""  # "May 3–5, 2001"
    return f"{rest}{comma} {year}"


def _parts(date: Date, style: Style) -> tuple[str, str]:
    """The year and the rest of a date that has both; "" for any other."""
    if (part := _PART_OF_YEAR.fullmatch(date.edtf)) and date.literal.endswith(f" {part[1]}"):
        return part[1], date.literal.removesuffix(f" {part[1]}")
    span = _SPAN.fullmatch(date.edtf)
    if not span or not all(1 <= int(month) <= len(MONTHS) for month in span.group(2, 4)):
        return "", ""
    months = [_month(int(month), style) for month in span.group(2, 4)]
    days = [str(int(day)) if day else "" for day in span.group(3, 5)]
    if span[2] == span[4] and all(days):
        return span[1], _day(months[0], "–".join(days), style)
    return span[1], "–".join(_day(month, day, style) for month, day in zip(months, days, strict=True))


def _day(month: str, day: str, style: Style) -> str:
    first = style.dates.day.startswith("D")
    return " ".join(filter(None, (day, month) if first else (month, day)))


def _month(number: int, style: Style) -> str:
    name = MONTHS[number - 1]
    full = "MMMM" in style.dates.day or len(name) <= len("June")
    return name if full else _SHORT.get(name, f"{name[:3]}.")

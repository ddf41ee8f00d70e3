"""The date of the edited work, which edition.yml states as precisely as it is known."""

from __future__ import annotations

import datetime
import re

from briefsite.works.dates import MONTHS, long_date
from briefsite.works.work import Date
from briefsite.works.written_dates import written_date


def stated_date(stated: str) -> Date | None:
    """The `work.date` of an edition: "1887", "1887-05", "1887-05-28", "1887/1889", "1887~", or words ("Spring 1887").

    None if it is empty. The notation is that of bibliographies.
    """
    if re.fullmatch(r"\d{4}\s*[-–]\s*\d{4}", stated.strip()):
        stated = re.sub(r"\s*[-–]\s*", "/", stated)
    if found := re.fullmatch(r"(?:c\.|ca\.?|circa|about)\s*(\d{4})", stated.strip(), re.IGNORECASE):
        stated = f"{found[1]}~"
    return written_date(stated)[0] or (Date(literal=stated.strip()) if stated.strip() else None)


def stated_year(stated: str) -> str:
    """The first year of a stated date; empty if it has none."""
    found = re.search(r"\d{3,4}", stated)
    return found[0] if found else ""


def date_in_words(date: Date | None) -> str:
    """A date as readers get it: "28 August 2020", "May 1887", "1887", "c. 1887"; empty for None."""
    if date is None or date.literal or not date.month:
        return "" if date is None else date.literal or str(date.year)
    if date.day:
        return long_date(datetime.date(date.year, date.month, date.day))
    return f"{MONTHS[date.month - 1]} {date.year}"


def first_day(date: Date | None) -> datetime.date:
    """The first day that a date can mean, for sorting; the first of all if it names no year."""
    if date is None or not 1 <= date.year <= datetime.MAXYEAR:
        return datetime.date.min
    return datetime.date(date.year, date.month or 1, date.day or 1)

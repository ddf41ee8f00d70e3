"""Dates that cannot be meant: of a day that no calendar has, or of a year that is still far away."""

from __future__ import annotations

import datetime
import re
from typing import Final

from briefsite.limits import LAST_YEAR

_DIGITS: Final = re.compile(r"\d+")
_DAY: Final = re.compile(r"(?<![\d-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])")
_LONGEST_YEAR: Final = 4
_NO_YEAR: Final = re.compile(r"(?<![\d-])0000(?![\d])")


def date_fault(date: str) -> str:
    """What is wrong with a date such as 1887-05-28, 1887/1889, or in words, as a clause; "" if nothing."""
    for digits in _DIGITS.findall(date):
        if len(digits) > _LONGEST_YEAR and len(digits) != len("18870528"):
            return "a year has at most four digits"
        if len(digits) == _LONGEST_YEAR and int(digits) > LAST_YEAR:
            return "it is too far in the future"
    if _NO_YEAR.search(date):
        return "there is no year 0000"
    for year, month, day in _DAY.findall(date):
        try:
            datetime.date(int(year), int(month), int(day or 1))
        except ValueError:
            # EDTF (ISO 8601-2) has seasons and quarters in the place of months.
            if day or not 21 <= int(month) <= 41:  # noqa: PLR2004 - see above
                return "there is no such day" if day else "there is no such month"
    return ""

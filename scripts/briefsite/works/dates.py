"""Dates as a reader writes them, in English on any machine."""

from __future__ import annotations

import datetime
from typing import Final

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


#: As the MLA Handbook and the IEEE Reference Guide abbreviate them.
SHORT_MONTHS: Final = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)


def long_date(date: datetime.date) -> str:
    """The date in the form 28 August 2020."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"

"""Dates as a reader writes them, in English on any machine."""

from __future__ import annotations

import datetime
from typing import Final

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(date: datetime.date) -> str:
    """28 August 2020."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"

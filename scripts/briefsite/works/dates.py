"""English dates and names of months, whatever the locale of the machine."""

from __future__ import annotations

import datetime
import os
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
    """The date in the form "28 August 2020"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def today() -> datetime.date:
    """The date from SOURCE_DATE_EPOCH or else the clock, in UTC. It is written down once, and never asked again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()

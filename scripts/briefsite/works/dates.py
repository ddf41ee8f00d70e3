"""English dates and names of months, whatever the locale of the machine."""

from __future__ import annotations

import datetime
import os
from typing import Final

from briefsite.language.strings import ENGLISH

MONTHS: Final = tuple(ENGLISH[f"date.month.{number}"] for number in range(1, 13))


#: As the MLA Handbook and the IEEE Reference Guide abbreviate them.
SHORT_MONTHS: Final = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)


def long_date(date: datetime.date) -> str:
    """The date in the form "28 August 2020"."""
    return ENGLISH.date(date)


def today() -> datetime.date:
    """The date from SOURCE_DATE_EPOCH or else the clock, in UTC. It is written down once, and never asked again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()

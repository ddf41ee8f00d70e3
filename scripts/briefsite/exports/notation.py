"""Dates in the part of ISO 8601-2 that Zotero reads: a date that may be about, or a span with both ends.

The rest of the notation is no help to it: it takes the summer of 2013 (2013-22) for the years from 2013 to 2022. Such
dates are in words.
"""

from __future__ import annotations

import re
from typing import Final

from briefsite.works.work import Date

_END: Final = r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?[~?%]?"
_READ: Final = re.compile(rf"{_END}(?:/{_END})?")


def date_as_read(date: Date | None) -> str:
    """The date as "2020-08-28", "1905~", "1997-11/1997-12" or in words: "Summer 1989"; "" if there is none."""
    if date is None:
        return ""
    return date.edtf if _READ.fullmatch(date.edtf) else date.literal or date.iso

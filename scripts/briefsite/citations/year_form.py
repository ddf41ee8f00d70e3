"""The form of a year in which a work that is cited may have appeared: 1500 to 2099, in a pattern."""

from __future__ import annotations

from typing import Final

YEAR: Final = r"(?:1[5-9]|20)\d\d"

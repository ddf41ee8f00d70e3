"""An editorial change: something that the editors say otherwise than in an earlier version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class EditorialChange:
    """The `subject` as readers call it ("The work “World Factbook”"), what became of it, and its words that differ.

    `before` is empty for what is new, `after` for what was taken out.
    """

    subject: str
    before: str
    after: str

    @property
    def what(self) -> Literal["new", "removed", "changed"]:
        """What became of the subject."""
        if not self.before:
            return "new"
        return "changed" if self.after else "removed"

    @property
    def says(self) -> str:
        """The change as a sentence without its words."""
        return f"{self.subject} {_SAYS[self.what]}"


_SAYS = {"new": "is new", "removed": "was taken out", "changed": "was changed"}

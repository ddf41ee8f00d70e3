"""An editorial change: something that the editors say otherwise than in an earlier version."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditorialChange:
    """The `subject` as readers call it ("The work “World Factbook”"), what became of it, and its words that differ.

    `before` is empty for what is new, `after` for what was taken out.
    """

    subject: str
    before: str
    after: str

    @property
    def says(self) -> str:
        """The change as a sentence without its words."""
        if not self.before:
            return f"{self.subject} is new"
        return f"{self.subject} {'was changed' if self.after else 'was taken out'}"

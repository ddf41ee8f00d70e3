"""An editorial change: something that the editors say otherwise than in an earlier version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class EditorialChange:
    """What readers call the subject ("The work", "“World Factbook”"), and its words that differ.

    `part` is the key of edition.yml that the subject is under, "works" for the bibliography. `before` is empty for what
    is new, `after` for what was removed; `name` where there is only one of the kind.
    """

    kind: str
    part: str
    name: str
    before: str
    after: str

    @property
    def subject(self) -> str:
        """The subject by kind and name."""
        return f"{self.kind} {self.name}".strip()

    @property
    def says(self) -> str:
        """The change as a sentence without its words."""
        return f"{self.subject} {'is' if self.verb == 'new' else 'was'} {self.verb}"

    @property
    def verb(self) -> Literal["new", "changed", "removed"]:
        """What became of the subject."""
        if not self.before:
            return "new"
        return "changed" if self.after else "removed"

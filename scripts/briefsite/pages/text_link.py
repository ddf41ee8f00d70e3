"""Links on words of the author: of a name to its entry in the index, of a work to its entry in the bibliography."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from briefsite.pages.classes import Css


@dataclass(frozen=True, slots=True)
class TextLink:
    """The words from `start` to `end` of a passage lead to a `target`, a file of docs/ with a fragment.

    `title` is shown on pointing at them; `said` is their name aloud, where the words alone don't say where they lead.
    `language` is that of the words, as a BCP 47 tag, if it isn't the passage's.
    """

    start: int
    end: int
    target: str
    title: str
    classes: Css
    said: str = ""
    language: str = ""

    def meets(self, other: TextLink) -> bool:
        """Whether two links have words in common."""
        return self.start < other.end and other.start < self.end

    def moved(self, to: Callable[[int], int]) -> TextLink:
        """The same link on a passage in which a position is another one."""
        return replace(self, start=to(self.start), end=to(self.end))

    def shifted(self, by: int) -> TextLink:
        """The same link in a part of the passage that begins at `by`."""
        return self.moved(lambda position: position - by)

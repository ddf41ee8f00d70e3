"""A YAML document as plain data with the place of each value in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from briefsite.problems.problem import Place

#: The path to a value: keys and positions from the top of the document.
Path = tuple[str | int, ...]
#: Line and column of a value or key, counted from 0, and how many characters of the line belong to it.
Mark = tuple[int, int, int]


@dataclass(frozen=True)
class Located:
    """A YAML document as plain `data` (dicts, lists, scalars), and the place of every value and key in it."""

    file: str
    data: Any
    lines: tuple[str, ...]
    marks: Mapping[Path, Mark] = field(repr=False)
    key_marks: Mapping[Path, Mark] = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` begins; if there is none, where its nearest parent begins."""
        return self._place(self.marks, path)

    def key_place(self, *path: str | int) -> Place:
        """Where the key of the value at `path` begins; of a value without a key, where that begins."""
        return self._place(self.key_marks if path in self.key_marks else self.marks, path)

    def _place(self, marks: Mapping[Path, Mark], path: Path) -> Place:
        while path and path not in marks:
            path = path[:-1]
        line, column, width = marks.get(path, (0, 0, 1))
        return Place(self.file, line + 1, column + 1, self.lines[line] if line < len(self.lines) else "", width)

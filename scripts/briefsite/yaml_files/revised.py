"""A YAML document revised in memory, each of the others with its place in the file."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from briefsite.yaml_files.located import Located, Path

#: What is put where a value is taken out, until all are.
_GONE: Final = object()


def revised(located: Located, values: Mapping[Path, Any], without: Collection[Path] = ()) -> Located:
    """The document with other `values` at some paths, and `without` the values at others.

    What is left keeps its place in the file, although the entries after one that is taken out of a list move up.
    KeyError or IndexError for a path that isn't in the document.
    """
    data = revised_data(located.data, values, without)
    marks, key_marks = (
        {moved: mark for path, mark in known.items() if (moved := _moved(path, without)) is not None}
        for known in (located.marks, located.key_marks)
    )
    return Located(located.file, data, located.lines, marks, key_marks)


def revised_data(data: Any, values: Mapping[Path, Any], without: Collection[Path]) -> Any:
    """Plain data with other `values` at some paths, and `without` the values at others, as `revised` has them."""
    data = copy.deepcopy(data)
    for path, value in values.items():
        _inside(data, path[:-1])[path[-1]] = value
    for path in sorted(without, key=len, reverse=True):
        _inside(data, path[:-1])[path[-1]] = _GONE
    return _without_gone(data)


def is_inside(path: Path, others: Iterable[Path]) -> bool:
    """Whether a path is one of `others`, or below one."""
    return any(path[: len(other)] == other for other in others)


def _inside(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _without_gone(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_gone(value) for key, value in data.items() if value is not _GONE}
    return [_without_gone(value) for value in data if value is not _GONE] if isinstance(data, list) else data


def _moved(path: Path, without: Collection[Path]) -> Path | None:
    """Where the value at `path` is once those at the paths `without` are taken out; None if it is in one of them."""
    steps: list[str | int] = []
    for depth, step in enumerate(path):
        gone = {other[depth] for other in without if len(other) == depth + 1 and other[:depth] == path[:depth]}
        if step in gone:
            return None
        before = sum(1 for other in gone if isinstance(other, int) and isinstance(step, int) and other < step)
        steps.append(step - before if isinstance(step, int) else step)
    return tuple(steps)

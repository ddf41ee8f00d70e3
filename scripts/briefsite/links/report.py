"""The report on citations: for people, with the line of each, and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from briefsite.links.resolve import CheckedLink
from briefsite.problems.shown import quoted_line


def links_as_text(checked: Sequence[CheckedLink], sites: Sequence[str]) -> str:
    """Each citation with its place and its line, and at the end how many there are in each state."""
    lines = [line for one in checked for line in _described(one)]
    return "".join(f"{line}\n" for line in (*lines, _summary(checked, sites)))


def _described(one: CheckedLink) -> Sequence[str]:
    place = one.link.place
    head = f"{place.file}:{place.line}:{place.column}: {', '.join(one.states)}"
    return [f"{head}: {'; '.join(one.says)}" if one.says else head, *quoted_line(place)]


def _summary(checked: Sequence[CheckedLink], sites: Sequence[str]) -> str:
    of = " or ".join(sites)
    if not checked:
        return f"No citations of {of} found."
    count = Counter(state for one in checked for state in one.states).most_common()
    many = "1 citation" if len(checked) == 1 else f"{len(checked)} citations"
    counted = ", ".join(f"{number} {_PLURAL.get(state, state) if number > 1 else state}" for state, number in count)
    return f"{many} of {of}: {counted}."


_PLURAL: Final = {"resolves": "resolve"}


def links_as_json(checked: Sequence[CheckedLink]) -> str:
    """A JSON array with an object for each citation: its place, URL and version, and what became of it."""
    return json.dumps([_entry(one) for one in checked], ensure_ascii=False, indent=2) + "\n"


def _entry(one: CheckedLink) -> dict[str, Any]:
    link = one.link
    return {
        "file": link.place.file,
        "line": link.place.line,
        "column": link.place.column,
        "text": link.place.text,
        "url": link.url,
        "version": str(link.version) if link.version else "",
        "states": one.states,
        "says": one.says,
        "now": one.now,
        "then": one.then,
    }

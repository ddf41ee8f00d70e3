"""Corrections of the citation engine's faults: repairs of its text, and exchanges of entry types. A row for each fault.

The rows belong to the styles (`styles.STYLES`), those of several styles to `common_repairs`. tests/test_upstream.py
formats works without each row, and fails for a row that the engine no longer needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from briefsite.works.repair_values import repair_values
from briefsite.works.work import Work, WorkKind

#: The version of the engine that the rows were tested with.
TYPST = "0.15"

#: The form of a work's entry for the engine: its type, and the type of its parent.
EntryForm = Literal[
    "site",  # a page of a site
    "press",  # an article of a newspaper
    "journal",
    "part",  # of a book
    "book",
    "report",
    "thesis",
    "repository",
    "manuscript",
    "misc",
]


@dataclass(frozen=True, slots=True)
class Repair:
    """A fault in the engine's text: a regular expression that finds it, and its replacement.

    The text has stand-ins for a work's texts (`stand_ins`), so a pattern matches only the style's own words. In
    `pattern` and `replacement`, a name in braces is one of the `repair_values`; a work without that value isn't
    repaired. `kinds` are the kinds of works that need the repair; if empty, all do. `unsigned`: whether only a work
    that begins with its title does. `why` says what is wrong, and `typst` is the version that was tested.
    """

    pattern: str
    replacement: str
    why: str
    kinds: frozenset[WorkKind] = frozenset()
    unsigned: bool = False
    typst: str = TYPST


@dataclass(frozen=True, slots=True)
class Exchange:
    """Forms of entry that a style formats wrongly (`forms`), and the form `to` that is used instead.

    `when` says which works need it; it gets the work after `hayagriva.without_repetition`. `why` says what is wrong,
    `fault` is a regular expression that finds it in the engine's text, and `typst` is the version that was tested.
    """

    forms: frozenset[EntryForm]
    to: EntryForm
    when: Callable[[Work], bool]
    why: str
    fault: str
    typst: str = TYPST


def repaired(text: str, work: Work, repairs: Sequence[Repair]) -> str:
    """`text`, the engine's text of `work` with stand-ins, with all `repairs` applied."""
    values = repair_values(work)
    for repair in repairs:
        if repair.kinds and work.type not in repair.kinds:
            continue
        if repair.unsigned and work.leading:
            continue
        pattern, replacement = repair.pattern, repair.replacement
        wanted = {name: value for name, value in values.items() if f"{{{name}}}" in pattern + replacement}
        if not all(wanted.values()):
            continue
        for name, value in wanted.items():
            pattern = pattern.replace(f"{{{name}}}", re.escape(value))
            replacement = replacement.replace(f"{{{name}}}", value.replace("\\", r"\\"))
        text = re.sub(pattern, replacement, text)
    return text


def exchanged(form: EntryForm, work: Work, exchanges: Sequence[Exchange]) -> EntryForm:
    """The form of entry that is formatted correctly for `work`: `form`, or what the first matching exchange says."""
    return next((row.to for row in exchanges if form in row.forms and row.when(work)), form)

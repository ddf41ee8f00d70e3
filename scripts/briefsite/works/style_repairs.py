"""What the citation engine gets wrong in a style, a row for each fault: repairs of its text, and exchanged entries.

The rows are part of each style's own (`styles.STYLES`). tests/test_upstream.py formats works without each of them, and
fails for one that the engine no longer needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from briefsite.works.work import Work, WorkKind

#: The release of the engine whose output the rows were compared with.
TYPST = "0.15"

#: What a work is to the engine: the type of its entry, and of what that is a part.
EntryForm = Literal[
    "site",  # a page of a site
    "press",  # an article of a newspaper
    "journal",
    "part",  # of a book
    "book",
    "edited book",  # one that no author, but editors sign
    "report",
    "thesis",
    "repository",
    "manuscript",
    "misc",
]


@dataclass(frozen=True, slots=True)
class Repair:
    """A fault in the engine's text: a regular expression that finds it, and what it is replaced by.

    The text has stand-ins where a work's words are going to be (`stand_ins`), so a pattern finds nothing but the
    style's own words. In `pattern`, `{volume}` is the work's; a work without one is left alone. `kinds` are those of
    the works that it is for, none for all; `why` says what is wrong.
    """

    pattern: str
    replacement: str
    why: str
    kinds: frozenset[WorkKind] = frozenset()
    typst: str = TYPST


@dataclass(frozen=True, slots=True)
class Exchange:
    """A form of entry (one of `forms`) that comes out wrong in a style, and the form `to` that it is given instead.

    `when` says for which works; it sees a work without what the style doesn't repeat. `why` says what is wrong, and
    `fault` is a regular expression that finds it in the engine's text.
    """

    forms: frozenset[EntryForm]
    to: EntryForm
    when: Callable[[Work], bool]
    why: str
    fault: str
    typst: str = TYPST


def repaired(text: str, work: Work, repairs: Sequence[Repair]) -> str:
    """The engine's text of `work`, its words not yet in it, with what is wrong in it replaced."""
    for repair in repairs:
        if repair.kinds and work.type not in repair.kinds:
            continue
        if "{volume}" in repair.pattern and not work.volume:
            continue
        text = re.sub(repair.pattern.replace("{volume}", re.escape(work.volume)), repair.replacement, text)
    return text


def exchanged(form: EntryForm, work: Work, exchanges: Sequence[Exchange]) -> EntryForm:
    """The form in which `work` comes out right, for the `form` that it would have."""
    return next((row.to for row in exchanges if form in row.forms and row.when(work)), form)

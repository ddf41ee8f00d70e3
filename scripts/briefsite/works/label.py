"""A work in two or three words, for the margin: "Bulag 2003", "Hill and Dale 1995"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import shorten
from typing import Final

from briefsite.works.work import Name, Work, WorkKind

#: The most letters of a name or a title in a label, and the most persons: with more, the first stands for all.
_LONGEST: Final = 48
_MOST_NAMES: Final = 2
#: What a longer name or title can do without: a subtitle, a department, what is in parentheses.
_REST: Final = re.compile(r"(?<=\S{3})\s*[,:;–—(].*")
#: Kinds of works that without an author are known by the body that published them, as references show.
_OF_BODIES: Final[frozenset[WorkKind]] = frozenset({"news", "online", "report", "dataset", "document", "law"})


def work_label(work: Work) -> str:
    """Who wrote a work, and when: its authors, else its editors, else the body that is known for it, else its title."""
    names = work.leading
    body = work.publisher if work.type in _OF_BODIES else ""
    said = _names(names, others=work.others) if names else _cut(body or work.container or work.title)
    year = _year(work)
    return f"{said} {year}" if year else said


def _names(names: Sequence[Name], *, others: bool) -> str:
    shown = [_cut(" ".join(filter(None, (name.prefix, name.family))) or name.literal or name.given) for name in names]
    if others or len(shown) > _MOST_NAMES:
        return f"{shown[0]} et al."
    return " and ".join(shown)


def _cut(words: str) -> str:
    whole = " ".join(words.split())
    if len(whole) > _LONGEST:
        whole = _REST.sub("", whole)
    return shorten(whole, _LONGEST, placeholder="…")


def _year(work: Work) -> str:
    date = work.date
    if date is None:
        return ""
    return str(date.year) if date.year > 0 else date.literal

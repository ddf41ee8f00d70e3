"""Versions: what was released on a day. A draft is what follows the last of them, and leaves no trace in the ledger.

Building and releasing are separate acts. What a build finds in the text and not in the last version has `DRAFT` in the
place of a version; a release puts the new version there (`released`), and only its ledger is written to a file.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from briefsite.language.strings import ENGLISH, Strings
from briefsite.limits import LAST_YEAR
from briefsite.storage.checksum import checksum
from briefsite.words import squeezed

_WRITTEN: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.([2-9]|[1-9]\d+))?", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class VersionId:
    """The day of a version, and its number among those of that day: `2026-12-01`, then `2026-12-01.2`."""

    day: datetime.date
    number: int = 1

    def __str__(self) -> str:
        """The version as it is written in files, addresses and commands; "draft" for the draft."""
        if self == DRAFT:
            return "draft"
        return f"{self.day}" + (f".{self.number}" if self.number > 1 else "")

    @property
    def shown(self) -> str:
        """The version as people read it, in English: "1 December 2026", "1 December 2026 (2)", "the draft"."""
        return shown_version(self)


def shown_version(version: VersionId, say: Strings = ENGLISH) -> str:
    """The version as people read it: "1 December 2026", "1 December 2026 (2)", "the draft"."""
    if version == DRAFT:
        return say["version.draft"]
    day = say.date(version.day)
    return say.text("version.several", day=day, number=version.number) if version.number > 1 else day


def version_named(version: VersionId, say: Strings = ENGLISH) -> str:
    """A version in the words of a sentence: "the version of 1 December 2026", "the draft"."""
    shown = shown_version(version, say)
    return shown if version == DRAFT else say.text("version.named", version=shown)


def in_version(version: VersionId | None, say: Strings = ENGLISH) -> str:
    """When something came about, in the words of a sentence: "in the version of 1 December 2026", "in the draft"."""
    if version is None or version == DRAFT:
        return say["version.in_draft"]
    return say.text("version.in", version=shown_version(version, say))


#: Comes after every version.
DRAFT: Final = VersionId(datetime.date.max)


@dataclass(frozen=True, slots=True)
class Version:
    """A version: its id, the checksum of its `words` (`checksum_of_words`), and the editors' `note` about it.

    `words` is empty for a version that was recorded before versions were kept whole. `without` are those of the
    versions listed before it that it doesn't follow: they are of another branch, and a merge brought them there.
    `lines` is the number of lines of the text as received: each has an address. It is 0 where they were not counted.
    `state` is the checksum of all that was frozen, of what the editors say as well (`checksum_of_state`). It is empty
    for a version of a program that did not yet write it down.
    """

    id: VersionId
    words: str = ""
    note: str = ""
    without: tuple[VersionId, ...] = ()
    lines: int = 0
    state: str = ""

    def may_be(self, other: Version) -> bool:
        """Whether nothing of what both have recorded tells the content of the two versions apart."""
        pairs = ((self.words, other.words), (self.state, other.state))
        return all(own == its or not (own and its) for own, its in pairs)


def read_version(text: str) -> VersionId:
    """The version that `text` names, such as 2026-12-01 or 2026-12-01.2. ValueError if it names none."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text} is not a version such as 2026-12-01")
    try:
        day = datetime.date.fromisoformat(match[1])
    except ValueError:
        raise ValueError(f"{text} is not a version: there is no such day") from None
    if day.year > LAST_YEAR:
        raise ValueError(f"{text} is not a version: it is too far in the future")
    return VersionId(day, int(match[2] or 1))


def checksum_of_words(words: Iterable[tuple[str, str]]) -> str:
    """The checksum of the words of passages and notes, each given with its address; white space doesn't count."""
    return checksum(*(f"{address} {squeezed(text)}" for address, text in words))


def checksum_of_state(lines: Iterable[str]) -> str:
    """The checksum of the lines of a frozen state (briefsite.versions.freeze)."""
    return checksum(*lines)

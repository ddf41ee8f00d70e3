"""The values of a composition: what a build knows of each edition, and what it makes of it."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from briefsite.problems.problem import Problem
from briefsite.reading.summary import EditionSummary
from briefsite.site.kept_versions import KeptVersion
from briefsite.site.seen_files import FileSet

if TYPE_CHECKING:
    from briefsite.ledger.listing import ListedSite
    from briefsite.reading.read import Reading
    from briefsite.site.inputs import Inputs


class KnownEdition(msgspec.Struct, frozen=True):
    """What the last build wrote down about an edition.

    `inputs`, `others`, `pages` and `site` are checksums: of its sources, of the other editions as it lists them, of its
    files in docs/ (whose names are `files`), and of what these became in the built site. While all four are the same,
    the edition need not be proven again, and `says` (lines for a person) and `warnings` still hold.
    """

    inputs: str
    others: str
    pages: str
    site: str
    card: EditionSummary
    files: tuple[str, ...]
    says: tuple[str, ...]
    warnings: tuple[Problem, ...]
    versions: tuple[str, ...] = ()


@dataclass(frozen=True)
class EditionTask:
    """What an edition is made of: `inputs` that have no other, and the site around it, as far as it is known."""

    folder: str
    inputs: Inputs
    at: ListedSite


@dataclass(frozen=True)
class FreshEdition:
    """An edition that was read: the summary, and its files in docs/, if they were made; both None after an error.

    `said` is the reading, packed for another process; `problems` are those of the reading, `of_pages` those of what was
    made of it. `at` is the site around it as its files have it.
    """

    said: bytes | Reading
    card: EditionSummary | None
    problems: tuple[Problem, ...]
    decisions: tuple[str, ...]
    at: ListedSite
    pages: Mapping[str, bytes] | None = None
    of_pages: tuple[Problem, ...] = ()
    versions: tuple[KeptVersion, ...] = ()

    @property
    def reading(self) -> Reading:
        """What was read."""
        if isinstance(self.said, bytes):
            unpacked: Reading = pickle.loads(zlib.decompress(self.said))  # noqa: S301 - our own process wrote it
            return unpacked
        return self.said


@dataclass(frozen=True)
class ComposedEdition:
    """One edition, with its pages by their names in docs/.

    It was either read, then `fresh` has the result, or taken over from the last build, then `known` has what that
    wrote down. `others` is the checksum of the other editions as it lists them.
    """

    card: EditionSummary
    pages: FileSet
    others: str
    fresh: FreshEdition | None
    known: KnownEdition | None
    versions: tuple[KeptVersion, ...] = ()


@dataclass(frozen=True)
class Composition:
    """All editions by folder, the pages that belong to none of them (`own`), and what was read by folder."""

    editions: Mapping[str, ComposedEdition]
    own: FileSet
    fresh: Mapping[str, FreshEdition] = field(default_factory=dict)

    @cached_property
    def pages(self) -> FileSet:
        """All generated files by their names in docs/."""
        return FileSet.united([self.own, *(one.pages for one in self.editions.values())])

    @property
    def decisions(self) -> tuple[str, ...]:
        """The decisions about addresses, a line each; with its folder where there are several editions."""
        several = len(self.editions) > 1
        return tuple(
            f"{folder}: {line}" if several else line for folder, one in self.fresh.items() for line in one.decisions
        )

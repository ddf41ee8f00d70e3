"""Tasks: what a part of the site is made of, and what comes out; values that can be sent to another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.problems.problem import Problem
from briefsite.rendering.kept_parts import PartReport
from briefsite.rendering.renderer import RestOfDocs, Templates
from briefsite.site.composition import ComposedEdition
from briefsite.site.inputs import Inputs
from briefsite.site.kept_versions import KeptVersion
from briefsite.site.seen_files import FileSet

if TYPE_CHECKING:
    from briefsite.proof.checks import LeavingLink


@dataclass(frozen=True)
class SiteFrame:
    """What all parts have in common: the settings, the templates of the site, the other files of docs/, its title.

    `config` is mkdocs.yml. `by_hand` are the templates that people wrote, by their paths in docs/; `templates` those
    that are loaded. `scratch` is a folder for unfinished work, `caches` that of the caches of pages, or None. `inputs`
    have no edition. `root` is the folder of the part that has the theme's files, once there is one. `documents` is the
    folder of the caches of documents, None for a preview, which makes none. `offline` is the path of the zip with the
    whole site, empty if there will be none. `hides_files`: whether the renderer needs none of the
    generated files that aren't pages.
    """

    config: Path
    by_hand: Mapping[str, bytes]
    templates: Templates
    rest: RestOfDocs
    home: str
    scratch: Path
    caches: Path | None
    inputs: Inputs
    root: Path | None = None
    documents: Path | None = None
    offline: str = ""
    hides_files: bool = False


@dataclass(frozen=True)
class PartOfEdition:
    """What is proven of an edition: its pages in docs/. `inputs` are to read it again, if that has to be done."""

    folder: str
    made: ComposedEdition
    inputs: Inputs


@dataclass(frozen=True)
class PartTask:
    """What a part is made of.

    `keys` has the checksum of all that it depends on for its path on the site; for several versions of an edition, that
    of each. `docs` are its files in docs/ by their names, `versions` follow from the files of their edition. `inputs`
    are those of the whole site, for the part at the root.
    """

    name: str
    keys: Mapping[str, str]
    docs: FileSet
    epoch: int
    editions: tuple[PartOfEdition, ...] = ()
    versions: tuple[tuple[KeptVersion, Inputs], ...] = ()
    inputs: Inputs | None = None

    @property
    def is_root(self) -> bool:
        """Whether it is the part at the root: that has the inputs of the whole site."""
        return self.inputs is not None


@dataclass(frozen=True)
class MadePart:
    """A part by its path: the folder with its files, ready to be kept, and the report."""

    path: str
    folder: Path
    report: PartReport


@dataclass(frozen=True)
class PartResult:
    """What came out of a task: the parts, none of them if something went wrong, and the problems.

    `leaving` are then the links to pages of other parts, which nobody has followed yet.
    """

    parts: tuple[MadePart, ...]
    problems: tuple[Problem, ...]
    leaving: tuple[LeavingLink, ...] = ()
